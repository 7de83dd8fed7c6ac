package planner

import (
	"math"
	"slices"
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// sized is a stage before it is explained.
type sized struct {
	design roadmap.Design
	taken  []roadmap.Taken
	facts  roadmap.Facts
	demand demand.Demand
	load   load
	policy catalog.Policy
	tiers  []Tier
	// latency is worked out at most once for a sized stage: triggers of several
	// stages ask for it. nil where nothing is remembered.
	latency *Latency
}

func (s sized) tier(id string) (Tier, bool) {
	for _, t := range s.tiers {
		if t.ID == id {
			return t, true
		}
	}
	return Tier{}, false
}

// size builds the design of a stage and sizes its tiers at a user count. The
// result is shared: callers clone the design before they change it.
func (b builder) size(number int, users units.Users) sized {
	at := stageAt{number, users, b.terse}
	if s, ok := b.done[at]; ok {
		return *s
	}
	if b.terse { // what is sized with reasons has the same figures
		if s, ok := b.done[stageAt{number, users, false}]; ok {
			return *s
		}
	}
	s := b.sizeAnew(number, users)
	s.latency = &Latency{}
	b.done[at] = &s
	return s
}

func (b builder) sizeAnew(number int, users units.Users) sized {
	d := demand.Figures(b.w, users)
	f := b.facts(d)
	if number == 1 { // the only stage with one server
		f.Server = b.server(b.figures().load(roadmap.Design{Single: true, Zones: 1, Databases: 1, DNS: true}, d).need("server"))
	}
	s := sized{facts: f, demand: d}
	s.design, s.taken = b.design(number, f)
	s.policy = b.policy(s.design)
	s.load = b.load(s.design, d)
	b.sizeTiers(&s)
	for _, t := range s.tiers {
		if s.design.Databases > 1 && t.Sizing.Shards > 1 && isDatabase(t.ID) {
			f.Shards = max(f.Shards, t.Sizing.Shards)
		}
	}
	if f.Shards > 1 { // the sharding move is taken only once its need is known
		s.facts = f
		s.design, s.taken = b.design(number, f)
	}
	if t, ok := s.tier("db"); ok && t.Sizing.Readers > 0 {
		s.design = s.design.Clone()
		s.design.Readers(f, t.Sizing.Readers, number == 3)
	} else if ok {
		s.taken = slices.Clone(s.taken)
		for i := range s.taken {
			if s.taken[i].ID == "read-replicas" && s.taken[i].Applied {
				s.taken[i].Applied, s.taken[i].WhyNot = false, "At this size the primary carries all reads within its target; replicas come when they are cheaper than a larger primary."
			}
		}
	}
	return s
}

func isDatabase(tier string) bool { return len(tier) >= 2 && tier[:2] == "db" }

// sizeTiers sizes each tier of the graph once, web before the database, which
// must know how many machines connect to it.
func (b builder) sizeTiers(s *sized) { b.sizeSome(s, func(string) bool { return true }) }

// sizeSome sizes only the tiers asked for. Read replicas are part of the tier of
// their primary.
func (b builder) sizeSome(s *sized, keep func(tier string) bool) {
	tiers, databases := firsts(s.design.Graph)
	s.tiers = make([]Tier, 0, len(tiers)+len(databases))
	clients, servers := 0, 0.0
	for _, c := range tiers {
		if !keep(c.Tier) {
			continue
		}
		t := b.sizeTier(s, c)
		if c.Tier == "web" || c.Tier == "svc" {
			clients += t.Sizing.Count
			if t.Service == "ec2" {
				servers += t.Sizing.Average // tasks publish their metrics free of charge
			}
		}
		s.tiers = append(s.tiers, t)
	}
	if s.design.Scaling {
		// Scaling by the minute needs detailed monitoring of every server.
		n := s.load["cloudwatch"]
		n.Servers = servers
		n.Gets += detailedMetrics * servers
		s.load["cloudwatch"] = n
	}
	for _, c := range databases {
		if !keep(c.Tier) {
			continue
		}
		n := s.load[c.Tier]
		n.Clients = clients
		s.load[c.Tier] = n
		s.tiers = append(s.tiers, b.sizeTier(s, c))
	}
}

// firsts is the first component of each tier that is sized, databases apart.
func firsts(g topology.Graph) (tiers, databases []*topology.Component) {
	seen := make([]string, 0, len(g.Components))
	for i := range g.Components {
		c := &g.Components[i]
		if c.Tier == "users" || c.Tier == "reader" || slices.Contains(seen, c.Tier) {
			continue
		}
		seen = append(seen, c.Tier)
		if isDatabase(c.Tier) {
			databases = append(databases, c)
		} else {
			tiers = append(tiers, c)
		}
	}
	return tiers, databases
}

// detailedMetrics is what EC2 publishes for one server with detailed monitoring.
const detailedMetrics = 7

func (b builder) sizeTier(s *sized, c *topology.Component) Tier {
	svc, ok := catalog.Lookup(c.Service)
	if !ok {
		panic("planner: the roadmap names a service the catalogue does not have: " + c.Service)
	}
	n := b.need(s.load, c.Tier)
	return Tier{ID: c.Tier, Service: c.Service, Name: n.Name, New: c.New, Sizing: svc.Size(n, s.policy)}
}

// bill meters every tier and what belongs to none.
func (b builder) bill(s sized) bill.Bill { return b.billAs(s, nil, nil) }

// total is what a bill comes to, and whether it is complete.
func (b builder) total(s sized) (units.Money, bool) {
	return bill.Sum(b.book, b.w.Region, b.usages(s, nil))
}

// billAs is the bill with some tiers metered in another way, and with more that
// belongs to no tier.
func (b builder) billAs(s sized, meters map[string]meter, more []bill.Usage) bill.Bill {
	return bill.Price(b.book, b.w.Region, append(b.usages(s, meters), more...), b.notIncluded(s))
}

// usages meters every tier and what belongs to none.
func (b builder) usages(s sized, meters map[string]meter) []bill.Usage {
	usages := make([]bill.Usage, 0, 3*len(s.tiers))
	for _, t := range s.tiers {
		svc, _ := catalog.Lookup(t.Service)
		how := svc.Meter
		if other, ok := meters[t.ID]; ok {
			how = other
		}
		usages = append(usages, how(b.need(s.load, t.ID), t.Sizing, s.policy)...)
	}
	transfer, _ := catalog.Lookup("datatransfer")
	return append(usages, transfer.Meter(b.need(s.load, "transfer"), catalog.Sizing{}, s.policy)...)
}

// floorUsers rounds a computed user count down to a whole person.
func floorUsers(x float64) units.Users {
	if math.IsInf(x, 1) || x > 1e15 {
		return 0
	}
	return units.Users(math.Floor(x*(1+1e-12) + 1e-9)) // what a quotient of floats lost is no user
}
