package workload

import (
	"errors"
	"strings"

	"stagecraft/planner/units"
)

// longestInterval bounds a typed interval; three numbers need no more.
const longestInterval = 200

// setInterval reads "low..high" or "low..likely..high" into the workload. Equal
// ends are one value, and no interval is kept.
func (f Field) setInterval(w *Workload, typed string) *FieldError {
	i, refused := f.interval(typed)
	if refused != nil {
		return refused
	}
	f.number(w).set(i.Likely)
	if i.Low == i.High {
		return nil
	}
	if w.ranges == nil {
		w.ranges = map[string]Interval{}
	}
	w.ranges[f.Name] = i
	return nil
}

// interval reads the two or three values of an interval and checks their order.
func (f Field) interval(typed string) (Interval, *FieldError) {
	refuse := func(problem string) *FieldError { return f.refuse(typed, problem, f.RangeForm()) }
	parts := strings.Split(typed, between)
	switch {
	case len(typed) > longestInterval:
		return Interval{}, refuse("is longer than any range")
	case strings.Contains(typed, "..."):
		return Interval{}, refuse("has three points in a row; two stand between the values of a range")
	case len(parts) > 3:
		return Interval{}, refuse("has more than a low, a likely and a high value")
	}
	values, refused := f.parts(typed, parts)
	if refused != nil {
		return Interval{}, refused
	}
	i := Interval{Low: values[0], High: values[len(values)-1]}
	if i.High < i.Low {
		return i, refuse("has a high end below its low end")
	}
	i.Likely = f.middle(i.Low, i.High)
	if len(values) == 3 {
		i.Likely = values[1]
	}
	if i.Likely < i.Low || i.Likely > i.High {
		return i, refuse("has a likely value outside its ends")
	}
	return i, nil
}

// parts reads the values of an interval. A value without a unit takes the unit
// that stands once, after the last. A magnitude such as k is no unit: standing
// once it can be read two ways, unless with it the value would exceed the last.
func (f Field) parts(typed string, parts []string) ([]float64, *FieldError) {
	last := len(parts) - 1
	values := make([]float64, len(parts))
	unit := unitAfter(f.withoutUnit(parts[last]))
	magnitude := f.magnitudes() && units.IsMagnitude(firstWord(unit))
	for n := last; n >= 0; n-- { // the last first: it has the unit
		text := strings.TrimSpace(parts[n])
		own := f.withoutUnit(text)
		if n < last && unit != "" && f.lacksUnit(own) {
			with, err := amounts[f.Kind].parse(own + unit)
			switch {
			case magnitude && err == nil && with <= values[last]:
				return nil, f.refuse(typed, "has the end "+units.Quote(text)+", which can be read two ways, with or without the "+units.Quote(strings.TrimSpace(unit))+" after the last", f.spelledOut(parts, unit))
			case !magnitude:
				own += unit
			}
		}
		v, refused := f.part(typed, text, own)
		if refused != nil {
			return nil, refused
		}
		values[n] = v
	}
	return values, nil
}

// part reads one value, text as typed and own with its unit.
func (f Field) part(typed, text, own string) (float64, *FieldError) {
	refuse := func(problem, accepted string) *FieldError {
		return f.refuse(typed, "has the end "+units.Quote(text)+", which "+problem, accepted)
	}
	if text == "" {
		return 0, f.refuse(typed, "has an end missing", f.RangeForm())
	}
	v, err := amounts[f.Kind].parse(own)
	if err != nil {
		var refused *units.ParseError
		if errors.As(err, &refused) {
			return 0, refuse(refused.Problem, f.RangeForm())
		}
		return 0, refuse("cannot be read: "+err.Error(), f.RangeForm())
	}
	if v == 0 && (f.Kind == Threshold || f.Kind == Months) {
		return 0, refuse("stands for “"+amounts[f.Kind].display(0)+"” and is no amount", f.RangeForm())
	}
	if problem := f.outOfRange(v); problem != "" {
		return 0, refuse(problem, f.Range())
	}
	return v, nil
}

// magnitudes tells the kinds whose numbers may end in k or million.
func (f Field) magnitudes() bool {
	return f.whole() || f.Kind == Rate || f.Kind == Number
}

// lacksUnit tells a bare number other than 0, which is 0 in every unit.
func (f Field) lacksUnit(own string) bool {
	ratio := f.Kind == ReadWrite && strings.ContainsAny(own, "/:")
	return unitAfter(own) == "" && strings.Trim(own, "0.") != "" && !ratio
}

// spelledOut gives every value the unit of the last.
func (f Field) spelledOut(parts []string, unit string) string {
	spelled := make([]string, len(parts))
	for n, part := range parts {
		if spelled[n] = strings.TrimSpace(part); n < len(parts)-1 && f.lacksUnit(spelled[n]) {
			spelled[n] += unit
		}
	}
	return strings.Join(spelled, between)
}

// unitAfter is what follows the last digit of a value, with the space before it:
// " GB", "%", "k/min"; empty for a bare number.
func unitAfter(value string) string {
	last := strings.LastIndexAny(value, "0123456789")
	return strings.TrimRight(value[last+1:], " ")
}

// firstWord is the letters a unit starts with.
func firstWord(unit string) string {
	unit = strings.TrimLeft(unit, " ")
	end := strings.IndexFunc(unit, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if end < 0 {
		return unit
	}
	return unit[:end]
}
