package price

import "stagecraft/planner/units"

const (
	gp3IOPS = 3000.0 // of every gp3 volume
	gp3MBps = 125.0
)

// Tiers of the operations of an io2 volume.
var io2Tiers = []float64{32000, 64000}

var ebs = Service{
	ID: "ebs", Name: "Amazon EBS",
	Charges: "GB-months of volumes and snapshots; operations and throughput above what a gp3 volume includes, and all of those of io1 and io2.",
	Page:    page("Amazon EBS pricing", "ebs/pricing/", "2026-09-24"),
	Params: []Param{
		{Name: "type", Kind: Word, Default: "gp3", Aliases: []string{"volume_type"}, Choices: []Choice{
			{"gp3", nil}, {"gp2", nil}, {"io1", nil}, {"io2", nil}, {"st1", nil}, {"sc1", nil}, {"standard", []string{"magnetic"}},
			{"snapshot", []string{"snapshots", "snapshot-standard"}}, {"snapshot-archive", []string{"archive"}},
		}, Help: "Volume type, or snapshot."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Provisioned size, or what a snapshot holds."},
		{Name: "iops", Kind: Amount, Unit: "operations a second", Default: "0", Help: "Provisioned operations; a gp3 volume has 3,000 without charge."},
		{Name: "mbps", Kind: Amount, Unit: "MB/s", Default: "0", Aliases: []string{"throughput", "mibps"}, Help: "Provisioned throughput; a gp3 volume has 125 MB/s without charge."},
		howMany("volumes or snapshots"),
		{Name: "hours", Kind: Amount, Unit: "hours", Help: "How long they exist in the month; the whole month when left out."},
		{Name: "days", Kind: Amount, Unit: "days", Most: 31, Help: "The same in days."},
		{Name: "month_hours", Kind: Amount, Unit: "hours", Default: "730", Least: 1, Most: 744, Help: "Hours that count as a month: 730 on average, 720 for 30 days."},
		{Name: "snapshot_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "What the snapshots of each volume hold."},
		{Name: "retrieved_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Restored from the snapshot archive."},
		{Name: "dsu_hours", Kind: Amount, Unit: "hours", Default: "0", Help: "Fast snapshot restore: snapshots × zones × hours, one at least."},
	},
	Rates: []Rate{
		{Name: "gb", Unit: "GB-month", Key: "ebs.{type}.storage", Aliases: []string{"gb_month"}},
		{Name: "iops", Unit: "IOPS-month", Key: "ebs.{type}.iops", Tiered: true, Tiers: io2Tiers},
		{Name: "mbps", Unit: "MB/s-month", Key: "ebs.{type}.throughput", Aliases: []string{"throughput"}},
		{Name: "snap_gb", Unit: "GB-month", Key: "ebs.snapshot.storage", Aliases: []string{"snapshot_gb"}},
		{Name: "retrieval_gb", Unit: "GB"},
		{Name: "dsu_h", Unit: "data services unit-hour"},
	},
	Example: "type=gp3 gb=2000 iops=10000 mbps=500",
	meter:   meterEBS,
}

func meterEBS(s *sheet) {
	kind := s.word("type")
	snapshot := kind == "snapshot" || kind == "snapshot-archive"
	hours, month := s.number("month_hours"), s.number("month_hours")
	switch {
	case s.has("hours") && s.has("days"):
		s.refuse("hours and days both say how long it exists: give one of them")
	case s.has("hours"):
		hours = s.number("hours")
	case s.has("days"):
		hours = s.number("days") * 24
	}
	if hours > month {
		s.refuse("%s hours are more than a month of %s: give month_hours=744 for a month of 31 days", units.CanonicalNumber(hours), units.CanonicalNumber(month))
		return
	}
	s.checkVolume(kind)
	name := "Volumes, " + kind
	if snapshot {
		name = "Snapshots"
		if kind == "snapshot-archive" {
			name = "Snapshots, archive"
		}
	}
	n, gb := s.number("n"), s.number("gb")
	share := hours / month
	s.add(line{name: name, rate: "gb", amount: n * gb * share, formula: "volumes × GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, gb, hours, month)})
	s.ebsPerformance(kind, n, hours, month)
	s.add(line{name: "Snapshots", rate: "snap_gb", amount: n * s.number("snapshot_gb") * share, formula: "volumes × GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, s.number("snapshot_gb"), hours, month)})
	s.addPlain(
		plain{name: "Restored from archive", param: "retrieved_gb", rate: "retrieval_gb"},
		plain{name: "Fast snapshot restore", param: "dsu_hours", rate: "dsu_h"},
	)
}

// ebsPerformance charges operations and throughput. The tiers of io2 are those
// of each volume.
func (s *sheet) ebsPerformance(kind string, n, hours, month float64) {
	iops, mbps := s.number("iops"), s.number("mbps")
	share := n * hours / month
	switch kind {
	case "gp3":
		above, faster := max(iops-gp3IOPS, 0), max(mbps-gp3MBps, 0)
		s.add(line{name: "Operations above 3,000", rate: "iops", amount: above * share, formula: "volumes × (IOPS − 3,000) × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, above, hours, month)})
		s.add(line{name: "Throughput above 125 MB/s", rate: "mbps", amount: faster * share, formula: "volumes × (MB/s − 125) × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, faster, hours, month)})
	case "io1":
		s.add(line{name: "Operations", rate: "iops", amount: iops * share, formula: "volumes × IOPS × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, iops, hours, month)})
	case "io2":
		s.add(line{name: "Operations", rate: "iops", amount: iops * share, scale: share, formula: "volumes × IOPS × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, iops, hours, month)})
	default:
		if iops > 0 || mbps > 0 {
			s.note("Operations and throughput are in the price of %s.", kind)
		}
		return
	}
	if kind != "gp3" && mbps > 0 {
		s.note("Throughput is in the price of %s.", kind)
	}
}
