package catalog

import (
	"strings"
	"testing"

	"stagecraft/planner/pricing"
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
		{"more than the largest holds", 400 * units.GiB, 1, 2, "dax.r5.24xlarge", 10}, {"more than eleven carry", 0, 700_000, 2, "dax.r5.24xlarge", 10},
	} {
		if s := sizeDAX(Need{Hot: c.hot, Reads: average(c.ops)}, policy(c.zones)); s.Unit != c.unit || s.Count != c.count {
			t.Errorf("%s: %s, want %d × %s", c.name, s.Detail, c.count, c.unit)
		}
	}
}

// A table without traffic stays on demand; 100 requests/s on average of 400 at peak
// use a quarter of 80% of capacity for the peak.
func TestTableInWords(t *testing.T) {
	s, _ := sized(t, "dynamodb", Need{RowBytes: units.KB}, policy(2))
	if s.Unit != "" || len(s.Reasons) != 1 {
		t.Errorf("without traffic: %+v", s)
	}
	s, _ = sized(t, "dynamodb", Need{RowBytes: units.KB, Reads: units.Rate{Average: 70, Peak: 300}, Writes: units.Rate{Average: 30, Peak: 100}}, policy(2))
	if got := labelled(t, s.Reasons, "Share in use when bought for the peak"); got.Value != "20%" || got.Substituted != "100 ÷ 400 × 80%" {
		t.Errorf("%+v", got)
	}
}

// Objects alone are data on a disk as rows are.
func TestVolumesOfObjects(t *testing.T) {
	got := amounts(meterVolumes(Need{Rows: units.GiB, Objects: 5 * units.GiB}, Sizing{Average: 2}, policy(1)))
	is(t, "volumes", got["ebs.gp3.storage"], 52)
	is(t, "snapshots", got["ebs.snapshot.storage"], 6)
}

// What is billed of a fleet that scales is said where it differs, and what it is
// billed by follows the term.
func TestFleetInWords(t *testing.T) {
	p := policy(2)
	p.Scaling = true
	for peak, want := range map[units.PerSecond]bool{0: false, 5: true} {
		for _, s := range []Sizing{sizeFleet(Need{CPU: units.Rate{Average: peak / 5, Peak: peak}}, p), sizeFargate(Need{CPU: units.Rate{Average: peak / 5, Peak: peak}}, p)} {
			said := false
			for _, r := range s.Reasons {
				said = said || strings.HasSuffix(r.Label, " billed")
			}
			if said != want {
				t.Errorf("%v busy vCPUs: said is %v of %s", peak, said, s.Detail)
			}
		}
	}
	for term, want := range map[workload.Pricing]string{workload.OnDemand: "ec2.m7g.large", workload.Savings1Y: "compute-sp-1y-noupfront.ec2.m7g.large", workload.Savings3Y: "compute-sp-3y-noupfront.ec2.m7g.large"} {
		p.Workload.Pricing = term
		line := compute(Need{}, Sizing{Unit: "m7g.large", Average: 2}, p)[0]
		if string(line.Key) != want || line.Amount != 1460 || strings.Contains(line.Name, "3 years") != (term == workload.Savings3Y) || strings.Contains(line.Name, "1 year") != (term == workload.Savings1Y) {
			t.Errorf("%s: %+v", term, line)
		}
	}
}

// 6.5 GB of an application fit 80% of 8 GB, the most of one vCPU; of tasks that carry
// a load none costs a sixth less than the one chosen.
func TestTasksAtTheirEnds(t *testing.T) {
	if s := SizeTasks(Need{CPU: average(0.5), Resident: 6.5 * units.GB}, policy(1)); s.Unit != "1 vCPU, 8 GB" {
		t.Errorf("6.5 GB take %s", s.Unit)
	}
	p := policy(2)
	cpu, _ := p.hourly("fargate.arm.vcpu")
	gb, _ := p.hourly("fargate.arm.gb")
	for _, n := range []Need{
		{CPU: average(0.1), Resident: 700 * units.MB}, {CPU: average(1), Resident: 700 * units.MB}, {CPU: average(10), Resident: 700 * units.MB},
		{CPU: average(1), Resident: 700 * units.MB, InFlight: 1000}, {CPU: average(2), Resident: 3 * units.GB, InFlight: 300}, {CPU: average(40), Resident: 10 * units.GB},
	} {
		s := SizeTasks(n, p)
		cost := float64(s.Count) * (s.VCPU*cpu + s.Storage*gb)
		for _, size := range taskSizes {
			for gib := size.from; gib <= size.to; gib += size.step {
				room := gib*1.073741824*0.8 - float64(n.Resident)/1e9
				if room <= 0 {
					continue
				}
				each := max(1, ceil(max(float64(n.CPU.Peak)/(size.vcpu*0.6), n.InFlight*0.01/room)))
				if other := float64(2*each) * (size.vcpu*cpu + gib*gb); each <= perZoneMax && cost > other*1.2+1e-9 {
					t.Errorf("%d × %s cost %v an hour, %d of %v vCPUs and %v GB %v", s.Count, s.Unit, cost, 2*each, size.vcpu, gib, other)
				}
			}
		}
	}
}

// 1,200 records/s of 10 KiB are 11.72 MiB/s: 15 shards at 80%, by bytes. On demand
// a record of 1,025 bytes counts as two KB, and each consumer reads all.
func TestStreamsAtTheirEnds(t *testing.T) {
	s := sizeKinesis(Need{Requests: units.Rate{Average: 1100, Peak: 1200}, RowBytes: 10 * units.KiB, Units: 1}, policy(1))
	if s.Count != 15 || s.Detail != "15 shards" {
		t.Errorf("%+v", s)
	}
	has(t, s, "records", Resource{Demand: 1200, Capacity: 15_000, Target: 0.8, AtLargest: 1200})
	has(t, s, "bytes in", Resource{Demand: 1200 * 10.0 / 1024, Capacity: 15, Target: 0.8, AtLargest: 1200 * 10.0 / 1024})
	if s := sizeKinesis(Need{Requests: average(500), RowBytes: 100, Units: 1}, policy(1)); s.Detail != "1 shard" {
		t.Errorf("%+v", s)
	}
	for size, kb := range map[units.Bytes]float64{0: 1, 1: 1, 1024: 1, 1025: 2, 10_240: 10} {
		got := amounts(onDemandStream(Need{Requests: average(100), RowBytes: size, Units: 3}))
		is(t, "GB in", got["kinesis.ondemand.ingest"], 262.8e6*kb/1024/1024)
		is(t, "GB out", got["kinesis.ondemand.retrieve"], 3*262.8e6*kb/1024/1024)
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

// 100 requests/s of 29 ms with 0.75 GiB: 262.8 million calls a month and, by hand,
// 262.8e6 × 0.029 × 0.75 = 5,715,900 GB-seconds. Every printed sum holds.
func TestHandlerUsage(t *testing.T) {
	h := Handler{Name: "answers", Requests: average(100), CPU: 10, Wait: 5, Memory: 768 * units.MiB}
	for processor, key := range map[workload.Processor]pricing.Key{workload.ARM: "lambda.arm.gbs", workload.X86: "lambda.x86.gbs"} {
		p := policy(1)
		p.Workload.Processor = processor
		lines := h.Usage(Need{Name: "Web"}, p)
		got := amounts(lines)
		is(t, "calls", got["lambda.request"], 262.8)
		is(t, "GB-seconds", got[key], 5_715_900)
		for _, l := range lines {
			redo(t, string(l.Key), l.Reasons, map[string]int{})
		}
		if got := labelled(t, lines[1].Reasons, "Memory of a function").Substituted; got != "⌈(700 + 10) MB ÷ 128 MiB⌉ × 128 MiB" {
			t.Errorf("memory by %q", got)
		}
		second, _ := p.hourly(key)
		is(t, "a million", h.PerMillion(p), 0.2+1e6*0.029*0.75*second)
	}
	w := workload.Default()
	w.Assumptions.AppMemory, w.Assumptions.RequestMemory = 760*units.MB, 50*units.MB
	if got := HandlerMemory(w); got != 896*units.MiB { // 810 MB are 6.03 steps
		t.Errorf("810 MB take %v", units.FormatGiB(got))
	}
	for connections, want := range map[float64]int{0: 0, 1: 1, 10: 1, 11: 2, 25: 3} {
		if got := Machines(connections); got != want {
			t.Errorf("%v connections are those of %d machines, want %d", connections, got, want)
		}
	}
	s := BalancerForFunctions(Need{Requests: average(1), Egress: 730 * units.GiB}, policy(1))
	if got := labelled(t, s.Reasons, "LCU by bytes"); got.Substituted != "783.832 GB ÷ 1.073741824 ÷ 730 h ÷ 0.4" || got.Value != "2.5" {
		t.Errorf("%+v", got)
	}
}

// Two that are passed over, one after the other.
func TestReplacedInWords(t *testing.T) {
	items := strings.Join(itemColumns, ",") + "\n" +
		"a,A,service,one,2017,both,s3,box,said,\nb,B,service,one,ours,both,sqs,box,,\nc,C,service,one,ours,both,sns,box,,unused\n"
	facts := strings.Join(factColumns, ",") + "\n" +
		"a,2024-01-01,retired,b,Gone,S,,2024-01-01\nb,2025-02,closed,c,Shut,S,,2025-02\nc,2020,current,,There,S,,2020\n"
	l, err := ParseLifecycle(items, facts)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"a": "A was retired on 2024-01-01, and B takes no new customers since 2025-02: C takes their place.",
		"b": "B takes no new customers since 2025-02: C takes its place.", "c": "",
	} {
		if got := l.Replaced(id, workload.Current); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for status, want := range map[Status]string{StatusClosed: "closed to new customers", StatusRetired: "retired", StatusCurrent: "current"} {
		if got := status.Words(); got != want {
			t.Errorf("%s is said as %q", status, got)
		}
	}
	for s, want := range map[string]string{"": "", "A": "a", "Amazon": "amazon"} {
		if got := lowerFirst(s); got != want {
			t.Errorf("%q begins small as %q", s, got)
		}
	}
}

// 1,000 reads/s of 3 KB take 500 units, 400 writes/s of it 1,200: that is what the
// quota of 40,000 is held against; 50 jobs/s of 200 ms are 10 executions.
func TestQuotas(t *testing.T) {
	n := Need{Reads: units.Rate{Average: 1, Peak: 1000}, Writes: units.Rate{Average: 1, Peak: 400}, RowBytes: 3 * units.KiB}
	has(t, dynamoDB.Size(n, policy(1)), "table quota", Resource{Demand: 1200, Capacity: 40_000, Target: 0.8, AtLargest: 1200})
	n.Reads.Peak = 9000
	has(t, dynamoDB.Size(n, policy(1)), "table quota", Resource{Demand: 4500, Capacity: 40_000, Target: 0.8, AtLargest: 4500})
	for batch, want := range map[float64]string{0: "workers, 50/s", 10: "batches, 50/s"} {
		s, _ := sized(t, "lambda", Need{Requests: average(50), Duration: 200, Batch: batch}, policy(1))
		has(t, s, "concurrency", Resource{Demand: 10, Capacity: 1000, Target: 0.8, AtLargest: 10})
		if s.Detail != want {
			t.Errorf("%v at once: %q", batch, s.Detail)
		}
	}
	s, _ := sized(t, "apigateway", Need{Requests: units.Rate{Average: 5, Peak: 50}}, policy(1))
	has(t, s, "account throttle", Resource{Demand: 50, Capacity: 10_000, Target: 0.8, AtLargest: 50})
	for peak, want := range map[units.PerSecond]float64{5: 1, 10: 1, 99: 9.9, 100: 10, 101: 10} {
		if got := batch(Need{Requests: units.Rate{Peak: peak}}); got != want {
			t.Errorf("%v messages/s are handled by %v", peak, got)
		}
	}
}

// A fact and its source may be of the same year, two facts not of the same day.
func TestFactsAtTheirEnds(t *testing.T) {
	items := strings.Join(itemColumns, ",") + "\na,A,service,one,2017,both,s3,box,said,unused\n"
	for facts, ok := range map[string]bool{
		"a,2024,current,,There,S,,2024\n": true, "a,2024-05-01,current,,There,S,,2024\n": true, "a,2025,current,,There,S,,2024\n": false,
		"a,2024-01-01,current,,There,S,,2024\na,2024-01-02,current,,There,S,,2024\n": true, "a,2024-01-01,current,,There,S,,2024\na,2024-01-01,current,,There,S,,2024\n": false,
	} {
		if _, err := ParseLifecycle(items, strings.Join(factColumns, ",")+"\n"+facts); (err == nil) != ok {
			t.Errorf("%q: %v", facts, err)
		}
	}
}

// Two shards with standby and three replicas each, 500 GiB and 15,000 IOPS: 3,000
// IOPS of each disk are paid. 1,000 GiB of rows and 7 × 10 GiB of changes are 70 GiB
// more than the 1,000 that are provisioned.
func TestMeteredDatabase(t *testing.T) {
	n := Need{Rows: 1000 * units.GiB, Written: 10 * 730 / 24.0 * units.GiB}
	s := Sizing{Unit: "db.m7g.large", Shards: 2, Storage: 500, IOPS: 15_000, Readers: 3, Standby: true}
	p := policy(2)
	whole := amounts(meterRDS(n, s, p))
	for key, want := range map[pricing.Key]float64{
		"rds.postgresql.db.m7g.large.multi-az": 1460, "rds.storage.gp3.multi-az": 1000, "rds.storage.gp3.iops.multi-az": 6000,
		"rds.postgresql.db.m7g.large.single-az": 6 * 730, "rds.storage.gp3.single-az": 3000, "rds.storage.gp3.iops.single-az": 18_000, "rds.backup.storage": 70,
	} {
		is(t, string(key), whole[key], want)
	}
	for _, c := range []struct {
		name    string
		change  func(*Sizing)
		without []pricing.Key
	}{
		{"12,000 IOPS", func(s *Sizing) { s.IOPS = 12_000 }, []pricing.Key{"rds.storage.gp3.iops.multi-az", "rds.storage.gp3.iops.single-az"}},
		{"399 GiB", func(s *Sizing) { s.Storage = 399 }, []pricing.Key{"rds.storage.gp3.iops.multi-az", "rds.storage.gp3.iops.single-az"}},
		{"no replica", func(s *Sizing) { s.Readers = 0 }, []pricing.Key{"rds.postgresql.db.m7g.large.single-az", "rds.storage.gp3.single-az", "rds.storage.gp3.iops.single-az"}},
	} {
		size := s
		c.change(&size)
		got := amounts(meterRDS(n, size, p))
		for _, key := range c.without {
			if amount, there := got[key]; there {
				t.Errorf("%s: %s is metered, %v", c.name, key, amount)
			}
		}
		if len(got) != len(whole)-len(c.without) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	s.Storage = 400
	is(t, "IOPS of 400 GiB", amounts(meterRDS(n, s, p))["rds.storage.gp3.iops.multi-az"], 6000)
	is(t, "IOPS of the replicas' 400 GiB", amounts(meterRDS(n, s, p))["rds.storage.gp3.iops.single-az"], 18_000)
}

func TestLeastRPU(t *testing.T) {
	for data, want := range map[units.Bytes]float64{0: 4, 32 * units.TB: 4, 32*units.TB + 1: 8, 128 * units.TB: 8, 128*units.TB + 1: 32} {
		if got := leastRPU(data); got != want {
			t.Errorf("%v take %v units at least, want %v", units.FormatBytes(data), got, want)
		}
	}
}

// What is not there has no line: no address, dashboard, health check, look-up,
// snapshot or traffic between zones.
func TestNothingIsNoLine(t *testing.T) {
	for id, keys := range map[string][]pricing.Key{
		"ec2": {"vpc.ipv4.inuse", "ebs.snapshot.storage"}, "fargate": {"vpc.ipv4.inuse"}, "alb": {"vpc.ipv4.inuse"}, "nlb": {"vpc.ipv4.inuse"}, "ebs": {"ebs.snapshot.storage"},
		"cloudwatch": {"cloudwatch.dashboard"}, "route53": {"route53.healthcheck.aws", "route53.query.standard"}, "datatransfer": {"dt.inter-az"},
	} {
		svc, _ := Lookup(id)
		n, p := Need{CPU: average(0.1)}, policy(1)
		got := amounts(svc.Meter(n, svc.Size(n, p), p))
		for _, key := range keys {
			if amount, there := got[key]; there {
				t.Errorf("%s meters %v of %s", id, amount, key)
			}
		}
	}
	for checks, want := range map[int]string{0: "DNS", 1: "DNS, health checks"} {
		if s, _ := sized(t, "route53", Need{Units: checks}, policy(1)); s.Detail != want {
			t.Errorf("%d health checks: %q", checks, s.Detail)
		}
	}
}

// 6,000 reads/s and 300 writes/s on 8 vCPUs: two replicas take 4.8 busy vCPUs of
// reads and 0.5 each of changes; without them all 7 are on the primary.
func TestDatabaseLoad(t *testing.T) {
	n := Need{Reads: average(6000), Writes: average(300)}
	s := Sizing{Unit: "db.m7g.2xlarge", Shards: 1, IOPS: 12_000}
	l := DatabaseLoad(n, policy(2), s, 2)
	is(t, "primary", l.Primary, 2.2/8)
	is(t, "each replica", l.Replica, 2.9/8)
	is(t, "IOPS", l.IOPS, 660.0/12_000)
	l = DatabaseLoad(n, policy(2), s, 0)
	is(t, "primary alone", l.Primary, 7.0/8)
	is(t, "no replica", l.Replica, 0)
	s.IOPS, s.Shards = 0, 0
	l = DatabaseLoad(n, policy(2), s, 0)
	is(t, "one shard at least", l.Primary, 7.0/8)
	is(t, "no IOPS provisioned", l.IOPS, 0)
	s.Unit = "db.m7g.large" // the first of its family
	is(t, "2 vCPUs", DatabaseLoad(n, policy(2), s, 0).Primary, 3.5)
	s.Unit = "db.m7g.tiny"
	if l := DatabaseLoad(n, policy(2), s, 0); l != (Load{}) {
		t.Errorf("an unknown class carries %+v", l)
	}
}

// 262.8 million PUTs a month are 100/s, 300 at a peak of 3.
func TestBucketInWords(t *testing.T) {
	s, _ := sized(t, "s3", Need{Puts: 262.8e6, Gets: 2 * 2628e6}, policy(1))
	has(t, s, "writes over its prefixes", Resource{Demand: 300, Capacity: 2 * 3500, Target: 1, AtLargest: 300})
	has(t, s, "reads over its prefixes", Resource{Demand: 6000, Capacity: 2 * 5500, Target: 1, AtLargest: 6000})
	if s.Detail != "static files" {
		t.Errorf("without objects: %q", s.Detail)
	}
	if s, _ := sized(t, "s3", Need{Objects: 5 * units.GB}, policy(1)); s.Detail != "5 GB of objects" {
		t.Errorf("with 5 GB: %q", s.Detail)
	}
}

// 16 TB ask for 149 GiB of memory, 16 units or 5 nodes: from how many hours a day
// the nodes are cheaper is said; for 1 TB they never are.
func TestWarehouseInWords(t *testing.T) {
	p := policy(1)
	p.Workload.Asked.AnalyticsTime = 24
	s, _ := sized(t, "redshift", Need{Objects: 16 * units.TB}, p)
	has(t, s, "managed storage", Resource{Demand: 16, Capacity: 5 * 32, Target: 1, AtLargest: 16})
	const label = "Hours a day at which both cost the same"
	hour, _ := p.hourly("redshift.serverless.rpu")
	node, _ := p.hourly("redshift.ra3.xlplus")
	if got := labelled(t, s.Reasons, label); got.Value != reason.N(5*730*node/(16*hour*730/24)) {
		t.Errorf("%+v", got)
	}
	s, _ = sized(t, "redshift", Need{Objects: units.TB}, p)
	for _, r := range s.Reasons {
		if r.Label == label {
			t.Errorf("1 TB: %+v", r)
		}
	}
}
