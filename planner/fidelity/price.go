package fidelity

import (
	"math"

	"stagecraft/planner/price"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// priceCases prices the examples that package price keeps, with the rates
// printed beside them.
func priceCases() ([]Case, error) {
	var cases []Case
	for _, p := range price.Examples() {
		ours, err := quote(p.Request)
		if err != nil {
			return nil, err
		}
		service, _ := price.Lookup(p.Request.Service)
		c := money(p.Total, ours, p.Ours.Sub(p.Total))
		c.Group, c.ID, c.Title, c.Figure = Prices, p.ID, service.Name, "total of "+p.ID
		c.Source, c.Note, c.Derivation = p.Source, p.Note, command(p)
		cases = append(cases, c)
	}
	return cases, nil
}

// quote prices a request; a line without a rate is an error, since a total
// without it would be no answer to a published one.
func quote(r price.Request) (units.Money, error) {
	result, err := price.Quote(pricing.Embedded(), r)
	if err != nil {
		return units.Money{}, err
	}
	if !result.Complete {
		return units.Money{}, price.Problems(result.Notes)
	}
	return result.Total, nil
}

// command redoes an example.
func command(p price.Published) string { return "stagecraft " + p.Words() }

// money is a case in dollars of which within may be off.
func money(published, ours, within units.Money) Case {
	c := Case{Published: published.Float(), Ours: ours.Float(), Unit: dollars}
	if off := math.Abs(within.Float()); off != 0 {
		c.Tolerance = off
		if c.Published != 0 {
			c.Tolerance = off / c.Published
		}
	}
	return c
}
