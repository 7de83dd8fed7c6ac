package workload

import (
	"slices"
	"strings"
	"sync"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Group is the heading a field stands under.
type Group string

// The groups, in the order of the form.
const (
	Traffic     Group = "Traffic"
	Data        Group = "Data"
	ReadsWrites Group = "Reads and writes"
	Targets     Group = "Targets"
	AWS         Group = "AWS"
	StageRules  Group = "Stage rules"
	Assumption  Group = "Assumptions"
	About       Group = "About this plan"
)

// Groups lists the groups in order.
func Groups() []Group {
	return []Group{Traffic, Data, ReadsWrites, Targets, AWS, StageRules, Assumption, About}
}

// Option is one value of a choice, with the words shown for it.
type Option struct{ Value, Label string }

// Field describes one thing a team may state: its name in forms, links, files
// and flags, how it is typed, its range and default, and why that default.
type Field struct {
	Name     string   // "data_stored"; the same in form, URL, JSON and YAML
	Group    Group    //
	Label    string   // "Database rows stored today"
	Help     string   // one sentence
	Unit     string   // words after the value: "requests"; may follow the typed number
	Accepted []string // example forms
	Default  string   // as it would be typed; empty when nothing is assumed
	Kind     Kind
	Choices  []Option // of a choice
	Min, Max float64  // inclusive, in the base unit of the kind; runes for texts
	Why      string   // why this default
	Source   reason.Source

	number func(*Workload) amount
	text   func(*Workload) words

	usual usual
}

// usual is the default of a number as it is read and written: most fields of most
// workloads have it, and writing numbers is what takes the time of a link.
type usual struct {
	known       bool
	value       float64
	typed, json string // as Value and JSON write it
}

// amount and words reach the struct field a Field stands for, whatever its
// named type.
type amount struct {
	get func() float64
	set func(float64)
}

type words struct {
	get func() string
	set func(string)
}

// inNumber binds a Field to a numeric struct field.
func inNumber[T ~float64](at func(*Workload) *T) func(*Workload) amount {
	return func(w *Workload) amount {
		p := at(w)
		return amount{get: func() float64 { return float64(*p) }, set: func(v float64) { *p = T(v) }}
	}
}

// inText binds a Field to a string struct field.
func inText[T ~string](at func(*Workload) *T) func(*Workload) words {
	return func(w *Workload) words {
		p := at(w)
		return words{get: func() string { return string(*p) }, set: func(v string) { *p = T(v) }}
	}
}

// inSwitch binds a Field to a bool struct field.
func inSwitch(at func(*Workload) *bool) func(*Workload) words {
	return func(w *Workload) words {
		p := at(w)
		get := func() string {
			if *p {
				return on
			}
			return off
		}
		return words{get: get, set: func(v string) { *p = v == on }}
	}
}

// table is the one list of fields, in the order of forms and files.
var table = sync.OnceValue(func() []Field {
	all := slices.Concat(trafficFields(), dataFields(), readWriteFields(), askedDataFields(), targetFields(), awsFields(), askedServiceFields(),
		practiceFields(), capacityFields(), requestFields(), operationFields(), resilienceFields(), askedAssumptions(), aboutFields())
	for i, f := range all {
		var w Workload
		if f.number == nil || f.Default == "" || f.set(&w, f.Default) != nil {
			continue
		}
		u := usual{known: true, value: f.number(&w).get(), typed: f.valueIn(&w), json: f.json(&w)}
		all[i].usual = u
	}
	return all
})

// index finds a field's place in the table by its name.
var index = sync.OnceValue(func() map[string]int {
	places := map[string]int{}
	for i, f := range table() {
		places[f.Name] = i
	}
	return places
})

// Fields lists every field in order. The slice is the caller's own.
func Fields() []Field { return slices.Clone(table()) }

// FieldNamed finds a field by its name.
func FieldNamed(name string) (Field, bool) {
	i, known := index()[name]
	if !known {
		return Field{}, false
	}
	return table()[i], true
}

// Flag is the field's name as a command line flag, without the dashes before
// it: "data-stored".
func (f Field) Flag() string { return strings.ReplaceAll(f.Name, "_", "-") }

// Optional tells a field that stands for nothing until it is given.
func (f Field) Optional() bool { return f.Default == "" }

// Assumed tells one of the planner's own constants from what describes the
// workload.
func (f Field) Assumed() bool { return f.Group == Assumption }

// Value gives the field's value in the form links and files use, which the
// field reads back as exactly the same; empty for an optional one not given.
func (f Field) Value(w Workload) string { return f.valueIn(&w) }

// valueIn is Value without a copy of the workload, which would be made on the
// heap for each of a hundred fields.
func (f Field) valueIn(w *Workload) string {
	if f.text != nil {
		return f.text(w).get()
	}
	if i, stated := w.ranges[f.Name]; stated {
		return f.canonicalInterval(i)
	}
	v := f.number(w).get()
	if f.usual.known && v == f.usual.value {
		return f.usual.typed
	}
	if v == 0 && f.Optional() && !w.given[f.Name] {
		return ""
	}
	return amounts[f.Kind].canonical(v)
}

// Display gives the field's value for people: "1.9 TB", "10 requests"; empty
// for an optional one not given. Large amounts are rounded to three digits.
func (f Field) Display(w Workload) string {
	value := f.Value(w)
	if f.text != nil {
		return f.label(value)
	}
	if value == "" {
		return ""
	}
	if i, stated := w.Range(f.Name); stated {
		return f.displayInterval(i)
	}
	return f.displayOne(f.number(&w).get())
}

// displayOne prints one amount with its unit.
func (f Field) displayOne(v float64) string {
	text := amounts[f.Kind].display(v)
	switch {
	case f.Kind != Number || f.Unit == "":
		return text
	case v == 1:
		return text + " " + strings.TrimSuffix(f.Unit, "s")
	}
	return text + " " + f.Unit
}

// Number gives the field's amount in its base unit, 0 for texts and choices.
func (f Field) Number(w Workload) float64 {
	if f.number == nil {
		return 0
	}
	return f.number(&w).get()
}

// label gives the words of a choice, or the value itself.
func (f Field) label(value string) string {
	for _, o := range f.Choices {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// Range says in words which values are accepted: "1 to 10B", or the choices.
func (f Field) Range() string {
	switch {
	case f.Kind.IsText():
		return "up to " + units.FormatExact(f.Max) + " characters"
	case f.text != nil:
		values := make([]string, len(f.Choices))
		for i, o := range f.Choices {
			values[i] = o.Value
		}
		return strings.Join(values, ", ")
	}
	text := f.bound(f.Min) + " to " + f.bound(f.Max)
	if f.Kind == Threshold {
		text = off + ", or " + text
	}
	return text
}

// bound prints an end of the range, so that it could be typed.
func (f Field) bound(v float64) string {
	switch f.Kind {
	case Months, Factor:
		return displayNumber(v)
	}
	return amounts[f.Kind].display(v)
}
