package catalog

import (
	"math"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func policy(zones int) Policy {
	w := workload.Default()
	return Policy{Workload: w, Book: pricing.Embedded(), Zones: zones, Replicas: zones > 1}
}

var categories = map[string]bool{"compute": true, "network": true, "database": true, "storage": true, "security": true, "integration": true, "management": true}

func TestServicesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Services() {
		if s.ID == "" || s.Name == "" || s.Category == "" || s.Size == nil || s.Meter == nil || s.Source.Name == "" {
			t.Errorf("service %q lacks a field: %+v", s.ID, s)
		}
		if seen[s.ID] {
			t.Errorf("service %q is listed twice", s.ID)
		}
		seen[s.ID] = true
		if !categories[s.Category] {
			t.Errorf("service %q is of the unknown category %q", s.ID, s.Category)
		}
		if got, ok := Lookup(s.ID); !ok || got.Name != s.Name {
			t.Errorf("Lookup(%q) = %q, %v", s.ID, got.Name, ok)
		}
	}
	if _, ok := Lookup("no such service"); ok {
		t.Error("an unknown service is found")
	}
}

// billedGB makes of a published amount in GB of 10^9 bytes the same number of GB of
// 2^30, in which AWS bills.
const billedGB = (1 << 30) / 1e9

// Published capacity vector: 1,000 requests/s of 20 kB, 10 requests a connection
// kept 60 s, take max(4, 2, 72) LCU.
func TestLCU(t *testing.T) {
	lcu, conns, active, gb := LCU(1000, 10, 60, 1000*20e3*billedGB)
	for name, pair := range map[string][2]float64{"new": {conns, 4}, "active": {active, 2}, "bytes": {gb, 72}, "LCU": {lcu, 72}} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s = %v, want %v", name, pair[0], pair[1])
		}
	}
}

// 3 KB eventually consistent reads take half a unit, 6 KB ones a whole; 1.5 KB
// writes two.
func TestRequestUnits(t *testing.T) {
	for _, c := range []struct {
		item        units.Bytes
		read, write float64
	}{{1 * units.KiB, 0.5, 1}, {3 * units.KiB, 0.5, 3}, {6 * units.KiB, 1, 6}, {1536, 0.5, 2}, {1 * units.KB, 0.5, 1}} {
		if r, w := requestUnits(Need{RowBytes: c.item}); r != c.read || w != c.write {
			t.Errorf("%v bytes take %v and %v units, want %v and %v", c.item, r, w, c.read, c.write)
		}
	}
}

// n = 20 over two zones is 40 and over three 30; 100 over four 136.
func TestSpread(t *testing.T) {
	for _, c := range []struct{ n, zones, total int }{{20, 2, 40}, {20, 3, 30}, {100, 4, 136}, {1, 2, 2}, {1, 3, 3}, {5, 1, 5}} {
		if total, _ := spread(c.n, c.zones); total != c.total {
			t.Errorf("%d over %d zones = %d, want %d", c.n, c.zones, total, c.total)
		}
	}
}

func TestCeilForgivesRounding(t *testing.T) {
	if got := ceil(2000 * 0.012 / (2 * 0.6)); got != 20 {
		t.Errorf("2,000 requests of 12 ms on 2 vCPUs at 60%% need %d, want 20", got)
	}
}

// Published split vector: 8,000 reads of 0.5 ms and 1,000 writes of 1 ms need 5.0
// cores, more than 4.8 of 8 vCPUs; one replica takes 80% of the reads and the
// writer falls to 1.8.
func TestReplicaVector(t *testing.T) {
	p := policy(2)
	p.Workload.Assumptions.DBReadsPerVCPU, p.Workload.Assumptions.DBWritesPerVCPU = 2000, 1000
	d := newDatabase(Need{Reads: units.Rate{Peak: 8000}, Writes: units.Rate{Peak: 1000}}, p, false)
	eight := Family("db.m7g")[2]
	if eight.VCPU != 8 {
		t.Fatalf("db.m7g size 2 has %v vCPUs", eight.VCPU)
	}
	if pl := d.place(eight, 1, 0); pl.fits || math.Abs(pl.writer-5) > 1e-9 {
		t.Errorf("without a replica: %v busy vCPUs, fits %v; want 5.0, no", pl.writer, pl.fits)
	}
	pl := d.place(eight, 1, 1)
	if math.Abs(pl.writer-1.8) > 1e-9 || math.Abs(pl.reader-(3.2+0.5)) > 1e-9 {
		t.Errorf("with one replica: writer %v, replica %v; want 1.8 and 3.7", pl.writer, pl.reader)
	}
}

func TestWriteHeavyNeverOffloads(t *testing.T) {
	d := newDatabase(Need{Reads: units.Rate{Peak: 200}, Writes: units.Rate{Peak: 2000}}, policy(2), false)
	if d.offload != 0 {
		t.Errorf("a write-heavy database offloads %v of its reads", d.offload)
	}
}

// 60 GB in the cache need 80 GiB-class memory after the reserve: a set never
// exceeds three quarters of the nodes' memory.
func TestCacheFits(t *testing.T) {
	for _, gb := range []units.Bytes{0, 1, 60, 900, 12000} {
		s := sizeCache(Need{Hot: gb * units.GB, Reads: units.Rate{Peak: 1000}}, policy(2))
		for _, r := range s.Resources {
			if r.Demand > r.Capacity*r.Target*(1+1e-9) {
				t.Errorf("%v GB: %s %v of %v × %v on %s", gb, r.Name, r.Demand, r.Capacity, r.Target, s.Detail)
			}
		}
	}
}

func TestLightsailPicksTheSmallestThatFits(t *testing.T) {
	n := Need{CPU: units.Rate{Average: 0.01, Peak: 0.03}, Resident: 1200 * units.MB, Egress: 10 * units.GB}
	if s := sizeLightsail(n, policy(1)); s.Unit != "lightsail.linux.2gb" {
		t.Errorf("a small server takes %q, want the 2 GB bundle", s.Unit)
	}
	n.Egress = 50 * units.TB
	if s := sizeLightsail(n, policy(1)); s.Unit != "" {
		t.Errorf("50 TB a month fit bundle %q", s.Unit)
	}
}

func TestEveryMeteredKeyHasAPrice(t *testing.T) {
	book := pricing.Embedded()
	n := Need{Tier: "x", Name: "x", Users: 5e6, Requests: units.Rate{Average: 500, Peak: 1500}, CPU: units.Rate{Average: 5, Peak: 15}, Network: units.Rate{Peak: 1e9}, Resident: units.GB,
		Reads: units.Rate{Average: 2000, Peak: 6000}, Writes: units.Rate{Average: 300, Peak: 900}, RowBytes: units.KB, Rows: units.TB, Ahead: 2 * units.TB, Retained: 3 * units.TB, Hot: 50 * units.GB, Clients: 9,
		Objects: 80 * units.TB, Puts: 1e7, Gets: 1e8, Egress: 700 * units.TB, Internal: units.TB, Messages: 1e9, Duration: 200, Units: 3}
	for _, region := range book.Regions() {
		if region == pricing.Global {
			continue
		}
		for _, option := range []workload.Pricing{workload.OnDemand, workload.Savings1Y, workload.Savings3Y} {
			p := policy(3)
			p.Workload.Region, p.Workload.Pricing = region, option
			for _, s := range Services() {
				size := s.Size(n, p)
				if s.ID == "lightsail" {
					size.Unit = "lightsail.linux.2gb" // no bundle carries this need
				}
				for _, u := range s.Meter(n, size, p) {
					if s.ID == "dax" || s.ID == "dms" {
						continue // larger ones have no published price: TestDAX, TestDMS
					}
					if _, err := book.Rate(u.Key, region); err != nil {
						t.Errorf("%s in %s, %s: %v", s.ID, region, option, err)
					}
				}
			}
		}
	}
}
