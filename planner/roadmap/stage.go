package roadmap

import (
	"maps"
	"slices"
	"sync"

	"stagecraft/planner/reason"
	"stagecraft/planner/workload"
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
	// Items are the services and practices the talk names here: what has become
	// of those that are replaced is said after Why.
	Items []string
}

var bandSplit = reason.Ours("the talk gives 500,000 to 1 million users to both stages; ending the first at 700,000 is our split")

// Stages lists the roadmap of today's advice, in the talk's order. The slices are
// not to be changed.
func Stages() []Stage { return Track(workload.Current) }

// Track lists the roadmap of a track. Both have the same eight stages; their
// moves differ. The slices are not to be changed.
func Track(t workload.Track) []Stage {
	if t == workload.Classic {
		return classic()
	}
	return current()
}

// Each list is built once: a plan asks for it some hundred times.
var (
	classic = sync.OnceValue(func() []Stage { return stages(workload.Classic) })
	current = sync.OnceValue(func() []Stage { return stages(workload.Current) })
)

func stages(t workload.Track) []Stage {
	return []Stage{
		{1, "start", "Start", "Start on one server", "One server runs everything. It is the cheapest way to learn whether anybody comes, and the easiest to operate; it can grow, but it will reach an end, and when it fails everything fails.", Talk, startMoves()},
		{2, "split", "Split", "Split web and database", "The database moves to its own managed instance, so that web and data grow, fail and are backed up separately. Sign-in moves to a managed service.", Talk, splitMoves(t)},
		{3, "balance", "Balance", "Balance over zones", "A load balancer spreads requests over web servers in two Availability Zones and the database gets a standby in the other zone: losing a server or a zone no longer stops the service.", Talk, balanceMoves(t)},
		{4, "lighten", "Lighten", "Lighten the web tier", "Static files move to S3 behind CloudFront, hot reads to a cache and sessions to DynamoDB. With nothing left to lose on a web server, Auto Scaling lets the fleet follow the load.", Talk, lightenMoves(t)},
		{5, "automate", "Automate", "Automate what people do", automateSummary(t), bandSplit, automateMoves(t)},
		{6, "decouple", "Decouple", "Decouple into services", decoupleSummary(t), bandSplit, decoupleMoves(t)},
		{7, "everywhere", "Everywhere", "Everything in every tier", "The over-a-million checklist holds in every tier: three zones, balancing, scaling, caching and no state on servers, so that a whole zone is a loss of a third, not of a half.", Talk, everywhereMoves()},
		{8, "partition", "Partition", "Partition the data", "What is left is contention in the database: it is split by function, the largest function is sharded when it must be, and hot simple data moves to DynamoDB.", Talk, partitionMoves()},
	}
}

// Build applies the moves of the stages up to and including number. The
// returned moves are those of the last stage only.
func Build(number int, f Facts) (Design, []Taken) {
	var d Design
	var taken []Taken
	for n := 1; n <= number; n++ {
		d, taken = Next(d, n, f)
	}
	return d, taken
}

// Next applies the moves of one stage to the design of the stage before it, which
// stays as it is; the first stage begins with an empty one.
func Next(before Design, number int, f Facts) (Design, []Taken) {
	d := before.Clone()
	if number == 1 {
		d = Design{Databases: 1, Zones: 1, lives: f.lives(), track: f.Workload.Track}
	}
	d.barred = maps.Clone(d.barred)
	moves := Track(f.Workload.Track)[number-1].Moves
	taken := make([]Taken, 0, len(moves))
	for _, m := range moves {
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
		m.Why = noted(m, f)
		taken = append(taken, Taken{Move: m, Applied: ok, WhyNot: why})
	}
	return d, taken
}

// Taken is a move as this workload meets it.
type Taken struct {
	Move
	Applied bool
	WhyNot  string
}

// StageOf is the number of the stage that holds a move on a track, 0 for none.
func StageOf(t workload.Track, move string) int {
	for _, s := range Track(t) {
		if slices.ContainsFunc(s.Moves, func(m Move) bool { return m.ID == move }) {
			return s.Number
		}
	}
	return 0
}

// Number is the number of a stage by its id, 0 when there is none.
func Number(id string) int {
	return 1 + slices.IndexFunc(Stages(), func(s Stage) bool { return s.ID == id })
}
