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

// nameFact is the fact that says which card it is.
const nameFact = "Component"

// cardFacts are what is known of a card, in reading order; what is empty is not.
func cardFacts(c topology.Component, size, peak, headroom, cost string) []diagram.Fact {
	all := []diagram.Fact{{Name: nameFact, Value: componentName(c)}, {Name: "Where", Value: where(c)}}
	for _, f := range []diagram.Fact{{Name: "Size", Value: size}, {Name: "At peak", Value: peak}, {Name: "Headroom", Value: headroom}, {Name: "Monthly cost", Value: cost}} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	if c.New {
		all = append(all, diagram.Fact{Name: "New", Value: "in this stage"})
	}
	return all
}

// atPeak is how full a card is, and of what; empty for one that is never full.
func atPeak(k diagram.Card, t planner.Tier) string {
	if k.Utilisation < 0 || t.Sizing.Bottleneck == "" {
		return ""
	}
	return fmt.Sprintf("%s at %s of its capacity", lowerFirst(t.Sizing.Bottleneck), diagram.Percent(k.Utilisation))
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
		case nameFact, "Size", "At peak", "Headroom":
			parts = append(parts, f.Value)
		case "Where":
			parts = append(parts, "in the "+f.Value)
		case "Monthly cost":
			if f.Value != unpriced {
				f.Value += " a month"
			}
			parts = append(parts, f.Value)
		case "New":
			parts = append(parts, "new in this stage")
		}
	}
	return strings.NewReplacer("in the zone", "in zone", "in the outside", "outside").Replace(strings.Join(parts, "; "))
}

// readings are what a card says under the overlays, but for its headroom.
func readings(c topology.Component, k diagram.Card, s planner.Stage, all costs) map[diagram.Overlay]diagram.Reading {
	faded := diagram.Reading{Level: -1}
	r := map[diagram.Overlay]diagram.Reading{diagram.WhatsNew: faded, diagram.Traffic: faded, diagram.Cost: faded}
	if c.New {
		r[diagram.WhatsNew] = diagram.Reading{Text: "New here", Level: 1}
	}
	if rate := arriving(c.ID, s); rate > 0 {
		text := units.FormatRate(rate) + " arriving"
		r[diagram.Traffic] = diagram.Reading{Text: fitting(figureSize, cardRoom, false, text, shortened(text)), Level: math.Log1p(float64(rate)) / math.Log1p(float64(busiest(s)))}
	}
	if k.Cost != "" {
		r[diagram.Cost] = diagram.Reading{Text: k.Cost}
		if total := s.Bill.Total.Float(); total > 0 && !all.unpriced[c.ID] {
			amount := all.cards[c.ID].Float()
			r[diagram.Cost] = diagram.Reading{Text: k.Cost + " · " + share(amount/total), Level: amount / all.dearest}
		}
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
		diagram.Headroom: "Headroom: " + headroomLegend(s),
	}
	if len(moves) > 0 {
		l[diagram.WhatsNew] = "New in this stage: " + strings.Join(moves, "; ") + "."
	}
	return l
}
