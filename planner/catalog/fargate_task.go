package catalog

import (
	"fmt"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

var taskSource = reason.Source{Name: "AWS Fargate pricing and Amazon ECS Developer Guide, task sizes", URL: "https://aws.amazon.com/fargate/pricing/", AsOf: "2026-09-11"}

// taskSizes are the sizes a Fargate task may have: vCPUs, and the first, last
// and step of the memory in GiB.
var taskSizes = []struct{ vcpu, from, to, step float64 }{
	{0.25, 0.5, 0.5, 1}, {0.25, 1, 2, 1}, {0.5, 1, 4, 1}, {1, 2, 8, 1}, {2, 4, 16, 1}, {4, 8, 30, 1}, {8, 16, 60, 4}, {16, 32, 120, 8},
}

// SizeTasks is the Fargate tasks that do the work of a fleet: the same target
// utilisation, zones and scaling as for instances. Network is not checked, for
// AWS publishes no baseline of a task. The unit is "0.5 vCPU, 1 GB"; a sizing
// without a unit means that no task holds the application.
func SizeTasks(n Need, p Policy) Sizing {
	a := p.Workload.Assumptions
	u := float64(a.Utilisation)
	vcpuKey, gbKey := taskKeys(p.Workload.Processor)
	perVCPU, _ := p.hourly(vcpuKey)
	perGB, _ := p.hourly(gbKey)
	var all []choice
	for _, size := range taskSizes {
		for gib := size.from; gib <= size.to; gib += size.step {
			memory := units.Bytes(gib) * units.GiB
			room := float64(memory)*memoryFill - float64(n.Resident)
			if room <= 0 {
				continue
			}
			c := choice{Instance: Instance{VCPU: size.vcpu, Memory: memory}}
			c.cpu, c.mem = float64(n.CPU.Peak)/(size.vcpu*u), n.InFlight*float64(a.RequestMemory)/room
			c.needed = max(c.cpu, c.mem)
			c.fits = p.Zones > 1 || c.needed <= 1+1e-9
			c.count, c.perZone = spread(ceil(max(c.needed, 1)), p.Zones)
			c.average = float64(c.count)
			if p.Scaling && n.CPU.Peak > 0 {
				c.mean = c.needed * float64(n.CPU.Average/n.CPU.Peak)
				count, _ := spread(ceil(max(c.mean, 1)), p.Zones)
				c.average = float64(min(count, c.count))
			}
			c.monthly = c.average * (size.vcpu*perVCPU + gib*perGB)
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return Sizing{}
	}
	best := pick(all, p.Zones > 1)
	if !best.fits {
		return Sizing{}
	}
	best.Type = taskName(best.VCPU, best.Memory.GiB())
	return taskSizing(best, n, p, u)
}

func taskName(vcpu, gib float64) string {
	return fmt.Sprintf("%s vCPU, %s GB", reason.N(vcpu), reason.N(gib))
}

func taskSizing(c choice, n Need, p Policy, u float64) Sizing {
	s := Sizing{Unit: c.Type, Count: c.count, PerZone: c.perZone, Average: c.average, VCPU: c.VCPU, Storage: c.Memory.GiB(), Utilisation: -1,
		Detail: fmt.Sprintf("%d tasks of %s", c.count, c.Type), Reasons: []reason.Reason{
			n.why("Tasks by CPU", "busy vCPUs at peak ÷ (vCPUs × target utilisation)", n.fill("{} ÷ ({} × {})", float64(n.CPU.Peak), c.VCPU, reason.Ratio(u)), c.cpu, "tasks", taskSource),
			taskMemoryReason(c, n, p),
		}}
	if p.Zones > 1 {
		s.Reasons = append(s.Reasons, n.why("Tasks that survive the loss of a zone", "zones × ⌈tasks needed ÷ (zones − 1)⌉", n.fill("{} × ⌈{} ÷ {}⌉", p.Zones, ceil(max(c.needed, 1)), p.Zones-1), float64(c.count), "tasks", zoneSource))
	}
	if p.Scaling && p.Zones > 1 && n.CPU.Peak > 0 {
		s.Reasons = append(s.Reasons, n.why("Tasks billed", "zones × ⌈⌈tasks needed at average load⌉ ÷ (zones − 1)⌉, never more than at peak", n.fill("{} × ⌈⌈{}⌉ ÷ {}⌉", p.Zones, max(c.mean, 1), p.Zones-1), c.average, "tasks on average", taskSource))
	}
	return s
}

// taskMemoryReason is what memory asks of the count: tasks for the requests in
// flight, or how far the application alone is above what a task may hold.
func taskMemoryReason(c choice, n Need, p Policy) reason.Reason {
	if c.overfull {
		return n.why("Application in the largest task", "application ÷ 80% of memory: above 1, no task holds it", n.fill("{} GB ÷ ({} × {} GB)", float64(n.Resident/units.GB), reason.Ratio(memoryFill), float64(c.Memory/units.GB)), c.mem, "of a task", reason.Ours("memory of the application, as on a server"))
	}
	return n.why("Tasks by memory", "requests in flight × memory each ÷ (80% of memory − application)", n.fill("{} × {} GB ÷ ({} × {} GB − {} GB)", n.InFlight, float64(p.Workload.Assumptions.RequestMemory/units.GB), reason.Ratio(memoryFill), float64(c.Memory/units.GB), float64(n.Resident/units.GB)), c.mem, "tasks", reason.Ours("memory of application and request, as on a server"))
}

// taskKeys are the rates of a vCPU-hour and a GB-hour.
func taskKeys(processor workload.Processor) (vcpu, gb pricing.Key) {
	if processor == workload.X86 {
		return "fargate.x86.vcpu", "fargate.x86.gb"
	}
	return "fargate.arm.vcpu", "fargate.arm.gb"
}

// MeterTasks bills the tasks SizeTasks chose: vCPU-hours and GB-hours of the
// average fleet; the first 20 GB of disk of each task are included.
func MeterTasks(n Need, s Sizing, p Policy) []bill.Usage {
	vcpuKey, gbKey := taskKeys(p.Workload.Processor)
	vcpu, gb := s.Average*s.VCPU*units.HoursPerMonth, s.Average*s.Storage*units.HoursPerMonth
	lines := []bill.Usage{
		n.usage("fargate", n.Name+", Fargate tasks of "+s.Unit+", vCPU", vcpuKey, vcpu, append(append([]reason.Reason{}, s.Reasons...),
			n.why("vCPU-hours", "tasks × vCPUs × hours a month", n.fill("{} × {} × 730 h", s.Average, s.VCPU), vcpu, "vCPU-hours", monthSource))...),
		n.usage("fargate", n.Name+", Fargate tasks of "+s.Unit+", memory", gbKey, gb,
			n.why("GB-hours", "tasks × GB × hours a month", n.fill("{} × {} × 730 h", s.Average, s.Storage), gb, "GB-hours", monthSource)),
	}
	if n.Units > 0 {
		lines = append(lines, n.usage("vpc", n.Name+", public IPv4", "vpc.ipv4.inuse", float64(n.Units)*units.HoursPerMonth, n.hours("Public addresses", float64(n.Units), "address-hours")))
	}
	return lines
}
