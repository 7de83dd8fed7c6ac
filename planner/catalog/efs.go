package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	sharedInUse   = 0.2  // share of shared files in use, as the price page's example has it
	coldReadShare = 0.1  // share of the others read in a month, our assumption
	sharedWrites  = 0.1  // bytes written for each byte read, our assumption
	efsIncluded   = 50.0 // KiB/s of throughput included with each GiB in Standard
)

var efsSource = reason.Source{Name: "Amazon EFS pricing and performance: 50 KB/s included with each GB in Standard, a read counts a third", URL: "https://aws.amazon.com/efs/pricing/", AsOf: "2024-07-01"}

// The file system is sized by its throughput: what its size includes, and
// provisioned throughput above that.
var _ = register(Service{ID: "efs", Name: "Amazon EFS", Category: "storage", Source: efsSource, Size: sizeEFS, Meter: meterEFS})

// efsThroughput is the metered MiB/s at peak and what the size includes.
func efsThroughput(n Need, p Policy) (needed, included float64) {
	inUse := n.Objects.GiB() * sharedInUse
	daily := inUse * 1024 * p.Workload.Asked.SharedReads
	needed = daily / units.SecondsPerDay * float64(p.Workload.PeakFactor) * (1.0/3 + sharedWrites)
	return needed, inUse * efsIncluded / 1024
}

func sizeEFS(n Need, p Policy) Sizing {
	needed, included := efsThroughput(n, p)
	provisioned := max(needed, included)
	s := Sizing{Detail: units.FormatBytes(n.Objects) + " shared", Average: max(0, needed-included), Resources: []Resource{
		{Name: "throughput", Demand: needed, Capacity: provisioned, Target: 1, AtLargest: needed, Unit: "MiB/s", Scales: true, Source: efsSource},
	}, Reasons: []reason.Reason{
		n.why("Throughput at peak, as metered", "GiB in use × 1,024 × reads a day ÷ 86,400 s × peak factor × (⅓ for a read + 0.1 written)",
			n.fill("{} × 1,024 × {} ÷ 86,400 × {} × (1 ÷ 3 + 0.1)", n.Objects.GiB()*sharedInUse, p.Workload.Asked.SharedReads, float64(p.Workload.PeakFactor)), needed, "MiB/s", reason.Ours("a file in use is read shared_reads times a day, and a tenth of those bytes is written")),
		n.why("Throughput included", "GiB in Standard × 50 KiB/s ÷ 1,024", n.fill("{} × 50 ÷ 1,024", n.Objects.GiB()*sharedInUse), included, "MiB/s", efsSource),
	}}
	return s.quota()
}

func meterEFS(n Need, s Sizing, _ Policy) []bill.Usage {
	gib := n.Objects.GiB()
	inUse, cold := gib*sharedInUse, gib*(1-sharedInUse)
	split := reason.Source{Name: "Amazon EFS pricing: a fifth of files in use, the others in Infrequent Access after 30 days", URL: "https://aws.amazon.com/efs/pricing/", AsOf: "2024-07-01"}
	return []bill.Usage{
		n.usage("efs", n.Name+", Standard storage", "efs.standard.storage", inUse, n.why("In use", "GB (10^9 bytes) ÷ 1.073741824 × share in use", n.fill("{} ÷ 1.073741824 × {}", float64(n.Objects/units.GB), reason.Ratio(sharedInUse)), inUse, "GB-month", split)),
		n.usage("efs", n.Name+", Infrequent Access storage", "efs.standard-ia.storage", cold, n.why("Not in use", "GB (10^9 bytes) ÷ 1.073741824 × the rest", n.fill("{} ÷ 1.073741824 × {}", float64(n.Objects/units.GB), reason.Ratio(1-sharedInUse)), cold, "GB-month", split)),
		n.usage("efs", n.Name+", Infrequent Access reads", "efs.ia.read", cold*coldReadShare, n.why("Read from Infrequent Access", "GB in it × share read in a month", n.fill("{} × {}", cold, reason.Ratio(coldReadShare)), cold*coldReadShare, "GB", reason.Ours("a tenth of the files not in use is read once a month"))),
		n.usage("efs", n.Name+", provisioned throughput", "efs.provisioned.throughput", s.Average, n.why("Throughput above what is included", "MiB/s at peak − MiB/s included, at least 0", n.fill("{} − {}", s.Resources[0].Demand, s.Resources[0].Demand-s.Average), s.Average, "MB/s-month", efsSource)),
	}
}
