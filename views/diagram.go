package views

import (
	"fmt"
	"strings"

	"stagecraft/diagram"
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
			"cloud": "AWS Cloud", "edge": "Edge network", "region": w.Region, "vpc": "VPC",
			"a": "Zone a", "b": "Zone b", "c": "Zone c",
		},
	}
	tiers := map[string]planner.Tier{}
	for _, t := range s.Tiers {
		tiers[t.ID] = t
	}
	for _, c := range s.Graph.Components {
		l.Cards[c.ID] = card(c, tierOf(c, tiers), s)
	}
	for _, link := range s.Graph.Links {
		flow := s.Flows[link.Key()]
		l.Arrows[link.Key()] = diagram.Arrow{Text: flow.Label, Rate: float64(flow.Rate.Peak)}
	}
	l.Description = description(s, l)
	l.Failures = diagramFailures(s)
	costs := cardCosts(s)
	for _, c := range s.Graph.Components {
		k := l.Cards[c.ID]
		k.Cost = costs.text(c.ID)
		k.Facts = cardFacts(c, k, tierOf(c, tiers), costs.exact(c.ID))
		k.Tooltip = sentence(k.Facts)
		k.Readings = readings(c, k, s, costs)
		l.Cards[c.ID] = k
	}
	l.Legends = legends(s, costs)
	return l
}

// tierOf is the tier a component is sized with: read replicas belong to that of
// their primary and are as full as they are themselves.
func tierOf(c topology.Component, tiers map[string]planner.Tier) planner.Tier {
	if c.Tier != "reader" {
		return tiers[c.Tier]
	}
	t := tiers["db"]
	for _, r := range t.Sizing.Resources {
		if strings.Contains(r.Name, "read replicas") {
			t.Sizing.Utilisation, t.Sizing.Bottleneck = r.Utilisation(), r.Name
		}
	}
	return t
}

// card is the text of one component.
func card(c topology.Component, t planner.Tier, s planner.Stage) diagram.Card {
	if c.Tier == "users" {
		return diagram.Card{Service: c.Service, Title: c.Name, Detail: units.FormatExact(float64(s.SizedAt)) + " monthly", Utilisation: -1}
	}
	k := diagram.Card{Service: c.Service, Category: category(c.Service), Title: c.Name, Detail: cardDetail(c, t.Sizing), Utilisation: t.Sizing.Utilisation}
	if c.Role == "standby" { // it carries nothing until it takes over
		k.Utilisation = -1
	}
	return k
}

// category is the catalogue's heading of a service.
func category(service string) string {
	s, _ := catalog.Lookup(service)
	return s.Category
}

// cardDetail is the second line: what stands in this zone, not in all of them.
// The class prefix of the service ("db.", "cache.") is left out: the card says
// what it is.
func cardDetail(c topology.Component, z catalog.Sizing) string {
	unit := strings.TrimPrefix(strings.TrimPrefix(z.Unit, "db."), "cache.")
	switch {
	case z.Unit == "" || strings.HasPrefix(z.Unit, "lightsail."):
		return z.Detail
	case z.Shards > 1 && c.Role == "standby":
		return fmt.Sprintf("%d standbys, as large", z.Shards)
	case z.Shards > 1 && c.Tier != "cache":
		return fmt.Sprintf("%d × %s", z.Shards, unit)
	case c.Tier == "reader":
		return fmt.Sprintf("%d in all · %s", z.Readers, unit)
	case c.Role != "" && z.PerZone <= 1 && !strings.EqualFold(c.Role, c.Name):
		return unit + " · " + c.Role
	case c.Place.IsZone() && z.PerZone > 0 && !strings.EqualFold(c.Role, c.Name):
		return fmt.Sprintf("%d × %s", z.PerZone, unit)
	case c.Role != "":
		return unit
	}
	return z.Detail
}

// description names what is connected to what, for who cannot see the picture.
func description(s planner.Stage, l diagram.Labels) string {
	var b strings.Builder
	for i, link := range s.Graph.Links {
		if i > 0 {
			b.WriteString("; ")
		}
		from, _ := s.Graph.Find(link.From)
		to, _ := s.Graph.Find(link.To)
		b.WriteString(placed(from) + " to " + placed(to))
		if text := l.Arrows[link.Key()].Text; text != "" {
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
