package catalog

import (
	"fmt"
	"math"
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Published vectors: 0.5 GB for 200 ms at $0.20 a million and $0.0000166667 a
// GB-second cost $1.8667 a million; two Fargate tasks of 0.5 vCPU and 1 GB, $36.04
// a month, break even at 7.35 requests/s, and at 3.88 for 1 GB. By hand:
// 0.20 + 1e6 × 0.2 × 0.5 × 0.0000166667 = 1.86667; 36.04 ÷ (1.86667e-6 × 2,628,000) = 7.3466.
func TestBreakEvenVectors(t *testing.T) {
	half, whole := PerMillion(0.20, 0.2, 0.5, 0.0000166667), PerMillion(0.20, 0.2, 1, 0.0000166667)
	fixed := 2 * 730 * (0.5*0.04048 + 1*0.004445)
	for _, c := range []struct{ name, got, want string }{
		{"a million of 0.5 GB, 200 ms", fmt.Sprintf("%.4f", half), "1.8667"},
		{"two tasks a month", fmt.Sprintf("%.2f", fixed), "36.04"},
		{"break-even of 0.5 GB", fmt.Sprintf("%.2f", BreakEvenRate(fixed, half)), "7.35"},
		{"break-even of 1 GB", fmt.Sprintf("%.2f", BreakEvenRate(fixed, whole)), "3.88"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, published %s", c.name, c.got, c.want)
		}
	}
}

// The vector's tasks as sized and metered: half a busy vCPU over two zones.
func TestTasksOfTheVector(t *testing.T) {
	p := policy(2)
	p.Workload.Processor = workload.X86
	n := Need{Name: "Web", CPU: units.Rate{Average: 0.1, Peak: 0.3}, Resident: 700 * units.MB, InFlight: 2}
	s := SizeTasks(n, p)
	// 0.3 ÷ (0.5 × 60%) is one task of 0.5 vCPU, twice for the loss of a zone; 700 MB
	// fit the 80% of 1 GiB that are planned for.
	if s.Unit != "0.5 vCPU, 1 GB" || s.Count != 2 || s.Average != 2 {
		t.Fatalf("sized %+v", s)
	}
	b := bill.Price(p.Book, "us-east-1", MeterTasks(n, s, p), nil)
	if got := b.Total.String(); got != "36.04" {
		t.Errorf("two tasks cost %s, published 36.04", got)
	}
}

func TestTasksCarryTheWork(t *testing.T) {
	for _, zones := range []int{1, 2, 3} {
		for _, busy := range []units.PerSecond{0, 0.01, 0.3, 4, 9, 200} {
			p := policy(zones)
			n := Need{Name: "Web", CPU: units.Rate{Average: busy / 3, Peak: busy}, Resident: 700 * units.MB, InFlight: float64(busy) * 10}
			p.Scaling = zones > 1
			s := SizeTasks(n, p)
			if s.Unit == "" {
				if zones > 1 || busy <= 9 {
					t.Errorf("%v busy vCPUs over %d zones have no task", busy, zones)
				}
				continue
			}
			left := float64(s.Count)
			if zones > 1 {
				left -= float64(s.PerZone)
			}
			if left*s.VCPU*0.6 < float64(busy)-1e-9 || s.Average > float64(s.Count) || s.Average < float64(min(zones, s.Count)) {
				t.Errorf("%v busy vCPUs over %d zones: %+v", busy, zones, s)
			}
		}
	}
	p := policy(1)
	if s := SizeTasks(Need{Resident: 200 * units.GB}, p); s.Unit != "" {
		t.Errorf("200 GB fit %s", s.Unit)
	}
}

// 10 ms of CPU on 768 MB take 10 × 1,769 ÷ 768 = 23.03 ms, with 5 ms waiting 29
// billed; at 100 requests/s 2.9 run at once, but an environment answers ten a
// second, so ten do.
func TestHandler(t *testing.T) {
	w := workload.Default()
	if got := HandlerMemory(w); got != 768*units.MiB {
		t.Fatalf("a function has %v, want 768 MiB", got)
	}
	h := Handler{Name: "requests", Requests: units.Rate{Average: 50, Peak: 100}, CPU: 10, Wait: 5, Memory: 768 * units.MiB}
	if h.Duration() != 29 || h.Concurrency() != 10 {
		t.Errorf("%v ms, %v at once; want 29 and 10", h.Duration(), h.Concurrency())
	}
	h.Memory = 3538 * units.MiB
	if h.Duration() != 15 {
		t.Errorf("two vCPUs' memory takes %v ms: a request uses one", h.Duration())
	}
	h.Wait, h.Requests.Peak = 490, 100
	if h.Concurrency() != 50 {
		t.Errorf("100/s of 500 ms are %v at once, want 50", h.Concurrency())
	}
	for _, c := range []struct {
		h      Handler
		answer units.Bytes
		ok     bool
	}{
		{Handler{CPU: 10, Memory: 768 * units.MiB}, 6 * units.MiB, true}, {Handler{CPU: 10, Memory: 768 * units.MiB}, 6*units.MiB + 1, false},
		{Handler{Wait: 900000, Memory: 2 * units.GiB}, 1, true}, {Handler{Wait: 900001, Memory: 2 * units.GiB}, 1, false},
		{Handler{Memory: 10240 * units.MiB}, 1, true}, {Handler{Memory: 10241 * units.MiB}, 1, false},
	} {
		if no := c.h.WhyNot(c.answer); (no == "") != c.ok {
			t.Errorf("%+v with %v: %q", c.h, c.answer, no)
		}
	}
}

func TestFront(t *testing.T) {
	for _, c := range []struct {
		peak   units.PerSecond
		took   units.Milliseconds
		answer units.Bytes
		want   string
	}{
		{8000, 30000, units.MiB, "[alb apigateway]"}, {8001, 1, 1, "[alb]"}, {1, 30001, 1, "[alb]"}, {1, 1, units.MiB + 1, "[apigateway]"}, {8001, 1, units.MiB + 1, "[]"},
	} {
		fronts, no := Front(c.peak, c.took, c.answer)
		if fmt.Sprint(fronts) != c.want || (no == "") != (c.want != "[]") {
			t.Errorf("%v/s, %v ms, %v bytes: %v %q, want %s", c.peak, c.took, c.answer, fronts, no, c.want)
		}
	}
}

// 0.72 GB an hour are 1.8 LCU with functions as targets, 0.72 with servers.
func TestBalancerForFunctions(t *testing.T) {
	p := policy(2)
	n := Need{Requests: units.Rate{Average: 1}, Egress: units.Bytes(0.72*730) * units.GiB}
	if s, f := sizeBalancer(n, p), BalancerForFunctions(n, p); math.Abs(s.Average-0.72) > 1e-9 || math.Abs(f.Average-1.8) > 1e-9 {
		t.Errorf("%v and %v LCU, want 0.72 and 1.8", s.Average, f.Average)
	}
}

// 500 reads/s and 60 writes/s busy 0.7 vCPU; ÷ 60% × 4 are 4.67 ACU. An idle
// database keeps half a unit.
func TestServerless(t *testing.T) {
	p := policy(1)
	s := SizeServerless(Need{Reads: units.Rate{Average: 500, Peak: 1500}, Writes: units.Rate{Average: 60, Peak: 180}}, p)
	if math.Abs(s.Average-0.7/0.6*4) > 1e-9 || math.Abs(s.Peak-2.1/0.6*4) > 1e-9 || s.Instances != 1 || s.WhyNot() != "" {
		t.Errorf("%+v", s)
	}
	if s := SizeServerless(Need{}, policy(2)); s.Average != 0.5 || s.Instances != 2 {
		t.Errorf("an idle one: %+v", s)
	}
	if s := SizeServerless(Need{Hot: 12 * units.GiB}, p); s.Average != 8 {
		t.Errorf("12 GiB of hot rows in 75%% of memory take %v units, want 8", s.Average)
	}
	if s := SizeServerless(Need{Writes: units.Rate{Peak: 12000}}, p); s.WhyNot() == "" {
		t.Errorf("%v units pass the limit of 256", s.Peak)
	}
	// 0.5 ACU × 2 × 730 h × $0.12 = $87.60, nothing stored.
	if b := bill.Price(pricing.Embedded(), "us-east-1", SizeServerless(Need{}, policy(2)).Usage(Need{}, policy(2)), nil); b.Total.String() != "87.60" {
		t.Errorf("an idle cluster of two costs %s, want 87.60", b.Total)
	}
}

// 70 reads/s of 1 KB take 35 read units; at 70% in use 50 units, 36,500
// unit-hours; 7 writes/s take 10 units, 7,300.
func TestProvisioned(t *testing.T) {
	n := Need{Name: "Sessions", RowBytes: units.KB, Reads: units.Rate{Average: 70, Peak: 160}, Writes: units.Rate{Average: 7, Peak: 16}}
	scaled, fixed := Capacity{Use: 0.7}.MeterProvisioned(n, Sizing{}, policy(2)), Capacity{Use: 0.8, Peak: true}.MeterProvisioned(n, Sizing{}, policy(2))
	for i, want := range []float64{36500, 7300} {
		if math.Abs(scaled[i].Amount-want) > 1e-6 {
			t.Errorf("scaled %s: %v, want %v", scaled[i].Key, scaled[i].Amount, want)
		}
	}
	for i, want := range []float64{100 * 730, 20 * 730} {
		if math.Abs(fixed[i].Amount-want) > 1e-6 {
			t.Errorf("fixed %s: %v, want %v", fixed[i].Key, fixed[i].Amount, want)
		}
	}
}
