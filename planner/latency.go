package planner

import (
	"fmt"

	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var napkin = reason.Source{Name: "sirupsen/napkin-math: proxy 0.05 ms, query over the network 0.5 ms", URL: "https://github.com/sirupsen/napkin-math", AsOf: "2026-03"}
var querySource = reason.Source{Name: "Stack Overflow: The Architecture, 2016 Edition: 1.20 ms a query", URL: "https://stackoverflow.blog/2016/02/17/stack-overflow-the-architecture-2016-edition/", AsOf: "2016-02"}

// hop is one part of a response: mean and variance in ms and ms², with the
// arithmetic of its mean.
type hop struct {
	name           string
	mean, variance float64
	formula, with  string
	src            reason.Source
}

// exponential is a hop whose time is exponential with the mean.
func exponential(name string, mean float64, formula, with string, src reason.Source) hop {
	return hop{name, mean, mean * mean, formula, with, src}
}

// times repeats a hop n times, one after another.
func (h hop) times(n float64, of string) hop {
	h.formula, h.with = "("+h.formula+") × "+of, reason.Fill("({}) × {}", h.with, n)
	h.mean *= n
	h.variance *= n
	return h
}

var entered = reason.Source{Name: "CPU time per request, as entered"}

const (
	proxyMS = 0.05
	cacheMS = 0.5
)

// latency adds the hops of a dynamic request; percentiles come from a gamma
// distribution with the summed mean and variance, for percentiles do not add.
func (b builder) latency(s sized) Latency {
	hops := b.hops(s)
	l := Latency{Target: b.w.Latency}
	mean, variance := 0.0, 0.0
	for _, h := range hops {
		mean += h.mean
		variance += h.variance
		l.Parts = append(l.Parts, LatencyPart{Name: h.name, Mean: units.Milliseconds(h.mean)})
		l.Reasons = append(l.Reasons, reason.New(h.name, h.formula, h.with, h.mean, "ms", h.src))
	}
	l.P50, l.P99 = gamma(mean, variance, 0.5), gamma(mean, variance, 0.99)
	l.Reasons = append(l.Reasons, reason.New("p99", "gamma distribution with the summed mean and variance (Wilson–Hilferty)",
		reason.Fill("mean {} ms, variance {} ms²", mean, variance), float64(l.P99), "ms", reason.Ours("service times taken as exponential, hops as independent")))
	l.Reasons = append(l.Reasons, reason.New("p50", "the same distribution at its median", reason.Fill("mean {} ms, variance {} ms²", mean, variance), float64(l.P50), "ms", reason.Ours("service times taken as exponential, hops as independent")))
	l.Met = l.P99 <= l.Target
	return l
}

// gamma is the quantile of the response time; without variance it is the mean.
func gamma(mean, variance, p float64) units.Milliseconds {
	if variance <= 0 {
		return units.Milliseconds(mean)
	}
	q, err := queueing.GammaQuantile(mean, variance, p)
	if err != nil {
		panic(fmt.Sprintf("planner: mean %v and variance %v of a latency: %v", mean, variance, err))
	}
	return units.Milliseconds(q)
}

func (b builder) hops(s sized) []hop {
	g, w := s.design, b.w
	var hops []hop
	if g.Balanced {
		hops = append(hops, hop{"load balancer", proxyMS, proxyMS * proxyMS, "one proxy", "0.05", napkin})
	}
	cpu := float64(w.CPU)
	app := "web"
	if g.Single {
		app = "server"
	}
	web, _ := s.tier(app)
	share := 1.0
	if g.Services {
		share = 1 - float64(w.Assumptions.ServiceCPU)
	}
	hops = append(hops, exponential("application CPU", cpu*share, "CPU ms per request × share of the work here", reason.Fill("{} × {}", cpu, reason.Ratio(share)), entered), waiting("waiting for CPU", cpu*share, web))
	if g.Services {
		svc, _ := s.tier("svc")
		hops = append(hops, hop{"call to a service", float64(w.Assumptions.CrossZone) + proxyMS, 1, "between zones + one proxy", reason.Fill("{} + 0.05", float64(w.Assumptions.CrossZone)), napkin},
			exponential("service CPU", cpu*(1-share), "CPU ms per request × share of the work here", reason.Fill("{} × {}", cpu, reason.Ratio(1-share)), entered), waiting("waiting for service CPU", cpu*(1-share), svc))
	}
	return append(hops, b.dataHops(s)...)
}

// dataHops is the time in cache and database: operations one after another.
func (b builder) dataHops(s sized) []hop {
	g, w := s.design, b.w
	readShare := float64(w.ReadFraction())
	reads, writes := readShare*w.ReadsPerRequest, (1-readShare)*w.WritesPerRequest*(1-b.later(g))*b.changing(g)
	var hops []hop
	if g.Cache {
		hops = append(hops, hop{"cache", cacheMS, cacheMS * cacheMS, "one look-up", "0.5", napkin}.times(reads, "reads of a mean request"))
		reads *= 1 - float64(w.CacheHit)
	}
	if g.Sessions {
		hops = append(hops, exponential("session read from DynamoDB", 5*float64(w.Assumptions.SessionShare), "one read × requests with a session", reason.Fill("5 × {}", reason.Ratio(w.Assumptions.SessionShare)), reason.Source{Name: "Amazon DynamoDB Developer Guide: single-digit milliseconds, 5 taken", AsOf: "2023-06"}))
	}
	if g.Ingest {
		hops = append(hops, streamHop((1-readShare)*float64(w.Asked.IngestShare)))
	}
	ops := reads + writes
	hops = append(hops, exponential("database queries", float64(w.Assumptions.DBQuery), "one query", reason.N(float64(w.Assumptions.DBQuery)), querySource).times(ops, "queries of a mean request that reach the database"))
	if g.Zones > 1 {
		far := float64(g.Zones-1) / float64(g.Zones)
		hops = append(hops, hop{"between zones", float64(w.Assumptions.CrossZone) * far, 0.1, "one crossing × share of the database in another zone", reason.Fill("{} × {}", float64(w.Assumptions.CrossZone), reason.Ratio(far)), reason.Source{Name: "published measurements between zones, 0.5 to 1.5 ms; AWS promises single-digit ms", AsOf: "2023-03-27"}}.times(ops, "queries of a mean request that reach the database"))
	}
	db := "db"
	if g.Databases > 1 {
		db = "db1"
	}
	if t, ok := s.tier(db); ok {
		hops = append(hops, waiting("waiting for the database", 1000/float64(w.Assumptions.DBReadsPerVCPU), t).times(ops, "queries of a mean request that reach the database"))
	}
	return hops
}

// waiting is the queue in front of one machine of a tier: M/M/c with its vCPUs
// as servers at the tier's utilisation.
func waiting(name string, serviceMS float64, t Tier) hop {
	src := reason.Source{Name: "Erlang C at the tier's peak utilisation"}
	rho := 0.0
	for _, r := range t.Sizing.Resources {
		if len(r.Name) >= 3 && r.Name[:3] == "CPU" && r.Name != "CPU credits" {
			rho = max(rho, min(r.Utilisation(), 0.99))
		}
	}
	c := int(max(1, t.Sizing.VCPU))
	if rho <= 0 || serviceMS <= 0 {
		return hop{name, 0, 0, "no queue at this load", "0", src}
	}
	q, err := queueing.NewMMc(c, rho*float64(c)/serviceMS, serviceMS)
	if err != nil {
		panic(fmt.Sprintf("planner: utilisation %v below 1 is unstable: %v", rho, err))
	}
	return hop{name, q.MeanWait(), q.WaitVariance(), "chance to wait (Erlang C of the vCPUs of one machine) × service ms ÷ (vCPUs × (1 − utilisation))",
		reason.Fill("{} × {} ÷ ({} × (1 − {}))", q.WaitProbability, serviceMS, c, reason.Ratio(rho)), src}
}
