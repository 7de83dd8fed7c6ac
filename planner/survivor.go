package planner

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// survivors gives every tier that has a utilisation, before and after a loss.
func (b builder) survivors(z sized, l loss) []Survivor {
	standing := map[string]standing{}
	for _, d := range l.databases(z) {
		standing[d.tier.ID] = d
	}
	var all []Survivor
	for _, t := range z.tiers {
		switch {
		case t.ID == "server" || t.ID == "web" || t.ID == "svc":
			all = append(all, b.fleet(z, t, l)...)
		case isDatabase(t.ID):
			all = append(all, b.database(z, standing[t.ID], l)...)
		case t.ID == "cache":
			all = append(all, cached(z, t, l))
		}
	}
	return all
}

// fleet spreads the load of the lost zone over the machines left: its CPU, the
// resource that its card shows, and the one nearest its target, where those are
// others.
func (b builder) fleet(z sized, t Tier, l loss) []Survivor {
	s := Survivor{Tier: t.ID, Name: t.Name, Machines: t.Sizing.Count, Left: t.Sizing.Count}
	for _, c := range z.design.Graph.Tier(t.ID) {
		if l.lost[c.ID] {
			s.Left -= t.Sizing.PerZone
		}
	}
	var all []Survivor
	most := 0
	for _, r := range t.Sizing.Resources {
		if r.Capacity <= 0 {
			continue
		}
		s.Resource = r.Name
		s.Before, s.After, s.Target = b.spread(z, r, s)
		s.Text = s.describe()
		all = append(all, s)
		if s.strain() > all[most].strain() {
			most = len(all) - 1
		}
	}
	var told []Survivor
	for i, s := range all {
		if i == 0 || i == most || s.Resource == t.Sizing.Bottleneck { // the first is the CPU
			told = append(told, s)
		}
	}
	return told
}

// strain is how near its target a tier comes, before where none of it is left.
func (s Survivor) strain() float64 {
	if s.Left == 0 {
		return s.Before / max(s.Target, 1e-9)
	}
	return s.After / max(s.Target, 1e-9)
}

// spread is one resource of a fleet before and after the loss, with the target
// the survivors are held to. What a fleet is sized for already counts the loss:
// the target after it is the whole of what was entered.
func (b builder) spread(z sized, r catalog.Resource, s Survivor) (before, after, target float64) {
	survive := 1.0
	if z.design.Zones > 1 {
		survive = float64(z.design.Zones-1) / float64(z.design.Zones)
	}
	demand := func(machines int) float64 { return r.Demand } // of the tier
	target = min(1, r.Target/survive)
	if r.Name == "memory" {
		// Each machine has its own copy of the application; the requests in
		// flight, which the sizing counts as after the loss, are shared.
		flight := (r.Demand - r.Base) * survive
		demand = func(machines int) float64 { return r.Base/float64(s.Machines)*float64(machines) + flight }
		target = r.Target
	}
	before = demand(s.Machines) / r.Capacity
	if s.Left > 0 {
		after = demand(s.Left) / (r.Capacity / float64(s.Machines) * float64(s.Left))
	}
	return before, after, target
}

// database is a relational tier after its primary or replicas are gone: the
// standby takes over as it is, a promoted reader leaves its reads to the others.
func (b builder) database(z sized, d standing, l loss) []Survivor {
	t := d.tier
	n := z.load.need(t.ID)
	left, promoted := d.readers, 0
	if d.primary && b.w.Database.IsAurora() && left > 0 {
		left, promoted = left-1, 1
	}
	k := max(1, t.Sizing.Shards)
	s := Survivor{Tier: t.ID, Name: t.Name, Resource: "CPU of the primary", Machines: t.Sizing.Count, Target: float64(b.w.Assumptions.Utilisation)}
	s.Left = k * (left + promoted)
	if !d.primary {
		s.Left += k
	}
	if d.standby {
		s.Left += k
	}
	before := catalog.DatabaseLoad(n, z.policy, t.Sizing, t.Sizing.Readers)
	after := catalog.DatabaseLoad(n, z.policy, t.Sizing, left)
	s.Before, s.After = before.Primary, after.Primary
	if d.primary && !d.standby && promoted == 0 {
		s.After, after = 0, catalog.Load{} // nothing to take over
	}
	if l.kind == LosesPrimary && k > 1 {
		s.Left = s.Machines - 1
	}
	s.Text = s.describe()
	all := []Survivor{s}
	if left > 0 && after.Replica > 0 {
		r := s
		r.Resource, r.Before, r.After = "CPU of the read replicas", before.Replica, after.Replica
		r.Text = r.describe()
		all = append(all, r)
	}
	if after.IOPS > before.IOPS+1e-9 {
		r := s
		r.Resource, r.Before, r.After, r.Target = "IOPS", before.IOPS, after.IOPS, 0.8
		r.Text = r.describe()
		all = append(all, r)
	}
	if r, shown := s.binding(t, after.Primary/max(before.Primary, 1e-12)); shown && !slices.ContainsFunc(all, func(o Survivor) bool { return o.Resource == r.Resource }) {
		all = append(all, r)
	}
	return all
}

// cpuCredits is the resource of a burstable class that a balance carries for hours.
const cpuCredits = "CPU credits"

// binding is a database by the resource that its card shows. Its CPU and credits
// are spent as its primary works; rows, connections, memory and operations are as
// many whoever of it answers.
func (s Survivor) binding(t Tier, work float64) (Survivor, bool) {
	r, has := t.Sizing.Resource(t.Sizing.Bottleneck)
	if !has {
		return Survivor{}, false
	}
	switch {
	case s.Left == 0 || s.After == 0 && s.Before > 0:
		work = 0
	case !strings.HasPrefix(r.Name, "CPU"):
		work = 1
	}
	s.Resource, s.Before, s.After, s.Target = r.Name, r.Utilisation(), r.Utilisation()*work, r.Target
	s.Text = s.describe()
	return s, true
}

// cached is a cache with a copy of everything in each zone: a copy less, the
// same keys and the same work for the primary of each shard.
func cached(z sized, t Tier, l loss) Survivor {
	s := Survivor{Tier: t.ID, Name: t.Name, Machines: t.Sizing.Count, Left: t.Sizing.Count, Resource: t.Sizing.Bottleneck}
	for _, c := range z.design.Graph.Tier(t.ID) {
		if l.lost[c.ID] {
			s.Left -= t.Sizing.PerZone
		}
	}
	for _, r := range t.Sizing.Resources {
		if r.Name == t.Sizing.Bottleneck {
			s.Before, s.After, s.Target = r.Utilisation(), r.Utilisation(), r.Target
		}
	}
	s.Text = s.describe()
	return s
}

func (s Survivor) describe() string {
	if s.Left == 0 {
		return fmt.Sprintf("none of %d left.", s.Machines)
	}
	text := fmt.Sprintf("%s from %s to %s", s.Resource, percent(s.Before), percent(s.After))
	if s.Left != s.Machines {
		text += fmt.Sprintf(" on %d of %d machines", s.Left, s.Machines)
	}
	switch {
	case s.After > 1+1e-9 && s.Resource == cpuCredits:
		return text + ": more than it earns, until its balance is spent."
	case s.After > 1+1e-9:
		return text + ": more than they can do."
	case s.After > s.Target*(1+1e-9):
		return text + ", above the target of " + percent(s.Target) + "."
	}
	return text + "."
}

func percent(x float64) string { return units.FormatPercent(units.Ratio(x), 0) }

// reason gives the arithmetic of the machines left.
func (s Survivor) reason() reason.Reason {
	return reason.Reason{Label: s.Name + ", " + s.Resource, Formula: "load ÷ capacity of the machines left", Substituted: fmt.Sprintf("%s × %d ÷ %d", reason.Pct(s.Before), s.Machines, s.Left), Value: reason.Pct(s.After), Unit: "at peak", Source: reason.Source{Name: "Amazon Builders' Library, Static stability using Availability Zones", URL: "https://aws.amazon.com/builders-library/static-stability-using-availability-zones/"}}
}
