package planner

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/reliability"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

var (
	hardDependencies = reason.Source{Name: "AWS Well-Architected, Reliability Pillar: hard dependencies multiply", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}
	redundancy       = reason.Source{Name: "AWS Well-Architected, Reliability Pillar: redundant components", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}
)

// promise is a service level agreement under the name it has in this design.
func promise(id, name string) catalog.Promise {
	p := catalog.Promised(id)
	if name != "" {
		p.Name = name
	}
	return p
}

// path lists the parts every dynamic request needs.
func path(g roadmap.Design, server, compute string, aurora, pooled bool) []catalog.Promise {
	parts := []catalog.Promise{promise("route53", "")}
	switch {
	case g.Single && server == "lightsail":
		return append(parts, promise("lightsail.instance", ""))
	case g.Single:
		return append(parts, promise("ec2.instance", ""))
	case !g.Balanced && aurora:
		return append(parts, oneServer(compute), promise("aurora.single", ""))
	case !g.Balanced:
		return append(parts, oneServer(compute), promise("rds.single", ""))
	}
	front := "Application Load Balancer"
	if name, ok := balancerNames[frontOf(g)]; ok {
		front = name
	}
	parts = append(parts, promise("elb", front), promise("ec2.region", compute+" over several zones"))
	if g.Services {
		parts = append(parts, promise("elb", "Internal Load Balancer"), promise("ec2.region", "Services over several zones"))
	}
	if g.SharedFiles {
		parts = append(parts, promise("efs", ""))
	}
	if name := tables(g); name != "" {
		parts = append(parts, promise("dynamodb", name))
	}
	if pooled {
		parts = append(parts, promise("rds.proxy", ""))
	}
	// A request of a federated design needs one of its databases: the others
	// may be down without it noticing.
	return append(parts, multiZone(aurora))
}

// tables names what requests need of DynamoDB. Its tables are one regional service
// under one agreement, which therefore counts once.
func tables(g roadmap.Design) string {
	switch {
	case g.Sessions && g.NoSQL:
		return "DynamoDB, sessions and hot data"
	case g.Sessions:
		return "DynamoDB sessions"
	case g.NoSQL:
		return "DynamoDB, hot data"
	}
	return ""
}

func multiZone(aurora bool) catalog.Promise {
	if aurora {
		return promise("aurora.multi-az", "")
	}
	return promise("rds.multi-az", "")
}

// series multiplies agreements; the table's values are in the domain.
func series(parts []catalog.Promise) units.Ratio {
	var all []float64
	for _, p := range parts {
		all = append(all, float64(p.Uptime))
	}
	a, err := reliability.Series(all...)
	if err != nil {
		panic("planner: " + err.Error())
	}
	return units.Ratio(a)
}

// product is a composite with its arithmetic, one reason for each part.
func product(label string, parts []catalog.Promise) (units.Ratio, []reason.Reason) {
	var rs []reason.Reason
	var terms []string
	for _, p := range parts {
		pct := reason.Pct(float64(p.Uptime))
		terms = append(terms, pct)
		rs = append(rs, reason.Reason{Label: p.Name, Formula: "service level agreement", Substituted: pct, Value: pct, Unit: "monthly uptime", Source: p.Source})
	}
	value := series(parts)
	return value, append(rs, reason.Reason{Label: label, Formula: "product of the parts in series", Substituted: strings.Join(terms, " × "), Value: finePercent(value), Unit: "composite of SLAs", Source: hardDependencies})
}

// composite is the availability of a dynamic request, without its arithmetic.
func (b builder) composite(s sized) units.Ratio {
	return series(s.path())
}

// path lists the parts every dynamic request of a sized stage needs.
func (s sized) path() []catalog.Promise {
	return path(s.design, s.facts.Server, computeName(s), s.policy.Workload.Database.IsAurora(), s.pooled())
}

// pooled tells that queries go through RDS Proxy.
func (s sized) pooled() bool {
	return slices.ContainsFunc(s.tiers, func(t Tier) bool { return isDatabase(t.ID) && t.Sizing.Pooled })
}

// available composes the agreements of the request path in series. Parts that a
// request can do without are left out, and named.
func (b builder) available(s sized, users units.Users) Availability {
	a := Availability{Target: b.w.Availability, Enforced: users >= b.w.Practice.OutageMatters}
	a.Value, a.Parts = product("Composite", s.path())
	a.Met = a.Value >= a.Target-1e-12
	a.Minutes = reliability.Down(float64(a.Value), reliability.MinutesPerYear)
	a.Downtime, a.PerMonth = downtime(a.Value), monthly(a.Value)
	a.Left = leftOut(s.design)
	return a
}

// explained adds what only a shown stage needs: other ways in, what would reach
// the target, and the estimate from operation.
func (b builder) explained(a Availability, s sized, number int, now units.Money, complete bool) Availability {
	a.Fleets = fleets(s)
	a.Paths = b.paths(s)
	a.Uptime = b.uptime(s)
	if !a.Met {
		a.Reach, a.Beyond = b.reach(a, s, number, now, complete)
	}
	return a
}

// paths are the composites of what is not a page: they matter to those who use
// them, and the target does not bind them.
func (b builder) paths(s sized) []PathAvailability {
	g, aurora := s.design, s.policy.Workload.Database.IsAurora()
	var all []PathAvailability
	add := func(name, why string, parts ...catalog.Promise) {
		value, rs := product("Composite", parts)
		all = append(all, PathAvailability{Name: name, Value: value, Downtime: downtime(value), Text: why, Reasons: rs})
	}
	if g.CDN {
		all = append(all, static())
	}
	if g.Gateway {
		add("Calls through API Gateway", "Apps and partners come in by the gateway instead of the balancer.",
			promise("route53", ""), promise("apigateway", ""), promise("elb", "Internal Load Balancer"), promise("ec2.region", "Services over several zones"), multiZone(aurora))
	}
	if g.SignIn {
		add("New sign-ins", "Who is signed in already does not need Cognito.", append(s.path(), promise("cognito", ""))...)
	}
	if g.Queue {
		add("Work that runs later", "What waits in a queue is late, not lost.", promise("eventbridge", ""), promise("sqs", ""), promise("lambda", ""), multiZone(aurora))
	}
	return all
}

// static is the way of static files: CloudFront with S3, or failing that the
// load balancer as second origin.
func static() PathAvailability {
	origin := []catalog.Promise{promise("s3", ""), promise("elb", "")}
	edge := promise("cloudfront", "")
	either, err := reliability.Parallel(float64(origin[0].Uptime), float64(origin[1].Uptime))
	if err != nil {
		panic("planner: " + err.Error())
	}
	value := units.Ratio(either) * edge.Uptime
	pct := func(p catalog.Promise) string { return reason.Pct(float64(p.Uptime)) }
	return PathAvailability{Name: "Static files", Value: value, Downtime: downtime(value),
		Text: "CloudFront is needed, and one of its two origins: S3 or the load balancer it fails over to.",
		Reasons: []reason.Reason{
			{Label: edge.Name, Formula: "service level agreement", Substituted: pct(edge), Value: pct(edge), Unit: "monthly uptime", Source: edge.Source},
			{Label: "Either origin", Formula: "1 − (1 − S3) × (1 − load balancer)", Substituted: "1 − (1 − " + pct(origin[0]) + ") × (1 − " + pct(origin[1]) + ")", Value: reason.Pct(either), Unit: "in parallel", Source: redundancy},
			{Label: "Composite", Formula: "edge × either origin", Substituted: pct(edge) + " × " + reason.Pct(either), Value: reason.Pct(float64(value)), Unit: "composite of SLAs", Source: hardDependencies},
		}}
}

// fleets is the chance that enough servers work, were each to fail by itself as
// often as the agreement of one allows: n of which k are needed.
func fleets(s sized) []reason.Reason {
	var all []reason.Reason
	each := float64(catalog.Promised("ec2.instance").Uptime)
	for _, t := range s.tiers {
		if (t.ID != "web" && t.ID != "svc") || t.Sizing.Count <= t.Sizing.PerZone {
			continue
		}
		n, k := t.Sizing.Count, t.Sizing.Count-t.Sizing.PerZone
		a, err := reliability.AtLeast(k, n, each)
		if err != nil {
			panic("planner: " + err.Error())
		}
		all = append(all, reason.Reason{Label: t.Name + ": enough of them", Formula: "chance that at least k of n servers work, each by itself: 1 − that at most k − 1 do, by the binomial distribution as spreadsheets write it",
			Substituted: reason.Fill("1 − BINOM.DIST({} − 1, {}, {}, TRUE)", k, n, reason.Ratio(each)), Value: reason.Pct(a), Unit: "of the time, beside the agreement for several zones", Source: redundancy})
	}
	return all
}

func leftOut(g roadmap.Design) []string {
	var left []string
	if g.CDN {
		left = append(left, "CloudFront and S3 carry static files only and fail over to the load balancer; multiplied in, CloudFront's 99.9% would lower the figure.")
	}
	if g.Cache {
		left = append(left, "ElastiCache: without it reads go to the database, slower but answered.")
	}
	if g.Warehouse {
		left = append(left, "Redshift: answers reports, not requests.")
	}
	if g.Ingest {
		left = append(left, "Kinesis, with its batches to S3: a client that cannot deliver an event sends it again.")
	}
	if g.DAX {
		left = append(left, "DAX: without it reads go to the tables, slower but answered.")
	}
	if g.SignIn {
		left = append(left, "Cognito: who is signed in stays so; only new sign-ins wait.")
	}
	if g.Queue {
		left = append(left, "EventBridge, SQS and Lambda: work that runs later waits in the outbox or the queue.")
	}
	if g.NAT {
		left = append(left, "NAT gateways: only calls to services outside leave through them, one gateway in each zone.")
	}
	if g.Gateway {
		left = append(left, "API Gateway: carries the API share only.")
	}
	return left
}

func downtime(v units.Ratio) string {
	return lasting(reliability.Down(float64(v), reliability.MinutesPerYear)) + " a year"
}

func monthly(v units.Ratio) string {
	return lasting(reliability.Down(float64(v), reliability.MinutesPerMonth)) + " in 30 days"
}

// finePercent prints an availability so that what is worked out of its rest can
// be redone: of 99.930011% a year's rest is 6.131 hours, of 99.93% it is not.
func finePercent(v units.Ratio) string {
	text := strconv.FormatFloat(float64(v)*100, 'f', 6, 64)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".") + "%"
}

// lasting prints minutes.
func lasting(minutes float64) string {
	whole := int(math.Round(minutes)) // 6 h 7.9 min are 6 h 8 min
	switch {
	case whole >= 1440:
		return fmt.Sprintf("%.1f days", minutes/1440)
	case whole >= 60:
		return fmt.Sprintf("%d h %d min", whole/60, whole%60)
	default:
		return fmt.Sprintf("%.0f min", minutes)
	}
}
