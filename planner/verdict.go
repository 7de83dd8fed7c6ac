package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/units"
)

// Verdict is whether a team can run a stage.
type Verdict string

// The verdicts.
const (
	Can      Verdict = "can"
	Strained Verdict = "with strain"
	Cannot   Verdict = "cannot"
)

// judge says whether a team can run a stage, by its hours, its on-call and its
// parts: the worst of the three counts. Without a team it says nothing.
// selfRun: the stage has machines the team runs itself, and users who notice.
func judge(engineers, hours float64, parts int, rotating, selfRun bool) (Verdict, []string) {
	if engineers <= 0 {
		return "", nil
	}
	verdict, why := Can, []string(nil)
	worse := func(v Verdict, text string) {
		if v == Cannot || verdict == Can {
			verdict = v
		}
		why = append(why, text)
	}
	share := hours / (engineers * monthHours)
	used := units.FormatPercent(units.Ratio(share), 0)
	switch {
	case share > strainShare:
		worse(Cannot, fmt.Sprintf("Running it would take %s of the team's hours.", used))
	case share > operationShare+1e-9:
		worse(Strained, fmt.Sprintf("Running it takes %s of the team's hours; above half, the product stands still.", used))
	default:
		why = append(why, fmt.Sprintf("Running it takes %s of the team's hours.", used))
	}
	switch {
	case rotating && engineers < thinRotation:
		worse(Cannot, fmt.Sprintf("Nights need an answer, and with fewer than %.0f engineers each is on call more than a week in four.", thinRotation))
	case rotating && engineers < rotation:
		worse(Strained, fmt.Sprintf("Nights need an answer: below %.0f engineers there is nobody behind the one on call.", rotation))
	}
	least := math.Ceil(float64(parts) / 2)
	switch {
	case parts > 1 && engineers < 2:
		worse(Cannot, fmt.Sprintf("%d parts are released apart: nobody stands in for the one engineer who knows them.", parts))
	case engineers < least:
		worse(Strained, fmt.Sprintf("%d parts are released apart: with fewer than %.0f engineers some are known to one person only.", parts, least))
	case engineers < 2 && selfRun:
		worse(Strained, "One engineer should run fully managed services only, AWS advises startups: here are servers to patch, and nobody to stand in.")
	}
	return verdict, why
}
