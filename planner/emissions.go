package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/carbon"
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Carbon is an estimate of a stage's energy and emissions in a month.
type Carbon struct {
	KWh         float64 // at the socket, overhead of the data centre included
	Grid        float64 // kg of CO2 equivalent a kWh
	Operating   float64 // kg from electricity
	Embodied    float64 // kg: the month's share of making the servers
	Total       float64 // kg
	PerThousand float64 // kg for each thousand users
	Parts       []CarbonPart
	NotIncluded []string
	Text        string
	Reasons     []reason.Reason
}

// CarbonPart is one tier's compute, memory, storage or network.
type CarbonPart struct {
	Tier, Name string
	Kind       string  // "compute", "memory", "storage", "network"
	KWh        float64 // before the overhead of the data centre
	Embodied   float64 // kg; of compute only
	Reasons    []reason.Reason
}

// emissions estimates a stage; nil when the team did not ask, or the region's
// grid is not known.
func (b builder) emissions(z sized, s Stage) *Carbon {
	grid, ok := carbon.Grid(b.w.Region)
	if !b.w.Carbon || !ok {
		return nil
	}
	c := &Carbon{Grid: grid}
	covered := map[string]bool{}
	add := func(parts ...CarbonPart) {
		for _, p := range parts {
			if p.KWh > 0 || p.Embodied > 0 {
				covered[p.Tier] = true
				c.Parts = append(c.Parts, p)
			}
		}
	}
	for _, t := range z.tiers {
		add(b.machines(z, t)...)
	}
	for _, item := range s.Bill.Items {
		add(storedOrSent(item, b.chip(""))...)
	}
	energy := 0.0
	for _, p := range c.Parts {
		energy += p.KWh
		c.Embodied += p.Embodied
	}
	c.KWh = energy * carbon.PUE
	c.Operating = c.KWh * grid
	c.Total = c.Operating + c.Embodied
	c.PerThousand = c.Total / float64(s.SizedAt) * 1000
	c.NotIncluded = notEstimated(z, covered)
	c.Text = fmt.Sprintf("An estimate: %s kWh and %s kg of CO2 equivalent a month, %s kg of it from making the servers; by location, before any green electricity AWS buys.",
		units.FormatNumber(c.KWh, 3), units.FormatNumber(c.Total, 3), units.FormatNumber(c.Embodied, 3))
	c.Reasons = []reason.Reason{
		reason.New("Energy at the socket", "energy of the parts × power usage effectiveness", reason.Fill("{} kWh × {}", energy, carbon.PUE), c.KWh, "kWh", carbon.Source),
		reason.New("From electricity", "energy × intensity of the grid", reason.Fill("{} kWh × {} kg/kWh", c.KWh, grid), c.Operating, "kg CO2e", carbon.Source),
		reason.New("With the making of servers", "from electricity + share of making the servers", reason.Fill("{} + {}", c.Operating, c.Embodied), c.Total, "kg CO2e", carbon.Source),
	}
	return c
}

// chip is the processor of an instance type: Graviton types end their family
// with a g. Without a type it is the workload's.
func (b builder) chip(unit string) carbon.Chip {
	family, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(unit, "db."), "cache."), ".")
	switch {
	case strings.HasSuffix(family, "g"):
		return carbon.Graviton2
	case unit == "" && b.w.Processor == workload.ARM:
		return carbon.Graviton2
	case family == "lightsail":
		return carbon.Average
	}
	return carbon.Skylake
}

// machines is the energy of a tier of instances: their vCPUs at the average
// utilisation, and memory beyond what the chip's figure holds.
func (b builder) machines(z sized, t Tier) []CarbonPart {
	n := z.load.need(t.ID)
	count := float64(t.Sizing.Count)
	busy := 0.0 // vCPUs, on average
	switch t.Service {
	case "ec2", "lightsail":
		count, busy = t.Sizing.Average, float64(n.CPU.Average)
	case "rds", "aurora":
		a := b.w.Assumptions
		busy = float64(n.Reads.Average/a.DBReadsPerVCPU + n.Writes.Average/a.DBWritesPerVCPU)
	case "elasticache":
		busy = cacheBusy(n, t)
	default:
		return nil
	}
	vcpu := count * t.Sizing.VCPU
	if vcpu <= 0 {
		return nil
	}
	chip, used := b.chip(t.Sizing.Unit), busy/vcpu
	kg, of, life := chip.EmbodiedTerms()
	compute := CarbonPart{Tier: t.ID, Name: t.Name, Kind: "compute", KWh: chip.Compute(vcpu, used, units.HoursPerMonth), Embodied: chip.Embodied(vcpu, units.HoursPerMonth)}
	compute.Reasons = []reason.Reason{
		reason.New("Average utilisation", "busy vCPUs on average ÷ vCPUs", reason.Fill("{} ÷ {}", busy, vcpu), used, "of its vCPUs", ours),
		reason.New("Energy of "+t.Name, "(idle W + utilisation × (full W − idle W)) × vCPUs × hours ÷ 1,000, "+chip.Name, reason.Fill("({} + {} × ({} − {})) × {} × {} ÷ 1,000", chip.MinWatts, min(1, used), chip.MaxWatts, chip.MinWatts, vcpu, units.HoursPerMonth), compute.KWh, "kWh", carbon.Source),
		reason.New("Making the servers of "+t.Name, "kg of a server × hours ÷ hours of its life × vCPUs ÷ vCPUs of a server", reason.Fill("{} kg × {} ÷ {} × {} ÷ {}", kg, units.HoursPerMonth, life, vcpu, of), compute.Embodied, "kg CO2e", carbon.Source),
	}
	parts := []CarbonPart{compute}
	i, known := catalog.InstanceNamed(t.Sizing.Unit)
	if !known || i.Baseline > 0 { // burstable sizes share servers the method cannot compare
		return parts
	}
	gb := count * i.Memory.GiB()
	extra := chip.ExtraGB(vcpu, gb)
	memory := CarbonPart{Tier: t.ID, Name: t.Name, Kind: "memory", KWh: carbon.Memory(extra, units.HoursPerMonth)}
	memory.Reasons = []reason.Reason{reason.New("Energy of memory beyond the chip's own", "(GB − GB that so many vCPUs of the measured servers have) × 0.000392 kWh × hours", reason.Fill("({} − {}) × 0.000392 × {}", gb, chip.ChipGB(vcpu), units.HoursPerMonth), memory.KWh, "kWh", carbon.Source)}
	return append(parts, memory)
}

// cacheBusy is the busy vCPUs of a cache: its share of the operations it could
// answer, on average. Every copy is counted as the primary is.
func cacheBusy(n catalog.Need, t Tier) float64 {
	peak := float64(n.Reads.Peak + n.Writes.Peak)
	if r, has := t.Sizing.Resource("operations"); has && peak > 0 {
		return r.Utilisation() * float64(n.Reads.Average+n.Writes.Average) / peak * float64(t.Sizing.Count) * t.Sizing.VCPU
	}
	return 0
}

// kept says on what, and in how many copies, a billed GB-month is stored.
var kept = map[string]struct {
	medium carbon.Medium
	copies float64
}{
	"ebs.gp3.storage": {carbon.SSD, 2}, "ebs.snapshot.storage": {carbon.HDD, 3}, "rds.storage.gp3.single-az": {carbon.SSD, 1}, "rds.storage.gp3.multi-az": {carbon.SSD, 2},
	"rds.backup.storage": {carbon.HDD, 3}, "aurora.storage.standard": {carbon.SSD, 6}, "aurora.storage.io-optimized": {carbon.SSD, 6}, "aurora.backup.storage": {carbon.HDD, 3},
	"s3.standard.storage": {carbon.HDD, 6}, "dynamodb.storage.standard": {carbon.SSD, 2}, "cloudwatch.logs.storage": {carbon.HDD, 6},
}

// storedOrSent is the energy of a line of the bill that stores GB, sends them
// between zones or runs functions: the method, too, reads what is billed.
func storedOrSent(item bill.Item, functions carbon.Chip) []CarbonPart {
	gb, key := item.Quantity.Float(), string(item.RateKey)
	p := CarbonPart{Tier: item.Component, Name: item.Name}
	k, stored := kept[key]
	switch {
	case stored:
		p.Kind, p.KWh = "storage", carbon.Storage(k.medium, gb, k.copies, units.HoursPerMonth)
		p.Reasons = []reason.Reason{reason.New("Energy of "+item.Name, "GB ÷ 1,000 × Wh a TB and hour × copies × hours ÷ 1,000, on "+string(k.medium),
			reason.Fill("{} ÷ 1,000 × {} × {} × {} ÷ 1,000", gb, k.medium.WhPerTBHour(), k.copies, units.HoursPerMonth), p.KWh, "kWh", carbon.Source)}
	case key == "dt.inter-az":
		p.Kind, p.KWh = "network", carbon.Network(gb/2) // billed in both directions, sent once
		p.Reasons = []reason.Reason{reason.New("Energy between zones", "GB billed in both directions ÷ 2 × 0.001 kWh", reason.Fill("{} ÷ 2 × 0.001", gb), p.KWh, "kWh", carbon.Source)}
	case strings.HasPrefix(key, "lambda.") && strings.HasSuffix(key, ".gbs"):
		vcpu := gb / carbon.LambdaGBPerCPU
		p.Kind, p.KWh, p.Embodied = "compute", functions.Compute(vcpu, carbon.Unmeasured, 1.0/3600), functions.Embodied(vcpu, 1.0/3600)
		p.Reasons = []reason.Reason{reason.New("Energy of functions", "GB-seconds ÷ 1.75 GB a vCPU ÷ 3,600 × mean W at 50% ÷ 1,000", reason.Fill("{} ÷ {} ÷ 3,600 × {} ÷ 1,000", gb, carbon.LambdaGBPerCPU, functions.Watts(carbon.Unmeasured)), p.KWh, "kWh", carbon.Source)}
	}
	return []CarbonPart{p}
}

// notEstimated lists what the estimate leaves out.
func notEstimated(z sized, covered map[string]bool) []string {
	var names []string
	for _, t := range z.tiers {
		if !covered[t.ID] {
			names = append(names, t.Name)
		}
	}
	all := []string{"Networks to the users and their devices: the method counts traffic between data centres only", "Energy of managed services beyond what they store"}
	if len(names) > 0 {
		all = append(all, "Managed parts whose energy AWS does not publish: "+strings.Join(names, ", "))
	}
	return append(all, "Making of disks and network gear: the method knows servers only")
}
