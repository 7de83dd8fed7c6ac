package views

import (
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Failure is one loss as a stage meets it.
type Failure struct {
	ID, Title string
	Notice    string // what users notice
	Works     []string
	Stops     []string
	Warnings  []string
	Figures   []Row
	Tiers     []SurvivorRow
	Reasons   []reason.Reason
}

// SurvivorRow is a tier before and after the loss.
type SurvivorRow struct {
	Name, Machines string
	Before, After  Meter
}

func newFailures(s planner.Stage) []Failure {
	all := make([]Failure, 0, len(s.Failures))
	for _, f := range s.Failures {
		v := Failure{ID: "fail-" + string(f.Kind), Title: f.Title, Notice: f.Notice, Works: f.Works, Stops: f.Stops,
			Figures: []Row{
				{Label: "Back in full (RTO)", Value: f.Recovery.Text},
				{Label: "Writes lost (RPO)", Value: f.Data.Text},
				{Label: "Until replaced", Value: f.Thin.Text},
				{Label: "Requests that fail", Value: units.FormatPercent(f.Failing, 2) + " of those at peak"},
			}}
		for _, text := range []string{f.Flag, f.Elsewhere} {
			if text != "" {
				v.Warnings = append(v.Warnings, text)
			}
		}
		for _, t := range f.Tiers {
			row := SurvivorRow{Name: t.Name, Before: newMeter(t.Before), After: newMeter(t.After)}
			switch {
			case t.Left == 0:
				row.Machines, row.After = "none left", Meter{None: true}
			case t.Machines > 0 && t.Left != t.Machines:
				row.Machines = fmt.Sprintf("%d of %d left", t.Left, t.Machines)
			}
			if t.Resource != "" {
				row.Machines = joined(row.Machines, lowerFirst(t.Resource))
			}
			v.Tiers = append(v.Tiers, row)
		}
		v.Reasons = append(v.Reasons, f.Recovery.Reasons...)
		v.Reasons = append(v.Reasons, f.Data.Reasons...)
		v.Reasons = append(v.Reasons, f.Thin.Reasons...)
		v.Reasons = append(v.Reasons, f.Reasons...)
		all = append(all, v)
	}
	return all
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
