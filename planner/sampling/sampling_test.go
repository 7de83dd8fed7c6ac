package sampling

import (
	"math"
	"slices"
	"testing"
)

// The sequence of seed 1234567 as published for SplitMix64 (Rosetta Code,
// Pseudo-random numbers/Splitmix64).
func TestGeneratorIsSplitMix64(t *testing.T) {
	g := NewGenerator(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := g.Uint64(); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	// The same page counts ⌊5 × float⌋ of 100,000 draws of seed 987654321.
	counts := [5]int{}
	g = NewGenerator(987654321)
	for range 100_000 {
		counts[int(g.Float64()*5)]++
	}
	if want := [5]int{20027, 19892, 20073, 19978, 20030}; counts != want {
		t.Errorf("counts %v, want %v", counts, want)
	}
}

func TestBelowIsEven(t *testing.T) {
	g := NewGenerator(3)
	counts := [7]int{}
	for range 70_000 {
		counts[g.Below(7)]++
	}
	for v, n := range counts {
		if n < 9_600 || n > 10_400 { // 10,000 ± 4 standard deviations
			t.Errorf("%d came %d times of 10,000", v, n)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a draw below 0 was made")
		}
	}()
	g.Below(0)
}

func TestStreams(t *testing.T) {
	first := Stream(1, "users")
	if first != Stream(1, "users") || first == Stream(2, "users") || first == Stream(1, "user") || Stream(1, "ab") == Stream(1, "ba") {
		t.Error("streams do not depend on seed and name alone")
	}
}

// One value in each part, whatever the seed; different seeds, different orders.
func TestStratified(t *testing.T) {
	for _, n := range []int{1, 2, 7, 512} {
		for seed := range uint64(20) {
			column := Stratified(n, seed)
			seen := make([]bool, n)
			for _, p := range column {
				if p < 0 || p >= 1 {
					t.Fatalf("probability %v", p)
				}
				part := int(p * float64(n))
				if seen[part] {
					t.Fatalf("n %d, seed %d: part %d holds two values", n, seed, part)
				}
				seen[part] = true
			}
		}
	}
	a, b := Stratified(512, 1), Stratified(512, 2)
	if slices.Equal(a, b) || !slices.Equal(a, Stratified(512, 1)) {
		t.Error("the seed does not decide")
	}
	// Columns are independent: correlation within 4 standard errors of 0.
	var product float64
	for i := range a {
		product += (a[i] - .5) * (b[i] - .5) * 12 / 512
	}
	if math.Abs(product) > 4/math.Sqrt(512) {
		t.Errorf("two columns correlate by %v", product)
	}
}

func TestTriangularQuantiles(t *testing.T) {
	// By hand: with ends 0 and 10 and mode 2, F(2) = 0.2, F(x) = 1 − (10 − x)²/80 above.
	tri := Triangular{0, 2, 10}
	for _, c := range []struct{ p, want float64 }{{0, 0}, {0.05, 1}, {0.2, 2}, {0.6875, 5}, {1, 10}} {
		if got := tri.Quantile(c.p); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("quantile %v is %v, want %v", c.p, got, c.want)
		}
	}
	for _, tri := range []Triangular{{3, 3, 3}, {0, 0, 4}, {0, 4, 4}, {1e-9, 5, 1e12}} {
		last := math.Inf(-1)
		for p := 0.0; p <= 1; p += 1.0 / 64 {
			v := tri.Quantile(p)
			if v < last || v < tri.Low || v > tri.High {
				t.Errorf("%v: quantile %v is %v after %v", tri, p, v, last)
			}
			last = v
		}
	}
}

// A stratified sample has the moments of theory: mean within 0.1% and variance
// within 1% at 512 values, where plain draws would miss them by several per cent.
func TestMomentsOfTheory(t *testing.T) {
	for seed, tri := range []Triangular{{80, 100, 120}, {0, 2, 10}, {5, 5, 30}, {1, 9, 9}} {
		column := Stratified(512, uint64(seed))
		values := make([]float64, len(column))
		for i, p := range column {
			values[i] = tri.Quantile(p)
		}
		mean, variance := Mean(values), 0.0
		for _, v := range values {
			variance += (v - mean) * (v - mean) / 512
		}
		if math.Abs(mean/tri.Mean()-1) > 1e-3 || math.Abs(variance/tri.Variance()-1) > 1e-2 {
			t.Errorf("%v: mean %v and variance %v, want %v and %v", tri, mean, variance, tri.Mean(), tri.Variance())
		}
	}
	if tri := (Triangular{0, 2, 10}); tri.Mean() != 4 || math.Abs(tri.Variance()-84.0/18) > 1e-12 {
		t.Errorf("mean %v, variance %v", tri.Mean(), tri.Variance())
	}
}

func TestMean(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{[]float64{1, 2, 6}, 3}, {[]float64{0.1, 0.1, 0.1}, 0.1}, {[]float64{-1, 1}, 0}} {
		if got := Mean(c.values); got != c.want {
			t.Errorf("mean of %v is %v, want %v", c.values, got, c.want)
		}
	}
}

func TestQuantileIsAValue(t *testing.T) {
	values := Sorted([]float64{30, 10, 20, 40}, Ascending)
	for _, c := range []struct{ p, want float64 }{{0, 10}, {.25, 10}, {.26, 20}, {.5, 20}, {.75, 30}, {.95, 40}, {1, 40}} {
		if got := Quantile(values, c.p); got != c.want {
			t.Errorf("quantile %v is %v, want %v", c.p, got, c.want)
		}
	}
	if Rank(.05, 512) != 26 || Rank(.95, 512) != 487 || Rank(.5, 512) != 256 || Rank(.07, 100) != 7 {
		t.Errorf("ranks %d, %d, %d, %d", Rank(.05, 512), Rank(.95, 512), Rank(.5, 512), Rank(.07, 100))
	}
	for _, bad := range []struct {
		p float64
		n int
	}{{.5, 0}, {-.1, 3}, {1.1, 3}, {math.NaN(), 3}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a quantile %v of %d values was given", bad.p, bad.n)
				}
			}()
			Rank(bad.p, bad.n)
		}()
	}
}
