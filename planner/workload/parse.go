package workload

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"stagecraft/planner/units"
)

// Default is the workload of a team that has stated nothing yet.
func Default() Workload {
	w := defaults()
	w.given = nil
	return w
}

// defaults reads every field's default through its own parser, once.
var defaults = sync.OnceValue(func() Workload {
	var w Workload
	for _, f := range table() {
		if f.Default == "" {
			continue
		}
		if refused := f.set(&w, f.Default); refused != nil {
			panic("default of " + refused.Error()) // a fault of the table, found by every test
		}
	}
	return w
})

// Parse reads typed values by field name, as a form or a link brings them.
// Absent and empty values take their defaults; unknown names are ignored, for
// links outlive fields. Every problem is reported, in the order of the fields;
// the workload is valid only without any.
func Parse(values map[string][]string) (Workload, Errors) {
	return parse(values)
}

// ParseStrict is Parse for files and flags: an unknown name is a problem too.
func ParseStrict(values map[string][]string) (Workload, Errors) {
	var unknown Errors
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if _, known := index()[name]; !known {
			unknown = append(unknown, unknownField(name))
		}
	}
	w, refused := parse(values)
	return w, append(unknown, refused...)
}

// unknownField names the field that was probably meant.
func unknownField(name string) FieldError {
	names := make([]string, 0, len(table()))
	for _, f := range table() {
		names = append(names, f.Name)
	}
	return FieldError{Field: name, Problem: "is not a field", Nearest: nearest(name, names)}
}

// parse reads the known names and then checks the fields against each other.
func parse(values map[string][]string) (Workload, Errors) {
	w := Default()
	w.given = map[string]bool{}
	var refused Errors
	for _, f := range table() {
		typed, problem := f.typed(values[f.Name])
		if problem == nil && typed != "" {
			problem = f.set(&w, typed)
			w.given[f.Name] = problem == nil
		}
		if problem != nil {
			refused = append(refused, *problem)
		}
	}
	maps.DeleteFunc(w.given, func(_ string, given bool) bool { return !given })
	for _, f := range table() {
		if value := contextDefault(f, w); value != f.Default && !w.Given(f.Name) {
			if problem := f.set(&w, value); problem != nil {
				refused = append(refused, *problem)
			}
		}
	}
	for _, problem := range check(w, refused) {
		f, _ := FieldNamed(problem.Field)
		if typed, _ := f.typed(values[f.Name]); typed != "" {
			problem.Value = typed
		}
		refused = append(refused, problem)
	}
	return w, inOrder(refused)
}

// typed picks the one value that was typed for a field. A form may bring the
// same name twice, as a slider and as a text: they must agree.
func (f Field) typed(values []string) (string, *FieldError) {
	typed := ""
	for _, v := range values {
		if !f.Kind.IsText() {
			v = strings.TrimSpace(v)
		}
		switch {
		case v == "" || v == typed:
		case typed == "":
			typed = v
		default:
			return "", f.refuse(v, "is the second value, after another one", "one value")
		}
	}
	return typed, nil
}

// defaultUsers is the user count the defaults describe.
const defaultUsers = 100_000

// contextDefault gives what a field stands for when it is not given, which for
// a few depends on others.
func contextDefault(f Field, w Workload) string {
	switch f.Name {
	case "reads_per_request", "writes_per_request":
		if w.PerMonthGiven() { // the operations counted are those of the database
			return "1"
		}
	case "data_stored":
		if w.Users < defaultUsers { // fewer people than the default describes have less
			return units.CanonicalBytes(units.Bytes(w.Users) * 500 * units.KB)
		}
	case "cache_engine":
		if w.Track == Classic { // the talk has Redis
			return string(Redis)
		}
	case "federation_largest":
		if w.Assumptions.Federation == 1 {
			return "100%"
		}
	}
	return f.Default
}

// inOrder sorts problems by the order of their fields.
func inOrder(refused Errors) Errors {
	slices.SortStableFunc(refused, func(a, b FieldError) int { return index()[a.Field] - index()[b.Field] })
	return refused
}
