package catalog

import (
	"math"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
)

// rootVolume is the GiB of a server's system and application, our assumption.
const rootVolume = 20.0

var ebsSource = reason.Source{Name: "Amazon EBS pricing", URL: "https://aws.amazon.com/ebs/pricing/", AsOf: "2026"}

// The disks of servers; a sizing's Average is how many there are, and a need's
// Rows and Objects what each of them keeps.
var _ = register(Service{ID: "ebs", Name: "Amazon EBS", Category: "storage", Source: ebsSource,
	Size: func(n Need, _ Policy) Sizing {
		return Sizing{Count: n.Units, Average: float64(n.Units), Detail: "gp3 volumes", Utilisation: -1}
	}, Meter: meterVolumes})

func meterVolumes(n Need, s Sizing, _ Policy) []bill.Usage {
	gib := rootVolume
	if n.Rows+n.Objects > 0 {
		gib += math.Ceil((n.Rows + n.Objects).GiB())
	}
	volumes := s.Average * gib
	why := n.why("Volumes", "servers × (20 GiB root + data)", n.fill("{} × {} GiB", s.Average, gib), volumes, "GB-month", reason.Ours("20 GiB for system and application"))
	lines := []bill.Usage{n.usage("ebs", n.Name+", gp3 volumes", "ebs.gp3.storage", volumes, why)}
	if data := gib - rootVolume; data > 0 {
		snap := n.why("Daily snapshots", "data on the volume, kept once", n.fill("{} GiB", data), data, "GB-month", reason.Ours("incremental snapshots of slowly changing data: about one full copy"))
		lines = append(lines, n.usage("ebs", n.Name+", snapshots", "ebs.snapshot.storage", data, snap))
	}
	return lines
}
