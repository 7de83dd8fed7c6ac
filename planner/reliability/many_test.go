package reliability

import (
	"math"
	"testing"
	"time"
)

// Where the sum ends, the approximation that takes over must agree with it, and
// lie within the bounds that are proven for it.
func TestManyPartsAgreeWithTheSum(t *testing.T) {
	for _, total := range []int{mostAdded, mostAdded + 1, 50_000} {
		for _, each := range []float64{0.1, 0.5, 0.9, 0.995, 0.9999} {
			spread := math.Sqrt(float64(total) * each * (1 - each))
			for _, away := range []float64{-8, -4, -2, -1, -0.3, 0, 0.3, 1, 2, 4, 8} {
				needed := int(math.Round(float64(total)*each + away*spread))
				if needed < 1 || needed > total {
					continue
				}
				n := float64(total)
				down, near := atMost(needed-1, total, each), atMostNear(float64(needed-1)+between(each), n, each)
				if low, high := atMostNear(float64(needed)-1, n, each), atMostNear(float64(needed), n, each); needed < total && !(low <= down*(1+1e-6) && down <= high*(1+1e-6)) {
					t.Errorf("%d of %d at %v: sum %.9g outside %.9g to %.9g", needed, total, each, down, low, high)
				}
				if !(math.Abs(near-down) <= 0.4/spread) {
					t.Errorf("%d of %d at %v: %.9g, the sum is %.9g", needed, total, each, near, down)
				}
				if each <= 0.995 && !(math.Abs(near-down) <= 5e-4) {
					t.Errorf("%d of %d at %v: %.9g, the sum is %.9g: too far apart", needed, total, each, near, down)
				}
			}
		}
	}
}

func TestStoppingEarlyLosesNothing(t *testing.T) {
	for _, needed := range []int{1, 100, 300, 355, 360, 365, 390, 400} {
		full := 0.0
		for working := range needed {
			full += math.Exp(choose(400, working) + float64(working)*math.Log(0.9) + float64(400-working)*math.Log1p(-0.9))
		}
		if got := atMost(needed-1, 400, 0.9); !(math.Abs(got-full) <= 1e-12*full) {
			t.Errorf("at most %d of 400: %.15g, all terms give %.15g", needed-1, got, full)
		}
	}
}

func TestManyPartsAreMonotone(t *testing.T) {
	for _, total := range []int{mostAdded + 1, 1_000_000, 8_000_000_000, 9_000_000_000_000_000} {
		middle := float64(total) * 0.995
		spread := math.Sqrt(middle * 0.005)
		before := 1.0
		for away := -9.0; away <= 9; away += 0.01 {
			needed := min(int(middle+away*spread), total)
			now := must(t)(AtLeast(needed, total, 0.995))
			if !(now <= before+1e-12 && now >= 0) {
				t.Fatalf("%d of %d: %v after %v", needed, total, now, before)
			}
			before = now
		}
		near(t, "half", must(t)(AtLeast(int(middle), total, 0.995)), 0.5, 0.8/spread+1e-6) // the middle is no whole number, and the distribution is lopsided
		near(t, "two thirds", must(t)(AtLeast(total/3*2, total, 0.995)), 1, 0)
		near(t, "all", must(t)(AtLeast(total, total, 0.995)), 0, 1e-9)
	}
}

// A workload may ask for billions of servers: the time must not follow them.
func TestManyPartsTakeNoTime(t *testing.T) {
	const rounds = 100
	start := time.Now()
	for range rounds {
		must(t)(AtLeast(7_960_000_000, 8_000_000_000, 0.995))
		must(t)(AtLeast(6_667, mostAdded, 0.995))
	}
	if each := time.Since(start) / rounds; each > time.Millisecond {
		t.Errorf("%v each, must be below a millisecond", each)
	}
}
