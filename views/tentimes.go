package views

import (
	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// TenTimes is the test of sudden success on one stage.
type TenTimes struct {
	Heading string
	Text    string
	Pace    string
	Breaks  []BreakRow
	Reasons []reason.Reason
}

// BreakRow is one resource that ten times the users overload.
type BreakRow struct {
	Name, At string
	Full     string // utilisation at ten times
	How      string
	Remedy   string
}

// remedies are the words for what takes a resource past its limit.
var remedies = map[planner.Remedy]string{
	planner.ByScaling: "scales by itself", planner.BySetting: "a setting", planner.ByQuota: "ask AWS", planner.ByMove: "another design",
}

func newTenTimes(s planner.Stage) TenTimes {
	t := s.TenTimes
	v := TenTimes{Heading: "Ten times the users: " + usersText(t.Users), Text: t.Text, Pace: t.Pace.Text, Reasons: t.Reasons}
	for _, b := range t.Breaks {
		v.Breaks = append(v.Breaks, BreakRow{Name: b.Component + ", " + lowerFirst(b.Resource), At: "at " + units.FormatNumber(b.Times, 2) + "× the users",
			Full: units.FormatPercent(units.Ratio(b.Utilisation), 2), How: b.How, Remedy: remedies[b.Remedy]})
	}
	return v
}
