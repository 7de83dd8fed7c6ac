package views

import (
	"fmt"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// DiagramLabels is the text and the numbers of a stage's picture.
func DiagramLabels(w workload.Workload, s planner.Stage) diagram.Labels {
	l := diagram.Labels{
		Title: fmt.Sprintf("Stage %d, %s: architecture for %s a month", s.Number, s.Name, usersText(s.SizedAt)),
		Cards: map[string]diagram.Card{}, Arrows: map[string]diagram.Arrow{},
		Frames: map[string]string{
			"cloud": "AWS Cloud", "edge": "Edge network", "region": regionTitle(w.Region), "vpc": "VPC",
			"a": "Zone a", "b": "Zone b", "c": "Zone c",
		},
	}
	tiers := byID(s)
	for _, link := range s.Graph.Links {
		flow := s.Flows[link.Key()]
		l.Arrows[link.Key()] = pill(flow.Label, float64(flow.Rate.Peak))
	}
	l.Description = description(s)
	l.Failures = diagramFailures(s)
	costs, counts := cardCosts(s), machines(s)
	for _, c := range s.Graph.Components {
		t := tierOf(c, tiers)
		size := cardSize(c, t.Sizing, counts[c.ID])
		if c.Tier == "users" {
			size = units.FormatExact(float64(s.SizedAt)) + " monthly"
		}
		k := card(c, t)
		k.Detail = cardDetail(size)
		k.Cost = costs.text(c.ID, figureRoom(k.Utilisation))
		room := headroomOf(c, k.Utilisation, t, s)
		k.Facts = cardFacts(c, size, atPeak(k, t), room.fact, costs.exact(c.ID))
		k.Tooltip = sentence(k.Facts)
		k.Readings = readings(c, k, s, costs)
		k.Readings[diagram.Headroom] = room.reading
		l.Cards[c.ID] = k
	}
	l.Legends = legends(s, costs)
	return l
}

// regionTitle names the frame of a Region, with the word where there is room for
// it: lines pass beside the title.
func regionTitle(code string) string {
	room := diagram.TitleBox(diagram.Frame{Kind: "region", Box: diagram.Box{W: 400}}).W - 6
	if text, _ := svg.FrameTitle("Region "+code, room); strings.HasSuffix(text, code) {
		return text
	}
	return code
}

// replicasCPU is the resource of read replicas in the tier of their primary.
const replicasCPU = "CPU of the read replicas"

func byID(s planner.Stage) map[string]planner.Tier {
	tiers := map[string]planner.Tier{}
	for _, t := range s.Tiers {
		tiers[t.ID] = t
	}
	return tiers
}

// ownTier is the tier a component is sized with: read replicas belong to that of
// their primary.
func ownTier(c topology.Component) string {
	if c.Tier == "reader" {
		return "db"
	}
	return c.Tier
}

// tierOf is that tier. Read replicas are as full as they are themselves.
func tierOf(c topology.Component, tiers map[string]planner.Tier) planner.Tier {
	t := tiers[ownTier(c)]
	if c.Role != "replica" {
		return t
	}
	if r, has := t.Sizing.Resource(replicasCPU); has {
		t.Sizing.Utilisation, t.Sizing.Bottleneck = r.Utilisation(), r.Name
	}
	return t
}

// card is what one component is, and how full.
func card(c topology.Component, t planner.Tier) diagram.Card {
	k := diagram.Card{Service: c.Service, Category: category(c.Service), Title: cardTitle(c), Utilisation: t.Sizing.Utilisation}
	if c.Tier == "users" || c.Role == "standby" { // a standby carries nothing until it takes over
		k.Utilisation = -1
	}
	return k
}

// category is the catalogue's heading of a service.
func category(service string) string {
	s, _ := catalog.Lookup(service)
	return s.Category
}

// description names what is connected to what, for who cannot see the picture.
func description(s planner.Stage) string {
	var b strings.Builder
	for i, link := range s.Graph.Links {
		if i > 0 {
			b.WriteString("; ")
		}
		from, _ := s.Graph.Find(link.From)
		to, _ := s.Graph.Find(link.To)
		b.WriteString(placed(from) + " to " + placed(to))
		if text := s.Flows[link.Key()].Label; text != "" {
			b.WriteString(", " + text)
		}
	}
	return b.String() + "."
}

func placed(c topology.Component) string {
	if c.Place.IsZone() {
		return c.Name + " in zone " + string(c.Place)
	}
	return c.Name
}
