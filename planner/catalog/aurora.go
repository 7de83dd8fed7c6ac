package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

var _ = register(Service{ID: "aurora", Name: "Amazon Aurora", Category: "database", Source: auroraSource,
	Size: func(n Need, p Policy) Sizing {
		if p.Workload.Asked.Capacity == workload.Serverless {
			return sizeServerless(n, p)
		}
		return newDatabase(n, p, true).sizing()
	},
	Meter: meterAurora})

// meterAurora bills the cheaper of the standard and the I/O-Optimized
// configuration.
func meterAurora(n Need, s Sizing, p Policy) []bill.Usage {
	if s.Unit == serverlessClass {
		return SizeServerless(n, p).Usage(n, p)
	}
	d := unplaced(n, p, true)
	d.n.Terse = true
	optimized := Estimate(d.auroraLines(s, false), p) > Estimate(d.auroraLines(s, true), p)
	d.n.Terse = n.Terse
	return d.auroraLines(s, optimized)
}

func (d *database) auroraLines(s Sizing, optimized bool) []bill.Usage {
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
		n.usage("aurora", n.Name+", "+s.Unit+", "+kind, key, count*units.HoursPerMonth, n.hours("Writer and readers", count, "instance-hours")),
		n.usage("aurora", n.Name+", storage, "+kind, storage, gib, d.n.why("Stored", "rows × overhead", d.n.fill("{} GiB × {}", n.Rows.GiB(), float64(d.p.Workload.Assumptions.StorageOverhead)), gib, "GB-month", auroraSource)),
	}
	if !optimized {
		miss := 1 - float64(d.p.Workload.Assumptions.BufferHit)
		io := (float64(n.Reads.Average)*miss + float64(n.Writes.Average)) * units.SecondsPerMonth / 1e6
		lines = append(lines, n.usage("aurora", n.Name+", I/O requests", "aurora.io", io,
			d.n.why("I/O requests", "(reads/s that miss memory + writes/s) × seconds a month ÷ 1,000,000", d.n.fill("({} × {} + {}) × 2,628,000 ÷ 1,000,000", float64(n.Reads.Average), reason.Ratio(miss), float64(n.Writes.Average)), io, "million I/O requests", auroraSource)))
	}
	lines = append(lines, n.proxy(s)...)
	kept := n.daily().GiB() * backupDays
	return append(lines, n.usage("aurora", n.Name+", backups above the free day", "aurora.backup.storage", kept,
		d.n.why("Backups", "7 days of changes; one day's full backup is free", d.n.fill("7 × {} GiB", n.daily().GiB()), kept, "GB-month", auroraSource)))
}

// serverlessClass is the instance class of Aurora Serverless v2.
const serverlessClass = "db.serverless"

// sizeServerless is an Aurora cluster whose instances scale with the load: drawn
// at its peak, billed on its average.
func sizeServerless(n Need, p Policy) Sizing {
	d, z := unplaced(n, p, true), SizeServerless(n, p)
	k := float64(z.Shards)
	limit := func(v float64) float64 {
		if p.Shards {
			return 0
		}
		return v
	}
	peak := min(z.Peak, acuMost)
	busy := d.w*d.writeCPU + d.r*d.readCPU
	if z.Instances > 1 {
		busy = max(d.w*d.writeCPU+d.r*(1-d.offload)*d.readCPU, d.r*d.offload*d.readCPU+d.w*d.applyCPU)
	}
	stored, ahead := n.Rows.GiB()*float64(p.Workload.Assumptions.StorageOverhead), n.Ahead.GiB()*float64(p.Workload.Assumptions.StorageOverhead)
	memory := d.memoryResource(units.Bytes(peak)*acuMemory, k)
	memory.Scales = true // the capacity follows it by itself
	s := Sizing{Unit: serverlessClass, Count: z.Shards * z.Instances, PerZone: 1, Readers: z.Instances - 1, Shards: z.Shards, VCPU: peak / acuPerVCPU,
		Detail: fmt.Sprintf("%s to %s ACU", reason.N(round2(z.Average)), reason.N(round2(peak))),
		Resources: []Resource{
			{Name: "CPU of the primary", Demand: busy, Capacity: peak / acuPerVCPU * k, Target: d.u, AtLargest: busy, Max: limit(acuMost / acuPerVCPU), Unit: "vCPU", Source: acuOurs, Scales: true},
			memory,
			{Name: "storage", Demand: stored, Capacity: auroraMaxGiB * k, Target: 1, AtLargest: ahead, Max: limit(auroraMaxGiB), Unit: "GiB", Source: auroraSource, Scales: true},
		}, Reasons: append(slices.Clone(n.Because),
			n.why("Capacity units of an instance at peak", "the largest of busy vCPUs at peak ÷ primaries ÷ target utilisation × 4, memory needed ÷ 2 GiB, and 0.5", n.fill("max({} ÷ {} ÷ {} × 4, {}, 0.5)", busy, z.Shards, reason.Ratio(d.u), z.memory), z.Peak, "ACU, of 256 at most", acuOurs),
			n.why("Capacity units of an instance on average", "the same at the average load", n.fill("max({} ÷ {} × 4, {}, 0.5)", z.busy, reason.Ratio(z.target), z.memory), z.Average, "ACU", acuSource),
		)}
	return s.finish()
}

// missing is an estimate with a rate missing: dearer than anything.
const missing = 1e300

// Estimate adds usages at the first tier of their rates, to compare two ways of
// buying the same thing. A missing rate makes a way infinitely dear.
func Estimate(lines []bill.Usage, p Policy) float64 {
	total := 0.0
	for _, l := range lines {
		price, ok := p.hourly(l.Key)
		if !ok && l.Amount > 0 {
			return missing
		}
		total += price * l.Amount
	}
	return total
}
