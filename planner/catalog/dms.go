package catalog

import (
	"fmt"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	dmsRate    = 20 * units.MB // a second of full load, our assumption
	dmsRunDays = 7.0           // days changes are replicated before and after the switch, our assumption
	dmsSmall   = 20 * units.GB // data the micro class is trusted with, our assumption
	dmsQuiet   = 50.0          // writes/s at peak it is trusted to follow, our assumption
)

var dmsSource = reason.Source{Name: "AWS Database Migration Service: replication instances by the hour, with log storage included", URL: "https://aws.amazon.com/dms/pricing/", AsOf: "2024-07-01"}

// A need's Rows are the bytes one replication instance copies, its Writes what it
// follows until the switch and its Units the instances. What it meters is paid once, not every month.
var _ = register(Service{ID: "dms", Name: "AWS Database Migration Service", Category: "database", Source: dmsSource, Size: sizeDMS, Meter: meterDMS})

// dmsDays is how long a replication instance runs: the full load, then changes.
func dmsDays(rows units.Bytes) (load, days float64) {
	load = float64(rows/dmsRate) / units.SecondsPerDay
	return load, load + dmsRunDays
}

func sizeDMS(n Need, _ Policy) Sizing {
	unit := "dms.t2.micro"
	if n.Rows > dmsSmall || n.Writes.Peak > dmsQuiet {
		unit = "dms.r5.large"
	}
	load, days := dmsDays(n.Rows)
	return Sizing{Unit: unit, Count: n.Units, Utilisation: -1, Detail: fmt.Sprintf("%d × %s, %s days", n.Units, unit, reason.N(round2(days))), Reasons: []reason.Reason{
		n.why("Days", "GB to copy ÷ 20 MB/s ÷ 86,400 s + 7 days of replicated changes", n.fill("{} GB ÷ 0.02 GB/s ÷ 86,400 s + {}", float64(n.Rows/units.GB), dmsRunDays), days, "days", reason.Ours("20 MB/s of full load; a week of change replication in which the old database stays the way back")),
		n.why("Full load", "GB to copy ÷ 20 MB/s", n.fill("{} GB ÷ 0.02 GB/s ÷ 3,600", float64(n.Rows/units.GB)), load*24, "hours", reason.Ours("20 MB/s of full load")),
	}}
}

func meterDMS(n Need, s Sizing, _ Policy) []bill.Usage {
	_, days := dmsDays(n.Rows)
	amount := float64(s.Count) * days * 24
	return []bill.Usage{n.usage("dms", n.Name+", "+s.Unit+", Single-AZ", pricing.Key(s.Unit+".single-az"), amount,
		append(s.Reasons, n.why("Instance-hours, once", "instances × days × 24 h", n.fill("{} × {} × 24 h", s.Count, days), amount, "instance-hours", dmsSource))...)}
}
