package catalog

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// choose takes the cheapest placement. Read replicas must save a tenth, or be
// the only way: fewer parts are worth that much.
func (d *database) choose() placement {
	shards := 1
	if d.p.Shards {
		shards = max(1, ceil(float64(d.n.Retained/d.p.Workload.Assumptions.ShardData)))
	}
	for ; ; shards += max(1, shards/8) {
		plain, replicated := d.cheapest(shards, d.minReaders, d.minReaders), placement{}
		if d.offload > 0 {
			replicated = d.cheapest(shards, d.minReaders+1, maxReaders)
		}
		switch {
		case plain.fits && (!replicated.fits || replicated.monthly > 0.9*plain.monthly):
			return plain
		case replicated.fits:
			return replicated
		case !d.p.Shards || shards >= 4096:
			return d.largest(shards)
		}
	}
}

func (d *database) cheapest(shards, from, to int) placement {
	var best placement
	for readers := from; readers <= to; readers++ {
		busy := d.writer(shards, readers)
		for i := range d.classes {
			c := &d.classes[i]
			if busy > d.u*c.VCPU+1e-9 {
				continue // whatever else it has; most classes end here under much load
			}
			if best.fits && d.instances(*c, shards, readers) >= best.monthly-1e-9 {
				continue // no cheaper, whatever its disks
			}
			pl := d.fit(c.Instance, shards, readers)
			if !pl.fits {
				continue
			}
			pl.monthly = d.cost(*c, &pl)
			if pl.monthly > 0 && (!best.fits || pl.monthly < best.monthly-1e-9) {
				best = pl
			}
		}
	}
	return best
}

// largest is what a stage ends with: the biggest class, all replicas allowed.
func (d *database) largest(shards int) placement {
	all := d.classes
	best := all[0].Instance
	for _, c := range all {
		if c.VCPU > best.VCPU || (c.VCPU == best.VCPU && c.Memory > best.Memory) {
			best = c.Instance
		}
	}
	readers := d.minReaders
	if d.offload > 0 {
		readers = maxReaders
	}
	return d.place(best, shards, readers)
}

// price is the monthly cost used to choose between placements.
func (d *database) price(pl placement) float64 {
	c := class{Instance: pl.Instance}
	c.single, _ = d.p.hourly(d.key(pl.Type, false))
	c.primary = c.single
	if d.standby() {
		c.primary, _ = d.p.hourly(d.key(pl.Type, true))
	}
	return d.cost(c, &pl)
}

// instances is the monthly cost of a placement without its disks, and so the
// least it can be.
func (d *database) instances(c class, shards, readers int) float64 {
	k, h := float64(shards), units.HoursPerMonth
	if d.aurora {
		return k * float64(1+readers) * c.single * h
	}
	return k * ((c.primary + float64(readers)*c.single) * h)
}

// cost is price with the prices of the class known.
func (d *database) cost(c class, pl *placement) float64 {
	if d.aurora {
		return d.instances(c, pl.shards, pl.readers)
	}
	k, h := float64(pl.shards), units.HoursPerMonth
	disks := 1 + float64(pl.readers)
	if d.p.Zones > 1 {
		disks = 1 + float64(pl.readers)/2 // the rate is of two copies, a replica has one
	}
	per := d.diskPrice()
	return k * ((c.primary+float64(pl.readers)*c.single)*h + (pl.storage*per.gib+pl.extraIOPS()*per.iops)*disks)
}

// diskPrice is what the disks of a primary cost.
func (d *database) diskPrice() diskPrices {
	if d.disks == nil {
		gib, iops := pricing.Key("rds.storage.gp3.single-az"), pricing.Key("rds.storage.gp3.iops.single-az")
		if d.p.Zones > 1 {
			gib, iops = "rds.storage.gp3.multi-az", "rds.storage.gp3.iops.multi-az"
		}
		d.disks = &diskPrices{}
		d.disks.gib, _ = d.p.hourly(gib)
		d.disks.iops, _ = d.p.hourly(iops)
	}
	return *d.disks
}

// extraIOPS is what is paid above the included IOPS.
func (pl *placement) extraIOPS() float64 {
	if pl.storage < gp3Stripe {
		return 0
	}
	return max(0, pl.iops-gp3Large)
}
