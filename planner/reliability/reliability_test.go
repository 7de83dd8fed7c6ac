package reliability

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.12g, want %.12g ± %g", what, got, want, tolerance)
	}
}

func must(t *testing.T) func(float64, error) float64 {
	return func(v float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestPublishedComposites(t *testing.T) {
	// The Reliability Pillar's example of hard dependencies: 52 min 37 s become 2 h 37 min 48 s.
	three := must(t)(Series(0.9999, 0.9999, 0.9999))
	near(t, "three dependencies", three, 0.99970, 5e-6)
	near(t, "their downtime", Down(three, MinutesPerYear), 157.66, 0.01)
	path := must(t)(Series(0.9999, 0.9999, 0.9995))
	near(t, "ALB, EC2, RDS Multi-AZ", path, 0.99930011, 5e-9)
	near(t, "its 30 days", Down(path, MinutesPerMonth), 30.24, 0.005)
	near(t, "two in series", must(t)(Series(0.999, 0.999)), 0.998001, 1e-12)
	near(t, "two in parallel", must(t)(Parallel(0.999, 0.999)), 0.999999, 1e-12)
	near(t, "two servers", must(t)(Parallel(0.995, 0.995)), 0.999975, 1e-12)
	near(t, "nothing needed", must(t)(Series()), 1, 0)
	near(t, "nothing there", must(t)(Parallel()), 0, 0)
}

func TestPillarScenario(t *testing.T) {
	o := Operation{Failures: 4, Decide: 30, Recover: 40, Changes: 6, Offline: 240}
	near(t, "minutes", o.Downtime(), 1720, 0)
	near(t, "99% design", must(t)(o.Availability()), 0.996728, 5e-7)
	o.Changes = 0
	near(t, "failures only", must(t)(o.Availability()), 0.99947, 5e-6)
	near(t, "never negative", must(t)(Operation{Failures: 1e6, Decide: 1e6}.Availability()), 0, 0)
}

func TestAtLeast(t *testing.T) {
	near(t, "1 of 2 is parallel", must(t)(AtLeast(1, 2, 0.995)), 0.999975, 1e-12)
	near(t, "all of 3 is series", must(t)(AtLeast(3, 3, 0.9)), 0.729, 1e-12)
	near(t, "2 of 3", must(t)(AtLeast(2, 3, 0.9)), 3*0.81*0.1+0.729, 1e-12)
	near(t, "none needed", must(t)(AtLeast(0, 5, 0)), 1, 0)
	near(t, "dead parts", must(t)(AtLeast(1, 5, 0)), 0, 0)
	near(t, "perfect parts", must(t)(AtLeast(5, 5, 1)), 1, 0)
	for needed := 1; needed <= 400; needed++ {
		now, before := must(t)(AtLeast(needed, 400, 0.9)), must(t)(AtLeast(needed-1, 400, 0.9))
		if now > before {
			t.Fatalf("%d of 400 is likelier than %d", needed, needed-1)
		}
	}
	near(t, "half of many at a half", must(t)(AtLeast(501, 1001, 0.5)), 0.5, 1e-9)
}

func TestDomains(t *testing.T) {
	for _, a := range []float64{-0.1, 1.1, math.NaN()} {
		if _, err := Series(0.9, a); err == nil {
			t.Errorf("Series took %v", a)
		}
		if _, err := Parallel(a); err == nil {
			t.Errorf("Parallel took %v", a)
		}
		if _, err := AtLeast(1, 2, a); err == nil {
			t.Errorf("AtLeast took %v", a)
		}
	}
	if _, err := AtLeast(3, 2, 0.9); err == nil {
		t.Error("3 of 2")
	}
	if _, err := AtLeast(-1, 2, 0.9); err == nil {
		t.Error("−1 of 2")
	}
	for _, o := range []Operation{{Failures: -1}, {Decide: math.NaN()}, {Offline: math.Inf(1)}} {
		if _, err := o.Availability(); err == nil {
			t.Errorf("%+v has an availability", o)
		}
	}
}
