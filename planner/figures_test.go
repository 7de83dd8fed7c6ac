package planner

import (
	"reflect"
	"testing"

	"stagecraft/planner/demand"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
)

// Leaving the reasons out changes no figure: a search finds what the stage then
// shows.
func TestFiguresAreThoseOfTheStages(t *testing.T) {
	for _, s := range samples()[:40] {
		b := newBuilder(s.plan.Workload, pricing.Embedded())
		for number := 1; number <= 8; number++ {
			users := s.plan.Stages[number-1].SizedAt
			terse, full := b.figures().sizeAnew(number, users), b.sizeAnew(number, users)
			for i := range full.tiers {
				n, f := full.tiers[i].Sizing, terse.tiers[i].Sizing
				if len(n.Reasons) > 0 && explains(f.Reasons) {
					t.Errorf("%s: stage %d explains %s to a search", s.name, number, full.tiers[i].ID)
				}
				n.Reasons, f.Reasons = nil, nil
				if !reflect.DeepEqual(n, f) {
					t.Errorf("%s: stage %d, %s: %+v with reasons, %+v without", s.name, number, full.tiers[i].ID, n, f)
				}
			}
			bill := b.bill(full)
			if total, complete := b.figures().total(terse); total.Cmp(bill.Total) != 0 || complete != bill.Complete {
				t.Errorf("%s: stage %d comes to %s with reasons, %s without", s.name, number, bill.Total, total)
			}
			for _, u := range b.figures().usages(terse, nil) {
				if len(u.Reasons) > 0 {
					t.Errorf("%s: stage %d explains the line %s to a search", s.name, number, u.Name)
				}
			}
			full.demand = demand.At(s.plan.Workload, users)
			full.demand.Reasons = nil
			if !reflect.DeepEqual(full.demand, terse.demand) {
				t.Errorf("%s: stage %d: demand %+v with reasons, %+v without", s.name, number, full.demand, terse.demand)
			}
		}
	}
}

// explains tells that a reason is filled in.
func explains(reasons []reason.Reason) bool {
	for _, r := range reasons {
		if r.Substituted != "" {
			return true
		}
	}
	return false
}
