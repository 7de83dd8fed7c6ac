package workload

import (
	"strings"

	"stagecraft/planner/units"
)

// FieldError says why one value was refused, and what is accepted instead.
type FieldError struct {
	Field    string `json:"field"`             // name, as typed for an unknown one
	Label    string `json:"label"`             // empty for an unknown field
	Value    string `json:"value"`             // as typed
	Problem  string `json:"problem"`           // a predicate that follows the value: "is negative"
	Accepted string `json:"accepted"`          // example forms or a range; may be empty
	Nearest  string `json:"nearest,omitempty"` // the known word that was probably meant
}

// Error gives one sentence that names the field and the cure:
// `Monthly active users (users): “-5” is negative; accepted: 250k or 10M.`
func (e FieldError) Error() string {
	if e.Label == "" {
		return units.Quote(e.Field) + " " + e.Sentence()
	}
	return e.Label + " (" + e.Field + "): " + e.Sentence()
}

// Sentence is Error without the field's name, for a place beside its input.
func (e FieldError) Sentence() string {
	sentence := e.Problem
	if e.Value != "" {
		sentence = units.Quote(e.Value) + " " + e.Problem
	}
	if e.Accepted != "" {
		sentence += "; accepted: " + e.Accepted
	}
	if e.Nearest != "" {
		return sentence + "; did you mean " + e.Nearest + "?"
	}
	return sentence + "."
}

// Errors is every problem of one workload, in the order of the fields.
type Errors []FieldError

// Error gives one problem a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, f := range e {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Err gives the errors as an error, nil when there are none.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Of gives the problem of one field, if it has one.
func (e Errors) Of(field string) (FieldError, bool) {
	for _, f := range e {
		if f.Field == field {
			return f, true
		}
	}
	return FieldError{}, false
}
