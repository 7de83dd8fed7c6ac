package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// The two kinds of request, which take different ways through the data.
const (
	reading = iota
	writing
)

// moment is the mean, in ms, the variance, in ms², and the third central moment,
// in ms³, of a time. Of independent times, all three add up.
type moment struct{ mean, variance, third float64 }

func (m moment) plus(o moment) moment {
	return moment{m.mean + o.mean, m.variance + o.variance, m.third + o.third}
}

func (m moment) times(n float64) moment { return moment{n * m.mean, n * m.variance, n * m.third} }

// raw gives the moments about 0.
func (m moment) raw() (first, second, third float64) {
	return m.mean, m.variance + m.mean*m.mean, m.third + 3*m.mean*m.variance + m.mean*m.mean*m.mean
}

// central makes a moment of moments about 0.
func central(first, second, third float64) moment {
	return moment{first, max(0, second-first*first), third - 3*first*second + 2*first*first*first}
}

// sometimes is a time that is taken with a chance, and is 0 otherwise.
func (m moment) sometimes(chance float64) moment {
	first, second, third := m.raw()
	return central(chance*first, chance*second, chance*third)
}

// step is one hop of a response. Its time may differ between the two kinds of
// request. A wait names where the work that follows it is done.
type step struct {
	name   string
	of     [2]moment
	visits [2][]visit
	why    func() (formula string, with [2]string) // of one occurrence in either kind
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

// moments adds a group's time in a request of a kind: a random number of
// independent times, but for the waits, which are alike where they follow close
// on each other at the same machine.
func (g group) moments(kind int) moment {
	var once moment
	for _, s := range g.steps {
		once = once.plus(s.of[kind])
	}
	whole := float64(int(g.trials[kind]))
	part := g.trials[kind] - whole // a number of trials such as 2.5 is two or three
	sum := once.sometimes(g.chance[kind]).times(whole).plus(once.sometimes(g.chance[kind] * part))
	for _, s := range g.steps {
		if alike := s.alike(kind, g.occurs(kind), once.mean); alike > 1 {
			wait := s.of[kind].times(g.occurs(kind))
			sum.variance += wait.variance * (alike - 1)
			sum.third += wait.third * (alike*alike - 1)
		}
	}
	return sum
}

// alike is how many times more the waits of n visits, apart by a time each,
// vary in sum than if they were independent: 1 when they are, n when all are
// the same. Their correlation falls as the queue forgets.
func (s step) alike(kind int, n, apart float64) float64 {
	same, forgets := 0.0, 0.0 // chance that the next visit is to the same machine
	for _, v := range s.visits[kind] {
		if v.at.queue != nil {
			same += v.share * v.share / float64(v.at.machines)
			forgets = max(forgets, v.at.queue.Relaxation())
		}
	}
	if n <= 1 || same == 0 {
		return 1
	}
	r := math.Exp(-apart / forgets)
	factor := 1.0
	for j := 1.0; j < n; j++ {
		factor += 2 * (1 - j/n) * math.Pow(r, j) * same
	}
	return min(factor, n)
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
		sum = sum.plus(g.moments(kind))
	}
	return sum.plus(b.together(kind))
}

// together is what the two waits on one server, for the request and for its
// queries, add by being alike: the same vCPUs do both.
func (b budget) together(kind int) moment {
	first, last := b.groups[0], b.groups[len(b.groups)-1]
	for _, s := range first.steps {
		for _, q := range last.steps {
			if len(s.visits[kind]) != 1 || len(q.visits[kind]) != 1 || s.visits[kind][0].at != q.visits[kind][0].at || s.visits[kind][0].at.queue == nil {
				continue
			}
			at := s.visits[kind][0].at
			n, wait := last.occurs(kind), s.of[kind]
			// Of the jobs that made the request wait its own has left: one more
			// than the vCPUs, at the least.
			r := math.Exp(-s.visits[kind][0].service/at.queue.Relaxation()) * float64(at.servers) / float64(at.servers+1)
			return moment{0, 2 * n * r * wait.variance, 3 * n * (n + 1) * r * wait.third}
		}
	}
	return moment{}
}

// response is a budget with the response times of both kinds of request.
type response struct {
	budget
	kinds [2]moment
}

func (b budget) response() response {
	return response{b, [2]moment{b.delay(reading), b.delay(writing)}}
}

func (b response) mean() float64 {
	return b.share[reading]*b.kinds[reading].mean + b.share[writing]*b.kinds[writing].mean
}

// quantile is the response time that a share of all requests does not exceed.
// Reads and writes are each taken as gamma distributed after a constant, with
// their own summed moments, for percentiles do not add.
func (b response) quantile(p float64) units.Milliseconds {
	var kinds []queueing.Delay
	for kind, share := range b.share {
		if m := b.kinds[kind]; share > 0 {
			d := queueing.ShiftedGamma(max(m.mean, 1e-9), m.variance, m.third)
			d.Weight = share
			kinds = append(kinds, d)
		}
	}
	q, err := queueing.MixedQuantile(kinds, p)
	if err != nil {
		panic(fmt.Sprintf("planner: percentile of the response times %+v: %v", kinds, err))
	}
	return units.Milliseconds(q)
}

// latency adds the hops of a dynamic request and the queues before them. Where
// only figures are asked for it names no hop and gives no reasons.
func (b builder) latency(s sized) Latency {
	if s.latency != nil && s.latency.P99 > 0 && (b.terse || len(s.latency.Reasons) > 0) {
		return *s.latency
	}
	way := b.way(s).response()
	l := Latency{Target: b.w.Latency, Mean: units.Milliseconds(way.mean()), P99: way.quantile(0.99)}
	l.Met = l.P99 <= l.Target
	if !b.terse {
		l.P50 = way.quantile(0.5)
		way.explain(&l)
	}
	if s.latency != nil {
		*s.latency = l
	}
	return l
}

// explain names the hops, with the arithmetic of each.
func (b response) explain(l *Latency) {
	for _, g := range b.groups {
		for _, st := range g.steps {
			if part, why, ok := b.part(g, st); ok {
				l.Parts = append(l.Parts, part)
				l.Reasons = append(l.Reasons, why)
			}
		}
	}
	l.Reasons = append(l.Reasons, b.percentile("p99", float64(l.P99)), b.percentile("p50", float64(l.P50)))
}

// part is what one step adds to the mean of all requests, with its arithmetic;
// not ok where the step is never taken.
func (b response) part(g group, st step) (LatencyPart, reason.Reason, bool) {
	reads, writes := b.share[reading]*g.occurs(reading), b.share[writing]*g.occurs(writing)
	r, w := st.of[reading].mean, st.of[writing].mean
	mean := reads*r + writes*w
	if reads+writes == 0 {
		return LatencyPart{}, reason.Reason{}, false
	}
	formula, kinds := st.why()
	with := kinds[reading]
	if reads == 0 {
		with = kinds[writing]
	}
	switch {
	case g.counted == "":
	case kinds[reading] == kinds[writing] || reads == 0 || writes == 0:
		formula, with = "("+formula+") × "+g.counted, reason.Fill("({}) × {}", with, reads+writes)
	default:
		formula = "(" + formula + "), × reads and × writes of a mean request that come here"
		with = reason.Fill("({}) × {} + ({}) × {}", kinds[reading], reads, kinds[writing], writes)
	}
	return LatencyPart{Name: st.name, Mean: units.Milliseconds(mean), Share: units.Ratio(mean / b.mean()), Wait: st.wait()},
		reason.New(st.name, formula, with, mean, "ms", st.src), true
}

func (b response) percentile(label string, value float64) reason.Reason {
	r, w := b.kinds[reading], b.kinds[writing]
	return reason.New(label, "gamma distributions after a constant, fitted to the summed mean, variance and third moment of reads and of writes, mixed in their shares",
		reason.Fill("{} reads: mean {} ms, variance {} ms², third {} ms³; {} writes: mean {} ms, variance {} ms², third {} ms³", reason.Ratio(b.share[reading]), r.mean, r.variance, r.third, reason.Ratio(b.share[writing]), w.mean, w.variance, w.third),
		value, "ms", reason.Ours("hops taken as independent; within a tenth of a simulation of the same queues below 80% utilisation"))
}
