package workload

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stagecraft/planner/units"
)

// dashed is a range as people write it elsewhere: "100k-150k", "100k to 150k".
var dashed = regexp.MustCompile(`^\s*([0-9][0-9a-zA-Z.,% ]*?)\s*(?:-|–|—|…|\bto\b)\s*([0-9][0-9a-zA-Z.,% ]*)\s*$`)

// set reads a typed value into the workload; nil when it is accepted.
func (f Field) set(w *Workload, typed string) *FieldError {
	switch f.Kind {
	case Text, LongText:
		return f.setText(w, typed)
	case Switch, Choice:
		return f.setChoice(w, typed)
	}
	if strings.Contains(typed, between) {
		return f.setInterval(w, typed)
	}
	v, err := amounts[f.Kind].parse(f.withoutUnit(typed))
	if err != nil {
		if ends := dashed.FindStringSubmatch(typed); ends != nil && !strings.HasSuffix(strings.ToLower(ends[1]), "e") {
			return f.refuse(typed, "looks like a range, whose ends two points keep apart", ends[1]+between+ends[2])
		}
		var refused *units.ParseError
		if errors.As(err, &refused) {
			return f.refuse(typed, refused.Problem, refused.Accepted)
		}
		return f.refuse(typed, "cannot be read: "+err.Error(), f.Range())
	}
	if problem := f.outOfRange(v); problem != "" {
		return f.refuse(typed, problem, f.Range())
	}
	f.number(w).set(v)
	return nil
}

// withoutUnit drops the field's own unit after a number, so that what the form
// shows may be typed: "250k users", "36 months".
func (f Field) withoutUnit(typed string) string {
	s := strings.TrimSpace(typed)
	switch f.Kind {
	case Count, Threshold, Number, Months:
	default: // the parser of the kind knows its units
		return s
	}
	for _, unit := range []string{f.Unit, strings.TrimSuffix(f.Unit, "s")} {
		if unit == "" || len(s) <= len(unit) || !strings.EqualFold(s[len(s)-len(unit):], unit) {
			continue
		}
		number := strings.TrimSpace(s[:len(s)-len(unit)])
		if last, _ := utf8.DecodeLastRuneInString(number); unicode.IsDigit(last) || len(number) < len(s)-len(unit) {
			return number
		}
	}
	return s
}

// outOfRange says how a value lies outside the field's range; empty inside it.
func (f Field) outOfRange(v float64) string {
	switch {
	case f.Kind == Threshold && v == 0:
		return ""
	case v < f.Min:
		return "is below the least, " + f.bound(f.Min)
	case v > f.Max:
		return "is above the most, " + f.bound(f.Max)
	}
	return ""
}

// setChoice reads one of the choices, in either case.
func (f Field) setChoice(w *Workload, typed string) *FieldError {
	value := strings.ToLower(strings.TrimSpace(typed))
	if f.Kind == Switch {
		value = switches[value]
	}
	values := make([]string, len(f.Choices))
	for i, o := range f.Choices {
		values[i] = o.Value
		if o.Value == value {
			f.text(w).set(value)
			return nil
		}
	}
	refused := f.refuse(typed, "is none of the choices", f.Range())
	refused.Nearest = nearest(value, values)
	return refused
}

// setText reads a free text.
func (f Field) setText(w *Workload, typed string) *FieldError {
	text := strings.TrimSpace(strings.ReplaceAll(typed, "\r\n", "\n"))
	if !utf8.ValidString(text) {
		return f.refuse(typed, "is not valid UTF-8", f.Range())
	}
	if length := utf8.RuneCountInString(text); float64(length) > f.Max {
		return f.refuse(typed, "has "+units.FormatExact(float64(length))+" characters", f.Range())
	}
	for _, r := range text {
		if f.Kind == LongText && (r == '\n' || r == '\t') {
			continue
		}
		if unicode.IsControl(r) || steersText(r) {
			return f.refuse(typed, "holds a control character", "printable text, "+f.Range())
		}
	}
	f.text(w).set(text)
	return nil
}

// steersText tells the invisible characters that turn the direction of the
// text after them or break a line: a name with one could disguise another.
func steersText(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\u2028' || r == '\u2029'
}

// refuse builds the error of one typed value.
func (f Field) refuse(typed, problem, accepted string) *FieldError {
	return &FieldError{Field: f.Name, Label: f.Label, Value: typed, Problem: problem, Accepted: accepted}
}
