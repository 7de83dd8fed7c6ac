package views

import (
	"cmp"
	"fmt"
	"slices"

	"stagecraft/planner"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
)

// ServiceGroup is the items of the talk that a stage deals with in one way.
type ServiceGroup struct {
	ID, Title string // "Replaced, 6"
	Open      bool
	Rows      []ServiceLine
}

// ServiceLine is one service or practice of the talk, as it stands today.
type ServiceLine struct {
	Name   string
	Badge  string // status, where it is not simply current
	Tone   string // class of the badge
	Named  string // which edition of the talk names it, when not that of 2017
	Text   string
	Where  string // address of the component that shows it
	Since  string // "current since 2006"
	Source reason.Source
}

// newServices groups what became of every item of the talk up to a stage: what
// is replaced and what is no longer current first.
func newServices(s planner.Stage, at Address) []ServiceGroup {
	groups := []struct {
		id, title string
		open      bool
		in        func(planner.ServiceRow) bool
	}{
		{"replaced", "Something else takes its place", true, func(r planner.ServiceRow) bool { return r.Shown == planner.Replaced }},
		{"changed", "Renamed, closed, retired or in maintenance", true, func(r planner.ServiceRow) bool { return r.Status != catalog.StatusCurrent }},
		{"drawn", "Drawn", false, func(r planner.ServiceRow) bool { return r.Shown == planner.Drawn }},
		{"alternatives", "Named as another way", false, planner.ServiceRow.Alternative},
		{"annotated", "Used without a box", false, func(r planner.ServiceRow) bool { return r.Shown == planner.Annotated }},
		{"unused", "Not used in this stage", false, func(planner.ServiceRow) bool { return true }},
	}
	rest := slices.Clone(s.Services)
	slices.SortStableFunc(rest, func(a, b planner.ServiceRow) int { return cmp.Compare(gravity[a.Status], gravity[b.Status]) })
	var all []ServiceGroup
	for _, g := range groups {
		group := ServiceGroup{ID: "services-" + g.id, Open: g.open}
		rest = slices.DeleteFunc(rest, func(r planner.ServiceRow) bool {
			if g.in(r) {
				group.Rows = append(group.Rows, newServiceLine(s, r, at))
				return true
			}
			return false
		})
		if group.Title = fmt.Sprintf("%s: %d", g.title, len(group.Rows)); len(group.Rows) > 0 {
			all = append(all, group)
		}
	}
	return all
}

// gravity orders the statuses: what can no longer be had first.
var gravity = map[catalog.Status]int{
	catalog.StatusRetired: 0, catalog.StatusClosed: 1, catalog.StatusMaintenance: 2, catalog.StatusRenamed: 3, catalog.StatusCurrent: 4,
}

// statusTones are the classes of the badges.
var statusTones = map[catalog.Status]string{
	catalog.StatusRetired: "gone", catalog.StatusClosed: "gone", catalog.StatusMaintenance: "warn",
}

func newServiceLine(s planner.Stage, r planner.ServiceRow, at Address) ServiceLine {
	line := ServiceLine{Name: r.Name, Text: r.Text, Where: componentLink(s, r.Component, at).Href, Source: r.Source}
	line.Since = r.Status.Words() + " since " + r.Since
	if r.Kind == "practice" && r.Status == catalog.StatusCurrent {
		line.Since = "practice"
	}
	if r.Status != catalog.StatusCurrent {
		line.Badge, line.Tone = r.Status.Words(), statusTones[r.Status]
	}
	switch r.Edition {
	case "2017":
	case "ours":
		line.Named = "our addition"
	default:
		line.Named = "named in the talk of " + r.Edition
	}
	return line
}

// Annotations are what a stage has beside its picture.
type Annotations struct {
	Services  string // "Amazon EBS, EC2 Auto Scaling"
	Practices string
	Href      string // where each is explained
}

// newAnnotations names what is in a stage without a box. What is only named as
// another way is not in it.
func newAnnotations(s planner.Stage, at Address) Annotations {
	a := Annotations{Href: at.Showing(Running).Page(s.Number) + "#services"}
	add := func(list *string, name string) {
		if *list != "" {
			*list += ", "
		}
		*list += name
	}
	for _, r := range s.Services {
		switch {
		case r.Shown != planner.Annotated || r.Alternative():
		case r.Kind == "practice":
			add(&a.Practices, r.Name)
		default:
			add(&a.Services, r.Name)
		}
	}
	return a
}
