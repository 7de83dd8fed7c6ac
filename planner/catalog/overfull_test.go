package catalog

import (
	"testing"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Whatever the application and its requests take, a size comes back: with room
// where any has it, else the largest with its memory above target.
func TestEveryNeedHasASize(t *testing.T) {
	for _, service := range []string{"ec2", "fargate"} {
		for _, processor := range []workload.Processor{workload.ARM, workload.X86} {
			for _, zones := range []int{1, 2, 3} {
				for _, resident := range []units.Bytes{50 * units.MB, 28 * units.GB, 50 * units.GB, 56 * units.GB, 110 * units.GB, 128 * units.GB, 230 * units.GB, 10 * units.TB, 0.8*4*units.GiB - 1} {
					for _, request := range []units.Bytes{0, 10 * units.MB, 10 * units.GB} {
						for _, peak := range []float64{0, 1, 1e6, 6e13} {
							p := policy(zones)
							p.Workload.Processor, p.Scaling = processor, true
							p.Workload.Assumptions.AppMemory, p.Workload.Assumptions.RequestMemory = min(resident, 50*units.GB), request
							n := Need{CPU: units.Rate{Average: units.PerSecond(peak / 3), Peak: units.PerSecond(peak)}, Resident: resident, InFlight: peak}
							s, _ := sized(t, service, n, p)
							if s.Unit == "" || s.Count < zones || s.PerZone*zones != s.Count || !(s.Average >= float64(zones) && s.Average <= float64(s.Count)) {
								t.Errorf("%s, %s, %d zones, %v resident, %v a request, %v vCPU: %+v", service, processor, zones, resident, request, peak, s)
							}
							memory := resource(s, "memory")
							if over, held := memory.Utilisation() > memoryFill, float64(resident) < memoryFill*512*float64(units.GiB); !held && !over {
								t.Errorf("%s, %s, %d zones: %v is in no size, yet memory is at %v", service, processor, zones, resident, memory.Utilisation())
							}
						}
					}
				}
			}
		}
	}
}

// 28 GB twice are more than 80% of 64 GiB; two versions of 60 GB and 50 GB are too
// much for any of up to 32 vCPUs for x86, and 220 GB for any at all.
func TestLargeApplications(t *testing.T) {
	for _, c := range []struct {
		resident, app units.Bytes
		unit          string
		over          bool
	}{
		{28 * units.GB, 28 * units.GB, "m7i.8xlarge", false},
		{60 * units.GB, 50 * units.GB, "m7i.12xlarge", false},
		{110 * units.GB, 50 * units.GB, "m7i.12xlarge", false},
		{220 * units.GB, 50 * units.GB, "m7i.16xlarge", true},
	} {
		p := policy(2)
		p.Workload.Processor, p.Workload.Assumptions.AppMemory = workload.X86, c.app
		s, _ := sized(t, "ec2", Need{CPU: average(1), Resident: c.resident, InFlight: 1}, p)
		if over := resource(s, "memory").Utilisation() > memoryFill; s.Unit != c.unit || s.Count != 2 || over != c.over {
			t.Errorf("%v: %s, memory at %v", c.resident, s.Detail, resource(s, "memory").Utilisation())
		}
		redo(t, s.Detail, s.Reasons, map[string]int{})
		tasks, _ := sized(t, "fargate", Need{CPU: average(100), Resident: c.resident, InFlight: 1}, p)
		redo(t, tasks.Detail, tasks.Reasons, map[string]int{})
	}
}
