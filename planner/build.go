package planner

import (
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
const Engine = "3"

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
