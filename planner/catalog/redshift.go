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
	rpuMemory     = 16 * units.GiB // of one processing unit
	rpuMost       = 512.0          // base capacity in every region
	warehouseRAM  = 0.01           // memory for each byte held, our assumption
	ra3LeastNodes = 2
)

var (
	rpuSource      = reason.Source{Name: "Amazon Redshift Management Guide, Serverless capacity: a unit has 16 GB of memory; 4 units up to 32 TB, 8 to 24 up to 128 TB, 32 above", URL: "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html", AsOf: "2025-11"}
	redshiftSource = reason.Source{Name: "Amazon Redshift pricing", URL: "https://aws.amazon.com/redshift/pricing/", AsOf: "2026-06-24"}
	ra3Source      = reason.Source{Name: "Amazon Redshift Management Guide, RA3 nodes: memory 32, 96 and 384 GB, managed storage up to 32, 128 and 128 TB, clusters up to 32, 64 and 128 nodes", URL: "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html", AsOf: "2025-11"}
)

// warehouseRAM is no figure of AWS's: queries of a month or two, compressed.
var rpuOurs = reason.Ours("1% of the data is worked on at once and fits in memory; sizes and least units by the Amazon Redshift Management Guide")

// The warehouse is bought serverless or by nodes, whichever is cheaper for the
// hours a day it works.
var _ = register(Service{ID: "redshift", Name: "Amazon Redshift", Category: "database", Source: redshiftSource, Size: sizeRedshift, Meter: meterRedshift})

// leastRPU is the fewest units that a warehouse of some data may have.
func leastRPU(data units.Bytes) float64 {
	switch {
	case data > 128*units.TB:
		return 32
	case data > 32*units.TB:
		return 8
	}
	return 4
}

// RPU is the base capacity of a serverless warehouse: what its data needs at
// least, and a hundredth of it in memory, in steps of 8 above that.
func RPU(data units.Bytes) float64 {
	least := leastRPU(data)
	memory := float64(data * warehouseRAM / rpuMemory)
	if memory <= least {
		return least
	}
	return float64(ceil(memory/8)) * 8
}

func rpuReason(n *Need) reason.Reason {
	data := n.Objects
	rpu, least := RPU(data), leastRPU(data)
	with := n.fill("max({}, {} GB ÷ 1.073741824 × {} ÷ 16)", least, float64(data/units.GB), reason.Ratio(warehouseRAM))
	if rpu > least {
		with = n.fill("8 × ⌈{} GB ÷ 1.073741824 × {} ÷ 16 ÷ 8⌉", float64(data/units.GB), reason.Ratio(warehouseRAM))
	}
	return n.why("Processing units", "the larger of what the size of the data asks for at least and 1% of it ÷ 16 GiB, the latter in steps of 8", with, rpu, "RPU, of 512 at most", rpuOurs)
}

// warehouseNode is a node type of a provisioned warehouse.
type warehouseNode struct {
	name          string
	memory, holds units.Bytes
	most          int // nodes of a cluster
}

// Memory costs the same in all three: the smallest that does not take too many
// nodes is chosen.
var warehouseNodes = []warehouseNode{
	{"ra3.xlplus", 32 * units.GiB, 32 * units.TB, 32},
	{"ra3.4xlarge", 96 * units.GiB, 128 * units.TB, 64},
	{"ra3.16xlarge", 384 * units.GiB, 128 * units.TB, 128},
}

// nodesFor is the type and the count of nodes that hold the data, with a
// hundredth of it in memory.
func nodesFor(data units.Bytes) (warehouseNode, int) {
	for i, node := range warehouseNodes {
		count := max(ra3LeastNodes, ceil(float64(data*warehouseRAM/node.memory)), ceil(float64(data/node.holds)))
		if count <= node.most || i == len(warehouseNodes)-1 {
			return node, count
		}
	}
	panic("catalog: no warehouse node")
}

// rpuHours is the processing-unit-hours of a month.
func rpuHours(n Need, p Policy) float64 {
	return RPU(n.Objects) * p.Workload.Asked.AnalyticsTime * units.HoursPerMonth / 24
}

func sizeRedshift(n Need, p Policy) Sizing {
	rpu := RPU(n.Objects)
	node, count := nodesFor(n.Objects)
	hour, _ := p.hourly("redshift.serverless.rpu")
	nodeHour, known := p.hourly(pricing.Key("redshift." + node.name))
	serverless, provisioned := rpuHours(n, p)*hour, float64(count)*units.HoursPerMonth*nodeHour
	s := Sizing{Unit: "serverless", Detail: fmt.Sprintf("%s RPU serverless", reason.N(rpu)), Reasons: append(slices.Clone(n.Because),
		rpuReason(&n),
		n.why("Serverless a month", "units × hours a day × 30.42 days × price", n.fill("{} × {} × 30.4167 × ${}", rpu, p.Workload.Asked.AnalyticsTime, hour), serverless, "US dollars", redshiftSource),
		n.why("Nodes instead", node.name+": the largest of 2, 1% of the data ÷ memory of a node, and data ÷ its storage, × 730 h × price", n.fill("{} × 730 × ${}", count, nodeHour), provisioned, "US dollars; the cheaper of the two is chosen", rpuOurs),
	)}
	if even := provisioned / max(rpu*hour*units.HoursPerMonth/24, 1e-9); even <= 24 {
		s.Reasons = append(s.Reasons, n.why("Hours a day at which both cost the same", "nodes a month ÷ (units × price × 30.42 days)", n.fill("{} ÷ ({} × {} × 30.4167)", provisioned, rpu, hour), even, "hours a day", redshiftSource))
	}
	s.Resources = []Resource{{Name: "processing units", Demand: rpu, Capacity: rpuMost, Target: 1, AtLargest: rpu, Unit: "RPU", Source: rpuSource, Scales: true}}
	if rpu > rpuMost || known && provisioned < serverless {
		s.Unit, s.Count, s.Detail = node.name, count, fmt.Sprintf("%d × %s", count, node.name)
		s.Resources = []Resource{{Name: "managed storage", Demand: float64(n.Objects / units.TB), Capacity: float64(count) * float64(node.holds/units.TB), Target: 1, AtLargest: float64(n.Objects / units.TB), Unit: "TB", Source: ra3Source, Scales: true}}
	}
	return s.quota()
}

func meterRedshift(n Need, s Sizing, p Policy) []bill.Usage {
	gib := n.Objects.GiB()
	work := n.usage("redshift", n.Name+", serverless processing units", "redshift.serverless.rpu", rpuHours(n, p),
		n.why("Unit-hours", "units × hours a day × 30.42 days", n.fill("{} × {} × 730 ÷ 24", RPU(n.Objects), p.Workload.Asked.AnalyticsTime), rpuHours(n, p), "RPU-hours", redshiftSource))
	if s.Unit != "serverless" {
		work = n.usage("redshift", n.Name+", "+s.Unit, pricing.Key("redshift."+s.Unit), float64(s.Count)*units.HoursPerMonth, n.hours("Nodes", float64(s.Count), "node-hours"))
	}
	return []bill.Usage{work,
		n.usage("redshift", n.Name+", managed storage", "redshift.rms", gib, n.why("Stored", "GB (10^9 bytes) ÷ 1.073741824", n.fill("{} ÷ 1.073741824", float64(n.Objects/units.GB)), gib, "GB-month", redshiftSource)),
	}
}
