package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

var _ = register(Service{ID: "rds", Name: "Amazon RDS", Category: "database", Source: rdsSource,
	Size:  func(n Need, p Policy) Sizing { return newDatabase(n, p, false).sizing() },
	Meter: meterRDS})

func meterRDS(n Need, s Sizing, p Policy) []bill.Usage {
	d := unplaced(n, p, false)
	k := float64(s.Shards)
	zone, label := "single-az", "Single-AZ"
	if s.Standby {
		zone, label = "multi-az", "Multi-AZ, standby included"
	}
	gib := k * s.Storage
	lines := []bill.Usage{
		n.usage("rds", n.Name+", "+s.Unit+", "+label, d.key(s.Unit, s.Standby), k*units.HoursPerMonth, n.hours("Primaries", k, "instance-hours")),
		n.usage("rds", n.Name+", gp3 storage, "+label, pricing.Key("rds.storage.gp3."+zone), gib,
			n.why("Provisioned storage", "primaries × GiB each", n.fill("{} × {} GiB", k, s.Storage), gib, "GB-month", rdsSource)),
	}
	extra := max(0, s.IOPS-gp3Large)
	if s.Storage >= gp3Stripe && extra > 0 {
		lines = append(lines, n.usage("rds", n.Name+", provisioned IOPS", pricing.Key("rds.storage.gp3.iops."+zone), k*extra,
			n.why("IOPS above those included", "primaries × (IOPS − 12,000)", n.fill("{} × ({} − 12,000)", k, s.IOPS), k*extra, "IOPS-month", rdsSource)))
	}
	if s.Readers > 0 {
		count := k * float64(s.Readers)
		lines = append(lines,
			n.usage("rds", n.Name+", read replicas, "+s.Unit, d.key(s.Unit, false), count*units.HoursPerMonth, n.hours("Read replicas", count, "instance-hours")),
			n.usage("rds", n.Name+", read replicas, gp3 storage", "rds.storage.gp3.single-az", count*s.Storage,
				n.why("Replica storage", "replicas × GiB each", n.fill("{} × {} GiB", count, s.Storage), count*s.Storage, "GB-month", rdsSource)))
		if s.Storage >= gp3Stripe && extra > 0 {
			lines = append(lines, n.usage("rds", n.Name+", read replicas, provisioned IOPS", "rds.storage.gp3.iops.single-az", count*extra,
				n.why("Replica IOPS above those included", "replicas × (IOPS − 12,000)", n.fill("{} × ({} − 12,000)", count, s.IOPS), count*extra, "IOPS-month", rdsSource)))
		}
	}
	lines = append(lines, n.proxy(s)...)
	kept := n.Rows.GiB() + n.daily().GiB()*backupDays
	over := max(0, kept-gib)
	return append(lines, n.usage("rds", n.Name+", backups above the free amount", "rds.backup.storage", over,
		n.why("Backups", "rows + 7 days of rows written − provisioned storage, which is free", n.fill("{} GiB + 7 × {} GiB − {} GiB, at least 0", n.Rows.GiB(), n.daily().GiB(), gib), over, "GB-month", rdsSource)))
}

// backupDays is how many days of automated backups are kept, our assumption.
const backupDays = 7

// daily is what is written to the database in a day.
func (n Need) daily() units.Bytes { return n.Written / units.Bytes(units.HoursPerMonth/24) }
