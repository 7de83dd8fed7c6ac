package planner

import (
	"errors"
	"slices"
	"testing"

	"stagecraft/planner/reason"
	"stagecraft/planner/reason/arithmetic"
	"stagecraft/planner/workload"
)

// withoutSum are the reasons that print no arithmetic, by label: the quantile of
// a distribution named in words, a rule of practice, the sum of a table that
// stands beside it, and what has no price.
var withoutSum = map[string]bool{"p50": true, "p99": true, "Practice rule": true, "Sum of the months": true, "Paid once, unpriced": true}

// published are the formulas that quote a range as the vendor gives it.
var published = map[string]bool{"failover of a Multi-AZ instance": true, "failover of an Aurora cluster with a reader": true}

// Every sum a plan prints can be redone from what is printed.
func TestPrintedSumsHold(t *testing.T) {
	sums, wrong := 0, map[string]bool{}
	check := func(x reason.Reason) {
		switch err := arithmetic.Check(x); {
		case errors.Is(err, arithmetic.ErrNoSum):
			if !withoutSum[x.Label] && !published[x.Formula] {
				if !wrong[x.Formula] {
					t.Errorf("%s: %q = %q is no sum", x.Label, x.Substituted, x.Value)
				}
				wrong[x.Formula] = true
			}
		case err != nil:
			if !wrong[x.Label] {
				t.Errorf("%v (formula: %s)", err, x.Formula)
			}
			wrong[x.Label] = true
		default:
			sums++
		}
	}
	plans := []Plan{build(t, nil)}
	for _, p := range workload.Presets() {
		plans = append(plans, build(t, workload.Values(p.Workload())))
	}
	for _, s := range append(slices.Clone(samples()[:12]), classicSamples()[:4]...) {
		plans = append(plans, s.plan)
	}
	for _, p := range plans {
		arithmetic.Each(p, check)
	}
	for _, name := range []string{"default", "committed in Ireland", "tasks and Serverless", "all that is asked"} {
		for _, s := range comparedPlans(t)[name].Stages {
			arithmetic.Each(s.Alternatives, check)
		}
	}
	if sums < 20_000 {
		t.Errorf("only %d sums were redone", sums)
	}
}
