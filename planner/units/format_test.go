package units

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestFormats(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{FormatExact(1240), "1,240"}, {FormatExact(0), "0"}, {FormatExact(999.5), "1,000"}, {FormatExact(-1234567), "−1,234,567"}, {FormatExact(-0.2), "0"},
		{FormatCount(900), "900"}, {FormatCount(250e3), "250k"}, {FormatCount(2.1e6), "2.1M"}, {FormatCount(10e6), "10M"},
		{FormatCount(1240), "1.24k"}, {FormatCount(999.4), "999"}, {FormatCount(999.6), "1k"}, {FormatCount(999600), "1M"}, {FormatCount(1.5e9), "1.5B"}, {FormatCount(5e15), "5,000T"},
		{FormatCount(0), "0"}, {FormatCount(-4200), "−4.2k"},
		{FormatBytes(1.9e12), "1.9 TB"}, {FormatBytes(50e9), "50 GB"}, {FormatBytes(500), "500 B"}, {FormatBytes(0), "0 B"}, {FormatBytes(1234), "1.23 KB"}, {FormatBytes(0.5), "0.5 B"},
		{FormatGiB(16 * GiB), "16 GiB"}, {FormatGiB(512 * MiB), "0.5 GiB"}, {FormatGiB(2000 * GiB), "2,000 GiB"},
		{FormatRate(1240), "1,240/s"}, {FormatRate(0.012), "0.012/s"}, {FormatRate(1237.4), "1,237/s"}, {FormatRate(40.519), "40.5/s"}, {FormatRate(0), "0/s"}, {FormatRate(5), "5/s"},
		{FormatPercent(0.9993, 2), "99.93%"}, {FormatPercent(0.58, 0), "58%"}, {FormatPercent(0.999, 2), "99.9%"}, {FormatPercent(1, 2), "100%"}, {FormatPercent(0, 2), "0%"},
		{FormatPercent(0.99996, 2), "99.996%"}, {FormatPercent(0.0004, 0), "0.04%"}, {FormatPercent(1.3, 0), "130%"},
		{FormatMilliseconds(142), "142 ms"}, {FormatMilliseconds(1.2), "1.2 ms"}, {FormatMilliseconds(0.3), "0.3 ms"}, {FormatMilliseconds(12000), "12 s"}, {FormatMilliseconds(1500), "1,500 ms"},
		{FormatNumber(1.4499, 3), "1.45"}, {FormatNumber(1237.4, 3), "1,237"}, {FormatNumber(9.999, 3), "10"}, {FormatNumber(0.0116, 2), "0.012"}, {FormatNumber(-2.5, 2), "−2.5"},
		{FormatNumber(math.NaN(), 3), "–"}, {FormatNumber(math.Inf(1), 3), "∞"}, {FormatNumber(math.Inf(-1), 3), "−∞"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A printed figure is within the rounding of three digits of the amount, and
// our own parsers read what is shown.
func TestFormatsAreReadable(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		amount := math.Pow(10, random.Float64()*15)
		near(t, "count", FormatCount(math.Trunc(amount)), math.Trunc(amount), ParseCount)
		near(t, "bytes", FormatBytes(Bytes(amount)), amount, func(s string) (float64, error) { v, err := ParseBytes(s); return float64(v), err })
		near(t, "rate", FormatRate(PerSecond(amount/1e6)), amount/1e6, func(s string) (float64, error) { v, err := ParseRate(s); return float64(v), err })
		near(t, "duration", FormatMilliseconds(Milliseconds(amount/1e7)), amount/1e7, func(s string) (float64, error) { v, err := ParseMilliseconds(s); return float64(v), err })
	}
}

func near(t *testing.T, kind, text string, want float64, parse func(string) (float64, error)) {
	t.Helper()
	got, err := parse(text)
	if err != nil || math.Abs(got-want) > 0.0051*want {
		t.Fatalf("%s %v prints %q, which reads as %v, %v", kind, want, text, got, err)
	}
}

// A target missed by a hair must not print as met.
func TestPercentNeverRoundsToTheWhole(t *testing.T) {
	for _, share := range []Ratio{0.99, 0.9999, 0.999999, 0.9999999} {
		for digits := range 4 {
			if text := FormatPercent(share, digits); text == "100%" {
				t.Errorf("%v with %d digits prints %s", float64(share), digits, text)
			}
			if text := FormatPercent(1-share, digits); text == "0%" {
				t.Errorf("%v with %d digits prints %s", float64(1-share), digits, text)
			}
		}
	}
}

func TestQuote(t *testing.T) {
	for typed, want := range map[string]string{
		"1,5": "“1,5”", "a\nb\tc": "“a\ufffdb\ufffdc”", "é 漢": "“é 漢”", "\u202eabc": "“\ufffdabc”", strings.Repeat("a", 61): "“" + strings.Repeat("a", 60) + "…”",
	} {
		if got := Quote(typed); got != want {
			t.Errorf("Quote(%q) = %q, want %q", typed, got, want)
		}
	}
}

// Halves go up, as people round by hand, on either side of zero.
func TestHalvesGoUp(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{FormatExact(546.5), "547"}, {FormatExact(547.5), "548"}, {FormatExact(0.5), "1"}, {FormatExact(-2.5), "−3"}, {FormatExact(2.4999), "2"},
		{FormatNumber(0.125, 2), "0.13"}, {FormatNumber(2.25, 2), "2.3"}, {FormatCount(1245), "1.25k"}, {FormatPercent(0.125, 0), "13%"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
