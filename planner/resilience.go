package planner

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// PathAvailability is the composite of a way in other than a page.
type PathAvailability struct {
	Name     string
	Value    units.Ratio
	Downtime string // "8 h 45 min a year"
	Text     string
	Reasons  []reason.Reason
}

// Reach is a change that would meet the availability target.
type Reach struct {
	Title    string
	Stage    int    // in which it would be met
	Database string // the engine it would take
	Value    units.Ratio
	Monthly  units.Money // more than now; negative: less
	Priced   bool        // false: a rate is missing, Monthly has no meaning
	Text     string
}

// Uptime is the availability estimated from failures, people and changes.
type Uptime struct {
	Value    units.Ratio
	Minutes  float64 // without service, a year
	Downtime string
	Reasons  []reason.Reason
}

// FailureKind is what is lost.
type FailureKind string

// The failures every stage is asked about.
const (
	LosesZone    FailureKind = "zone"    // one Availability Zone
	LosesPrimary FailureKind = "primary" // the database primary, with what it stores on
)

// Failure is one loss as this stage meets it, at peak.
type Failure struct {
	Kind   FailureKind
	Title  string         // "Zone A is lost"
	Zone   topology.Place // the zone lost; empty for the primary
	Lost   []string       // ids of the components lost, in the order of the graph
	Works  []string       // what goes on, a sentence each
	Stops  []string       // what does not
	Notice string         // what users notice
	Tiers  []Survivor     // every tier whose load or machines change, or that has a utilisation
	Fits   bool           // no surviving tier is above its capacity; false also where none survives
	Within bool           // none is above its target
	Flag   string         // a sentence where one is; empty otherwise
	// Elsewhere is a sentence on a zone whose loss strains a tier more; empty
	// where none does.
	Elsewhere string

	Recovery Objective // RTO: until every request is answered again
	Data     Objective // RPO: the last writes that are lost
	Thin     Objective // until the machines lost are replaced
	Failing  units.Ratio
	Requests float64 // dynamic requests that fail, at the peak rate for the longest recovery
	Reasons  []reason.Reason
}

// Survivor is a tier before and after a loss, at peak, by the resource that is
// nearest its target afterwards.
type Survivor struct {
	Tier, Name, Resource  string
	Machines, Left        int     // before and after
	Before, After, Target float64 // utilisation; After is 0 where nothing is left
	Text                  string
}

// Objective is a time from Low to High seconds, with how it comes about.
type Objective struct {
	Low, High float64 // seconds
	Text      string  // "60 to 120 s"
	Reasons   []reason.Reason
}
