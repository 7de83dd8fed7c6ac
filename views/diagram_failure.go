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
		v := diagram.Failure{Title: f.Title, Notice: f.Notice, Lost: map[string]bool{}, After: map[string]float64{}}
		for _, id := range f.Lost {
			v.Lost[id] = true
		}
		for _, c := range s.Graph.Components {
			if after, ok := afterwards(f, c); ok && !v.Lost[c.ID] {
				v.After[c.ID] = after
			}
		}
		all[at] = v
	}
	return all
}

// afterwards is how full a component becomes: the most strained resource of its
// tier, of a replica that of the replicas. A standby that takes over is as full
// as the primary was.
func afterwards(f planner.Failure, c topology.Component) (float64, bool) {
	tier := c.Tier
	if tier == "reader" {
		tier = "db"
	}
	most, found := 0.0, false
	for _, t := range f.Tiers {
		replicas := t.Resource == "CPU of the read replicas"
		if t.Tier != tier || t.Left == 0 || replicas != (c.Tier == "reader") {
			continue
		}
		most, found = max(most, t.After), true
	}
	return most, found
}
