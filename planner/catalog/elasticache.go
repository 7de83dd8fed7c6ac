package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	cacheOverhead  = 1.5  // keys and structures over row bytes, our assumption
	cacheUsable    = 0.75 // the rest is reserved for replication and snapshots
	burstableCache = 0.2  // share of a fixed node's operations a t4g node sustains, our assumption
	maxCacheNodes  = 90   // default quota of nodes in a cluster
)

var cacheSource = reason.Source{Name: "Amazon ElastiCache User Guide: node memory, reserved memory, quotas", AsOf: "2023-06-15"}

var elastiCache = Service{ID: "elasticache", Name: "Amazon ElastiCache", Category: "database", Size: sizeCache, Meter: meterCache, Source: cacheSource}

func sizeCache(n Need, p Policy) Sizing {
	u := float64(p.Workload.Assumptions.Utilisation)
	set := float64(n.Hot) * cacheOverhead
	ops := float64(n.Reads.Peak + n.Writes.Peak)
	copies := p.Zones // one in each zone
	var all []choice
	for _, i := range append(append(append([]Instance{}, Family("cache.t4g")...), Family("cache.m7g")...), Family("cache.r7g")...) {
		price, ok := p.offered(cacheKey(p, i.Type))
		if !ok {
			continue
		}
		c := choice{Instance: i, mem: set / (float64(i.Memory) * cacheUsable), cpu: ops / (nodeOps(i, p) * u)}
		c.needed = max(c.mem, c.cpu)
		shards := ceil(max(c.needed, 1))
		c.count, c.perZone, c.average = shards*copies, shards, float64(shards*copies)
		c.monthly = c.average * price * units.HoursPerMonth
		c.fits = c.count <= maxCacheNodes
		all = append(all, c)
	}
	best := pick(all, false)
	shards := float64(best.perZone)
	largest := Family("cache.r7g")[len(Family("cache.r7g"))-1]
	most := float64(maxCacheNodes / copies)
	s := Sizing{Unit: best.Type, Count: best.count, PerZone: best.perZone, Shards: best.perZone, VCPU: best.VCPU,
		Detail: fmt.Sprintf("%d × %s", best.count, best.Type),
		Resources: []Resource{
			{Name: "memory", Demand: set / float64(units.GiB), Capacity: shards * best.Memory.GiB(), Target: cacheUsable, AtLargest: set / float64(units.GiB), Max: most * largest.Memory.GiB(), Unit: "GiB", Source: cacheSource, Scales: true},
			{Name: "operations", Demand: ops, Capacity: shards * nodeOps(best.Instance, p), Target: u, AtLargest: ops, Max: most * nodeOps(largest, p), Unit: "operations/s", Source: cacheSource, Scales: true},
		},
		Reasons: append(slices.Clone(n.Because),
			reason.New("Memory for the working set", "hot bytes × overhead ÷ usable share", reason.Fill("{} GiB × {} ÷ {}", n.Hot.GiB(), cacheOverhead, reason.Ratio(cacheUsable)), set/cacheUsable/float64(units.GiB), "GiB", reason.Ours("keys and structures take half as much again as the rows; a quarter of memory stays reserved, as ElastiCache does by default")),
			reason.New("Shards by memory", "memory needed ÷ memory of a node", reason.Fill("{} GiB ÷ {} GiB", set/cacheUsable/float64(units.GiB), best.Memory.GiB()), best.mem, "shards", cacheSource),
			reason.New("Shards by operations", "operations/s ÷ (operations of a node × target utilisation)", reason.Fill("{} ÷ ({} × {})", ops, nodeOps(best.Instance, p), reason.Ratio(u)), best.cpu, "shards", reason.Ours("operations per node; a burstable node a fifth of it")),
			reason.New("Nodes", "shards × copies, one in each zone", reason.Fill("{} × {}", best.perZone, copies), float64(best.count), "nodes", cacheSource),
		)}
	return s.finish()
}

func nodeOps(i Instance, p Policy) float64 {
	ops := float64(p.Workload.Assumptions.CacheOpsPerNode)
	if i.Baseline > 0 || i.Family() == "cache.t4g" {
		return ops * burstableCache
	}
	return ops
}

func meterCache(n Need, s Sizing, p Policy) []bill.Usage {
	return []bill.Usage{n.usage("elasticache", n.Name+", "+s.Unit, cacheKey(p, s.Unit), float64(s.Count)*units.HoursPerMonth, hours("Cache nodes", float64(s.Count), "node-hours"))}
}
