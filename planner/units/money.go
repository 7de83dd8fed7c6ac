package units

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// Money is an exact amount of US dollars.
type Money struct{ d decimal.Decimal }

// Price is an exact unit price in US dollars.
type Price struct{ d decimal.Decimal }

// quantityPlaces is the precision a metered quantity is billed and printed
// with, so that a printed line can be re-multiplied exactly.
const quantityPlaces = 4

// ParsePrice reads a decimal unit price such as "0.0336".
func ParsePrice(s string) (Price, error) {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Price{}, fmt.Errorf("unit price %q is not a decimal number", s)
	}
	if d.IsNegative() {
		return Price{}, fmt.Errorf("unit price %q is negative", s)
	}
	return Price{d}, nil
}

// MustPrice is ParsePrice for constants; it panics on a malformed one.
func MustPrice(s string) Price {
	p, err := ParsePrice(s)
	if err != nil {
		panic(err)
	}
	return p
}

// String prints the price with all its digits and no padding.
func (p Price) String() string { return p.d.String() }

// Float is for comparisons between alternatives, never for amounts on a bill.
func (p Price) Float() float64 { return p.d.InexactFloat64() }

// IsZero tells a free rate.
func (p Price) IsZero() bool { return p.d.IsZero() }

// Quantity is a metered amount, fixed to four decimals so that the printed
// figure is the billed one.
type Quantity struct{ d decimal.Decimal }

// NewQuantity rounds a computed amount half up to four decimals.
// It panics on NaN, infinite or negative amounts: those are programming errors.
func NewQuantity(f float64) Quantity {
	if !(f >= 0 && f < 1e300) {
		panic(fmt.Sprintf("metered quantity %v is not a finite amount", f))
	}
	return Quantity{decimal.NewFromFloat(f).Round(quantityPlaces)}
}

// String prints the quantity without trailing zeros.
func (q Quantity) String() string { return q.d.String() }

// Float gives the quantity for display arithmetic.
func (q Quantity) Float() float64 { return q.d.InexactFloat64() }

// IsZero tells a usage that would bill nothing.
func (q Quantity) IsZero() bool { return q.d.IsZero() }

// Amount multiplies a quantity by its unit price and rounds half up to cents.
func (p Price) Amount(q Quantity) Money { return Money{q.d.Mul(p.d).Round(2)} }

// Add sums two amounts.
func (m Money) Add(o Money) Money { return Money{m.d.Add(o.d)} }

// Sub subtracts an amount.
func (m Money) Sub(o Money) Money { return Money{m.d.Sub(o.d)} }

// Cmp compares two amounts: -1, 0 or 1.
func (m Money) Cmp(o Money) int { return m.d.Cmp(o.d) }

// Float gives the amount for ratios and charts.
func (m Money) Float() float64 { return m.d.InexactFloat64() }

// IsZero tells an amount of exactly nothing.
func (m Money) IsZero() bool { return m.d.IsZero() }

// String prints the amount with two decimals, as in JSON and CSV: "1912.00".
func (m Money) String() string { return m.d.StringFixed(2) }
