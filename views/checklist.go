package views

import (
	"slices"

	"stagecraft/planner"
)

// Anchors on the overview of a stage, by the id of a tier and of a move.
const (
	componentAnchor = "component-"
	moveAnchor      = "move-"
)

// CheckRow is one point of the over-a-million checklist with its evidence.
type CheckRow struct {
	Title, Text string
	Met         bool
	Ours        bool   // not one of the seven of the talk
	Shown       []Link // components that meet it
	Move        Link   // the move that brings it, where there is one
	Why         string // what is said of it without a move
}

// newChecklist joins the points with what meets them.
func newChecklist(s planner.Stage, at Address) []CheckRow {
	rows := make([]CheckRow, 0, len(s.Checklist))
	for _, c := range s.Checklist {
		row := CheckRow{Title: c.Title, Text: c.Text, Met: c.Met}
		if i := slices.IndexFunc(s.Evidence, func(e planner.Evidence) bool { return e.Check == c.ID }); i >= 0 {
			e := s.Evidence[i]
			row.Ours, row.Shown = !e.InTalk, componentLinks(s, e.Components, at)
			if e.Stage > 0 {
				row.Move = Link{Href: at.Showing(Overview).Page(e.Stage) + "#" + moveAnchor + e.Move, Label: e.Text}
			} else {
				row.Why = e.Text
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// componentLinks leads from components to the row of their tier, each tier once.
func componentLinks(s planner.Stage, components []string, at Address) []Link {
	var links []Link
	for _, id := range components {
		link := componentLink(s, id, at)
		if link.Href != "" && !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	return links
}

// componentLink leads to the row of a component, or of a tier, among those of
// the stage; empty where it has none.
func componentLink(s planner.Stage, id string, at Address) Link {
	if c, found := s.Graph.Find(id); found {
		id = c.Tier
	}
	for _, t := range s.Tiers {
		if t.ID == id {
			return Link{Href: at.Showing(Overview).Page(s.Number) + "#" + componentAnchor + t.ID, Label: t.Name}
		}
	}
	return Link{}
}
