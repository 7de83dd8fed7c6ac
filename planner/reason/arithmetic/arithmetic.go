// Package arithmetic redoes the sums that reasons print, from nothing but what
// is printed. It is the auditor's calculator: a reason whose formula, numbers
// and result do not agree is a fault, wherever it is shown.
package arithmetic

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"stagecraft/planner/reason"
)

// ErrNoSum says that a reason prints no arithmetic: a quotation, a choice, a
// distribution named in words.
var ErrNoSum = errors.New("nothing to work out")

// ErrDiffers says that the printed numbers do not give the printed result.
var ErrDiffers = errors.New("the printed numbers give another result")

// Check redoes the sum of a reason. Printed numbers are taken as rounded, so the
// result is an interval, and the reason holds when its value lies in it. Sums
// that mix units of bytes ("1,000 B" beside "50 GB") are also tried with the
// units counted in.
func Check(r reason.Reason) error {
	want, _, err := parseNumber(r.Value)
	if err != nil {
		return fmt.Errorf("value %q: %w", r.Value, ErrNoSum)
	}
	plain, err := evaluate(r.Substituted, false)
	if err != nil {
		return err
	}
	if plain.meets(want) {
		return nil
	}
	weighed, err := evaluate(r.Substituted, true)
	if err == nil && weighed.meets(want.times(exactly(unitFactor(r.Unit)))) {
		return nil
	}
	return fmt.Errorf("%s: %s gives %s, not %s: %w", r.Label, r.Substituted, plain, r.Value, ErrDiffers)
}

// interval holds every number a printed one may stand for.
type interval struct{ low, high float64 }

func exactly(x float64) interval { return interval{x, x} }

func (i interval) String() string {
	return reason.N((i.low + i.high) / 2)
}

// meets tells two intervals that share a number, with room for the rounding of
// floating point.
func (i interval) meets(o interval) bool {
	slack := 1e-12 * math.Max(math.Abs(i.high), math.Abs(o.high))
	return i.low <= o.high+slack && o.low <= i.high+slack
}

func (i interval) plus(o interval) interval  { return interval{i.low + o.low, i.high + o.high} }
func (i interval) minus(o interval) interval { return interval{i.low - o.high, i.high - o.low} }

func (i interval) times(o interval) interval {
	return hull(i.low*o.low, i.low*o.high, i.high*o.low, i.high*o.high)
}

// over divides; a divisor that may be 0 gives no interval.
func (i interval) over(o interval) (interval, error) {
	if o.low <= 0 && o.high >= 0 {
		return interval{}, fmt.Errorf("division by 0: %w", ErrNoSum)
	}
	return hull(i.low/o.low, i.low/o.high, i.high/o.low, i.high/o.high), nil
}

// ceil rounds up, forgiving what printing added: 2.0000004 may stand for 2.
func (i interval) ceil() interval {
	return interval{math.Ceil(i.low - 1e-9), math.Ceil(i.high - 1e-9)}
}

func (i interval) floor() interval {
	return interval{math.Floor(i.low + 1e-9), math.Floor(i.high + 1e-9)}
}

// rising applies a function that never falls; outside its domain there is no
// interval.
func (i interval) rising(f func(float64) float64) (interval, error) {
	r := interval{f(i.low), f(i.high)}
	if math.IsNaN(r.low) || math.IsNaN(r.high) || math.IsInf(r.low, 0) {
		return interval{}, fmt.Errorf("outside the domain: %w", ErrNoSum)
	}
	return r, nil
}

func hull(values ...float64) interval {
	h := interval{values[0], values[0]}
	for _, v := range values[1:] {
		h.low, h.high = min(h.low, v), max(h.high, v)
	}
	return h
}

// byteUnits are the units a sum may mix.
var byteUnits = map[string]float64{
	"B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15,
	"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
}

// unitFactor is the bytes of the unit a text begins with, 1 for any other.
func unitFactor(text string) float64 {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if f, ok := byteUnits[strings.TrimRight(word, ",.)")]; ok {
		return f
	}
	return 1
}
