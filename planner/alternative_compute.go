package planner

import (
	"maps"
	"math"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// The range of average loads over which servers, tasks and functions are compared.
const leastRate, mostRate = 0.01, 100000.0

// compute asks what runs the application: servers, tasks or functions.
func (c comparison) compute() (Alternative, bool) {
	a := Alternative{ID: "compute", Title: "What runs the application", Question: "Servers, containers or functions?"}
	if c.now.design.Single {
		return c.oneServer(a), true
	}
	onServers := c.servers()
	servers := way{b: onServers, z: onServers.size(c.number, c.users)}
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

// servers is a builder of the same workload on servers, also where the team asks
// for tasks.
func (c comparison) servers() builder {
	return c.with("servers", func(w *workload.Workload) { w.Asked.Compute = workload.EC2 })
}

// uncommitted says what a commitment of the workload does not reach here.
func (c comparison) uncommitted() string {
	if c.w.Pricing == "on-demand" {
		return ""
	}
	return " A Compute Savings Plan would lower its price too, but the book holds no such rate."
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
	if !z.design.Balanced && !isFargate(*c.w) { // who asks for a task anyway has its DNS record follow it
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
		r := rivalry{a: other.name, b: "EC2", from: leastRate, to: mostRate, own: float64(c.now.demand.Requests.Average), unit: "requests/s on average", show: showRate,
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
			z = c.at(c.servers(), rate*float64(c.users)/float64(c.now.demand.Requests.Average), keep)
			c.loads[rate] = z
		}
		w, no := way{b: c.servers(), z: z}, ""
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
