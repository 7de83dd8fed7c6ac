package planner

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// outcome is what one workload comes to: the figures of Build that a simulation
// needs, without their explanations.
type outcome struct {
	here     int         // stage that holds the users
	cost     units.Money // a month, of that stage at these users
	complete bool        // every line of both bills has a price
	staying  units.Money // a month, of the stage asked for at these users
	beyond   bool        // more users than that stage can carry at its largest
	peak     units.PerSecond
	p99      units.Milliseconds
	onTime   bool // p99 within its target
}

// evaluate works out the outcome of a workload, and what the given stage would
// cost it.
func evaluate(w workload.Workload, book *pricing.Book, stage int) outcome {
	b := newBuilder(w, book).figures()
	o := outcome{here: b.holds()}
	s := b.size(o.here, w.Users)
	total, complete := b.total(s)
	late := b.latency(s)
	o.cost, o.complete, o.staying = total, complete, total
	o.peak, o.p99, o.onTime = s.demand.Requests.Peak, late.P99, late.Met
	if o.here != stage {
		stay := b.size(stage, w.Users)
		there, known := b.total(stay)
		o.staying, o.complete = there, complete && known
		limit := b.capacity(stay, stage-1)
		o.beyond = limit.Fires && limit.Users < w.Users
	}
	return o
}

// holds is the number of the stage that holds the entered users: the first that
// none of its triggers ends before them. It is here(b.bands(), b.w.Users), but
// sizes a stage only where practice has not ended it already.
func (b builder) holds() int {
	last := len(roadmap.Stages())
	for i := range last - 1 {
		if !b.endsBefore(i, b.w.Users) {
			return i + 1
		}
	}
	return last
}

// endsBefore tells that a stage ends below a user count.
func (b builder) endsBefore(i int, users units.Users) bool {
	ends := func(t Trigger) bool { return t.Fires && t.Users < users }
	if ends(b.practice(i)) {
		return true
	}
	s := b.figures().size(i+1, b.w.Users)
	if ends(b.capacity(s, i)) {
		return true
	}
	// Targets end nothing below the count from which they are enforced.
	return b.w.Practice.OutageMatters < users && ends(b.target(s, i))
}
