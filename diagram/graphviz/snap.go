package graphviz

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// Distances in px.
const (
	rowGap   = 60.0 // between rows: room for an arrow and its label
	openGap  = 44.0 // the same, between frames that end and begin
	framePad = 18.0 // inside a frame, as diagram.Frames draws it
	headRoom = 30.0 // the same, above
	cardGap  = 44.0 // between cards of one place

	serviceColumns = 2.0                   // of services of the region
	serviceGap     = 106.0 + diagram.Aisle // between services and zones: two frames, and room on either side
	// Between zones a and b stands the internal balancer, in stages that have one.
	// Its column is kept free in the others, so that no zone ever moves, and gives
	// the arrows between the zones room for their labels.
	middleGap = 2*framePad + 2*cardGap/2 + diagram.CardWidth
	zoneGap   = 150.0 // between the other zones: their frames, and an arrow with its label
)

// place turns positions into a placed scene: rows level, columns straight, frames
// drawn, and all of it checked.
func place(at []diagram.Point, s diagram.Scene) (diagram.Placed, error) {
	rows := rowsOf(s)
	top := tops(s, rows)
	straighten(at, s)
	arrange(at, s)
	centre(at, s)
	var p diagram.Placed
	box := make([]diagram.Box, len(s.Cards))
	for r, row := range rows {
		for _, i := range row {
			box[i] = diagram.Box{X: math.Round(at[i].X - diagram.CardWidth/2), Y: top[r], W: diagram.CardWidth, H: diagram.CardHeight}
		}
	}
	for i, c := range s.Cards {
		p.Cards = append(p.Cards, diagram.PlacedCard{ID: c.ID, Box: box[i]})
	}
	diagram.Frames(&p, s)
	return p, verify(p, s)
}

// enclosing lists the frames around a place, innermost first.
func enclosing(p topology.Place) []string {
	switch {
	case p.IsZone():
		return []string{string(p), "vpc", "region", "cloud"}
	case p == topology.VPC:
		return []string{"vpc", "region", "cloud"}
	case p == topology.Region:
		return []string{"region", "cloud"}
	case p == topology.Edge:
		return []string{"edge", "cloud"}
	}
	return nil
}

// tops gives each row its upper edge: the rows are Graphviz's ranks, with more
// room where frames end and begin between them, for borders and titles.
func tops(s diagram.Scene, rows [][]int) []float64 {
	first, last := map[string]int{}, map[string]int{}
	for r, row := range rows {
		for _, i := range row {
			for _, f := range enclosing(s.Cards[i].Place) {
				if _, ok := first[f]; !ok {
					first[f] = r
				}
				last[f] = r
			}
		}
	}
	top, y := make([]float64, len(rows)), 0.0
	for r := range rows {
		if r > 0 {
			ending := stack(s, rows[r-1], last, r-1) * framePad
			beginning := stack(s, rows[r], first, r) * headRoom
			y += diagram.CardHeight + max(rowGap, ending+beginning+openGap)
		}
		top[r] = y
	}
	return top
}

// stack is how many frames, one in another, have row r as their end.
func stack(s diagram.Scene, row []int, end map[string]int, r int) float64 {
	deepest := 0
	for _, i := range row {
		n := 0
		for _, f := range enclosing(s.Cards[i].Place) {
			if end[f] == r {
				n++
			}
		}
		deepest = max(deepest, n)
	}
	return float64(deepest)
}

// straighten gives all cards of a column one x: the one in their middle. Columns
// of services then stand in the order of their numbers, which Graphviz does not
// always keep, and apart where they share a row.
func straighten(at []diagram.Point, s diagram.Scene) {
	for _, p := range []topology.Place{topology.Edge, topology.Region, topology.ZoneA, topology.ZoneB, topology.ZoneC} {
		columns := map[int][]int{}
		for i, c := range s.Cards {
			if c.Place == p {
				columns[number(c)] = append(columns[number(c)], i)
			}
		}
		var middles []float64
		for _, cards := range columns {
			middles = append(middles, middle(at, cards))
		}
		slices.Sort(middles)
		right := map[int]float64{} // of each row so far
		for k, n := range slices.Sorted(maps.Keys(columns)) {
			x := middles[k]
			for _, i := range columns[n] {
				if edge, ok := right[s.Cards[i].Row]; ok {
					x = max(x, edge+cardGap+diagram.CardWidth/2)
				}
			}
			for _, i := range columns[n] {
				at[i].X = x
				right[s.Cards[i].Row] = x + diagram.CardWidth/2
			}
		}
	}
}

// number is the column of a card within its place.
func number(c diagram.SceneCard) int {
	if c.Place.IsZone() {
		return 0
	}
	return c.Order
}

func middle(at []diagram.Point, cards []int) float64 {
	xs := make([]float64, 0, len(cards))
	for _, i := range cards {
		xs = append(xs, at[i].X)
	}
	slices.Sort(xs)
	return xs[len(xs)/2]
}

// arrange sets the blocks of cards side by side, in the same order and with the
// same gaps in every stage: services, zone a, balancers between the zones, zone
// b, zone c. Graphviz gives the inside of each block, but the order of clusters
// is not to be had from it. Users and edge network begin at the left as well.
func arrange(at []diagram.Point, s diagram.Scene) {
	first := firstZoneRow(s)
	block := func(pass func(diagram.SceneCard) bool) []int {
		var cards []int
		for i, c := range s.Cards {
			if pass(c) {
				cards = append(cards, i)
			}
		}
		return cards
	}
	in := func(p topology.Place) []int {
		return block(func(c diagram.SceneCard) bool { return c.Place == p && (p != topology.VPC || c.Row >= first) })
	}
	shift(at, in(topology.Outside), 0)
	// Each service of the edge and of the region has its column, taken or not, so
	// that ways stay clear and nothing moves later on.
	x := serviceColumns * (diagram.CardWidth + cardGap)
	for _, i := range append(in(topology.Edge), in(topology.Region)...) {
		at[i].X = diagram.CardWidth/2 + float64(s.Cards[i].Order)*(diagram.CardWidth+cardGap)
		if s.Cards[i].Place == topology.Region {
			x = max(x, at[i].X+diagram.CardWidth/2+cardGap)
		}
	}
	x += serviceGap - cardGap
	gaps := map[topology.Place]float64{topology.ZoneA: middleGap, topology.ZoneB: zoneGap, topology.ZoneC: zoneGap}
	for _, p := range topology.Zones {
		right := shift(at, in(p), x)
		if p == topology.ZoneA && right > x {
			shift(at, in(topology.VPC), right+(middleGap-diagram.CardWidth)/2)
		}
		if right > x {
			x = right + gaps[p]
		}
	}
}

// shift moves cards together so that the first begins at x, and returns where
// the last ends; x where there are none.
func shift(at []diagram.Point, cards []int, x float64) float64 {
	if len(cards) == 0 {
		return x
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, i := range cards {
		lo, hi = min(lo, at[i].X), max(hi, at[i].X)
	}
	for _, i := range cards {
		at[i].X += x + diagram.CardWidth/2 - lo
	}
	return x + hi - lo + diagram.CardWidth
}

// centre puts a balancer that stands in a row above all zones between zones a
// and b, in one column with the balancer inside.
func centre(at []diagram.Point, s diagram.Scene) {
	first := firstZoneRow(s)
	var above []int
	zone := math.NaN()
	for i, c := range s.Cards {
		if c.Place == topology.VPC && c.Row < first {
			above = append(above, i)
		}
		if c.Place == topology.ZoneA {
			zone = at[i].X + diagram.CardWidth/2
		}
	}
	if math.IsNaN(zone) || len(above) == 0 {
		return
	}
	right := shift(at, above, 0)
	shift(at, above, zone+(middleGap-right)/2)
}

// firstZoneRow is the row in which the zones begin, beyond all rows where there
// are none.
func firstZoneRow(s diagram.Scene) int {
	first := math.MaxInt
	for _, c := range s.Cards {
		if c.Place.IsZone() {
			first = min(first, c.Row)
		}
	}
	return first
}

// verify refuses a layout in which a card covers another or stands in a frame it
// does not belong to, or frames cut each other.
func verify(p diagram.Placed, s diagram.Scene) error {
	var errs []error
	for i, a := range p.Cards {
		if bad := a.Box; math.IsNaN(bad.X) || math.IsInf(bad.X, 0) {
			return fmt.Errorf("card %s has no place", a.ID)
		}
		for _, b := range p.Cards[i+1:] {
			if a.Box.Grow(6).Overlaps(b.Box) {
				errs = append(errs, fmt.Errorf("cards %s and %s overlap", a.ID, b.ID))
			}
		}
		for _, f := range p.Frames {
			within := slices.Contains(enclosing(s.Cards[i].Place), f.Kind)
			if !within && a.Box.Overlaps(f.Box) {
				errs = append(errs, fmt.Errorf("card %s stands in frame %s", a.ID, f.Kind))
			}
		}
	}
	apart := func(a, b diagram.Frame) bool {
		zones := topology.Place(a.Kind).IsZone() && topology.Place(b.Kind).IsZone()
		return zones || (a.Kind == "edge" && b.Kind != "cloud") || (b.Kind == "edge" && a.Kind != "cloud")
	}
	for i, a := range p.Frames {
		for _, b := range p.Frames[i+1:] {
			if apart(a, b) && a.Box.Overlaps(b.Box) {
				errs = append(errs, fmt.Errorf("frames %s and %s overlap", a.Kind, b.Kind))
			}
		}
	}
	return errors.Join(errs...)
}
