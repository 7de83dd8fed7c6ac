package catalog

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var memoryOurs = reason.Ours("indexes and maintenance need memory in proportion to the data")

// asks is the memory all primaries would take if a class of any size were sold:
// a share of the rows for indexes, and the working set in what caches pages.
func (d *database) asks() float64 {
	return max(float64(d.n.Rows)*memoryPerRow, float64(d.n.Hot)/bufferFill)
}

// memory is what a primary needs. Beyond the largest class misses go to disk.
func (d *database) memory(shards float64) float64 {
	return min(d.asks()/shards, float64(maxClassMemory))
}

// memoryResource is the memory of k primaries of one class. It grows with users
// as rows and reads do, until each primary has all a class may: then nothing of
// it grows any more, and what is not found in memory is counted as IOPS.
func (d *database) memoryResource(class units.Bytes, k float64) Resource {
	r := Resource{Name: "memory", Demand: d.memory(k) * k / float64(units.GiB), Capacity: class.GiB() * k, Target: 1, Unit: "GiB", Source: memoryOurs}
	if d.asks()/k >= float64(maxClassMemory) {
		r.Base = r.Demand
	}
	r.AtLargest = d.asks() / float64(units.GiB)
	return r.largest(d)
}

// MostMemory tells that a class has all the memory that is asked of one.
func MostMemory(class string) bool {
	i, known := InstanceNamed(class)
	return known && i.Memory >= maxClassMemory
}

// largest is the end of a stage by memory. There is none where the region sells
// a class with all the memory that is asked of one, nor where shards are added.
func (r Resource) largest(d *database) Resource {
	most := units.Bytes(0)
	for _, c := range d.classes {
		most = max(most, c.Memory)
	}
	if most > 0 && most < maxClassMemory && !d.p.Shards {
		r.Max = most.GiB()
	}
	return r
}
