package planner

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// limited lists every resource of a stage with a capacity, in the order of its
// tiers: those bought, then quotas and vendor limits.
func (s sized) limited() []limited {
	all := make([]limited, 0, 4*len(s.tiers))
	for _, t := range s.tiers {
		for _, r := range t.Sizing.Resources {
			if r.Capacity > 0 {
				// A sizing without a utilisation has account quotas only.
				all = append(all, limited{tier: t.ID, name: t.Name, quota: t.Sizing.Utilisation < 0, Resource: r})
			}
		}
	}
	return append(all, s.quotas()...)
}

// limits lists every resource of a stage and the users at which it binds,
// nearest first. What never fills, because nothing of it grows, is left out.
func (b builder) limits(s sized) []Limit {
	type bound struct {
		Limit
		times float64
	}
	users, resources := float64(s.demand.Users), s.limited()
	all := make([]bound, 0, len(resources))
	for _, r := range resources {
		times := r.Headroom()
		if math.IsInf(times, 1) || users*times > 1e15 {
			continue
		}
		l := Limit{Tier: r.tier, Component: r.name, Resource: r.Name, Utilisation: r.Utilisation(), Scales: r.Scales, Quota: r.quota,
			Users: atLeastOne(users * times), StageUsers: b.largest(s, r)}
		l.Text = fmt.Sprintf("%s of %s: %s of %s %s%s.", r.Name, r.name, reason.N(r.Demand), reason.N(r.Capacity), r.Unit, r.when())
		l.Text += b.fills(s, r)
		l.Reason = reason.New("Users at which it is full to its target", "⌊users × (capacity × target − what does not grow with users) ÷ what grows with them⌋, at least 1"+b.targetOf(s, r),
			reason.Fill("⌊{} × ({} × {} − {}) ÷ {}⌋, at least 1", users, r.Capacity, reason.Ratio(r.Target), r.Base, r.Demand-r.Base), float64(l.Users), "users", r.Source)
		all = append(all, bound{l, times})
	}
	slices.SortStableFunc(all, func(a, b bound) int { return cmp.Compare(a.times, b.times) })
	list := make([]Limit, len(all))
	for i, l := range all {
		list[i] = l.Limit
	}
	return list
}

// when says which load the demand is of. What is kept is there at any hour.
func (r limited) when() string {
	switch r.Name {
	case cpuCredits, "CPU sustained":
		return " on average"
	case "storage", "disk", "managed storage", "transfer":
		return ""
	}
	return " at peak"
}

// targetOf says where the target of a resource comes from, where it is not all
// of its capacity.
func (b builder) targetOf(s sized, r limited) string {
	u, zones := b.w.Assumptions.Utilisation, s.design.Zones
	switch {
	case r.Target == 1:
		return ""
	case s.isFleet(r.tier) && zones > 1 && (r.Name == "CPU" || r.Name == "network"):
		return fmt.Sprintf("; the target of %s is %s × %d of %d zones, so that those left carry all when one is lost: our assumption", reason.Pct(r.Target), reason.Pct(float64(u)), zones-1, zones)
	case r.Target == float64(u):
		return "; the target of " + reason.Pct(r.Target) + " is the field “utilisation”"
	case r.tier == "cache" && b.w.Asked.CacheEngine != workload.Memcached:
		return "; the rest stays reserved, as ElastiCache does by default"
	}
	return "; the target of " + reason.Pct(r.Target) + " is our assumption"
}

// fills says when the disk of a database is full though no more users come: rows
// are added every month.
func (b builder) fills(s sized, r limited) string {
	n := s.load.need(r.tier)
	over := float64(b.w.Assumptions.StorageOverhead)
	monthly := n.Written.GiB() * over
	if !isDatabase(r.tier) || r.Name != "storage" || monthly <= 0 {
		return ""
	}
	text := fmt.Sprintf(" At constant users %s GiB of rows and indexes are added a month", units.FormatNumber(monthly, 3))
	if n.Retained.GiB()*over <= r.Capacity*(1+1e-9) {
		return text + ", and what is there when retention is full fits."
	}
	return text + fmt.Sprintf(": it is full in %s months.", units.FormatNumber(max(0, (r.Capacity-r.Demand)/monthly), 2))
}

// largest is the users at which the largest permitted size is full; 0 when there
// is no such size. EC2 takes over where Lightsail ends.
func (b builder) largest(s sized, r limited) units.Users {
	if t, ok := s.tier(r.tier); ok && t.Service == "lightsail" {
		if users := b.largestServer(s).Users; users > 0 { // a larger bundle may outlast what binds EC2 first
			return max(users, atLeastOne(float64(s.demand.Users)*r.Headroom()))
		}
		return 0
	}
	h := r.LargestHeadroom()
	if math.IsInf(h, 1) || float64(s.demand.Users)*h > 1e15 {
		return 0
	}
	return atLeastOne(float64(s.demand.Users) * h)
}

// atLeastOne rounds down to whole people; nobody is too few to fill anything, and
// 0 means never.
func atLeastOne(users float64) units.Users { return max(1, floorUsers(users)) }

// at is the utilisation of a resource as sized when what grows of its demand
// is multiplied.
func at(r catalog.Resource, times float64) float64 {
	if r.Capacity <= 0 {
		return 0
	}
	return (r.Base + (r.Demand-r.Base)*times) / r.Capacity
}

// full is how many times today's growing demand fits into the whole capacity.
func full(r catalog.Resource) float64 {
	r.Target = 1
	return r.Headroom()
}
