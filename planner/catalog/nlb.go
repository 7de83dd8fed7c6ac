package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Network load balancer capacity units of TCP, as published.
const (
	nlcuNew    = 800.0
	nlcuActive = 100_000.0
)

var nlbSource = reason.Source{Name: "Elastic Load Balancing pricing: one NLCU of TCP is 800 new connections/s, 100,000 active or 1 GB/h", URL: "https://aws.amazon.com/elasticloadbalancing/pricing/", AsOf: "2026-09-20"}

var _ = register(Service{ID: "nlb", Name: "Network Load Balancer", Category: "network", Source: nlbSource, Size: sizeNLB, Meter: meterNLB})

// NLCU is the network load balancer capacity units of an average rate: the
// largest of new connections, active connections and bytes.
func NLCU(perSecond, requestsPerConnection, connectionSeconds, bytesPerSecond float64) (nlcu, newConn, active, gbHour float64) {
	newConn = perSecond / requestsPerConnection / nlcuNew
	active = perSecond / requestsPerConnection * connectionSeconds / nlcuActive
	gbHour = bytesPerSecond * 3600 / float64(units.GiB)
	return max(newConn, active, gbHour), newConn, active, gbHour
}

func sizeNLB(n Need, p Policy) Sizing {
	a := p.Workload.Assumptions
	nlcu, c, act, gb := NLCU(float64(n.Requests.Average), a.RequestsPerConnection, a.ConnectionSeconds, float64(n.Egress)/units.SecondsPerMonth)
	s := Sizing{Detail: reason.N(round2(nlcu)) + " NLCU", Average: nlcu, Reasons: append(slices.Clone(n.Because),
		n.why("NLCU by new connections", "requests/s ÷ requests per connection ÷ 800", n.fill("{} ÷ {} ÷ 800", float64(n.Requests.Average), a.RequestsPerConnection), c, "NLCU", nlbSource),
		n.why("NLCU by active connections", "new connections/s × seconds kept ÷ 100,000", n.fill("{} ÷ {} × {} ÷ 100,000", float64(n.Requests.Average), a.RequestsPerConnection, a.ConnectionSeconds), act, "NLCU", nlbSource),
		n.why("NLCU by bytes", "GB a month (10^9 bytes) ÷ 1.073741824 ÷ hours", n.fill("{} GB ÷ 1.073741824 ÷ 730 h", float64(n.Egress/units.GB)), gb, "NLCU", nlbSource),
	)}
	s.Utilisation = -1
	return s
}

func meterNLB(n Need, s Sizing, _ Policy) []bill.Usage {
	lines := []bill.Usage{
		n.usage("nlb", n.Name+", hours", "nlb.hour", units.HoursPerMonth, n.hours("Load balancers", 1, "hours")),
		n.usage("nlb", n.Name+", capacity units", "nlb.nlcu", s.Average*units.HoursPerMonth, append(slices.Clip(s.Reasons), n.hours("NLCU-hours: the largest of the three", s.Average, "NLCU-hours"))...),
	}
	if n.Units > 0 {
		lines = append(lines, n.usage("vpc", n.Name+", public IPv4", "vpc.ipv4.inuse", float64(n.Units)*units.HoursPerMonth, n.hours("One address in each zone", float64(n.Units), "address-hours")))
	}
	return lines
}

// NetworkSaves is what a network load balancer would save a month, at the first
// tier of the rates, over the application one that a need asks for; negative
// when it would cost more, 0 when a rate is missing.
func NetworkSaves(n Need, p Policy) float64 {
	network, application := Estimate(meterNLB(n, sizeNLB(n, p), p), p), Estimate(meterBalancer(n, sizeBalancer(n, p), p), p)
	if network >= missing || application >= missing {
		return 0
	}
	return application - network
}
