package price

var route53 = Service{
	ID: "route53", Name: "Amazon Route 53", Aliases: []string{"dns"},
	Charges: "Hosted zones by the month, queries by the million, health checks by the month; alias queries to AWS resources are free.",
	Page:    page("Amazon Route 53 pricing", "route53/pricing/", "2026-08-12"),
	Params: []Param{
		{Name: "zones", Kind: Amount, Unit: "hosted zones", Default: "1", Help: "Domains hosted."},
		{Name: "queries", Kind: Count, Unit: "queries a month", Default: "0", Help: "Standard queries."},
		{Name: "latency_queries", Kind: Count, Unit: "queries a month", Default: "0", Aliases: []string{"latency"}, Help: "Latency-based queries."},
		{Name: "geo_queries", Kind: Count, Unit: "queries a month", Default: "0", Aliases: []string{"geo"}, Help: "Geo queries."},
		{Name: "health_checks", Kind: Amount, Unit: "checks", Default: "0", Aliases: []string{"checks"}, Help: "Health checks of AWS endpoints."},
		{Name: "other_checks", Kind: Amount, Unit: "checks", Default: "0", Help: "Health checks of other endpoints."},
	},
	Rates: []Rate{
		{Name: "zone", Unit: "hosted zone-month", Key: "route53.zone", Tiered: true},
		{Name: "query_m", Unit: "million queries", Key: "route53.query.standard", Tiered: true},
		{Name: "latency_m", Unit: "million queries", Key: "route53.query.latency", Tiered: true},
		{Name: "geo_m", Unit: "million queries", Key: "route53.query.geo", Tiered: true},
		{Name: "check", Unit: "check-month", Key: "route53.healthcheck.aws"},
		{Name: "other_check", Unit: "check-month", Key: "route53.healthcheck.nonaws"},
	},
	Example: "zones=1 queries=10M health_checks=2",
	meter: func(s *sheet) {
		s.addPlain(
			plain{name: "Hosted zones", param: "zones", rate: "zone"},
			plain{name: "Queries", param: "queries", rate: "query_m", lot: 1e6},
			plain{name: "Latency-based queries", param: "latency_queries", rate: "latency_m", lot: 1e6},
			plain{name: "Geo queries", param: "geo_queries", rate: "geo_m", lot: 1e6},
			plain{name: "Health checks", param: "health_checks", rate: "check"},
			plain{name: "Health checks elsewhere", param: "other_checks", rate: "other_check"},
		)
	},
}
