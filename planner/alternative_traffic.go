package planner

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// sortByCost puts the cheapest first and what is not possible last.
func sortByCost(options []Option) {
	slices.SortStableFunc(options, func(a, b Option) int {
		switch {
		case a.Possible && !b.Possible:
			return -1
		case b.Possible && !a.Possible:
			return 1
		}
		return a.WholeStage.Cmp(b.WholeStage)
	})
}

// edge asks how static files reach users: by the amount, by a flat-rate plan, or
// from the servers.
func (c comparison) edge() (Alternative, bool) {
	move := c.moveOf("cdn")
	if needed, _ := move.Needed(c.now.facts); !needed || c.now.demand.Static.Average <= 0 {
		return Alternative{}, false
	}
	a := Alternative{ID: "edge", Title: "Static files from the edge", Question: or(catalog.FlatRate(c.w.Track), "CloudFront by the amount, by a flat-rate plan, or no CDN?", "CloudFront, or no CDN?")}
	with, without := c.edged(), c.now
	if c.now.design.CDN {
		without = c.withoutEdge()
	}
	n := with.load.need("cloudfront")
	offers := []offer{offered("pay-as-you-go", "CloudFront, pay as you go", "Paid by what is sent.", c.edgeWay(with, catalog.CloudFrontPayAsYouGo))}
	for _, plan := range c.plans() {
		id, name := "plan-"+plan.ID, "CloudFront, flat-rate plan "+plan.Name
		if !plan.Fits(n.Requests.Average.PerMonth(), n.Egress) {
			offers = append(offers, refused(id, name, fmt.Sprintf("%s million requests and %s a month do not both fit its allowance of %s million and %s.",
				units.FormatNumber(n.Requests.Average.PerMonth()/1e6, 3), units.FormatBytes(n.Egress), units.FormatNumber(plan.Requests/1e6, 3), units.FormatBytes(plan.Data))))
			continue
		}
		offers = append(offers, offered(id, name, "One price for one distribution, with firewall, DNS and logs of the edge in it; above the allowance AWS may slow it down.", c.edgeWay(with, func(n catalog.Need, _ catalog.Policy) []bill.Usage { return plan.Usage(n) })))
		break // the larger plans hold it too, for more
	}
	offers = append(offers, offered("servers", "No CDN, from the servers", "Readers far away wait longer, and a peak of readers reaches the servers.", way{b: c.builder, z: without}).weaker())
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	a.Crossovers = c.edgeCrossovers(n)
	return a, true
}

// plans are the flat-rate plans that the workload's track may take.
func (c comparison) plans() []catalog.CloudFrontPlan {
	if !catalog.FlatRate(c.w.Track) {
		return nil
	}
	return catalog.CloudFrontPlans()
}

// edged is the stage with CloudFront, taken early where it has none yet.
func (c comparison) edged() sized {
	if c.now.design.CDN {
		return c.now
	}
	return c.taking(c.now, c.moveOf("cdn"))
}

// edgeNeed is what CloudFront carries.
func (c comparison) edgeNeed() catalog.Need {
	z := c.edged()
	return z.load.need("cloudfront")
}

func (c comparison) edgeWay(z sized, how func(catalog.Need, catalog.Policy) []bill.Usage) way {
	return way{b: c.builder, z: z, meters: map[string]meter{"cloudfront": func(n catalog.Need, _ catalog.Sizing, p catalog.Policy) []bill.Usage { return how(n, p) }}}
}

// withoutEdge is the stage with its files sent by the servers.
func (c comparison) withoutEdge() sized {
	d := c.now.design.Clone()
	d.CDN = false
	d.Graph.Remove("cloudfront")
	if !c.now.facts.Objects {
		d.Bucket = false
		d.Graph.Remove("s3")
	}
	return c.sizeDesign(d, c.now)
}

// edgeCrossovers is the volume at which the cheapest plan that holds it costs
// what paying by the amount does, at this workload's mean size of a file.
func (c comparison) edgeCrossovers(n catalog.Need) []Crossover {
	if n.Egress <= 0 || !catalog.FlatRate(c.w.Track) {
		return nil
	}
	r := rivalry{a: "pay as you go", b: "a flat-rate plan", from: 100, to: 100000, steps: 20, own: float64(n.Egress / units.GB), beyond: "no plan fits", unit: "GB (10^9 bytes) a month",
		show:  func(x float64) string { return units.FormatBytes(units.Bytes(x)*units.GB) + " a month" },
		price: func(gb float64) (units.Money, units.Money, bool) { return c.edgeAt(n, gb) }}
	return r.crossovers()
}

// edgeAt prices both ways to pay for a volume in files of the same mean size;
// false where no plan holds it.
func (c comparison) edgeAt(n catalog.Need, gb float64) (amount, flat units.Money, ok bool) {
	requests := n.Requests.Average.PerMonth() / float64(n.Egress/units.GB) * gb
	n.Egress, n.Requests.Average = units.Bytes(gb)*units.GB, units.PerSecond(requests/units.SecondsPerMonth)
	plan, ok := catalog.CheapestCloudFrontPlan(requests, n.Egress)
	if !ok {
		return amount, flat, false
	}
	a := bill.Price(c.book, c.w.Region, catalog.CloudFrontPayAsYouGo(n, c.now.policy), nil)
	b := bill.Price(c.book, c.w.Region, plan.Usage(n), nil)
	return a.Total, b.Total, a.Complete && b.Complete
}

// outbound asks how servers in private subnets reach what lies outside.
func (c comparison) outbound() (Alternative, bool) {
	if !c.now.design.NAT {
		return Alternative{}, false
	}
	a := Alternative{ID: "outbound", Title: "The way out", Question: "NAT gateways, endpoints or public addresses?"}
	inside, count := c.toServices()
	offers := []offer{offered("nat", "NAT gateways, gateway endpoints for S3 and DynamoDB", "Servers have no public address; the endpoints cost nothing.", way{b: c.builder, z: c.now})}
	if inside > 0 {
		gb := inside.GiB()
		bytes := reason.New("Bytes to and from S3 and DynamoDB", "sessions read and written × size + objects written × size, ÷ 2^30", reason.Fill("{} GB ÷ 1.073741824", float64(inside/units.GB)), gb, "GB (2^30 bytes)", ours)
		offers = append(offers,
			offered("nat-only", "NAT gateways for everything", "S3 and DynamoDB too go through the NAT gateways, as happens when nobody adds the endpoints.", way{b: c.builder, z: c.now, more: []bill.Usage{
				{Service: "nat", Component: "nat", Name: "NAT gateways, S3 and DynamoDB", Key: "nat.data", Amount: gb, Reasons: []reason.Reason{bytes}}}}),
			offered("interface", "NAT gateways, interface endpoints for S3 and DynamoDB", "Private addresses that networks connected from outside can use too.", way{b: c.builder, z: c.now, more: c.endpoints(count, gb, bytes)}))
	}
	offers = append(offers, c.isolated(inside), c.publicServers())
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	a.Crossovers = c.endpointCrossover()
	return a, true
}

// toServices is the bytes a month between the servers and S3 and DynamoDB, both
// ways, and to how many of the two.
func (c comparison) toServices() (units.Bytes, int) {
	d, g, services := c.now.demand, c.now.design, 0
	total := units.Bytes(0)
	tables := units.Bytes(0)
	for _, tier := range []string{"dynamodb", "hotdata"} {
		if n, ok := c.now.load[tier]; ok && g.Graph.Has(tier) {
			tables += units.Bytes((n.Reads.Average + n.Writes.Average).PerMonth()) * n.RowBytes
		}
	}
	objects := units.Bytes(0)
	if g.Bucket {
		objects = d.ObjectsPerMonth
		if c.largeRows() {
			objects += d.WrittenPerMonth
		}
	}
	for _, b := range []units.Bytes{tables, objects} {
		if b > 0 {
			total, services = total+b, services+1
		}
	}
	return total, services
}

var endpointSource = reason.Source{Name: "AWS PrivateLink pricing", URL: "https://aws.amazon.com/privatelink/pricing/", AsOf: "2026-08-12"}

// endpoints meters interface endpoints for some services, one in each zone.
func (c comparison) endpoints(services int, gb float64, why ...reason.Reason) []bill.Usage {
	hours := float64(services*c.now.policy.Zones) * units.HoursPerMonth
	return []bill.Usage{
		{Service: "vpc", Component: "nat", Name: "Interface endpoints, hours", Key: "vpc.endpoint.interface.hour", Amount: hours, Reasons: []reason.Reason{
			reason.New("Endpoint hours", "services × zones × hours a month", reason.Fill("{} × {} × 730 h", services, c.now.policy.Zones), hours, "endpoint-hours", endpointSource)}},
		{Service: "vpc", Component: "nat", Name: "Interface endpoints, data", Key: "vpc.endpoint.interface.data", Amount: gb, Reasons: why},
	}
}

// isolated is the stage without a way to the internet, which works when servers
// call nobody: logs, queue and traces go through interface endpoints.
func (c comparison) isolated(inside units.Bytes) offer {
	const id, name = "isolated", "No NAT, endpoints only"
	if c.w.Assumptions.EgressPerRequest > 0 {
		return refused(id, name, "The servers call third parties (outbound_per_request), which endpoints do not reach.")
	}
	services := 1 // logs
	g := c.now.design
	for _, used := range []bool{g.Monitoring || g.Scaling, g.Queue, g.Queue, g.Tracing} { // metrics, queue, events, traces
		if used {
			services++
		}
	}
	n := c.now.load.need("cloudwatch")
	gb := n.Egress.GiB()
	why := reason.New("Logs sent", "requests/s × seconds a month × bytes per request ÷ 2^30", reason.Fill("{}/s × 2,628,000 s × {} ÷ 1,073,741,824", float64(n.Requests.Average), float64(c.w.Assumptions.LogPerRequest)), gb, "GB (2^30 bytes)", ours)
	return offered(id, name, "Servers reach AWS and nothing else: updates too must come from inside.", way{b: c.builder, z: c.lacking("nat"), more: c.endpoints(services, gb, why)})
}

// lacking is the stage without a tier.
func (c comparison) lacking(tier string) sized { return c.moved(c.now, tier, nil) }

// publicServers is the stage with an address for each server in place of NAT.
func (c comparison) publicServers() offer {
	servers := c.averageServers()
	hours := servers * units.HoursPerMonth
	return offered("public", "Public addresses for the servers", "No fixed address for partners' allow-lists, and only security groups stand between the servers and the internet.", way{b: c.builder, z: c.lacking("nat"), more: []bill.Usage{
		{Service: "vpc", Component: "nat", Name: "Public IPv4 of the servers", Key: "vpc.ipv4.inuse", Amount: hours, Reasons: []reason.Reason{
			reason.New("Addresses", "servers on average × hours a month", reason.Fill("{} × 730 h", servers), hours, "address-hours", reason.Source{Name: "Amazon VPC pricing, public IPv4", URL: "https://aws.amazon.com/vpc/pricing/", AsOf: "2026-08-12"})}}}}).weaker()
}

func (c comparison) averageServers() float64 {
	servers := 0.0
	for _, t := range c.now.tiers {
		if isCompute(t.ID) {
			servers += t.Sizing.Average
		}
	}
	return servers
}

// endpointCrossover is the GB a month to one service from which an interface
// endpoint in each zone costs less than sending them through NAT gateways that
// are there anyway. Where a gateway endpoint exists, it is cheaper than both.
func (c comparison) endpointCrossover() []Crossover {
	prices, note := c.rates("vpc.endpoint.interface.hour", "vpc.endpoint.interface.data", "nat.data")
	hour, data, nat := prices[0], prices[1], prices[2]
	if hour <= 0 || nat <= data {
		return nil
	}
	zones := float64(c.now.policy.Zones)
	at := zones * units.HoursPerMonth * hour / (nat - data)
	return []Crossover{{Exists: true, Value: at, Unit: "GB (2^30 bytes) a month to one service",
		Text:    fmt.Sprintf("To a service without a gateway endpoint, NAT is cheaper below about %s GB a month, an interface endpoint in each of %s zones above; S3 and DynamoDB go through gateway endpoints, which are free.", units.FormatNumber(at, 3), reason.N(zones)) + note,
		Reasons: []reason.Reason{reason.New("GB from which an interface endpoint pays", "zones × hours a month × price of an endpoint-hour ÷ (price of a GB through NAT − price of a GB through the endpoint)", reason.Fill("{} × 730 h × {} ÷ ({} − {})", zones, hour, nat, data), at, "GB a month", endpointSource)}}}
}
