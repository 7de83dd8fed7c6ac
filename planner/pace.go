package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Pace is how fast capacity follows a growing load.
type Pace struct {
	Automatic   bool        // Auto Scaling; false: people add servers
	Lead        float64     // seconds from the first sign of more load to more capacity
	Utilisation units.Ratio // at which it runs at peak
	Doubling    float64     // seconds: the fastest doubling of the load that it follows
	Text        string
	Reasons     []reason.Reason
}

// Parts of the lead time, in seconds.
const (
	detailedPeriod = 60.0   // metric period with detailed monitoring
	basicPeriod    = 300.0  // metric period without
	evaluation     = 120.0  // two more periods before target tracking acts
	launch         = 60.0   // a server boots
	warmUp         = 60.0   // an application is warm
	decide         = 1800.0 // somebody sees it and decides
	resize         = 600.0  // a size is changed
)

var (
	scalingSource = reason.Source{Name: "Amazon EC2 Auto Scaling User Guide: one-minute metrics with detailed monitoring, five-minute ones without; launch, warm-up and two periods of waiting are our assumption", AsOf: "2023-06-15"}
	decideSource  = reason.Source{Name: "AWS Well-Architected, Reliability Pillar, 99% scenario: 30 minutes to decide, 10 to build", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}
	paceSource    = reason.Ours("a load that grows at a constant rate while capacity is ordered")
)

// pace is the lead time of a stage and the growth it can follow: the utilisation
// must stay at 1 ÷ (1 + growth × lead) or below, so growth is at most
// (1 ÷ utilisation − 1) ÷ lead. The reserve for a lost zone is not counted on.
func (b builder) pace(s sized) Pace {
	u := float64(b.w.Assumptions.Utilisation)
	p := Pace{Automatic: s.design.Scaling, Utilisation: b.w.Assumptions.Utilisation}
	if p.Automatic {
		p.Lead = detailedPeriod + evaluation + launch + warmUp
		p.Reasons = append(p.Reasons, reason.New("Lead time of Auto Scaling", "metric period + evaluation + launch + warm-up", reason.Fill("{} s + {} s + {} s + {} s", detailedPeriod, evaluation, launch, warmUp), p.Lead, "s", scalingSource))
	} else {
		p.Lead = basicPeriod + decide + resize
		p.Reasons = append(p.Reasons, reason.New("Lead time by hand", "metric period + decision + change", reason.Fill("{} s + {} s + {} s", basicPeriod, decide, resize), p.Lead, "s", decideSource))
	}
	p.Doubling = p.Lead * u / (1 - u)
	p.Reasons = append(p.Reasons, reason.New("Fastest doubling it follows", "lead time × utilisation ÷ (1 − utilisation), from utilisation ≤ 1 ÷ (1 + growth × lead time)",
		reason.Fill("{} s × {} ÷ (1 − {})", p.Lead, reason.Ratio(u), reason.Ratio(u)), p.Doubling, "s", paceSource))
	month := units.SecondsPerMonth / math.Log2(tenTimes)
	who := "People add capacity"
	if p.Automatic {
		who = "Auto Scaling follows"
	}
	p.Text = fmt.Sprintf("%s in %s, which keeps up with a load that takes %s or more to double; ten times within a month is a doubling every %s days.", who, minutes(p.Lead), minutes(p.Doubling), units.FormatNumber(month/units.SecondsPerDay, 2))
	return p
}

// minutes prints seconds as minutes or hours.
func minutes(seconds float64) string {
	switch {
	case seconds >= 7200:
		return units.FormatNumber(seconds/3600, 2) + " h"
	case seconds >= 60:
		return units.FormatNumber(seconds/60, 2) + " min"
	}
	return units.FormatNumber(seconds, 2) + " s"
}
