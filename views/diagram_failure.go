package views

import (
	"slices"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/topology"
)

// diagramFailures are the pictures of a stage with a zone, or the primary, taken
// away.
func diagramFailures(s planner.Stage) map[diagram.Overlay]diagram.Failure {
	all, tiers := map[diagram.Overlay]diagram.Failure{}, byID(s)
	for _, f := range slices.Concat(s.Failures, s.ZoneFailures) {
		at := diagram.FailPrimary
		if f.Kind == planner.LosesZone {
			at = diagram.Overlay("fail-zone-" + string(f.Zone))
		}
		v := diagram.Failure{Title: f.Title, Notice: f.Notice, Lost: map[string]bool{}, Before: map[string]float64{}, After: map[string]float64{}}
		for _, id := range f.Lost {
			v.Lost[id] = true
		}
		for _, c := range s.Graph.Components {
			if t, ok := strained(f, c, s, tiers); ok && !v.Lost[c.ID] {
				v.Before[c.ID], v.After[c.ID] = t.Before, t.After
			}
		}
		v.Arrows, v.Detours = traffic(s, v.Lost), diagram.DetoursOf(s.Graph, v.Lost)
		v.Description = afterwards(s, v)
		all[at] = v
	}
	return all
}

// strained is how a component stands after a loss, by the resource that its card
// shows, or by the one nearest its target where that goes beyond it: of a replica that of the replicas, unless it takes over. A standby
// carries nothing unless the primary of its own tier is lost; it is then as full
// as that was.
func strained(f planner.Failure, c topology.Component, s planner.Stage, tiers map[string]planner.Tier) (planner.Survivor, bool) {
	takesOver := slices.ContainsFunc(s.Graph.Tier(ownTier(c)), func(o topology.Component) bool {
		return o.Role == "primary" && slices.Contains(f.Lost, o.ID)
	})
	shown := tiers[ownTier(c)].Sizing.Bottleneck
	switch c.Role {
	case "standby":
		if !takesOver {
			return planner.Survivor{}, false
		}
	case "replica":
		if own, found := fullest(f, ownTier(c), true, ""); found {
			return own, true
		}
		if takesOver {
			own, found := fullest(f, ownTier(c), false, shown)
			own.Before = tierOf(c, tiers).Sizing.Utilisation
			return own, found
		}
	}
	return fullest(f, ownTier(c), false, shown)
}

// fullest is the survivor of a tier by the resource that is shown anyway, unless
// another one passes its target, and else by the one nearest its target: of its
// read replicas, or of all else.
func fullest(f planner.Failure, tier string, replicas bool, shown string) (planner.Survivor, bool) {
	var most, same planner.Survivor
	found, asShown := false, false
	for _, t := range f.Tiers {
		if t.Tier != tier || t.Left == 0 || (t.Resource == replicasCPU) != replicas {
			continue
		}
		if t.Resource == shown {
			same, asShown = t, true
		}
		if !found || t.After/max(t.Target, 1e-9) > most.After/max(most.Target, 1e-9) {
			most, found = t, true
		}
	}
	if asShown && most.After <= most.Target*(1+1e-9) {
		return same, true
	}
	return most, found
}
