package units

import "github.com/shopspring/decimal"

// Amount is an exact amount of another currency, at the places it is paid in:
// two for the euro, none for the yen. It says nothing of which currency.
type Amount struct {
	d      decimal.Decimal
	places int32
}

// Convert multiplies an amount by a rate of exchange, in units of the other
// currency a dollar, and rounds half up to the places that currency is paid in.
func (m Money) Convert(rate Price, places int) Amount {
	return Amount{m.exact().Mul(rate.d).Round(int32(places)), int32(places)}
}

// Add sums two amounts of one currency.
func (a Amount) Add(o Amount) Amount { return Amount{a.d.Add(o.d), max(a.places, o.places)} }

// String prints the amount with its places, as in JSON and CSV: "1193.59".
func (a Amount) String() string { return a.d.StringFixed(a.places) }

// Display prints the amount for people: "1,193.59".
func (a Amount) Display() string {
	if a.d.IsNegative() {
		return "−" + grouped(a.d.Abs().StringFixed(a.places))
	}
	return grouped(a.d.StringFixed(a.places))
}

// MarshalText writes the amount as in JSON and CSV.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// discountPlaces is the precision of a discounted unit price: finer than any
// price of AWS.
const discountPlaces = 15

// Less takes a percentage, 0 to 100, off a price. The result is rounded half up
// to 15 decimals.
func (p Price) Less(percent Price) Price {
	return newPrice(p.d.Mul(decimal.NewFromInt(100).Sub(percent.d)).Shift(-2).Round(discountPlaces))
}
