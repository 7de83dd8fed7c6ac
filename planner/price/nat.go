package price

var nat = Service{
	ID: "nat", Name: "NAT gateway", Aliases: []string{"nat-gateway"},
	Charges: "Hours, and every GB that passes in either direction.",
	Page:    page("Amazon VPC pricing", "vpc/pricing/", "2026-09-24"),
	Params:  append([]Param{howMany("gateways"), {Name: "gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Processed by all of them; what leaves for the internet is charged again as datatransfer."}}, period()...),
	Rates:   []Rate{{Name: "hour", Unit: "hour", Key: "nat.hour"}, {Name: "gb", Unit: "GB", Key: "nat.data"}},
	Example: "hours=1 gb=1",
	meter: func(s *sheet) {
		s.perHour("NAT gateways, hours", "hour")
		s.addPlain(plain{name: "NAT gateways, data processed", param: "gb", rate: "gb"})
	},
}

var vpc = Service{
	ID: "vpc", Name: "Amazon VPC", Aliases: []string{"endpoint", "ipv4", "privatelink"},
	Charges: "Public IPv4 addresses by the hour; interface endpoints by the hour in each zone and by the GB.",
	Page:    page("Amazon VPC pricing", "vpc/pricing/", "2026-08-12"),
	Params: append([]Param{
		{Name: "addresses", Kind: Amount, Unit: "addresses", Default: "0", Aliases: []string{"ipv4"}, Help: "Public IPv4 addresses, in use or not."},
		{Name: "endpoints", Kind: Amount, Unit: "endpoints", Default: "0", Help: "Interface endpoints."},
		{Name: "zones", Kind: Amount, Unit: "zones", Default: "1", Help: "Zones each endpoint is in."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Processed by the endpoints."},
	}, period()...),
	Rates: []Rate{
		{Name: "address_h", Unit: "address-hour", Key: "vpc.ipv4.inuse", Aliases: []string{"ipv4_h"}},
		{Name: "hour", Unit: "endpoint-hour", Key: "vpc.endpoint.interface.hour", Aliases: []string{"endpoint_h"}},
		{Name: "gb", Unit: "GB", Key: "vpc.endpoint.interface.data", Tiered: true},
	},
	Example: "addresses=3 endpoints=2 zones=3 gb=500",
	meter: func(s *sheet) {
		hours := s.hours()
		s.add(line{name: "Public IPv4 addresses", rate: "address_h", amount: s.number("addresses") * hours, formula: "addresses × hours", sum: fillNumbers("{} × {}", s.number("addresses"), hours)})
		s.add(line{name: "Interface endpoints", rate: "hour", amount: s.number("endpoints") * s.number("zones") * hours, formula: "endpoints × zones × hours", sum: fillNumbers("{} × {} × {}", s.number("endpoints"), s.number("zones"), hours)})
		s.addPlain(plain{name: "Data through endpoints", param: "gb", rate: "gb"})
	},
}
