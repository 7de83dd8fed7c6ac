package planner

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Comparison is two plans side by side: two tracks of one workload, two
// revisions of a plan, or any other two.
type Comparison struct {
	A, B   Side
	Fields []FieldChange // of the workload, in the order of the form
	Stages []StageComparison
}

// Side is what is said once of a plan.
type Side struct {
	Name   string // as the team calls it
	Track  workload.Track
	Users  units.Users
	Here   int
	Book   Book
	Engine string
}

// FieldChange is a field that the two workloads state differently.
type FieldChange struct{ Name, Label, A, B string }

// StageComparison is one stage in both plans, matched by its id.
type StageComparison struct {
	Number int // in A, else in B
	ID     string
	Name   string
	A, B   StageSide
	// Change is B − A a month; it counts only what is priced, so it is the whole
	// difference only when Complete.
	Change   units.Money
	Complete bool
	// SameUsers tells that both are sized for the same users: else part of the
	// difference is that one carries more of them.
	SameUsers    bool
	OnlyA, OnlyB []topology.Component
	Renamed      []Rename // in both, as something else
	MovesA       []Move   // taken in A only
	MovesB       []Move
	Lines        []bill.Difference // from A to B
}

// StageSide is a stage of one plan in figures. Missing is true where the plan
// has no such stage.
type StageSide struct {
	Missing   bool
	Users     Band
	SizedAt   units.Users
	Skipped   bool
	Total     units.Money
	Complete  bool
	Available units.Ratio
	P99       units.Milliseconds
}

// Rename is a tier that both plans have under different names or services.
type Rename struct{ Tier, A, B string }

// Compare sets two plans side by side. It is pure: equal plans differ in
// nothing, and exchanging them turns every sign.
func Compare(a, b Plan) Comparison {
	c := Comparison{A: sideOf(a), B: sideOf(b), Fields: fieldChanges(a.Workload, b.Workload)}
	for _, s := range a.Stages {
		c.Stages = append(c.Stages, compareStages(s, find(b, s.ID)))
	}
	for _, s := range b.Stages {
		if find(a, s.ID) == nil {
			c.Stages = append(c.Stages, compareStages(Stage{}, &s))
		}
	}
	return c
}

// WithTracks gives the plan with its comparison with the same workload on the
// other track (see OtherTrack): A is today's advice and B the talk as given,
// whichever of the two p is.
func WithTracks(p, other Plan) Plan {
	current, classic := p, other
	if p.Workload.Track == workload.Classic {
		current, classic = other, p
	}
	c := Compare(current, classic)
	p.Tracks = &c
	return p
}

func sideOf(p Plan) Side {
	return Side{Name: p.Workload.Name, Track: p.Workload.Track, Users: p.Workload.Users, Here: p.Here, Book: p.Book, Engine: p.Engine}
}

func find(p Plan, id string) *Stage {
	i := slices.IndexFunc(p.Stages, func(s Stage) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Stages[i]
}

// fieldChanges lists the fields whose values differ.
func fieldChanges(a, b workload.Workload) []FieldChange {
	var all []FieldChange
	for _, f := range workload.Fields() {
		if x, y := f.Display(a), f.Display(b); x != y && (f.Stated(a) || f.Stated(b)) {
			all = append(all, FieldChange{Name: f.Name, Label: f.Label, A: x, B: y})
		}
	}
	return all
}

// compareStages compares a stage of A, empty when A has none, with that of B,
// nil when B has none.
func compareStages(a Stage, b *Stage) StageComparison {
	if b == nil {
		b = &Stage{}
	}
	c := StageComparison{Number: a.Number, ID: a.ID, Name: a.Name, A: stageSide(a), B: stageSide(*b)}
	if a.ID == "" {
		c.Number, c.ID, c.Name = b.Number, b.ID, b.Name
	}
	c.Change = b.Bill.Total.Sub(a.Bill.Total)
	c.Complete = c.A.Complete && c.B.Complete
	c.SameUsers = c.A.SizedAt == c.B.SizedAt
	c.OnlyA, c.OnlyB = missing(a.Graph, b.Graph), missing(b.Graph, a.Graph)
	c.Renamed = renames(a, *b)
	c.MovesA, c.MovesB = untaken(a.Moves, b.Moves), untaken(b.Moves, a.Moves)
	c.Lines = bill.Compare(a.Bill, b.Bill)
	return c
}

func stageSide(s Stage) StageSide {
	return StageSide{Missing: s.ID == "", Users: s.Users, SizedAt: s.SizedAt, Skipped: s.Skipped, Total: s.Bill.Total, Complete: s.Bill.Complete && s.ID != "",
		Available: s.Available.Value, P99: s.Latency.P99}
}

// missing lists the components of a graph that another has not.
func missing(from, in topology.Graph) []topology.Component {
	var only []topology.Component
	for _, c := range from.Components {
		if !in.Has(c.ID) {
			only = append(only, c)
		}
	}
	return only
}

// renames lists the tiers that both have as something else: another service, or
// the same under another name.
func renames(a, b Stage) []Rename {
	var all []Rename
	for _, t := range a.Tiers {
		i := slices.IndexFunc(b.Tiers, func(o Tier) bool { return o.ID == t.ID })
		if i >= 0 && (b.Tiers[i].Service != t.Service || b.Tiers[i].Name != t.Name) {
			all = append(all, Rename{Tier: t.ID, A: t.Name, B: b.Tiers[i].Name})
		}
	}
	return all
}

// untaken lists the moves taken in one stage and not in the other.
func untaken(from, in []Move) []Move {
	var only []Move
	for _, m := range from {
		if m.Applied && !slices.ContainsFunc(in, func(o Move) bool { return o.ID == m.ID && o.Applied }) {
			only = append(only, m)
		}
	}
	return only
}
