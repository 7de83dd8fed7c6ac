package catalog

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Sizes a fleet may use: above 32 vCPUs the loss of one machine is too large a
// share of a zone. A single server may use the largest of the table.
const (
	fleetVCPU  = 32
	perZoneMax = 8
	// Burstable sizes suit fleets whose whole peak is a few vCPUs: above that
	// credits are one more thing to watch, and fixed sizes cost the same.
	burstableVCPU = 3.0
	fewer         = 1.2 // price worth paying for fewer machines
	memoryFill    = 0.8 // of instance memory, our assumption; the rest is page cache
)

var ec2Source = reason.Source{Name: "Amazon EC2 instance types; baseline network as listed in aws/karpenter-provider-aws", AsOf: "2026-08-21"}
var zoneSource = reason.Source{Name: "Amazon Builders' Library, Static stability using Availability Zones", URL: "https://aws.amazon.com/builders-library/static-stability-using-availability-zones/"}

var _ = register(Service{ID: "ec2", Name: "Amazon EC2", Category: "compute", Size: sizeFleet, Meter: meterFleet, Source: ec2Source})

// choice is one instance type with the count it needs.
type choice struct {
	Instance
	needed         float64 // before rounding and zones
	count, perZone int
	average        float64
	mean           float64 // needed at average load, before rounding and zones
	monthly        float64
	cpu, net, mem  float64
	fits           bool
	overfull       bool // not even the largest size holds the application: mem is its share of the memory
}

func sizeFleet(n Need, p Policy) Sizing {
	candidates := machines(p.Workload.Processor)
	var room [48]choice
	all := fleetChoices(room[:0], candidates, &n, &p, fleetVCPU)
	if len(all) == 0 {
		// Better a large share of a zone in one machine than none that holds the
		// application.
		all = fleetChoices(room[:0], candidates, &n, &p, math.Inf(1))
	}
	if len(all) == 0 {
		all = []choice{largestChoice(candidates, &n, &p)}
	}
	best := pick(all, p.Zones > 1)
	return fleetSizing(best, n, p, float64(p.Workload.Assumptions.Utilisation))
}

// machine is an instance type with the key of its price.
type machine struct {
	Instance
	key pricing.Key
}

// machineTypes lists the types of a fleet once, by processor: a plan chooses
// among them some hundred times.
var machineTypes = sync.OnceValue(func() map[bool][]machine {
	all := map[bool][]machine{}
	for _, processor := range []workload.Processor{workload.ARM, workload.X86} {
		for _, i := range families(processor, "", []string{"t4g", "c7g", "m7g", "r7g"}, []string{"t3", "c7i", "m7i", "r7i"}) {
			x86 := processor == workload.X86
			all[x86] = append(all[x86], machine{i, pricing.Key("ec2." + i.Type)})
		}
	}
	return all
})

// machines lists the types of a processor that a fleet may use, burstable ones
// first. The slice is not to be changed.
func machines(p workload.Processor) []machine { return machineTypes()[p == workload.X86] }

// fleetChoices appends the sizes that hold the application, in a fleet those of no
// more than some vCPUs.
func fleetChoices(all []choice, candidates []machine, n *Need, p *Policy, most float64) []choice {
	for _, i := range candidates {
		if p.Zones > 1 && (i.VCPU > most || i.Baseline > 0 && (i.VCPU > 2 || float64(n.CPU.Peak) > burstableVCPU)) {
			continue
		}
		if c, ok := fleetChoice(i, n, p); ok {
			all = append(all, c)
		}
	}
	return all
}

// largestChoice is the size of the most memory, for an application that none
// holds: as many as its CPU and network take, with memory above its target. It
// need not have a price.
func largestChoice(candidates []machine, n *Need, p *Policy) choice {
	largest := candidates[0]
	for _, i := range candidates {
		if i.Memory > largest.Memory {
			largest = i
		}
	}
	u := float64(p.Workload.Assumptions.Utilisation)
	c := choice{Instance: largest.Instance, overfull: true, fits: p.Zones > 1,
		cpu: float64(n.CPU.Peak) / (largest.VCPU * u), net: float64(n.Network.Peak) / (largest.Network * u),
		mem: float64(n.Resident) / (float64(largest.Memory) * memoryFill)}
	price, _ := p.offered(largest.key)
	c.needed = max(c.cpu, c.net)
	c.finish(n, p, price)
	return c
}

// fleetChoice works out how many of one type a need takes.
func fleetChoice(i machine, n *Need, p *Policy) (choice, bool) {
	a := &p.Workload.Assumptions
	u := float64(a.Utilisation)
	room := float64(i.Memory)*memoryFill - float64(n.Resident)
	if room <= 0 || (p.Zones > 1 && room < float64(a.AppMemory)) {
		// A fleet server must hold two versions of an application side by side
		// during a release.
		return choice{}, false
	}
	price, ok := p.offered(i.key)
	if !ok {
		return choice{}, false
	}
	c := choice{Instance: i.Instance}
	c.cpu = float64(n.CPU.Peak) / (i.VCPU * u)
	if i.Baseline > 0 {
		c.cpu = max(c.cpu, float64(n.CPU.Average)/i.Baseline)
	}
	c.net = float64(n.Network.Peak) / (i.Network * u)
	c.mem = n.InFlight * float64(a.RequestMemory) / room
	c.needed = max(c.cpu, c.net, c.mem)
	c.fits = p.Zones > 1 || c.needed <= 1+1e-9
	c.finish(n, p, price)
	return c, true
}

// finish counts the machines of a choice, at peak and on average, and their
// price a month.
func (c *choice) finish(n *Need, p *Policy, price float64) {
	c.count, c.perZone = spread(ceil(max(c.needed, 1)), p.Zones)
	c.average = float64(c.count)
	if p.Scaling && n.CPU.Peak > 0 {
		// The fleet follows the load: billed on what the average needs.
		mean := c.needed * float64(n.CPU.Average/n.CPU.Peak)
		if c.Baseline > 0 {
			mean = max(mean, float64(n.CPU.Average)/c.Baseline)
		}
		c.mean = mean
		count, _ := spread(ceil(max(mean, 1)), p.Zones)
		c.average = float64(min(count, c.count))
	}
	c.monthly = c.average * price
	if !c.fits {
		c.count, c.perZone, c.average, c.monthly = 1, 1, 1, price
	}
}

// spread places n units so that losing one zone leaves n: with two zones each
// carries all of it. Callers count at least one unit and one zone.
func spread(n, zones int) (total, perZone int) {
	perZone, total, err := queueing.StaticallyStable(n, zones)
	if err != nil {
		panic(fmt.Sprintf("catalog: %d units over %d zones: %v", n, zones, err))
	}
	return total, perZone
}

// pick takes the cheapest choice that fits; of those within a fifth of its price
// the one with the fewest machines. A fleet stays within perZoneMax machines a
// zone where any size allows it; where nothing fits, the largest is returned.
func pick(all []choice, fleet bool) choice {
	allowed := func(c *choice) bool { return c.fits && (!fleet || c.perZone <= perZoneMax) }
	var cheapest *choice
	for i := range all {
		if c := &all[i]; allowed(c) && (cheapest == nil || c.monthly < cheapest.monthly) {
			cheapest = c
		}
	}
	if cheapest == nil {
		return largestOfNone(all)
	}
	best := cheapest
	for i := range all {
		c := &all[i]
		if allowed(c) && c.monthly <= cheapest.monthly*fewer && (c.count < best.count || (c.count == best.count && c.monthly < best.monthly)) {
			best = c
		}
	}
	return *best
}

// largestOfNone is the choice that comes nearest where none fits.
func largestOfNone(all []choice) choice {
	best := all[0]
	for _, c := range all[1:] {
		if c.needed < best.needed-1e-9 || (math.Abs(c.needed-best.needed) <= 1e-9 && c.monthly < best.monthly) {
			best = c
		}
	}
	return best
}

func fleetSizing(c choice, n Need, p Policy, u float64) Sizing {
	survive := 1.0
	if p.Zones > 1 {
		survive = float64(p.Zones-1) / float64(p.Zones)
	}
	count := float64(c.count)
	largest := largestOf(p.Workload.Processor)
	scales := p.Zones > 1
	res := func(name string, demand, base, capacity, most, share float64, unit string) Resource {
		r := Resource{Name: name, Demand: demand, Base: base, Capacity: capacity, Target: share, AtLargest: demand, Max: most, Unit: unit, Scales: scales, Source: ec2Source}
		if scales {
			r.Max = 0
		}
		return r
	}
	// After the loss of a zone the machines left hold all requests in flight.
	memory := float64(n.Resident)*count + n.InFlight*float64(p.Workload.Assumptions.RequestMemory)/survive
	s := Sizing{Unit: c.Type, Count: c.count, PerZone: c.perZone, Average: c.average, VCPU: c.VCPU,
		Detail: fmt.Sprintf("%d × %s", c.count, c.Type),
		Resources: []Resource{
			res("CPU", float64(n.CPU.Peak), 0, c.VCPU*count, largest.VCPU, u*survive, "vCPU"),
			res("network", float64(n.Network.Peak)/1e9, 0, c.Network*count/1e9, largest.Network/1e9, u*survive, "Gbit/s"),
			res("memory", memory/float64(units.GiB), float64(n.Resident)*count/float64(units.GiB), float64(c.Memory)*count/float64(units.GiB), largest.Memory.GiB(), memoryFill, "GiB"),
		}}
	if c.Baseline > 0 && !scales {
		s.Resources = append(s.Resources, res("CPU credits", float64(n.CPU.Average), 0, c.Baseline, 0, 1, "vCPU sustained"))
	}
	if !n.Terse {
		s.Reasons = fleetReasons(c, n, p, u)
	}
	return s.finish()
}

func largestOf(proc workload.Processor) Instance {
	f := Family("m7g")
	if proc == workload.X86 {
		f = Family("m7i")
	}
	return f[len(f)-1]
}

// memoryReason is what memory asks of the count: servers for the requests in
// flight, or how far the application alone is above what a server may hold.
func memoryReason(c choice, n Need, p Policy) reason.Reason {
	if c.overfull {
		return n.why("Application in the largest server", "application ÷ 80% of memory: above 1, no server holds it", n.fill("{} GB ÷ ({} × {} GB)", float64(n.Resident/units.GB), reason.Ratio(memoryFill), float64(c.Memory/units.GB)), c.mem, "of a server", reason.Ours("memory of the application; a fifth of memory is left to the system"))
	}
	return n.why("Servers by memory", "requests in flight × memory each ÷ (80% of memory − application)", n.fill("{} × {} GB ÷ ({} × {} GB − {} GB)", n.InFlight, float64(p.Workload.Assumptions.RequestMemory/units.GB), reason.Ratio(memoryFill), float64(c.Memory/units.GB), float64(n.Resident/units.GB)), c.mem, "servers", reason.Ours("memory of application and request; a fifth of memory is left to the system"))
}

func fleetReasons(c choice, n Need, p Policy, u float64) []reason.Reason {
	rs := append(slices.Clone(n.Because),
		n.why("Servers by CPU", "busy vCPUs at peak ÷ (vCPUs × target utilisation)", n.fill("{} ÷ ({} × {})", float64(n.CPU.Peak), c.VCPU, reason.Ratio(u)), float64(n.CPU.Peak)/(c.VCPU*u), "servers", ec2Source),
		n.why("Servers by network", "peak Gbit/s ÷ (baseline × target utilisation)", n.fill("{} ÷ ({} × {})", float64(n.Network.Peak)/1e9, c.Network/1e9, reason.Ratio(u)), c.net, "servers", ec2Source),
		memoryReason(c, n, p),
	)
	if c.Baseline > 0 {
		rs = append(rs, n.why("Servers by CPU credits", "average busy vCPUs ÷ vCPUs a burstable size sustains", n.fill("{} ÷ {}", float64(n.CPU.Average), c.Baseline), float64(n.CPU.Average)/c.Baseline, "servers", reason.Source{Name: "Amazon EC2 User Guide, CPU credits and baseline", AsOf: "2023-06-15"}))
	}
	if p.Zones > 1 {
		z := p.Zones
		rs = append(rs, n.why("Servers that survive the loss of a zone", "zones × ⌈servers needed ÷ (zones − 1)⌉", n.fill("{} × ⌈{} ÷ {}⌉", z, ceil(max(c.needed, 1)), z-1), float64(c.count), "servers", zoneSource))
		if p.Scaling && n.CPU.Peak > 0 {
			rs = append(rs, n.why("Servers billed", "zones × ⌈⌈servers needed at average load⌉ ÷ (zones − 1)⌉, never more than at peak: Auto Scaling follows the load, drawn at its peak", n.fill("{} × ⌈⌈{}⌉ ÷ {}⌉", z, max(c.mean, 1), z-1), c.average, "servers on average", reason.Ours("the fleet is billed at the size its average load needs: target tracking of EC2 Auto Scaling follows the load all day")))
		}
	}
	return rs
}

func meterFleet(n Need, s Sizing, p Policy) []bill.Usage {
	lines := append(compute(n, s, p), meterVolumes(n, s, p)...)
	if n.Units > 0 {
		lines = append(lines, n.usage("vpc", n.Name+", public IPv4", "vpc.ipv4.inuse", float64(n.Units)*units.HoursPerMonth, n.hours("Public addresses", float64(n.Units), "address-hours")))
	}
	return lines
}

// compute bills instance hours: the steady part under a Savings Plan when the
// team asks for one, what Auto Scaling adds at the on-demand rate.
func compute(n Need, s Sizing, p Policy) []bill.Usage {
	onDemand := pricing.Key("ec2." + s.Unit)
	if p.Workload.Pricing == workload.OnDemand {
		return []bill.Usage{n.usage("ec2", n.Name+", "+s.Unit, onDemand, s.Average*units.HoursPerMonth, n.hours("Instance hours", s.Average, "instance-hours"))}
	}
	key := pricing.Key("compute-sp-1y-noupfront.ec2." + s.Unit)
	term := "1 year"
	if p.Workload.Pricing == workload.Savings3Y {
		key, term = pricing.Key("compute-sp-3y-noupfront.ec2."+s.Unit), "3 years"
	}
	return []bill.Usage{n.usage("ec2", n.Name+", "+s.Unit+", Compute Savings Plan "+term+", no upfront", key, s.Average*units.HoursPerMonth, n.hours("Committed instance hours", s.Average, "instance-hours"))}
}
