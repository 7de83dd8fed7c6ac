package views

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"stagecraft/planner/workload"
)

// Workspace heads the pages of a workspace, as one of its members sees it.
type Workspace struct {
	Frame
	ID, Name string
	Role     string // of who looks: viewer, editor or owner
	Writes   bool   // they may save plans in it
	Owns     bool   // and change its name, members and join link
	Sub      string // "3 plans · 2 members · you are an editor"
}

// address is a page of the workspace: "/members", or empty for its plans.
func (w Workspace) address(page string) string { return "/workspaces/" + w.ID + page }

// NewPlan is the address of a draft that will be saved in a workspace.
func NewPlan(workspace string) string { return Address{Base: "/", Workspace: workspace}.Page(0) }

// WorkspacePage is the list of the plans of a workspace.
type WorkspacePage struct {
	Workspace
	List PlanList
}

// WorkspaceActivityPage tells who did what in a workspace.
type WorkspaceActivityPage struct {
	Workspace
	Activity ActivityList
}

// NewWorkspacePage is the form of a workspace that is to be made.
type NewWorkspacePage struct {
	Frame
	Name   TextField
	Member TextField // the name of who makes it
}

// TextField is one line of text in the forms of workspaces.
type TextField struct {
	Name, Label, Help string
	Value             string // as typed
	Problem           string // a sentence; empty when it is accepted
	Optional          bool
	Person            bool // the name of whoever types it, which the browser knows
}

// ID is the id of the control.
func (f TextField) ID() string { return "text-" + f.Name }

// Refused is the field with what is wrong with it.
func (f TextField) Refused(problem string) TextField {
	f.Problem = problem
	return f
}

// WorkspaceName is the field of the name of a workspace.
func WorkspaceName(value string) TextField {
	return TextField{Name: "name", Label: "Name of the workspace", Value: value, Help: "All its members see it."}
}

// MemberName is the field of one's own name in a workspace.
func MemberName(value string) TextField {
	return TextField{Name: "member", Label: "Your name, as the others will see it", Value: value, Person: true,
		Help: "It stands beside what you save and do in this workspace, and nowhere else."}
}

// MembersPage lists the members of a workspace and what can be done about them.
type MembersPage struct {
	Workspace
	Members []MemberLine
	Own     TextField // one's own name
	Rename  TextField // the name of the workspace, for owners
	Problem string    // why the role of a member was not changed
	Join    JoinLink
}

// JoinLink is the link by which people become members, for owners.
type JoinLink struct {
	Open bool   // there is one
	Role string // what it makes of people
	New  string // full address of the one just made, told once
}

// MemberLine is one member in the table.
type MemberLine struct {
	ID, Name, Role string
	Joined         string
	You            bool
}

// NewMemberLine makes a line of the table.
func NewMemberLine(id, name, role string, joined time.Time, you bool) MemberLine {
	return MemberLine{ID: id, Name: name, Role: role, Joined: joined.UTC().Format("2 January 2006"), You: you}
}

// JoinPage is what whoever opens a join link sees.
type JoinPage struct {
	Frame
	Workspace string // name
	Role      string // what joining makes of them
	Action    string // where the form is sent
	Member    TextField
	Already   string // address of the workspace, of who is in it
}

// ConfirmPage asks before something that cannot be undone.
type ConfirmPage struct {
	Frame
	Title, Text    string
	Action, Button string
	Back           string // address, for who does not want it after all
}

// Into says where a draft will be saved.
type Into struct {
	ID, Name string // of the workspace; empty when it was named but cannot be saved in
	Out      string // address of the same draft that will be one's own
}

// picks are the parameters of a page that say what of a plan is looked at.
var picks = []string{"stage", "show", "overlay"}

// Outside is the address of a draft as it was sent that will be one's own.
func Outside(query url.Values) string {
	own := url.Values{}
	for name := range query {
		_, states := workload.FieldNamed(name)
		if value := query.Get(name); value != "" && (states || slices.Contains(picks, name)) {
			own.Set(name, value)
		}
	}
	return Address{Base: "/plan", Query: own.Encode()}.Page(0)
}

// roles are what one may be made in a workspace, with what that allows.
var roles = []struct{ name, text string }{
	{"viewer", "reads the plans"},
	{"editor", "also changes, shares and deletes them"},
	{"owner", "also manages the members and the join link"},
}

func autocomplete(f TextField) string {
	if f.Person {
		return "name"
	}
	return "off"
}

func invalid(f TextField) string { return strconv.FormatBool(f.Problem != "") }

// aRole is a role with its article.
func aRole(role string) string {
	if role == "viewer" {
		return "a viewer"
	}
	return "an " + role
}
