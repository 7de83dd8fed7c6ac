package graphviz

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// Distances in px.
const (
	rowGap   = 56.0 // between rows: room for an arrow and its label
	openGap  = 30.0 // the same, between frames that end and begin
	framePad = 18.0 // inside a frame, as diagram.Frames draws it
	headRoom = 30.0 // the same, above
	nearly   = 4.0  // columns that differ by no more are one
)

// place turns positions into a placed scene: rows level, columns straight, frames
// drawn, and all of it checked.
func place(at []diagram.Point, s diagram.Scene) (diagram.Placed, error) {
	rows := rowsOf(s)
	top := tops(s, rows)
	straighten(at, s)
	centre(at, s, rows)
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

// straighten gives the cards of a column that nearly line up one x.
func straighten(at []diagram.Point, s diagram.Scene) {
	columns := map[string][]int{}
	for i, c := range s.Cards {
		if c.Place.IsZone() || c.Place == topology.Region {
			columns[column(c)] = append(columns[column(c)], i)
		}
	}
	for _, cards := range columns {
		xs := make([]float64, 0, len(cards))
		for _, i := range cards {
			xs = append(xs, at[i].X)
		}
		slices.SortFunc(xs, cmp.Compare)
		middle := xs[len(xs)/2]
		for _, i := range cards {
			if math.Abs(at[i].X-middle) <= nearly {
				at[i].X = middle
			}
		}
	}
}

// centre puts a balancer that stands above all zones over their middle.
func centre(at []diagram.Point, s diagram.Scene, rows [][]int) {
	lo, hi, first := math.Inf(1), math.Inf(-1), math.MaxInt
	for i, c := range s.Cards {
		if c.Place.IsZone() {
			lo, hi, first = min(lo, at[i].X), max(hi, at[i].X), min(first, c.Row)
		}
	}
	for _, row := range rows {
		var above []int
		for _, i := range row {
			if s.Cards[i].Place == topology.VPC && s.Cards[i].Row < first {
				above = append(above, i)
			}
		}
		if len(above) == 1 && lo <= hi {
			at[above[0]].X = (lo + hi) / 2
		}
	}
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
