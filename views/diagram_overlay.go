package views

import (
	"fmt"
	"math"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// cardFacts are what is known of a card, in reading order.
func cardFacts(c topology.Component, k diagram.Card, t planner.Tier, cost string) []diagram.Fact {
	all := []diagram.Fact{{Name: "Component", Value: componentName(c)}, {Name: "Where", Value: where(c)}}
	add := func(name, value string) {
		if value != "" {
			all = append(all, diagram.Fact{Name: name, Value: value})
		}
	}
	add("Size", k.Detail)
	if k.Utilisation >= 0 && t.Sizing.Bottleneck != "" {
		add("At peak", fmt.Sprintf("%s at %s of its capacity", lowerFirst(t.Sizing.Bottleneck), units.FormatPercent(units.Ratio(k.Utilisation), 0)))
	}
	add("Monthly cost", cost)
	if c.New {
		add("New", "in this stage")
	}
	return all
}

// where names the frame a component is drawn in.
func where(c topology.Component) string {
	switch {
	case c.Place.IsZone():
		return "zone " + string(c.Place)
	case c.Place == topology.VPC:
		return "VPC, over the zones"
	case c.Place == topology.Region:
		return "region"
	case c.Place == topology.Edge:
		return "edge network"
	}
	return "outside AWS"
}

// sentence joins facts for who hovers, or listens.
func sentence(all []diagram.Fact) string {
	parts := make([]string, 0, len(all))
	for _, f := range all {
		switch f.Name {
		case "Component", "Size", "At peak":
			parts = append(parts, f.Value)
		case "Where":
			parts = append(parts, "in the "+f.Value)
		case "Monthly cost":
			parts = append(parts, f.Value+" a month")
		case "New":
			parts = append(parts, "new in this stage")
		}
	}
	return strings.NewReplacer("in the zone", "in zone", "in the outside", "outside").Replace(strings.Join(parts, "; "))
}

// readings are what a card says under each overlay.
func readings(c topology.Component, k diagram.Card, s planner.Stage, all costs) map[diagram.Overlay]diagram.Reading {
	faded := diagram.Reading{Level: -1}
	r := map[diagram.Overlay]diagram.Reading{diagram.WhatsNew: faded, diagram.Traffic: faded, diagram.Cost: faded, diagram.Headroom: faded}
	if c.New {
		r[diagram.WhatsNew] = diagram.Reading{Level: 1}
	}
	if rate := arriving(c.ID, s); rate > 0 {
		r[diagram.Traffic] = diagram.Reading{Text: units.FormatRate(rate) + " arriving", Level: math.Log1p(float64(rate)) / math.Log1p(float64(busiest(s)))}
	}
	if k.Cost != "" {
		r[diagram.Cost] = diagram.Reading{Text: k.Cost}
		if total := s.Bill.Total.Float(); total > 0 && !all.unpriced[c.ID] {
			share := all.cards[c.ID].Float() / total
			r[diagram.Cost] = diagram.Reading{Text: k.Cost + " · " + units.FormatPercent(units.Ratio(share), 1), Level: all.cards[c.ID].Float() / all.dearest}
		}
	}
	if k.Utilisation >= 0 {
		text := units.FormatPercent(units.Ratio(max(0, 1-k.Utilisation)), 0) + " free at peak"
		r[diagram.Headroom] = diagram.Reading{Text: text, Level: k.Utilisation}
	}
	return r
}

// arriving is the peak rate of all lines into a component.
func arriving(id string, s planner.Stage) units.PerSecond {
	var sum units.PerSecond
	for _, l := range s.Graph.Links {
		if l.To == id {
			sum += s.Flows[l.Key()].Rate.Peak
		}
	}
	return sum
}

// busiest is the largest rate that arrives anywhere.
func busiest(s planner.Stage) units.PerSecond {
	var most units.PerSecond
	for _, c := range s.Graph.Components {
		most = max(most, arriving(c.ID, s))
	}
	return most
}

// legends say how to read each overlay.
func legends(s planner.Stage, all costs) map[diagram.Overlay]string {
	var moves []string
	for _, m := range s.Moves {
		if m.Applied {
			moves = append(moves, m.Title)
		}
	}
	l := map[diagram.Overlay]string{
		diagram.WhatsNew: "Nothing is new in this stage.",
		diagram.Traffic:  "Peak rates: wider lines carry more; the length of a card's meter is the logarithm of what arrives there.",
		diagram.Cost:     "Cost: " + all.legend(s),
		diagram.Headroom: "Headroom: what is free of each part's scarcest resource at peak; the meter shows what is taken.",
	}
	if len(moves) > 0 {
		l[diagram.WhatsNew] = "New in this stage: " + strings.Join(moves, "; ") + "."
	}
	if s.Ends != nil && s.Ends.Text != "" {
		l[diagram.Headroom] += " " + s.Ends.Text
	}
	return l
}
