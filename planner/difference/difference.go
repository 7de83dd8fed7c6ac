// Package difference says what differs between two plans: two revisions of one,
// or what was saved and what the same workload comes to today.
package difference

import (
	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Both is one thing in the older and in the newer plan.
type Both[T any] struct{ Before, After T }

// Difference is what differs between two plans.
type Difference struct {
	Inputs []Input // that differ, in the order of the form
	Here   Both[Place]
	Stages []Stage // all of both plans, by number, whether or not they differ
	Book   Both[planner.Book]
	Engine Both[string] // version of the planning rules
}

// Input is a field that the two workloads have in another way.
type Input struct {
	Field, Label string
	Text         Both[string] // as shown to people; empty where it is not given
	Stated       Both[bool]   // by the team; false: assumed
}

// Place is a stage by number and name.
type Place struct {
	Number int // 1 to 8
	Name   string
}

// Stage is one stage in both plans.
type Stage struct {
	Number int
	Both[Side]
	// Change is After − Before a month, exactly the sum of the changes of the
	// lines; it counts only what is priced, so it is the whole difference only
	// when Complete.
	Change     units.Money
	Complete   bool
	Components []Component // that differ: those of the newer plan, then those that are gone
	Lines      []Line      // that differ, by how much they change the total
}

// Side is a stage in one plan. Missing is true where the plan has no such stage.
type Side struct {
	Missing bool
	Name    string
	Users   planner.Band
	Skipped bool
	SizedAt units.Users
	Ends    string      // what ends it, in a sentence; empty for what nothing ends
	Monthly units.Money // a lower bound where not Complete
	// Once is what reaching the stage costs, in no monthly total; a lower bound
	// where not Paid.
	Once           units.Money
	Complete, Paid bool
}

// Component is a tier that is new, gone or of another size.
type Component struct {
	Tier string // its id
	Both[Size]
}

// Size is what a tier is in one plan; Name is empty where the plan has none.
type Size struct {
	Service, Name string
	Text          string // unit and count: "2 × m7g.large"; empty for what has neither
}

// Line is a line of the bill that differs; nil in the plan that lacks it.
type Line struct {
	Both[*bill.Item]
	Change units.Money // After − Before a month, of what is priced
}

// Between compares an older plan with a newer one. It is pure: a plan differs from
// itself in nothing, and the other way round every before is an after.
func Between(older, newer planner.Plan) Difference {
	d := Difference{
		Inputs: inputs(older.Workload, newer.Workload),
		Here:   Both[Place]{placeOf(older), placeOf(newer)},
		Book:   Both[planner.Book]{older.Book, newer.Book},
		Engine: Both[string]{older.Engine, newer.Engine},
	}
	for n := 1; n <= max(last(older), last(newer)); n++ {
		before, after := numbered(older, n), numbered(newer, n)
		if before != nil || after != nil {
			d.Stages = append(d.Stages, between(n, before, after))
		}
	}
	return d
}

// None tells that nothing differs: inputs, prices and rules, and of each stage its
// users, end, components and bills. What follows from those is not compared.
func (d Difference) None() bool {
	for _, s := range d.Stages {
		if s.Differs() {
			return false
		}
	}
	return len(d.Inputs) == 0 && d.Here.Before == d.Here.After && d.Book.Before == d.Book.After && d.Engine.Before == d.Engine.After
}

// Differs tells whether anything of a stage does.
func (s Stage) Differs() bool {
	return !s.Before.same(s.After) || len(s.Components) > 0 || len(s.Lines) > 0
}

// same compares amounts by what they are, for one may be kept in two ways.
func (s Side) same(o Side) bool {
	equal := s.Monthly.Cmp(o.Monthly) == 0 && s.Once.Cmp(o.Once) == 0
	s.Monthly, s.Once = o.Monthly, o.Once
	return equal && s == o
}

// inputs lists the fields that differ in value, or in who says so. Where two
// values are shown alike, for large ones are rounded, they stand as they would be
// typed.
func inputs(before, after workload.Workload) []Input {
	var all []Input
	for _, f := range workload.Fields() {
		typed := Both[string]{f.Value(before), f.Value(after)}
		stated := Both[bool]{before.Given(f.Name), after.Given(f.Name)}
		if typed.Before == typed.After && stated.Before == stated.After {
			continue
		}
		shown := Both[string]{f.Display(before), f.Display(after)}
		if shown.Before == shown.After && typed.Before != typed.After {
			shown = typed
		}
		all = append(all, Input{Field: f.Name, Label: f.Label, Text: shown, Stated: stated})
	}
	return all
}

func placeOf(p planner.Plan) Place {
	if s := numbered(p, p.Here); s != nil {
		return Place{s.Number, s.Name}
	}
	return Place{Number: p.Here}
}

func numbered(p planner.Plan, number int) *planner.Stage {
	for i := range p.Stages {
		if p.Stages[i].Number == number {
			return &p.Stages[i]
		}
	}
	return nil
}

// last is the highest number of a stage.
func last(p planner.Plan) int {
	most := 0
	for _, s := range p.Stages {
		most = max(most, s.Number)
	}
	return most
}
