// Package planner turns a workload and a price book into a Plan: eight sized
// stages, each with its topology, bill, limits and migration steps. It is
// pure: the same input gives the same bytes.
package planner

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Plan is the whole answer.
type Plan struct {
	Workload workload.Workload
	Here     int           // number of the stage that holds the entered users, 1 to 8
	Demand   demand.Demand // at the entered users
	Stages   []Stage       // always eight
	Growth   Growth        // over the coming months
	Book     Book
	Engine   string // version of the planning rules

	Ranges      *Ranges      // what stated intervals come to; nil until WithRanges, and without any
	Sensitivity *Sensitivity // which assumption moves the cost; nil until WithSensitivity
	Tracks      *Comparison  // today's advice beside the talk as given; nil until WithTracks

	// Exchange is the second currency of the book, nil for dollars alone;
	// bill.Bill.Convert gives the amounts.
	Exchange *pricing.Exchange
	// Warnings are sentences that belong on every page and export, such as that
	// the prices are old. They depend on the day, so the edge sets them
	// (pricing.Book.Warnings); Build leaves them empty.
	Warnings []string
}

// Book says which prices were used.
type Book struct{ Version, AsOf, Region string }

// Stage is one step of the roadmap, sized at SizedAt users.
type Stage struct {
	Number    int
	ID        string // "lighten"
	Name      string // "Lighten"
	Title     string // "Lighten the web tier"
	Summary   string // what the stage does and why, one or two sentences
	Users     Band
	TalkUsers Band
	SizedAt   units.Users
	Skipped   bool      // its band is empty for this workload
	Ends      *Trigger  // what ends it; nil for the last stage
	Triggers  []Trigger // the three kinds, whether or not they fire
	Alone     string    // "By capacity alone this stage would carry 2.1M users."
	Early     []EarlyMove
	Graph     topology.Graph
	Tiers     []Tier
	Flows     map[string]Flow // by topology.Link.Key
	Bill      bill.Bill
	OneOff    bill.Bill // paid once to get here, at the users the band begins with; in no monthly total
	Available Availability
	Latency   Latency
	Failures  []Failure // losing a zone, losing the database primary
	// ZoneFailures are the losses of the other zones in use, for pictures: what is
	// said in words is said of zone A, which holds the primary.
	ZoneFailures []Failure
	Moves        []Move  // of this stage only
	Limits       []Limit // every resource and where it binds, nearest first
	TenTimes     TenTimes
	Operation    Operation    // what it takes to run
	Carbon       *Carbon      // an estimate; nil when not asked for
	Checklist    []Check      // the over-a-million checklist
	Evidence     []Evidence   // of each point of it
	Services     []ServiceRow // what became of every item of the talk up to here
	Notes        []string
	// Alternatives are priced on demand only: nil until WithAlternatives.
	Alternatives []Alternative
}

// Band is the users a stage serves: above From (from 1 in the first stage) up to
// and including To. To 0 means no upper end.
type Band struct{ From, To units.Users }

// Tier is one sized group of components: the web servers of all zones, the
// primary database with its standby.
type Tier struct {
	ID          string // topology tier: "web"
	Service     string
	Name        string
	Sizing      catalog.Sizing
	New         bool
	Monthly     units.Money // sum of its lines
	Unpriced    bool
	Description string // one sentence: what it does here
}

// Flow is the traffic of one link.
type Flow struct {
	Rate  units.Rate // requests, messages or queries per second; 0 when Text says it all
	Label string     // "1,240 req/s", "sync"
}

// TriggerKind is why a stage ends.
type TriggerKind string

// The three kinds of trigger; the first to fire decides.
const (
	Capacity TriggerKind = "capacity"
	Target   TriggerKind = "target"
	Practice TriggerKind = "practice"
)

// Trigger is one reason for a stage to end, at Users.
type Trigger struct {
	Kind      TriggerKind
	Fires     bool        // false: does not limit this stage
	Users     units.Users // where it fires
	Component string      // tier
	Resource  string      // "CPU", "storage"
	Value     string      // at Users
	Threshold string
	Unit      string
	Text      string // a sentence
	Reasons   []reason.Reason
}

// EarlyMove is a later stage's move that already pays back here.
type EarlyMove struct {
	ID, Title string
	Saves     units.Money // per month, positive
	Text      string
}

// Availability is the composite of the SLAs on the request path.
type Availability struct {
	Value    units.Ratio
	Target   units.Ratio
	Met      bool
	Enforced bool    // the user count is above the one at which outages matter
	Downtime string  // "6 h 8 min a year"
	PerMonth string  // "30 min in 30 days"
	Minutes  float64 // of downtime a year
	Parts    []reason.Reason
	Left     []string // optional parts left out, each with why

	Fleets []reason.Reason // enough servers of each fleet, k of n
	Paths  []PathAvailability
	Uptime Uptime  // second, independent estimate
	Reach  []Reach // what would meet a target that is missed, cheapest first
	Beyond string  // why nothing here would; empty when something does or the target is met
}

// Latency is the response time at the server from a budget of hops.
type Latency struct {
	Mean     units.Milliseconds // of all dynamic requests, at peak
	P50, P99 units.Milliseconds
	Target   units.Milliseconds
	Met      bool
	Parts    []LatencyPart
	Reasons  []reason.Reason
}

// LatencyPart is one hop of the budget.
type LatencyPart struct {
	Name  string
	Mean  units.Milliseconds
	Share units.Ratio // of the mean response
	Wait  bool        // time in a queue; false: work or a way
}

// Move is one change from the stage before.
type Move struct {
	ID, Title, Why string
	Source         reason.Source
	Applied        bool // false: considered and not needed, Why says when it will be
	Migrate        []string
}

// Limit is one resource of one tier.
type Limit struct {
	Tier, Component string      // tier id and name
	Resource        string      // "CPU"
	Utilisation     float64     // at SizedAt, of full capacity as sized
	Scales          bool        // more of it is added without leaving the stage
	Quota           bool        // a quota of the account: AWS raises it on request
	Users           units.Users // at which the size shown is full (to target)
	StageUsers      units.Users // at which the largest permitted size is full; 0 = never
	Text            string
	Reason          reason.Reason // the arithmetic of Users
}

// Check is one line of the talk's over-a-million checklist.
type Check struct {
	ID, Title string
	Met       bool
	Text      string
}
