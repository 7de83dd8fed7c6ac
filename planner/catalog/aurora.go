package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var aurora = register(Service{ID: "aurora", Name: "Amazon Aurora", Category: "database", Source: auroraSource,
	Size:  func(n Need, p Policy) Sizing { return newDatabase(n, p, true).sizing() },
	Meter: meterAurora})

// meterAurora bills the cheaper of the standard and the I/O-Optimized
// configuration.
func meterAurora(n Need, s Sizing, p Policy) []bill.Usage {
	d := newDatabase(n, p, true)
	standard, optimized := d.auroraLines(s, false), d.auroraLines(s, true)
	if Estimate(standard, p) <= Estimate(optimized, p) {
		return standard
	}
	return optimized
}

func (d database) auroraLines(s Sizing, optimized bool) []bill.Usage {
	n := d.n
	k := float64(s.Shards)
	count := k * float64(1+s.Readers)
	key, storage, kind := d.key(s.Unit, false), pricing.Key("aurora.storage.standard"), "standard"
	if optimized {
		key, storage, kind = pricing.Key("aurora.io-optimized."+s.Unit), "aurora.storage.io-optimized", "I/O-Optimized"
	}
	// Aurora bills what is stored, not what is provisioned.
	gib := n.Rows.GiB() * float64(d.p.Workload.Assumptions.StorageOverhead)
	lines := []bill.Usage{
		n.usage("aurora", n.Name+", "+s.Unit+", "+kind, key, count*units.HoursPerMonth, hours("Writer and readers", count, "instance-hours")),
		n.usage("aurora", n.Name+", storage, "+kind, storage, gib, reason.New("Stored", "rows × overhead", reason.Fill("{} GiB × {}", n.Rows.GiB(), float64(d.p.Workload.Assumptions.StorageOverhead)), gib, "GB-month", auroraSource)),
	}
	if !optimized {
		miss := 1 - float64(d.p.Workload.Assumptions.BufferHit)
		io := (float64(n.Reads.Average)*miss + float64(n.Writes.Average)) * units.SecondsPerMonth / 1e6
		lines = append(lines, n.usage("aurora", n.Name+", I/O requests", "aurora.io", io,
			reason.New("I/O requests", "(reads/s that miss memory + writes/s) × seconds a month ÷ 1,000,000", reason.Fill("({} × {} + {}) × 2,628,000 ÷ 1,000,000", float64(n.Reads.Average), reason.Ratio(miss), float64(n.Writes.Average)), io, "million I/O requests", auroraSource)))
	}
	lines = append(lines, n.proxy(s)...)
	kept := n.daily().GiB() * backupDays
	return append(lines, n.usage("aurora", n.Name+", backups above the free day", "aurora.backup.storage", kept,
		reason.New("Backups", "7 days of changes; one day's full backup is free", reason.Fill("7 × {} GiB", n.daily().GiB()), kept, "GB-month", auroraSource)))
}

// Estimate adds usages at the first tier of their rates, to compare two ways of
// buying the same thing. A missing rate makes a way infinitely dear.
func Estimate(lines []bill.Usage, p Policy) float64 {
	total := 0.0
	for _, l := range lines {
		price, ok := p.hourly(l.Key)
		if !ok && l.Amount > 0 {
			return 1e300
		}
		total += price * l.Amount
	}
	return total
}
