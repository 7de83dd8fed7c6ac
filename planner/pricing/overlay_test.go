package pricing

import (
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// A negotiated rate and a second currency change the version, each by itself,
// but not the date, and leave the book alone.
func TestOverlay(t *testing.T) {
	book, err := Parse(strings.NewReader(file(tierOne, tierTwo, tierThree, single)))
	if err != nil {
		t.Fatal(err)
	}
	rate, _ := book.Exact("nat.hour", "eu-west-1")
	rate.Tiers = append([]Tier(nil), rate.Tiers...)
	rate.Tiers[0].Price, rate.Tiers[0].AsOf = units.MustPrice("0.04"), "2027-01-01"
	euro := Exchange{Currency: "EUR", Rate: units.MustPrice("0.92"), AsOf: "2026-11-20", Source: "ECB"}
	seen := map[string]bool{book.Version(): true}
	for name, x := range map[string]*Exchange{
		"none": nil, "euro": &euro, "pound": {Currency: "GBP", Rate: euro.Rate, AsOf: euro.AsOf, Source: euro.Source}, "rate": {Currency: "EUR", Rate: units.MustPrice("0.93"), AsOf: euro.AsOf, Source: euro.Source},
		"date": {Currency: "EUR", Rate: euro.Rate, AsOf: "2026-11-21", Source: euro.Source}, "source": {Currency: "EUR", Rate: euro.Rate, AsOf: euro.AsOf, Source: "we"},
	} {
		over, err := book.Overlay([]Rate{rate}, x)
		if err != nil {
			t.Fatal(err)
		}
		list, hash, ok := strings.Cut(over.Version(), "+")
		if seen[over.Version()] || !ok || list != book.Version() || len(hash) != 12 || over.AsOf() != book.AsOf() {
			t.Errorf("%s: version %s of %s, as of %s", name, over.Version(), book.Version(), over.AsOf())
		}
		seen[over.Version()] = true
		if now, _ := over.Rate("nat.hour", "eu-west-1"); now.Tiers[0].Price.String() != "0.04" {
			t.Errorf("%s: the negotiated rate is %s", name, now.Tiers[0].Price)
		}
		if (over.Exchange() == nil) != (x == nil) || x != nil && *over.Exchange() != *x {
			t.Errorf("%s: %v is laid over, not %v", name, over.Exchange(), x)
		}
	}
	over, _ := book.Overlay(nil, &euro)
	euro.Currency = "CHF"
	if over.Exchange().Currency != "EUR" {
		t.Error("a change of the exchange reached the book")
	}
	if kept, _ := book.Rate("nat.hour", "eu-west-1"); book.Exchange() != nil || kept.Tiers[0].Price.String() != "0.048" {
		t.Error("the book itself changed")
	}
	if _, err := book.Overlay([]Rate{{Key: "a", Region: "us-east-1"}}, nil); err == nil {
		t.Error("a rate without a price is laid over")
	}
}

func TestPlaces(t *testing.T) {
	for currency, want := range map[string]int{"USD": 2, "EUR": 2, "JPY": 0, "KRW": 0, "KWD": 3, "": 2} {
		if got := (Exchange{Currency: currency}).Places(); got != want {
			t.Errorf("%s is paid in %d decimals, want %d", currency, got, want)
		}
	}
}
