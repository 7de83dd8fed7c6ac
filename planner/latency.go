package planner

import (
	"fmt"

	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// The two kinds of request, which take different ways through the data.
const (
	reading = iota
	writing
)

// moment is the mean, in ms, and the variance, in ms², of a time.
type moment struct{ mean, variance float64 }

// step is one hop of a response. Its time may differ between the two kinds of
// request. A wait names where the work that follows it is done.
type step struct {
	name   string
	of     [2]moment
	visits [2][]visit
	why    func() (formula, with string) // of one occurrence
	src    reason.Source
}

// visit sends a share of the work to one queue.
type visit struct {
	at             *station
	share, service float64 // ms of one vCPU
}

func (s step) wait() bool { return s.visits[reading] != nil || s.visits[writing] != nil }

// group is steps that are taken together: a number of trials in each kind of
// request, each taken with a chance.
type group struct {
	trials, chance [2]float64
	counted        string // "queries of a mean request that reach the database"
	steps          []step
}

// occurs is how often the group is taken in a request of a kind.
func (g group) occurs(kind int) float64 { return g.trials[kind] * g.chance[kind] }

// moments adds a group's time in a request of a kind: mean and variance of a
// random number of independent times.
func (g group) moments(kind int) moment {
	var once moment
	for _, s := range g.steps {
		once.mean += s.of[kind].mean
		once.variance += s.of[kind].variance
	}
	n, q := g.trials[kind], g.chance[kind]
	part := n - float64(int(n)) // a number of trials such as 2.5 is two or three
	return moment{n * q * once.mean,
		n*(q*once.variance+q*(1-q)*once.mean*once.mean) + part*(1-part)*q*q*once.mean*once.mean}
}

// budget is a stage's way of a request: what it is made of and where it queues.
type budget struct {
	arrival  float64    // requests per ms that users wait for, at peak
	share    [2]float64 // of reads and of writes among them
	groups   []group
	stations []*station
}

// delay is the response time of a kind of request.
func (b budget) delay(kind int) moment {
	var sum moment
	for _, g := range b.groups {
		m := g.moments(kind)
		sum.mean += m.mean
		sum.variance += m.variance
	}
	return sum
}

func (b budget) mean() float64 {
	return b.share[reading]*b.delay(reading).mean + b.share[writing]*b.delay(writing).mean
}

// quantile is the response time that a share of all requests does not exceed.
// Reads and writes are each taken as gamma distributed with their own summed
// mean and variance, for percentiles do not add.
func (b budget) quantile(p float64) units.Milliseconds {
	var kinds []queueing.Delay
	for kind, share := range b.share {
		if m := b.delay(kind); share > 0 {
			kinds = append(kinds, queueing.Delay{Weight: share, Mean: max(m.mean, 1e-9), Variance: m.variance})
		}
	}
	q, err := queueing.MixedQuantile(kinds, p)
	if err != nil {
		panic(fmt.Sprintf("planner: percentile of the response times %+v: %v", kinds, err))
	}
	return units.Milliseconds(q)
}

// latency adds the hops of a dynamic request and the queues before them.
func (b builder) latency(s sized) Latency {
	if s.latency != nil && s.latency.P99 > 0 {
		return *s.latency
	}
	way := b.way(s)
	l := Latency{Target: b.w.Latency, Mean: units.Milliseconds(way.mean()), P50: way.quantile(0.5), P99: way.quantile(0.99)}
	for _, g := range way.groups {
		for _, st := range g.steps {
			if part, why, ok := way.part(g, st); ok {
				l.Parts = append(l.Parts, part)
				l.Reasons = append(l.Reasons, why)
			}
		}
	}
	l.Reasons = append(l.Reasons, way.percentile("p99", float64(l.P99)), way.percentile("p50", float64(l.P50)))
	l.Met = l.P99 <= l.Target
	if s.latency != nil {
		*s.latency = l
	}
	return l
}

// part is what one step adds to the mean of all requests, with its arithmetic;
// not ok where the step is never taken.
func (b budget) part(g group, st step) (LatencyPart, reason.Reason, bool) {
	reads, writes := b.share[reading]*g.occurs(reading), b.share[writing]*g.occurs(writing)
	r, w := st.of[reading].mean, st.of[writing].mean
	mean := reads*r + writes*w
	if reads+writes == 0 {
		return LatencyPart{}, reason.Reason{}, false
	}
	formula, with := st.why()
	switch {
	case g.counted == "":
	case r == w || reads == 0 || writes == 0:
		formula, with = "("+formula+") × "+g.counted, reason.Fill("({}) × {}", with, reads+writes)
	default:
		formula = formula + "; × reads, and × writes, of a mean request that come here"
		with = reason.Fill("{}; {} × {} + {} × {}", with, r, reads, w, writes)
	}
	return LatencyPart{Name: st.name, Mean: units.Milliseconds(mean), Share: units.Ratio(mean / b.mean()), Wait: st.wait()},
		reason.New(st.name, formula, with, mean, "ms", st.src), true
}

func (b budget) percentile(label string, value float64) reason.Reason {
	r, w := b.delay(reading), b.delay(writing)
	return reason.New(label, "gamma distributions with the summed means and variances of reads and of writes, mixed in their shares",
		reason.Fill("{} reads: mean {} ms, variance {} ms²; {} writes: mean {} ms, variance {} ms²", reason.Ratio(b.share[reading]), r.mean, r.variance, reason.Ratio(b.share[writing]), w.mean, w.variance),
		value, "ms", reason.Ours("hops taken as independent; within a tenth of a simulation of the same queues below 80% utilisation"))
}
