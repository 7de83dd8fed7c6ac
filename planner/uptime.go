package planner

import (
	"fmt"

	"stagecraft/planner/reason"
	"stagecraft/planner/reliability"
	"stagecraft/planner/units"
)

// pillarSource is the pillar's arithmetic: 30 minutes to decide, 10 to bring up
// the stack in another zone, 30 to restore the data; four such failures a year,
// and six changes that take four hours.
var pillarSource = reason.Source{Name: "AWS Well-Architected, Reliability Pillar, design for 99%", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}

// Minutes of the pillar's design for 99%.
const (
	stackMinutes   = 10.0
	restoreMinutes = 30.0
	changesOffline = 6.0
	changeMinutes  = 240.0
)

// uptime estimates a year as it is lived: failures somebody mends, and
// changes that take the service offline. What a stage masks or does without
// stopping counts nothing.
func (b builder) uptime(s sized) Uptime {
	a := b.w.Assumptions
	o := reliability.Operation{Failures: a.FailuresPerYear, Decide: a.DecideMinutes}
	why := ""
	switch g := s.design; {
	case !g.Balanced:
		o.Recover = stackMinutes + b.restore(s).minutes
		o.Changes, o.Offline = changesOffline, changeMinutes
		why = "one zone, changes by hand in a maintenance window: the pillar's own figures, with the restore time of this data"
	case !g.Pipeline:
		o.Failures /= 2
		o.Recover, o.Changes, o.Offline = 30, 10, 15
		why = "half of the failures are a server's or a zone's, which the design masks; ten releases by hand stop service for a quarter of an hour"
	default:
		o.Failures /= 2
		o.Decide, o.Recover = o.Decide/2, 15
		why = "half of the failures are masked; alarms on percentiles halve the time to decide, a pipeline rolls back in a quarter of an hour, and releases stop nothing"
	}
	value, err := o.Availability()
	if err != nil {
		panic(fmt.Sprintf("planner: operation %+v: %v", o, err))
	}
	return Uptime{Value: units.Ratio(value), Downtime: lasting(o.Downtime()) + " a year", Minutes: o.Downtime(), Reasons: []reason.Reason{
		reason.New("Minutes without service a year", "failures × (decide + recover) + changes × offline", reason.Fill("{} × ({} + {}) + {} × {}", o.Failures, o.Decide, o.Recover, o.Changes, o.Offline), o.Downtime(), "minutes", reason.Ours(why)),
		{Label: "Availability in operation", Formula: "1 − minutes ÷ 525,600", Substituted: reason.Fill("1 − {} ÷ 525,600, at least 0", o.Downtime()), Value: reason.Pct(value), Unit: "of a year, estimated", Source: pillarSource},
	}}
}
