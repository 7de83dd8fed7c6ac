package views

import (
	"fmt"
	"math"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Operation is what a stage takes to run.
type Operation struct {
	Verdict Tone
	Answer  string // "Your 3 engineers can, with strain"; empty when not asked
	Why     []string
	Text    string
	OnCall  string
	Figures []Row
	Tasks   []TaskRow
	Total   TaskRow
	Reasons []reason.Reason
}

// TaskRow is the work one tier brings, in hours a month.
type TaskRow struct {
	ID, Name, Text                                 string
	Patch, Watch, Rehearse, Release, Answer, Hours string
	Reason                                         reason.Reason
}

func newOperation(s planner.Stage) Operation {
	o := s.Operation
	v := Operation{Why: o.Why, Text: o.Text, OnCall: o.OnCall.Text, Reasons: o.Reasons}
	v.Figures = []Row{
		{Label: "Hours a month", Value: hoursText(o.Hours)},
		{Label: "Engineers it takes", Value: units.FormatExact(float64(o.Needed))},
		{Label: "Pages a month", Value: units.FormatNumber(o.Pages, 2), Note: units.FormatNumber(o.Night, 2) + " of them at night or on a weekend"},
	}
	if o.Engineers > 0 {
		v.Answer, v.Verdict = verdictText(o)
	}
	for i, t := range o.Tasks {
		row := workRow(t.Work)
		row.ID, row.Name, row.Text, row.Reason = fmt.Sprintf("task-%d", i+1), t.Name, t.Text, t.Reason
		v.Tasks = append(v.Tasks, row)
	}
	v.Total = workRow(o.Work)
	return v
}

func workRow(w planner.Work) TaskRow {
	return TaskRow{Patch: hoursText(w.Patch), Watch: hoursText(w.Watch), Rehearse: hoursText(w.Rehearse), Release: hoursText(w.Release), Answer: hoursText(w.Answer), Hours: hoursText(w.Sum())}
}

func hoursText(h float64) string {
	if h == 0 {
		return "–"
	}
	return units.FormatNumber(math.Round(h*10)/10, 3)
}

// verdictText answers whether the entered team can run the stage.
func verdictText(o planner.Operation) (string, Tone) {
	team := units.FormatExact(o.Engineers) + " engineers"
	if o.Engineers == 1 {
		team = "one engineer"
	}
	switch o.Verdict {
	case planner.Can:
		return "Your " + team + " can run this.", Good
	case planner.Strained:
		return "Your " + team + " can run this, with strain.", Warn
	}
	return "Your " + team + " cannot run this.", Bad
}

// Carbon is the estimate of a stage's emissions.
type Carbon struct {
	Text        string
	Figures     []Row
	Parts       []CarbonRow
	NotIncluded []string
	Reasons     []reason.Reason
}

// CarbonRow is one tier's compute, memory, storage or network.
type CarbonRow struct {
	ID, Name, Kind, KWh, Embodied string
	Reasons                       []reason.Reason
}

// newCarbon is nil where no estimate was asked for.
func newCarbon(s planner.Stage) *Carbon {
	c := s.Carbon
	if c == nil {
		return nil
	}
	v := &Carbon{Text: c.Text, NotIncluded: c.NotIncluded, Reasons: c.Reasons, Figures: []Row{
		{Label: "Total a month", Value: units.FormatNumber(c.Total, 3) + " kg CO₂e"},
		{Label: "Electricity", Value: units.FormatNumber(c.Operating, 3) + " kg", Note: units.FormatNumber(c.KWh, 3) + " kWh at " + units.FormatNumber(c.Grid, 3) + " kg a kWh"},
		{Label: "Making the servers", Value: units.FormatNumber(c.Embodied, 3) + " kg"},
		{Label: "For 1,000 users", Value: units.FormatNumber(c.PerThousand, 3) + " kg"},
	}}
	for i, p := range c.Parts {
		v.Parts = append(v.Parts, CarbonRow{ID: fmt.Sprintf("carbon-%d", i+1), Name: p.Name, Kind: p.Kind, KWh: units.FormatNumber(p.KWh, 3), Embodied: hoursText(p.Embodied), Reasons: p.Reasons})
	}
	return v
}
