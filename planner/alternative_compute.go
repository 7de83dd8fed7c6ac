package planner

import (
	"maps"
	"math"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// The range of average loads over which servers, tasks and functions are compared.
const leastRate, mostRate = 0.01, 100000.0

// compute asks what runs the application: servers, tasks or functions.
func (c comparison) compute() (Alternative, bool) {
	a := Alternative{ID: "compute", Title: "What runs the application", Question: "Servers, containers or functions?"}
	if c.now.design.Single {
		return c.oneServer(a), true
	}
	servers := way{b: c.builder, z: c.now}
	offers := []offer{offered("ec2", "EC2", "Servers are patched and sized by the team.", servers)}
	tasks, no := c.tasks(c.now)
	if no != "" {
		offers = append(offers, refused("fargate", "Fargate", no))
	} else {
		offers = append(offers, offered("fargate", "Fargate", "No servers to patch; a new task takes a minute where a server takes some; the network of a task is not published."+c.uncommitted(), tasks))
	}
	functions, handlers, no := c.functions(c.now)
	if no != "" {
		offers = append(offers, refused("lambda", "Lambda", no))
	} else {
		offers = append(offers, offered("lambda", "Lambda", "Nothing to patch or scale; a first request waits for a cold start, and the application must be built as functions."+c.uncommitted(), functions, c.concurrency(handlers)...))
	}
	a.Options = c.compare(offers)
	a.Crossovers = c.computeCrossovers(handlers != nil)
	a.Advice = advice(a.Options)
	return a, true
}

// uncommitted says what a commitment of the workload does not reach here.
func (c comparison) uncommitted() string {
	if c.w.Pricing == "on-demand" {
		return ""
	}
	return " A Compute Savings Plan would lower its price too, but the book holds no such rate."
}

// oneServer compares the two kinds of a single server.
func (c comparison) oneServer(a Alternative) Alternative {
	a.Question = "A Lightsail bundle, EC2, containers or functions?"
	offers := []offer{}
	for _, kind := range []struct{ id, name, differs string }{
		{"lightsail", "Lightsail", "One price with disk and transfer; no way into a private network of one's own without peering, and an end to growth."},
		{"ec2", "EC2", "Each part is billed apart; the server can later stand in a private network."},
	} {
		if z, ok := c.single(kind.id, c.users); ok {
			offers = append(offers, offered(kind.id, kind.name, kind.differs, way{b: c.builder, z: z}))
		} else {
			offers = append(offers, refused(kind.id, kind.name, "No Lightsail bundle carries this load."))
		}
	}
	const no = "The database runs on the same machine, and needs a disk that outlives it: from the stage in which it stands apart this is possible."
	a.Options = c.compare(append(offers, refused("fargate", "Fargate", no), refused("lambda", "Lambda", no)))
	a.Advice = advice(a.Options)
	r := rivalry{a: "Lightsail", b: "EC2", from: 1, to: 1e6, unit: "users", show: showUsers,
		price: func(x float64) (units.Money, units.Money, bool) {
			light, ok := c.single("lightsail", units.Users(x))
			machine, also := c.single("ec2", units.Users(x))
			if !ok || !also {
				return units.Money{}, units.Money{}, false
			}
			l, m := c.bill(light), c.bill(machine)
			return l.Total, m.Total, l.Complete && m.Complete
		}}
	a.Crossovers = r.crossovers()
	return a
}

// single is the one-server stage on a kind of server; false when it is too small.
func (c comparison) single(kind string, users units.Users) (sized, bool) {
	z := c.size(1, users)
	f := z.facts
	f.Server = kind
	d, _ := roadmap.Build(1, f)
	other := sized{design: d, facts: f, demand: z.demand, load: maps.Clone(z.load), policy: z.policy}
	transfer := other.load["transfer"]
	transfer.Egress = z.demand.EgressPerMonth
	if kind == "lightsail" {
		transfer.Egress = 0 // included in the bundle
	}
	other.load["transfer"] = transfer
	c.sizeTiers(&other)
	t, _ := other.tier("server")
	return other, t.Sizing.Unit != "" && carries(t)
}

// carries tells that a tier holds its peak within the target.
func carries(t Tier) bool { return t.Sizing.Headroom == 0 || t.Sizing.Headroom >= 1-1e-9 }

func isCompute(tier string) bool { return tier == "web" || tier == "svc" }

// onCompute sizes the tiers that run the application in another way, and anew
// what depends on them: databases by the machines that connect, and metrics.
func (c comparison) onCompute(z sized, size func(Tier) catalog.Sizing, clients int) sized {
	z.tiers, z.load = slices.Clone(z.tiers), maps.Clone(z.load)
	watch := z.load["cloudwatch"]
	if z.design.Scaling {
		watch.Gets -= detailedMetrics * watch.Servers // only servers have them
		watch.Servers = 0
		z.load["cloudwatch"] = watch
	}
	for i, t := range z.tiers {
		if isCompute(t.ID) {
			z.tiers[i].Sizing = size(t)
			clients += z.tiers[i].Sizing.Count
		}
	}
	for i, t := range z.tiers {
		if isDatabase(t.ID) {
			n := z.load[t.ID]
			n.Clients = clients
			z.load[t.ID] = n
			svc, _ := catalog.Lookup(t.Service)
			z.tiers[i].Sizing = svc.Size(z.load.need(t.ID), z.policy)
		}
	}
	return z
}

// tasks is the stage on Fargate. A task has no lasting address, so it needs a
// balancer where servers do without.
func (c comparison) tasks(z sized) (way, string) {
	w := way{b: c.builder, meters: map[string]meter{}}
	whyNot := ""
	w.z = c.onCompute(z, func(t Tier) catalog.Sizing {
		s := catalog.SizeTasks(z.load.need(t.ID), z.policy)
		if s.Unit == "" {
			whyNot = "No task size carries this load: the largest has 16 vCPUs and 120 GB."
		}
		w.meters[t.ID] = catalog.MeterTasks
		return s
	}, 0)
	if !z.design.Balanced {
		w.more = c.balancer(z, false)
	}
	return w, whyNot
}

// balancer meters a load balancer where the design has none: over two zones, as
// it must stand in two.
func (c comparison) balancer(z sized, functions bool) []bill.Usage {
	n := z.load["alb"]
	n.Units = 2
	svc, _ := catalog.Lookup("alb")
	s := svc.Size(n, z.policy)
	if functions {
		s = catalog.BalancerForFunctions(n, z.policy)
	}
	return svc.Meter(n, s, z.policy)
}

// functions is the stage on Lambda with the cheaper front.
func (c comparison) functions(z sized) (way, map[string][]catalog.Handler, string) {
	handlers := c.handlers(z)
	took := units.Milliseconds(0)
	answer := max(c.w.ResponseSize, or2(z.design.CDN, 0, c.w.StaticSize))
	connections := 0.0
	for _, tier := range []string{"web", "svc"} {
		for i, h := range handlers[tier] {
			if no := h.WhyNot(answer); no != "" {
				return way{}, nil, no
			}
			took = max(took, h.Duration())
			if i == 0 && (tier == "svc" || !z.design.Services) {
				connections += h.Concurrency() // one for each execution
			}
		}
	}
	w := way{b: c.builder, meters: map[string]meter{}}
	w.z = c.onCompute(z, func(t Tier) catalog.Sizing {
		w.meters[t.ID] = func(n catalog.Need, _ catalog.Sizing, p catalog.Policy) []bill.Usage {
			var lines []bill.Usage
			for _, h := range handlers[t.ID] {
				lines = append(lines, h.Usage(n, p)...)
			}
			return lines
		}
		return catalog.Sizing{}
	}, catalog.Machines(connections))
	w.meters["ialb"] = functionBalancer
	no := c.front(&w, z, took, answer)
	return w, handlers, no
}

func functionBalancer(n catalog.Need, _ catalog.Sizing, p catalog.Policy) []bill.Usage {
	svc, _ := catalog.Lookup("alb")
	return svc.Meter(n, catalog.BalancerForFunctions(n, p), p)
}

// front puts the cheaper of load balancer and HTTP API before the functions.
// Functions that reach a database have no way out to the internet but a NAT
// gateway.
func (c comparison) front(w *way, z sized, took units.Milliseconds, answer units.Bytes) string {
	n := z.load.need("alb")
	fronts, no := catalog.Front(n.Requests.Peak, took, answer)
	if no != "" {
		return no
	}
	balancer := c.balancer(z, true)
	if z.design.Balanced {
		balancer = functionBalancer(n, catalog.Sizing{}, z.policy)
	}
	api := httpAPI(n)
	best := balancer
	if !slices.Contains(fronts, "alb") || slices.Contains(fronts, "apigateway") && catalog.Estimate(api, z.policy) < catalog.Estimate(balancer, z.policy) {
		best = api
	}
	if z.design.Balanced {
		w.meters["alb"] = func(catalog.Need, catalog.Sizing, catalog.Policy) []bill.Usage { return best }
		return ""
	}
	w.more = append(w.more, best...)
	if way := z.load["nat"]; way.Egress > 0 {
		way.Units = 1
		svc, _ := catalog.Lookup("nat")
		w.more = append(w.more, svc.Meter(way, svc.Size(way, z.policy), z.policy)...)
	}
	return ""
}

// httpAPI meters an HTTP API in place of the load balancer.
func httpAPI(n catalog.Need) []bill.Usage {
	m := n.Requests.Average.PerMonth() / 1e6
	svc, _ := catalog.Lookup("apigateway")
	return []bill.Usage{{Service: "apigateway", Component: n.Tier, Name: "HTTP API in place of the load balancer", Key: "apigw.http.request", Amount: m,
		Reasons: []reason.Reason{reason.New("API requests", "requests/s × seconds a month ÷ 1,000,000", reason.Fill("{}/s × 2,628,000 s ÷ 1,000,000", float64(n.Requests.Average)), m, "million requests", svc.Source)}}}
}

// handlers are the functions of each tier: one that answers requests, and one
// for files where the servers of this stage send them. A function that calls a
// service is billed while it waits for it.
func (c comparison) handlers(z sized) map[string][]catalog.Handler {
	a, d, g := c.w.Assumptions, z.demand, z.design
	cpu := c.w.CPU
	if d.Requests.Average > 0 {
		cpu *= units.Milliseconds(1 - c.later(g)*float64(d.Writes.Average/d.Requests.Average))
	}
	memory := catalog.HandlerMemory(c.w)
	answers := catalog.Handler{Name: "requests", Requests: d.Requests, CPU: cpu, Wait: c.unqueued(g) - c.w.CPU, Memory: memory}
	all := map[string][]catalog.Handler{}
	if g.Services {
		service := answers
		service.CPU = cpu * units.Milliseconds(a.ServiceCPU)
		all["svc"] = []catalog.Handler{service}
		answers.CPU, answers.Wait = cpu-service.CPU, service.Duration()+a.CrossZone+proxyMS
	}
	all["web"] = []catalog.Handler{answers}
	if !g.CDN && d.Static.Average > 0 {
		all["web"] = append(all["web"], catalog.Handler{Name: "files", Requests: d.Static, CPU: a.StaticCPU, Memory: memory})
	}
	return all
}

// concurrency is the arithmetic of executions at once against the account's limit.
func (c comparison) concurrency(handlers map[string][]catalog.Handler) []reason.Reason {
	total := 0.0
	for _, tier := range []string{"web", "svc"} {
		for _, h := range handlers[tier] {
			total += h.Concurrency()
		}
	}
	web := handlers["web"][0]
	perMillion := 0.0
	for _, tier := range []string{"web", "svc"} {
		if len(handlers[tier]) > 0 {
			perMillion += handlers[tier][0].PerMillion(c.now.policy)
		}
	}
	label := "Executions at once at peak, within the account's 1,000"
	if total > catalog.LambdaConcurrency {
		label = "Executions at once at peak, above the account's 1,000: have the quota raised first"
	}
	return []reason.Reason{
		reason.New(label, "sum over functions of the larger of peak requests/s × seconds and peak requests/s ÷ 10", reason.Fill("first: max({} × {}, {} ÷ 10)", float64(web.Requests.Peak), web.Duration().Seconds(), float64(web.Requests.Peak)), total, "executions", reason.Source{Name: "AWS Lambda quotas", URL: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", AsOf: "2026-05"}),
		reason.New("A million requests, without the free allowance", "price of a million invocations + 1,000,000 × seconds × GB × price of a GB-second; with services both functions", reason.Fill("first: {} + 1,000,000 × {} × {} × price", c.rate("lambda.request"), web.Duration().Seconds(), web.Memory.GiB()), perMillion, "US dollars", reason.Source{Name: "AWS Lambda pricing", URL: "https://aws.amazon.com/lambda/pricing/", AsOf: "2026-09-11"}),
	}
}

// computeCrossovers prices servers against functions, and against tasks, over
// the average load.
func (c comparison) computeCrossovers(possible bool) []Crossover {
	if c.now.demand.Requests.Average <= 0 {
		return nil
	}
	var all []Crossover
	for _, other := range []struct{ id, name string }{{"lambda", "Lambda"}, {"fargate", "Fargate"}} {
		if other.id == "lambda" && !possible {
			continue
		}
		r := rivalry{a: other.name, b: "EC2", from: leastRate, to: mostRate, unit: "requests/s on average", show: showRate,
			price: func(x float64) (units.Money, units.Money, bool) {
				a, ok := c.computeAt(other.id, x, dependsOnCompute)
				b, also := c.computeAt("ec2", x, dependsOnCompute)
				return a, b, ok && also
			}}
		all = append(all, r.crossovers()...)
	}
	return all
}

// dependsOnCompute names the tiers whose bill may depend on what runs the
// application. The workers share Lambda's free allowance.
func dependsOnCompute(tier string) bool {
	return isCompute(tier) || isDatabase(tier) || tier == "alb" || tier == "ialb" || tier == "nat" || tier == "lambda" || tier == "cloudwatch"
}

// computeAt prices one option at an average load, in requests/s.
func (c comparison) computeAt(option string, rate float64, keep func(string) bool) (units.Money, bool) {
	return c.remembered(option, rate, func() (units.Money, bool) {
		z, ok := c.loads[rate]
		if !ok {
			z = c.at(c.builder, rate*float64(c.users)/float64(c.now.demand.Requests.Average), keep)
			c.loads[rate] = z
		}
		w, no := way{b: c.builder, z: z}, ""
		switch option {
		case "lambda":
			w, _, no = c.functions(z)
		case "fargate":
			w, no = c.tasks(z)
		default:
			if t, ok := z.tier("web"); ok && !carries(t) && !z.design.Balanced {
				return units.Money{}, false
			}
		}
		if no != "" {
			return units.Money{}, false
		}
		return w.total()
	})
}

func showRate(x float64) string {
	return units.FormatNumber(x, 2) + " requests a second on average"
}

func showUsers(x float64) string {
	if math.Round(x) == 1 {
		return "1 user"
	}
	return units.FormatCount(math.Round(x)) + " users"
}

func showShare(x float64) string { return units.FormatPercent(units.Ratio(x), 0) }

// or2 chooses between two amounts.
func or2(yes bool, a, b units.Bytes) units.Bytes {
	if yes {
		return a
	}
	return b
}
