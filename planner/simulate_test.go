package planner

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// The simulation runs the queues a budget only averages: requests arrive at
// random, take the steps of their kind one after another, wait first come first
// served at machines of several vCPUs, and meet work that is not theirs.

// act is a way of some ms, or work of some ms at a machine.
type act struct {
	at *machine
	ms float64
}

type flight struct {
	born     float64
	rest     []act
	measured bool
}

type machine struct {
	free  int
	queue []*flight
}

type event struct {
	when float64
	of   *flight
	done *machine // the machine whose work ends here; nil for a way or a start
}

type agenda []event

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].when < a[j].when }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(e any)        { *a = append(*a, e.(event)) }
func (a *agenda) Pop() any {
	old := *a
	e := old[len(old)-1]
	*a = old[:len(old)-1]
	return e
}

type simulation struct {
	r        *rand.Rand
	way      budget
	cs2      float64
	machines map[*station][]*machine
	agenda   agenda
	now      float64
	times    []float64
}

// drawn is a gamma time of a mean and squared coefficient of variation.
func (s *simulation) drawn(mean, cs2 float64) float64 {
	switch {
	case mean <= 0 || cs2 == 0:
		return mean
	case cs2 == 1:
		return mean * s.r.ExpFloat64()
	}
	shape, boost := 1/cs2, 1.0
	scale := mean / shape
	if shape < 1 {
		boost = math.Pow(s.r.Float64(), 1/shape)
		shape++
	}
	// Marsaglia and Tsang 2000.
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := s.r.NormFloat64()
		v := math.Pow(1+c*x, 3)
		if v > 0 && math.Log(s.r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return scale * d * v * boost
		}
	}
}

// request draws the acts of one request of a kind.
func (s *simulation) request(kind int) []act {
	var all []act
	for _, g := range s.way.groups {
		n := int(g.trials[kind])
		if s.r.Float64() < g.trials[kind]-float64(n) {
			n++
		}
		for range n {
			if s.r.Float64() < g.chance[kind] {
				all = append(all, s.trial(g, kind)...)
			}
		}
	}
	return all
}

func (s *simulation) trial(g group, kind int) []act {
	var all []act
	held := 0.0 // of the step that follows, done at the machine
	for _, st := range g.steps {
		m := st.of[kind]
		switch {
		case st.wait():
			v := s.choose(st.visits[kind])
			held = v.service
			all = append(all, act{s.some(v.at), s.drawn(v.service, s.cs2)})
		case held > 0:
			all = append(all, act{ms: s.drawn(max(0, m.mean-held), 1)})
			held = 0
		case st.name == "between zones": // there or not
			if trip := m.mean + m.variance/m.mean; s.r.Float64() < m.mean/trip {
				all = append(all, act{ms: trip})
			}
		default:
			all = append(all, act{ms: s.drawn(m.mean, m.variance/(m.mean*m.mean))})
		}
	}
	return all
}

func (s *simulation) choose(visits []visit) visit {
	u := s.r.Float64()
	for _, v := range visits {
		if u -= v.share; u < 0 {
			return v
		}
	}
	return visits[len(visits)-1]
}

func (s *simulation) some(st *station) *machine {
	all := s.machines[st]
	return all[s.r.IntN(len(all))]
}

// next starts what a flight does next, or ends it.
func (s *simulation) next(f *flight) {
	if len(f.rest) == 0 {
		if f.measured {
			s.times = append(s.times, s.now-f.born)
		}
		return
	}
	a := f.rest[0]
	if a.at == nil {
		f.rest = f.rest[1:]
		heap.Push(&s.agenda, event{s.now + a.ms, f, nil})
		return
	}
	if a.at.free == 0 {
		a.at.queue = append(a.at.queue, f)
		return
	}
	a.at.free--
	s.serve(a.at, f)
}

func (s *simulation) serve(m *machine, f *flight) {
	a := f.rest[0]
	f.rest = f.rest[1:]
	heap.Push(&s.agenda, event{s.now + a.ms, f, m})
}

func (s *simulation) step() {
	e := heap.Pop(&s.agenda).(event)
	s.now = e.when
	if m := e.done; m != nil {
		if len(m.queue) > 0 {
			f := m.queue[0]
			m.queue = m.queue[1:]
			s.serve(m, f)
		} else {
			m.free++
		}
	}
	s.next(e.of)
}

// others is the work at each station that is not that of the requests followed:
// static files, jobs of the queue, replayed writes.
func (s *simulation) others(t *testing.T) (streams []func() act, rates []float64) {
	t.Helper()
	for _, st := range s.way.stations {
		for _, j := range st.jobs {
			own := 0.0
			for _, g := range s.way.groups {
				for kind := range 2 {
					for _, hop := range g.steps {
						for _, v := range hop.visits[kind] {
							if v.at == st && math.Abs(v.service-j.service) < 1e-12 {
								own += s.way.arrival * s.way.share[kind] * g.occurs(kind) * v.share
							}
						}
					}
				}
			}
			rest := j.rate*float64(st.machines) - own
			if rest < -1e-6*own {
				t.Fatalf("%s: requests bring %.6g jobs of %g ms per ms, the tier is sized for %.6g", st.name, own, j.service, j.rate*float64(st.machines))
			}
			if rest > 1e-9*j.rate && j.service > 0 {
				streams = append(streams, func() act { return act{s.some(st), s.drawn(j.service, s.cs2)} })
				rates = append(rates, rest)
			}
		}
	}
	return streams, rates
}

// run follows a number of requests after a tenth of them to warm up, and gives
// their times in order.
func run(t *testing.T, way budget, cs2 float64, requests int, seed uint64) []float64 {
	t.Helper()
	s := &simulation{r: rand.New(rand.NewPCG(seed, 9)), way: way, cs2: cs2, machines: map[*station][]*machine{}}
	for _, st := range way.stations {
		for range st.machines {
			s.machines[st] = append(s.machines[st], &machine{free: st.servers})
		}
	}
	streams, rates := s.others(t)
	streams, rates = append(streams, nil), append(rates, way.arrival)
	due := make([]float64, len(rates))
	for i := range due {
		due[i] = s.r.ExpFloat64() / rates[i]
	}
	for born := 0; born < requests*11/10; {
		first := 0
		for i := range due {
			if due[i] < due[first] {
				first = i
			}
		}
		if len(s.agenda) > 0 && s.agenda[0].when <= due[first] {
			s.step()
			continue
		}
		s.now = due[first]
		due[first] += s.r.ExpFloat64() / rates[first]
		f := &flight{born: s.now}
		if streams[first] != nil {
			f.rest = []act{streams[first]()}
		} else {
			kind := reading
			if s.r.Float64() >= way.share[reading] {
				kind = writing
			}
			f.rest, f.measured = s.request(kind), born >= requests/10
			born++
		}
		s.next(f)
	}
	for len(s.agenda) > 0 {
		s.step()
	}
	slices.Sort(s.times)
	return s.times
}

func mean(times []float64) float64 {
	sum := 0.0
	for _, x := range times {
		sum += x
	}
	return sum / float64(len(times))
}

// Whole stages: the budget's mean and p99 within a tenth of the simulation, for the stages of workloads that lean on different parts.
func TestLatencyAgainstSimulation(t *testing.T) {
	cases := []struct {
		name   string
		stages []int
		pairs  []string
	}{
		{"default", []int{1, 2, 3, 4, 5, 6, 7, 8}, nil},
		{"full machines", []int{1, 2, 4, 6}, []string{"users", "300k", "utilisation", "75%"}},
		{"ten million", []int{8}, []string{"users", "10M"}},
		{"queries, not CPU", []int{3, 8}, []string{"users", "200k", "cpu_ms", "1.5", "reads_per_request", "12", "cache_hit", "0", "utilisation", "75%"}},
		{"writes", []int{2, 4, 8}, []string{"users", "200k", "read_write", "10/90", "writes_per_request", "4", "utilisation", "75%"}},
		{"same lengths", []int{1, 2, 4}, []string{"users", "300k", "service_cv2", "0", "utilisation", "75%"}},
		{"long tails", []int{2, 3, 6}, []string{"users", "300k", "service_cv2", "4", "utilisation", "70%"}},
		{"Aurora", []int{3, 8}, []string{"users", "300k", "database", "aurora-postgresql", "cache_hit", "0", "utilisation", "75%"}},
		{"replicas", []int{3}, []string{"users", "90k", "requests_per_second", "6000/s", "read_write", "99/1", "cache_hit", "0", "cpu_ms", "2"}},
		{"later", []int{6, 8}, []string{"users", "500k", "async_share", "50%", "read_write", "50/50"}},
	}
	for _, c := range cases {
		v := map[string][]string{}
		for i := 0; i < len(c.pairs); i += 2 {
			v[c.pairs[i]] = []string{c.pairs[i+1]}
		}
		w, errs := workload.Parse(v)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		b := newBuilder(w, pricing.Embedded())
		for _, number := range c.stages {
			t.Run(fmt.Sprintf("%s/%d", c.name, number), func(t *testing.T) { againstSimulation(t, b, number, w.Users) })
		}
	}
}

func againstSimulation(t *testing.T, b builder, number int, users units.Users) {
	z := b.size(number, users)
	way := b.way(z)
	busiest := 0.0
	for _, st := range way.stations {
		if st.queue != nil {
			busiest = max(busiest, st.queue.Utilisation())
		}
	}
	if busiest > 0.8 {
		t.Fatalf("a queue is %.0f%% full: nothing is promised there", busiest*100)
	}
	times := run(t, way, b.w.Assumptions.ServiceVariation, 25_000, uint64(number)) // 250 beyond p99
	l := b.latency(z)
	simulated, p50, p99 := mean(times), times[len(times)/2], times[len(times)*99/100]
	t.Logf("busiest %.2f, mean %.2f and %.2f (%+.1f%%), p50 %.2f and %.2f (%+.1f%%), p99 %.2f and %.2f (%+.1f%%)", busiest, l.Mean, simulated, 100*(float64(l.Mean)/simulated-1),
		l.P50, p50, 100*(float64(l.P50)/p50-1), l.P99, p99, 100*(float64(l.P99)/p99-1))
	// On one server a request meets the same queue again and again, and what is
	// known of the first wait says much of the next: there the sums are less certain.
	allowed := 0.1
	if z.design.Single {
		allowed = 0.15
	}
	for _, m := range []struct {
		what               string
		got, want, allowed float64
	}{{"mean", float64(l.Mean), simulated, allowed}, {"p50", float64(l.P50), p50, 0.2}, {"p99", float64(l.P99), p99, allowed}} {
		if math.Abs(m.got/m.want-1) > m.allowed {
			t.Errorf("%s is %.3f ms, simulated %.3f (%+.1f%%)", m.what, m.got, m.want, 100*(m.got/m.want-1))
		}
	}
}
