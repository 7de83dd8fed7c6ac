package planner

import (
	"math"
	"slices"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

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
	api := c.httpAPI(n)
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

// apiChunk is the bytes of an answer that an HTTP API counts as one request.
const apiChunk = 512 * units.KiB

// httpAPI meters an HTTP API in place of the load balancer.
func (c comparison) httpAPI(n catalog.Need) []bill.Usage {
	files := float64(n.Requests.Average - c.dynamicOf(n))
	chunks := [2]float64{math.Ceil(float64(max(1, c.w.ResponseSize) / apiChunk)), math.Ceil(float64(max(1, c.w.StaticSize) / apiChunk))}
	m := (float64(c.dynamicOf(n))*chunks[0] + files*chunks[1]) * units.SecondsPerMonth / 1e6
	svc, _ := catalog.Lookup("apigateway")
	return []bill.Usage{{Service: "apigateway", Component: n.Tier, Name: "HTTP API in place of the load balancer", Key: "apigw.http.request", Amount: m,
		Reasons: []reason.Reason{reason.New("API requests", "(requests/s × ⌈response ÷ 512 KB⌉ + files/s × ⌈file ÷ 512 KB⌉) × seconds a month ÷ 1,000,000", reason.Fill("({} × {} + {} × {}) × 2,628,000 s ÷ 1,000,000", float64(c.dynamicOf(n)), chunks[0], files, chunks[1]), m, "million requests", svc.Source)}}}
}

// dynamicOf is the part of a balancer's requests that are no files: where it sends
// files, static_share of all of them are.
func (c comparison) dynamicOf(n catalog.Need) units.PerSecond {
	if c.now.design.CDN {
		return n.Requests.Average
	}
	return n.Requests.Average * units.PerSecond(1-c.w.StaticShare)
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
	memory := catalog.HandlerMemory(*c.w)
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
	total, perMillion := 0.0, 0.0
	var atOnce, million []string
	for _, tier := range []string{"web", "svc"} {
		for i, h := range handlers[tier] {
			total += h.Concurrency()
			atOnce = append(atOnce, reason.Fill("max({} × {}, {} ÷ 10)", float64(h.Requests.Peak), h.Duration().Seconds(), float64(h.Requests.Peak)))
			if i == 0 {
				perMillion += h.PerMillion(c.now.policy)
				million = append(million, reason.Fill("{} + 1,000,000 × {} × {} × {}", c.rate("lambda.request"), h.Duration().Seconds(), h.Memory.GiB(), c.rate(h.RateKey(c.now.policy))))
			}
		}
	}
	label := "Executions at once at peak, within the account's 1,000"
	if total > catalog.LambdaConcurrency {
		label = "Executions at once at peak, above the account's 1,000: have the quota raised first"
	}
	return []reason.Reason{
		reason.New(label, "sum over functions of the larger of peak requests/s × seconds and peak requests/s ÷ 10", strings.Join(atOnce, " + "), total, "executions", reason.Source{Name: "AWS Lambda quotas", URL: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", AsOf: "2026-05"}),
		reason.New("A million requests, without the free allowance", "price of a million invocations + 1,000,000 × seconds × GB × price of a GB-second; with services both functions", strings.Join(million, " + "), perMillion, "US dollars", reason.Source{Name: "AWS Lambda pricing", URL: "https://aws.amazon.com/lambda/pricing/", AsOf: "2026-09-11"}),
	}
}

// or2 chooses between two amounts.
func or2(yes bool, a, b units.Bytes) units.Bytes {
	if yes {
		return a
	}
	return b
}
