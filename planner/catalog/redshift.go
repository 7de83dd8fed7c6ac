package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	rpuMemory     = 16 * units.GiB // of one processing unit
	rpuMost       = 512.0          // base capacity in every region
	warehouseRAM  = 0.01           // memory for each byte held, our assumption
	ra3Memory     = 32 * units.GiB // of an ra3.xlplus node
	ra3Storage    = 32 * units.TB
	ra3LeastNodes = 2
)

var (
	rpuSource      = reason.Source{Name: "Amazon Redshift Management Guide, Serverless capacity: a unit has 16 GB of memory; 4 units up to 32 TB, 8 to 24 up to 128 TB, 32 above", URL: "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html", AsOf: "2025-11"}
	redshiftSource = reason.Source{Name: "Amazon Redshift pricing", URL: "https://aws.amazon.com/redshift/pricing/", AsOf: "2026-06-24"}
	ra3Source      = reason.Source{Name: "Amazon Redshift Management Guide, RA3 nodes: ra3.xlplus has 4 vCPU, 32 GB and up to 32 TB of managed storage", URL: "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html", AsOf: "2025-11"}
)

// The warehouse is bought serverless or by nodes, whichever is cheaper for the
// hours a day it works.
var _ = register(Service{ID: "redshift", Name: "Amazon Redshift", Category: "database", Source: redshiftSource, Size: sizeRedshift, Meter: meterRedshift})

// RPU is the base capacity of a serverless warehouse: what its data needs at
// least, and a hundredth of it in memory, in steps of 8 above 4.
func RPU(data units.Bytes) float64 {
	least := 4.0
	switch {
	case data > 128*units.TB:
		least = 32
	case data > 32*units.TB:
		least = 8
	}
	memory := float64(data * warehouseRAM / rpuMemory)
	if memory <= least {
		return least
	}
	return float64(ceil(memory/8)) * 8
}

// ra3Nodes is the ra3.xlplus nodes that hold the data with the same memory.
func ra3Nodes(data units.Bytes) float64 {
	return float64(max(ra3LeastNodes, ceil(float64(data*warehouseRAM/ra3Memory)), ceil(float64(data/ra3Storage))))
}

// rpuHours is the processing-unit-hours of a month.
func rpuHours(n Need, p Policy) float64 {
	return RPU(n.Objects) * p.Workload.Asked.AnalyticsTime * units.HoursPerMonth / 24
}

func sizeRedshift(n Need, p Policy) Sizing {
	rpu, nodes := RPU(n.Objects), ra3Nodes(n.Objects)
	hour, _ := p.hourly("redshift.serverless.rpu")
	node, _ := p.hourly("redshift.ra3.xlplus")
	serverless, provisioned := rpuHours(n, p)*hour, nodes*units.HoursPerMonth*node
	s := Sizing{Unit: "serverless", Detail: fmt.Sprintf("%s RPU serverless", reason.N(rpu)), Reasons: append(slices.Clone(n.Because),
		reason.New("Processing units", "the larger of what the size of the data asks for and 1% of it ÷ 16 GiB, in steps of 8", reason.Fill("{} GB × {} ÷ 16 GiB", float64(n.Objects/units.GB), reason.Ratio(warehouseRAM)), rpu, "RPU", rpuSource),
		reason.New("Serverless a month", "units × hours a day × 30.42 days × price", reason.Fill("{} × {} × 30.4167 × ${}", rpu, p.Workload.Asked.AnalyticsTime, hour), serverless, "US dollars", redshiftSource),
		reason.New("Nodes instead", "the largest of 2, 1% of the data ÷ 32 GiB, data ÷ 32 TB, × 730 h × price", reason.Fill("{} × 730 × ${}", nodes, node), provisioned, "US dollars; the cheaper of the two is chosen", ra3Source),
	)}
	if breakEven := provisioned / max(rpu*hour*units.HoursPerMonth/24, 1e-9); breakEven <= 24 {
		s.Reasons = append(s.Reasons, reason.New("Hours a day at which both cost the same", "nodes a month ÷ (units × price × 30.42 days)", reason.Fill("{} ÷ ({} × {} × 30.4167)", provisioned, rpu, hour), breakEven, "hours a day", redshiftSource))
	}
	s.Resources = []Resource{{Name: "processing units", Demand: rpu, Capacity: rpuMost, Target: 1, AtLargest: rpu, Max: rpuMost, Unit: "RPU", Source: rpuSource, Scales: true}}
	if provisioned < serverless && node > 0 {
		s.Unit, s.Count, s.Detail = "ra3.xlplus", int(nodes), fmt.Sprintf("%s × ra3.xlplus", reason.N(nodes))
		s.Resources = []Resource{{Name: "managed storage", Demand: float64(n.Objects / units.TB), Capacity: nodes * float64(ra3Storage/units.TB), Target: 1, AtLargest: float64(n.Objects / units.TB), Unit: "TB", Source: ra3Source, Scales: true}}
	}
	return s.quota()
}

func meterRedshift(n Need, s Sizing, p Policy) []bill.Usage {
	gib := n.Objects.GiB()
	work := n.usage("redshift", n.Name+", serverless processing units", "redshift.serverless.rpu", rpuHours(n, p),
		reason.New("Unit-hours", "units × hours a day × 30.42 days", reason.Fill("{} × {} × 730 ÷ 24", RPU(n.Objects), p.Workload.Asked.AnalyticsTime), rpuHours(n, p), "RPU-hours", redshiftSource))
	if s.Unit != "serverless" {
		work = n.usage("redshift", n.Name+", ra3.xlplus", "redshift.ra3.xlplus", float64(s.Count)*units.HoursPerMonth, hours("Nodes", float64(s.Count), "node-hours"))
	}
	return []bill.Usage{work,
		n.usage("redshift", n.Name+", managed storage", "redshift.rms", gib, reason.New("Stored", "GB (10^9 bytes) ÷ 1.073741824", reason.Fill("{} ÷ 1.073741824", float64(n.Objects/units.GB)), gib, "GB-month", redshiftSource)),
	}
}
