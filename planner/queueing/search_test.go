package queueing

import (
	"math"
	"testing"
)

// Wilson and Hilferty are within a fortieth of a gamma quantile from a shape of
// one up; a shift only moves it, and what is certain is its mean.
func TestGuess(t *testing.T) {
	for _, shape := range []float64{1, 3, 10, 100} {
		for _, p := range []float64{0.5, 0.9, 0.95, 0.99} {
			exact := gammaExact(shape, p)
			near(t, "guess", guess(Delay{Mean: 1, Variance: 1 / shape}, p), exact, exact/40)
			near(t, "guess in other units", guess(Delay{Mean: 250, Variance: 250 * 250 / shape}, p), 250*exact, 250*exact/40)
			near(t, "guess of a shifted one", guess(Delay{Mean: 5, Shift: 4, Variance: 1 / shape}, p), 4+exact, exact/40)
		}
	}
	near(t, "certain", guess(Delay{Mean: 2, Shift: 2}, 0.9), 2, 0)
	near(t, "never nothing", guess(Delay{Mean: 1, Variance: 25}, 0.05), 0.05*0.05*0.05, 1e-15)
}

// A root is found in few steps, wherever it lies between the ends.
func TestRoot(t *testing.T) {
	for _, c := range []struct {
		name            string
		f               func(float64) float64
		low, high, want float64
		steps           int
	}{
		{"a line", func(x float64) float64 { return x - 3 }, 1, 10, 3, 3},
		{"an exponential", func(x float64) float64 { return 0.01 - math.Exp(-x) }, 2, 10, math.Log(100), 26},
		{"a square", func(x float64) float64 { return x*x - 2 }, 1, 4, math.Sqrt2, 19},
		{"a step", func(x float64) float64 { return math.Copysign(1, x-7) }, 1, 100, 7, 25},
		{"a cube at the low end", func(x float64) float64 { return x*x*x - 1.001 }, 1, 4, math.Cbrt(1.001), 18},
		{"a logarithm at the high end", func(x float64) float64 { return math.Log(x / 3.99) }, 1, 4, 3.99, 14},
	} {
		steps := 0
		got := root(func(x float64) float64 { steps++; return c.f(x) }, c.low, c.high)
		near(t, c.name, got, c.want, 1.1e-7*c.want)
		if steps > c.steps {
			t.Errorf("%s takes %d steps, want %d at most", c.name, steps, c.steps)
		}
	}
}

// A certain delay is a step at its mean, which belongs to it; as good as certain
// is a variance of a millionth of a millionth of the mean's square.
func TestCertainDelays(t *testing.T) {
	for _, d := range []Delay{{Mean: 5}, {Mean: 5, Shift: 5}, {Mean: 5, Shift: 5, Variance: 1}, {Mean: 1, Variance: 1e-12}, {Mean: 1000, Variance: 1e-8}} {
		for at, want := range map[float64]float64{d.Mean * 0.999: 0, d.Mean: 1, d.Mean * 1.001: 1} {
			near(t, "share", d.below(at), want, 0)
		}
	}
	near(t, "more than certain", Delay{Mean: 1, Variance: 0.01}.below(1), gammaBelow(100, 100), 1e-9)
	near(t, "below the shift", Delay{Mean: 5, Shift: 4, Variance: 1}.below(4), 0, 0)
	near(t, "just above it", Delay{Mean: 5, Shift: 4, Variance: 1}.below(4.5), 1-math.Exp(-0.5), 1e-12)
	near(t, "no skew of a constant", ShiftedGamma(5, 0, 0).Shift, 0, 0)
}

// Both ways of working out the share meet at x = k + 1, and hold far from it.
func TestGammaShare(t *testing.T) {
	for _, k := range []float64{0.3, 1, 2.5, 20, 300} {
		for _, x := range []float64{k / 10, k, k + 1 - 1e-9, k + 1, k + 1 + 1e-9, 2*k + 3} {
			near(t, "share", gammaShare(k, x), gammaBelow(k, x), 1e-11)
		}
	}
	near(t, "exponential far out", 1-gammaShare(1, 30), math.Exp(-30), 1e-15)
	near(t, "not quite nothing", nonzero(1e-3, 1e-2), 1e-2, 0)
	near(t, "tiny enough", nonzero(1e-2, 1e-2), 1e-2, 0)
	near(t, "negative", nonzero(-1, 1e-2), -1, 0)
}

// What is the most of a fleet, and the least that is more than whole.
func TestFleetsAtTheirEnds(t *testing.T) {
	if n := must[int](t)(Servers(MaxServers, 1, 1, 1)); n != MaxServers {
		t.Errorf("%d servers, want the most there may be", n)
	}
	if n, err := Servers(MaxServers+1, 1, 1, 1); err == nil {
		t.Errorf("%d servers", n)
	}
	if n := must[int](t)(Staff(1e6, 9000)); n != MaxServers { // 1e6 + 9,000 × 1,000
		t.Errorf("%d servers, want the most there may be", n)
	}
	if n, err := Staff(1e6, 9001); err == nil {
		t.Errorf("%d servers", n)
	}
	for f, want := range map[float64]float64{1e6 + 1e-4: 1e6, 1e6 + 1e-2: 1e6 + 1, 2 + 1e-10: 2, 2 + 1e-8: 3, 2 - 1e-10: 2, 0.1: 1, 1e-10: 0} {
		near(t, "whole", Ceil(f), want, 0)
	}
	// People who think less than they wait, and as long.
	near(t, "closed", must[float64](t)(ClosedRate(100, 1, 3)), 25, 1e-12)
	near(t, "closed", must[float64](t)(ClosedRate(100, 2, 2)), 25, 1e-12)
}
