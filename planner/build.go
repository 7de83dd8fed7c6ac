package planner

import (
	"math"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Engine is the version of the planning rules; it changes when the same input
// would give another plan.
const Engine = "2"

// Build plans the eight stages of a valid workload with the prices of a book.
// A missing price leaves a line unpriced and its bill incomplete; it is no error.
// The only error is a workload whose region the book does not know.
func Build(w workload.Workload, book *pricing.Book) (Plan, error) {
	if err := sold(w, book); err != nil {
		return Plan{}, err
	}
	b := newBuilder(w, book)
	p := Plan{Workload: w, Demand: demand.At(w, w.Users), Engine: Engine, Exchange: book.Exchange(),
		Book: Book{Version: book.Version(), AsOf: book.AsOf(), Region: w.Region}}
	bands := b.bands()
	p.Here = here(bands, w.Users)
	var before topology.Graph
	for i := range bands {
		users := clamp(w.Users, bands[i].Band)
		s := b.stage(i+1, users, before)
		bands[i].tell(&s)
		s.TalkUsers = talkBand(i)
		s.OneOff = b.oneOff(i+1, bands[i].From)
		s.Early = b.early(i+1, users, s)
		s.TenTimes = b.tenTimesOf(i+1, b.size(i+1, users), bands)
		if i > 0 {
			s.Notes = append(notNeededYet(bands[i-1], i, users), s.Notes...)
		}
		p.Stages = append(p.Stages, s)
		before = s.Graph
	}
	p.Growth = b.growth(bands)
	return p, nil
}

// here is the stage that holds the users: the first whose band ends at or above them.
func here(bands []bandOf, users units.Users) int {
	for i, b := range bands {
		if !b.skipped && (b.To == 0 || users <= b.To) {
			return i + 1
		}
	}
	return len(bands)
}

// clamp is the entered users where the band holds them, else its nearer end.
func clamp(users units.Users, b Band) units.Users {
	if users < b.From {
		return b.From
	}
	if b.To != 0 && users > b.To {
		return b.To
	}
	return users
}

type builder struct {
	w    *workload.Workload // the builder's own
	book *pricing.Book
	// terse leaves the reasons out: see figures.
	terse bool
	// done remembers stages already sized: bands and triggers ask for the same
	// ones many times.
	done map[stageAt]*sized
	// designs remembers the designs of stages of this workload: what decides on
	// them hardly changes with users.
	designs map[designAt]designed
	// others remembers builders of the same workload with a field changed.
	others map[string]builder
}

func newBuilder(w workload.Workload, book *pricing.Book) builder {
	return builder{w: &w, book: book, done: map[stageAt]*sized{}, designs: map[designAt]designed{}, others: map[string]builder{}}
}

// figures is the same builder for searches and projections, which look at no
// arithmetic: what it sizes and meters carries no reasons.
func (b builder) figures() builder {
	b.terse = true
	return b
}

// explaining is the same builder with reasons: see figures.
func (b builder) explaining() builder {
	b.terse = false
	return b
}

// changed is a builder of the same workload with one thing changed, remembered by
// a name of the change.
func (b builder) changed(name string, change func(*workload.Workload)) builder {
	other, ok := b.others[name]
	if !ok {
		other = newBuilder(*b.w, b.book)
		change(other.w)
		b.others[name] = other
	}
	other.terse = b.terse
	return other
}

// why is reason.New, and nothing where only figures are asked for.
func (b builder) why(label, formula, substituted string, value float64, unit string, source reason.Source) reason.Reason {
	if b.terse {
		return reason.Reason{}
	}
	return reason.New(label, formula, substituted, value, unit, source)
}

// fill is reason.Fill, and nothing where only figures are asked for.
func (b builder) fill(template string, args ...any) string {
	if b.terse {
		return ""
	}
	return reason.Fill(template, args...)
}

type stageAt struct {
	number int
	users  units.Users
	terse  bool
}

// designAt is all of the facts but the workload, which a builder has one of.
type designAt struct {
	number, shards                                              int
	server                                                      string
	objects, static, sessions, signIn, readHeavy, jobs, gateway bool
}

type designed struct {
	design roadmap.Design
	taken  []roadmap.Taken
}

// design builds the design of a stage on that of the stage before, or takes the
// one built before. The design is shared: callers clone it before they change it.
func (b builder) design(number int, f roadmap.Facts) (roadmap.Design, []roadmap.Taken) {
	at := designAt{number, f.Shards, f.Server, f.Objects, f.Static, f.Sessions, f.SignIn, f.ReadHeavy, f.Jobs, f.Gateway}
	d, ok := b.designs[at]
	if !ok {
		var before roadmap.Design
		if number > 1 {
			before, _ = b.design(number-1, f)
		}
		d.design, d.taken = roadmap.Next(before, number, f)
		d.design = d.design.Clone()
		b.designs[at] = d
	}
	return d.design, d.taken
}

// facts collects what moves decide on, at a demand.
func (b builder) facts(d demand.Demand) roadmap.Facts {
	a := b.w.Assumptions
	f := roadmap.Facts{Workload: *b.w,
		Objects:   b.w.ObjectsStored > 0 || b.w.ObjectShare > 0 || b.largeRows(),
		Static:    b.w.StaticShare > 0,
		Sessions:  a.SessionShare > 0,
		SignIn:    a.SignedInShare > 0,
		ReadHeavy: float64(d.DatabaseReads.Peak)/float64(a.DBReadsPerVCPU) > float64(d.DatabaseWrites.Peak)/float64(a.DBWritesPerVCPU),
		Jobs:      d.Writes.Average > 0 && (b.w.AsyncShare > 0 || b.w.ObjectShare > 0 || a.EventShare > 0),
		Gateway:   a.APIShare > 0 && float64(d.Requests.Peak)*float64(a.APIShare) <= 0.8*catalog.GatewayQuota,
	}
	return f
}

// largeRows tells that rows are too large for a database row and are kept as
// objects, with a small row pointing at each.
func (b builder) largeRows() bool { return b.w.BytesPerWrite > b.w.Assumptions.LargeRow }

// row is what the database keeps of a write: the row, or a pointer to its object.
func (b builder) row(g roadmap.Design) units.Bytes {
	if b.largeRows() && g.Bucket {
		return pointerBytes
	}
	return b.w.BytesPerWrite
}

func (b builder) policy(d roadmap.Design) catalog.Policy {
	return catalog.Policy{Workload: *b.w, Book: b.book, Zones: max(1, d.Zones), Scaling: d.Scaling, Replicas: d.Balanced && d.Databases == 1, Replica: d.Replica && d.Databases == 1, Shards: d.Databases > 1}
}

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
	return bill.Price(b.book, b.w.Region, append(b.usages(s, meters), more...), notIncluded(*b.w, s.design))
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
