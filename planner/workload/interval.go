package workload

import (
	"maps"
	"math"
	"strconv"
	"strings"

	"stagecraft/planner/units"
)

// Interval is what a team states of a number it does not know exactly, in the
// base unit of the field: Low ≤ Likely ≤ High, and Low < High.
type Interval struct{ Low, Likely, High float64 }

// FieldInterval is an interval with the field it was stated for.
type FieldInterval struct {
	Field    Field
	Interval Interval
}

// Range gives the interval stated for a field; false where one value was
// stated, or none. The struct field holds the likely value.
func (w Workload) Range(field string) (Interval, bool) {
	i, stated := w.ranges[field]
	return i, stated
}

// Ranges lists the intervals in the order of the fields.
func (w Workload) Ranges() []FieldInterval {
	var all []FieldInterval
	if len(w.ranges) == 0 {
		return all
	}
	for _, f := range table() {
		if i, stated := w.ranges[f.Name]; stated {
			all = append(all, FieldInterval{f, i})
		}
	}
	return all
}

// Likely is the workload without its intervals: each field at its likely value.
func (w Workload) Likely() Workload {
	w.ranges = nil
	return w
}

// With gives the workload with other amounts for some of its numeric fields, by
// name and in base units. Amounts are held to the field's range, and those of
// counts to whole numbers; the intervals of these fields are dropped. Defaults
// that depend on other fields follow. What counts as stated by the team stays as
// it is. Names of texts, choices and unknown fields panic: an error in the program.
func (w Workload) With(amounts map[string]float64) Workload {
	to := w
	to.ranges = maps.Clone(w.ranges)
	for _, name := range sortedNames(amounts) {
		f, known := FieldNamed(name)
		if !known || f.number == nil {
			panic("workload: no amount can be set for " + name)
		}
		f.number(&to).set(f.within(amounts[name]))
		delete(to.ranges, name)
	}
	if len(to.ranges) == 0 {
		to.ranges = nil
	}
	for _, f := range table() {
		if _, set := amounts[f.Name]; set || w.Given(f.Name) {
			continue
		}
		before, after := contextDefault(f, w), contextDefault(f, to)
		if before == after || f.Value(w) != before {
			continue
		}
		if refused := f.set(&to, after); refused != nil {
			panic("workload: " + refused.Error()) // defaults lie in range, whatever they depend on
		}
	}
	return to
}

// sortedNames makes the order of a map's names the same every time: a panic
// names the first.
func sortedNames(amounts map[string]float64) []string {
	names := make([]string, 0, len(amounts))
	for _, f := range table() {
		if _, set := amounts[f.Name]; set {
			names = append(names, f.Name)
		}
	}
	for name := range amounts {
		if _, known := index()[name]; !known {
			names = append(names, name)
		}
	}
	return names
}

// within holds an amount to what the field could hold.
func (f Field) within(v float64) float64 {
	v = math.Min(math.Max(v, f.Min), f.Max)
	if f.whole() {
		v = math.Floor(v + 0.5)
	}
	return v
}

// whole tells the kinds that count.
func (f Field) whole() bool { return f.Kind == Count || f.Kind == Threshold }

// Numeric tells the fields that hold an amount, which take an interval too.
func (f Field) Numeric() bool { return f.number != nil }

// middle is the likely value where a team states the ends alone: half way in the
// base unit, to twelve digits, so that it prints like a number people type.
func (f Field) middle(low, high float64) float64 {
	half := low + (high-low)/2
	if f.whole() {
		half = math.Floor(half + 0.5)
	}
	return min(max(digits(half, 12), low), high)
}

// ends is the interval of a field, or its one value as both ends.
func (f Field) ends(w Workload) Interval {
	if i, stated := w.Range(f.Name); stated {
		return i
	}
	v := f.number(&w).get()
	return Interval{v, v, v}
}

// corner gives the workload with the named fields at the high ends of their
// intervals and all others at the low ends.
func (w Workload) corner(high ...string) Workload {
	if len(w.ranges) == 0 {
		return w
	}
	amounts := map[string]float64{}
	for name, i := range w.ranges {
		amounts[name] = i.Low
	}
	for _, name := range high {
		if i, stated := w.ranges[name]; stated {
			amounts[name] = i.High
		}
	}
	return w.With(amounts)
}

// between stands between the values of an interval.
const between = ".."

// canonicalInterval writes an interval so that it reads back as exactly the
// same: "80k..120k", "80 GB..90 GB..120 GB". The likely value is left out where
// it is the middle.
func (f Field) canonicalInterval(i Interval) string {
	values := []float64{i.Low, i.Likely, i.High}
	if i.Likely == f.middle(i.Low, i.High) {
		values = []float64{i.Low, i.High}
	}
	parts, bare, magnitude := make([]string, len(values)), false, false
	for n, v := range values {
		parts[n] = amounts[f.Kind].canonical(v)
		suffix := unitAfter(parts[n])
		bare, magnitude = bare || suffix == "" && v != 0, magnitude || units.IsMagnitude(suffix)
	}
	if bare && magnitude { // "80..120k" could be read two ways
		for n, v := range values {
			parts[n] = units.CanonicalNumber(v)
		}
	}
	return strings.Join(parts, between)
}

// Shown prints one amount of the field for people: "80k", "50 requests".
func (f Field) Shown(v float64) string { return f.displayOne(v) }

// displayInterval prints an interval for people: "80k – 120k, likely 100k".
func (f Field) displayInterval(i Interval) string {
	return amounts[f.Kind].display(i.Low) + " – " + f.displayOne(i.High) + ", likely " + amounts[f.Kind].display(i.Likely)
}

// RangeForm is an example of an interval the field accepts: "80k..120k"; empty
// for texts and choices.
func (f Field) RangeForm() string {
	if !f.Numeric() {
		return ""
	}
	if f.Kind == ReadWrite {
		return "70/30" + between + "90/10"
	}
	var w Workload
	base := f.Default
	if f.set(&w, base) != nil || f.number(&w).get() == 0 {
		base = f.Accepted[0]
	}
	if f.set(&w, base) != nil {
		return ""
	}
	i := f.Around(f.number(&w).get(), exampleStep)
	i.Likely = f.middle(i.Low, i.High)
	return f.canonicalInterval(i)
}

// exampleStep is how far the example of an interval reaches to either side.
const exampleStep = 0.2

// Around is the interval from a step below an amount to a step above it, within
// the field's range: 0.25 reaches from 75% to 125%. Of a share above one half
// the smaller part, what is missing to the whole, moves by the step, so that
// 80/20 and 20/80 move alike and 99.5% stays a share; the whole only goes down.
func (f Field) Around(v, step float64) Interval {
	low, high := v*(1-step), v*(1+step)
	if share := f.Kind == Share || f.Kind == Growth || f.Kind == ReadWrite; share && v > 0.5 && v < 1 {
		low, high = 1-(1-v)*(1+step), 1-(1-v)*(1-step)
	}
	low, high = digits(low, 12), digits(high, 12)
	if f.whole() { // at least one up and down, or small counts would not move
		low, high = min(math.Floor(low+0.5), v-1), max(math.Floor(high+0.5), v+1)
	}
	return Interval{Low: min(f.within(low), v), Likely: v, High: max(f.within(high), v)}
}

// digits keeps the given significant digits.
func digits(v float64, significant int) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', significant, 64), 64)
	if err != nil { // what FormatFloat prints, ParseFloat reads
		panic(err)
	}
	return short
}
