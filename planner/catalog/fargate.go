package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/units"
)

// Fargate carries a fleet of web servers or services in tasks.
var _ = register(Service{ID: "fargate", Name: "AWS Fargate", Category: "compute", Source: taskSource, Size: sizeFargate, Meter: MeterTasks})

// sizeFargate is SizeTasks with what the tasks can carry. Where no task carries
// the need, as in one zone, it is the largest task, above its target.
func sizeFargate(n Need, p Policy) Sizing {
	s := SizeTasks(n, p)
	if s.Unit == "" {
		s = largestTask(n, p)
	}
	u, survive := float64(p.Workload.Assumptions.Utilisation), 1.0
	if p.Zones > 1 {
		survive = float64(p.Zones-1) / float64(p.Zones)
	}
	count, scales := float64(s.Count), p.Zones > 1
	last := taskSizes[len(taskSizes)-1]
	most := func(v float64) float64 {
		if scales {
			return 0
		}
		return v
	}
	memory := float64(n.Resident)*count + n.InFlight*float64(p.Workload.Assumptions.RequestMemory)/survive
	s.Resources = []Resource{
		{Name: "CPU", Demand: float64(n.CPU.Peak), Capacity: s.VCPU * count, Target: u * survive, AtLargest: float64(n.CPU.Peak), Max: most(last.vcpu), Unit: "vCPU", Scales: scales, Source: taskSource},
		{Name: "memory", Demand: memory / float64(units.GiB), Base: float64(n.Resident) * count / float64(units.GiB), Capacity: s.Storage * count, Target: memoryFill, AtLargest: memory / float64(units.GiB), Max: most(last.to), Unit: "GiB", Scales: scales, Source: taskSource},
	}
	s.Reasons = append(slices.Clone(n.Because), s.Reasons...)
	return s.finish()
}

// largestTask is the largest size: one task in one zone, in several as many as
// the CPU takes. Where it does not even hold the application, its memory is above
// target however many there are.
func largestTask(n Need, p Policy) Sizing {
	last := taskSizes[len(taskSizes)-1]
	c := choice{Instance: Instance{Type: taskName(last.vcpu, last.to), VCPU: last.vcpu, Memory: units.Bytes(last.to) * units.GiB}, fits: p.Zones > 1}
	u := float64(p.Workload.Assumptions.Utilisation)
	c.cpu = float64(n.CPU.Peak) / (last.vcpu * u)
	if room := float64(c.Memory)*memoryFill - float64(n.Resident); room > 0 {
		c.mem = n.InFlight * float64(p.Workload.Assumptions.RequestMemory) / room
		c.needed = max(c.cpu, c.mem)
	} else {
		c.mem, c.overfull = float64(n.Resident)/(float64(c.Memory)*memoryFill), true
		c.needed = c.cpu
	}
	c.finish(&n, &p, 0)
	s := taskSizing(c, n, p, u)
	s.Detail = fmt.Sprintf("%d × %s", s.Count, s.Unit)
	return s
}
