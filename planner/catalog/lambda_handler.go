package catalog

import (
	"fmt"
	"math"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Limits of Lambda as a server of requests.
const (
	LambdaConcurrency = 1000.0                  // executions at once in an account and Region; raised on request
	lambdaWholeCPU    = 1769 * units.MiB        // memory that comes with one vCPU
	lambdaMost        = 10240 * units.MiB       // memory of one function
	lambdaTimeout     = units.Milliseconds(9e5) // 15 minutes
	lambdaPayload     = 6 * units.MiB           // of one answer
	balancerPayload   = 1 * units.MiB           // of one answer through a load balancer
	gatewayTimeout    = units.Milliseconds(3e4) // of an HTTP API
	perEnvironment    = 10.0                    // requests/s one environment answers at most
	functionLCUBytes  = 0.4                     // GB an hour of one LCU with functions as targets
)

var handlerSource = reason.Source{Name: "AWS Lambda quotas: 1,000 executions at once, 10 requests/s each, 15 minutes, 6 MB; 1,769 MB come with one vCPU", URL: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", AsOf: "2026-05"}

// Handler is a Lambda function that answers requests in place of servers.
type Handler struct {
	Name     string             // "answers"
	Requests units.Rate         // a second
	CPU      units.Milliseconds // of one request on a whole vCPU
	Wait     units.Milliseconds // for others while it runs, billed as well
	Memory   units.Bytes        // see HandlerMemory
}

// HandlerMemory is what a function that holds the application and one request
// is configured with: whole steps of 128 MB.
func HandlerMemory(w workload.Workload) units.Bytes {
	step := 128 * units.MiB
	return units.Bytes(math.Ceil(float64((w.Assumptions.AppMemory+w.Assumptions.RequestMemory)/step))) * step
}

// stretch is how much longer CPU work takes on less than a whole vCPU.
func (h Handler) stretch() float64 { return max(1, float64(lambdaWholeCPU/h.Memory)) }

// Duration is the billed time of a mean request, rounded up to a millisecond.
func (h Handler) Duration() units.Milliseconds {
	return units.Milliseconds(max(1, math.Ceil(float64(h.CPU)*h.stretch()+float64(h.Wait)-1e-9)))
}

// Concurrency is the executions at once at peak.
func (h Handler) Concurrency() float64 {
	return max(float64(h.Requests.Peak)*h.Duration().Seconds(), float64(h.Requests.Peak)/perEnvironment)
}

// WhyNot says why a function cannot answer such requests; empty when it can.
func (h Handler) WhyNot(answer units.Bytes) string {
	switch {
	case h.Memory > lambdaMost:
		return fmt.Sprintf("The application needs %s of memory; a function has 10,240 MB at most.", units.FormatGiB(h.Memory))
	case h.Duration() > lambdaTimeout:
		return fmt.Sprintf("A request takes %s; a function ends after 15 minutes.", units.FormatMilliseconds(h.Duration()))
	case answer > lambdaPayload:
		return fmt.Sprintf("An answer has %s; a function returns 6 MB at most.", units.FormatBytes(answer))
	}
	return ""
}

// PerMillion is the cost of a million requests at the first tier of the rates,
// without the free allowance, in dollars: a million × (price of a request +
// seconds × GB × price of a GB-second).
func (h Handler) PerMillion(p Policy) float64 {
	request, _ := p.hourly("lambda.request")
	second, _ := p.hourly(lambdaRate(p))
	return PerMillion(request, h.Duration().Seconds(), h.Memory.GiB(), second)
}

// PerMillion is the cost of a million executions: the price of a million
// requests, and their seconds × GB at the price of a GB-second.
func PerMillion(request, seconds, gb, gbSecond float64) float64 {
	return request + 1e6*seconds*gb*gbSecond
}

// BreakEvenRate is the average requests/s at which paying by the request costs
// what is fixed: monthly ÷ (cost of one request × 2,628,000 s).
func BreakEvenRate(monthly, perMillion float64) float64 {
	return monthly / (perMillion / 1e6 * units.SecondsPerMonth)
}

// RateKey is the rate of its GB-seconds.
func (h Handler) RateKey(p Policy) pricing.Key { return lambdaRate(p) }

func lambdaRate(p Policy) pricing.Key {
	if p.Workload.Processor == workload.X86 {
		return "lambda.x86.gbs"
	}
	return "lambda.arm.gbs"
}

// Usage meters the function on the bill of a tier.
func (h Handler) Usage(n Need, p Policy) []bill.Usage {
	m := h.Requests.Average.PerMonth()
	seconds, gib := h.Duration().Seconds(), h.Memory.GiB()
	gbs := m * seconds * gib
	calls := n.usage("lambda", n.Name+", functions, "+h.Name, "lambda.request", m/1e6, n.why("Invocations", "requests/s × seconds a month ÷ 1,000,000", n.fill("{}/s × 2,628,000 s ÷ 1,000,000", float64(h.Requests.Average)), m/1e6, "million requests", lambdaSource))
	calls.FreeKey = "lambda.free.requests"
	time := n.usage("lambda", n.Name+", functions, "+h.Name+", duration", lambdaRate(p), gbs,
		n.why("Memory of a function", "application + one request, in whole steps of 128 MB", n.fill("⌈({} + {}) MB ÷ 128 MiB⌉ × 128 MiB", float64(p.Workload.Assumptions.AppMemory/units.MB), float64(p.Workload.Assumptions.RequestMemory/units.MB)), float64(h.Memory/units.MiB), "MiB", reason.Ours("a function holds one request at a time")),
		n.why("Billed duration", "⌈CPU ms × 1,769 MB ÷ memory (at least 1) + ms waiting for cache, database and services⌉", n.fill("⌈{} × {} + {}⌉", float64(h.CPU), h.stretch(), float64(h.Wait)), float64(h.Duration()), "ms", handlerSource),
		n.why("GB-seconds", "requests a month × seconds × GB", n.fill("{} × {} s × {} GB", m, seconds, gib), gbs, "GB-seconds", lambdaSource))
	time.FreeKey = "lambda.free.gbs"
	return []bill.Usage{calls, time}
}

// Machines expresses open connections as the machines that would keep as many,
// the measure in which databases are sized.
func Machines(connections float64) int { return ceil(connections / poolPerMachine) }

// BalancerForFunctions is the sizing of a load balancer with functions behind
// it: an LCU then carries 0.4 GB an hour.
func BalancerForFunctions(n Need, p Policy) Sizing {
	a := p.Workload.Assumptions
	s := sizeBalancer(n, p)
	_, c, act, gb := LCU(float64(n.Requests.Average), a.RequestsPerConnection, a.ConnectionSeconds, float64(n.Egress)/units.SecondsPerMonth)
	bytes := gb / functionLCUBytes
	s.Average = max(c, act, bytes)
	s.Reasons = append(append([]reason.Reason{}, s.Reasons[:2]...), n.why("LCU by bytes", "GB a month (10^9 bytes) ÷ 1.073741824 ÷ hours ÷ 0.4, for targets that are functions", n.fill("{} GB ÷ 1.073741824 ÷ 730 h ÷ 0.4", float64(n.Egress/units.GB)), bytes, "LCU", elbSource))
	return s
}

// Front is what hands requests to functions: "alb" or "apigateway", or empty
// with the reason when neither can.
func Front(peak units.PerSecond, took units.Milliseconds, answer units.Bytes) (fronts []string, whyNot string) {
	if answer <= balancerPayload {
		fronts = append(fronts, "alb")
	}
	if took <= gatewayTimeout && float64(peak) <= 0.8*GatewayQuota {
		fronts = append(fronts, "apigateway")
	}
	if len(fronts) == 0 {
		whyNot = fmt.Sprintf("An answer of %s is above the 1 MB a load balancer takes from a function, and %s at peak or %s a request are above what an HTTP API carries.",
			units.FormatBytes(answer), units.FormatRate(peak), units.FormatMilliseconds(took))
	}
	return fronts, whyNot
}
