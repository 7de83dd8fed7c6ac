package price

import "stagecraft/planner/catalog"

// freeRules are the rules of a request that are not counted.
const freeRules = 10.0

var (
	alb = Service{
		ID: "alb", Name: "Application Load Balancer", Aliases: []string{"elb", "application-load-balancer"},
		Charges: "Hours, and load balancer capacity units (LCU) by the dimension that needs most of them.",
		Page:    elbPage,
		Params: append([]Param{
			howMany("load balancers with the traffic of one each"),
			{Name: "new_per_s", Kind: Amount, Unit: "connections a second", Default: "0", Aliases: []string{"new"}, Help: "New connections; 25 are one LCU."},
			{Name: "active", Kind: Amount, Unit: "connections", Help: "Connections open at a time, counted each minute; 3,000 are one LCU, 1,500 with mutual TLS."},
			{Name: "connection_s", Kind: Amount, Unit: "seconds", Help: "Instead of active: how long a connection lasts."},
			{Name: "gb_per_h", Kind: Amount, Unit: "GB an hour", Default: "0", Help: "Processed to and from servers; 1 GB is one LCU."},
			{Name: "lambda_gb_per_h", Kind: Amount, Unit: "GB an hour", Default: "0", Help: "Processed to and from Lambda functions; 0.4 GB are one LCU."},
			{Name: "rules_per_s", Kind: Amount, Unit: "evaluations a second", Help: "Rule evaluations that count: requests/s × (rules − 10); 1,000 are one LCU."},
			{Name: "rules", Kind: Amount, Unit: "rules", Help: "Instead of rules_per_s, with requests_per_s: rules each request meets; the first ten are free."},
			{Name: "requests_per_s", Kind: Amount, Unit: "requests a second", Help: "With rules."},
			{Name: "mtls", Kind: Switch, Default: "no", Help: "Mutual TLS: 1,500 active connections are one LCU."},
		}, period()...),
		Rates:   []Rate{{Name: "hour", Unit: "hour", Key: "alb.hour"}, {Name: "lcu", Unit: "LCU-hour", Key: "alb.lcu", Aliases: []string{"lcu_h"}}},
		Example: "new_per_s=1 active=120 gb_per_h=1.08 rules_per_s=250 hours=720",
		meter:   meterALB,
	}
	nlb = Service{
		ID: "nlb", Name: "Network Load Balancer", Aliases: []string{"network-load-balancer"},
		Charges: "Hours, and capacity units (NLCU) by the dimension that needs most of them.",
		Page:    elbPage,
		Params: append([]Param{
			howMany("load balancers with the traffic of one each"),
			{Name: "protocol", Kind: Word, Default: "tcp", Choices: []Choice{{"tcp", nil}, {"udp", nil}, {"tls", nil}}, Help: "One NLCU is 800 new and 100,000 active of TCP, 400 and 50,000 of UDP, 50 and 3,000 of TLS."},
			{Name: "new_per_s", Kind: Amount, Unit: "connections or flows a second", Default: "0", Aliases: []string{"new"}, Help: "New ones."},
			{Name: "active", Kind: Amount, Unit: "connections or flows", Help: "Open at a time, counted each minute."},
			{Name: "connection_s", Kind: Amount, Unit: "seconds", Help: "Instead of active: how long one lasts."},
			{Name: "gb_per_h", Kind: Amount, Unit: "GB an hour", Default: "0", Help: "Processed; 1 GB is one NLCU."},
		}, period()...),
		Rates:   []Rate{{Name: "hour", Unit: "hour", Key: "nlb.hour"}, {Name: "lcu", Unit: "NLCU-hour", Key: "nlb.nlcu", Aliases: []string{"nlcu", "lcu_h"}}},
		Example: "new_per_s=100 active=18000 gb_per_h=3.6 hours=720",
		meter:   meterNLB,
	}
	gwlb = Service{
		ID: "gwlb", Name: "Gateway Load Balancer", Aliases: []string{"gateway-load-balancer"},
		Charges: "Hours, and capacity units (GLCU) by the dimension that needs most of them.",
		Page:    elbPage,
		Params: append([]Param{
			howMany("load balancers in zones"),
			{Name: "new_per_s", Kind: Amount, Unit: "flows a second", Default: "0", Aliases: []string{"new"}, Help: "New flows; 600 are one GLCU."},
			{Name: "active", Kind: Amount, Unit: "flows", Help: "Open at a time; 60,000 are one GLCU."},
			{Name: "connection_s", Kind: Amount, Unit: "seconds", Help: "Instead of active: how long one lasts."},
			{Name: "gb_per_h", Kind: Amount, Unit: "GB an hour", Default: "0", Help: "Processed; 1 GB is one GLCU."},
		}, period()...),
		Rates:   []Rate{{Name: "hour", Unit: "hour", Key: "gwlb.hour"}, {Name: "lcu", Unit: "GLCU-hour", Key: "gwlb.glcu", Aliases: []string{"glcu", "lcu_h"}}},
		Example: "new_per_s=100 active=18000 gb_per_h=3.6 hours=720",
		meter:   func(s *sheet) { s.balancer(catalog.GWLBUnit, "GLCU", 0) },
	}
	clb = Service{
		ID: "clb", Name: "Classic Load Balancer", Aliases: []string{"classic-load-balancer"},
		Charges: "Hours and GB processed.",
		Page:    elbPage,
		Params:  append([]Param{howMany("load balancers with the traffic of one each"), {Name: "gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Processed."}}, period()...),
		Rates:   []Rate{{Name: "hour", Unit: "hour", Key: "clb.hour"}, {Name: "gb", Unit: "GB", Key: "clb.data"}},
		Example: "gb=100 hours=720",
		meter: func(s *sheet) {
			s.perHour("Load balancers", "hour")
			s.addPlain(plain{name: "Data processed", param: "gb", rate: "gb"})
		},
	}
	elbPage = page("Elastic Load Balancing pricing", "elasticloadbalancing/pricing/", "2026-09-20")
)

// perHour charges n equal things for their hours, and gives those.
func (s *sheet) perHour(name, rate string) float64 {
	n, hours := s.number("n"), s.hours()
	s.add(line{name: name, rate: rate, amount: n * hours, formula: "number × hours", sum: fillNumbers("{} × {}", n, hours)})
	return n * hours
}

func meterALB(s *sheet) {
	unit := catalog.ALBUnit
	if s.on("mtls") {
		unit.Active = 1500
	}
	rules := s.number("rules_per_s")
	switch {
	case s.has("rules_per_s") && s.has("rules"):
		s.refuse("rules and rules_per_s say the same: give rules_per_s, or rules with requests_per_s")
	case s.has("rules"):
		if !s.need("requests_per_s", "rules are evaluated for each request") {
			return
		}
		rules = max(s.number("rules")-freeRules, 0) * s.number("requests_per_s")
	}
	s.balancer(unit, "LCU", rules)
}

func meterNLB(s *sheet) {
	unit := map[string]catalog.CapacityUnit{"tcp": catalog.NLBTCPUnit, "udp": catalog.NLBUDPUnit, "tls": catalog.NLBTLSUnit}[s.word("protocol")]
	s.balancer(unit, "NLCU", 0)
}

// lambdaGB is what one LCU processes of Lambda targets in an hour.
const lambdaGB = 0.4

// balancer charges hours and capacity units.
func (s *sheet) balancer(unit catalog.CapacityUnit, name string, rules float64) {
	if s.has("active") && s.has("connection_s") {
		s.refuse("active and connection_s say the same: give one of them")
	}
	active := s.number("active")
	if s.has("connection_s") {
		active = s.number("new_per_s") * s.number("connection_s")
	}
	hours := s.perHour("Load balancers", "hour")
	gb := s.number("gb_per_h") + s.number("lambda_gb_per_h")/lambdaGB
	needed := unit.Units(s.number("new_per_s"), active, gb, rules)
	s.add(line{
		name: "Capacity units", rate: "lcu", amount: needed.Most() * hours,
		formula: "max(" + name + " by new, by active, by GB/h, by rules) × hours",
		sum:     fillNumbers("max({}, {}, {}, {}) × {}", needed.New, needed.Active, needed.GB, needed.Rules, hours),
	})
}
