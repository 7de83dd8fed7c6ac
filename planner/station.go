package planner

import (
	"fmt"

	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
)

// job is one kind of work that arrives at a machine.
type job struct {
	rate    float64 // per ms and machine, at peak
	service float64 // ms of one vCPU, mean
}

// station is a tier of equal machines, each a queue of its own before its vCPUs.
type station struct {
	name     string
	servers  int // vCPUs of one machine
	machines int
	jobs     []job
	ca2, cs2 float64 // variation of arrivals, and of the work of one job
	queue    *queueing.GGc
}

// fullest caps the utilisation a wait is shown for: above it the queue of a
// stage that is too small for its users would have no mean at all.
const fullest = 0.99

// solve works out the queue of one machine from its jobs: work of several
// lengths is one service time of more variation.
func (s *station) solve() {
	rate, work, square := 0.0, 0.0, 0.0
	for _, j := range s.jobs {
		rate += j.rate
		work += j.rate * j.service
		square += j.rate * j.service * j.service * (1 + s.cs2)
	}
	if rate <= 0 || work <= 0 {
		return
	}
	mean := work / rate
	variation := max(0, square/rate/(mean*mean)-1)
	q, err := queueing.NewGGc(s.servers, min(work, fullest*float64(s.servers))/mean, mean, s.ca2, variation)
	if err != nil {
		panic(fmt.Sprintf("planner: the queue of %s: %v", s.name, err))
	}
	s.queue = &q
}

func (s *station) wait() moment {
	if s.queue == nil {
		return moment{}
	}
	c := s.queue.WaitProbability
	if c == 0 {
		return moment{}
	}
	// Nothing with probability 1 − C, else exponential.
	return exponential(s.queue.MeanWait() / c).sometimes(c)
}

func (s *station) arithmetic() string {
	q := s.queue
	if q == nil {
		return "0"
	}
	return reason.Fill("{} × {} ÷ ({} × (1 − {})) × ({} + {}) ÷ 2", q.WaitProbability, q.Service, q.Servers, reason.Ratio(q.Utilisation()), q.CA2, q.CS2)
}

// floor is the stations of a stage.
type floor struct {
	web, svc  *station // nil where there are none
	databases []replicated
}

// replicated is a database with its read replicas, and its share of the work.
type replicated struct {
	primary, replica *station // replica nil without
	reads, writes    float64  // share of all reads and writes
	offload          float64  // share of reads its replicas take
}

func (f floor) all() []*station {
	var all []*station
	for _, s := range []*station{f.web, f.svc} {
		if s != nil {
			all = append(all, s)
		}
	}
	for _, d := range f.databases {
		if d.primary != f.web {
			all = append(all, d.primary)
		}
		if d.replica != nil {
			all = append(all, d.replica)
		}
	}
	return all
}

// only sends all work to one station, which may be nil.
func (f floor) only(at *station, service float64) []visit {
	if at == nil {
		return nil
	}
	return []visit{{at, 1, service}}
}

func (f floor) reads(service float64) []visit {
	var all []visit
	for _, d := range f.databases {
		if d.replica != nil {
			all = append(all, visit{d.replica, d.reads * d.offload, service})
		}
		all = append(all, visit{d.primary, d.reads * (1 - d.offload), service})
	}
	return all
}

func (f floor) writes(service float64) []visit {
	var all []visit
	for _, d := range f.databases {
		all = append(all, visit{d.primary, d.writes, service})
	}
	return all
}

// station starts one for a sized tier.
func (b builder) station(t Tier, name string, machines int, jobs ...job) *station {
	s := &station{name: name, servers: int(max(1, t.Sizing.VCPU)), machines: max(1, machines), jobs: jobs,
		ca2: b.w.Assumptions.ArrivalVariation, cs2: b.w.Assumptions.ServiceVariation}
	s.solve()
	return s
}

// floor makes the stations of a sized stage from the work of its tiers at peak.
func (b builder) floor(z sized) floor {
	var f floor
	g, d := z.design, z.demand
	requests := (float64(d.Requests.Peak) - b.later(g)*float64(d.Writes.Peak)) / 1000
	share := 1.0
	if g.Services {
		share = 1 - float64(b.w.Assumptions.ServiceCPU)
	}
	readCPU, writeCPU := b.queryCPU()
	for _, t := range z.tiers {
		k := float64(max(1, t.Sizing.Count))
		switch {
		case t.ID == "web" || t.ID == "server":
			jobs := []job{{requests / k, float64(b.w.CPU) * share}}
			if !g.CDN {
				jobs = append(jobs, job{float64(d.Static.Peak) / 1000 / k, float64(b.w.Assumptions.StaticCPU)})
			}
			if t.ID == "server" {
				jobs = append(jobs, job{float64(d.DatabaseReads.Peak) / 1000, readCPU}, job{float64(d.DatabaseWrites.Peak) / 1000, writeCPU})
			}
			f.web = b.station(t, t.Name, t.Sizing.Count, jobs...)
			if t.ID == "server" {
				f.databases = []replicated{{primary: f.web, reads: 1, writes: 1}}
			}
		case t.ID == "svc":
			f.svc = b.station(t, t.Name, t.Sizing.Count, job{requests / k, float64(b.w.CPU) * (1 - share)})
		case isDatabase(t.ID):
			f.databases = append(f.databases, b.replicated(z, t, readCPU, writeCPU))
		}
	}
	f.divide()
	return f
}

// replicated makes the stations of one database tier. reads and writes are its
// absolute rates until floor.divide makes shares of them.
func (b builder) replicated(z sized, t Tier, readCPU, writeCPU float64) replicated {
	n, k := z.load.need(t.ID), float64(max(1, t.Sizing.Shards))
	r, w := float64(n.Reads.Peak)/1000/k, float64(n.Writes.Peak)/1000/k
	d := replicated{reads: r * k, writes: w * k}
	if t.Sizing.Readers > 0 {
		d.offload = float64(b.w.Assumptions.ReplicaReads)
		readers := float64(t.Sizing.Readers)
		d.replica = b.station(t, "the read replicas of "+t.Name, int(k*readers), job{r * d.offload / readers, readCPU}, job{w, writeCPU / 2})
	}
	d.primary = b.station(t, t.Name, int(k), job{r * (1 - d.offload), readCPU}, job{w, writeCPU})
	return d
}

// divide turns the rates of the databases into shares of all.
func (f floor) divide() {
	reads, writes := 0.0, 0.0
	for _, d := range f.databases {
		reads += d.reads
		writes += d.writes
	}
	for i := range f.databases {
		f.databases[i].reads /= max(reads, 1e-300)
		f.databases[i].writes /= max(writes, 1e-300)
	}
}
