package views

import (
	"cmp"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// Picture is the diagram, the ways to read it and its equivalent in words.
type Picture struct {
	SVG        string // our own drawing; the only markup not made by a template
	Download   string
	Overlay    diagram.Overlay // as drawn
	Overlays   []OverlayLink
	Missing    string // why the overlay asked for is not the one drawn; empty when it is
	Legend     string // what the overlay shows
	Lost       string // "Zone a is lost"; empty without a failure
	Notice     string // what users notice of it
	Components ComponentTable
	Links      []LinkRow
	Embed      *Embed // of a share page
}

// OverlayLink is one way to read the picture.
type OverlayLink struct {
	Overlay diagram.Overlay
	Name    string
	Href    string
	Chosen  bool
	Takes   bool // something away
}

// ID is the element by which the keyboard finds the link again after a swap.
func (l OverlayLink) ID() string { return "overlay-" + cmp.Or(string(l.Overlay), "plain") }

// overlayTexts are the names of the overlays, and what is said where a stage has
// nothing that could be taken away.
var overlayTexts = map[diagram.Overlay]struct{ name, unreadable string }{
	diagram.Everything:  {name: "Plain"},
	diagram.WhatsNew:    {name: "What’s new"},
	diagram.Traffic:     {name: "Traffic"},
	diagram.Cost:        {name: "Cost"},
	diagram.Headroom:    {name: "Headroom"},
	diagram.FailZoneA:   {"Fail zone a", "Nothing of this stage stands in an Availability Zone a of its own."},
	diagram.FailZoneB:   {"Fail zone b", "Nothing of this stage stands in Availability Zone b."},
	diagram.FailZoneC:   {"Fail zone c", "Nothing of this stage stands in Availability Zone c."},
	diagram.FailPrimary: {"Fail the primary", "This stage has no primary database that could fail."},
}

// Readable is the overlay itself where a picture can be read that way, and
// otherwise the plain picture: a failure needs something that can be lost.
func Readable(l diagram.Labels, o diagram.Overlay) diagram.Overlay {
	if _, can := l.Failures[o]; can || overlayTexts[o].unreadable == "" {
		return o
	}
	return diagram.Everything
}

// Unreadable says why a picture cannot be read as an overlay that takes
// something away.
func Unreadable(o diagram.Overlay) string { return overlayTexts[o].unreadable }

// newPicture is the picture without its drawing.
func newPicture(s planner.Stage, l diagram.Labels, at Address) Picture {
	v := Picture{Overlay: Readable(l, at.Overlay)}
	if v.Overlay != at.Overlay {
		v.Missing = Unreadable(at.Overlay)
	}
	v.Download = at.Reading(v.Overlay).Diagram(s.Number, "svg")
	for _, o := range diagram.Overlays {
		if Readable(l, o) != o {
			continue
		}
		v.Overlays = append(v.Overlays, OverlayLink{Overlay: o, Name: overlayTexts[o].name, Href: at.Reading(o).Page(s.Number),
			Chosen: o == v.Overlay, Takes: overlayTexts[o].unreadable != ""})
	}
	v.Legend = l.Legends[v.Overlay]
	failure := l.Failures[v.Overlay]
	v.Lost, v.Notice = strings.TrimSuffix(failure.Title, "."), failure.Notice
	v.Components, v.Links = newComponentTable(s, l, v.Overlay), newLinkRows(s, l, v.Overlay)
	return v
}

// announce is what a screen reader hears of the overlay after a change. A
// failure has a status of its own.
func (p Picture) announce() string {
	if p.Legend == "" || p.Overlay == diagram.Everything {
		return ""
	}
	return " " + p.Legend
}

// ComponentTable is what is known of the cards, one row each.
type ComponentTable struct {
	Columns []string // after the name
	Rows    []ComponentRow
}

// ComponentRow is one card; its values stand in the order of the columns and are
// empty where a card has no such fact.
type ComponentRow struct {
	ID, Name string
	Values   []string
}

// LinkRow is one arrow in words.
type LinkRow struct{ From, To, Kind, Label string }

var placeNames = map[topology.Place]string{
	topology.Outside: "outside AWS", topology.Edge: "AWS edge network", topology.Region: "region", topology.VPC: "VPC, all zones",
	topology.ZoneA: "Availability Zone a", topology.ZoneB: "Availability Zone b", topology.ZoneC: "Availability Zone c",
}

var linkKinds = map[topology.LinkKind]string{
	topology.Request: "requests", topology.Event: "messages", topology.Replication: "replication", topology.Telemetry: "metrics and traces",
}

// newComponentTable makes a column of every fact that any card has, each after the
// one it follows on the card that brings it up.
func newComponentTable(s planner.Stage, l diagram.Labels, o diagram.Overlay) ComponentTable {
	var t ComponentTable
	for _, c := range s.Graph.Components {
		next := 0
		for _, f := range facts(c, l, o) {
			if at := slices.Index(t.Columns, f.Name); at >= 0 {
				next = at + 1
				continue
			}
			t.Columns = slices.Insert(t.Columns, next, f.Name)
			next++
		}
	}
	for _, c := range s.Graph.Components {
		row := ComponentRow{ID: c.ID, Name: componentName(c), Values: make([]string, len(t.Columns))}
		for _, f := range facts(c, l, o) {
			row.Values[slices.Index(t.Columns, f.Name)] = f.Value
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// facts are those of a card: under an overlay that takes something away with what
// becomes of it, first.
func facts(c topology.Component, l diagram.Labels, o diagram.Overlay) []diagram.Fact {
	list := plainFacts(c, l.Cards[c.ID])
	f, fails := l.Failures[o]
	if !fails {
		return list
	}
	after, _, _ := svg.Survivor(c.ID, l.Cards[c.ID], f)
	if f.Lost[c.ID] {
		after = "lost"
	}
	return append([]diagram.Fact{{Name: "After the loss", Value: after}}, list...)
}

// plainFacts are those of a card but for its name, or what the card itself says
// where nobody collected any.
func plainFacts(c topology.Component, k diagram.Card) []diagram.Fact {
	if len(k.Facts) > 0 {
		return slices.DeleteFunc(slices.Clone(k.Facts), func(f diagram.Fact) bool { return f.Name == nameFact })
	}
	list := []diagram.Fact{{Name: "Where", Value: placeNames[c.Place]}, {Name: "Size", Value: k.Detail}}
	if k.Utilisation >= 0 {
		list = append(list, diagram.Fact{Name: "Utilisation at peak", Value: units.FormatPercent(units.Ratio(k.Utilisation), 0)})
	}
	if k.Cost != "" {
		list = append(list, diagram.Fact{Name: "Per month", Value: k.Cost})
	}
	if c.New {
		list = append(list, diagram.Fact{Name: "New in this stage", Value: "new"})
	}
	return list
}

// newLinkRows names both ends of every arrow with their zone, and what it carries,
// after a loss where the picture shows one, with what takes over from lost ones.
func newLinkRows(s planner.Stage, l diagram.Labels, o diagram.Overlay) []LinkRow {
	failure := l.Failures[o]
	names := map[string]string{}
	for _, c := range s.Graph.Components {
		names[c.ID] = componentName(c)
		if c.Place.IsZone() {
			names[c.ID] += " " + string(c.Place)
		}
	}
	rows := make([]LinkRow, 0, len(s.Graph.Links))
	for _, link := range s.Graph.Links {
		text := l.Arrows[link.Key()].Text
		if more, changes := failure.Arrows[link.Key()]; changes {
			text = more.Text
		}
		if failure.Lost[link.From] || failure.Lost[link.To] {
			text = "lost"
		}
		rows = append(rows, LinkRow{From: names[link.From], To: names[link.To], Kind: linkKinds[link.Kind], Label: text})
	}
	for _, d := range failure.Detours {
		rows = append(rows, LinkRow{From: names[d.From], To: names[d.To], Kind: linkKinds[d.Kind] + ", taken over", Label: failure.Arrows[d.Key].Text})
	}
	return rows
}
