package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var (
	elbSource    = reason.Source{Name: "Elastic Load Balancing pricing: one LCU is 25 new connections/s, 3,000 active, 1 GB/h or 1,000 rule evaluations/s", URL: "https://aws.amazon.com/elasticloadbalancing/pricing/", AsOf: "2026-09-20"}
	cdnSource    = reason.Source{Name: "Amazon CloudFront pricing and developer guide", URL: "https://aws.amazon.com/cloudfront/pricing/", AsOf: "2026-08-17"}
	vpcSource    = reason.Source{Name: "Amazon VPC pricing and user guide", URL: "https://aws.amazon.com/vpc/pricing/", AsOf: "2026-09-24"}
	dnsSource    = reason.Source{Name: "Amazon Route 53 pricing", URL: "https://aws.amazon.com/route53/pricing/", AsOf: "2026-08-12"}
	spreadSource = reason.Ours("calls spread evenly over zones, so all but one zone's share leaves it")
	dtoSource    = reason.Source{Name: "Amazon EC2 on-demand pricing, data transfer", URL: "https://aws.amazon.com/ec2/pricing/on-demand/", AsOf: "2026-09-24"}
)

var (
	_ = register(Service{ID: "alb", Name: "Application Load Balancer", Category: "network", Size: sizeBalancer, Meter: meterBalancer, Source: elbSource})
	_ = register(Service{ID: "internal-alb", Name: "Internal Application Load Balancer", Category: "network", Size: sizeBalancer, Meter: meterBalancer, Source: elbSource})
)

// LCU is the load balancer capacity units of an average rate: the largest of
// new connections, active connections and bytes, in GB of 2^30 as AWS bills them;
// rules stay under ten, which are free.
func LCU(perSecond, requestsPerConnection, connectionSeconds float64, bytesPerSecond float64) (lcu float64, newConn, active, gbHour float64) {
	opened := perSecond / requestsPerConnection
	u := ALBUnit.Units(opened, opened*connectionSeconds, bytesPerSecond*3600/float64(units.GiB), 0)
	return u.Most(), u.New, u.Active, u.GB
}

func sizeBalancer(n Need, p Policy) Sizing {
	a := p.Workload.Assumptions
	lcu, c, act, gb := LCU(float64(n.Requests.Average), a.RequestsPerConnection, a.ConnectionSeconds, float64(n.Egress)/units.SecondsPerMonth)
	s := Sizing{Detail: reason.N(round2(lcu)) + " LCU", Average: lcu, Reasons: append(slices.Clone(n.Because),
		n.why("LCU by new connections", "requests/s ÷ requests per connection ÷ 25", n.fill("{} ÷ {} ÷ 25", float64(n.Requests.Average), a.RequestsPerConnection), c, "LCU", elbSource),
		n.why("LCU by active connections", "new connections/s × seconds kept ÷ 3,000", n.fill("{} ÷ {} × {} ÷ 3,000", float64(n.Requests.Average), a.RequestsPerConnection, a.ConnectionSeconds), act, "LCU", elbSource),
		n.why("LCU by bytes", "GB a month (10^9 bytes) ÷ 1.073741824 ÷ hours", n.fill("{} GB ÷ 1.073741824 ÷ 730 h", float64(n.Egress/units.GB)), gb, "LCU", elbSource),
	)}
	s.Utilisation = -1
	return s
}

func round2(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

func meterBalancer(n Need, s Sizing, p Policy) []bill.Usage {
	lines := []bill.Usage{
		n.usage("alb", n.Name+", hours", "alb.hour", units.HoursPerMonth, n.hours("Load balancers", 1, "hours")),
		n.usage("alb", n.Name+", capacity units", "alb.lcu", s.Average*units.HoursPerMonth, append(slices.Clip(s.Reasons), n.hours("LCU-hours: the largest of the three", s.Average, "LCU-hours"))...),
	}
	if n.Units > 0 {
		lines = append(lines, n.usage("vpc", n.Name+", public IPv4", "vpc.ipv4.inuse", float64(n.Units)*units.HoursPerMonth, n.hours("One address in each zone", float64(n.Units), "address-hours")))
	}
	return lines
}

var _ = register(Service{ID: "nat", Name: "NAT gateway", Category: "network", Source: vpcSource,
	Size: func(n Need, _ Policy) Sizing {
		return Sizing{Count: n.Units, PerZone: 1, Detail: "outbound calls", Utilisation: -1,
			Reasons: []reason.Reason{n.why("NAT gateways", "one in each zone, so that losing a zone takes no other with it", n.fill("{} zones", n.Units), float64(n.Units), "gateways", vpcSource)}}
	},
	Meter: func(n Need, s Sizing, p Policy) []bill.Usage {
		k := float64(s.Count)
		return []bill.Usage{
			n.usage("nat", n.Name+", hours", "nat.hour", k*units.HoursPerMonth, n.hours("Gateways", k, "hours")),
			n.usage("nat", n.Name+", data processed", "nat.data", n.Egress.GiB(), n.why("Calls to third parties", "requests/s × seconds a month × bytes each ÷ 2^30", n.fill("{}/s × 2,628,000 s × {} ÷ 1,073,741,824", float64(n.Requests.Average), float64(p.Workload.Assumptions.EgressPerRequest)), n.Egress.GiB(), "GB (2^30 bytes)", vpcSource)),
			n.usage("vpc", n.Name+", public IPv4", "vpc.ipv4.inuse", k*units.HoursPerMonth, n.hours("One address each", k, "address-hours")),
			n.usage("nat", n.Name+", data processed for S3 and DynamoDB", "nat.data", n.Internal.GiB(), append(slices.Clone(n.Because), n.why("Calls to S3 and DynamoDB", "sum of the above ÷ 2^30, without gateway endpoints", n.fill("{} GB ÷ 1.073741824", float64(n.Internal/units.GB)), n.Internal.GiB(), "GB (2^30 bytes)", vpcSource))...),
		}
	}})

// geographies maps a region to the CloudFront price area most of its users are in.
var geographies = map[string]string{
	"us-east-1": "us+mexico+canada", "us-west-2": "us+mexico+canada", "eu-west-1": "europe+israel", "eu-central-1": "europe+israel",
	"ap-southeast-1": "hong-kong+philippines+asia-pacific", "ap-southeast-2": "australia+new-zealand", "ap-northeast-1": "japan",
	"ap-south-1": "india", "sa-east-1": "south-america",
}

// cloudFront is the distribution paid as you go; see edgePlan for the choice.
var cloudFront = Service{ID: "cloudfront", Name: "Amazon CloudFront", Category: "network", Source: cdnSource,
	Size: func(n Need, p Policy) Sizing {
		return Sizing{Detail: units.FormatBytes(n.Egress) + " a month", Utilisation: -1, Reasons: []reason.Reason{
			n.why("Static requests at peak", "answered at the edge before they reach the origin", n.fill("{}/s × {}", float64(n.Requests.Peak), reason.Ratio(p.Workload.Assumptions.EdgeHit)), float64(n.Requests.Peak)*float64(p.Workload.Assumptions.EdgeHit), "requests/s", reason.Ours("share of static requests the edge answers"))}}
	},
	Meter: func(n Need, _ Sizing, p Policy) []bill.Usage { return CloudFrontPayAsYouGo(n, p) }}

var _ = register(Service{ID: "route53", Name: "Amazon Route 53", Category: "network", Source: dnsSource,
	Size: func(n Need, _ Policy) Sizing {
		if n.Units == 0 {
			return Sizing{Detail: "DNS", Utilisation: -1}
		}
		return Sizing{Detail: "DNS, health checks", Utilisation: -1}
	},
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		lines := []bill.Usage{n.usage("route53", n.Name+", hosted zone", "route53.zone", 1, n.why("Hosted zones", "one domain", "1", 1, "zone-months", dnsSource))}
		if n.Messages > 0 {
			lines = append(lines, n.usage("route53", n.Name+", queries", "route53.query.standard", n.Messages/1e6, n.why("Queries", "daily users × 30.4 days × 2 look-ups ÷ 1,000,000; alias queries to AWS resources are free", n.fill("{} ÷ 1,000,000", n.Messages), n.Messages/1e6, "million queries", reason.Ours("two look-ups a daily user and day"))))
		}
		if n.Units > 0 {
			lines = append(lines, n.usage("route53", n.Name+", health checks", "route53.healthcheck.aws", float64(n.Units), n.why("Health checks", "one for each entry", reason.N(float64(n.Units)), float64(n.Units), "check-months", reason.Ours("one health check, of the load balancer"))))
		}
		return lines
	}})

// dataTransfer is the traffic that belongs to no single box.
var _ = register(Service{ID: "datatransfer", Name: "Data transfer", Category: "network", Source: dtoSource,
	Size: func(Need, Policy) Sizing { return Sizing{Utilisation: -1} },
	Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
		out := n.usage("datatransfer", "Data transfer out to the internet", "dto.internet", n.Egress.GiB(), n.why("Sent to users, not through CloudFront", "GB sent a month (10^9 bytes) ÷ 1.073741824", n.fill("{} GB ÷ 1.073741824", float64(n.Egress/units.GB)), n.Egress.GiB(), "GB (2^30 bytes)", dtoSource))
		out.FreeKey = "dto.free"
		lines := []bill.Usage{out}
		if p.Zones > 1 {
			share := float64(p.Zones-1) / float64(p.Zones)
			gb := n.Internal.GiB() * share * 2
			lines = append(lines, n.usage("datatransfer", "Data transfer between zones", "dt.inter-az", gb, append(slices.Clone(n.Because), n.why("Crossing zones", "internal bytes × share that leaves its zone × both directions", n.fill("{} GiB × {} × 2", n.Internal.GiB(), reason.Ratio(share)), gb, "GB, out of one zone and into the other both counted", spreadSource))...))
		}
		return lines
	}})

var gatewaySource = reason.Source{Name: "Amazon API Gateway pricing and quotas", URL: "https://aws.amazon.com/api-gateway/pricing/", AsOf: "2026-09-11"}

// GatewayQuota is the account throttle of API Gateway in requests per second.
const GatewayQuota = 10000.0

var _ = register(Service{ID: "apigateway", Name: "Amazon API Gateway", Category: "network", Source: gatewaySource,
	Size: func(n Need, _ Policy) Sizing {
		peak := float64(n.Requests.Peak)
		return Sizing{Detail: "HTTP API, " + units.FormatRate(n.Requests.Peak), Resources: []Resource{{Name: "account throttle", Demand: peak, Capacity: GatewayQuota, Target: 0.8, AtLargest: peak, Unit: "requests/s", Source: gatewaySource, Scales: true}}}.quota()
	},
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		m := n.Requests.Average.PerMonth() / 1e6
		return []bill.Usage{n.usage("apigateway", n.Name+", HTTP API requests", "apigw.http.request", m, n.why("API requests", "requests/s × API share × seconds a month ÷ 1,000,000", n.fill("{}/s × 2,628,000 s ÷ 1,000,000", float64(n.Requests.Average)), m, "million requests", gatewaySource))}
	}})

// perMonth prints a count a month for a card.
func perMonth(x float64) string {
	return units.FormatCount(x) + " a month"
}
