package views

import (
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/units"
)

// newPromises makes the panels of availability and response time.
func newPromises(s planner.Stage) Promises {
	a, l := s.Available, s.Latency
	v := Promises{Availability: append(a.Parts, a.Fleets...), Left: a.Left, Lived: a.Uptime.Reasons, Reasons: l.Reasons,
		P50: units.FormatMilliseconds(round(l.P50)), P99: units.FormatMilliseconds(round(l.P99))}
	v.Answer, v.Tone = availabilityAnswer(a)
	v.Figures = []Row{
		{Label: "Composite of SLAs", Value: units.FormatPercent(a.Value, 3), Note: "a threshold of refunds, no measurement"},
		{Label: "Refunds begin above", Value: a.Downtime, Note: a.PerMonth + " without service"},
		{Label: "Estimated in operation", Value: units.FormatPercent(a.Uptime.Value, 3), Note: a.Uptime.Downtime + ", from failures, people and changes"},
	}
	for _, path := range a.Paths {
		v.Paths = append(v.Paths, Row{Label: path.Name, Value: units.FormatPercent(path.Value, 3), Note: joined(path.Downtime, path.Text)})
	}
	for _, reach := range a.Reach {
		v.Reach = append(v.Reach, reach.Text)
	}
	if a.Beyond != "" {
		v.Reach = append(v.Reach, a.Beyond)
	}
	v.LatencyText = fmt.Sprintf("Half of all responses leave within %s, 99 of 100 within %s, at peak; the target is %s for 99 of 100.", v.P50, v.P99, units.FormatMilliseconds(l.Target))
	v.LatencyTone = Good
	if !l.Met {
		v.LatencyTone = Bad
	}
	for _, part := range l.Parts {
		v.Latency = append(v.Latency, LatencyRow{Name: part.Name, Mean: hopText(part.Mean), Wait: part.Wait, Share: shareMeter(float64(part.Share))})
	}
	return v
}

// shareMeter draws a part of a whole.
func shareMeter(share float64) Meter {
	words := units.FormatPercent(units.Ratio(share), 1)
	if share > 0 && share < 0.001 {
		words = "< 0.1%"
	}
	return Meter{Percent: int(100*share + 0.5), Words: words}
}

// hopText prints a part of a response; what nobody could measure is not spelled out.
func hopText(m units.Milliseconds) string {
	if m > 0 && m < 0.01 {
		return "< 0.01 ms"
	}
	return units.FormatMilliseconds(m)
}

func availabilityAnswer(a planner.Availability) (string, Tone) {
	target := units.FormatPercent(a.Target, 3)
	switch {
	case a.Met:
		return "The target of " + target + " is met.", Good
	case !a.Enforced:
		return "Below the target of " + target + ", which is not enforced at this size.", Plain
	}
	return "The target of " + target + " is missed.", Bad
}
