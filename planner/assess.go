package planner

import "stagecraft/planner/pricing"

// Assess adds to a plan what its uncertainty comes to: Ranges where intervals
// are stated, and Sensitivity. It takes up to a few seconds with intervals and
// some tenths of one without; Build alone takes a hundredth.
func Assess(p Plan, book *pricing.Book) (Plan, error) {
	p, err := WithRanges(p, book)
	if err != nil {
		return p, err
	}
	return WithSensitivity(p, book)
}
