package units

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an exact amount of US dollars.
type Money struct {
	cents int64
	large *decimal.Decimal // the amount where cents do not hold it, else nil
}

// newMoney is an amount of whole cents.
func newMoney(d decimal.Decimal) Money {
	if cents := d.Shift(2).BigInt(); cents.IsInt64() {
		return Money{cents: cents.Int64()}
	}
	return Money{large: &d}
}

// exact is the amount as a decimal.
func (m Money) exact() decimal.Decimal {
	if m.large != nil {
		return *m.large
	}
	return decimal.New(m.cents, -2)
}

// Add sums two amounts.
func (m Money) Add(o Money) Money {
	if sum, ok := added(m.cents, o.cents); ok && m.large == nil && o.large == nil {
		return Money{cents: sum}
	}
	return newMoney(m.exact().Add(o.exact()))
}

// added is a sum; not ok where it is more than an int64 holds.
func added(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (a^sum)&(b^sum) >= 0
}

// Sub subtracts an amount.
func (m Money) Sub(o Money) Money {
	if m.large == nil && o.large == nil && o.cents != math.MinInt64 {
		return m.Add(Money{cents: -o.cents})
	}
	return newMoney(m.exact().Sub(o.exact()))
}

// Cmp compares two amounts: -1, 0 or 1.
func (m Money) Cmp(o Money) int {
	if m.large == nil && o.large == nil {
		return cmp.Compare(m.cents, o.cents)
	}
	return m.exact().Cmp(o.exact())
}

// Float gives the amount for ratios and charts.
func (m Money) Float() float64 {
	if m.large == nil && m.cents > -1<<53 && m.cents < 1<<53 {
		return float64(m.cents) / 100
	}
	return m.exact().InexactFloat64()
}

// IsZero tells an amount of exactly nothing.
func (m Money) IsZero() bool { return m.large == nil && m.cents == 0 }

// String prints the amount with two decimals, as in JSON and CSV: "1912.00".
func (m Money) String() string { return m.exact().StringFixed(2) }

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
	d, err := plainDecimal("amount", s)
	if err != nil {
		return Money{}, err
	}
	if !d.Equal(d.Round(2)) {
		return Money{}, fmt.Errorf("amount %s has parts of a cent", Quote(s))
	}
	return newMoney(d), nil
}

// plainDecimal reads digits with at most one point. An exponent is refused: a few
// letters of it could ask for more digits than fit in memory.
func plainDecimal(what, s string) (decimal.Decimal, error) {
	if len(s) > typedLength {
		return decimal.Decimal{}, fmt.Errorf("%s %s is longer than any %s", what, Quote(s), what)
	}
	d, err := decimal.NewFromString(s)
	if err != nil || strings.ContainsAny(s, "eE") {
		return decimal.Decimal{}, fmt.Errorf("%s %s is not a decimal number", what, Quote(s))
	}
	return d, nil
}

// Scale multiplies an amount and rounds half up to cents, for figures derived
// from a bill, such as a cost per thousand users; never for a line of one. It
// panics on a factor that is not finite: that is a programming error.
func (m Money) Scale(factor float64) Money {
	return newMoney(m.exact().Mul(decimal.NewFromFloat(factor)).Round(2))
}

// Display prints the amount for people, to the cent: "$1,912.00".
func (m Money) Display() string { return m.signed(grouped(m.exact().Abs().StringFixed(2))) }

// Compact prints the amount where space is short: cents below $10, whole
// dollars below $10,000, then three digits: "$7.65", "$1,912", "$38.6k".
func (m Money) Compact() string {
	amount := m.exact().Abs()
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
	if m.cents < 0 || m.large != nil && m.large.IsNegative() {
		return "−$" + amount
	}
	return "$" + amount
}
