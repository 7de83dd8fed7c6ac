package price

import (
	"stagecraft/planner/catalog"
	"stagecraft/planner/units"
)

// areas are the price areas of CloudFront, and the area of a region's users.
var areas = []Choice{
	{"us+mexico+canada", []string{"us", "usa", "north-america", "canada", "mexico"}}, {"europe+israel", []string{"eu", "europe", "israel"}},
	{"south-america", []string{"sa", "brazil"}}, {"japan", []string{"jp"}}, {"australia+new-zealand", []string{"au", "australia", "new-zealand"}},
	{"hong-kong+philippines+asia-pacific", []string{"asia", "asia-pacific", "ap", "singapore", "korea"}}, {"india", []string{"in"}},
	{"south-africa+kenya+middle-east", []string{"africa", "middle-east", "me", "za"}},
}

// areaOf is the area that the users of a region most likely are in.
var areaOf = map[string]string{
	"us": "us+mexico+canada", "ca": "us+mexico+canada", "mx": "us+mexico+canada", "eu": "europe+israel", "il": "europe+israel", "sa": "south-america",
	"ap-northeast-1": "japan", "ap-northeast-3": "japan", "ap-southeast-2": "australia+new-zealand", "ap-south-1": "india", "ap": "hong-kong+philippines+asia-pacific",
	"me": "south-africa+kenya+middle-east", "af": "south-africa+kenya+middle-east",
}

var cloudfront = Service{
	ID: "cloudfront", Name: "Amazon CloudFront", Aliases: []string{"cdn"},
	Charges: "Pay as you go: GB to users in falling tiers and requests by 10,000, by area of the users; or a flat plan a month.",
	Page:    page("Amazon CloudFront pricing", "cloudfront/pricing/", "2026-08-17"),
	Params: []Param{
		{Name: "plan", Kind: Word, Default: "payg", Choices: []Choice{{"payg", []string{"pay-as-you-go"}}, {"free", nil}, {"pro", nil}, {"business", nil}, {"premium", nil}}, Help: "Way to pay."},
		{Name: "area", Kind: Word, Choices: areas, Aliases: []string{"geography"}, Help: "Where the users are; that of the region when left out."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Sent to users."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"https", "https_requests"}, Help: "HTTPS requests."},
		{Name: "http_requests", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"http"}, Help: "HTTP requests."},
		{Name: "origin_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Sent to the origin."},
		{Name: "invalidations", Kind: Count, Unit: "paths a month", Default: "0", Help: "Paths invalidated; the first 1,000 are free."},
		{Name: "distributions", Kind: Amount, Unit: "distributions", Default: "1", Help: "Each has a flat plan of its own."},
		freeTier("1 TB to users and ten million requests a month are free when paid as you go, and 1,000 invalidated paths."),
	},
	Rates: []Rate{
		{Name: "gb", Unit: "GB", Key: "cloudfront.dto.{area}", Tiered: true, Named: []string{"t1", "t2", "t3", "t4", "t5", "t6", "t7"}, Aliases: []string{"dto_gb"}},
		{Name: "req_10k", Unit: "10,000 HTTPS requests", Key: "cloudfront.https.{area}", Aliases: []string{"https_10k"}},
		{Name: "http_10k", Unit: "10,000 HTTP requests", Key: "cloudfront.http.{area}"},
		{Name: "origin_gb", Unit: "GB", Key: "cloudfront.to-origin.{area}"},
		{Name: "path", Unit: "path", Key: "cloudfront.invalidation"},
		{Name: "month", Unit: "month of the plan", Key: "cloudfront.plan.{plan}"},
		{Name: "free_gb", Unit: "GB", Key: "cloudfront.free.data", Free: true, Help: "GB that are free"},
		{Name: "free_req", Unit: "requests", Key: "cloudfront.free.requests", Per: 1e4, Free: true, Help: "requests that are free"},
	},
	Example: "gb=5000 requests=50M",
	meter:   meterCloudFront,
}

func meterCloudFront(s *sheet) {
	if plan := s.word("plan"); plan != "payg" {
		s.checkPlan(plan)
		s.add(line{name: "Flat plan, " + plan, rate: "month", amount: s.number("distributions"), formula: "distributions", sum: fillNumbers("{}", s.number("distributions"))})
		if s.has("gb", "requests", "http_requests") {
			s.note("Data and requests are in the price of the %s plan, up to its allowance.", plan)
		}
		return
	}
	if !s.has("area") {
		area, known := areaOf[s.region]
		if !known {
			area = areaOf[s.region[:2]]
		}
		if area == "" && !s.need("area", "there is none for users of "+s.region) {
			return
		}
		s.values["area"] = value{word: area}
	}
	https, http := s.number("requests"), s.number("http_requests")
	freeHTTPS, freeHTTP := 0.0, 0.0
	if s.on("free_tier") {
		freeHTTPS = min(s.allowance("free_req"), https)
		freeHTTP = s.allowance("free_req") - freeHTTPS
	}
	s.addPlain(plain{name: "Data to users", param: "gb", rate: "gb", free: true, allowance: "free_gb"})
	s.add(line{name: "HTTPS requests", rate: "req_10k", amount: https / 1e4, free: freeHTTPS / 1e4, formula: "requests ÷ 10,000", sum: fillNumbers("{} ÷ 10,000", https)})
	s.add(line{name: "HTTP requests", rate: "http_10k", amount: http / 1e4, free: freeHTTP / 1e4, formula: "requests ÷ 10,000", sum: fillNumbers("{} ÷ 10,000", http)})
	s.addPlain(
		plain{name: "Data to the origin", param: "origin_gb", rate: "origin_gb"},
		plain{name: "Invalidated paths", param: "invalidations", rate: "path", free: true},
	)
}

// checkPlan refuses more than a flat plan allows each distribution: nothing is
// charged above it, but AWS may slow the distribution down, so that it is no
// price of that traffic. 50 TB are read as 50,000 GB.
func (s *sheet) checkPlan(id string) {
	n := max(s.number("distributions"), 1)
	requests, gb := (s.number("requests")+s.number("http_requests"))/n, s.number("gb")/n
	data := units.Bytes(gb) * units.GB
	for _, plan := range catalog.CloudFrontPlans() {
		if plan.ID != id || plan.Fits(requests, data) {
			continue
		}
		cure := "plan=payg"
		if larger, fits := catalog.CheapestCloudFrontPlan(requests, data); fits {
			cure = "plan=" + larger.ID + " or " + cure
		}
		s.refuse("plan=%s is not possible: %s requests and %s GB a month do not both fit its allowance of %s and %s GB for each distribution; give %s", id,
			units.FormatCount(requests), units.CanonicalNumber(gb), units.FormatCount(plan.Requests), units.CanonicalNumber(float64(plan.Data/units.GB)), cure)
	}
}
