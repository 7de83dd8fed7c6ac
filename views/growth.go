package views

import (
	"math"
	"strconv"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// farMonths is how far growth is projected; beyond it a month has no meaning.
const farMonths = 120

// monthsUntil gives the whole months in which from users grow to at least to,
// compounding by growth a month; ok is false when they never do, or not within
// ten years.
func monthsUntil(from, to units.Users, growth units.Ratio) (months int, ok bool) {
	exact, ok := planner.MonthsToReach(from, to, growth)
	months = int(math.Ceil(min(exact, 2*farMonths) - 1e-9))
	return months, ok && months <= farMonths
}

// inMonths says how long that is, with the calendar month it falls in:
// "14 months (January 2028)".
func inMonths(months int, today time.Time) string {
	text := strconv.Itoa(months) + " months"
	if months == 1 {
		text = "1 month"
	}
	// From the first of the month, for "31 January + 1 month" is no day.
	month := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	return text + " (" + month.Format("January 2006") + ")"
}

// growthText says when the users reach a count; what is the event in words
// that follow "you": "outgrow this stage".
func growthText(from, to units.Users, growth units.Ratio, what string, today time.Time) string {
	rate := units.FormatPercent(growth, 2)
	if growth <= 0 {
		return "Without growth you do not " + what + "."
	}
	months, ok := monthsUntil(from, to, growth)
	switch {
	case !ok:
		return "At " + rate + " growth a month you do not " + what + " within ten years."
	case months == 0:
		return ""
	}
	return "At " + rate + " growth a month you " + what + " in " + inMonths(months, today) + "."
}
