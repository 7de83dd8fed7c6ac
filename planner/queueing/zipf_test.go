package queueing

import "testing"

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
