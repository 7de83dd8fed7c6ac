package svg

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestCoordinates(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 20_000 {
		f := (random.Float64() - 0.3) * math.Pow(10, float64(random.IntN(6)))
		want := strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
		if want == "-0" {
			want = "0"
		}
		if got := n(f); got != want {
			t.Fatalf("n(%v) = %q, want %q", f, got, want)
		}
	}
}
