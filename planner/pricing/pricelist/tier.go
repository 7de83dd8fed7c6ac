package pricelist

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// onDemandTerm is the code of the standard terms on demand.
const onDemandTerm = "JRTCKXETXF"

// mostDigits bounds the numbers of a file, so that none asks for much memory.
const mostDigits = 40

// dimension is one tier of a product's price, as the file writes it.
type dimension struct {
	term, unit, from, to, usd string
}

// band is a tier in numbers; to is nil for "and above".
type band struct {
	from, to, usd *big.Rat
}

// number reads a plain decimal. Exponents, which AWS uses for tiny prices
// ("2.0E-7"), are accepted within reason.
func number(text string) (*big.Rat, bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(text), "E")
	if mantissa == "" || len(text) > mostDigits || strings.Trim(mantissa, "0123456789.") != "" || len(strings.TrimLeft(exponent, "+-")) > 2 {
		return nil, false
	}
	n, ok := new(big.Rat).SetString(text)
	return n, ok
}

// bands reads the tiers of a product, in the file's units, lowest first. It
// refuses tiers that leave a gap, overlap, or do not reach from 0 to infinity.
func bands(dimensions []dimension, s selector) ([]band, error) {
	dimensions, err := oneTerm(dimensions)
	if err != nil {
		return nil, err
	}
	var list []band
	for _, d := range dimensions {
		if !slices.Contains(s.units, unitName(d.unit)) {
			return nil, fmt.Errorf("the unit is %q, not %s", d.unit, strings.Join(alternatives(s.unit), " or "))
		}
		var b band
		var ok bool
		if b.usd, ok = number(d.usd); !ok {
			return nil, fmt.Errorf("the price %q is not a number", d.usd)
		}
		if b.from, ok = number(d.from); !ok {
			return nil, fmt.Errorf("the tier begins at %q", d.from)
		}
		if b.to, ok = number(d.to); !ok && !strings.EqualFold(d.to, "Inf") {
			return nil, fmt.Errorf("the tier ends at %q", d.to)
		}
		list = append(list, b)
	}
	slices.SortStableFunc(list, func(a, b band) int { return a.from.Cmp(b.from) })
	return list, contiguous(list)
}

// oneTerm keeps the terms on demand when a product has several.
func oneTerm(all []dimension) ([]dimension, error) {
	terms := map[string]bool{}
	for _, d := range all {
		terms[d.term] = true
	}
	if len(terms) <= 1 {
		return all, nil
	}
	if !terms[onDemandTerm] {
		return nil, fmt.Errorf("it has %d terms on demand, none of them %s", len(terms), onDemandTerm)
	}
	return slices.DeleteFunc(slices.Clone(all), func(d dimension) bool { return d.term != onDemandTerm }), nil
}

func contiguous(list []band) error {
	if len(list) == 0 {
		return fmt.Errorf("it has no price on demand")
	}
	end := new(big.Rat)
	for _, b := range list {
		switch {
		case end == nil || b.from.Cmp(end) < 0:
			return fmt.Errorf("two tiers cover %s", decimal(b.from))
		case b.from.Cmp(end) > 0:
			return fmt.Errorf("no tier covers %s to %s", decimal(end), decimal(b.from))
		}
		end = b.to
	}
	if end != nil {
		return fmt.Errorf("no tier covers what is above %s", decimal(end))
	}
	return nil
}

// inBookUnits turns bands into those of the rate: a rate per 1,000 requests has
// its price times 1,000 and its tiers in thousands.
func (s selector) inBookUnits(list []band) []band {
	per := big.NewRat(max(s.per, 1), max(s.parts, 1))
	converted := make([]band, len(list))
	for i, b := range list {
		converted[i] = band{from: new(big.Rat).Quo(b.from, per), usd: new(big.Rat).Mul(b.usd, per)}
		if b.to != nil {
			converted[i].to = new(big.Rat).Quo(b.to, per)
		}
	}
	if !s.apart {
		return converted
	}
	for len(converted) > 1 && converted[0].usd.Sign() == 0 {
		converted = converted[1:]
		converted[0].from = new(big.Rat)
	}
	return converted
}

// decimal prints a number with all its digits; one that has no end, with 18.
func decimal(n *big.Rat) string {
	digits, exact := n.FloatPrec()
	if !exact {
		digits = 18
	}
	return n.FloatString(digits)
}

// tiers makes the tiers of a rate. A monthly free amount that the book has and
// the file states elsewhere, in a "Global-" row at $0, stays in front of them.
func tiers(list []band, old pricing.Rate, asOf string, made pricing.Tier) ([]pricing.Tier, error) {
	var out []pricing.Tier
	if first := old.Tiers[0]; len(old.Tiers) > 1 && first.Price.IsZero() && list[0].usd.Sign() > 0 {
		free := new(big.Rat)
		if free.SetFloat64(first.To); list[0].to != nil && list[0].to.Cmp(free) <= 0 {
			return nil, fmt.Errorf("the first tier ends within the free %s of the book", decimal(free))
		}
		out = append(out, first)
		list = slices.Clone(list)
		list[0].from = free
	}
	for _, b := range list {
		price, err := units.ParsePrice(decimal(b.usd))
		if err != nil {
			return nil, err
		}
		t := made
		t.AsOf, t.Price = asOf, price
		t.From, _ = b.from.Float64()
		if b.to != nil {
			t.To, _ = b.to.Float64()
		}
		out = append(out, t)
	}
	return out, nil
}
