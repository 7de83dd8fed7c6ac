package diagram

import (
	"cmp"
	"math"
	"slices"
)

// placeLabels puts each label on its line where it covers nothing: no card, no
// frame title, no other label, and no other line if that can be had.
func placeLabels(p *Placed, order []int) {
	var taken []Box
	for _, c := range p.Cards {
		taken = append(taken, c.Box.Grow(2))
	}
	for _, f := range p.Frames {
		taken = append(taken, TitleBox(f))
	}
	for _, i := range order {
		r := &p.Routes[i]
		best, least := Point{}, math.Inf(1)
		for _, at := range labelPlaces(r.Points) {
			b := LabelBox(at.Point)
			cost := at.cost
			if b.X < 2 || b.Y < 2 || b.Right() > p.Width-2 || b.Bottom() > p.Height-2 {
				cost += 9000
			}
			for _, t := range taken {
				if b.Overlaps(t) {
					cost += 10000
				}
			}
			for j, o := range p.Routes {
				if j != i && crosses(o.Points, b) {
					cost += 400
				}
			}
			if cost < least {
				best, least = at.Point, cost
			}
		}
		r.Label = best
		taken = append(taken, LabelBox(best).Grow(2))
	}
}

// LabelBox is the room of a label around its centre.
func LabelBox(c Point) Box {
	return Box{c.X - LabelWidth/2, c.Y - LabelHeight/2, LabelWidth, LabelHeight}
}

type labelPlace struct {
	Point
	cost float64
}

// labelPlaces lists places on a line, the middle of long runs first.
func labelPlaces(points []Point) []labelPlace {
	var all []labelPlace
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Abs(a.X-b.X) + math.Abs(a.Y-b.Y)
		room := LabelHeight + 8
		if same(a.Y, b.Y) {
			room = LabelWidth + 16
		}
		for _, t := range []float64{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8} {
			cost := math.Abs(t-0.5)*100 - min(length, 200)/4
			if edge := min(t, 1-t) * length; edge < room/2 {
				cost += 800 + (room/2-edge)*10
			}
			all = append(all, labelPlace{Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t}, cost})
		}
	}
	slices.SortStableFunc(all, func(a, b labelPlace) int { return cmp.Compare(a.cost, b.cost) })
	return all
}

// crosses tells whether a line runs through a box.
func crosses(points []Point, b Box) bool {
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		run := Box{min(p.X, q.X) - 0.5, min(p.Y, q.Y) - 0.5, math.Abs(p.X-q.X) + 1, math.Abs(p.Y-q.Y) + 1}
		if run.Overlaps(b) {
			return true
		}
	}
	return false
}
