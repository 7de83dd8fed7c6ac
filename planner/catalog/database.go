package catalog

import (
	"fmt"
	"math"
	"slices"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Limits and planning constants of the relational engines.
const (
	maxReaders     = 15      // read replicas of one primary
	lossUse        = 0.95    // utilisation allowed while the replicas of a zone are down
	iopsUse        = 0.8     // share of provisioned IOPS planned for
	poolPerMachine = 10      // connections each web or worker machine keeps
	writeIO        = 2.0     // disk operations per row written: page and log
	gp3Small       = 3000.0  // IOPS included below gp3Stripe
	gp3Large       = 12000.0 // IOPS included from gp3Stripe up
	gp3Stripe      = 400.0   // GiB from which RDS stripes a gp3 volume
	gp3MaxIOPS     = 64000.0
	rdsMaxGiB      = 65536.0
	auroraMaxGiB   = 131072.0
	burstableOps   = 1000 // operations per second at peak a burstable class is trusted with
	auroraBurst    = 200  // the same for Aurora, whose guide keeps burstable classes to small loads
	bufferFill     = 0.75 // of memory that caches pages
	memoryPerRow   = 0.01 // memory per byte stored, for the upper levels of indexes and maintenance
	maxClassMemory = 512 * units.GiB
)

var (
	rdsSource    = reason.Source{Name: "Amazon RDS User Guide: storage, connections, read replicas", AsOf: "2023-06-15"}
	auroraSource = reason.Source{Name: "Amazon Aurora User Guide: limits, replication, storage", AsOf: "2023-06-15"}
	poolSource   = reason.Ours("a pool of 10 connections on each machine; max_connections by the formula of the Amazon RDS User Guide")
	cpuPerOp     = reason.Ours("reads and writes per second and vCPU, discounted from vendor benchmarks")
)

// database is the shared sizing of RDS and Aurora for one need.
type database struct {
	n          Need
	p          Policy
	aurora     bool
	r, w       float64 // peak operations per second
	readCPU    float64 // vCPU seconds per read
	writeCPU   float64
	applyCPU   float64 // on a replica: replaying a change costs half of making it
	offload    float64 // share of reads replicas may take; 0 when not allowed
	u          float64
	minReaders int
	classes    []class // offered in the region
	disks      *diskPrices
}

// class is an instance class with its prices of an hour: in one zone, and as a
// primary of this design.
type class struct {
	Instance
	single, primary float64
}

// diskPrices are of a month: of a GiB and of a provisioned IOPS.
type diskPrices struct{ gib, iops float64 }

// placement is one way to run the database.
type placement struct {
	Instance
	shards, readers     int
	writer, reader      float64 // busy vCPUs at peak
	storage, iops, need float64 // per primary: GiB, provisioned IOPS, IOPS used at peak
	hit                 float64 // share of reads found in memory
	conns               float64 // held on each primary
	pooled              bool    // through RDS Proxy
	monthly             float64
	fits                bool
}

// inFlight is the queries running at peak, at the target half of a connection's time.
func (d *database) inFlight() float64 {
	return (d.r + d.w) * d.p.Workload.Assumptions.DBQuery.Seconds() / 0.5
}

func newDatabase(n Need, p Policy, aurora bool) *database {
	d := unplaced(n, p, aurora)
	d.classes = d.offered(p.Workload.Processor)
	if !slices.ContainsFunc(d.classes, func(c class) bool { return c.Baseline == 0 }) {
		// The region sells no fixed class for this processor: take the other's.
		d.classes = append(d.classes, d.offered(workload.ARM)...)
	}
	return d
}

// unplaced is a database without the classes it may run on.
func unplaced(n Need, p Policy, aurora bool) *database {
	a := &p.Workload.Assumptions
	d := &database{n: n, p: p, aurora: aurora, r: float64(n.Reads.Peak), w: float64(n.Writes.Peak),
		readCPU: 1 / float64(a.DBReadsPerVCPU), writeCPU: 1 / float64(a.DBWritesPerVCPU), u: float64(a.Utilisation)}
	d.applyCPU = d.writeCPU / 2
	if p.Replicas && d.r*d.readCPU > d.w*d.writeCPU {
		d.offload = float64(a.ReplicaReads)
	}
	if p.Replica {
		d.minReaders, d.offload = 1, float64(a.ReplicaReads)
	}
	if aurora && p.Zones > 1 {
		// An Aurora cluster survives a zone by promoting a reader.
		d.minReaders = 1
		d.offload = float64(a.ReplicaReads)
	}
	return d
}

// offered lists the classes the region sells for a processor, small burstable
// ones first. Larger burstable classes cost what fixed ones do, Aurora starts at
// 4 GiB, and a shard is no place for CPU credits.
func (d *database) offered(processor workload.Processor) []class {
	named := classKeys(d.engine(), d.aurora, processor)
	kept := make([]class, 0, len(named))
	for _, named := range named {
		i := named.Instance
		burstable := i.Baseline > 0
		if burstable && (i.Memory > 4*units.GiB || d.r+d.w > d.burstOps() || d.p.Shards || d.aurora && i.Memory < 4*units.GiB) {
			continue
		}
		if d.p.Zones > 1 && i.Memory < 2*units.GiB {
			continue // a micro class is no production database
		}
		single, ok := d.p.offered(named.single)
		if !ok {
			continue
		}
		c := class{Instance: i, single: single, primary: single}
		if d.standby() {
			c.primary, _ = d.p.hourly(named.multi)
		}
		kept = append(kept, c)
	}
	return kept
}

// standby tells that each primary has a second instance that takes over.
func (d *database) standby() bool { return d.p.Zones > 1 && !d.aurora }

// burstOps is the operations a second at peak a burstable class is trusted with,
// our assumption: credits carry an average, and a peak this high is still brief.
func (d *database) burstOps() float64 {
	if d.aurora {
		return auroraBurst
	}
	return burstableOps
}

// mean is the busy vCPUs of the primaries on average, of which a share of reads
// goes to replicas.
func (d *database) mean(off float64) float64 {
	return float64(d.n.Writes.Average)*d.writeCPU + float64(d.n.Reads.Average)*(1-off)*d.readCPU
}

func (d *database) engine() string {
	switch d.p.Workload.Database {
	case workload.MySQL, workload.AuroraMySQL:
		return "mysql"
	default:
		return "postgresql"
	}
}

func (d *database) key(class string, multi bool) pricing.Key {
	return classKey(d.engine(), d.aurora, class, multi)
}

// writer is the busy vCPUs of a primary at peak.
func (d *database) writer(shards, readers int) float64 {
	k, off := float64(shards), 0.0
	if readers > 0 {
		off = d.offload
	}
	return d.w/k*d.writeCPU + d.r/k*(1-off)*d.readCPU
}

// place evaluates one class with a number of shards and readers.
func (d *database) place(i Instance, shards, readers int) placement {
	pl := d.fit(i, shards, readers)
	if pl.fits {
		pl.monthly = d.price(pl)
	}
	return pl
}

// fit is place without the price.
func (d *database) fit(i Instance, shards, readers int) placement {
	k := float64(shards)
	pl := placement{Instance: i, shards: shards, readers: readers}
	r, w, off := d.r/k, d.w/k, 0.0
	if readers > 0 {
		off = d.offload
	}
	pl.writer = d.writer(shards, readers)
	ok := pl.writer <= d.u*i.VCPU+1e-9
	if readers > 0 {
		pl.reader = r*off*d.readCPU/float64(readers) + w*d.applyCPU
		ok = ok && pl.reader <= d.u*i.VCPU+1e-9
		// After the loss of a zone the replicas left, or the writer, carry all reads.
		if left := d.readersLeft(readers); left == 0 {
			ok = ok && w*d.writeCPU+r*d.readCPU <= lossUse*i.VCPU
		} else {
			ok = ok && r*off*d.readCPU/float64(left)+w*d.applyCPU <= lossUse*i.VCPU
		}
	}
	if i.Baseline > 0 {
		ok = ok && d.mean(off)/k <= i.Baseline
	}
	ok = d.disk(&pl, r, w, off) && ok
	pl.conns = float64(d.n.Clients * poolPerMachine)
	if pl.conns > d.connections(i) {
		// Too many machines for a pool on each: RDS Proxy shares connections
		// among the queries in flight.
		pl.pooled, pl.conns = true, d.inFlight()/k
	}
	ok = ok && pl.conns <= d.connections(i)
	ok = ok && float64(i.Memory) >= d.memory(k)
	pl.fits = ok
	return pl
}

// readersLeft is the fewest read replicas that answer after any one zone is
// lost. They are spread evenly, away from the primary first; where the primary's
// zone is lost, Aurora promotes one of those left.
func (d *database) readersLeft(readers int) int {
	zones := max(2, d.p.Zones)
	left := readers - (readers+zones-1)/zones
	if d.aurora {
		left = min(left, readers-readers/zones-1)
	}
	return max(0, left)
}

// disk sizes storage and IOPS; false when the class or gp3 cannot deliver them.
func (d *database) disk(pl *placement, r, w, off float64) bool {
	a := &d.p.Workload.Assumptions
	k := float64(pl.shards)
	hit := float64(a.BufferHit)
	if hot := float64(d.n.Hot) / k; hot > 0 {
		hit *= min(1, float64(pl.Memory)*bufferFill/hot)
	}
	pl.hit = hit
	pl.need = r*(1-off)*(1-hit) + w*writeIO
	pl.storage = max(20, math.Ceil(d.n.Ahead.GiB()*float64(a.StorageOverhead)/k))
	if d.aurora {
		return pl.storage <= auroraMaxGiB
	}
	if pl.need > gp3Small*iopsUse && pl.storage < gp3Stripe {
		pl.storage = gp3Stripe // the cheapest way to more than 3,000 IOPS
	}
	pl.iops = gp3Small
	if pl.storage >= gp3Stripe {
		pl.iops = max(gp3Large, math.Ceil(pl.need/iopsUse/1000)*1000)
	}
	if pl.EBSIOPS > 0 && pl.need > pl.EBSIOPS*iopsUse {
		return false
	}
	return pl.iops <= gp3MaxIOPS && pl.storage <= rdsMaxGiB
}

// provisioned is the storage bought; Aurora's volume is not.
func (pl placement) provisioned(d *database) float64 {
	if d.aurora {
		return 0
	}
	return pl.storage
}

// connections is the engine's default max_connections for a class, less the
// tenth of memory the service itself takes.
func (d *database) connections(i Instance) float64 {
	usable := float64(i.Memory) * 0.9
	if d.engine() == "mysql" {
		return math.Floor(usable / 12582880)
	}
	return math.Floor(min(usable/9531392, 5000))
}

func (d *database) sizing() Sizing {
	pl := d.choose()
	k := float64(pl.shards)
	s := Sizing{Unit: pl.Type, Count: pl.shards * (1 + pl.readers), PerZone: 1, Readers: pl.readers, Shards: pl.shards, VCPU: pl.VCPU,
		Storage: pl.provisioned(d), IOPS: pl.iops, Pooled: pl.pooled, Standby: d.standby()}
	if s.Standby {
		s.Count += pl.shards
	}
	s.Detail = pl.Type
	if pl.shards > 1 {
		s.Detail = fmt.Sprintf("%d shards × %s", pl.shards, pl.Type)
	}
	s.Resources = d.resources(pl, k)
	if !d.n.Terse {
		s.Reasons = d.reasons(pl)
	}
	return s.finish()
}
