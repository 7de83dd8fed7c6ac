// Package catalog is what we know of AWS: one file per service says how it is
// sized, metered, limited and promised.
package catalog

import (
	"stagecraft/planner/reason"
)

// Sizing is the chosen unit and count of a tier, with what it can carry.
type Sizing struct {
	Unit        string  // "m7g.large", "db.r7g.xlarge", "on demand"
	Count       int     // units at peak, all zones together; 0 for services without units
	PerZone     int     // units in each zone
	Detail      string  // second line of the card: "2 × m7g.large"
	Bottleneck  string  // resource that binds first
	Utilisation float64 // of the bottleneck at peak, 0 to 1; negative when it has no meaning
	Headroom    float64 // how many times the peak fits at target utilisation
	Resources   []Resource
	Reasons     []reason.Reason
}

// Resource is one dimension of a sizing: demand against capacity.
type Resource struct {
	Name     string
	Demand   float64
	Capacity float64 // of the size chosen, at 100%
	Target   float64 // share of Capacity planned for
	Max      float64 // capacity at the largest size the stage permits, at 100%; 0 = no limit known
	Unit     string
	Scales   bool // count grows by itself or by a setting, without a change of design
}
