package report

import (
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// growthText is the projection, half a year a line.
func growthText(out *page, g planner.Growth) {
	out.heading("Growth")
	out.prose("  ", "  ", g.Text)
	if g.Rate > 0 && len(g.Months) > 1 {
		t := table{indent: "  ", right: map[int]bool{0: true, 1: true, 2: true, 3: true, 4: true, 5: true}}
		t.row("month", "users", "stage", "a month", "per 1,000 users", "so far", "")
		known := g.Known()
		for i, m := range g.Months {
			if m.Number%6 == 0 || i == len(g.Months)-1 {
				t.row(fmt.Sprint(m.Number), units.FormatCount(float64(m.Users)), fmt.Sprint(m.Stage), atLeast(m.Monthly, m.Complete), atLeast(m.PerThousand, m.Complete), atLeast(m.Cumulative, known[i]), "")
			}
		}
		t.write(out)
	}
	for _, note := range g.Notes {
		out.prose("  ", "  ", note)
	}
}

// atLeast prints an amount, marked where it is a lower bound.
func atLeast(m units.Money, complete bool) string {
	if !complete {
		return "≥ " + m.Display()
	}
	return m.Display()
}

// success is the ten-times test.
func success(out *page, t planner.TenTimes) {
	out.heading("If ten times the users come")
	out.prose("  ", "  ", t.Text)
	if len(t.Breaks) > 0 {
		rows := table{indent: "  ", right: map[int]bool{2: true, 3: true}}
		rows.row("component", "resource", "past target at", "at ten times", "")
		for _, k := range t.Breaks {
			rows.row(k.Component, k.Resource, units.FormatNumber(k.Times, 3)+"×", units.FormatPercent(units.Ratio(k.Utilisation), 0), k.How)
		}
		rows.write(out)
	}
	out.prose("  ", "  ", t.Pace.Text)
}

// operations is what it takes to run the stage.
func operations(out *page, o planner.Operation) {
	out.heading("What it takes to run, an estimate")
	out.prose("  ", "  ", o.Text)
	for _, why := range o.Why {
		out.prose("  · ", "    ", why)
	}
	out.prose("  ", "  ", o.OnCall.Text)
	t := table{indent: "  ", right: map[int]bool{1: true}}
	t.row("", "hours a month", "")
	for _, k := range o.Tasks {
		t.row(k.Name, units.FormatNumber(k.Work.Sum(), 2), k.Text)
	}
	t.write(out)
}

// emissions is the carbon estimate, where one was asked for.
func emissions(out *page, c *planner.Carbon) {
	if c == nil {
		return
	}
	out.heading("Carbon, an estimate")
	out.prose("  ", "  ", c.Text)
	t := table{indent: "  ", right: map[int]bool{2: true, 3: true}}
	t.row("", "", "kWh", "kg to make", "")
	parts := 0.0
	for _, p := range c.Parts {
		t.row(p.Name, p.Kind, units.FormatNumber(p.KWh, 3), units.FormatNumber(p.Embodied, 3), "")
		parts += p.KWh
	}
	if parts > 0 {
		t.row("all parts", "", units.FormatNumber(parts, 4), units.FormatNumber(c.Embodied, 3), "")
		t.row("with cooling and power supply", "× "+units.FormatNumber(c.KWh/parts, 4), units.FormatNumber(c.KWh, 4), "", "")
	}
	t.write(out)
	for _, left := range c.NotIncluded {
		out.prose("  Not in it: ", "    ", left+".")
	}
}
