package planner

import (
	"slices"

	"stagecraft/planner/roadmap"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// stage sizes, bills and explains one stage; before is the graph of the one before.
func (b builder) stage(number int, users units.Users, before topology.Graph) Stage {
	z := b.own(number, users)
	s := b.drawn(z, number, users, before)
	s.Available = b.explained(b.available(z, users), z, number, s.Bill.Total, s.Bill.Complete)
	s.Latency = b.latency(z)
	s.Checklist = checklist(z)
	s.Operation = b.operation(z, s)
	s.Carbon = b.emissions(z, s)
	s.Evidence = b.evidence(z, s)
	s.Services = services(*b.w, z, s)
	s.Notes = append(notes(*b.w, z, s), b.cacheNotes(z, s)...)
	return s
}

// own is size with a design and tiers that the caller may change.
func (b builder) own(number int, users units.Users) sized {
	z := b.size(number, users)
	z.design, z.tiers = z.design.Clone(), slices.Clone(z.tiers)
	return z
}

// drawn is of a stage what its picture shows.
func (b builder) drawn(z sized, number int, users units.Users, before topology.Graph) Stage {
	meta := roadmap.Track(b.w.Track)[number-1]
	s := Stage{Number: number, ID: meta.ID, Name: meta.Name, Title: meta.Title, Summary: meta.Told(z.design, z.taken), SizedAt: users,
		Graph: z.design.Graph, Tiers: z.tiers, Bill: b.bill(z)}
	if number > 1 {
		markNew(&s.Graph, before)
	}
	for i, t := range s.Tiers {
		for _, item := range s.Bill.Items {
			if item.Component == t.ID {
				s.Tiers[i].Monthly = s.Tiers[i].Monthly.Add(item.Monthly)
				s.Tiers[i].Unpriced = s.Tiers[i].Unpriced || item.Unpriced
			}
		}
		s.Tiers[i].New = tierNew(s.Graph, t.ID)
	}
	for _, m := range z.taken {
		why := m.Why
		if !m.Applied {
			why = m.WhyNot
		}
		s.Moves = append(s.Moves, Move{ID: m.ID, Title: m.Title, Why: why, Source: m.Source, Applied: m.Applied, Migrate: m.Migrate})
	}
	s.Flows = b.flows(z)
	s.Failures, s.ZoneFailures = b.failures(z), b.otherZones(z)
	s.Limits = b.limits(z)
	return s
}

// markNew marks what the stage before did not have.
func markNew(g *topology.Graph, before topology.Graph) {
	for i, c := range g.Components {
		g.Components[i].New = !before.Has(c.ID)
	}
	for i, l := range g.Links {
		g.Links[i].New = true
		for _, o := range before.Links {
			if o.Same(l) {
				g.Links[i].New = false
			}
		}
	}
}

func tierNew(g topology.Graph, tier string) bool {
	all := g.Tier(tier)
	for _, c := range all {
		if !c.New {
			return false
		}
	}
	return len(all) > 0
}
