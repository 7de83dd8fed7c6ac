package price

var datatransfer = Service{
	ID: "datatransfer", Name: "Data transfer", Aliases: []string{"dto", "transfer"},
	Charges: "GB sent to the internet in falling tiers, between zones in each direction, and between regions.",
	Page:    page("Amazon EC2 on-demand pricing, data transfer", "ec2/pricing/on-demand/", "2026-09-24"),
	Params: []Param{
		{Name: "gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Sent."},
		{Name: "kind", Kind: Word, Choices: []Choice{{"internet", nil}, {"inter-az", []string{"az", "zone", "zones", "between-zones"}}, {"inter-region", []string{"region", "regions"}}, {"in", nil}}, Aliases: []string{"to", "type"}, Help: "Where to; inter-az when both_directions is given, else internet."},
		{Name: "both_directions", Kind: Switch, Default: "no", Aliases: []string{"both"}, Help: "Between zones each GB is charged at both ends."},
		{Name: "free_gb", Kind: Gigabytes, Unit: "GB", Help: "What is free of it; 100 GB to the internet, or nothing beside a given rate."},
	},
	Rates: []Rate{
		{Name: "gb", Unit: "GB", Key: "{transfer}", Shown: "dto.internet, dt.inter-az, dt.inter-region or datatransfer.in, by kind", Tiered: true, Tiers: []float64{10240, 51200, 153600}, Named: []string{"t1", "t2", "t3", "t4"}, Aliases: []string{"dto_gb"}},
		{Name: "free", Unit: "GB", Key: "dto.free", Free: true, Help: "GB that are free"},
	},
	Example: "gb=1000 kind=inter-az both_directions=yes",
	meter:   meterDataTransfer,
}

func meterDataTransfer(s *sheet) {
	kind := s.word("kind")
	if kind == "" {
		kind = "internet"
		if s.has("both_directions") {
			kind = "inter-az"
		}
	}
	s.values["transfer"] = value{word: map[string]string{"internet": "dto.internet", "inter-az": "dt.inter-az", "inter-region": "dt.inter-region", "in": "datatransfer.in"}[kind]}
	name := map[string]string{"internet": "Sent to the internet", "inter-az": "Between zones", "inter-region": "Between regions", "in": "Received"}[kind]
	directions := 1.0
	if s.on("both_directions") {
		directions, name = 2, name+", both directions"
	}
	free := 0.0
	switch {
	case s.has("free_gb"):
		free = s.number("free_gb")
	case kind == "internet" && (s.given("free") || !s.given("gb")):
		free = s.allowance("free")
	}
	gb := s.number("gb")
	s.add(line{name: name, rate: "gb", amount: gb * directions, free: free, formula: "GB × directions", sum: fillNumbers("{} × {}", gb, directions)})
}
