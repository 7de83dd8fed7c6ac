package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

func (d *database) resources(pl placement, k float64) []Resource {
	a := d.p.Workload.Assumptions
	biggest := d.largest(pl.shards)
	src, top := rdsSource, rdsMaxGiB
	if d.aurora {
		src, top = auroraSource, auroraMaxGiB
	}
	least := d.w*d.writeCPU + d.r*(1-d.offload)*d.readCPU
	limit := func(v float64) float64 {
		if d.p.Shards {
			return 0 // another shard is added
		}
		return v
	}
	rs := []Resource{{Name: "CPU of the primary", Demand: pl.writer * k, Capacity: pl.VCPU * k, Target: d.u, AtLargest: least, Max: limit(biggest.VCPU), Unit: "vCPU", Source: cpuPerOp}}
	if pl.Baseline > 0 {
		off := 0.0
		if pl.readers > 0 {
			off = d.offload
		}
		rs = append(rs,
			Resource{Name: "burstable operations", Demand: d.r + d.w, Capacity: d.burstOps(), Target: 1, AtLargest: d.r + d.w, Unit: "operations/s", Source: burstSource},
			Resource{Name: "CPU credits", Demand: d.mean(off), Capacity: pl.Baseline * k, Target: 1, AtLargest: d.mean(off), Unit: "vCPU sustained", Source: creditSource})
	}
	rs = append(rs, d.memoryResource(pl.Memory, k))
	if pl.readers > 0 {
		rs = append(rs, Resource{Name: "CPU of the read replicas", Demand: pl.reader * float64(pl.readers) * k, Capacity: pl.VCPU * float64(pl.readers) * k, Target: d.u,
			AtLargest: d.r*d.offload*d.readCPU + maxReaders*d.w*d.applyCPU, Max: limit(biggest.VCPU * maxReaders), Unit: "vCPU", Source: cpuPerOp, Scales: true})
	}
	ahead := d.n.Ahead.GiB() * float64(a.StorageOverhead)
	capacity := max(pl.storage*k, ahead)
	if d.aurora {
		capacity = top * k // the volume grows by itself and is billed by what is stored
	}
	rs = append(rs, Resource{Name: "storage", Demand: d.n.Rows.GiB() * float64(a.StorageOverhead), Capacity: capacity, Target: 1, AtLargest: ahead, Max: limit(top), Unit: "GiB", Source: src, Scales: true})
	if !d.aurora {
		least := d.r*(1-d.offload)*(1-float64(a.BufferHit)) + d.w*writeIO
		rs = append(rs, Resource{Name: "IOPS", Demand: pl.need * k, Capacity: pl.iops * k, Target: iopsUse, AtLargest: least, Max: limit(gp3MaxIOPS), Unit: "IOPS", Source: src, Scales: true})
	}
	return append(rs, Resource{Name: "connections", Demand: pl.conns, Capacity: d.connections(pl.Instance), Target: 1, AtLargest: d.inFlight(), Scales: true, Max: limit(d.connections(biggest.Instance)), Unit: "connections", Source: src})
}

func (d *database) reasons(pl placement) []reason.Reason {
	a := d.p.Workload.Assumptions
	k := float64(pl.shards)
	r, w, off := d.r/k, d.w/k, 0.0
	if pl.readers > 0 {
		off = d.offload
	}
	rs := append(slices.Clone(d.n.Because),
		d.n.why("Busy vCPUs of the primary at peak", "writes/s ÷ writes per vCPU + reads/s × (1 − share read from replicas) ÷ reads per vCPU",
			d.n.fill("{} ÷ {} + {} × (1 − {}) ÷ {}", w, float64(a.DBWritesPerVCPU), r, reason.Ratio(off), float64(a.DBReadsPerVCPU)), pl.writer, "vCPU", cpuPerOp),
		d.n.why("vCPUs needed", "busy vCPUs ÷ target utilisation", d.n.fill("{} ÷ {}", pl.writer, reason.Ratio(d.u)), pl.writer/d.u, fmt.Sprintf("vCPU → %s has %s", pl.Type, reason.N(pl.VCPU)), cpuPerOp),
		d.burstReason(pl, k, off),
		d.storageReason(pl),
		d.iopsReason(pl),
		d.n.why("Disk operations at peak", "reads/s × (1 − share found in memory) + 2 × writes/s", d.n.fill("{} × (1 − {}) + 2 × {}", r*(1-off), reason.Ratio(pl.hit), w), pl.need, "IOPS", reason.Ours("95% of reads found in memory once the working set fits; a write costs a page and a log operation")),
		d.n.why("Memory needed", "the larger of 1% of the rows and working set ÷ 75%, ÷ primaries; never more than the largest class has", d.n.fill("max({} × {} GiB, {} GiB ÷ {}) ÷ {}, at most {}", reason.Ratio(memoryPerRow), d.n.Rows.GiB(), d.n.Hot.GiB(), reason.Ratio(bufferFill), k, units.Bytes(maxClassMemory).GiB()), d.memory(k)/float64(units.GiB), fmt.Sprintf("GiB → %s has %s", pl.Type, reason.N(pl.Memory.GiB())), memoryOurs),
		d.connectionReason(pl),
		d.connectionsReason(pl),
	)
	if pl.readers > 0 {
		rs = append(rs, d.n.why("Busy vCPUs of each read replica", "reads/s × share ÷ replicas ÷ reads per vCPU + writes/s ÷ writes per vCPU ÷ 2",
			d.n.fill("{} × {} ÷ {} ÷ {} + {} ÷ {} ÷ 2", r, reason.Ratio(off), pl.readers, float64(a.DBReadsPerVCPU), w, float64(a.DBWritesPerVCPU)), pl.reader, "vCPU", cpuPerOp))
	}
	if d.p.Shards {
		rs = append(rs, d.n.why("Shards", "⌈rows when retention is full ÷ data per primary⌉, and at least as many as leave each a load that one class carries", d.n.fill("⌈{} GB ÷ {} GB⌉, at least {}", float64(d.n.Retained/units.GB), float64(a.ShardData/units.GB), pl.shards), float64(pl.shards), "primaries", reason.Ours("data we are willing to restore at once")))
	}
	return rs
}

func (d *database) connectionReason(pl placement) reason.Reason {
	if pl.pooled {
		return d.n.why("Connections", "queries in flight at peak ÷ primaries, shared by RDS Proxy: a pool on each machine would exceed max_connections",
			d.n.fill("({} + {}) × {} s ÷ 0.5 ÷ {} of {}", d.r, d.w, d.p.Workload.Assumptions.DBQuery.Seconds(), pl.shards, d.connections(pl.Instance)), pl.conns, "connections", rdsSource)
	}
	return d.n.why("Connections", "machines × 10 each, against max_connections of the class", d.n.fill("{} × 10 of {}", d.n.Clients, d.connections(pl.Instance)), pl.conns, "connections", poolSource)
}

var (
	burstSource  = reason.Ours("a burstable class carries brief peaks: up to 1,000 operations/s, and up to 200/s with Aurora, whose guide keeps these classes to development and small loads; no credit is borrowed on average")
	creditSource = reason.Source{Name: "Amazon EC2 User Guide, CPU credits and baseline", AsOf: "2023-06-15"}
)

// burstReason says why the class is burstable, or fixed.
func (d *database) burstReason(pl placement, k, off float64) reason.Reason {
	if pl.Baseline > 0 {
		return d.n.why("Average busy vCPUs, which a burstable class must sustain", "average writes/s ÷ writes per vCPU + average reads/s × (1 − share read from replicas) ÷ reads per vCPU, ÷ primaries",
			d.n.fill("({} ÷ {} + {} × (1 − {}) ÷ {}) ÷ {}", float64(d.n.Writes.Average), float64(d.p.Workload.Assumptions.DBWritesPerVCPU), float64(d.n.Reads.Average), reason.Ratio(off), float64(d.p.Workload.Assumptions.DBReadsPerVCPU), k), d.mean(off)/k,
			fmt.Sprintf("vCPU, of %s sustained; above %s operations/s at peak a fixed class is taken", reason.N(pl.Baseline), reason.N(d.burstOps())), burstSource)
	}
	return d.n.why("Operations/s at peak", fmt.Sprintf("reads/s + writes/s; a fixed class is taken above %s at peak, where credits would run out, where memory asks for it, and for shards", reason.N(d.burstOps())), d.n.fill("{} + {}", d.r, d.w), d.r+d.w, "operations/s", burstSource)
}

// connectionsReason is the engine's default max_connections for the class.
func (d *database) connectionsReason(pl placement) reason.Reason {
	if d.engine() == "mysql" {
		return d.n.why("Connections the class takes", "⌊bytes of memory × 0.9 ÷ 12,582,880⌋", d.n.fill("⌊{} GiB × 1,073,741,824 × 0.9 ÷ 12,582,880⌋", pl.Memory.GiB()), d.connections(pl.Instance), "connections", poolSource)
	}
	return d.n.why("Connections the class takes", "⌊bytes of memory × 0.9 ÷ 9,531,392⌋, at most 5,000", d.n.fill("min(⌊{} GiB × 1,073,741,824 × 0.9 ÷ 9,531,392⌋, 5,000)", pl.Memory.GiB()), d.connections(pl.Instance), "connections", poolSource)
}

// proxy bills RDS Proxy by the vCPUs of the instances behind it.
func (n Need) proxy(s Sizing) []bill.Usage {
	if !s.Pooled {
		return nil
	}
	vcpu := s.VCPU * float64(s.Shards) * float64(1+s.Readers)
	return []bill.Usage{n.usage("rds", n.Name+", RDS Proxy", "rds.proxy.vcpu", vcpu*units.HoursPerMonth, n.hours("vCPUs behind the proxy", vcpu, "vCPU-hours"))}
}

// storageReason is the arithmetic of what is provisioned, or for Aurora of what
// its volume holds.
func (d *database) storageReason(pl placement) reason.Reason {
	over := float64(d.p.Workload.Assumptions.StorageOverhead)
	if d.aurora {
		gib := d.n.Rows.GiB() * over
		return d.n.why("Stored in the volume, which grows by itself", "rows × overhead", d.n.fill("{} GiB × {}", d.n.Rows.GiB(), over), gib, "GiB", auroraSource)
	}
	least := 20.0
	if pl.need > gp3Small*iopsUse {
		least = gp3Stripe
	}
	return d.n.why("Storage", "rows at the end of the planning period × overhead ÷ primaries, rounded up; at least 20 GiB (400 GiB where more than 3,000 IOPS are needed)",
		d.n.fill("⌈{} GiB × {} ÷ {}⌉, at least {}", d.n.Ahead.GiB(), over, pl.shards, least), pl.storage, fmt.Sprintf("GiB, with %s IOPS included or provisioned", reason.N(pl.iops)), rdsSource)
}

var iopsOurs = reason.Ours("a fifth of the disk operations is left free")

// iopsReason is the disk operations provisioned, and Aurora's, which bills them
// by use.
func (d *database) iopsReason(pl placement) reason.Reason {
	switch {
	case d.aurora:
		return d.n.why("Disk operations provisioned", "none: the volume takes what comes and bills it", "0", 0, "IOPS", auroraSource)
	case pl.storage < gp3Stripe:
		return d.n.why("Disk operations provisioned", "3,000, included below 400 GiB; 80% of them are planned for", "3,000", pl.iops, "IOPS", iopsOurs)
	}
	return d.n.why("Disk operations provisioned", "the larger of the 12,000 included and disk operations at peak ÷ 80%, rounded up to thousands", d.n.fill("max(12,000, ⌈{} ÷ {} ÷ 1,000⌉ × 1,000)", pl.need, reason.Ratio(iopsUse)), pl.iops, "IOPS", iopsOurs)
}
