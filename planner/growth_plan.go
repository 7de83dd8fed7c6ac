package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/catalog"
)

// planNotes names the months in which CloudFront changes its flat-rate plan, or
// leaves the last of them: a bill jumps there.
func (b builder) planNotes(g Growth) []string {
	var all []string
	before, known := "", false
	for i, m := range g.Months {
		z := b.figures().size(m.Stage, m.Users)
		t, ok := z.tier("cloudfront")
		if !ok {
			known = false
			continue
		}
		if known && t.Sizing.Unit != before {
			text := fmt.Sprintf("From month %d %s", m.Number, planChange(before, t.Sizing.Unit, z.load.need("cloudfront")))
			if last := g.Months[i-1]; last.Stage == m.Stage && last.Complete && m.Complete && m.Monthly.Cmp(last.Monthly) > 0 {
				text += fmt.Sprintf(" That month's bill is %s above the last.", m.Monthly.Sub(last.Monthly).Display())
			}
			all = append(all, text)
		}
		before, known = t.Sizing.Unit, true
	}
	return all
}

// planChange tells of a change from one plan to another; an empty id is paying as
// you go.
func planChange(from, to string, n catalog.Need) string {
	plans := map[string]catalog.CloudFrontPlan{}
	for _, p := range catalog.CloudFrontPlans() {
		plans[p.ID] = p
	}
	next := "CloudFront goes to the flat-rate plan " + plans[to].Name + "."
	if to == "" {
		next = "CloudFront is paid as you go."
	}
	old, had := plans[from]
	if !had {
		return "the flat-rate plan " + plans[to].Name + " is cheaper for CloudFront than paying as you go."
	}
	var passed []string
	if n.Requests.Average.PerMonth() > old.Requests {
		passed = append(passed, "requests")
	}
	if n.Egress > old.Data {
		passed = append(passed, "bytes")
	}
	if len(passed) == 0 {
		return "the plan " + old.Name + " is no longer the cheapest: " + next
	}
	return fmt.Sprintf("the %s pass the allowance of the plan %s: %s", strings.Join(passed, " and "), old.Name, next)
}
