package roadmap

import (
	"sync"

	"stagecraft/planner/reason"
)

// Stage is one step of the roadmap: the stage before plus its moves.
type Stage struct {
	Number  int
	ID      string
	Name    string
	Title   string
	Summary string
	Source  reason.Source
	Moves   []Move
}

// Move is one change from the stage before.
type Move struct {
	ID, Title string
	Why       string
	Source    reason.Source
	// Asked tells whether this workload considers the move at all. nil means always.
	Asked func(Facts) bool
	// Needed says whether this workload takes the move, and why not when it does
	// not. nil means always.
	Needed  func(Facts) (bool, string)
	Apply   func(*Design, Facts)
	Migrate []string
}

var bandSplit = reason.Ours("the talk gives 500,000 to 1 million users to both stages; ending the first at 700,000 is our split")

// Stages lists the roadmap in the talk's order. The slices are not to be changed.
func Stages() []Stage { return stages() }

// stages builds the list once: a plan asks for it some hundred times.
var stages = sync.OnceValue(func() []Stage {
	return []Stage{
		{1, "start", "Start", "Start on one server", "One server runs everything. It is the cheapest way to learn whether anybody comes, and the easiest to operate; it can grow, but it will reach an end, and when it fails everything fails.", Talk, startMoves()},
		{2, "split", "Split", "Split web and database", "The database moves to its own managed instance, so that web and data grow, fail and are backed up separately. Sign-in moves to a managed service.", Talk, splitMoves()},
		{3, "balance", "Balance", "Balance over zones", "A load balancer spreads requests over web servers in two Availability Zones and the database gets a standby in the other zone: losing a server or a zone no longer stops the service.", Talk, balanceMoves()},
		{4, "lighten", "Lighten", "Lighten the web tier", "Static files move to S3 behind CloudFront, hot reads to a cache and sessions to DynamoDB. With nothing left to lose on a web server, Auto Scaling lets the fleet follow the load.", Talk, lightenMoves()},
		{5, "automate", "Automate", "Automate what people do", "Infrastructure becomes code, releases go through a pipeline, and percentiles replace averages on the dashboards. Capacity hardly changes: what changes is how often people make mistakes.", bandSplit, automateMoves()},
		{6, "decouple", "Decouple", "Decouple into services", "The web tier is cut into services behind internal balancing and an API gateway; work that can wait goes through events and a queue to Lambda workers; traces show where time goes.", bandSplit, decoupleMoves()},
		{7, "everywhere", "Everywhere", "Everything in every tier", "The over-a-million checklist holds in every tier: three zones, balancing, scaling, caching and no state on servers, so that a whole zone is a loss of a third, not of a half.", Talk, everywhereMoves()},
		{8, "partition", "Partition", "Partition the data", "What is left is contention in the database: it is split by function, the largest function is sharded when it must be, and hot simple data moves to DynamoDB.", Talk, partitionMoves()},
	}
})

// Build applies the moves of the stages up to and including number. The
// returned moves are those of the last stage only.
func Build(number int, f Facts) (Design, []Taken) {
	d := Design{Databases: 1, Zones: 1}
	var taken []Taken
	for _, s := range Stages()[:number] {
		d = d.Clone()
		taken = taken[:0]
		for _, m := range s.Moves {
			if m.Asked != nil && !m.Asked(f) {
				continue
			}
			ok, why := true, ""
			if m.Needed != nil {
				ok, why = m.Needed(f)
			}
			if ok && m.Apply != nil {
				m.Apply(&d, f)
			}
			taken = append(taken, Taken{Move: m, Applied: ok, WhyNot: why})
		}
	}
	return d, taken
}

// Taken is a move as this workload meets it.
type Taken struct {
	Move
	Applied bool
	WhyNot  string
}
