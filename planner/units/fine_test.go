package units

import (
	"math"
	"testing"
)

func TestFineAmount(t *testing.T) {
	for _, c := range []struct {
		quantity float64
		price    string
		amount   string
		half     bool
	}{
		{1, "0.045", "0.05", true},
		{1, "0.0449", "0.04", false},
		{1, "0.0451", "0.05", false},
		{6.25, "0.06", "0.38", true},
		{1.234567, "3.5", "4.32", false},
		{100 * 8 / 720.0, "0.0045", "0.01", true}, // 1.1111… × 0.0045 is half a cent, not a little less
		{2000 * 12 / 720.0, "0.08", "2.67", false},
		{0.0000000001, "1000000", "0.00", false},
		{50, "0.0001", "0.01", true},
		{0, "5", "0.00", false},
	} {
		amount, half := MustPrice(c.price).FineAmount(FineQuantity(c.quantity))
		if amount.String() != c.amount || half != c.half {
			t.Errorf("%v × %s = %s, half %v; want %s, %v", c.quantity, c.price, amount, half, c.amount, c.half)
		}
	}
	if Cent.String() != "0.01" {
		t.Errorf("a cent is %s", Cent)
	}
}

func TestFineQuantity(t *testing.T) {
	for f, want := range map[float64]string{1.0 / 3: "0.3333333333", 2.0 / 3: "0.6666666667", 0.00000000005: "0.0000000001", 0.00000000004: "0", 26280: "26280", 1e15: "1000000000000000"} {
		if got := FineQuantity(f).String(); got != want {
			t.Errorf("FineQuantity(%v) = %s, want %s", f, got, want)
		}
	}
	for _, f := range []float64{math.NaN(), math.Inf(1), -1e-300, 1e300} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("FineQuantity(%v) does not panic", f)
				}
			}()
			FineQuantity(f)
		}()
	}
}

func TestParseAmount(t *testing.T) {
	for typed, want := range map[string]float64{"64": 64, "1.5": 1.5, "3M": 3e6, "2.5k": 2500, "10,000": 10000, "3000000": 3e6, "0": 0, "1e3": 1000, "0.25": 0.25, "2 bn": 2e9} {
		if got, err := ParseAmount(typed); err != nil || got != want {
			t.Errorf("ParseAmount(%q) = %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "-1", "x", "5 GB", "1.250", "NaN", "1e30", "5%", "1,5"} {
		if got, err := ParseAmount(typed); err == nil {
			t.Errorf("ParseAmount(%q) = %v, want an error", typed, got)
		}
	}
}

func TestParseGigabytes(t *testing.T) {
	for typed, want := range map[string]float64{"500": 500, "0.5": 0.5, "500 GB": 500, "500gb": 500, "2GiB": 2, "2 TiB": 2048, "512MiB": 0.5, "102400": 102400, "1.5k": 1500, "0": 0} {
		if got, err := ParseGigabytes(typed); err != nil || got != want {
			t.Errorf("ParseGigabytes(%q) = %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "-1", "5 TB", "5MB", "1 PB", "3 kb", "x", "1e30", "5 apples"} {
		if got, err := ParseGigabytes(typed); err == nil {
			t.Errorf("ParseGigabytes(%q) = %v, want an error", typed, got)
		}
	}
}

// FuzzParseAmount: what is accepted is finite, not negative, and the same number
// of gigabytes when no unit follows.
func FuzzParseAmount(f *testing.F) {
	for _, seed := range []string{"64", "1.5", "3M", "500 GB", "2 TiB", "-1", "1e9", "10,000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if v, err := ParseAmount(typed); err == nil && !(v >= 0 && v <= mostCount) {
			t.Errorf("ParseAmount(%q) = %v", typed, v)
		}
		if v, err := ParseGigabytes(typed); err == nil && !(v >= 0 && v <= mostCount) {
			t.Errorf("ParseGigabytes(%q) = %v", typed, v)
		}
	})
}
