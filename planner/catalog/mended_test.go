package catalog

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// A load of brief peaks stays on a burstable class: 20 × the average is no reason
// for a fixed one while the average earns its credits. What ends that is listed.
func TestBurstableClassCarriesBriefPeaks(t *testing.T) {
	n := Need{Reads: units.Rate{Average: 30, Peak: 600}, Writes: units.Rate{Average: 5, Peak: 100}, Ahead: 10 * units.GB, Rows: 5 * units.GB}
	s := newDatabase(n, policy(2), false).sizing()
	if !strings.HasPrefix(s.Unit, "db.t4g") {
		t.Fatalf("%s for 35 operations/s on average and 700 at peak", s.Unit)
	}
	has(t, s, "burstable operations", Resource{Demand: 700, Capacity: 1000, Target: 1, AtLargest: 700})
	credits := Resource{}
	for _, r := range s.Resources {
		if r.Name == "CPU credits" {
			credits = r
		}
	}
	a := policy(2).Workload.Assumptions
	near(t, "average", credits.Demand, 5/float64(a.DBWritesPerVCPU)+30/float64(a.DBReadsPerVCPU))
	n.Reads.Peak = 901
	if s := newDatabase(n, policy(2), false).sizing(); strings.HasPrefix(s.Unit, "db.t4g") {
		t.Errorf("%s above 1,000 operations/s", s.Unit)
	}
	said := false
	for _, r := range newDatabase(n, policy(2), false).sizing().Reasons {
		said = said || strings.Contains(r.Formula, "above 1,000")
	}
	if !said {
		t.Error("the rule that asks for a fixed class is not printed")
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// Batches grow with the rate: no rate doubles or tenths the requests of the next.
func TestBatchesGrowGradually(t *testing.T) {
	for _, c := range []struct{ peak, want float64 }{{0, 1}, {10, 1}, {11, 1.1}, {50, 5}, {99, 9.9}, {100, 10}, {1e6, 10}} {
		near(t, "batch", batch(Need{Requests: units.Rate{Peak: units.PerSecond(c.peak)}}), c.want)
	}
	near(t, "as stated", batch(Need{Batch: 1, Requests: units.Rate{Peak: 1000}}), 1)
}
