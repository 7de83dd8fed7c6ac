// Package report writes a plan as text, JSON and CSV. Its functions are pure:
// the same plan gives the same bytes, and every figure is the plan's own.
//
// Each takes the number of a stage, 1 to 8, to write that stage alone, or
// AllStages.
package report

import (
	"math"
	"strconv"

	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// AllStages asks for the whole roadmap.
const AllStages = 0

// chosen lists the stages to write.
func chosen(p planner.Plan, stage int) []planner.Stage {
	if stage == AllStages {
		return p.Stages
	}
	for i := range p.Stages {
		if p.Stages[i].Number == stage {
			return p.Stages[i : i+1]
		}
	}
	return nil
}

// money is an amount as scripts read it; nil, which JSON writes as null, when
// no price is known.
func money(m units.Money, unknown bool) *units.Money {
	if unknown {
		return nil
	}
	return &m
}

// number writes a float to twelve significant digits, so that the last bits,
// which differ between processors, never show. NaN and infinities, which stand
// for "has no meaning here", are null.
type number float64

// MarshalJSON never fails.
func (n number) MarshalJSON() ([]byte, error) {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 12, 64), 64)
	if err != nil || short == 0 {
		short = 0 // also turns −0 into 0
	}
	return strconv.AppendFloat(nil, short, 'f', -1, 64), nil
}

// known is a number, or null when the plan says that it has none.
func known[T ~float64](value T, has bool) *number {
	if !has {
		return nil
	}
	n := number(value)
	return &n
}

// counts says how many units each component of the stage stands for. The
// counts of a tier's components sum to the count of the tier.
func counts(s planner.Stage) map[string]int {
	of := map[string]int{}
	for _, tier := range s.Tiers {
		left, others := tier.Sizing.Count, []topology.Component{}
		for _, c := range s.Graph.Tier(tier.ID) {
			if c.Role == "primary" || c.Role == "standby" {
				of[c.ID] = min(left, max(1, tier.Sizing.Shards))
				left -= of[c.ID]
				continue
			}
			others = append(others, c)
		}
		for i, c := range others {
			of[c.ID] = (left + len(others) - 1 - i) / len(others)
		}
		if len(others) == 0 && left > 0 { // readers drawn with their primary
			for _, c := range s.Graph.Tier(tier.ID) {
				of[c.ID] += left
				break
			}
		}
	}
	return of
}
