package units

import (
	"bytes"
	"fmt"
	"math"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"
)

// quantityPlaces is the precision a metered quantity is billed and printed
// with, so that a printed line can be re-multiplied exactly.
const quantityPlaces = 4

// Quantity is a metered amount, fixed to four decimals so that the printed
// figure is the billed one.
type Quantity struct {
	n     int64            // in units of 10^-quantityPlaces
	large *decimal.Decimal // the amount where n does not hold it, else nil
}

// newQuantity is an amount of whatever precision.
func newQuantity(d decimal.Decimal) Quantity {
	if n := d.Shift(quantityPlaces); n.IsInteger() && n.BigInt().IsInt64() {
		return Quantity{n: n.IntPart()}
	}
	return Quantity{large: &d}
}

// exact is the quantity as a decimal.
func (q Quantity) exact() decimal.Decimal {
	if q.large != nil {
		return *q.large
	}
	return decimal.New(q.n, -quantityPlaces)
}

// NewQuantity rounds a computed amount half up to four decimals.
// It panics on NaN, infinite or negative amounts: those are programming errors.
func NewQuantity(f float64) Quantity {
	if !(f >= 0 && f < 1e300) {
		panic(fmt.Sprintf("metered quantity %v is not a finite amount", f))
	}
	if n, ok := roundedUnits(f); ok {
		return Quantity{n: n}
	}
	return newQuantity(decimal.NewFromFloat(f).Round(quantityPlaces))
}

// roundedUnits is a number in units of 10^-quantityPlaces, rounded half up from
// its shortest decimal, as decimal.NewFromFloat reads it; not ok where that is
// more than an int64 holds.
func roundedUnits(f float64) (n int64, ok bool) {
	// Away from a half the product with 10^4 is exact enough to round.
	if scaled := f * 1e4; scaled < 1<<40 {
		whole := math.Floor(scaled)
		if rest := scaled - whole; rest < 0.499 {
			return int64(whole), true
		} else if rest > 0.501 {
			return int64(whole) + 1, true
		}
	}
	var room [32]byte
	mantissa, exponent, _ := bytes.Cut(strconv.AppendFloat(room[:0], f, 'e', -1, 64), []byte("e"))
	places, err := strconv.Atoi(string(exponent))
	if err != nil {
		return 0, false
	}
	digits := uint64(0) // at most 17 of them
	for i, c := range mantissa {
		if c == '.' {
			continue
		}
		digits = digits*10 + uint64(c-'0')
		if i > 1 {
			places--
		}
	}
	switch places += quantityPlaces; {
	case places < -18:
		return 0, true
	case places < 0:
		return roundedDown(0, digits, -places)
	case places < len(powersOfTen):
		high, low := bits.Mul64(digits, powersOfTen[places])
		return int64(low), high == 0 && low < 1<<63
	}
	return 0, digits == 0
}

// String prints the quantity without trailing zeros.
func (q Quantity) String() string { return q.exact().String() }

// Float gives the quantity for display arithmetic.
func (q Quantity) Float() float64 {
	if q.large == nil && q.n < 1<<53 {
		return float64(q.n) / 1e4
	}
	return q.exact().InexactFloat64()
}

// Display prints the quantity for people, with all its digits: "1,460".
func (q Quantity) Display() string { return grouped(q.exact().String()) }

// MarshalJSON writes the quantity as a number with all its digits.
func (q Quantity) MarshalJSON() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalJSON reads what MarshalJSON wrote.
func (q *Quantity) UnmarshalJSON(number []byte) error {
	read, err := ParseQuantity(string(number))
	if err != nil {
		return err
	}
	*q = read
	return nil
}

// ParseQuantity reads a plain decimal amount such as "1460.5", exactly and
// however fine.
func ParseQuantity(s string) (Quantity, error) {
	d, err := plainDecimal("quantity", s)
	if err != nil {
		return Quantity{}, err
	}
	if d.IsNegative() {
		return Quantity{}, fmt.Errorf("quantity %s is negative", Quote(s))
	}
	return newQuantity(d), nil
}

// IsZero tells a usage that would bill nothing.
func (q Quantity) IsZero() bool { return q.large == nil && q.n == 0 }
