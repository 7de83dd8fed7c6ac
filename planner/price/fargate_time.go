package price

import (
	"slices"

	"stagecraft/planner/catalog"
	"stagecraft/planner/units"
)

// span is how long a task runs in the month, in seconds or hours, and how that
// came about.
type span struct {
	amount       float64
	formula, sum string
}

// fargateHours is the running time for rates by the hour.
func (s *sheet) fargateHours() span {
	hours, daily := "hours a day", 24.0
	divisor, tail := 1.0, ""
	switch {
	case s.has("hours"):
		return span{s.number("hours"), "hours", fillNumbers("{}", s.number("hours"))}
	case s.has("seconds_per_day"):
		hours, daily, divisor, tail = "seconds a day", s.number("seconds_per_day"), hourSeconds, " ÷ 3,600"
	case s.has("hours_per_day"):
		daily = s.number("hours_per_day")
	case !s.has("days"):
		return span{s.number("month_hours"), "hours of the month", fillNumbers("{}", s.number("month_hours"))}
	}
	if s.has("days") {
		return span{daily * s.number("days") / divisor, hours + " × days" + tail, fillNumbers("{} × {}", daily, s.number("days")) + tail}
	}
	month := s.number("month_hours")
	return span{daily * month / 24 / divisor, hours + " × hours of the month ÷ 24" + tail, fillNumbers("{} × {} ÷ 24", daily, month) + tail}
}

// checkTask refuses a size that no task has.
func (s *sheet) checkTask(vcpu, gb float64, windows bool) {
	n := units.CanonicalNumber
	sizes := catalog.TaskMemory(vcpu)
	switch {
	case len(sizes) == 0:
		s.refuse("vcpu=%s: a task has 0.25, 0.5, 1, 2, 4, 8 or 16 vCPU", n(vcpu))
	case windows && (vcpu < 1 || vcpu > 4):
		s.refuse("vcpu=%s: a task with Windows has 1, 2 or 4 vCPU", n(vcpu))
	case !slices.Contains(sizes, gb):
		near := sizes[len(sizes)-1]
		for _, size := range slices.Backward(sizes) {
			if size >= gb {
				near = size
			}
		}
		s.refuse("gb=%s: a task of %s vCPU has from %s to %s GB in the steps that Fargate offers; give gb=%s", n(gb), n(vcpu), n(sizes[0]), n(sizes[len(sizes)-1]), n(near))
	}
}
