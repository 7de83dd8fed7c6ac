package catalog

import (
	"fmt"
	"slices"
	"sync"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

const (
	cacheOverhead   = 1.5  // keys and structures over row bytes, our assumption
	cacheUsable     = 0.75 // the rest is reserved for replication and snapshots
	memcachedUsable = 0.9  // the rest is for connections, our assumption
	burstableCache  = 0.2  // share of a fixed node's operations a t4g node sustains, our assumption
	maxCacheNodes   = 90   // default quota of nodes in a cluster
)

var cacheSource = reason.Source{Name: "Amazon ElastiCache User Guide: node memory, reserved memory, quotas", AsOf: "2023-06-15"}

var _ = register(Service{ID: "elasticache", Name: "Amazon ElastiCache", Category: "database", Size: sizeCache, Meter: meterCache, Source: cacheSource})

func sizeCache(n Need, p Policy) Sizing {
	u := float64(p.Workload.Assumptions.Utilisation)
	set := float64(n.Hot) * cacheOverhead
	ops := float64(n.Reads.Peak + n.Writes.Peak)
	usable, copies := cacheLayout(p)
	nodes := cacheNodes()[p.Workload.Asked.CacheEngine]
	all := make([]choice, 0, len(nodes))
	for _, i := range nodes {
		price, ok := p.offered(i.key)
		if !ok {
			continue
		}
		c := choice{Instance: i.Instance, mem: set / (float64(i.Memory) * usable), cpu: ops / (nodeOps(i.Instance, p) * u)}
		c.needed = max(c.mem, c.cpu)
		shards := ceil(max(c.needed, 1))
		c.count, c.perZone = shards*copies, shards
		if copies == 1 {
			c.perZone = ceil(float64(shards) / float64(p.Zones)) // keys spread over the nodes of all zones
			c.count = c.perZone * p.Zones
		}
		c.average = float64(c.count)
		c.monthly = c.average * price * units.HoursPerMonth
		c.fits = c.count <= maxCacheNodes
		all = append(all, c)
	}
	best := pick(all, false)
	shards := float64(best.count / copies)
	largest := Family("cache.r7g")[len(Family("cache.r7g"))-1]
	most := float64(maxCacheNodes / copies)
	s := Sizing{Unit: best.Type, Count: best.count, PerZone: best.perZone, Shards: best.count / copies, VCPU: best.VCPU,
		Detail: fmt.Sprintf("%d × %s", best.count, best.Type),
		Resources: []Resource{
			{Name: "memory", Demand: set / float64(units.GiB), Capacity: shards * best.Memory.GiB(), Target: usable, AtLargest: set / float64(units.GiB), Max: most * largest.Memory.GiB(), Unit: "GiB", Source: cacheSource, Scales: true},
			{Name: "operations", Demand: ops, Capacity: shards * nodeOps(best.Instance, p), Target: u, AtLargest: ops, Max: most * nodeOps(largest, p), Unit: "operations/s", Source: cacheSource, Scales: true},
		}}
	if !n.Terse {
		s.Reasons = append(slices.Clone(n.Because),
			n.why("Memory for the working set", "hot bytes × overhead ÷ usable share", n.fill("{} GiB × {} ÷ {}", n.Hot.GiB(), cacheOverhead, reason.Ratio(usable)), set/usable/float64(units.GiB), "GiB", reason.Ours("keys and structures take half as much again as the rows; a quarter of memory stays reserved, as ElastiCache does by default, a tenth with Memcached")),
			n.why("Shards by memory", "memory needed ÷ memory of a node", n.fill("{} GiB ÷ {} GiB", set/usable/float64(units.GiB), best.Memory.GiB()), best.mem, "shards", cacheSource),
			n.why("Shards by operations", "operations/s ÷ (operations of a node × target utilisation)", n.fill("{} ÷ ({} × {})", ops, nodeOps(best.Instance, p), reason.Ratio(u)), best.cpu, "shards", reason.Ours("operations per node; a burstable node a fifth of it")),
			nodeReason(best, &n, p, copies),
		)
	}
	return s.finish()
}

// cacheNodes lists the nodes of each engine once, smallest first: a plan chooses
// among them some hundred times.
var cacheNodes = sync.OnceValue(func() map[workload.CacheEngine][]machine {
	all := map[workload.CacheEngine][]machine{}
	for _, engine := range []workload.CacheEngine{workload.Valkey, workload.Redis, workload.Memcached} {
		for _, family := range []string{"cache.t4g", "cache.m7g", "cache.r7g"} {
			for _, i := range Family(family) {
				all[engine] = append(all[engine], machine{i, cacheKey(engine, i.Type)})
			}
		}
	}
	return all
})

// cacheLayout is the share of a node's memory that holds data and the copies of
// each shard: one in each zone, but Memcached keeps none.
func cacheLayout(p Policy) (usable float64, copies int) {
	if p.Workload.Asked.CacheEngine == workload.Memcached {
		return memcachedUsable, 1
	}
	return cacheUsable, p.Zones
}

func cacheKey(engine workload.CacheEngine, node string) pricing.Key {
	return pricing.Key("elasticache." + string(engine) + "." + node)
}

func nodeReason(c choice, n *Need, p Policy, copies int) reason.Reason {
	if p.Workload.Asked.CacheEngine == workload.Memcached {
		return n.why("Nodes", "zones × ⌈shards ÷ zones⌉, no copies", n.fill("{} × ⌈{} ÷ {}⌉", p.Zones, max(c.needed, 1), p.Zones), float64(c.count), "nodes", cacheSource)
	}
	return n.why("Nodes", "shards × copies, one in each zone", n.fill("{} × {}", c.perZone, copies), float64(c.count), "nodes", cacheSource)
}

func nodeOps(i Instance, p Policy) float64 {
	ops := float64(p.Workload.Assumptions.CacheOpsPerNode)
	if i.Baseline > 0 || i.Family() == "cache.t4g" {
		return ops * burstableCache
	}
	return ops
}

func meterCache(n Need, s Sizing, p Policy) []bill.Usage {
	return []bill.Usage{n.usage("elasticache", n.Name+", "+s.Unit, cacheKey(p.Workload.Asked.CacheEngine, s.Unit), float64(s.Count)*units.HoursPerMonth, n.hours("Cache nodes", float64(s.Count), "node-hours"))}
}
