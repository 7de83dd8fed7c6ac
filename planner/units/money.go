package units

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an exact amount of US dollars.
type Money struct{ d decimal.Decimal }

// Price is an exact unit price in US dollars.
type Price struct {
	d decimal.Decimal
	f float64 // nearest to d: planning compares prices some thousand times
}

func newPrice(d decimal.Decimal) Price { return Price{d, d.InexactFloat64()} }

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
	return newPrice(d), nil
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

// Display prints the price for people, with all its digits: "$0.0336".
func (p Price) Display() string { return "$" + grouped(p.d.String()) }

// Float is for comparisons between alternatives, never for amounts on a bill.
func (p Price) Float() float64 { return p.f }

// Cmp compares two prices: -1, 0 or 1.
func (p Price) Cmp(o Price) int { return p.d.Cmp(o.d) }

// IsZero tells a free rate.
func (p Price) IsZero() bool { return p.d.IsZero() }

// MarshalText writes the price as in JSON and CSV.
func (p Price) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Price) UnmarshalText(text []byte) error {
	read, err := ParsePrice(string(text))
	if err != nil {
		return err
	}
	*p = read
	return nil
}

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

// Display prints the quantity for people, with all its digits: "1,460".
func (q Quantity) Display() string { return grouped(q.d.String()) }

// MarshalJSON writes the quantity as a number with all its digits.
func (q Quantity) MarshalJSON() ([]byte, error) { return []byte(q.String()), nil }

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

// MarshalText writes the amount as in JSON and CSV.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (m *Money) UnmarshalText(text []byte) error {
	read, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

// ParseMoney reads a plain decimal amount such as "1912.00", at most to the cent.
func ParseMoney(s string) (Money, error) {
	if len(s) > typedLength {
		return Money{}, fmt.Errorf("amount %s is longer than any amount", Quote(s))
	}
	d, err := decimal.NewFromString(s)
	if err != nil || strings.ContainsAny(s, "eE") {
		return Money{}, fmt.Errorf("amount %s is not a decimal number", Quote(s))
	}
	if !d.Equal(d.Round(2)) {
		return Money{}, fmt.Errorf("amount %s has parts of a cent", Quote(s))
	}
	return Money{d}, nil
}

// Scale multiplies an amount and rounds half up to cents, for figures derived
// from a bill, such as a cost per thousand users; never for a line of one. It
// panics on a factor that is not finite: that is a programming error.
func (m Money) Scale(factor float64) Money {
	return Money{m.d.Mul(decimal.NewFromFloat(factor)).Round(2)}
}

// Display prints the amount for people, to the cent: "$1,912.00".
func (m Money) Display() string { return m.signed(grouped(m.d.Abs().StringFixed(2))) }

// Compact prints the amount where space is short: cents below $10, whole
// dollars below $10,000, then three digits: "$7.65", "$1,912", "$38.6k".
func (m Money) Compact() string {
	amount := m.d.Abs()
	switch {
	case m.IsZero():
		return "$0"
	case amount.LessThan(decimal.NewFromInt(10)):
		return m.signed(amount.StringFixed(2))
	case amount.Round(0).LessThan(decimal.NewFromInt(10000)):
		return m.signed(grouped(amount.StringFixed(0)))
	}
	return m.signed(FormatCount(amount.InexactFloat64()))
}

// signed puts the dollar sign and a typographic minus before an amount.
func (m Money) signed(amount string) string {
	if m.d.IsNegative() {
		return "−$" + amount
	}
	return "$" + amount
}
