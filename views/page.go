package views

import (
	"cmp"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// PlanPage is the page of a draft, a saved plan or a share link.
type PlanPage struct {
	Frame
	Form    *Form    // nil on a share page
	Results *Results // nil when a value is refused
	Saved   *Saved   // nil for a draft
	Into    *Into    // of a draft that is meant for a workspace
	Exports []Link
	Brief   *Brief // of a share page
	// Unavailable says why nothing could be worked out, when that is no fault of
	// what was typed; the title is its heading.
	Unavailable string
}

// Saved says where a plan is kept.
type Saved struct {
	ID        string
	Revision  int
	When      string // "saved 23 November 2026, 10:44 UTC"
	Own       bool   // who looks may save it
	Manages   bool   // and give out links, tag, move, archive and delete it
	Edited    bool   // the form differs from what is saved
	Archived  bool
	Workspace string // id of the one it stands in; empty for a person's
	// WorkspaceName is its name, for those who are in it.
	WorkspaceName string
}

// Brief is the workload of a plan that cannot be edited here.
type Brief struct {
	Name, Note string
	Given      []Row
	Assumed    []Row
	Copy       string // address of a draft with the same workload
	When       string
	Derived    []Row
	Past       *Past // of a revision in the history; nil on a share page
}

// NewBrief lists a workload: what the team stated, and what stood in for the rest.
func NewBrief(p planner.Plan) Brief {
	w := p.Workload
	b := Brief{Name: w.Name, Note: w.Note, Copy: Draft(w).Page(0), Derived: derived(p.Demand)}
	for _, f := range workload.Fields() {
		if f.Kind.IsText() || f.Display(w) == "" {
			continue
		}
		row := Row{Label: f.Label, Value: f.Display(w)}
		if w.Given(f.Name) {
			b.Given = append(b.Given, row)
			continue
		}
		row.Note = f.Why
		b.Assumed = append(b.Assumed, row)
	}
	return b
}

// planTitle is the title of a plan's page.
func planTitle(w workload.Workload) string {
	users := units.FormatCount(float64(w.Users)) + " users"
	if w.Name == "" {
		return "Plan for " + users
	}
	return w.Name + ", " + users
}

// paperTitle heads a printed plan.
func paperTitle(w workload.Workload) string {
	return cmp.Or(w.Name, "Stagecraft plan") + ": " + usersText(w.Users) + " a month"
}

// FrameFor titles the page of a workload.
func FrameFor(w workload.Workload, theme string) Frame {
	return Frame{Title: planTitle(w), Theme: theme}
}

// stamp prints a moment: "23 November 2026, 10:44 UTC".
func stamp(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04") + " UTC" }

// SavedText says when a revision was saved.
func SavedText(revision int, at time.Time) string {
	return "Revision " + units.FormatExact(float64(revision)) + ", saved " + stamp(at)
}

// SinceText says that an edit was made from a revision that is no longer the newest.
func SinceText(base, newest int) string {
	return "Made from revision " + units.FormatExact(float64(base)) + "; revision " + units.FormatExact(float64(newest)) + " was saved since."
}

// ErrorPage is what a visitor sees when something is refused or fails.
type ErrorPage struct {
	Frame
	Title   string
	Text    string // a sentence with the cure
	Request string // id by which the log knows it
}
