package views

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// convert adds the second currency: each line is converted and rounded, a
// subtotal and the total are the sums of the lines as shown.
func (v *Bill) convert(b bill.Bill, x pricing.Exchange) {
	c := b.Convert(x)
	byID := map[string]units.Amount{}
	for i, item := range b.Items {
		if !item.Unpriced {
			byID[lineID(i)] = c.Lines[i]
		}
	}
	zero := units.Money{}.Convert(x.Rate, x.Places())
	for g := range v.Groups {
		group := &v.Groups[g]
		sum, priced := zero, false
		for l := range group.Lines {
			if amount, found := byID[group.Lines[l].ID]; found {
				group.Lines[l].Also = amount.Display()
				sum, priced = sum.Add(amount), true
			}
		}
		if priced {
			group.Also = sum.Display()
		}
	}
	v.Currency, v.Converted, v.Rate = c.Currency, c.Total.Display(), rateText(x)
}

// rateText says at which rate was converted, of when and whose.
func rateText(x pricing.Exchange) string {
	return x.Currency + " at " + x.Rate.String() + " " + x.Currency + " per USD of " + x.AsOf + ", stated by " + x.Source +
		". Each line is converted and rounded, then added. AWS bills dollars."
}

// currencyText is the total in the second currency.
func currencyText(c bill.Converted) string { return c.Currency + " " + c.Total.Display() }
