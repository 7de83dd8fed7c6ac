package catalog

import (
	"strings"
	"testing"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// labelled finds a reason by its label.
func labelled(t *testing.T, reasons []reason.Reason, label string) reason.Reason {
	t.Helper()
	for _, r := range reasons {
		if r.Label == label {
			return r
		}
	}
	t.Fatalf("no reason %q", label)
	return reason.Reason{}
}

// Two shards of a primary and a replica with 4 vCPUs each are 16 vCPUs behind a
// proxy, 11,680 vCPU-hours; 2,400 IOPS are the last that 20 GiB give.
func TestDatabaseInWords(t *testing.T) {
	lines := Need{}.proxy(Sizing{Pooled: true, VCPU: 4, Shards: 2, Readers: 1})
	if len(lines) != 1 || lines[0].Amount != 11_680 {
		t.Errorf("%+v", lines)
	}
	if lines := (Need{}).proxy(Sizing{VCPU: 4, Shards: 2}); lines != nil {
		t.Errorf("without a proxy: %+v", lines)
	}
	for writes, want := range map[float64]string{1200: "at least 20", 1201: "at least 400"} {
		s := newDatabase(Need{Writes: average(writes)}, policy(1), false).sizing()
		if got := labelled(t, s.Reasons, "Storage").Substituted; !strings.HasSuffix(got, want) {
			t.Errorf("%v writes/s: %q, want %q", writes, got, want)
		}
	}
	p := policy(2)
	p.Shards = true
	s := newDatabase(Need{Retained: 17 * units.TB, Reads: average(10)}, p, false).sizing()
	if got := labelled(t, s.Reasons, "Shards").Substituted; !strings.Contains(got, "17,000 GB ÷ 8,000 GB") {
		t.Errorf("shards by %q", got)
	}
}

// 10 GiB in use take 20 GiB of a node, three quarters of which are filled; 300,000
// operations/s at 60% of 100,000 a node are 5 nodes and one to lose.
func TestResourcesOfDAX(t *testing.T) {
	n := Need{Hot: 10 * units.GiB, Reads: average(250_000), Writes: average(50_000)}
	s := sizeDAX(n, policy(2))
	if s.Unit != "dax.r5.xlarge" || s.Count != 6 || s.PerZone != 3 {
		t.Fatalf("%+v", s)
	}
	has(t, s, "memory", Resource{Demand: 15, Capacity: 32, Target: 0.75, AtLargest: 15, Max: 768})
	has(t, s, "operations", Resource{Demand: 300_000, Capacity: 500_000, Target: 0.6, AtLargest: 300_000, Max: 1_000_000})
	for _, c := range []struct {
		name  string
		hot   units.Bytes
		ops   float64
		zones int
		unit  string
		count int
	}{
		{"nothing", 0, 0, 2, "dax.t3.small", 4}, {"nothing over three zones", 0, 0, 3, "dax.t3.small", 3},
		{"a GiB fills 2", units.GiB, 1, 2, "dax.t3.small", 4}, {"a byte more", units.GiB + 1, 1, 2, "dax.t3.medium", 4},
		{"two nodes of a t3 and one to lose", 0, 24_000, 1, "dax.t3.small", 3}, {"an operation more", 0, 24_001, 1, "dax.t3.small", 4},
		{"ten nodes of a t3 and one to lose", 0, 120_000, 1, "dax.t3.small", 11}, {"an operation more than eleven carry", 0, 120_001, 1, "dax.r5.large", 4},
		{"more than the largest holds", 400 * units.GiB, 1, 2, "dax.r5.24xlarge", 4}, {"more than eleven carry", 0, 700_000, 2, "dax.r5.24xlarge", 10},
	} {
		if s := sizeDAX(Need{Hot: c.hot, Reads: average(c.ops)}, policy(c.zones)); s.Unit != c.unit || s.Count != c.count {
			t.Errorf("%s: %s, want %d × %s", c.name, s.Detail, c.count, c.unit)
		}
	}
}

// 60 GiB in use are 90 GiB with keys and structures; each engine keeps its own
// share of the memory and its copies.
func TestResourcesOfCaches(t *testing.T) {
	n := Need{Hot: 60 * units.GiB, Reads: average(150_000), Writes: average(30_000)}
	for engine, c := range map[workload.CacheEngine]struct {
		usable float64
		copies int
	}{workload.Valkey: {0.75, 2}, workload.Redis: {0.75, 2}, workload.Memcached: {0.9, 1}} {
		p := policy(2)
		p.Workload.Asked.CacheEngine = engine
		s := sizeCache(n, p)
		shards := float64(s.Shards)
		most := float64(90 / c.copies)
		has(t, s, "memory", Resource{Demand: 90, Capacity: shards * InstanceOf(t, s.Unit).Memory.GiB(), Target: c.usable, AtLargest: 90, Max: most * 419.09})
		has(t, s, "operations", Resource{Demand: 180_000, Capacity: shards * 100_000, Target: 0.6, AtLargest: 180_000, Max: most * 100_000})
		if s.Shards*c.copies != s.Count || s.Count != s.PerZone*2 {
			t.Errorf("%s: %+v", engine, s)
		}
	}
	// 1.37 GiB of a t4g.small hold 0.685 GiB in use; 12,000 operations/s are 60% of
	// the 20,000 it answers.
	for _, c := range []struct {
		name string
		hot  units.Bytes
		ops  float64
		unit string
	}{
		{"nothing", 0, 0, "cache.t4g.micro"}, {"a quarter of a GiB", units.GiB / 4, 12_000, "cache.t4g.micro"}, {"more", units.GiB/4 + 1000, 12_000, "cache.t4g.small"},
	} {
		s := sizeCache(Need{Hot: c.hot, Reads: average(c.ops)}, policy(1))
		if s.Unit != c.unit || s.Count != 1 || resource(s, "operations").Capacity != 20_000 {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
	if s := sizeCache(Need{Reads: average(12_001)}, policy(1)); s.Detail != "2 × cache.t4g.micro" {
		t.Errorf("12,001 operations/s: %s", s.Detail)
	}
	// Memcached spreads three shards over two zones on four nodes.
	p := policy(2)
	p.Workload.Asked.CacheEngine = workload.Memcached
	if s := sizeCache(Need{Reads: average(3 * 12_000)}, p); s.Count != 4 || s.PerZone != 2 || s.Shards != 4 {
		t.Errorf("%+v", s)
	}
}

// The bundle of 2 GB at each of its ends: 0.4 vCPU sustained, 60% of 2 at peak,
// 80% of 2 GiB, 80% of 60 GB of which the system takes 10, and 3,072 GB a month.
func TestBundlesAtTheirEnds(t *testing.T) {
	base := Need{CPU: units.Rate{Average: 0.3, Peak: 0.5}, Resident: 1.2 * units.GB, InFlight: 5, Ahead: 10 * units.GiB, Objects: 5 * units.GiB, Egress: 500 * units.GiB}
	gib := 1.073741824
	s := sizeLightsail(base, policy(1))
	if s.Unit != "lightsail.linux.2gb" || s.VCPU != 2 || s.Count != 1 {
		t.Fatalf("%+v", s)
	}
	has(t, s, "CPU sustained", Resource{Demand: 0.3, Capacity: 0.4, Target: 1, AtLargest: 0.3, Max: 8 * 0.17})
	has(t, s, "memory", Resource{Demand: 1.25 / gib, Base: 1.2 / gib, Capacity: 2, Target: 0.8, AtLargest: 1.25 / gib, Max: 32})
	has(t, s, "disk", Resource{Demand: 28, Base: 10, Capacity: 60, Target: 0.8, AtLargest: 28, Max: 640})
	has(t, s, "transfer", Resource{Demand: 500, Capacity: 3072, Target: 1, AtLargest: 500, Max: 7168})
	for _, c := range []struct {
		name   string
		change func(*Need)
		want   string
	}{
		{"0.4 sustained", func(n *Need) { n.CPU.Average = 0.4 }, "2gb"}, {"more", func(n *Need) { n.CPU.Average = 0.401 }, "8gb"},
		{"1.2 at peak", func(n *Need) { n.CPU.Peak = 1.2 }, "2gb"}, {"more at peak", func(n *Need) { n.CPU.Peak = 1.201 }, "16gb"},
		{"1.6 GiB", func(n *Need) { n.Resident, n.InFlight = 1.6*units.GiB, 0 }, "2gb"}, {"more than 1.6 GiB", func(n *Need) { n.Resident, n.InFlight = 1.6*units.GiB, 1 }, "4gb"},
		{"48 GB of disk", func(n *Need) { n.Objects = 25 * units.GiB }, "2gb"}, {"more disk", func(n *Need) { n.Objects = 26 * units.GiB }, "4gb"},
		{"3,072 GB sent", func(n *Need) { n.Egress = 3072 * units.GiB }, "2gb"}, {"more sent", func(n *Need) { n.Egress = 3073 * units.GiB }, "4gb"},
		{"more than any", func(n *Need) { n.Egress = 7169 * units.GiB }, ""},
	} {
		n := base
		c.change(&n)
		if s := sizeLightsail(n, policy(1)); strings.TrimPrefix(s.Unit, "lightsail.linux.") != c.want {
			t.Errorf("%s: %q, want %q", c.name, s.Unit, c.want)
		}
	}
	// The snapshot is of what is on the disk, never of more.
	for objects, want := range map[units.Bytes]float64{5 * units.GiB: 15, 50 * units.GiB: 60, 51 * units.GiB: 60} {
		if got := meterLightsail(Need{Objects: objects}, Sizing{Unit: "lightsail.linux.2gb"}, policy(1))[1].Amount; got != want {
			t.Errorf("%v of objects: a snapshot of %v GB, want %v", units.FormatGiB(objects), got, want)
		}
	}
}
