package views

import (
	"slices"
	"strconv"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Theirs and Yours name the two sides of a conflict in its form: "theirs.users",
// "yours.users", and "choose.users" with one of the two.
const (
	Theirs = "theirs"
	Yours  = "yours"
)

// Conflict is a plan that was saved twice from one revision: what was saved in
// the meantime and what was typed, field by field.
type Conflict struct {
	Frame
	ID, Name     string
	Action       string // where the merged plan is sent
	Shares       bool   // a share link is made of it
	Base, Newest int    // revisions: the one typed over, and the one saved in the meantime
	When         string // the newest was saved
	By           string // who saved it, where that is known: "in this browser"
	Rows         []ConflictRow
	Same         []Hidden // what is no matter of choice
	Yours        []Hidden // everything as typed, for a copy
	Problems     []Problem
	Stage        int
	RevTitle     string // these as in Form
	RevNote      string
	Draft        string
	Workspace    string // where a copy is saved; empty for one's own plans
	TwoWay       bool   // the revision typed over cannot be read
}

// ConflictRow is a field that differs.
type ConflictRow struct {
	Name, Label         string
	Before, Saved, Mine ConflictValue
	Both                bool   // changed on both sides, each to another value
	Chosen              string // Theirs or Yours
	Long                bool
}

// ConflictValue is a field on one side.
type ConflictValue struct {
	Value   string // as it is sent
	Text    string // as it is shown
	Unit    string
	Empty   bool   // nothing is stated: the text says what that means
	Changed bool   // against the revision before
	Error   string // why it will be refused
}

// Hidden is a field of a form that nobody sees.
type Hidden struct{ Name, Value string }

// Side is one of the versions that are compared.
type Side struct {
	Values   Typed // canonical; as typed where refused
	Workload workload.Workload
	Refused  workload.Errors
}

// Sides are the versions that are compared. Before is nil when it is not known.
type Sides struct {
	Before        *Side
	Theirs, Yours Side
}

// NewConflict lists the fields in which the two sides differ.
func NewConflict(s Sides) Conflict {
	page := Conflict{TwoWay: s.Before == nil}
	for _, f := range workload.Fields() {
		theirs, yours := s.Theirs.Values.Get(f.Name), s.Yours.Values.Get(f.Name)
		if yours != "" {
			page.Yours = append(page.Yours, Hidden{f.Name, yours})
		}
		if theirs != yours {
			page.Rows = append(page.Rows, newConflictRow(f, s))
		} else if yours != "" {
			page.Same = append(page.Same, Hidden{f.Name, yours})
		}
	}
	return page
}

func newConflictRow(f workload.Field, s Sides) ConflictRow {
	row := ConflictRow{Name: f.Name, Label: f.Label, Long: f.Kind == workload.LongText, Chosen: Yours,
		Saved: s.Theirs.value(f), Mine: s.Yours.value(f)}
	if s.Before == nil {
		return row
	}
	row.Before = s.Before.value(f)
	row.Saved.Changed, row.Mine.Changed = row.Saved.Value != row.Before.Value, row.Mine.Value != row.Before.Value
	row.Both = row.Saved.Changed && row.Mine.Changed
	if !row.Mine.Changed {
		row.Chosen = Theirs
	}
	return row
}

// value is a field of this side as it is shown. Amounts stay canonical: rounded
// ones could look the same.
func (s Side) value(f workload.Field) ConflictValue {
	v := ConflictValue{Value: s.Values.Get(f.Name)}
	if problem, refused := s.Refused.Of(f.Name); refused {
		v.Text, v.Error = v.Value, problem.Sentence()
		return v
	}
	switch {
	case v.Value != "":
		v.Text = v.Value
		for _, o := range f.Choices {
			if o.Value == v.Value {
				v.Text = optionText(FormField{Name: f.Name}, o)
			}
		}
		if len(f.Choices) == 0 {
			v.Unit = f.Unit
		}
	case f.Kind.IsText():
		v.Text, v.Empty = "empty", true
	case f.Optional():
		v.Text, v.Empty = "not stated", true
	default:
		v.Text, v.Empty = assumed(f, s.Workload, nil)+", assumed", true
	}
	return v
}

// Undecided marks fields for which no side was chosen.
func (p Conflict) Undecided(fields []string) Conflict {
	for _, row := range p.Rows {
		if slices.Contains(fields, row.Name) {
			p.Problems = append(p.Problems, Problem{Label: row.Label, Text: "say which of the two stays.", Href: "#" + row.ID(Yours)})
		}
	}
	return p
}

// ID is the id of the choice of a side.
func (r ConflictRow) ID(side string) string { return "choose-" + r.Name + "-" + side }

// story says how it came to two versions.
func (p Conflict) story() string {
	if p.TwoWay {
		return "This plan was saved again since you opened it. The revision you started from cannot be read, so yours is compared with the newest."
	}
	saved := "revision " + units.FormatExact(float64(p.Newest)) + " was saved"
	if since := p.Newest - p.Base; since > 1 {
		saved = strconv.Itoa(since) + " revisions were saved"
	}
	return "You changed revision " + units.FormatExact(float64(p.Base)) + "; since then " + saved + ", in another tab or by somebody else. Nothing of yours is lost: choose for each field what stays."
}

// count says how much there is to decide.
func (p Conflict) count() string {
	both := 0
	for _, row := range p.Rows {
		if row.Both {
			both++
		}
	}
	text := strconv.Itoa(len(p.Rows)) + " fields differ"
	if len(p.Rows) == 1 {
		text = "One field differs"
	}
	switch {
	case p.TwoWay:
		return text + "."
	case both == 0:
		return text + ", each changed on one side only: the change is chosen already."
	case both == 1:
		return text + "; one was changed on both sides."
	}
	return text + "; " + strconv.Itoa(both) + " were changed on both sides."
}

// savedHead heads the side that was saved in the meantime.
func (p Conflict) savedHead() string {
	if p.By == "" {
		return p.When
	}
	return p.When + ", by " + p.By
}
