package planner

import (
	"strings"

	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

var (
	napkin       = reason.Source{Name: "sirupsen/napkin-math: proxy 0.05 ms, query over the network 0.5 ms", URL: "https://github.com/sirupsen/napkin-math", AsOf: "2026-03"}
	querySource  = reason.Source{Name: "Stack Overflow: The Architecture, 2016 Edition: 1.20 ms a query", URL: "https://stackoverflow.blog/2016/02/17/stack-overflow-the-architecture-2016-edition/", AsOf: "2016-02"}
	dynamoSource = reason.Source{Name: "Amazon DynamoDB Developer Guide: single-digit milliseconds, 5 taken", AsOf: "2023-06"}
	streamSource = reason.Ours("10 ms for a record to be stored in three zones")
	zoneTrip     = reason.Source{Name: "published measurements between zones, 0.5 to 1.5 ms; AWS promises single-digit ms", AsOf: "2023-03-27"}
	entered      = reason.Source{Name: "CPU time per request, as entered"}
)

const (
	proxyMS  = 0.05
	cacheMS  = 0.5
	dynamoMS = 5.0
	streamMS = 10.0
)

// exponential is a time as likely to end now as at any later moment.
func exponential(mean float64) moment { return moment{mean, mean * mean, 2 * mean * mean * mean} }

// both is a step that takes the same in either kind of request.
func both(name string, m moment, formula, with string, src reason.Source) step {
	return step{name: name, of: [2]moment{m, m}, src: src, why: alike(formula, func() string { return with })}
}

// work is time on a CPU, gamma distributed with the variation entered.
func (b builder) work(mean float64) moment {
	cs2 := b.w.Assumptions.ServiceVariation
	return moment{mean, mean * mean * cs2, 2 * mean * mean * mean * cs2 * cs2}
}

// way is the budget of a sized stage. Without tiers nothing queues.
func (b builder) way(s sized) budget {
	read := float64(b.w.ReadFraction())
	now := (1 - read) * (1 - b.later(s.design))
	way := budget{share: [2]float64{0, 1}}
	if read+now > 0 {
		way.share = [2]float64{read / (read + now), now / (read + now)}
	}
	d := s.demand
	way.arrival = max(0, float64(d.Requests.Peak)-b.later(s.design)*float64(d.Writes.Peak)) / 1000
	f := b.floor(s)
	way.stations = f.all()
	way.groups = append([]group{b.computeGroup(s, f)}, b.dataGroups(s.design, f)...)
	return way
}

var each = [2]float64{1, 1}

// computeGroup is balancer, web servers and services: once in every request.
func (b builder) computeGroup(s sized, f floor) group {
	g, w := s.design, b.w
	once := group{trials: each, chance: each}
	add := func(st step) { once.steps = append(once.steps, st) }
	if g.Balanced {
		add(both("load balancer", exponential(proxyMS), "one proxy", "0.05", napkin))
	}
	cpu, share := float64(w.CPU), 1.0
	if g.Services {
		share = 1 - float64(w.Assumptions.ServiceCPU)
	}
	cpuStep := func(name string, share float64) step {
		st := both(name, b.work(cpu*share), "", "", entered)
		st.why = alike("CPU ms per request × share of the work here", func() string { return reason.Fill("{} × {}", cpu, reason.Ratio(share)) })
		return st
	}
	add(waiting("waiting for CPU", f.only(f.web, cpu*share), f.only(f.web, cpu*share)))
	add(cpuStep("application CPU", share))
	if g.Services {
		call := both("call to a service", exponential(float64(w.Assumptions.CrossZone)+proxyMS), "", "", napkin)
		call.why = alike("between zones + one proxy", func() string { return reason.Fill("{} + 0.05", float64(w.Assumptions.CrossZone)) })
		add(call)
		add(waiting("waiting for service CPU", f.only(f.svc, cpu*(1-share)), f.only(f.svc, cpu*(1-share))))
		add(cpuStep("service CPU", 1-share))
	}
	return once
}

// dataGroups is the time in sessions, cache and databases: operations one after
// another. Each query leaves for the database by itself, so each may cross zones
// and each may wait.
func (b builder) dataGroups(g roadmap.Design, f floor) []group {
	w, a := b.w, b.w.Assumptions
	trials := [2]float64{w.ReadsPerRequest, w.WritesPerRequest}
	sql, miss := 1.0, 1.0
	var all []group
	if g.Sessions {
		all = append(all, group{trials: each, chance: [2]float64{float64(a.SessionShare), float64(a.SessionShare)}, counted: "requests with a session",
			steps: []step{both("session read from DynamoDB", exponential(dynamoMS), "one read", "5", dynamoSource)}})
	}
	if g.NoSQL {
		sql = 1 - float64(a.NoSQLShare)
		all = append(all, group{trials: trials, chance: [2]float64{1 - sql, 1 - sql}, counted: "operations of a mean request on hot tables",
			steps: []step{both("hot tables in DynamoDB", exponential(dynamoMS), "one operation", "5", dynamoSource)}})
	}
	if g.Cache {
		miss = 1 - float64(w.CacheHit)
		all = append(all, group{trials: [2]float64{w.ReadsPerRequest, 0}, chance: [2]float64{sql, 0}, counted: "reads of a mean request",
			steps: []step{both("cache", exponential(cacheMS), "one look-up", "0.5", napkin)}})
	}
	if g.Ingest {
		streamed := float64(w.Asked.IngestShare)
		all = append(all, group{trials: each, chance: [2]float64{0, streamed}, counted: "requests that append an event",
			steps: []step{both("event to the stream", exponential(streamMS), "one record", "10", streamSource)}})
	}
	queries := group{trials: trials, chance: [2]float64{sql * miss, sql * b.changing(g)}, counted: "queries of a mean request that reach the database"}
	if g.Zones > 1 {
		far, trip := float64(g.Zones-1)/float64(g.Zones), float64(a.CrossZone)
		crossing := both("between zones", moment{mean: trip}.sometimes(far), "", "", zoneTrip)
		crossing.why = alike("one crossing × share of the database in another zone", func() string { return reason.Fill("{} × {}", trip, reason.Ratio(far)) })
		queries.steps = append(queries.steps, crossing)
	}
	reads, writes := b.queryCPU()
	queries.steps = append(queries.steps, waiting("waiting for the database", f.reads(reads), f.writes(writes)), b.query(reads, writes))
	return append(all, queries)
}

// queryCPU is the ms of one database vCPU that a read and a write take.
func (b builder) queryCPU() (read, write float64) {
	return 1000 / float64(b.w.Assumptions.DBReadsPerVCPU), 1000 / float64(b.w.Assumptions.DBWritesPerVCPU)
}

// query is a database operation once it runs: its CPU, and what is left of the
// query time entered for disk and network. It never takes less than its CPU.
func (b builder) query(read, write float64) step {
	q := float64(b.w.Assumptions.DBQuery)
	time := func(cpu float64) moment {
		return b.work(cpu).plus(exponential(max(0, q-cpu)))
	}
	return step{name: "database queries", of: [2]moment{time(read), time(write)}, src: querySource, why: func() (string, [2]string) {
		return "one query: the query time, at least its CPU", [2]string{reason.Fill("max({}, {})", q, read), reason.Fill("max({}, {})", q, write)}
	}}
}

// unqueued is the mean response time of a design without its queues.
func (b builder) unqueued(g roadmap.Design) units.Milliseconds {
	way := b.way(sized{design: g})
	way.groups[0].steps = nil
	return b.w.CPU + units.Milliseconds(way.response().mean())
}

// waiting is the queue before work that is done at one of some stations. With
// no station nothing waits.
func waiting(name string, reads, writes []visit) step {
	st := step{name: name, visits: [2][]visit{reads, writes}, of: [2]moment{waits(reads), waits(writes)},
		src: reason.Source{Name: "Erlang C with the Allen–Cunneen correction, each machine its own queue"}}
	st.why = func() (string, [2]string) {
		if len(reads)+len(writes) == 0 {
			return "no queue at this load", [2]string{"0", "0"}
		}
		formula := "chance to wait (Erlang C of the vCPUs of one machine) × mean work ÷ (vCPUs × (1 − utilisation)) × (ca² + cs²) ÷ 2"
		of := reads
		if len(writes) > len(of) {
			of = writes
		}
		if len(of) > 1 {
			var at []string
			for _, v := range of {
				at = append(at, v.at.name)
			}
			formula = "share × " + formula + ", at " + strings.Join(at, ", then ")
		}
		return formula, [2]string{queued(reads), queued(writes)}
	}
	return st
}

// queued is the arithmetic of a wait at one of some stations.
func queued(visits []visit) string {
	var terms []string
	for _, v := range visits {
		line := v.at.arithmetic()
		if len(visits) > 1 {
			line = reason.Fill("{} × ", reason.Ratio(v.share)) + line
		}
		terms = append(terms, line)
	}
	if len(terms) == 0 {
		return "0"
	}
	return strings.Join(terms, " + ")
}

// alike is a step with one arithmetic for both kinds of request.
func alike(formula string, with func() string) func() (string, [2]string) {
	return func() (string, [2]string) {
		text := with()
		return formula, [2]string{text, text}
	}
}

// waits is the wait of work sent to several queues in shares.
func waits(visits []visit) moment {
	first, second, third := 0.0, 0.0, 0.0
	for _, v := range visits {
		a, b, c := v.at.wait().raw()
		first += v.share * a
		second += v.share * b
		third += v.share * c
	}
	return central(first, second, third)
}
