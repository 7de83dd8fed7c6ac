package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// rivalry is two options priced over a range of one quantity.
type rivalry struct {
	a, b     string // names of the options
	from, to float64
	unit     string
	show     func(float64) string // "7.35 requests a second on average"
	// price gives both bills at a value; ok is false where one of the options
	// cannot carry it, or has no price.
	price func(x float64) (a, b units.Money, ok bool)
}

// The range is first looked at in steps, then the step in which the cheaper
// option changes is halved until its ends differ by less than a part in 2,000.
const (
	crossoverSteps = 14
	crossoverFine  = 1 + 1.0/2000
)

// crossover finds the lowest value at which the cheaper option changes.
func (r rivalry) crossover() Crossover {
	step := math.Pow(r.to/r.from, 1.0/crossoverSteps)
	var first, before float64 // where a cheaper option was last seen
	sign, changes := 0, 0
	low, high, lowSign := 0.0, 0.0, 0
	for i := 0; i <= crossoverSteps; i++ {
		x := r.from * math.Pow(step, float64(i))
		s, ok := r.sign(x)
		if !ok || s == 0 {
			continue
		}
		if sign == 0 {
			first = x
		}
		if sign != 0 && s != sign {
			if changes == 0 {
				low, high, lowSign = before, x, sign
			}
			changes++
		}
		sign, before = s, x
	}
	switch {
	case sign == 0:
		return Crossover{Unit: r.unit, Text: fmt.Sprintf("%s and %s cannot be compared over a range here.", r.a, r.b)}
	case changes == 0:
		return Crossover{Unit: r.unit, Text: fmt.Sprintf("%s is cheaper than %s all the way from %s to %s.", r.name(sign), r.name(-sign), r.show(first), r.show(before))}
	}
	for high/low > crossoverFine {
		middle := math.Sqrt(low * high)
		if s, ok := r.sign(middle); ok && s == lowSign {
			low = middle
		} else {
			high = middle
		}
	}
	return r.found(low, high, lowSign, changes)
}

func (r rivalry) sign(x float64) (int, bool) {
	a, b, ok := r.price(x)
	return a.Cmp(b), ok
}

// name is the option a sign says is cheaper.
func (r rivalry) name(sign int) string {
	if sign < 0 {
		return r.a
	}
	return r.b
}

func (r rivalry) found(low, high float64, lowSign, changes int) Crossover {
	at := math.Sqrt(low * high)
	c := Crossover{Exists: true, Value: at, Unit: r.unit,
		Text: fmt.Sprintf("%s is cheaper below about %s, %s above.", r.name(lowSign), r.show(at), r.name(-lowSign))}
	if changes > 1 {
		c.Text += " Sizes grow in steps, so further up the cheaper one changes again."
	}
	for _, side := range []struct {
		label string
		x     float64
	}{{"Both priced just below", low}, {"Both priced just above", high}} {
		a, b, _ := r.price(side.x)
		c.Reasons = append(c.Reasons, reason.New(side.label, "the stage's bill with "+r.a+" − the stage's bill with "+r.b,
			fmt.Sprintf("%s − %s at %s %s", a.Display(), b.Display(), reason.N(side.x), r.unit), a.Sub(b).Float(), "US dollars a month", reason.Source{Name: "both bills priced in full at that value, found by halving the range"}))
	}
	return c
}

// remembered prices a way at a value once.
func (c comparison) remembered(option string, at float64, price func() (units.Money, bool)) (units.Money, bool) {
	key := asked{option, at}
	if a, ok := c.priced[key]; ok {
		return a.total, a.ok
	}
	total, ok := price()
	c.priced[key] = answer{total, ok}
	return total, ok
}

// total is the bill of a way, ok only when every line has a price.
func (w way) total() (units.Money, bool) {
	b := w.bill()
	return b.Total, b.Complete
}
