package units

import (
	"fmt"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Price is an exact unit price in US dollars.
type Price struct {
	d decimal.Decimal
	f float64 // nearest to d: planning compares prices some thousand times
	// n is the price in units of 10^-places where that is a whole number, else
	// places is negative and d alone holds it.
	n      uint64
	places int
}

// shortPlaces bounds the decimals of a price that is multiplied in whole numbers.
const shortPlaces = 17

func newPrice(d decimal.Decimal) Price {
	p := Price{d: d, f: d.InexactFloat64(), places: -1}
	if places := -int(d.Exponent()); places >= 0 && places <= shortPlaces {
		if n := d.Coefficient(); n.IsUint64() {
			p.n, p.places = n.Uint64(), places
		}
	}
	return p
}

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

// UnmarshalText reads what MarshalText wrote: unlike ParsePrice no exponents,
// which no price is written with.
func (p *Price) UnmarshalText(text []byte) error {
	if _, err := plainDecimal("unit price", string(text)); err != nil {
		return err
	}
	read, err := ParsePrice(string(text))
	if err != nil {
		return err
	}
	*p = read
	return nil
}

// Amount multiplies a quantity by its unit price and rounds half up to cents.
func (p Price) Amount(q Quantity) Money {
	if q.large == nil && p.places >= 0 {
		high, low := bits.Mul64(uint64(q.n), p.n)
		if cents, ok := roundedDown(high, low, p.places+quantityPlaces-2); ok {
			return Money{cents: cents}
		}
	}
	return newMoney(q.exact().Mul(p.d).Round(2))
}

// roundedDown divides a product of 128 bits by 10^places and rounds half up; not
// ok where the result is more than an int64 holds.
func roundedDown(high, low uint64, places int) (n int64, ok bool) {
	by := powersOfTen[places]
	if high >= by {
		return 0, false
	}
	quotient, rest := bits.Div64(high, low, by)
	if rest >= by-rest {
		quotient++
	}
	return int64(quotient), quotient < 1<<63
}

// powersOfTen are all that a uint64 holds.
var powersOfTen = func() (all [20]uint64) {
	all[0] = 1
	for i := range all[1:] {
		all[i+1] = all[i] * 10
	}
	return all
}()
