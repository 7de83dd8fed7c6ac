package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Alternative is one question of a stage with its answers, all priced for the
// same work by the meters of the bill.
type Alternative struct {
	ID         string // "compute"
	Title      string // "What runs the application"
	Question   string
	Options    []Option
	Crossovers []Crossover // the most telling first; empty where nothing can change hands
	Advice     string      // one sentence
}

// Option is one answer. Monthly, Items and StandIn count only the lines in which
// the options differ; what is the same in all is left out, so that the
// differences between options are those between the whole bills.
type Option struct {
	ID, Name   string
	Monthly    units.Money // sum of Items
	WholeStage units.Money // the stage's bill with this option
	StandIn    units.Money // the part of Monthly priced at us-east-1 for want of a regional rate
	Chosen     bool        // what the stage's own bill buys
	Possible   bool
	WhyNot     string // why it is not possible; nothing is priced then
	Complete   bool   // false when a line has no price: the sums are lower bounds
	Differs    string // what differs beside the money
	Weaker     bool   // gives up safety, durability or speed the others have; never advised for its price alone
	Items      []bill.Item
	Reasons    []reason.Reason
}

// Crossover is where two options change places.
type Crossover struct {
	Exists  bool
	Text    string  // "Lambda is cheaper below about 7.4 requests a second on average, EC2 above."
	Value   float64 // in Unit; 0 when it does not exist
	Unit    string
	Reasons []reason.Reason
}

// Alternatives prices the alternatives of one stage at a user count: a pure
// function of its arguments. The error is that of Build.
func Alternatives(w workload.Workload, book *pricing.Book, number int, users units.Users) ([]Alternative, error) {
	return alternativesUntil(w, book, number, users, never)
}

func alternativesUntil(w workload.Workload, book *pricing.Book, number int, users units.Users, stopped func() bool) ([]Alternative, error) {
	if !book.Sells(w.Region) {
		return nil, fmt.Errorf("price book %s has no rates for region %s", book.Version(), w.Region)
	}
	if last := len(roadmap.Stages()); number < 1 || number > last {
		return nil, fmt.Errorf("stage %d is not one of 1 to %d", number, last)
	}
	return newComparison(w, book, number, users).alternatives(stopped)
}

// WithAlternatives gives the plan with the alternatives of one stage, or of all
// for number 0. The book must be the one the plan was built with.
func WithAlternatives(p Plan, book *pricing.Book, number int) (Plan, error) {
	return WithAlternativesUntil(p, book, number, never)
}

// WithAlternativesUntil is WithAlternatives that asks before every question
// whether it is to stop; its error is ErrStopped then.
func WithAlternativesUntil(p Plan, book *pricing.Book, number int, stopped func() bool) (Plan, error) {
	stages := append([]Stage{}, p.Stages...)
	for i, s := range stages {
		if number != 0 && s.Number != number {
			continue
		}
		all, err := alternativesUntil(p.Workload, book, s.Number, s.SizedAt, stopped)
		if err != nil {
			return Plan{}, err
		}
		stages[i].Alternatives = all
	}
	p.Stages = stages
	return p, nil
}

// comparison is a stage while its alternatives are priced.
type comparison struct {
	builder
	number int
	users  units.Users
	now    sized
	own    bill.Bill // the stage's own
	// priced remembers bills of the search for crossovers by what was asked.
	priced map[asked]answer
	// loads remembers the stage at average loads.
	loads map[float64]sized
	// others remembers builders of the same workload with a field changed.
	others map[string]builder
}

type asked struct {
	option string
	at     float64
}

type answer struct {
	total units.Money
	ok    bool
}

func newComparison(w workload.Workload, book *pricing.Book, number int, users units.Users) comparison {
	b := newBuilder(w, book)
	z := b.size(number, users)
	return comparison{builder: b, number: number, users: users, now: z, own: b.bill(z), priced: map[asked]answer{}, loads: map[float64]sized{}, others: map[string]builder{}}
}

// alternatives lists the questions that this stage raises, in a fixed order.
// The error is ErrStopped.
func (c comparison) alternatives(stopped func() bool) ([]Alternative, error) {
	all := []Alternative{}
	for _, ask := range []func() (Alternative, bool){
		c.compute, c.processor, c.database, c.sessions, c.cache, c.commitment, c.edge, c.outbound, c.region,
	} {
		if stopped() {
			return nil, ErrStopped
		}
		if a, raised := ask(); raised && matters(a) {
			markStandIns(a)
			all = append(all, a)
		}
	}
	return all, nil
}

// markStandIns says of a question's crossovers that they rest on rates of another
// Region.
func markStandIns(a Alternative) {
	for _, o := range a.Options {
		if o.StandIn.IsZero() {
			continue
		}
		for i, x := range a.Crossovers {
			if !strings.Contains(x.Text, pricing.Home) {
				a.Crossovers[i].Text += " (Partly at prices of " + pricing.Home + ", for want of the Region's own.)"
			}
		}
		return
	}
}

// matters tells whether any two answers differ, or one is not possible.
func matters(a Alternative) bool {
	for _, o := range a.Options {
		if !o.Possible || o.WholeStage.Cmp(a.Options[0].WholeStage) != 0 {
			return true
		}
	}
	return false
}

// with is a builder of the same workload with one thing changed, remembered by
// a name of the change: Region, processor, pricing, engine, CPU time or hit rate.
func (c comparison) with(name string, change func(*workload.Workload)) builder {
	if b, ok := c.others[name]; ok {
		return b
	}
	b := newBuilder(*c.w, c.book)
	change(b.w)
	if w := b.w; w.Region == c.w.Region && w.Processor == c.w.Processor && w.Pricing == c.w.Pricing && w.Database == c.w.Database && w.CPU == c.w.CPU && w.CacheHit == c.w.CacheHit && w.Asked == c.w.Asked {
		b = c.builder // nothing changed: what is sized already serves
	}
	c.others[name] = b
	return b
}
