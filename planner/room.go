package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/units"
)

// Room says how much more of today's load a tier takes until its target: "room
// for 8% more", from twice the load on "room for 3.1×"; empty where it
// has none, or no end.
func (t Tier) Room() string {
	switch h := t.Sizing.Headroom; {
	case h <= 0:
		return ""
	case h >= 1.995:
		return "room for " + units.FormatNumber(h, 2) + "×"
	case h >= 1.005:
		return fmt.Sprintf("room for %.0f%% more", math.Round((h-1)*100))
	case h > 1+1e-9:
		return "room for <1% more"
	case h > 1-1e-9:
		return "full to its target"
	}
	return "past its target"
}
