package catalog

import (
	"fmt"
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// bundle is one Lightsail Linux plan with a public IPv4 address.
type bundle struct {
	key      pricing.Key
	name     string
	memory   float64 // GiB
	vcpu     float64
	baseline float64 // share of each vCPU sustained
	disk     float64 // GB
	transfer float64 // GB a month included
}

var bundles = []bundle{
	{"lightsail.linux.0.5gb", "512 MB", 0.5, 2, 0.05, 20, 1024},
	{"lightsail.linux.1gb", "1 GB", 1, 2, 0.10, 40, 2048},
	{"lightsail.linux.2gb", "2 GB", 2, 2, 0.20, 60, 3072},
	{"lightsail.linux.4gb", "4 GB", 4, 2, 0.20, 80, 4096},
	{"lightsail.linux.8gb", "8 GB", 8, 2, 0.30, 160, 5120},
	{"lightsail.linux.16gb", "16 GB", 16, 4, 0.225, 320, 6144},
	{"lightsail.linux.32gb", "32 GB", 32, 8, 0.17, 640, 7168},
}

var lightsailSource = reason.Source{Name: "Amazon Lightsail: plans, and CPU baselines of the developer guide", AsOf: "2023-06-15"}

// lightsail.Size picks the smallest bundle that carries the need; the Sizing has
// no Unit when none does and EC2 must take over.
var _ = register(Service{ID: "lightsail", Name: "Amazon Lightsail", Category: "compute", Size: sizeLightsail, Meter: meterLightsail, Source: lightsailSource})

func sizeLightsail(n Need, p Policy) Sizing {
	a := p.Workload.Assumptions
	u := float64(a.Utilisation)
	memory := n.Resident + units.Bytes(n.InFlight)*a.RequestMemory
	disk := 10 + n.Ahead.GiB()*float64(a.StorageOverhead) + n.Objects.GiB()
	for _, b := range bundles {
		sustained := b.vcpu * b.baseline
		if float64(n.CPU.Average) > sustained || float64(n.CPU.Peak) > b.vcpu*u || memory.GiB() > b.memory*memoryFill || disk > b.disk*memoryFill || n.Egress.GiB() > b.transfer {
			continue
		}
		most := bundles[len(bundles)-1]
		s := Sizing{Unit: string(b.key), Count: 1, PerZone: 1, VCPU: b.vcpu, Detail: b.name + " bundle",
			Resources: []Resource{
				{Name: "CPU sustained", Demand: float64(n.CPU.Average), Capacity: sustained, Target: 1, AtLargest: float64(n.CPU.Average), Max: most.vcpu * most.baseline, Unit: "vCPU", Source: lightsailSource},
				{Name: "memory", Demand: memory.GiB(), Base: n.Resident.GiB(), Capacity: b.memory, Target: memoryFill, AtLargest: memory.GiB(), Max: most.memory, Unit: "GiB", Source: lightsailSource},
				{Name: "disk", Demand: disk, Base: 10, Capacity: b.disk, Target: memoryFill, AtLargest: disk, Max: most.disk, Unit: "GB", Source: lightsailSource},
				{Name: "transfer", Demand: n.Egress.GiB(), Capacity: b.transfer, Target: 1, AtLargest: n.Egress.GiB(), Max: most.transfer, Unit: "GB a month", Source: lightsailSource},
			},
			Reasons: append(slices.Clone(n.Because),
				n.why("Sustained CPU", "average busy vCPUs, against vCPUs × baseline of the bundle", n.fill("{} of {} × {}", float64(n.CPU.Average), b.vcpu, reason.Ratio(b.baseline)), float64(n.CPU.Average), "vCPU", lightsailSource),
				n.why("Memory", "application and database + requests in flight × memory each", n.fill("{} GiB + {} × {} MB of {} GiB", n.Resident.GiB(), n.InFlight, float64(a.RequestMemory/units.MB), b.memory), memory.GiB(), "GiB", reason.Ours("memory of application, database and request")),
				n.why("Disk", "10 GB system + rows × overhead + objects", n.fill("10 + {} × {} + {} of {} GB", n.Ahead.GiB(), float64(a.StorageOverhead), n.Objects.GiB(), b.disk), disk, "GB", reason.Ours("10 GB for the system")),
				n.why("Transfer", "sent to users a month, against the allowance", n.fill("{} of {} GB", n.Egress.GiB(), b.transfer), n.Egress.GiB(), "GB", lightsailSource),
			)}
		return s.finish()
	}
	return Sizing{}
}

func meterLightsail(n Need, s Sizing, _ Policy) []bill.Usage {
	disk := 20.0
	for _, b := range bundles {
		if string(b.key) == s.Unit {
			disk = b.disk
		}
	}
	used := min(disk, 10+n.Rows.GiB()+n.Objects.GiB())
	return []bill.Usage{
		n.usage("lightsail", fmt.Sprintf("%s, Lightsail %s (IPv4 and transfer included)", n.Name, s.Detail), pricing.Key(s.Unit), 1,
			n.why("Bundles", "one server", "1", 1, "month", lightsailSource)),
		n.usage("lightsail", n.Name+", daily snapshots", "ebs.snapshot.storage", used,
			n.why("Snapshots", "10 GB system + data, kept once and never more than the disk: later snapshots are incremental", n.fill("10 + {} + {} GB, at most {}", n.Rows.GiB(), n.Objects.GiB(), disk), used, "GB-month", reason.Ours("Lightsail snapshots at the EBS snapshot rate"))),
	}
}
