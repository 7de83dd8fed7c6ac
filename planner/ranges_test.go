package planner

import (
	"math"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// ranged builds a plan and simulates its intervals.
func ranged(t *testing.T, pairs ...string) Plan {
	t.Helper()
	p, err := WithRanges(plan(t, pairs...), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The short way to stage and cost is the long way.
func TestEvaluateIsBuild(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	book := pricing.Embedded()
	for range 20 {
		v := random(r)
		p := build(t, v)
		s := p.Stages[p.Here-1]
		stage := 1 + r.IntN(8)
		o := evaluate(p.Workload, book, stage)
		if o.here != p.Here || o.cost.Cmp(s.Bill.Total) != 0 || o.peak != p.Demand.Requests.Peak || o.p99 != s.Latency.P99 || o.onTime != s.Latency.Met {
			t.Errorf("%s: %+v; Build says stage %d at %s, p99 %v", v.Encode(), o, p.Here, s.Bill.Total, s.Latency.P99)
		}
		if o.complete && stage == p.Here && o.staying.Cmp(o.cost) != 0 {
			t.Errorf("%s: staying costs %s, being there %s", v.Encode(), o.staying, o.cost)
		}
		if there := p.Stages[stage-1]; there.SizedAt == p.Workload.Users && o.staying.Cmp(there.Bill.Total) != 0 {
			t.Errorf("%s: staying in stage %d costs %s, its bill is %s", v.Encode(), stage, o.staying, there.Bill.Total)
		}
		capacity := p.Stages[stage-1].Triggers[0]
		if stage != p.Here && o.beyond != (capacity.Fires && capacity.Users < p.Workload.Users) {
			t.Errorf("%s: beyond stage %d is %v, which carries %v of %v users", v.Encode(), stage, o.beyond, capacity.Users, p.Workload.Users)
		}
	}
}

// intervals puts a few numeric fields of a random workload into intervals
// around their values.
func intervals(r *rand.Rand, v url.Values) url.Values {
	w, _ := workload.Parse(v)
	for range 1 + r.IntN(4) {
		names := []string{"users", "cpu_ms", "peak_factor", "read_write", "cache_hit", "data_stored", "requests_per_user_day", "response_size", "utilisation", "services", "daily_share"}
		f, _ := workload.FieldNamed(names[r.IntN(len(names))])
		i := f.Around(f.Number(w), 0.05+0.9*r.Float64())
		if i.Low == i.High || i.Low == 0 && f.Name == "data_stored" {
			continue
		}
		low, high := w.With(map[string]float64{f.Name: i.Low}), w.With(map[string]float64{f.Name: i.High})
		v.Set(f.Name, f.Value(low)+".."+f.Value(w)+".."+f.Value(high))
		if _, refused := workload.Parse(v); refused != nil {
			v.Set(f.Name, f.Value(w))
		}
	}
	return v
}

func TestRangesOverRandomWorkloads(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	book := pricing.Embedded()
	tried := 0
	for range 24 {
		v := intervals(r, random(r))
		p := build(t, v)
		if len(p.Workload.Ranges()) == 0 {
			continue
		}
		tried++
		rs := simulated(t, p, book, 32)
		if rs.Cost.Likely.Cmp(p.Stages[p.Here-1].Bill.Total) != 0 || rs.Staying.Likely.Cmp(rs.Cost.Likely) != 0 {
			t.Errorf("%s: likely %s and %s, the plan says %s", v.Encode(), rs.Cost.Likely, rs.Staying.Likely, p.Stages[p.Here-1].Bill.Total)
		}
		holdsSpread(t, v, "cost", rs.Cost, units.Money.Cmp)
		holdsSpread(t, v, "staying", rs.Staying, units.Money.Cmp)
		holdsSpread(t, v, "peak", rs.Peak, compare[units.PerSecond])
		holdsSpread(t, v, "p99", rs.P99, compare[units.Milliseconds])
		sum, samples := 0.0, 0
		for i, s := range rs.Stages {
			sum, samples = sum+s.Chance, samples+s.Samples
			if s.Number != i+1 || s.Name != p.Stages[i].Name || (s.Samples == 0) != s.Cost.IsZero() {
				t.Errorf("%s: chance %+v", v.Encode(), s)
			}
		}
		if sum != 1 || samples != 32 || len(rs.Stages) != 8 {
			t.Errorf("%s: chances add up to %v, samples to %d", v.Encode(), sum, samples)
		}
		if len(rs.Drivers) != len(rs.Inputs) || len(rs.Inputs) != len(p.Workload.Ranges()) {
			t.Errorf("%s: %d drivers of %d intervals", v.Encode(), len(rs.Drivers), len(rs.Inputs))
		}
		holdsRanking(t, v.Encode(), rs.Drivers)
	}
	if tried < 18 {
		t.Errorf("only %d workloads had intervals", tried)
	}
}

func compare[T ~float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// holdsSpread checks the order within a spread.
func holdsSpread[T any](t *testing.T, v url.Values, name string, s Spread[T], compare func(a, b T) int) {
	t.Helper()
	ordered := compare(s.Low, s.Likely) <= 0 && compare(s.Likely, s.High) <= 0 && compare(s.Low, s.Median) <= 0 && compare(s.Median, s.High) <= 0 &&
		compare(s.Quantiles[0], s.Mean) <= 0 && compare(s.Mean, s.Quantiles[20]) <= 0 && len(s.Quantiles) == 21
	for i := 1; i < len(s.Quantiles); i++ {
		ordered = ordered && compare(s.Quantiles[i-1], s.Quantiles[i]) <= 0
	}
	if !ordered {
		t.Errorf("%s: %s out of order: %+v", v.Encode(), name, s)
	}
}

func holdsRanking(t *testing.T, of string, drivers []Driver) {
	t.Helper()
	share := 0.0
	for i, d := range drivers {
		share += d.Share
		if i > 0 && d.Swing.Cmp(drivers[i-1].Swing) > 0 {
			t.Errorf("%s: %s swings by %s after %s", of, d.Field, d.Swing, drivers[i-1].Swing)
		}
		for _, cost := range []units.Money{d.Low.Cost, d.High.Cost} {
			if difference := cost.Sub(d.Likely); difference.Cmp(d.Swing) > 0 || d.Likely.Sub(cost).Cmp(d.Swing) > 0 {
				t.Errorf("%s: %s swings by %s, from %s to %s", of, d.Field, d.Swing, d.Likely, cost)
			}
		}
		if apart := d.High.Cost.Sub(d.Low.Cost); d.Swing.Cmp(apart) < 0 || d.Swing.Cmp(units.Money{}.Sub(apart)) < 0 {
			t.Errorf("%s: %s swings by %s, its ends differ by %s", of, d.Field, d.Swing, apart)
		}
		if d.Text == "" || len(d.Reasons) == 0 || d.Low.Value == d.High.Value {
			t.Errorf("%s: driver not explained: %+v", of, d)
		}
	}
	if len(drivers) > 0 && !drivers[0].Swing.IsZero() && math.Abs(share-1) > 1e-9 {
		t.Errorf("%s: shares add up to %v", of, share)
	}
}

// The chance of a stage is that of theory: users from 50k by 60k to 150k stay
// within the 100k of stage 3 with 1 − (150 − 100)² ÷ ((150 − 50) × (150 − 60)) =
// 72.2%, which a stratified sample meets to one in 512. Peak requests are
// proportional to users, so their mean is that of the triangle.
func TestChanceIsThatOfTheory(t *testing.T) {
	p := ranged(t, "users", "50k..60k..150k")
	r := p.Ranges
	if got, want := r.Stages[2].Chance, 1-2500.0/9000; math.Abs(got-want) > 1.0/512 || r.Stages[2].Chance+r.Stages[3].Chance != 1 {
		t.Errorf("chance of stage 3 is %v, want %v; of stage 4 %v", got, want, r.Stages[3].Chance)
	}
	perUser := float64(p.Demand.Requests.Peak) / 60e3
	if got, want := float64(r.Peak.Mean), perUser*260e3/3; math.Abs(got/want-1) > 1e-4 {
		t.Errorf("mean peak %v, want %v", got, want)
	}
	// F(x) = 5% at 50 + √(0.05 × 100 × 10) = 57.07k; 1 − F(x) = 5% at 150 − √(0.05 × 100 × 90) = 128.79k.
	for _, c := range []struct{ got, want float64 }{{float64(r.Peak.Low), 57.071e3}, {float64(r.Peak.High), 128.787e3}} {
		if math.Abs(c.got/perUser/c.want-1) > 5e-3 {
			t.Errorf("quantile at %v users, want %v", c.got/perUser, c.want)
		}
	}
	if r.Stage != 3 || r.Beyond != 0 || r.Stages[3].Cost.Cmp(r.Stages[2].Cost) <= 0 || !r.Complete {
		t.Errorf("stage %d, beyond %v, stages %+v", r.Stage, r.Beyond, r.Stages)
	}
}

// The same workload gives the same figures; a field that moves nothing changes
// none of them, for each field draws from a stream of its own.
func TestSeedReproduces(t *testing.T) {
	a, b := ranged(t, "users", "80k..90k..120k", "cpu_ms", "5..10..30"), ranged(t, "users", "80k..90k..120k", "cpu_ms", "5..10..30")
	if !reflect.DeepEqual(a, b) {
		t.Error("two simulations of one workload differ")
	}
	c := ranged(t, "users", "80k..90k..120k", "cpu_ms", "5..10..30", "growth_per_month", "3..9%")
	if !reflect.DeepEqual(a.Ranges.Cost, c.Ranges.Cost) || !reflect.DeepEqual(a.Ranges.Stages, c.Ranges.Stages) || !reflect.DeepEqual(a.Ranges.P99, c.Ranges.P99) {
		t.Error("an interval without effect changed the figures")
	}
	last := c.Ranges.Drivers[slices.IndexFunc(c.Ranges.Drivers, func(d Driver) bool { return d.Field == "growth_per_month" })]
	if last.Field != "growth_per_month" || !last.Swing.IsZero() || last.Share != 0 || !strings.Contains(last.Text, "does not move the cost between 3% and 9%") {
		t.Errorf("last driver %+v", last)
	}
}

func TestIntervalsOfNoWidth(t *testing.T) {
	point := plan(t, "users", "90k", "cpu_ms", "10")
	if p := ranged(t, "users", "90k..90k", "cpu_ms", "10..10..10"); p.Ranges != nil || !reflect.DeepEqual(p, point) {
		t.Error("equal ends do not give the plan of the value")
	}
	if p := ranged(t, "users", "90k"); p.Ranges != nil {
		t.Error("a plan without intervals has ranges")
	}
	r := ranged(t, "users", "90k", "growth_per_month", "3..9%").Ranges
	want := plan(t, "users", "90k", "growth_per_month", "6%").Stages[2].Bill.Total
	for _, got := range append([]units.Money{r.Cost.Low, r.Cost.Likely, r.Cost.High, r.Cost.Median, r.Cost.Mean}, r.Cost.Quantiles...) {
		if got.Cmp(want) != 0 {
			t.Errorf("an interval that moves nothing gives %s, want %s", got, want)
		}
	}
	if r.Stages[2].Chance != 1 {
		t.Errorf("chances %+v", r.Stages)
	}
}

// A wider interval around the same likely value never gives a narrower result.
func TestWiderIntervalsWiderRanges(t *testing.T) {
	book := pricing.Embedded()
	last := map[string]float64{}
	for _, users := range []string{"95k..100k..110k", "80k..100k..140k", "50k..100k..200k", "20k..100k..400k"} {
		r := simulated(t, plan(t, "users", users, "requests_per_user_day", "40..50..60"), book, 128)
		for name, width := range map[string]float64{"cost": r.Cost.High.Sub(r.Cost.Low).Float(), "staying": r.Staying.High.Sub(r.Staying.Low).Float(),
			"peak": float64(r.Peak.High - r.Peak.Low), "swing": r.Drivers[0].Swing.Float()} {
			if width < last[name] {
				t.Errorf("%s: %s is %v wide, narrower than %v before", users, name, width, last[name])
			}
			last[name] = width
		}
	}
}

func TestDriverTexts(t *testing.T) {
	r := ranged(t, "users", "80k..90k..120k", "cpu_ms", "9..11", "requests_per_user_day", "45..55").Ranges
	if r.Drivers[0].Field != "users" {
		t.Fatalf("%s moves the cost most", r.Drivers[0].Field)
	}
	low, high := plan(t, "users", "80k", "cpu_ms", "10", "requests_per_user_day", "50"), plan(t, "users", "120k", "cpu_ms", "10", "requests_per_user_day", "50")
	d := r.Drivers[0]
	if d.Low.Cost.Cmp(low.Stages[2].Bill.Total) != 0 || d.High.Cost.Cmp(high.Stages[3].Bill.Total) != 0 || d.Low.Stage != 3 || d.High.Stage != 4 {
		t.Errorf("ends %+v and %+v", d.Low, d.High)
	}
	want := "Monthly active users moves the cost most: " + d.Low.Cost.Display() + " a month at 80k, " + d.High.Cost.Display() + " at 120k (stages 3 and 4)."
	if d.Text != want {
		t.Errorf("%q, want %q", d.Text, want)
	}
	if second := r.Drivers[1].Text; !strings.Contains(second, " moves the cost by "+r.Drivers[1].Swing.Display()+": ") {
		t.Errorf("second driver %q", second)
	}
	money := func(s string) units.Money { m, _ := units.ParseMoney(s); return m }
	bent := driverText(Driver{Label: "X", Low: DriverEnd{"1", 1, 3, money("5")}, High: DriverEnd{"3", 3, 3, money("6")}, Likely: money("9"), Swing: money("4")}, true)
	if bent != "X moves the cost most: $5.00 a month at 1, $6.00 at 3, $9.00 at the likely value between them." {
		t.Errorf("a cost that rises and falls: %q", bent)
	}
}

func TestRangesNeedTheBookOfThePlan(t *testing.T) {
	p := plan(t, "users", "80k..120k")
	p.Book.Version = "another"
	if _, err := WithRanges(p, pricing.Embedded()); err == nil || !strings.Contains(err.Error(), "another") {
		t.Errorf("another book: %v", err)
	}
	if _, err := WithSensitivity(p, pricing.Embedded()); err == nil {
		t.Error("another book is taken")
	}
}

func TestSensitivity(t *testing.T) {
	book := pricing.Embedded()
	for _, pairs := range [][]string{{}, {"users", "900k", "cpu_ms", "20"}, {"users", "10M..20M", "read_write", "50/50"}, {"users", "50"}} {
		p, err := WithSensitivity(plan(t, pairs...), book)
		if err != nil {
			t.Fatal(err)
		}
		s := p.Sensitivity
		if s.Stage != p.Here || s.Cost.Cmp(p.Stages[p.Here-1].Bill.Total) != 0 || s.Step != 0.25 || s.Tried < 40 || len(s.Drivers) > s.Tried || (len(s.Drivers) < 5) != (p.Here == 1) {
			t.Errorf("%v: stage %d at %s, %d of %d move it", pairs, s.Stage, s.Cost, len(s.Drivers), s.Tried)
		}
		holdsRanking(t, strings.Join(pairs, " "), s.Drivers)
		for _, d := range s.Drivers {
			if p.Workload.Given(d.Field) || d.Swing.IsZero() || d.Likely.Cmp(s.Cost) != 0 {
				t.Errorf("%v: driver %+v", pairs, d)
			}
		}
		if len(s.Drivers) == 0 {
			continue // one bundle carries fifty users, whatever is assumed
		}
		// The first one done the long way.
		d := s.Drivers[0]
		for _, end := range []DriverEnd{d.Low, d.High} {
			moved, err := Build(p.Workload.Likely().With(map[string]float64{d.Field: end.Amount}), book)
			if err != nil {
				t.Fatal(err)
			}
			if there := moved.Stages[s.Stage-1]; there.SizedAt == moved.Workload.Users && there.Bill.Total.Cmp(end.Cost) != 0 {
				t.Errorf("%v: %s at %v costs %s, Build says %s", pairs, d.Field, end.Amount, end.Cost, there.Bill.Total)
			}
		}
	}
}
