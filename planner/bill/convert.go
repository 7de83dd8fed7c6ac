package bill

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// Converted is a bill in a second currency. Each line is converted and rounded
// to what the currency is paid in, and the total is the sum of those lines, so
// that it can be re-added like the bill itself; converting the total instead
// could differ from it by half a cent a line.
type Converted struct {
	pricing.Exchange
	Lines []units.Amount // as Bill.Items; nothing where a line is unpriced
	Total units.Amount
}

// Convert gives the bill in another currency.
func (b Bill) Convert(x pricing.Exchange) Converted {
	c := Converted{Exchange: x, Lines: make([]units.Amount, len(b.Items)), Total: units.Money{}.Convert(x.Rate, x.Places())}
	for i, item := range b.Items {
		c.Lines[i] = item.Monthly.Convert(x.Rate, x.Places())
		c.Total = c.Total.Add(c.Lines[i])
	}
	return c
}

// Text is the total in words: "EUR 1,193.59 at 0.92 EUR per USD of 2026-11-20,
// stated by ECB".
func (c Converted) Text() string {
	return c.Currency + " " + c.Total.Display() + " at " + c.Rate.String() + " " + c.Currency + " per USD of " + c.AsOf + ", stated by " + c.Source
}
