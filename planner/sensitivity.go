package planner

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// sensitivityStep is how far each assumption is moved to either side.
const sensitivityStep = 0.25

// Sensitivity ranks what the team did not state by what it would do to the
// bill: which assumption to measure first.
type Sensitivity struct {
	Stage   int         // whose cost is compared, at the entered users
	Cost    units.Money // a month, with every field at its value
	Step    float64     // 0.25: each assumption 25% down and up
	Tried   int         // assumptions moved
	Drivers []Driver    // those that move the cost, most first
	Reasons []reason.Reason
}

// WithSensitivity adds Sensitivity to a plan. The book must be the plan's own.
func WithSensitivity(p Plan, book *pricing.Book) (Plan, error) {
	return withSensitivity(p, book, never)
}

func withSensitivity(p Plan, book *pricing.Book, stopped func() bool) (Plan, error) {
	if err := sameBook(p, book); err != nil {
		return p, err
	}
	s, err := sensitivity(p.Workload.Likely(), book, p.Here, stopped)
	if err != nil {
		return p, err
	}
	p.Sensitivity = &s
	return p, nil
}

// sensitivity moves one assumed field at a time, the stage and all other fields
// as they are. Rules that only say where stages end cannot change the cost of
// one, and what is 0 or absent has nothing to move. The error is ErrStopped.
func sensitivity(w workload.Workload, book *pricing.Book, stage int, stopped func() bool) (Sensitivity, error) {
	b := newBuilder(w, book).figures()
	cost, _ := b.total(b.size(stage, w.Users))
	s := Sensitivity{Stage: stage, Cost: cost, Step: sensitivityStep}
	var all []Driver
	for _, f := range workload.Fields() {
		v := f.Number(w)
		if !f.Numeric() || w.Given(f.Name) || f.Group == workload.StageRules || v == 0 {
			continue
		}
		if stopped() {
			return Sensitivity{}, ErrStopped
		}
		s.Tried++
		at := func(v float64) DriverEnd {
			moved := newBuilder(w.With(map[string]float64{f.Name: v}), book).figures()
			cost, _ := moved.total(moved.size(stage, moved.w.Users))
			return DriverEnd{Stage: stage, Cost: cost}
		}
		d := newDriver(workload.FieldInterval{Field: f, Interval: f.Around(v, sensitivityStep)}, s.Cost, at)
		if !d.Swing.IsZero() {
			all = append(all, d)
		}
	}
	s.Drivers = bySwing(all)
	s.Reasons = []reason.Reason{{Label: "What is moved", Formula: "every assumed number, one at a time, down and up by a step; of a share above one half what is missing to the whole; whole counts by at least one; each within its field's range",
		Substituted: reason.Fill("{} down, {} up", reason.Ratio(sensitivityStep), reason.Ratio(sensitivityStep)), Value: reason.N(float64(s.Tried)), Unit: "assumptions tried",
		Source: reason.Ours("one step for all, so that they compare: it says what matters, not how unsure each is")}}
	return s, nil
}
