package arithmetic

import (
	"errors"
	"testing"

	"stagecraft/planner/reason"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		with, value, unit string
		want              error
	}{
		{"250,000 × 20% × 50 ÷ 86,400 s", "28.9352", "requests/s", nil},
		{"250,000 × 20% × 50 ÷ 86,400 s", "28.9362", "requests/s", ErrDiffers},
		{"86.8056/s × 60% ÷ (1 − 60%)", "130.208", "requests/s", nil},
		{"(0.0347222 − 0) × 0.01 × 100% + 0.0520833 × 0.0003", "0.000362847", "vCPU", nil},
		{"(0.0347222 + 0) × 0.01 × 100% − 0.0520833 × 0.0003", "0.000362847", "vCPU", ErrDiffers},
		{"max(50 GB, 15.2083 GB × 36)", "547.5", "GB (10^9 bytes)", nil},
		{"min(0.277778/s × 86,400 s × 1,000 B, 0.2 GB) × 20%", "0.00447035", "GiB", nil},
		{"min(0.277778/s × 86,400 s × 1,000 B, 0.2 GB) × 20%", "0.0447035", "GiB", ErrDiffers},
		{"2 × ⌈⌈1.2⌉ ÷ 1⌉", "4", "servers", nil},
		{"⌊7.9⌋ × 2", "14", "", nil},
		{"0.000164159 of 2 × 20%", "0.000164159", "vCPU", nil},
		{"1 − 2 × 3", "−5", "", nil},
		{"0.5 GiB + 2 GiB − 4 GiB, at least 0", "0", "GB-month", nil},
		{"3 × 4, at most 10", "10", "", nil},
		{"2^3 × 1.5", "12", "", nil},
		{"99.99% × 99.95%", "99.94%", "composite of SLAs", nil},
		{"99.99% × 99.95%", "99.95%", "composite of SLAs", ErrDiffers},
		{"2 zones", "2", "gateways", nil},
		{"$4,442.44 ÷ 579,182 × 1,000", "$7.67", "", nil},
		{"$4,442.44 ÷ 579,182 × 1,000", "$7.69", "", ErrDiffers},
		{"1,460 × $0.0168", "$24.53", "", nil},
		{"ln(500,000 ÷ 100,000) ÷ ln(1 + 5%)", "32.9869", "months", nil},
		{"ln(0 − 2)", "1", "", ErrNoSum},
		{"√(9) × 2", "6", "", nil},
		{"1 − BINOM.DIST(1 − 1, 2, 99.5%, TRUE)", "99.9975%", "of the time", nil},
		{"1 − BINOM.DIST(3 − 1, 4, 90%, TRUE)", "94.77%", "of the time", nil},
		{"1 − BINOM.DIST(3 − 1, 4, 90%, TRUE)", "94.78%", "of the time", ErrDiffers},
		{"BINOM.DIST(1, 2, 99.5%, FALSE)", "99.9975%", "", ErrNoSum},
		{"BINOM.DIST(2, 2, 99.5%, TRUE)", "1", "", ErrNoSum},
		{"BINOM.DIST(1, 2, 100%, TRUE)", "1", "", ErrNoSum},
		{"BINOM.DIST(1, 2)", "1", "", ErrNoSum},
		{"3,345.83 GB a month ÷ 730 h", "4.58333", "LCU", nil},
		{"1 ÷ (2 − 2)", "1", "", ErrNoSum},
		{"mean 13.36 ms, variance 104.032 ms²", "47.5924", "ms", ErrNoSum},
		{"field practice_start", "100", "users", ErrNoSum},
		{"1 × 2", "none", "", ErrNoSum},
		{"(1 × 2", "2", "", ErrNoSum},
		{"1 × 2)", "2", "", ErrNoSum},
		{"1 2", "2", "", ErrNoSum},
		{"", "2", "", ErrNoSum},
	} {
		err := Check(reason.Reason{Label: "x", Substituted: c.with, Value: c.value, Unit: c.unit})
		if !errors.Is(err, c.want) || (err != nil) != (c.want != nil) {
			t.Errorf("%s = %s %s: %v, want %v", c.with, c.value, c.unit, err, c.want)
		}
	}
}

// What is printed holds whatever it was rounded from.
func TestRounding(t *testing.T) {
	for _, x := range []float64{1.0 / 3, 123456.7, 1234567.8, 0.000012345678, 99999.95, 0.6} {
		for _, y := range []float64{7.0 / 9, 42, 1000.0 / 7} {
			r := reason.New("x", "", reason.Fill("{} × {} + {} ÷ {} − {}", x, y, x, y, y), x*y+x/y-y, "", reason.Source{})
			if err := Check(r); err != nil {
				t.Error(err)
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("max(50 GB, 15.2083 GB × 36)", "547.5", "GB")
	f.Add("2 × ⌈⌈1.2⌉ ÷ 1⌉ of 3, at least 4", "4", "x")
	f.Fuzz(func(t *testing.T, with, value, unit string) {
		err := Check(reason.Reason{Substituted: with, Value: value, Unit: unit})
		if err != nil && !errors.Is(err, ErrNoSum) && !errors.Is(err, ErrDiffers) {
			t.Error(err)
		}
	})
}
