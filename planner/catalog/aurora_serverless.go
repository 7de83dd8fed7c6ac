package catalog

import (
	"fmt"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// An Aurora capacity unit is about 2 GiB of memory with the CPU that memory-
// optimised classes pair with it: 8 GiB, four units, a vCPU.
const (
	acuMemory  = 2 * units.GiB
	acuPerVCPU = 4.0
	acuLeast   = 0.5
	acuMost    = 256.0
)

var (
	acuSource = reason.Source{Name: "Amazon Aurora User Guide, Aurora Serverless v2: a capacity unit has about 2 GiB of memory, 0.5 to 256 units an instance", URL: "https://aws.amazon.com/rds/aurora/serverless/", AsOf: "2025-03-05"}
	acuOurs   = reason.Ours("four capacity units do the work of a vCPU: both come with 8 GiB of memory in the r classes")
)

// Serverless is the Aurora Serverless v2 capacity of a need, for each primary.
type Serverless struct {
	Instances     int // a writer and, over several zones, the readers that take over
	Shards        int
	Average, Peak float64 // capacity units of each instance
	busy, memory  float64
	target        float64
}

// SizeServerless is the capacity units a need takes, on average and at peak: by
// the busy vCPUs at the target utilisation, never less than its working set
// needs in memory, so that scaling down does not empty the cache of pages. A
// reader that may take over scales with its writer.
func SizeServerless(n Need, p Policy) Serverless {
	d := unplaced(n, p, true)
	s := Serverless{Instances: 1 + d.minReaders, Shards: 1, target: d.u}
	if p.Shards {
		s.Shards = max(1, ceil(float64(n.Retained/p.Workload.Assumptions.ShardData)))
	}
	off := 0.0
	if d.minReaders > 0 {
		off = d.offload
	}
	busy := func(r, w float64) float64 {
		return max(w*d.writeCPU+r*(1-off)*d.readCPU, r*off*d.readCPU+w*d.applyCPU)
	}
	for ; ; s.Shards += max(1, s.Shards/8) {
		k := float64(s.Shards)
		s.busy = busy(float64(n.Reads.Average), float64(n.Writes.Average)) / k
		s.memory = d.memory(k) / float64(acuMemory)
		s.Average = max(acuLeast, s.memory, s.busy/d.u*acuPerVCPU)
		s.Peak = max(acuLeast, s.memory, busy(d.r, d.w)/k/d.u*acuPerVCPU)
		if s.Peak <= acuMost || !p.Shards || s.Shards >= 4096 {
			return s
		}
	}
}

// WhyNot says why Serverless cannot carry the need; empty when it can.
func (s Serverless) WhyNot() string {
	if s.Peak <= acuMost {
		return ""
	}
	return fmt.Sprintf("The peak takes %s capacity units; an instance scales to 256.", reason.N(s.Peak))
}

// Usage meters the capacity, with storage and I/O as on standard instances.
func (s Serverless) Usage(n Need, p Policy) []bill.Usage {
	hours := s.Average * float64(s.Instances*s.Shards) * units.HoursPerMonth
	lines := []bill.Usage{n.usage("aurora", n.Name+", Serverless v2, capacity units", "aurora.serverlessv2.acu", hours,
		n.why("Capacity units of an instance on average", "the largest of busy vCPUs ÷ target utilisation × 4, memory needed ÷ 2 GiB, and 0.5", n.fill("max({} ÷ {} × 4, {}, 0.5)", s.busy, reason.Ratio(s.target), s.memory), s.Average, "ACU", acuOurs),
		n.why("ACU-hours", "capacity units × instances × hours a month", n.fill("{} × {} × 730 h", s.Average, s.Instances*s.Shards), hours, "ACU-hours", acuSource))}
	standard := unplaced(n, p, true).auroraLines(Sizing{Shards: s.Shards}, false)
	return append(lines, standard[1:]...) // what is stored, read and backed up costs the same
}

// MeterAuroraStandard bills an Aurora sizing in the standard configuration, I/O
// by the request.
func MeterAuroraStandard(n Need, s Sizing, p Policy) []bill.Usage {
	return unplaced(n, p, true).auroraLines(s, false)
}

// MeterAuroraOptimized bills an Aurora sizing in the I/O-Optimized
// configuration: I/O included, instances and storage dearer.
func MeterAuroraOptimized(n Need, s Sizing, p Policy) []bill.Usage {
	return unplaced(n, p, true).auroraLines(s, true)
}
