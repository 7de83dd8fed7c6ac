package views

import (
	"strings"
	"time"

	"stagecraft/planner/units"
)

// HistoryPage lists the revisions of a plan and what happened to it.
type HistoryPage struct {
	Frame
	ID, Name  string
	Newest    int
	Revisions []RevisionLine
	Older     int // revisions below this number are on the next page; 0: none
	CanWrite  bool
	Activity  ActivityList
}

// RevisionLine is one revision in the list.
type RevisionLine struct {
	Number      int
	Heading     string // "Revision 3: after the price talk"
	Note        string
	When, Books string
}

// NewRevisionLine makes a line of the list.
func NewRevisionLine(number int, title, note, author string, restored int, book, engine string, at time.Time) RevisionLine {
	line := RevisionLine{Number: number, Heading: "Revision " + units.FormatExact(float64(number)), Note: note, When: stamp(at), Books: "Price book " + book + ", planning rules " + engine}
	switch {
	case title != "":
		line.Heading += ": " + title
	case restored != 0:
		line.Heading += ": revision " + units.FormatExact(float64(restored)) + " restored"
	}
	if author != "" {
		line.When += ", by " + author
	}
	return line
}

// ActivityList is a page of what happened.
type ActivityList struct {
	Lines []ActivityLine
	Page  int
	More  bool
}

// ActivityLine is who did what, when.
type ActivityLine struct {
	When, Text string
	Plan, Name string // address and name of the plan it is about; may be empty
}

// deeds says in words what the store names.
var deeds = map[string]string{
	"plan.created": "made the plan", "plan.saved": "saved revision", "plan.revision-restored": "restored revision", "plan.deleted": "deleted the plan",
	"plan.undeleted": "took the deletion back", "plan.archived": "archived the plan", "plan.unarchived": "took the plan from the archive",
	"plan.tagged": "set the tags:", "plan.moved": "moved the plan", "link.created": "made a link:", "link.revoked": "revoked a link:",
	"link.rotated": "gave a link a new address:", "workspace.created": "made the workspace", "workspace.renamed": "renamed the workspace to",
	"join.rotated": "made a join link, for the role", "join.closed": "closed the join link", "member.joined": "joined as", "member.left": "left",
	"member.removed": "removed", "member.role": "changed a role:",
}

// NewActivityLine makes a line of the list. An unknown kind is shown by its name.
func NewActivityLine(at time.Time, who, what, detail, planID, plan string) ActivityLine {
	if who == "" {
		who = "The owner"
	}
	deed, known := deeds[what]
	if !known {
		deed = what
	}
	if what == "plan.tagged" && detail == "" {
		deed = "took the tags away"
	}
	line := ActivityLine{When: stamp(at), Text: strings.TrimSpace(upperFirst(who) + " " + deed + " " + detail)}
	if planID != "" {
		line.Plan, line.Name = "/plans/"+planID, PlanName(plan)
	}
	return line
}

// ComparePage shows what differs between two revisions.
type ComparePage struct {
	Frame
	ID, Name         string
	Newest, From, To int
	FromWhen, ToWhen string
	CanRestore       bool // From may be made the newest
	Difference       Difference
}

// RepricePage shows what today's prices and rules change in the newest revision.
type RepricePage struct {
	Frame
	ID, Name   string
	Revision   int
	Saved      string
	Outdated   bool // there is something to re-price
	CanWrite   bool
	Difference Difference
}
