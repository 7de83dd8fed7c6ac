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

// Shares of requests to the top 1, 5, 10 and 20% of a million items.
func TestZipfTable(t *testing.T) {
	const items = 1_000_000
	for _, v := range []struct {
		z    float64
		want [4]float64
	}{
		{0.64, [4]float64{0.186, 0.336, 0.433, 0.558}},
		{0.8, [4]float64{0.362, 0.523, 0.609, 0.709}},
		{1, [4]float64{0.680, 0.792, 0.840, 0.888}},
	} {
		for i, cached := range []int{items / 100, items / 20, items / 10, items / 5} {
			near(t, "Zipf", must[float64](t)(ZipfHit(v.z, items, cached)), v.want[i], 6e-4)
		}
	}
	near(t, "exact", must[float64](t)(ZipfHit(0.8, items, items/10)), 0.6091, 5e-5)
	near(t, "closed", must[float64](t)(ZipfHitClosed(0.8, items, items/10)), 0.6061, 5e-5)
	near(t, "80/20 at a million", must[float64](t)(ZipfHit(0.894, items, items/5)), 0.80, 1e-3)
	near(t, "80/20 at ten thousand", must[float64](t)(ZipfHit(0.950, 10_000, 2000)), 0.80, 1e-3)
	near(t, "LFU", must[float64](t)(ZipfHit(0.8, 10_000, 1000)), 0.571, 6e-4)
}

func TestZipfShape(t *testing.T) {
	near(t, "uniform", must[float64](t)(ZipfHit(0, 1000, 250)), 0.25, 1e-12)
	near(t, "all cached", must[float64](t)(ZipfHit(1.2, 1000, 1000)), 1, 0)
	near(t, "none cached", must[float64](t)(ZipfHit(1.2, 1000, 0)), 0, 0)
	last := -1.0
	for cached := 0; cached <= 1000; cached++ {
		now := must[float64](t)(ZipfHit(0.8, 1000, cached))
		if now <= last {
			t.Fatalf("%d cached hit %v, no more than one fewer", cached, now)
		}
		last = now
	}
	for _, z := range []float64{0.6, 0.7, 0.8, 0.9, 1} {
		exact := must[float64](t)(ZipfHit(z, 1_000_000, 100_000))
		near(t, "closed form", must[float64](t)(ZipfHitClosed(z, 1e6, 1e5)), exact, 0.01)
	}
	near(t, "around 1", must[float64](t)(ZipfHitClosed(1+1e-9, 1e6, 1e5)), must[float64](t)(ZipfHitClosed(1, 1e6, 1e5)), 1e-6)
	near(t, "one item", must[float64](t)(ZipfHitClosed(1, 100, 1)), 0, 0)
	near(t, "very steep", must[float64](t)(ZipfHitClosed(1e300, 1e6, 10)), 1, 0)
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
