package planner

import (
	"errors"
	"math/rand/v2"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/reason/arithmetic"
	"stagecraft/planner/workload"
)

// withoutSum are the reasons that print no arithmetic, by label: the quantile of
// a distribution named in words, a rule of practice, and the sum of a table that
// stands beside it.
var withoutSum = map[string]bool{"p50": true, "p99": true, "Practice rule": true, "Sum of the months": true}

// published are the formulas that quote a range as the vendor gives it.
var published = map[string]bool{"failover of a Multi-AZ instance": true, "failover of an Aurora cluster with a reader": true}

// Every sum a plan prints can be redone from what is printed.
func TestPrintedSumsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
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
	workloads := []workload.Workload{workload.Default()}
	for _, p := range workload.Presets() {
		workloads = append(workloads, p.Workload())
	}
	for range 60 {
		workloads = append(workloads, build(t, random(r)).Workload)
	}
	for _, w := range workloads {
		p, err := Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		arithmetic.Each(p, check)
	}
	for i, w := range workloads[:12] {
		p, err := WithAlternatives(Plan{Workload: w, Stages: build(t, workload.Values(w)).Stages}, pricing.Embedded(), i%8+1)
		if err != nil {
			t.Fatal(err)
		}
		arithmetic.Each(p.Stages[i%8].Alternatives, check)
	}
	if sums < 40_000 {
		t.Errorf("only %d sums were redone", sums)
	}
}
