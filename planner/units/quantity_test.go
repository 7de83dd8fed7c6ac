package units

import (
	"math"
	"testing"
)

func TestRates(t *testing.T) {
	if got := PerSecond(2).PerMonth(); got != 5256000 {
		t.Errorf("2/s is %v a month of 730 hours, want 5256000", got)
	}
	got := Rate{Average: 10, Peak: 30}.Scale(2).Add(Rate{Average: 1, Peak: 4})
	if want := (Rate{Average: 21, Peak: 64}); got != want {
		t.Errorf("rate %v, want %v", got, want)
	}
}

func TestSizes(t *testing.T) {
	if got := (500 * GB).GiB(); math.Abs(got-465.661) > 0.001 {
		t.Errorf("500 GB are %v GiB, want 465.661", got)
	}
	if got := Milliseconds(300).Seconds(); got != 0.3 {
		t.Errorf("300 ms are %v s", got)
	}
}
