package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Changed says that a plan was saved with other prices or rules than today's.
type Changed struct {
	Text    string
	Reprice string // address that shows what today's would change; empty where nothing can be saved
}

// NewChanged says so; kept tells that the figures shown are those of then.
func NewChanged(savedBook, savedEngine string, savedAt time.Time, book, engine string, kept bool) Changed {
	var now []string
	if savedBook != book {
		now = append(now, "price book "+savedBook+" (today "+book+")")
	}
	if savedEngine != engine {
		now = append(now, "planning rules "+savedEngine+" (today "+engine+")")
	}
	text := "Saved on " + stamp(savedAt) + " with " + strings.Join(now, " and ") + ". "
	if kept {
		return Changed{Text: text + "All figures are shown as they were then; what a section would have to work out anew is left out."}
	}
	return Changed{Text: text + "What was shown then was not kept in full: the figures below are worked out with today’s prices and may differ; the saved result is in the JSON export."}
}

// Past says where a revision stands in the history of its plan.
type Past struct {
	Plan             string // address of the plan
	Number           string
	Newest           string // number of the newest revision; empty when it is this one
	Compare, Restore string // addresses; empty where there is nothing to compare with or no right to
	Title, Note, By  string
}

// NewPast makes it.
func NewPast(id string, number, newest int, title, note, author string, canWrite bool) *Past {
	p := &Past{Plan: "/plans/" + id, Number: units.FormatExact(float64(number)), Title: title, Note: note, By: author}
	if number == newest {
		return p
	}
	p.Newest = strconv.Itoa(newest)
	p.Compare = p.Plan + "/compare?from=" + strconv.Itoa(number)
	if canWrite {
		p.Restore = p.Plan + "/revisions/" + strconv.Itoa(number) + "/restore"
	}
	return p
}

// PlanName is the name of a plan in a heading.
func PlanName(name string) string {
	if name == "" {
		return "Plan without a name"
	}
	return name
}

// PlansPage lists plans of who asks, and the workspaces they are in.
type PlansPage struct {
	Frame
	List       PlanList
	Workspaces []WorkspaceLine
}

// PlanList is a page of a list of plans with what picks them.
type PlanList struct {
	Base        string // "/plans" or "/workspaces/ID"
	Plans       []PlanLine
	Tags        []string // to choose from
	Search, Tag string
	Sort        string
	Archived    bool
	AllArchived bool // there are plans, none of them in use
	Page        int
	More        bool
	Undo        *Undo
	ReadOnly    bool // who looks may change nothing in it
}

// Picked tells a list that shows only what was asked for.
func (l PlanList) Picked() bool { return l.Search != "" || l.Tag != "" }

// address is the list with another page, tag or archive.
func (l PlanList) address(page int, tag string, archived bool) string {
	q := url.Values{}
	set := func(name, value string, when bool) {
		if when {
			q.Set(name, value)
		}
	}
	set("q", l.Search, l.Search != "")
	set("tag", tag, tag != "")
	set("sort", l.Sort, l.Sort != "changed")
	set("archived", "1", archived)
	set("page", strconv.Itoa(page), page > 0)
	if len(q) == 0 {
		return l.Base
	}
	return l.Base + "?" + q.Encode()
}

// Undo offers to take back what was just done.
type Undo struct{ Said, Action string }

// PlanLine is one saved plan in the list.
type PlanLine struct {
	ID, Name, When, Users string
	Revision              int
	Author                string
	Tags                  []string
}

// NewPlanLine makes a line of the list.
func NewPlanLine(id, name string, at time.Time, w workload.Workload) PlanLine {
	return PlanLine{ID: id, Name: PlanName(name), When: stamp(at), Users: usersText(w.Users)}
}

// WorkspaceLine is one workspace in a list.
type WorkspaceLine struct{ ID, Name, Sub string }

// NewWorkspaceLine makes a line of the list.
func NewWorkspaceLine(id, name, role string, plans, members int) WorkspaceLine {
	return WorkspaceLine{ID: id, Name: name, Sub: countOf(plans, "plan") + " · " + countOf(members, "member") + " · you are " + aRole(role)}
}

// countOf is a number with its noun: "1 plan", "3 plans".
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return units.FormatExact(float64(n)) + " " + noun + "s"
}

// OrganisePage is where a plan gets its tags and its workspace.
type OrganisePage struct {
	Frame
	ID, Name   string
	Tags       string // separated by commas
	Workspace  string // id of the one it stands in
	Workspaces []WorkspaceLine
	Movable    bool // by who looks
}

func archiveVerb(archived bool) string {
	if archived {
		return "/unarchive"
	}
	return "/archive"
}

func archiveWord(archived bool) string {
	if archived {
		return "Take from the archive"
	}
	return "Archive"
}
