// Package fidelity keeps the public record of how right the figures are: cases
// others have published, worked out anew by this program, with the difference.
package fidelity

import (
	"math"

	"stagecraft/planner/reason"
)

// Group is a kind of case.
type Group string

// The groups, in the order of the record.
const (
	Prices       Group = "prices"       // worked price examples of vendors
	Architecture Group = "architecture" // whole published bills, line by line
	Capacity     Group = "capacity"     // published estimates of load and data
	Formulas     Group = "formulas"     // formulas against published values
	Vectors      Group = "vectors"      // our own results of a definition, which nobody publishes
)

// Case is one published figure beside ours; of Vectors, one worked out by us in
// another way.
type Case struct {
	Group      Group
	ID, Title  string
	Figure     string  // what is compared, in words
	Published  float64 // in Unit
	Ours       float64 // in Unit
	Unit       string
	Tolerance  float64 // largest share of Published that Ours may be off by
	Source     reason.Source
	Note       string
	Derivation string // how to redo it: the workload, the command or the formula with its numbers
}

// Difference is ours less the published figure, as a share of the published
// one; of a published zero it is ours itself.
func (c Case) Difference() float64 {
	if c.Published == 0 {
		return c.Ours
	}
	return (c.Ours - c.Published) / c.Published
}

// Within tells whether ours agrees with the published figure.
func (c Case) Within() bool { return math.Abs(c.Difference()) <= c.Tolerance+1e-9 }

// Exact tells a case that must agree to the printed digit.
func (c Case) Exact() bool { return c.Tolerance == 0 }

// Contradicted tells a bill whose published amount is not what its
// quantities and rates give, each line rounded to the cent, by the amount allowed and for the reason in Note:
// money needs no other tolerance.
func (c Case) Contradicted() bool { return c.Unit == dollars && !c.Exact() }

// Record lists every case, groups together, in the order of the data. It works
// each of them out when it is called.
func Record() ([]Case, error) {
	var all []Case
	for _, read := range []func() ([]Case, error){priceCases, architectureCases, capacityCases, formulaCases} {
		cases, err := read()
		if err != nil {
			return nil, err
		}
		all = append(all, cases...)
	}
	return all, nil
}
