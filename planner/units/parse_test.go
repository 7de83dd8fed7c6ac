package units

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// reading is one typed value and what it means; a refused one has the words
// its problem must hold.
type reading struct {
	typed   string
	want    float64
	refused string
}

// readings runs a table through one parser.
func readings[T ~float64](t *testing.T, parse func(string) (T, error), table []reading) {
	t.Helper()
	for _, r := range table {
		got, err := parse(r.typed)
		if r.refused == "" {
			if err != nil || float64(got) != r.want {
				t.Errorf("%q = %v, %v; want %v", r.typed, got, err, r.want)
			}
			continue
		}
		var refused *ParseError
		if !errors.As(err, &refused) {
			t.Errorf("%q = %v, %v; want a *ParseError", r.typed, got, err)
			continue
		}
		if !strings.Contains(refused.Problem, r.refused) {
			t.Errorf("%q: problem %q does not say %q", r.typed, refused.Problem, r.refused)
		}
		if refused.Accepted == "" || refused.Input != r.typed || got != 0 {
			t.Errorf("%q: incomplete refusal %+v, value %v", r.typed, refused, got)
		}
	}
}

func TestParseCount(t *testing.T) {
	readings(t, ParseCount, []reading{
		{typed: "250k", want: 250e3}, {typed: "250K", want: 250e3}, {typed: "10M", want: 10e6},
		{typed: "10m", want: 10e6}, {typed: "1e7", want: 1e7}, {typed: "1E+7", want: 1e7},
		{typed: "10,000,000", want: 1e7}, {typed: "1.5 million", want: 1.5e6}, {typed: "100B", want: 100e9},
		{typed: "2bn", want: 2e9}, {typed: "1 200 000", want: 1.2e6}, {typed: "1_200_000", want: 1.2e6},
		{typed: "1\u202f200\u00a0000", want: 1.2e6}, {typed: " 42 ", want: 42}, {typed: "0", want: 0},
		{typed: "2.1M", want: 2.1e6}, {typed: "1.1B", want: 1.1e9}, {typed: ".5k", want: 500},
		{typed: "1,234.5k", want: 1234500}, {typed: "3 thousand", want: 3000}, {typed: "1T", want: 1e12},
		{typed: "12.0", want: 12}, {typed: "1.234567M", want: 1234567},

		{typed: "", refused: "empty"}, {typed: "  ", refused: "empty"},
		{typed: "1,5", refused: "two ways"}, {typed: "0,500", refused: "two ways"}, {typed: "1,50,000", refused: "two ways"},
		{typed: "10.000", refused: "two ways"}, {typed: "10.000.000", refused: "decimal marks"},
		{typed: "1.234,5", refused: "decimal marks"}, {typed: "1,000 000", refused: "mixes"},
		{typed: "12 34", refused: "groups of three"}, {typed: "1.5", refused: "whole"}, {typed: "1.2345k", refused: "whole"},
		{typed: "-5", refused: "negative"}, {typed: "−5k", refused: "negative"}, {typed: "-0", refused: "negative"},
		{typed: "NaN", refused: "finite"}, {typed: "-inf", refused: "finite"}, {typed: "Infinity", refused: "finite"},
		{typed: "∞", refused: "finite"}, {typed: ".nan", refused: "finite"},
		{typed: "1e19", refused: "beyond"}, {typed: "1e999", refused: "exponent"}, {typed: "1e99999999999999999999", refused: "exponent"},
		{typed: "9999999T", refused: "beyond"}, {typed: strings.Repeat("9", 65), refused: "longer"},
		{typed: "lots", refused: "not a number"}, {typed: "+5", refused: "not a number"}, {typed: "~10k", refused: "not a number"},
		{typed: "10k-20k", refused: "magnitude"}, {typed: "5x", refused: "magnitude"}, {typed: "0x10", refused: "magnitude"},
		{typed: "5.", refused: "magnitude"}, {typed: "1e", refused: "magnitude"}, {typed: "1e-30", refused: "too small"},
		{typed: "٣", refused: "not a number"},
	})
}

func TestParseBytes(t *testing.T) {
	readings(t, ParseBytes, []reading{
		{typed: "500 GB", want: 500e9}, {typed: "1.9 TB", want: 1.9e12}, {typed: "500GiB", want: 500 * (1 << 30)},
		{typed: "1 KB", want: 1000}, {typed: "1kB", want: 1000}, {typed: "1 KiB", want: 1024}, {typed: "500gb", want: 500e9},
		{typed: "2 PB", want: 2e15}, {typed: "0.5 MiB", want: 1 << 19}, {typed: "1,500 MB", want: 1.5e9},
		{typed: "100 B", want: 100}, {typed: "3 bytes", want: 3}, {typed: "5 gigabytes", want: 5e9},
		{typed: "0", want: 0}, {typed: "0.0", want: 0}, {typed: "0 GB", want: 0}, {typed: "1e3 GB", want: 1e12},

		{typed: "300", refused: "no unit"}, {typed: "1e9", refused: "no unit"},
		{typed: "500G", refused: "two ways"}, {typed: "5 k", refused: "two ways"},
		{typed: "500 Mb", refused: "bits"}, {typed: "1Gb", refused: "bits"},
		{typed: "5 GBit", refused: "no unit of data"}, {typed: "5 EB", refused: "no unit of data"}, {typed: "5%", refused: "no unit of data"},
		{typed: "-1 GB", refused: "negative"}, {typed: "2000 PB", refused: "beyond"}, {typed: "1000 PiB", refused: "beyond"},
		{typed: "1,5 GB", refused: "two ways"}, {typed: "NaN GB", refused: "finite"}, {typed: "GB", refused: "not a number"},
	})
}

func TestParseRatio(t *testing.T) {
	readings(t, ParseRatio, []reading{
		{typed: "20%", want: 0.2}, {typed: "0.2", want: 0.2}, {typed: "20 %", want: 0.2}, {typed: "20 percent", want: 0.2},
		{typed: "99.95%", want: 0.9995}, {typed: "99.900%", want: 0.999}, {typed: "100%", want: 1}, {typed: "0%", want: 0},
		{typed: "0", want: 0}, {typed: "1", want: 1}, {typed: ".5", want: 0.5}, {typed: "0.999%", want: 0.00999},

		{typed: "20", refused: "two ways"}, {typed: "1.5", refused: "two ways"}, {typed: "100", refused: "two ways"},
		{typed: "250", refused: "more than the whole"}, {typed: "101%", refused: "100%"}, {typed: "-5%", refused: "negative"},
		{typed: "0,2", refused: "two ways"}, {typed: "5 GB", refused: "only %"}, {typed: "inf%", refused: "finite"}, {typed: "%", refused: "not a number"},
	})
	_, err := ParseRatio("20")
	if got, want := err.Error(), "“20” can be read two ways without a % sign; write it like 20% or 0.2"; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
}

func TestParseFactor(t *testing.T) {
	readings(t, ParseFactor, []reading{
		{typed: "3", want: 3}, {typed: "3x", want: 3}, {typed: "3×", want: 3}, {typed: "3 X", want: 3},
		{typed: "1.3", want: 1.3}, {typed: "2.5 times", want: 2.5},
		{typed: "130%", refused: "no unit"}, {typed: "-3", refused: "negative"}, {typed: "1e7", refused: "beyond"}, {typed: "x", refused: "not a number"},
	})
}

func TestParseRate(t *testing.T) {
	readings(t, ParseRate, []reading{
		{typed: "1200/s", want: 1200}, {typed: "1200", want: 1200}, {typed: "72k/min", want: 1200}, {typed: "1.2k rps", want: 1200},
		{typed: "1.2krps", want: 1200}, {typed: "1,200 req/s", want: 1200}, {typed: "1200 requests per second", want: 1200},
		{typed: "1200 per s", want: 1200}, {typed: "60 rpm", want: 1}, {typed: "86400/day", want: 1}, {typed: "7200 / h", want: 2},
		{typed: "2.628M/month", want: 1}, {typed: "5 qps", want: 5}, {typed: "3M writes/s", want: 3e6}, {typed: "0.5/s", want: 0.5},
		{typed: "0", want: 0},
		{typed: "5/fortnight", refused: "no rate"}, {typed: "1e-11/day", refused: "too small"}, {typed: "5/", refused: "no rate"}, {typed: "5 cats/s", refused: "no rate"},
		{typed: "5 MB/s", refused: "no rate"}, {typed: "5/s/s", refused: "no rate"},
		{typed: "-5/s", refused: "negative"}, {typed: "1e13/s", refused: "beyond"}, {typed: "nan/s", refused: "finite"}, {typed: "/s", refused: "not a number"},
	})
}

func TestParseReadShare(t *testing.T) {
	readings(t, ParseReadShare, []reading{
		{typed: "90/10", want: 0.9}, {typed: "90:10", want: 0.9}, {typed: "9:1", want: 0.9}, {typed: "90%", want: 0.9}, {typed: "0.9", want: 0.9},
		{typed: "90 / 10", want: 0.9}, {typed: "90%/10%", want: 0.9}, {typed: "50/60", want: 50.0 / 110}, {typed: "50:60", want: 50.0 / 110},
		{typed: "1/10", want: 1.0 / 11}, {typed: "100/0", want: 1}, {typed: "0/100", want: 0}, {typed: "100%", want: 1}, {typed: "0", want: 0},
		{typed: "1,000:1", want: 1000.0 / 1001},
		{typed: "90", refused: "reads per write"}, {typed: "1", refused: "reads per write"}, {typed: "0/0", refused: "neither"},
		{typed: "-9/1", refused: "negative"}, {typed: "9/-1", refused: "negative"}, {typed: "9/1/1", refused: "writes"}, {typed: "/10", refused: "empty"},
		{typed: "90/", refused: "empty"}, {typed: "a/b", refused: "not a number"}, {typed: "9k/1", refused: "end in"}, {typed: "1e-9/1e9", refused: "too few"}, {typed: "120%", refused: "100%"},
		{typed: "9,5/1", refused: "two ways"}, {typed: "1e30/1", refused: "beyond"}, {typed: strings.Repeat("1", 40) + "/" + strings.Repeat("1", 40), refused: "longer"},
	})
}

func TestParseMilliseconds(t *testing.T) {
	readings(t, ParseMilliseconds, []reading{
		{typed: "300", want: 300}, {typed: "300 ms", want: 300}, {typed: "0.3 s", want: 300}, {typed: "0.3s", want: 300},
		{typed: "200 µs", want: 0.2}, {typed: "200us", want: 0.2}, {typed: "2 min", want: 120000}, {typed: "0.3", want: 0.3}, {typed: "1,500 ms", want: 1500},
		{typed: "5 h", refused: "no unit"}, {typed: "-1", refused: "negative"}, {typed: "1e10", refused: "beyond"},
		{typed: "1e9 min", refused: "beyond"}, {typed: "1.500", refused: "two ways"}, {typed: "", refused: "empty"},
	})
}

func TestParseNumber(t *testing.T) {
	readings(t, ParseNumber, []reading{
		{typed: "50", want: 50}, {typed: "1,500", want: 1500}, {typed: "0.5", want: 0.5}, {typed: "1e3", want: 1000}, {typed: "1.5k", want: 1500}, {typed: "0.125", want: 0.125}, {typed: "1.375", want: 1.375},
		{typed: "10m", refused: "no unit"}, {typed: "1.500", refused: "two ways"}, {typed: "-0.5", refused: "negative"}, {typed: "1e-20", refused: "too small"}, {typed: "1e16", refused: "beyond"},
	})
}

// A refusal repeats what was typed without letting it steer a terminal or fill
// the page.
func TestRefusalsAreSafeToShow(t *testing.T) {
	_, err := ParseCount("\x1b[31m" + strings.Repeat("x", 500) + "\n\u202e")
	message := err.Error()
	for _, r := range message {
		if r < ' ' || r == '\u202e' {
			t.Fatalf("message holds control character %U: %q", r, message)
		}
	}
	if len([]rune(message)) > 200 {
		t.Errorf("message of %d characters", len([]rune(message)))
	}
	if !strings.Contains(message, "…”") {
		t.Errorf("message does not show that the value was cut: %q", message)
	}
}

// FuzzParse holds what every parser promises for any text: a finite amount of
// at least 0 that its canonical form gives back exactly, or a *ParseError.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "250k", "1,5", "500 GiB", "90:10", "50/60", "20 %", "3×", "72k/min", "0.3 s", "1e-11", "1e18",
		"999999999999999999", "0.1 PiB", "1.0000000001 B", "−5", "\u202f", "1e5e5", "9.5.1", "1e+", "0e0%", "1 000 000 rpm", "1/3", "2:1e-9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		holds(t, s, math.Inf(1), ParseCount, CanonicalCount)
		holds(t, s, math.Inf(1), ParseNumber, CanonicalNumber)
		holds(t, s, math.Inf(1), ParseBytes, CanonicalBytes)
		holds(t, s, math.Inf(1), ParseRate, CanonicalRate)
		holds(t, s, math.Inf(1), ParseFactor, CanonicalFactor)
		holds(t, s, math.Inf(1), ParseMilliseconds, CanonicalMilliseconds)
		holds(t, s, 1, ParseRatio, CanonicalRatio)
		holds(t, s, 1, ParseReadShare, CanonicalReadShare)
	})
}

func holds[T ~float64](t *testing.T, s string, most float64, parse func(string) (T, error), canonical func(T) string) {
	t.Helper()
	v, err := parse(s)
	if err != nil {
		var refused *ParseError
		if !errors.As(err, &refused) || refused.Problem == "" || refused.Accepted == "" {
			t.Fatalf("%q: error %v is no complete *ParseError", s, err)
		}
		return
	}
	if !(float64(v) >= 0 && float64(v) <= most) || math.IsInf(float64(v), 0) {
		t.Fatalf("%q = %v, out of range", s, v)
	}
	form := canonical(v)
	again, err := parse(form)
	if err != nil || again != v {
		t.Fatalf("%q = %v, canonical %q reads back as %v, %v", s, v, form, again, err)
	}
	if canonical(again) != form {
		t.Fatalf("canonical form of %v is not stable: %q", v, form)
	}
}
