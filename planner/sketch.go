package planner

import (
	"fmt"

	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Sketch is one stage of Build, by its number, as far as its picture shows it:
// without what explains it and looks ahead, and with no reasons. It takes a
// fraction of the time.
func Sketch(w workload.Workload, book *pricing.Book, number int) (Stage, error) {
	if err := sold(w, book); err != nil {
		return Stage{}, err
	}
	b := newBuilder(w, book).figures()
	bands := b.bands()
	at := func(number int) units.Users { return clamp(w.Users, bands[number-1].Band) }
	var before topology.Graph
	if number > 1 {
		before = b.size(number-1, at(number-1)).design.Graph
	}
	s := b.drawn(b.own(number, at(number)), number, at(number), before)
	bands[number-1].tell(&s)
	return s, nil
}

func sold(w workload.Workload, book *pricing.Book) error {
	if !book.Sells(w.Region) {
		return fmt.Errorf("price book %s has no rates for region %s", book.Version(), w.Region)
	}
	return nil
}

// tell writes into a stage where it begins and ends, and why.
func (b bandOf) tell(s *Stage) {
	s.Users, s.Skipped = b.Band, b.skipped
	s.Triggers, s.Ends, s.Alone = b.triggers, b.ends, b.alone
}
