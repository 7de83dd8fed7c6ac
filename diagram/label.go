package diagram

import (
	"cmp"
	"math"
	"slices"

	"stagecraft/planner/topology"
)

// placeLabels puts each label on its line where it covers nothing: no card, no
// frame title, no other label, and no other line, badge or border if that can be
// had. A second round moves those that stood in the way of a later one. The labels
// of the first lines stand already.
func placeLabels(p *Placed, all lines, first int, order []int) {
	var fixed, badges []Box
	for _, c := range p.Cards {
		fixed = append(fixed, c.Box.Grow(2))
		badges = append(badges, badgeBox(c.Box).Grow(2))
	}
	for _, f := range p.Frames {
		fixed = append(fixed, TitleBox(f))
	}
	placed := make([]bool, len(all.routes))
	for i := range first {
		placed[i] = true
	}
	if first > 0 { // a copy that takes over says no more than it did: none is written
		order = slices.DeleteFunc(slices.Clone(order), func(i int) bool { return all.links[i].Kind == topology.Replication })
	}
	for range 3 {
		for _, i := range order {
			taken := fixed[:len(fixed):len(fixed)]
			for j := range all.routes {
				if j != i && placed[j] {
					taken = append(taken, LabelBox(all.routes[j].Label, all.links[j].Kind).Grow(2))
				}
			}
			all.routes[i].Label, placed[i] = p.labelPlace(all, i, taken, badges), true
		}
	}
}

// labelPlace is the best place for the label of one line among what is taken.
func (p *Placed) labelPlace(all lines, i int, taken, badges []Box) Point {
	kind := all.links[i].Kind
	best, least := Point{}, math.Inf(1)
	for _, at := range labelPlaces(all.routes[i].Points, labelWidth(kind)) {
		if at.cost >= least {
			break // they come in order
		}
		b := LabelBox(at.Point, kind)
		cost := at.cost
		if b.X < 2 || b.Y < 2 || b.Right() > p.Width-2 || b.Bottom() > p.Height-2 {
			cost += 9000
		}
		for _, t := range taken {
			if b.Overlaps(t) {
				cost += 10000
			}
		}
		for _, t := range badges {
			if b.Overlaps(t) {
				cost += 1000
			}
		}
		for j, o := range all.routes {
			if j != i && crosses(o.Points, b.Grow(2)) {
				cost += 400
			}
		}
		for _, f := range p.Frames {
			if b.Overlaps(f.Box) && !f.Box.covers(b) {
				cost += 150
			}
		}
		if cost < least {
			best, least = at.Point, cost
		}
	}
	return best
}

// LabelBox is the room of a label around its centre.
func LabelBox(c Point, kind topology.LinkKind) Box {
	width := labelWidth(kind)
	return Box{c.X - width/2, c.Y - LabelHeight/2, width, LabelHeight}
}

// labelWidth is the room kept for a label: copies say “sync” or “async” alone.
func labelWidth(kind topology.LinkKind) float64 {
	if kind == topology.Replication {
		return LabelWidth / 2
	}
	return LabelWidth
}

// badgeBox is where the mark of a new or a lost component stands: half on its
// card, half above.
func badgeBox(card Box) Box { return Box{card.Right() - badgeRoom, card.Y - 7.5, badgeRoom - 8, 15} }

// covers tells whether a box lies wholly inside.
func (b Box) covers(o Box) bool {
	return o.X >= b.X && o.Y >= b.Y && o.Right() <= b.Right() && o.Bottom() <= b.Bottom()
}

type labelPlace struct {
	Point
	cost float64
}

// labelPlaces lists places on a line, the middle of long runs first.
func labelPlaces(points []Point, width float64) []labelPlace {
	var all []labelPlace
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Abs(a.X-b.X) + math.Abs(a.Y-b.Y)
		room := LabelHeight + 8
		if same(a.Y, b.Y) {
			room = width + 16
		}
		for _, t := range along(length) {
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

// along lists shares of a run, its middle first and no further apart than a
// quarter of a label's height.
func along(length float64) []float64 {
	all := []float64{0.5}
	for d := LabelHeight / 4; d < length/2; d += LabelHeight / 4 {
		all = append(all, 0.5-d/length, 0.5+d/length)
	}
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
