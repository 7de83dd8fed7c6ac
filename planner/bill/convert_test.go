package bill

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// 2 h at $0.045 is $0.09, € 0.0828, € 0.08; three such lines are € 0.24, though
// $0.27 would be € 0.25. The bill that is shown must be the one that adds up.
func TestConvertRoundsEachLine(t *testing.T) {
	line := Usage{Name: "NAT", Key: "nat.hour", Amount: 2}
	odd := Usage{Name: "Odd", Key: "no.such", Amount: 1}
	b := Price(pricing.Embedded(), "us-east-1", []Usage{line, line, line, odd}, nil)
	c := b.Convert(pricing.Exchange{Currency: "EUR", Rate: units.MustPrice("0.92"), AsOf: "2026-11-20", Source: "ECB"})
	if len(c.Lines) != 4 || c.Lines[0].String() != "0.08" || c.Lines[3].String() != "0.00" || c.Total.String() != "0.24" {
		t.Errorf("%v, total %s", c.Lines, c.Total)
	}
	if want := "EUR 0.24 at 0.92 EUR per USD of 2026-11-20, stated by ECB"; c.Text() != want {
		t.Errorf("%q, want %q", c.Text(), want)
	}
	yen := b.Convert(pricing.Exchange{Currency: "JPY", Rate: units.MustPrice("155")})
	if yen.Total.String() != "42" { // 3 × 13.95, each 14
		t.Errorf("total %s", yen.Total)
	}
	if none := (Bill{}).Convert(pricing.Exchange{Currency: "EUR", Rate: units.MustPrice("0.92")}); none.Total.String() != "0.00" {
		t.Errorf("an empty bill is %s", none.Total)
	}
}
