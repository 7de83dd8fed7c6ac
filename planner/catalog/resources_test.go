package catalog

import (
	"math"
	"math/rand"
	"strings"
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// resource finds a resource of a sizing; one that is missing is all zeros.
func resource(s Sizing, name string) Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return Resource{}
}

// has compares the figures of a resource with those worked out otherwise.
func has(t *testing.T, s Sizing, name string, want Resource) {
	t.Helper()
	got := resource(s, name)
	is(t, name+": demand", got.Demand, want.Demand)
	is(t, name+": base", got.Base, want.Base)
	is(t, name+": capacity", got.Capacity, want.Capacity)
	is(t, name+": target", got.Target, want.Target)
	is(t, name+": demand at the largest", got.AtLargest, want.AtLargest)
	is(t, name+": the largest", got.Max, want.Max)
}

func TestRoomOfAResource(t *testing.T) {
	for _, c := range []struct {
		r                       Resource
		utilisation, room, most float64
	}{
		{Resource{Demand: 3, Capacity: 10, Target: 0.6}, 0.3, 2, math.Inf(1)},
		{Resource{Demand: 3, Base: 1, Capacity: 10, Target: 0.6, AtLargest: 3, Max: 20}, 0.3, 2.5, 5.5},
		{Resource{Demand: 3, Base: 3, Capacity: 10, Target: 0.2, AtLargest: 2, Max: 20}, 0.3, math.Inf(1), math.Inf(1)},
		{Resource{Demand: 2, Base: 3, Capacity: 10, Target: 1}, 0.2, math.Inf(1), math.Inf(1)},
		{Resource{Demand: 9, Base: 5, Capacity: 8, Target: 0.5, AtLargest: 9, Max: 4}, 1.125, 0, 0},
		{Resource{Demand: 9}, 0, 0, math.Inf(1)},
		{Resource{Demand: 9, Capacity: -1, Target: 1}, 0, 0, math.Inf(1)},
		{Resource{}, 0, math.Inf(1), math.Inf(1)},
		{Resource{Demand: 4, Base: 3, Capacity: 8, Target: 1, AtLargest: 4, Max: 8}, 0.5, 5, 5},
		// A base above what the largest holds is no more than all of it.
		{Resource{Demand: 9, Base: 5, Capacity: 10, Target: 1, AtLargest: 4, Max: 20}, 0.9, 1.25, math.Inf(1)},
	} {
		if c.r.Utilisation() != c.utilisation || c.r.Headroom() != c.room || c.r.LargestHeadroom() != c.most {
			t.Errorf("%+v: %v full, room %v, at the largest %v; want %v, %v, %v", c.r, c.r.Utilisation(), c.r.Headroom(), c.r.LargestHeadroom(), c.utilisation, c.room, c.most)
		}
	}
}

func TestFinish(t *testing.T) {
	half := Resource{Name: "half", Demand: 5, Capacity: 10, Target: 1}
	again, third := half, Resource{Name: "third", Demand: 3, Capacity: 10, Target: 1}
	again.Name = "again"
	growing := Resource{Name: "growing", Demand: 9, Capacity: 10, Target: 1, Scales: true}
	idle, still := Resource{Name: "idle", Capacity: 10, Target: 1}, Resource{Name: "still", Capacity: 20, Target: 1}
	none := Resource{Name: "none", Demand: 1}
	for _, c := range []struct {
		name              string
		resources         []Resource
		bottleneck        string
		utilisation, room float64
	}{
		{"the least room", []Resource{third, half}, "half", 0.5, 2},
		{"the first of equals", []Resource{half, again}, "half", 0.5, 2},
		{"what grows by itself does not bind beside what does not", []Resource{growing, third}, "third", 0.3, 1 / 0.3},
		{"unless all does", []Resource{growing}, "growing", 0.9, 1 / 0.9},
		{"without capacity nothing binds", []Resource{none, growing}, "growing", 0.9, 1 / 0.9},
		{"nor does it beside a fixed one", []Resource{none, third}, "third", 0.3, 1 / 0.3},
		{"the first of two idle ones", []Resource{idle, still}, "idle", 0, 0},
		{"nothing at all", nil, "", -1, 0},
	} {
		s := Sizing{Count: 3, Resources: c.resources}.finish()
		if s.Bottleneck != c.bottleneck || s.Utilisation != c.utilisation || math.Abs(s.Headroom-c.room) > 1e-12 || s.Shards != 1 || s.Average != 3 {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
	if s := (Sizing{Count: 3, Average: 2, Shards: 4}).finish(); s.Average != 2 || s.Shards != 4 {
		t.Errorf("what is set is changed: %+v", s)
	}
}

// A server alone: 0.9 busy vCPUs of 2, 0.2 of 0.937 Gbit/s, 2 GB and 50 requests
// of 10 MB in 8 GiB; it may grow to 64 vCPUs. A fleet of three zones plans for
// two of them and has no largest.
func TestResourcesOfServers(t *testing.T) {
	p := policy(1)
	n := Need{CPU: units.Rate{Average: 0.7, Peak: 0.9}, Network: units.Rate{Average: 1e8, Peak: 2e8}, Resident: 5 * units.GB, InFlight: 50}
	s := sizeFleet(n, p)
	if s.Unit != "m7g.large" || s.Count != 1 || s.Average != 1 || s.VCPU != 2 {
		t.Fatalf("%+v", s)
	}
	gib := 1.073741824
	has(t, s, "CPU", Resource{Demand: 0.9, Capacity: 2, Target: 0.6, AtLargest: 0.9, Max: 64})
	has(t, s, "network", Resource{Demand: 0.2, Capacity: 0.937, Target: 0.6, AtLargest: 0.2, Max: 30})
	has(t, s, "memory", Resource{Demand: 5.5 / gib, Base: 5 / gib, Capacity: 8, Target: 0.8, AtLargest: 5.5 / gib, Max: 256})

	if resource(s, "CPU credits").Name != "" {
		t.Errorf("a fixed type has credits: %+v", s)
	}
	// A burstable one sustains 0.3 of each vCPU.
	n.CPU.Average = 0.5
	s = sizeFleet(n, p)
	if s.Unit != "t4g.large" {
		t.Fatalf("%+v", s)
	}
	has(t, s, "CPU credits", Resource{Demand: 0.5, Capacity: 0.6, Target: 1, AtLargest: 0.5})

	p = policy(3)
	n.CPU = units.Rate{Average: 10, Peak: 30}
	s = sizeFleet(n, p)
	count := float64(s.Count)
	has(t, s, "CPU", Resource{Demand: 30, Capacity: s.VCPU * count, Target: 0.4, AtLargest: 30})
	has(t, s, "memory", Resource{Demand: (5*count + 0.75) / gib, Base: 5 * count / gib, Capacity: InstanceOf(t, s.Unit).Memory.GiB() * count, Target: 0.8, AtLargest: (5*count + 0.75) / gib})
	has(t, s, "network", Resource{Demand: 0.2, Capacity: InstanceOf(t, s.Unit).Network / 1e9 * count, Target: 0.4, AtLargest: 0.2})

	f := sizeFargate(n, p)
	count = float64(f.Count)
	has(t, f, "CPU", Resource{Demand: 30, Capacity: f.VCPU * count, Target: 0.4, AtLargest: 30})
	has(t, f, "memory", Resource{Demand: (5*count + 0.75) / gib, Base: 5 * count / gib, Capacity: f.Storage * count, Target: 0.8, AtLargest: (5*count + 0.75) / gib})
	p = policy(1)
	n.CPU = units.Rate{Average: 3, Peak: 6}
	f = sizeFargate(n, p)
	has(t, f, "CPU", Resource{Demand: 6, Capacity: f.VCPU, Target: 0.6, AtLargest: 6, Max: 16})
	has(t, f, "memory", Resource{Demand: 5.5 / gib, Base: 5 / gib, Capacity: f.Storage, Target: 0.8, AtLargest: 5.5 / gib, Max: 120})
	// No task carries 12 busy vCPUs at 60%: it is the largest, above its target.
	n.CPU.Peak = 12
	if f = sizeFargate(n, p); f.Unit != "16 vCPU, 120 GB" || f.Count != 1 || math.Abs(f.Utilisation-0.75) > 1e-9 || f.Headroom >= 1 {
		t.Errorf("%+v", f)
	}
}

// InstanceOf is the instance of a type.
func InstanceOf(t *testing.T, name string) Instance {
	t.Helper()
	i, ok := InstanceNamed(name)
	if !ok {
		t.Fatalf("no instance %s", name)
	}
	return i
}

func TestInstanceNamed(t *testing.T) {
	for name, want := range map[string]bool{"m7g.large": true, "db.r7g.large": true, "m7g": false, "m7g.huge": false, ".large": false, "": false} {
		if i, ok := InstanceNamed(name); ok != want || ok && i.Type != name {
			t.Errorf("%q: %+v, %v", name, i, ok)
		}
	}
}

// The same figures of a relational tier, worked out from the workload and from
// what was chosen.
func TestResourcesOfDatabases(t *testing.T) {
	r := drawn{rand.New(rand.NewSource(13))}
	for range 200 {
		n, p := r.need(), r.policy()
		aurora := r.Intn(2) == 0
		p.Workload.Asked.Capacity = ""
		d := newDatabase(n, p, aurora)
		s := d.sizing()
		a := p.Workload.Assumptions
		k, readers := float64(s.Shards), float64(s.Readers)
		reads, writes := float64(n.Reads.Peak)/float64(a.DBReadsPerVCPU), float64(n.Writes.Peak)/float64(a.DBWritesPerVCPU)
		share := 0.0 // of the reads that replicas may take
		if p.Replicas && reads > writes || p.Replica || aurora && p.Zones > 1 {
			share = float64(a.ReplicaReads)
		}
		off := 0.0
		if s.Readers > 0 {
			off = share
		}
		limit := func(v float64) float64 {
			if p.Shards {
				return 0
			}
			return v
		}
		u := float64(a.Utilisation)
		vcpu := InstanceOf(t, s.Unit).VCPU
		has(t, s, "CPU of the primary", Resource{Demand: writes + reads*(1-off), Capacity: vcpu * k, Target: u, AtLargest: writes + reads*(1-share), Max: limit(64)})
		if s.Readers > 0 {
			has(t, s, "CPU of the read replicas", Resource{Demand: reads*off + readers*writes/2, Capacity: vcpu * readers * k, Target: u, AtLargest: reads*share + 15*writes/2, Max: limit(64 * 15)})
		}
		if (resource(s, "CPU of the read replicas").Name != "") != (s.Readers > 0) || strings.Contains(s.Detail, "shards") != (s.Shards > 1) {
			t.Errorf("%d replicas, %d shards: %+v", s.Readers, s.Shards, s)
		}
		over := float64(a.StorageOverhead)
		stored, ahead := n.Rows.GiB()*over, n.Ahead.GiB()*over
		each := max(20, math.Ceil(ahead/k))
		inFlight := float64(n.Reads.Peak+n.Writes.Peak) * float64(a.DBQuery) / 1000 * 2
		memory := func(i Instance) float64 {
			if strings.Contains(string(p.Workload.Database), "mysql") {
				return math.Floor(float64(i.Memory) * 0.9 / 12582880)
			}
			return math.Floor(min(float64(i.Memory)*0.9/9531392, 5000))
		}
		conns := float64(10 * n.Clients)
		if s.Pooled {
			conns = inFlight / k
		}
		has(t, s, "connections", Resource{Demand: conns, Capacity: memory(InstanceOf(t, s.Unit)), Target: 1, AtLargest: inFlight, Max: limit(memory(Instance{Memory: 512 * units.GiB}))})
		if aurora {
			has(t, s, "storage", Resource{Demand: stored, Capacity: 131072 * k, Target: 1, AtLargest: ahead, Max: limit(131072)})
			continue
		}
		has(t, s, "storage", Resource{Demand: stored, Capacity: max(s.Storage*k, ahead), Target: 1, AtLargest: ahead, Max: limit(65536)})
		hit := float64(a.BufferHit)
		if hot := float64(n.Hot) / k; hot > 0 {
			hit *= min(1, float64(InstanceOf(t, s.Unit).Memory)*0.75/hot)
		}
		iops := float64(n.Reads.Peak)*(1-off)*(1-hit) + 2*float64(n.Writes.Peak)
		has(t, s, "IOPS", Resource{Demand: iops, Capacity: s.IOPS * k, Target: 0.8, AtLargest: float64(n.Reads.Peak)*(1-share)*(1-float64(a.BufferHit)) + 2*float64(n.Writes.Peak), Max: limit(64000)})
		if iops/k > 2400 {
			each = max(each, 400)
		}
		is(t, "GiB of each primary", s.Storage, each)
		if s.Storage < 400 && s.IOPS != 3000 || s.Storage >= 400 && s.IOPS != max(12000, math.Ceil(iops/k/0.8/1000)*1000) {
			t.Errorf("%v GiB come with %v IOPS, %v are used", s.Storage, s.IOPS, iops/k)
		}
		standby := 0
		if s.Standby {
			standby = 1
		}
		if s.Standby != (p.Zones > 1) || s.Count != s.Shards*(1+s.Readers+standby) {
			t.Errorf("%d machines of %d shards, %d replicas, standby %v", s.Count, s.Shards, s.Readers, s.Standby)
		}
		if t.Failed() {
			t.Fatalf("need %+v\nsizing %+v", n, s)
		}
	}
}

// What each way of running a database must keep, at its ends: 60% of the CPU,
// 95% once a zone is lost, 80% of the IOPS.
func TestPlacesAtTheirEnds(t *testing.T) {
	p := policy(2)
	a := &p.Workload.Assumptions
	a.DBReadsPerVCPU, a.DBWritesPerVCPU, a.ReplicaReads, a.Utilisation = 1000, 500, 0.5, 0.5
	eight := InstanceOf(t, "db.m7g.2xlarge") // 8 vCPUs, 32 GiB, 12,000 IOPS
	small := InstanceOf(t, "db.t4g.medium")  // 2 vCPUs, 4 GiB, sustains 0.4
	peak := func(reads, writes float64) Need {
		return Need{Reads: units.Rate{Peak: units.PerSecond(reads)}, Writes: units.Rate{Peak: units.PerSecond(writes)}}
	}
	with := func(n Need, change func(*Need)) Need { change(&n); return n }
	for _, c := range []struct {
		name            string
		n               Need
		class           Instance
		shards, readers int
		want            bool
	}{
		{"4 busy vCPUs of 8", peak(3000, 500), eight, 1, 0, true},
		{"a read more", peak(3001, 500), eight, 1, 0, false},
		{"over two shards", peak(6000, 1000), eight, 2, 0, true},
		{"a read more over two shards", peak(6002, 1000), eight, 2, 0, false},
		// 3.6 + 0.4 on the writer and 3.6 + 0.2 on the replica are 4 at most; with its
		// zone the replica is lost, and 95% of 8 are 7.6.
		{"95% on the writer alone", peak(7195, 200), eight, 1, 1, true},
		{"a read more on the writer alone", peak(7210, 197), eight, 1, 1, false},
		{"the writer above its target", peak(7200, 201), eight, 1, 1, false},
		// One of two replicas is left with all they answer: 7 + 0.6 are 95% of 8.
		{"a replica left", peak(6000, 500), eight, 1, 2, true},
		{"a replica above its target", peak(14_200, 0), eight, 1, 2, false},
		{"0.4 sustained", with(peak(1, 0), func(n *Need) { n.Reads.Average = 400 }), small, 1, 0, true},
		{"more than sustained", with(peak(1, 0), func(n *Need) { n.Reads.Average = 401 }), small, 1, 0, false},
		{"writes more than sustained", with(peak(1, 0), func(n *Need) { n.Reads.Average, n.Writes.Average = 200, 101 }), small, 1, 0, false},
		{"sustained over two shards", with(peak(1, 0), func(n *Need) { n.Reads.Average, n.Writes.Average = 400, 200 }), small, 2, 0, true},
		{"sustained with a replica", with(peak(1, 0), func(n *Need) { n.Reads.Average = 800 }), small, 1, 1, true},
		{"3,200 GiB of rows in 32 GiB", with(peak(1, 1), func(n *Need) { n.Rows = 3200 * units.GiB }), eight, 1, 0, true},
		{"a GiB more", with(peak(1, 1), func(n *Need) { n.Rows = 3201 * units.GiB }), eight, 1, 0, false},
		{"24 GiB in use", with(peak(1, 1), func(n *Need) { n.Hot = 24 * units.GiB }), eight, 1, 0, true},
		{"25 GiB in use", with(peak(1, 1), func(n *Need) { n.Hot = 25 * units.GiB }), eight, 1, 0, false},
		{"48 GiB in use over two shards", with(peak(1, 1), func(n *Need) { n.Hot = 48 * units.GiB }), eight, 2, 0, true},
	} {
		n := c.n
		pl := newDatabase(n, p, false).place(c.class, c.shards, c.readers)
		if pl.fits != c.want {
			t.Errorf("%s: fits %v, want %v: %+v", c.name, pl.fits, c.want, pl)
		}
		if (pl.monthly > 0) != pl.fits {
			t.Errorf("%s: fits %v for $%v", c.name, pl.fits, pl.monthly)
		}
	}
}

// Over three zones, where replicas take all reads, three of them answer 12,000 at
// half of 8 vCPUs each, and two 1.5 times as many.
func TestReplicasAtTheirTarget(t *testing.T) {
	p := policy(3)
	a := &p.Workload.Assumptions
	a.DBReadsPerVCPU, a.DBWritesPerVCPU, a.ReplicaReads, a.Utilisation = 1000, 500, 1, 0.5
	// Two over two zones: 7.4 busy vCPUs of reads and 0.3 of changes on the one left
	// are above 95% of 8, 7.2 and 0.3 are not.
	p.Zones = 2
	for reads, want := range map[units.PerSecond]bool{7200: true, 7400: false} {
		pl := newDatabase(Need{Reads: units.Rate{Peak: reads}, Writes: units.Rate{Peak: 300}}, p, false).place(InstanceOf(t, "db.m7g.2xlarge"), 1, 2)
		if pl.fits != want {
			t.Errorf("%v reads/s and 300 writes/s: %+v", reads, pl)
		}
	}
	p.Zones = 3
	for reads, want := range map[units.PerSecond]bool{12_000: true, 12_001: false} {
		pl := newDatabase(Need{Reads: units.Rate{Peak: reads}}, p, false).place(InstanceOf(t, "db.m7g.2xlarge"), 1, 3)
		if pl.fits != want {
			t.Errorf("%v reads/s: %+v", reads, pl)
		}
	}
}

// A zone takes its share of the replicas with it. With RDS they are spread away
// from the primary first; with Aurora one of those left becomes the primary.
func TestReadersLeft(t *testing.T) {
	for _, c := range []struct {
		zones, readers, rds, aurora int
	}{{1, 0, 0, 0}, {2, 1, 0, 0}, {2, 2, 1, 0}, {2, 3, 1, 1}, {2, 4, 2, 1}, {3, 1, 0, 0}, {3, 2, 1, 1}, {3, 3, 2, 1}, {3, 4, 2, 2}, {3, 15, 10, 9}, {1, 4, 2, 1}} {
		for aurora, want := range map[bool]int{false: c.rds, true: c.aurora} {
			if got := (&database{aurora: aurora, p: Policy{Zones: c.zones}}).readersLeft(c.readers); got != want {
				t.Errorf("of %d replicas in %d zones %d are left, Aurora %v, want %d", c.readers, c.zones, got, aurora, want)
			}
		}
	}
}

// Primary and replicas by the hour, storage and IOPS of both; a rate of Multi-AZ
// is of two copies, and a replica has one.
func TestPriceOfAPlacement(t *testing.T) {
	rate := func(p Policy, key pricing.Key) float64 {
		v, ok := p.hourly(key)
		if !ok {
			t.Fatalf("no price of %s", key)
		}
		return v
	}
	for _, zones := range []int{1, 2} {
		p := policy(zones)
		kind, disks := map[int]string{1: "single-az", 2: "multi-az"}[zones], map[int]float64{1: 3, 2: 2}[zones]
		n := Need{Ahead: 1000 * units.GiB / 2, Writes: units.Rate{Peak: 8000}, Reads: units.Rate{Peak: 10}}
		d := newDatabase(n, p, false)
		pl := d.place(InstanceOf(t, "db.m7g.16xlarge"), 1, 2)
		if pl.storage != 650 || pl.iops != 21_000 {
			t.Fatalf("%+v", pl)
		}
		single, whole := rate(p, "rds.postgresql.db.m7g.16xlarge.single-az"), rate(p, pricing.Key("rds.postgresql.db.m7g.16xlarge."+kind))
		gib, iops := rate(p, pricing.Key("rds.storage.gp3."+kind)), rate(p, pricing.Key("rds.storage.gp3.iops."+kind))
		is(t, "a month over "+kind, d.price(pl), (whole+2*single)*730+(650*gib+9000*iops)*disks)
		pl.shards = 3
		is(t, "three shards over "+kind, d.price(pl), 3*((whole+2*single)*730+(650*gib+9000*iops)*disks))
		pl.storage = 399
		is(t, "399 GiB have no IOPS to pay", pl.extraIOPS(), 0)
		pl.storage, pl.iops = 400, 12_000
		is(t, "12,000 IOPS are included", pl.extraIOPS(), 0)
		pl.iops = 13_000
		is(t, "a thousand are not", pl.extraIOPS(), 1000)
	}
	d := newDatabase(Need{}, policy(2), true)
	is(t, "Aurora", d.price(placement{Instance: InstanceOf(t, "db.r7g.large"), shards: 2, readers: 3}), 8*rate(d.p, "aurora.postgresql.db.r7g.large")*730)
	if got := (placement{storage: 50}).provisioned(d); got != 0 {
		t.Errorf("Aurora provisions %v GiB", got)
	}
}

// 3,000 IOPS come with less than 400 GiB; what needs more than 80% of them takes
// 400 GiB and the 12,000 that come with those. 64,000 are the most.
func TestDiskAtItsEnds(t *testing.T) {
	class := InstanceOf(t, "db.r7g.16xlarge")
	for _, c := range []struct {
		writes        float64
		ahead         units.Bytes
		storage, iops float64
		ok            bool
	}{
		{1200, 0, 20, 3000, true}, {1200.5, 0, 400, 12_000, true}, {0, 15 * units.GiB, 20, 3000, true}, {0, 16 * units.GiB, 21, 3000, true},
		{1200, 307 * units.GiB, 400, 12_000, true}, {1200, 306 * units.GiB, 398, 3000, true}, {4800, 0, 400, 12_000, true}, {4801, 0, 400, 13_000, true},
		{25_600, 0, 400, 64_000, true}, {25_601, 0, 400, 65_000, false}, {0, 50_412 * units.GiB, 65_536, 12_000, true}, {0, 50_413 * units.GiB, 65_537, 12_000, false},
	} {
		n := Need{Ahead: c.ahead, Writes: units.Rate{Peak: units.PerSecond(c.writes)}}
		d := newDatabase(n, policy(1), false)
		pl := placement{Instance: class, shards: 1}
		if ok := d.disk(&pl, 0, c.writes, 0); ok != c.ok || pl.storage != c.storage || pl.iops != c.iops {
			t.Errorf("%v writes/s and %v: %v GiB, %v IOPS, %v; want %v, %v, %v", c.writes, units.FormatBytes(c.ahead), pl.storage, pl.iops, ok, c.storage, c.iops, c.ok)
		}
	}
	// The class must carry them too: 80% of 3,600.
	large := InstanceOf(t, "db.m7g.large")
	for writes, want := range map[float64]bool{1440: true, 1441: false} {
		pl := placement{Instance: large, shards: 1}
		if ok := newDatabase(Need{}, policy(1), false).disk(&pl, 0, writes, 0); ok != want {
			t.Errorf("%s writes %v times a second: %v", large.Type, writes, ok)
		}
	}
	for ahead, want := range map[units.Bytes]bool{100_824 * units.GiB: true, 100_825 * units.GiB: false} {
		pl := placement{Instance: class, shards: 1}
		if ok := newDatabase(Need{Ahead: ahead}, policy(1), true).disk(&pl, 0, 0, 0); ok != want {
			t.Errorf("%v on Aurora: %v", units.FormatBytes(ahead), ok)
		}
	}
}

// max_connections of 8 GiB: 7,730,941,132.8 ÷ 9,531,392 = 811.1 with PostgreSQL, ÷
// 12,582,880 = 614.4 with MySQL; 5,000 are the most of PostgreSQL.
func TestConnections(t *testing.T) {
	for _, c := range []struct {
		engine workload.Database
		memory units.Bytes
		want   float64
	}{
		{workload.PostgreSQL, 8 * units.GiB, 811}, {workload.MySQL, 8 * units.GiB, 614}, {workload.AuroraPostgreSQL, 64 * units.GiB, 5000}, {workload.AuroraMySQL, 64 * units.GiB, 4915},
	} {
		p := policy(1)
		p.Workload.Database = c.engine
		if got := (&database{p: p}).connections(Instance{Memory: c.memory}); got != c.want {
			t.Errorf("%s with %v: %v connections, want %v", c.engine, units.FormatGiB(c.memory), got, c.want)
		}
	}
	// 81 machines keep 810 connections, 82 share them through a proxy: 2,000 queries
	// of 1.2 ms at half the time of a connection are 4.8.
	for clients, pooled := range map[int]bool{81: false, 82: true} {
		d := newDatabase(Need{Clients: clients, Reads: units.Rate{Peak: 900}, Writes: units.Rate{Peak: 100}}, policy(1), false)
		pl := d.place(InstanceOf(t, "db.m7g.large"), 1, 0)
		want := float64(10 * clients)
		if pooled {
			want = 2.4
		}
		if pl.pooled != pooled || math.Abs(pl.conns-want) > 1e-12 {
			t.Errorf("%d machines: %v connections, pooled %v", clients, pl.conns, pl.pooled)
		}
	}
}

// Classes that may be chosen, by zones, load, shards and engine.
func TestClassesOffered(t *testing.T) {
	names := func(n Need, aurora bool, change func(*Policy)) string {
		p := policy(1)
		change(&p)
		var all []string
		for _, i := range newDatabase(n, p, aurora).classes {
			if i.Baseline > 0 {
				all = append(all, strings.TrimPrefix(i.Type, "db."))
			}
		}
		return strings.Join(all, " ")
	}
	plain := func(*Policy) {}
	load := func(r, w float64) Need { return Need{Reads: average(r), Writes: average(w)} }
	for _, c := range []struct{ name, got, want string }{
		{"one zone", names(load(150, 850), false, plain), "t4g.micro t4g.small t4g.medium"},
		{"above 1,000 operations a second", names(load(150, 851), false, plain), ""},
		{"Aurora at 200 operations a second", names(load(150, 50), true, plain), "t4g.medium"},
		{"Aurora above 200", names(load(150, 51), true, plain), ""},
		{"two zones", names(Need{}, false, func(p *Policy) { p.Zones = 2 }), "t4g.small t4g.medium"},
		{"shards", names(Need{}, false, func(p *Policy) { p.Shards = true }), ""},
		{"Aurora", names(Need{}, true, plain), "t4g.medium"},
		{"Intel", names(Need{}, false, func(p *Policy) { p.Workload.Processor = workload.X86 }), "t3.micro t3.small t3.medium"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	// RDS sells no fixed Intel class in São Paulo: Graviton stands in.
	p := policy(1)
	p.Workload.Processor, p.Workload.Region = workload.X86, "sa-east-1"
	s := newDatabase(load(1500, 100), p, false).sizing()
	if !strings.HasPrefix(s.Unit, "db.m7g") {
		t.Errorf("in São Paulo %s", s.Unit)
	}
	p.Workload.Region = "us-east-1"
	if s := newDatabase(load(1500, 100), p, false).sizing(); !strings.HasPrefix(s.Unit, "db.m7i") {
		t.Errorf("in Virginia %s", s.Unit)
	}
}

// Serverless: what two shards hold, and what one in a single zone carries
// although replicas would be allowed.
func TestResourcesOfServerless(t *testing.T) {
	p := policy(1)
	p.Replicas = true // allowed, but there is none
	p.Workload.Asked.Capacity, p.Workload.Database = workload.Serverless, workload.AuroraPostgreSQL
	n := Need{Reads: units.Rate{Average: 2000, Peak: 6000}, Writes: units.Rate{Average: 100, Peak: 300}, Rows: 100 * units.GiB, Ahead: 200 * units.GiB}
	s, _ := sized(t, "aurora", n, p)
	acu := 7 / 0.6 * 4
	if s.Count != 1 || s.Readers != 0 || math.Abs(s.VCPU-acu/4) > 1e-9 {
		t.Errorf("%+v", s)
	}
	has(t, s, "CPU of the primary", Resource{Demand: 7, Capacity: acu / 4, Target: 0.6, AtLargest: 7, Max: 64})
	has(t, s, "storage", Resource{Demand: 130, Capacity: 131072, Target: 1, AtLargest: 260, Max: 131072})

	// Two zones: the writer keeps 20% of the reads, the reader answers 80% and
	// replays what is written at half the work.
	p.Zones = 2
	s, _ = sized(t, "aurora", n, p)
	has(t, s, "CPU of the primary", Resource{Demand: 4.8 + 0.5, Capacity: 5.3 / 0.6, Target: 0.6, AtLargest: 5.3, Max: 64})
	n.Writes.Peak = 3000
	s, _ = sized(t, "aurora", n, p)
	has(t, s, "CPU of the primary", Resource{Demand: 10 + 1.2, Capacity: 11.2 / 0.6, Target: 0.6, AtLargest: 11.2, Max: 64})

	// Shards of 8 TB hold 17 TB in three, 16 TB in two.
	p.Shards = true
	for retained, shards := range map[units.Bytes]int{0: 1, 8 * units.TB: 1, 16 * units.TB: 2, 17 * units.TB: 3} {
		n.Retained = retained
		z := SizeServerless(n, p)
		is(t, "peak of an instance", z.Peak, 11.2/0.6*4/float64(shards))
		is(t, "average of an instance", z.Average, (1.6+100.0/600)/0.6*4/float64(shards))
		if z.Shards != shards || z.Instances != 2 {
			t.Errorf("%v: %+v", units.FormatBytes(retained), z)
		}
		s, _ = sized(t, "aurora", n, p)
		has(t, s, "CPU of the primary", Resource{Demand: 11.2, Capacity: 11.2 / 0.6, Target: 0.6, AtLargest: 11.2})
		has(t, s, "storage", Resource{Demand: 130, Capacity: 131072 * float64(shards), Target: 1, AtLargest: 260})
		if s.Count != 2*shards || s.Readers != 1 || s.Shards != shards {
			t.Errorf("%+v", s)
		}
	}
	// Writes of 32 busy vCPUs are 256 units at 50%; a hair more is cut in two.
	p.Workload.Assumptions.Utilisation, p.Workload.Assumptions.DBWritesPerVCPU = 0.5, 256
	n = Need{Writes: average(256 * 32)}
	if z := SizeServerless(n, p); z.Shards != 1 || z.WhyNot() != "" {
		t.Errorf("%+v: %s", z, z.WhyNot())
	}
	n.Writes = average(256*32 + 1)
	if z := SizeServerless(n, p); z.Shards != 2 || z.WhyNot() != "" {
		t.Errorf("%+v: %s", z, z.WhyNot())
	}
	p.Shards = false
	if z := SizeServerless(n, p); z.Shards != 1 || !strings.Contains(z.WhyNot(), "256") {
		t.Errorf("%+v: %s", z, z.WhyNot())
	}
}

// 1,000 reads/s of which 5% miss memory and 20 writes/s are 70 I/O requests/s,
// 183.96 million a month. What costs the same stays standard.
func TestAuroraConfigurations(t *testing.T) {
	n := Need{Reads: average(1000), Writes: average(20), Rows: 10 * units.GiB}
	s := Sizing{Unit: "db.r7g.large", Shards: 1, Readers: 1}
	got := amounts(MeterAuroraStandard(n, s, policy(2)))
	is(t, "I/O", got["aurora.io"], 183.96)
	is(t, "instance-hours", got["aurora.postgresql.db.r7g.large"], 1460)
	if got := amounts(MeterAuroraOptimized(n, s, policy(2))); got["aurora.io"] != 0 || got["aurora.io-optimized.db.r7g.large"] != 1460 || got["aurora.storage.io-optimized"] != 13 {
		t.Errorf("%v", got)
	}
	if lines := meterAurora(Need{}, Sizing{Unit: "db.r7g.large"}, policy(2)); lines[0].Key != "aurora.postgresql.db.r7g.large" {
		t.Errorf("nothing used is billed by %s", lines[0].Key)
	}
}

func TestEstimate(t *testing.T) {
	p := policy(1)
	line := func(key pricing.Key, amount float64) bill.Usage { return bill.Usage{Key: key, Amount: amount} }
	is(t, "two lines", Estimate([]bill.Usage{line("nat.hour", 100), line("alb.hour", 10)}, p), 4.725)
	is(t, "nothing of what has no price", Estimate([]bill.Usage{line("nat.hour", 100), line("no.such", 0)}, p), 4.5)
	is(t, "something of it", Estimate([]bill.Usage{line("nat.hour", 100), line("no.such", 1)}, p), missing)
}

func TestCardsNameTheLine(t *testing.T) {
	head := "service,sized_by,limits,sla,sla_source,sla_url,sla_as_of\n"
	for bad, want := range map[string]string{"b,,y,,,,\n": "line 3", "a,x,y,,,,\n": "line 3", "b,x,y,99%,,,2024\n": "line 3"} {
		if _, err := parseCards(head + "a,x,y,,,,\n" + bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// As much work in writes as in reads is no reason for replicas; more in reads is.
func TestReplicasWantMoreReadsThanWrites(t *testing.T) {
	p := policy(2)
	p.Workload.Assumptions.DBReadsPerVCPU, p.Workload.Assumptions.DBWritesPerVCPU = 512, 512
	for reads, want := range map[units.PerSecond]float64{1024: 0, 1025: 0.8} {
		if d := newDatabase(Need{Reads: units.Rate{Peak: reads}, Writes: units.Rate{Peak: 1024}}, p, false); d.offload != want {
			t.Errorf("%v reads/s beside 1,024 writes/s: replicas take %v", reads, d.offload)
		}
	}
}

// No class and number of replicas that fits is cheaper than the one chosen, but
// that replicas must save a tenth; where nothing fits, it is the largest.
func TestChoiceIsTheCheapest(t *testing.T) {
	r := drawn{rand.New(rand.NewSource(14))}
	plain, replicated, over := 0, 0, 0
	for range 150 {
		n, p := r.need(), r.policy()
		n.Reads, n.Writes, n.Hot = r.rate(1, 1e5), r.rate(1, 1e4), r.bytes(1e6, 1e12)
		d := newDatabase(n, p, r.Intn(2) == 0)
		chosen := d.choose()
		from := 1
		if p.Shards {
			from = max(1, int(math.Ceil(float64(n.Retained/p.Workload.Assumptions.ShardData)-1e-9)))
		}
		most := d.minReaders
		if d.offload > 0 {
			most = 15
		}
		ways := func(shards int, visit func(placement)) {
			for readers := d.minReaders; readers <= most; readers++ {
				for _, c := range d.classes {
					if pl := d.place(c.Instance, shards, readers); pl.fits {
						visit(pl)
					}
				}
			}
		}
		for shards := from; shards < chosen.shards; shards += max(1, shards/8) {
			ways(shards, func(pl placement) {
				t.Errorf("%d × %s with %d replicas fit, %d shards are chosen", shards, pl.Type, pl.readers, chosen.shards)
			})
		}
		if !chosen.fits {
			over++
			ways(chosen.shards, func(pl placement) {
				t.Errorf("%s with %d replicas fits, %s is over its target", pl.Type, pl.readers, chosen.Type)
			})
			if chosen.VCPU != 64 || chosen.Memory != 512*units.GiB || chosen.readers != most || p.Shards {
				t.Errorf("the largest is %+v with %d replicas", chosen.Instance, chosen.readers)
			}
		} else {
			ways(chosen.shards, func(pl placement) {
				factor := 1.0
				if chosen.readers > d.minReaders && pl.readers == d.minReaders {
					factor = 0.9 // replicas were worth it
				} else if chosen.readers == d.minReaders && pl.readers > d.minReaders {
					factor = 1 / 0.9 // they were not
				}
				if chosen.monthly > factor*pl.monthly+1e-6 {
					t.Errorf("%d × %s with %d replicas costs %v, %s with %d %v is chosen", pl.shards, pl.Type, pl.readers, pl.monthly, chosen.Type, chosen.readers, chosen.monthly)
				}
			})
			if chosen.readers > d.minReaders {
				replicated++
			} else {
				plain++
			}
		}
		if t.Failed() {
			t.Fatalf("need %+v", n)
		}
	}
	if plain < 8 || replicated < 8 || over < 8 {
		t.Errorf("only %d without replicas, %d with, %d over", plain, replicated, over)
	}
}

// A fleet takes the cheapest of at most eight machines a zone, or one of fewer
// machines for a fifth more; where none is allowed, the one that lacks the least.
func TestPick(t *testing.T) {
	way := func(name string, count, perZone int, monthly, needed float64, fits bool) choice {
		return choice{Instance: Instance{Type: name}, count: count, perZone: perZone, monthly: monthly, needed: needed, fits: fits}
	}
	for _, c := range []struct {
		name  string
		fleet bool
		all   []choice
		want  string
	}{
		{"the cheapest", true, []choice{way("a", 4, 2, 100, 2, true), way("b", 4, 2, 90, 2, true)}, "b"},
		{"the first of equals", true, []choice{way("a", 4, 2, 90, 2, true), way("b", 4, 2, 90, 2, true)}, "a"},
		{"fewer for a fifth more", true, []choice{way("a", 4, 2, 100, 2, true), way("b", 2, 1, 120, 1, true)}, "b"},
		{"not for more than a fifth", true, []choice{way("a", 4, 2, 100, 2, true), way("b", 2, 1, 120.01, 1, true)}, "a"},
		{"the cheaper of as few", true, []choice{way("a", 4, 2, 100, 2, true), way("b", 2, 1, 115, 1, true), way("c", 2, 1, 110, 1, true)}, "c"},
		{"the first of as few and as cheap", true, []choice{way("a", 4, 2, 100, 2, true), way("b", 2, 1, 110, 1, true), way("c", 2, 1, 110, 1, true)}, "b"},
		{"eight a zone", true, []choice{way("a", 16, 8, 100, 8, true), way("b", 4, 2, 200, 2, true)}, "a"},
		{"nine are too many", true, []choice{way("a", 18, 9, 100, 9, true), way("b", 4, 2, 200, 2, true)}, "b"},
		{"but not of a cache", false, []choice{way("a", 18, 9, 100, 9, true), way("b", 4, 2, 200, 2, true)}, "a"},
		{"what does not fit is not chosen", true, []choice{way("a", 1, 1, 10, 2, false), way("b", 4, 2, 200, 2, true)}, "b"},
		{"what lacks the least", true, []choice{way("a", 1, 1, 10, 3, false), way("b", 1, 1, 200, 2, false), way("c", 1, 1, 300, 2.5, false)}, "b"},
		{"the cheaper of what lacks as much", true, []choice{way("a", 1, 1, 300, 2, false), way("b", 1, 1, 200, 2, false), way("c", 1, 1, 250, 2, false)}, "b"},
		{"the first of what is as short and as dear", true, []choice{way("a", 1, 1, 200, 2, false), way("b", 1, 1, 200, 2, false)}, "a"},
	} {
		if got := pick(c.all, c.fleet); got.Type != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Type, c.want)
		}
	}
}

// Which types a fleet may use: 32 vCPUs at most, burstable ones of two vCPUs and
// for a peak of 3; beside an application of 700 MB another version must fit.
func TestFleetsAtTheirEnds(t *testing.T) {
	need := func(peak float64, resident units.Bytes) Need {
		return Need{CPU: units.Rate{Average: units.PerSecond(peak / 10), Peak: units.PerSecond(peak)}, Resident: resident}
	}
	for _, c := range []struct {
		name  string
		zones int
		n     Need
		want  string
	}{
		{"3 busy vCPUs", 2, need(3, 700*units.MB), "t4g."},
		{"more than 3", 2, need(3.01, 700*units.MB), "c7g."},
		{"the largest of a fleet", 2, need(300, 700*units.MB), "c7g.8xlarge"},
		{"alone it may be larger", 1, need(38.4, 700*units.MB), "c7g.16xlarge"},
	} {
		if s := sizeFleet(c.n, policy(c.zones)); !strings.HasPrefix(s.Unit, c.want) {
			t.Errorf("%s: %s, want %s", c.name, s.Detail, c.want)
		}
	}
	p := policy(2)
	p.Workload.Assumptions.AppMemory = 1 * units.GiB
	// 80% of 4 GiB less 2.2 GiB is 1 GiB: a second version fits.
	for resident, want := range map[units.Bytes]bool{2.1 * units.GiB: true, 2.3 * units.GiB: false} {
		if _, ok := choiceOf(t, "c7g.large", Need{Resident: resident}, p); ok != want {
			t.Errorf("beside %v of 4 GiB: %v", units.FormatGiB(resident), ok)
		}
	}
	if _, ok := choiceOf(t, "c7g.large", Need{Resident: units.Bytes(float64(4*units.GiB)*0.8) - units.GiB}, p); !ok {
		t.Error("exactly another version does not fit")
	}
	p.Zones = 1
	for resident, want := range map[units.Bytes]bool{3.1 * units.GiB: true, 3.2 * units.GiB: false} {
		if _, ok := choiceOf(t, "c7g.large", Need{Resident: resident}, p); ok != want {
			t.Errorf("alone with %v of 4 GiB: %v", units.FormatGiB(resident), ok)
		}
	}
}

func choiceOf(t *testing.T, name string, n Need, p Policy) (choice, bool) {
	t.Helper()
	return fleetChoice(machine{InstanceOf(t, name), pricing.Key("ec2." + name)}, &n, &p)
}

// Two shares of a choice by hand: 3 busy vCPUs at 60% of 2 are 2.5, 1.124 of 0.937
// Gbit/s at 60% are 2, 200 requests of 10 MB in 3.2 GiB − 1.436 GB are 1: 3 over two
// zones are 6, on average 1.25, so 4; a month is an hour at 4 × the rate.
func TestFleetChoice(t *testing.T) {
	p := policy(2)
	p.Scaling = true
	n := Need{CPU: units.Rate{Average: 1.5, Peak: 3}, Network: units.Rate{Peak: 1.1244e9}, InFlight: 200, Resident: units.Bytes(0.8*4*float64(units.GiB)) - 2*units.GB}
	c, ok := choiceOf(t, "c7g.large", n, p)
	hour, _ := p.offered("ec2.c7g.large")
	if !ok || !c.fits || c.count != 6 || c.perZone != 3 {
		t.Errorf("%+v", c)
	}
	is(t, "by CPU", c.cpu, 2.5)
	is(t, "by network", c.net, 2)
	is(t, "by memory", c.mem, 1)
	is(t, "needed on average", c.mean, 1.25)
	is(t, "on average", c.average, 4)
	is(t, "an hour", c.monthly, 4*hour)
	// A t4g.medium sustains 0.4 vCPU: 1.5 on average take 3.75 of them, at any time.
	n.Network = units.Rate{}
	c, _ = choiceOf(t, "t4g.medium", n, p)
	is(t, "by credits", c.cpu, 3.75)
	is(t, "needed on average", c.mean, 3.75)
	if c.count != 8 || c.average != 8 {
		t.Errorf("%+v", c)
	}
	// Without load nothing is known of the average: it is the peak.
	c, _ = choiceOf(t, "c7g.large", Need{Network: units.Rate{Average: 1e8, Peak: 2e9}}, p)
	if c.count != 8 || c.average != 8 {
		t.Errorf("%+v", c)
	}
	// Alone it is one, fit or not.
	p.Zones, p.Scaling = 1, false
	c, _ = choiceOf(t, "c7g.large", n, p)
	if c.fits || c.count != 1 || c.average != 1 || c.monthly != hour {
		t.Errorf("%+v", c)
	}
	n = Need{CPU: units.Rate{Average: 0.6, Peak: 1.2}}
	if c, _ = choiceOf(t, "c7g.large", n, p); !c.fits {
		t.Errorf("60%% of 2 vCPUs do not fit: %+v", c)
	}
	n.CPU.Peak = 1.2001
	if c, _ = choiceOf(t, "c7g.large", n, p); c.fits {
		t.Errorf("more than 60%% of 2 vCPUs fit: %+v", c)
	}
}

// 100 requests/s are 262.8 million a month; with 2 TB they are held against what each
// plan of CloudFront allows.
func TestAllowancesArePrinted(t *testing.T) {
	n := Need{Requests: average(100), Egress: 2 * units.TB}
	for i, want := range [][2]string{{"26280%", "2000%"}, {"2628%", "4%"}, {"210.24%", "4%"}, {"52.56%", "4%"}} {
		reasons := CloudFrontPlans()[i].Usage(n)[0].Reasons
		if reasons[0].Value != want[0] || reasons[1].Value != want[1] {
			t.Errorf("plan %d: %s and %s, want %v", i, reasons[0].Value, reasons[1].Value, want)
		}
		redo(t, "allowance", reasons, map[string]int{})
	}
}
