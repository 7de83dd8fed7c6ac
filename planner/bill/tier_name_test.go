package bill

import (
	"testing"

	"stagecraft/planner/pricing"
)

// Bands of 10 GB, 30 GB and what is above, after 8 free GB that end in each of
// them: what is free shows where it lies, and nowhere when it ends on a bound.
func TestTierName(t *testing.T) {
	bands := []pricing.Tier{{To: 10}, {From: 10, To: 40}, {From: 40}}
	rate := pricing.Rate{Unit: "GB", Tiers: bands}
	for _, c := range []struct {
		band        int
		start, free float64
		want        string
	}{
		{0, 0, 0, ", first 10 GB"}, {1, 10, 0, ", next 30 GB"}, {2, 40, 0, ", over 40 GB"},
		{0, 8, 8, ", first 10 GB (8 GB of it free)"},
		{0, 10, 8, ", first 10 GB"},                  // nothing of the band is left
		{1, 10, 8, ", next 30 GB"},                   // all that is free lies below
		{1, 15, 8, ", next 30 GB (5 GB of it free)"}, // three of eight lie below
		{1, 30, 8, ", next 30 GB (8 GB of it free)"}, {1, 40, 8, ", next 30 GB"}, {1, 8, 8, ", next 30 GB"},
		{2, 40, 8, ", over 40 GB"}, {2, 45, 8, ", over 40 GB (5 GB of it free)"}, {2, 100, 8, ", over 40 GB (8 GB of it free)"},
		{2, 100, 0, ", over 40 GB"},
	} {
		if got := TierName(rate, bands[c.band], c.start, c.free); got != c.want {
			t.Errorf("band %d from %v after %v free: %q, want %q", c.band, c.start, c.free, got, c.want)
		}
	}
	if got := TierName(pricing.Rate{Unit: "GB", Tiers: bands[2:]}, bands[2], 0, 0); got != "" {
		t.Errorf("a rate of one tier has the band %q", got)
	}
	// An amount and a unit that begins with a digit do not run together.
	for unit, want := range map[string]string{
		"0.1 GB": ", first 10 × 0.1 GB", "10,000 requests": ", first 10 × 10,000 requests", "9 lots": ", first 10 × 9 lots", "/s": ", first 10 /s", ": odd": ", first 10 : odd", "": ", first 10 ",
	} {
		if got := TierName(pricing.Rate{Unit: unit, Tiers: bands}, bands[0], 0, 0); got != want {
			t.Errorf("in %q: %q, want %q", unit, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567", 1000.25: "1,000.25", 0.0004: "0.0004"} {
		if got := grouped(f); got != want {
			t.Errorf("%v is printed as %q, want %q", f, got, want)
		}
	}
}
