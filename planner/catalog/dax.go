package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	daxLeast = 3  // nodes of a production cluster
	daxMost  = 11 // nodes of any cluster
	daxFill  = 0.75
)

var daxSource = reason.Source{Name: "Amazon DynamoDB Developer Guide, DAX: at least three nodes in production, at most eleven, each with all cached items", URL: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.html", AsOf: "2023-06-15"}

// daxNodes are the node types in rising order of memory.
var daxNodes = []Instance{
	{Type: "dax.t3.small", VCPU: 2, Memory: 2 * units.GiB, Baseline: 0.4}, {Type: "dax.t3.medium", VCPU: 2, Memory: 4 * units.GiB, Baseline: 0.4},
	{Type: "dax.r5.large", VCPU: 2, Memory: 16 * units.GiB}, {Type: "dax.r5.xlarge", VCPU: 4, Memory: 32 * units.GiB},
	{Type: "dax.r5.2xlarge", VCPU: 8, Memory: 64 * units.GiB}, {Type: "dax.r5.4xlarge", VCPU: 16, Memory: 128 * units.GiB},
	{Type: "dax.r5.8xlarge", VCPU: 32, Memory: 256 * units.GiB}, {Type: "dax.r5.12xlarge", VCPU: 48, Memory: 384 * units.GiB},
	{Type: "dax.r5.16xlarge", VCPU: 64, Memory: 512 * units.GiB}, {Type: "dax.r5.24xlarge", VCPU: 96, Memory: 768 * units.GiB},
}

// A need's Reads and Writes go through the cluster; Hot is what it should hold.
var _ = register(Service{ID: "dax", Name: "Amazon DynamoDB Accelerator (DAX)", Category: "database", Source: daxSource, Size: sizeDAX,
	Meter: func(n Need, s Sizing, _ Policy) []bill.Usage {
		return []bill.Usage{n.usage("dax", n.Name+", "+s.Unit, pricing.Key(s.Unit), float64(s.Count)*units.HoursPerMonth, n.hours("Nodes", float64(s.Count), "node-hours"))}
	}})

// sizeDAX takes the smallest type that holds the hot items on every node and
// answers all operations with one node gone.
func sizeDAX(n Need, p Policy) Sizing {
	u := float64(p.Workload.Assumptions.Utilisation)
	ops := float64(n.Reads.Peak + n.Writes.Peak)
	hot := float64(n.Hot) * cacheOverhead / daxFill
	best, count := daxNodes[len(daxNodes)-1], daxMost/p.Zones*p.Zones
	with := n.fill("{} × ⌊{} ÷ {}⌋", p.Zones, daxMost, p.Zones) // no cluster carries it: the largest
	for _, i := range daxNodes {
		needed := max(daxLeast, ceil(ops/(daxOps(i, p)*u))+1)
		needed = ceil(float64(needed)/float64(p.Zones)) * p.Zones // as many in each zone
		if hot <= float64(i.Memory) && needed <= daxMost {
			best, count = i, needed
			with = n.fill("{} × ⌈max(3, ⌈{} ÷ ({} × {})⌉ + 1) ÷ {}⌉", p.Zones, ops, daxOps(i, p), reason.Ratio(u), p.Zones)
			break
		}
	}
	largest := daxNodes[len(daxNodes)-1]
	s := Sizing{Unit: best.Type, Count: count, PerZone: count / p.Zones, VCPU: best.VCPU, Detail: fmt.Sprintf("%d × %s", count, best.Type), Resources: []Resource{
		{Name: "memory", Demand: hot / float64(units.GiB) * daxFill, Capacity: best.Memory.GiB(), Target: daxFill, AtLargest: hot / float64(units.GiB) * daxFill, Max: largest.Memory.GiB(), Unit: "GiB", Scales: true, Source: daxSource},
		{Name: "operations", Demand: ops, Capacity: float64(count-1) * daxOps(best, p), Target: u, AtLargest: ops, Max: (daxMost - 1) * daxOps(largest, p), Unit: "operations/s", Scales: true, Source: daxSource},
	}, Reasons: append(slices.Clone(n.Because),
		n.why("Memory of each node", "hot bytes × overhead ÷ share to fill; every node holds all of it", n.fill("{} GiB × {} ÷ {}", n.Hot.GiB(), cacheOverhead, reason.Ratio(daxFill)), hot/float64(units.GiB), fmt.Sprintf("GiB → %s has %s", best.Type, reason.N(best.Memory.GiB())), reason.Ours("items take half as much again in memory as stored; a quarter is left free")),
		n.why("Nodes", "zones × ⌈the larger of 3 and ⌈operations/s ÷ (operations of a node × target utilisation)⌉ + 1, ÷ zones⌉; 11 at most", with, float64(count), "nodes", daxSource),
	)}
	return s.finish()
}

// daxOps is the operations of a node, as for a cache node; a burstable one a
// fifth of it.
func daxOps(i Instance, p Policy) float64 {
	ops := float64(p.Workload.Assumptions.CacheOpsPerNode)
	if i.Baseline > 0 {
		return ops * burstableCache
	}
	return ops
}
