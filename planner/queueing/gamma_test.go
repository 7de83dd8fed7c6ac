package queueing

import (
	"math"
	"testing"
)

func TestGammaQuantileIsExact(t *testing.T) {
	near(t, "exponential", must[float64](t)(GammaQuantile(1, 1, 0.99)), math.Log(100), 1e-5)
	for _, shape := range []float64{0.2, 0.5, 1, 2.5, 10, 300} {
		for _, p := range []float64{0.05, 0.5, 0.9, 0.99, 0.999} {
			exact := gammaExact(shape, p)
			near(t, "gamma", must[float64](t)(GammaQuantile(1, 1/shape, p)), exact, 2e-6*max(exact, 1e-3))
		}
	}
}

// A mixture of exponentials can be checked by its own distribution.
func TestMixedQuantile(t *testing.T) {
	kinds := []Delay{{0.8, 0, 1, 1}, {0.2, 0, 10, 100}}
	for _, p := range []float64{0.1, 0.5, 0.9, 0.99, 0.9999} {
		at := must[float64](t)(MixedQuantile(kinds, p))
		near(t, "share above", 0.8*math.Exp(-at)+0.2*math.Exp(-at/10), 1-p, 1e-6)
	}
	// Weights count in proportion, and what has none does not count.
	same := must[float64](t)(MixedQuantile([]Delay{{8, 0, 1, 1}, {2, 0, 10, 100}, {0, 0, 1e6, 1}}, 0.99))
	near(t, "weights", same, must[float64](t)(MixedQuantile(kinds, 0.99)), 1e-5)
	// Certain delays are steps.
	steps := []Delay{{1, 0, 2, 0}, {1, 0, 5, 0}}
	near(t, "below the step", must[float64](t)(MixedQuantile(steps, 0.4)), 2, 1e-5)
	near(t, "above it", must[float64](t)(MixedQuantile(steps, 0.9)), 5, 1e-5)
}

func TestMixedQuantileDomain(t *testing.T) {
	for _, kinds := range [][]Delay{nil, {{0, 0, 1, 1}}, {{-1, 0, 1, 1}}, {{1, 0, 0, 1}}, {{1, 0, 1, -1}}, {{1, 0, math.NaN(), 1}}, {{1, 2, 1, 1}}, {{1, -1, 1, 1}}} {
		if v, err := MixedQuantile(kinds, 0.5); err == nil {
			t.Errorf("%v has the quantile %v", kinds, v)
		}
	}
	for _, p := range []float64{0, 1, math.NaN()} {
		if _, err := MixedQuantile([]Delay{{1, 0, 1, 1}}, p); err == nil {
			t.Errorf("quantile at %v", p)
		}
	}
}

// For one server and random arrivals Allen–Cunneen's mean is Pollaczek–Khinchine's.
func TestGGcIsExactForOneServer(t *testing.T) {
	for _, cs2 := range []float64{0, 0.25, 1, 4} {
		q := must[GGc](t)(NewGGc(1, 70, 0.010, 1, cs2))
		near(t, "mean", q.MeanWait(), must[float64](t)(MG1Wait(70, 0.010, cs2)), 1e-12)
	}
	q := must[GGc](t)(NewGGc(8, 560, 0.010, 4, 2))
	near(t, "variance scales with the square", q.WaitVariance(), 9*q.MMc.WaitVariance(), 1e-12)
	if _, err := NewGGc(1, 1, 0.1, -1, 1); err == nil {
		t.Error("negative variation")
	}
}

// A constant of 4 with an exponential tail of 1: variance 1, third moment 2.
func TestShiftedGamma(t *testing.T) {
	d := ShiftedGamma(5, 1, 2)
	near(t, "shift", d.Shift, 4, 1e-12)
	near(t, "p99", must[float64](t)(MixedQuantile([]Delay{d}, 0.99)), 4+math.Log(100), 1e-5)
	near(t, "p1", must[float64](t)(MixedQuantile([]Delay{d}, 0.01)), 4-math.Log(0.99), 1e-5)
	near(t, "no skew known", ShiftedGamma(5, 1, 0).Shift, 0, 0)
	near(t, "less skew than gamma", ShiftedGamma(1, 1, 0.5).Shift, 0, 0)
	constant := ShiftedGamma(5, 0, 1)
	near(t, "constant", must[float64](t)(MixedQuantile([]Delay{constant}, 0.99)), 5, 1e-5)
}
