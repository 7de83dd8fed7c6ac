package units

import (
	"math"
	"strings"
	"testing"
)

// Where two forms are equally good, and where a form begins and ends.
func TestFormsAtTheirEnds(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{CanonicalBytes(1500), "1500 B"}, {CanonicalBytes(10500), "10500 B"}, {CanonicalBytes(100500), "100500 B"}, {CanonicalBytes(15000), "15 KB"},
		{CanonicalReadShare(0.999), "999:1"}, {CanonicalReadShare(Ratio(1000.0 / 1001)), "99.9000999000999%"},
		{FormatMilliseconds(9999), "9,999 ms"}, {FormatMilliseconds(10000), "10 s"}, {FormatMilliseconds(-10000), "−10 s"},
		{FormatPercent(0.0004567, 0), "0.05%"}, {FormatPercent(1e-11, 0), "0.000000001%"}, {FormatPercent(4e-12, 0), "0%"},
		{FormatCount(999.5), "1k"}, {FormatCount(999.49), "999"}, {FormatBytes(999.5), "1 KB"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if q := NewQuantity(0); !q.IsZero() {
		t.Errorf("nothing is %s", q)
	}
	for _, f := range []float64{1e300, math.Inf(1), -1e-9, math.NaN()} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v is metered", f)
				}
			}()
			NewQuantity(f)
		}()
	}
}

// The last text that is read, and the first that is not.
func TestParsersAtTheirEnds(t *testing.T) {
	number := func(s string) (float64, error) { return ParseNumber(s) }
	data := func(s string) (float64, error) { v, err := ParseBytes(s); return float64(v), err }
	rate := func(s string) (float64, error) { v, err := ParseRate(s); return float64(v), err }
	share := func(s string) (float64, error) { v, err := ParseReadShare(s); return float64(v), err }
	money := func(s string) (float64, error) { v, err := ParseMoney(s); return v.Float(), err }
	zeros := func(n int) string { return strings.Repeat("0", n) }
	spaces := func(n int) string { return strings.Repeat(" ", n) }
	for _, c := range []struct {
		parse func(string) (float64, error)
		typed string
		want  float64 // negative: refused
	}{
		{number, zeros(63) + "7", 7}, {number, zeros(64) + "7", -1}, {number, spaces(63) + "7", 7}, {number, spaces(64) + "7", -1},
		{money, zeros(61) + ".07", 0.07}, {money, zeros(62) + ".07", -1},
		{share, spaces(59) + "90/10", 0.9}, {share, spaces(60) + "90/10", -1},
		{number, "1.000", -1}, {number, "100.000", -1}, {number, "1000.000", 1000}, {number, "0.000", 0}, {number, "1.005", 1.005}, {number, "1.0000", 1},
		{number, "1,", -1}, {number, "1_", -1}, {number, "1,000", 1000}, {number, "1,000,", -1}, {number, "1,0000", -1}, {number, "1000,000", -1}, {number, "0,500", -1},
		{number, "0.00000000000000000001e30", 1e10}, {number, "0.00000000000000000001e31", -1}, {number, "10000000000000000000e-30", 1e-11}, {number, "10000000000000000000e-31", -1},
		{number, "0.000000000001", 1e-12}, {number, "0.0000000000009", -1},
		{data, "1e18 B", 1e18}, {data, "1.1e18 B", -1}, {data, "976562500000000 KiB", 1e18}, {data, "976562500000001 KiB", -1},
		{rate, "1e12", 1e12}, {rate, "1.1e12", -1}, {rate, "0.000000000001", 1e-12}, {rate, "0.000000000001/min", -1}, {rate, "0.00000000006/min", 1e-12}, {rate, "0/s", 0},
		{share, "1/999999999999", 1e-12}, {share, "1/1999999999999", -1}, {share, "0/1", 0}, {share, "0/0", -1},
	} {
		got, err := c.parse(c.typed)
		if (err != nil) != (c.want < 0) || err == nil && math.Abs(got-c.want) > 1e-12*c.want {
			t.Errorf("%q is %v, %v; want %v", strings.TrimSpace(c.typed), got, err, c.want)
		}
	}
	// A comma before a word is no second decimal mark.
	for typed, twice := range map[string]bool{"1.5.5": true, "1.5,5": true, "1.5,x": false, "1.5.x": false} {
		if _, err := ParseNumber(typed); err == nil || strings.Contains(err.Error(), "two decimal marks") != twice {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
