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
	all := map[diagram.Overlay]diagram.Failure{}
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
			if t, ok := strained(f, c, s.Graph); ok && !v.Lost[c.ID] {
				v.Before[c.ID], v.After[c.ID] = t.Before, t.After
			}
		}
		all[at] = v
	}
	return all
}

// strained is how a component stands after a loss, by the resource nearest its
// target then: of a replica that of the replicas. A standby carries nothing
// unless the primary of its own tier is lost; it is then as full as that was.
func strained(f planner.Failure, c topology.Component, g topology.Graph) (planner.Survivor, bool) {
	tier := c.Tier
	if tier == "reader" {
		tier = "db"
	}
	if c.Role == "standby" && !slices.ContainsFunc(g.Tier(c.Tier), func(o topology.Component) bool {
		return o.Role == "primary" && slices.Contains(f.Lost, o.ID)
	}) {
		return planner.Survivor{}, false
	}
	var most planner.Survivor
	found := false
	for _, t := range f.Tiers {
		replicas := t.Resource == "CPU of the read replicas"
		if t.Tier != tier || t.Left == 0 || replicas != (c.Tier == "reader") {
			continue
		}
		if !found || t.After/max(t.Target, 1e-9) > most.After/max(most.Target, 1e-9) {
			most, found = t, true
		}
	}
	return most, found
}
