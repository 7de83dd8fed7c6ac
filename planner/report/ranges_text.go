package report

import (
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// rangesText is what the stated intervals come to.
func rangesText(out *page, p planner.Plan) {
	r := p.Ranges
	if r == nil {
		return
	}
	out.heading(fmt.Sprintf("Ranges: %d samples of the stated intervals, seed %d", r.Samples, r.Seed))
	least := ""
	if !r.Complete {
		least = "≥ "
	}
	t := table{indent: "  ", right: map[int]bool{1: true, 2: true, 3: true, 4: true}}
	t.row("", "low", "likely", "high", "mean", "")
	for _, line := range []struct {
		name string
		s    planner.Spread[units.Money]
	}{{"cost a month", r.Cost}, {fmt.Sprintf("cost of staying in stage %d", r.Stage), r.Staying}} {
		t.row(line.name, least+line.s.Low.Display(), least+line.s.Likely.Display(), least+line.s.High.Display(), least+line.s.Mean.Display(), "")
	}
	t.row("peak requests", units.FormatRate(r.Peak.Low), units.FormatRate(r.Peak.Likely), units.FormatRate(r.Peak.High), units.FormatRate(r.Peak.Mean), "")
	t.row("p99 response", units.FormatMilliseconds(r.P99.Low), units.FormatMilliseconds(r.P99.Likely), units.FormatMilliseconds(r.P99.High), units.FormatMilliseconds(r.P99.Mean), "")
	t.write(out)
	out.prose("  ", "  ", "Nine of ten samples lie between low and high, which are widened to hold the likely result.")
	out.prose("  ", "  ", fmt.Sprintf("The p99 target is met in %s of the samples.", units.FormatPercent(units.Ratio(r.OnTime), 1)))
	if r.Beyond > 0 {
		out.prose("  ", "  ", fmt.Sprintf("In %s of the samples stage %d could not carry the users at its largest: there its cost of staying is too low.", units.FormatPercent(units.Ratio(r.Beyond), 1), r.Stage))
	}
	out.heading("Chance of each stage")
	chances := table{indent: "  ", right: map[int]bool{0: true, 2: true, 3: true}}
	for _, s := range r.Stages {
		if s.Samples > 0 {
			chances.row(fmt.Sprint(s.Number), s.Name, units.FormatPercent(units.Ratio(s.Chance), 1), least+s.Cost.Display(), "a month at the median of these samples")
		}
	}
	chances.write(out)
	out.heading("What moves the cost, one interval at a time")
	drivers(out, r.Drivers)
	for _, reason := range r.Reasons {
		out.prose("  ", "    ", reason.Label+": "+reason.Formula+" ["+reason.Source.String()+"]")
	}
}

// sensitivityText ranks the assumptions by what they do to the bill.
func sensitivityText(out *page, p planner.Plan) {
	s := p.Sensitivity
	if s == nil {
		return
	}
	step := units.FormatPercent(units.Ratio(s.Step), 0)
	out.heading(fmt.Sprintf("Which assumption matters: each %s down and up, cost of stage %d", step, s.Stage))
	if len(s.Drivers) == 0 {
		out.prose("  ", "  ", fmt.Sprintf("None of the %d assumptions moves the %s a month.", s.Tried, s.Cost.Display()))
		return
	}
	shown := s.Drivers[:min(mostDrivers, len(s.Drivers))]
	drivers(out, shown)
	out.prose("  ", "  ", fmt.Sprintf("%d of the %d assumptions move the cost at all; the first %d are shown. State or measure the first ones first.", len(s.Drivers), s.Tried, len(shown)))
}

// mostDrivers is how many assumptions the text lists; the JSON has them all.
const mostDrivers = 8

func drivers(out *page, all []planner.Driver) {
	for i, d := range all {
		out.prose(fmt.Sprintf("  %d. ", i+1), "     ", fmt.Sprintf("%s [%s of the swings]", d.Text, units.FormatPercent(units.Ratio(d.Share), 0)))
	}
}
