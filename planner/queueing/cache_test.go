package queueing

import (
	"math"
	"testing"
)

func TestLookAside(t *testing.T) {
	near(t, "mean", must[float64](t)(LookAside(0.9, 0.5, 5)), 1.0, 1e-12)
	even := must[float64](t)(LookAsideBreakEven(0.5, 5))
	near(t, "break-even", even, 0.10, 1e-12)
	near(t, "at break-even", must[float64](t)(LookAside(even, 0.5, 5)), 5, 1e-12)
}

// gammaBelow is the regularised lower incomplete gamma function by its series.
func gammaBelow(shape, x float64) float64 {
	if x <= 0 {
		return 0
	}
	lg, _ := math.Lgamma(shape)
	term := 1 / shape
	sum := term
	for n := 1.0; n < 10_000 && term > sum*1e-16; n++ {
		term *= x / (shape + n)
		sum += term
	}
	return sum * math.Exp(shape*math.Log(x)-x-lg)
}

// gammaExact inverts gammaBelow by bisection, for a mean of 1.
func gammaExact(shape, p float64) float64 {
	low, high := 0.0, 100.0
	for i := 0; i < 200; i++ {
		mid := (low + high) / 2
		if gammaBelow(shape, mid*shape) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

func TestGammaQuantile(t *testing.T) {
	// Published chi-squared tables: mean k, variance 2k.
	for _, v := range []struct{ degrees, p, want float64 }{{10, 0.99, 23.209}, {5, 0.95, 11.070}, {20, 0.5, 19.337}} {
		near(t, "chi-squared", must[float64](t)(GammaQuantile(v.degrees, 2*v.degrees, v.p)), v.want, 0.01*v.want)
	}
	near(t, "certain", must[float64](t)(GammaQuantile(42, 0, 0.99)), 42, 1e-12)
	for _, shape := range []float64{1, 1.5, 3, 10, 100} {
		for _, p := range []float64{0.5, 0.9, 0.95, 0.99, 0.999} {
			exact := gammaExact(shape, p)
			near(t, "gamma", must[float64](t)(GammaQuantile(1, 1/shape, p)), exact, 0.025*exact)
		}
	}
	for _, shape := range []float64{0.5, 0.7} {
		for _, p := range []float64{0.9, 0.95, 0.99, 0.999} {
			exact := gammaExact(shape, p)
			near(t, "wide gamma", must[float64](t)(GammaQuantile(1, 1/shape, p)), exact, 0.035*exact)
		}
	}
}

// In units of the mean, a quantile depends on the shape alone and rises with p.
func TestGammaQuantileScales(t *testing.T) {
	last := 0.0
	for p := 0.05; p < 1; p += 0.05 {
		one := must[float64](t)(GammaQuantile(1, 0.4, p))
		near(t, "scaled", must[float64](t)(GammaQuantile(250, 0.4*250*250, p)), 250*one, 1e-9)
		if one < last {
			t.Errorf("quantile falls at %v", p)
		}
		last = one
	}
}
