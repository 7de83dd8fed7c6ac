package price

import "stagecraft/planner/units"

var s3 = Service{
	ID: "s3", Name: "Amazon S3",
	Charges: "GB-months by storage class, requests by the thousand, and retrieval of the infrequent classes.",
	Page:    page("Amazon S3 pricing", "s3/pricing/", "2026-09-18"),
	Params: []Param{
		{Name: "class", Kind: Word, Default: "standard", Aliases: []string{"storage_class"}, Choices: []Choice{
			{"standard", nil}, {"standard-ia", []string{"ia"}}, {"onezone-ia", []string{"one-zone-ia"}}, {"intelligent", []string{"intelligent-tiering"}},
			{"glacier-ir", []string{"glacier-instant-retrieval"}}, {"glacier-fr", []string{"glacier", "glacier-flexible-retrieval"}}, {"deep-archive", []string{"glacier-deep-archive"}}, {"express", []string{"express-one-zone"}},
		}, Help: "Storage class."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Help: "Stored through the month."},
		{Name: "gb_day", Kind: Kept, Unit: "GB × days", Series: true, Help: "Instead of gb: GB kept for a number of days, one for each size, with days."},
		{Name: "days", Kind: Amount, Unit: "days in the month", Least: 28, Most: 31, Help: "Days of the month; when left out those of all parts of gb_day that fill one, else 730 hours ÷ 24."},
		{Name: "put", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"puts"}, Help: "PUT, COPY, POST and LIST requests."},
		{Name: "get", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"gets"}, Help: "GET, SELECT and all other requests; DELETE is free."},
		{Name: "retrieved_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Aliases: []string{"retrieval_gb"}, Help: "Read from an infrequent class."},
		{Name: "objects", Kind: Count, Unit: "objects", Default: "0", Help: "Objects that Intelligent-Tiering monitors."},
	},
	Rates: []Rate{
		{Name: "gb", Unit: "GB-month", Key: "s3.{storage}.storage", Tiered: true, Tiers: []float64{51200, 512000}, Named: []string{"t1", "t2", "t3"}, Aliases: []string{"gb_month"}, Help: "one price for all, or t1 for the first 50 TB, t2 for the next 450 TB, t3 above"},
		{Name: "put_k", Unit: "1,000 requests", Key: "s3.{requests}.put"},
		{Name: "get_k", Unit: "1,000 requests", Key: "s3.{requests}.get"},
		{Name: "retr_gb", Unit: "GB", Key: "s3.{class}.retrieval", Aliases: []string{"retrieval_gb", "retrieved_gb"}},
		{Name: "objects_k", Unit: "1,000 objects a month", Key: "s3.intelligent.monitoring"},
	},
	Example: "gb=540 put=310k get=620k",
	meter:   meterS3,
}

func meterS3(s *sheet) {
	class := s.word("class")
	s.values["storage"], s.values["requests"] = value{word: class}, value{word: class}
	if class == "intelligent" {
		s.values["storage"], s.values["requests"] = value{word: "intelligent.fa"}, value{word: "standard"}
	}
	if s.has("gb") && s.has("gb_day") {
		s.refuse("gb and gb_day_1 both say what is stored: give gb for the whole month, or gb_day_1=100x15 for parts of it")
		return
	}
	s.s3Storage(class)
	s.addPlain(
		plain{name: "PUT, COPY, POST, LIST requests", param: "put", rate: "put_k", lot: 1000},
		plain{name: "GET and other requests", param: "get", rate: "get_k", lot: 1000},
		plain{name: "Objects monitored", param: "objects", rate: "objects_k", lot: 1000},
		plain{name: "Retrieved", param: "retrieved_gb", rate: "retr_gb"},
	)
}

const shortestMonth = 28.0

// s3Storage meters GB-months: of gb, or of each size for its days.
func (s *sheet) s3Storage(class string) {
	stored := line{name: "Storage, " + class, rate: "gb", amount: s.number("gb"), formula: "GB stored through the month", sum: fillNumbers("{}", s.number("gb"))}
	if !s.has("gb_day") {
		s.add(stored)
		return
	}
	gbDays, days, sum := 0.0, 0.0, ""
	for i, kept := range s.series["gb_day"] {
		gbDays += kept.number * kept.days
		days += kept.days
		if i > 0 {
			sum += " + "
		}
		sum += fillNumbers("{} × {}", kept.number, kept.days)
	}
	month := units.HoursPerMonth / 24
	switch {
	case s.has("days"):
		month = s.number("days")
	case days >= shortestMonth && days <= longestMonth:
		month = days // the parts fill a calendar month
	}
	if days > longestMonth || s.has("days") && days > month {
		s.refuse("the parts of gb_day_1 … last %s days together, and the month has %s", units.CanonicalNumber(days), units.CanonicalNumber(min(month, longestMonth)))
		return
	}
	stored.amount = gbDays / month
	stored.formula, stored.sum = "(GB × days + …) ÷ days of the month", "("+sum+")"+fillNumbers(" ÷ {}", month)
	s.add(stored)
}
