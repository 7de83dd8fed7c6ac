package views

import (
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// tierPair is two tiers with lines between them.
type tierPair struct{ from, to string }

func tiersOf(g topology.Graph, l topology.Link) tierPair {
	from, _ := g.Find(l.From)
	to, _ := g.Find(l.To)
	return tierPair{from.Tier, to.Tier}
}

// afterLoss is what the lines of a stage carry once some components are lost.
type afterLoss struct {
	s     planner.Stage
	lost  map[string]bool
	share map[tierPair]float64 // how many times its own rate a line that is left carries
	rate  map[string]float64   // by link key, of lines that carry more and of detours
	unit  map[string]string
}

// traffic is the lines that carry, beside their own, what lost ones between the
// same tiers did, and the detours, that take over where none is left.
func traffic(s planner.Stage, lost map[string]bool) map[string]diagram.Arrow {
	detours := s.Graph.Detours(lost)
	a := afterLoss{s, lost, map[tierPair]float64{}, map[string]float64{}, map[string]string{}}
	a.spread(detours)
	a.keep()
	for _, d := range detours {
		a.redirect(d)
	}
	arrows := map[string]diagram.Arrow{}
	for key, rate := range a.rate {
		text := a.unit[key] // of a copy that is all there is to say
		if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "/") {
			text = units.FormatNumber(rate, 3) + text
		}
		arrows[key] = pill(text, rate)
	}
	return arrows
}

// spread finds how the whole between two tiers divides over what is left of it.
func (a *afterLoss) spread(detours []topology.Detour) {
	whole, left := map[tierPair]float64{}, map[tierPair]float64{}
	for _, l := range a.s.Graph.Links {
		if l.Kind == topology.Replication {
			continue
		}
		p, rate := tiersOf(a.s.Graph, l), a.flow(l)
		whole[p] += rate
		if !a.lost[l.From] && !a.lost[l.To] {
			left[p] += rate
		}
	}
	for _, d := range detours {
		if d.Kind != topology.Replication {
			left[tiersOf(a.s.Graph, d.Instead)] += a.flow(d.Instead)
		}
	}
	for p := range whole {
		a.share[p] = 1
		if left[p] > 0 {
			a.share[p] = whole[p] / left[p]
		}
	}
}

// keep gives the lines that are left what lost ones between their tiers did.
func (a *afterLoss) keep() {
	for _, l := range a.s.Graph.Links {
		share := a.share[tiersOf(a.s.Graph, l)]
		if l.Kind == topology.Replication || a.lost[l.From] || a.lost[l.To] || share == 1 || a.flow(l) == 0 {
			continue
		}
		a.add(l.Key(), a.flow(l)*share, l)
	}
}

// redirect gives a detour what its lost line carried. It may go where a line
// stands already, which then carries both.
func (a *afterLoss) redirect(d topology.Detour) {
	share := 1.0
	if d.Kind != topology.Replication {
		share = a.share[tiersOf(a.s.Graph, d.Instead)]
	}
	if _, told := a.rate[d.Key()]; !told {
		if own, stands := a.s.Flows[d.Key()]; stands {
			a.add(d.Key(), float64(own.Rate.Peak), d.Link)
		}
	}
	a.add(d.Key(), a.flow(d.Instead)*share, d.Instead)
}

// add notes a rate of a line, in the unit of the flow it comes from.
func (a *afterLoss) add(key string, rate float64, from topology.Link) {
	a.rate[key] += rate
	if a.unit[key] == "" {
		a.unit[key] = strings.TrimLeft(a.s.Flows[from.Key()].Label, "0123456789.,")
	}
}

func (a *afterLoss) flow(l topology.Link) float64 { return float64(a.s.Flows[l.Key()].Rate.Peak) }

// afterwards says what a failure takes away and what takes over, for who cannot
// see the picture.
func afterwards(s planner.Stage, f diagram.Failure) string {
	var lost, over []string
	for _, c := range s.Graph.Components {
		if f.Lost[c.ID] {
			lost = append(lost, placed(c))
		}
	}
	for _, d := range f.Detours {
		from, _ := s.Graph.Find(d.From)
		to, _ := s.Graph.Find(d.To)
		text := placed(from) + " to " + placed(to)
		if a := f.Arrows[d.Key]; a.Text != "" {
			text += ", " + a.Text
		}
		over = append(over, text)
	}
	text := "Lost: " + strings.Join(lost, ", ") + "."
	if len(over) > 0 {
		text += " Taken over: " + strings.Join(over, "; ") + "."
	}
	return text
}
