package planner

import (
	"fmt"
	"slices"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Driver is one field of the tornado: what the month costs with it at its low
// and at its high end, every other field at its likely value.
type Driver struct {
	Field, Label string
	Low, High    DriverEnd
	Likely       units.Money
	// Swing is the widest difference between the costs of the low end, the likely
	// value and the high end; between the ends where cost only rises or falls.
	Swing   units.Money
	Share   float64 // of the swings of all drivers together; 0 when nothing swings
	Text    string  // "Users moves the cost most: $178.37 a month at 80k, $544.93 at 120k."
	Reasons []reason.Reason
}

// DriverEnd is a plan with one field at an end.
type DriverEnd struct {
	Value  string  // as shown to people: "80k"
	Amount float64 // in the base unit of the field
	Stage  int     // that holds the users then
	Cost   units.Money
}

// tornado ranks the stated intervals by what each alone does to the cost of the
// stage the team is in, which may be another at an end.
func tornado(w workload.Workload, book *pricing.Book, likely outcome, stopped func() bool) ([]Driver, error) {
	point := w.Likely()
	var all []Driver
	for _, s := range w.Ranges() {
		if stopped() {
			return nil, ErrStopped
		}
		at := func(v float64) DriverEnd {
			o := evaluate(point.With(map[string]float64{s.Field.Name: v}), book, likely.here)
			return DriverEnd{Stage: o.here, Cost: o.cost}
		}
		all = append(all, newDriver(s, likely.cost, at))
	}
	return bySwing(all), nil
}

// newDriver evaluates both ends of an interval.
func newDriver(s workload.FieldInterval, likely units.Money, at func(v float64) DriverEnd) Driver {
	d := Driver{Field: s.Field.Name, Label: s.Field.Label, Likely: likely}
	end := func(v float64) DriverEnd {
		e := at(v)
		e.Amount, e.Value = v, s.Field.Shown(v)
		return e
	}
	d.Low, d.High = end(s.Interval.Low), end(s.Interval.High)
	least, most := likely, likely
	for _, cost := range []units.Money{d.Low.Cost, d.High.Cost} {
		if cost.Cmp(least) < 0 {
			least = cost
		}
		if cost.Cmp(most) > 0 {
			most = cost
		}
	}
	d.Swing = most.Sub(least)
	d.Reasons = []reason.Reason{{Label: "Swing of " + d.Label, Formula: "highest − lowest of the monthly cost at the low end, the likely value and the high end, all other fields at their likely values",
		Substituted: fmt.Sprintf("max(%[1]s, %[2]s, %[3]s) − min(%[1]s, %[2]s, %[3]s)", d.Low.Cost, likely, d.High.Cost), Value: d.Swing.String(), Unit: "USD a month",
		Source: reason.Ours("one field at a time; fields that only matter together show less than they do")}}
	return d
}

// bySwing sorts by swing, equal ones in the order of the fields, and fills shares
// and texts.
func bySwing(all []Driver) []Driver {
	slices.SortStableFunc(all, func(a, b Driver) int { return b.Swing.Cmp(a.Swing) })
	var sum units.Money
	for _, d := range all {
		sum = sum.Add(d.Swing)
	}
	for i := range all {
		d := &all[i]
		if !sum.IsZero() {
			d.Share = d.Swing.Float() / sum.Float()
		}
		d.Text = driverText(*d, i == 0)
	}
	return all
}

// driverText is a driver in a sentence.
func driverText(d Driver, first bool) string {
	if d.Swing.IsZero() {
		return fmt.Sprintf("%s does not move the cost between %s and %s.", d.Label, d.Low.Value, d.High.Value)
	}
	verb := fmt.Sprintf("moves the cost by %s", d.Swing.Display())
	if first {
		verb = "moves the cost most"
	}
	text := fmt.Sprintf("%s %s: %s a month at %s, %s at %s", d.Label, verb, d.Low.Cost.Display(), d.Low.Value, d.High.Cost.Display(), d.High.Value)
	if between(d.Low.Cost, d.Likely, d.High.Cost) {
		text += fmt.Sprintf(", %s at the likely value between them", d.Likely.Display())
	}
	if d.Low.Stage != d.High.Stage {
		text += fmt.Sprintf(" (stages %d and %d)", d.Low.Stage, d.High.Stage)
	}
	return text + "."
}

// between tells a cost outside those of the two ends, which then do not tell
// the whole swing.
func between(low, likely, high units.Money) bool {
	return likely.Cmp(low)*likely.Cmp(high) > 0
}
