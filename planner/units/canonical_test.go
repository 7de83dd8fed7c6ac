package units

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestCanonicalForms(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{CanonicalCount(250e3), "250k"}, {CanonicalCount(2.1e6), "2.1M"}, {CanonicalCount(1234567), "1234567"},
		{CanonicalCount(0), "0"}, {CanonicalCount(999), "999"}, {CanonicalCount(100e9), "100B"}, {CanonicalCount(1000), "1k"},
		{CanonicalBytes(1.9e12), "1.9 TB"}, {CanonicalBytes(512 * MiB), "512 MiB"}, {CanonicalBytes(0), "0"},
		{CanonicalBytes(1000), "1 KB"}, {CanonicalBytes(1024), "1 KiB"}, {CanonicalBytes(1), "1 B"}, {CanonicalBytes(1234567), "1234567 B"},
		{CanonicalRatio(0.2), "20%"}, {CanonicalRatio(0.9995), "99.95%"}, {CanonicalRatio(0), "0%"}, {CanonicalRatio(1), "100%"}, {CanonicalRatio(0.07), "7%"},
		{CanonicalReadShare(0.9), "90/10"}, {CanonicalReadShare(Ratio(50.0 / 110)), "5:6"}, {CanonicalReadShare(1), "100/0"},
		{CanonicalReadShare(0), "0/100"}, {CanonicalReadShare(0.99999), "99.999%"}, {CanonicalReadShare(Ratio(1.0 / 3)), "1:2"},
		{CanonicalRate(1200), "1200/s"}, {CanonicalFactor(1.3), "1.3"}, {CanonicalMilliseconds(0.3), "0.3"}, {CanonicalNumber(1e7), "10000000"},
	} {
		if c.got != c.want {
			t.Errorf("canonical form %q, want %q", c.got, c.want)
		}
	}
}

// Any amount a parser can give comes back exactly through its canonical form.
func TestCanonicalRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		amount := math.Pow(10, random.Float64()*16-4) // from 1e-4 to 1e12
		roundTrip(t, Bytes(amount), ParseBytes, CanonicalBytes)
		roundTrip(t, Bytes(math.Ldexp(math.Floor(random.Float64()*1024), 10*random.IntN(5))), ParseBytes, CanonicalBytes)
		roundTrip(t, PerSecond(amount), ParseRate, CanonicalRate)
		roundTrip(t, amount, ParseNumber, CanonicalNumber)
		roundTrip(t, math.Trunc(amount*1e3), ParseCount, CanonicalCount)
		roundTrip(t, Milliseconds(amount/1e3), ParseMilliseconds, CanonicalMilliseconds)
		roundTrip(t, Ratio(amount/1e7), ParseFactor, CanonicalFactor)
		roundTrip(t, Ratio(random.Float64()), ParseRatio, CanonicalRatio)
		roundTrip(t, Ratio(random.Float64()), ParseReadShare, CanonicalReadShare)
		reads, writes := float64(random.IntN(500)), float64(1+random.IntN(500))
		roundTrip(t, Ratio(reads/(reads+writes)), ParseReadShare, CanonicalReadShare)
	}
}

func roundTrip[T ~float64](t *testing.T, v T, parse func(string) (T, error), canonical func(T) string) {
	t.Helper()
	form := canonical(v)
	if got, err := parse(form); err != nil || got != v {
		t.Fatalf("%v: canonical %q reads back as %v, %v", float64(v), form, float64(got), err)
	}
}
