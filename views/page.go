package views

import (
	"cmp"
	"strings"
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
	Exports []Link
	Brief   *Brief // of a share page
	// Unavailable says why nothing could be worked out, when that is no fault of
	// what was typed; the title is its heading.
	Unavailable string
}

// Saved says where a plan is kept.
type Saved struct {
	ID       string
	Revision int
	When     string // "saved 23 November 2026, 10:44 UTC"
	Own      bool   // this browser may change it
	Edited   bool   // the form differs from what is saved
	Links    int    // share links that work
}

// Brief is the workload of a plan that cannot be edited here.
type Brief struct {
	Name, Note string
	Given      []Row
	Assumed    []Row
	Copy       string // address of a draft with the same workload
	When       string
	Derived    []Row
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

// ChangedText says that a saved plan was made with other prices or rules than
// today's figures; empty when they are the same.
func ChangedText(savedBook, savedEngine string, savedAt time.Time, p planner.Plan) string {
	var reasons []string
	if savedBook != p.Book.Version {
		reasons = append(reasons, "price book "+savedBook+" (now "+p.Book.Version+")")
	}
	if savedEngine != p.Engine {
		reasons = append(reasons, "planning rules "+savedEngine+" (now "+p.Engine+")")
	}
	if len(reasons) == 0 {
		return ""
	}
	return "This plan was saved on " + stamp(savedAt) + " with " + strings.Join(reasons, " and ") +
		". The figures below are worked out anew and may differ from those saved; the saved result is in the JSON export."
}

// PlansPage lists the plans of this browser.
type PlansPage struct {
	Frame
	Plans   []PlanLine
	Deleted *PlanLine // just deleted, may be restored
}

// PlanLine is one saved plan in the list.
type PlanLine struct{ ID, Name, When, Users string }

// NewPlanLine makes a line of the list.
func NewPlanLine(id, name string, at time.Time, w workload.Workload) PlanLine {
	if name == "" {
		name = "Plan without a name"
	}
	return PlanLine{ID: id, Name: name, When: stamp(at), Users: usersText(w.Users)}
}

// SharePage shows the links of a plan; the address of a new one only once.
type SharePage struct {
	Frame
	ID, Name string
	New      string // full address of the link just made
	Follows  bool   // that one shows the newest revision
	Embed    *Embed // how its picture is put into another page; nil without one
	Links    []ShareLine
	Own      bool
}

// ShareLine is one link that works.
type ShareLine struct{ ID, Shows, When string }

// NewShareLine makes a line of the list. A link that follows shows the newest
// revision, from the given one on.
func NewShareLine(id string, revision int, follows bool, made time.Time) ShareLine {
	number := units.FormatExact(float64(revision))
	line := ShareLine{ID: id, Shows: "shows revision " + number, When: stamp(made)}
	if follows {
		line.Shows = "follows the plan: shows its newest revision, from " + number + " on"
	}
	return line
}

// ErrorPage is what a visitor sees when something is refused or fails.
type ErrorPage struct {
	Frame
	Title   string
	Text    string // a sentence with the cure
	Request string // id by which the log knows it
}
