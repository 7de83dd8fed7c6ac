package report

import (
	"fmt"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// CompareText sets two plans side by side for people, in lines of at most 100
// columns: what their workloads state differently, both costs of every stage,
// then what is only in one.
func CompareText(c planner.Comparison) []byte {
	out := &page{}
	a, b := sideName(c.A, "A"), sideName(c.B, "B")
	if a == b {
		a, b = a+" (A)", b+" (B)"
	}
	out.prose("", "", fmt.Sprintf("Stagecraft comparison: %s beside %s", a, b))
	if len(c.Fields) > 0 {
		out.heading("Stated differently")
		t := table{indent: "  "}
		for _, f := range c.Fields {
			t.row(f.Label, f.A+" → "+f.B)
		}
		t.write(out)
	}
	costs(out, c, a, b)
	for _, s := range c.Stages {
		differences(out, s, a, b)
	}
	out.blank()
	out.prose("", "", fmt.Sprintf("Prices: book %s in %s beside book %s in %s; engines %s and %s.", c.A.Book.Version, c.A.Book.Region, c.B.Book.Version, c.B.Book.Region, c.A.Engine, c.B.Engine))
	return []byte(out.b.String())
}

// sideName calls a plan by its name, else by its track.
func sideName(s planner.Side, letter string) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.Track == workload.Classic:
		return "the talk as given"
	case s.Track == workload.Current:
		return "today's advice"
	}
	return "plan " + letter
}

func costs(out *page, c planner.Comparison, a, b string) {
	out.heading("US dollars a month")
	t := table{indent: "  ", right: map[int]bool{0: true, 3: true, 4: true, 5: true}}
	t.row("", "stage", "users", a, b, "change", "")
	partly := false
	for _, s := range c.Stages {
		users := band(s.A.Users)
		switch {
		case s.A.Missing:
			users = band(s.B.Users)
		case !s.B.Missing && s.A.Users != s.B.Users:
			users += ", " + band(s.B.Users)
		}
		var marks []string
		if s.A.Missing || s.B.Missing {
			marks = append(marks, "in one plan only")
		} else if !s.SameUsers {
			marks = append(marks, fmt.Sprintf("sized at %s and %s users", units.FormatCount(float64(s.A.SizedAt)), units.FormatCount(float64(s.B.SizedAt))))
		}
		partly = partly || !s.Complete
		t.row(fmt.Sprint(s.Number), s.Name, users, sideAmount(s.A), sideAmount(s.B), signed(s), strings.Join(marks, "; "))
	}
	t.write(out)
	if partly {
		out.prose("  ", "  ", "≥: a line has no known price, so an amount is a lower bound and a change is not the whole difference.")
	}
}

func sideAmount(s planner.StageSide) string {
	switch {
	case s.Missing:
		return "–"
	case !s.Complete:
		return "≥ " + s.Total.Display()
	}
	return s.Total.Display()
}

// signed prints a change with its sign.
func signed(s planner.StageComparison) string {
	if s.A.Missing || s.B.Missing {
		return ""
	}
	zero := units.Money{}
	switch s.Change.Cmp(zero) {
	case 1:
		return "+" + s.Change.Display()
	case -1:
		return "−" + zero.Sub(s.Change).Display()
	}
	return "same"
}

// differences is what one stage has in one plan only.
func differences(out *page, s planner.StageComparison, a, b string) {
	if s.A.Missing || s.B.Missing {
		return
	}
	var lines []string
	for _, r := range s.Renamed {
		lines = append(lines, fmt.Sprintf("%s beside %s", r.A, r.B))
	}
	lines = append(lines, only(a, s.OnlyA, s.MovesA)...)
	lines = append(lines, only(b, s.OnlyB, s.MovesB)...)
	if len(lines) == 0 {
		return
	}
	out.heading(fmt.Sprintf("%d  %s", s.Number, s.Name))
	for _, line := range lines {
		out.prose("  · ", "    ", line)
	}
}

func only(side string, components []topology.Component, moves []planner.Move) []string {
	var lines []string
	if len(components) > 0 {
		var names []string
		for _, c := range components {
			name := c.Name
			if c.Place.IsZone() {
				name += " in zone " + string(c.Place)
			}
			names = append(names, name)
		}
		lines = append(lines, "only in "+side+": "+strings.Join(names, ", "))
	}
	for _, m := range moves {
		lines = append(lines, fmt.Sprintf("move here only in %s: %s. %s", side, m.Title, m.Why))
	}
	return lines
}
