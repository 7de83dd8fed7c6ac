package diagram

import (
	"context"
	"math"
	"slices"

	"stagecraft/planner/topology"
)

// Spacing of the grid and of frames around their cards.
const (
	gapX      = 44.0  // between cards of a column group
	gapZone   = 150.0 // between zones: their frames, and an arrow with its label
	gapY      = 60.0  // between rows: room for an arrow and its label
	framePad  = 18.0
	frameHead = 30.0 // for the frame's title
	margin    = 12.0
)

// Aisle is the room in the VPC left of its first zone: a line that passes a card
// of zone a on its way to another stays in the VPC, with its label.
const Aisle = 84.0

// Grid is a Layouter without Graphviz: frames as columns, rows as they are
// numbered. It serves tests of other packages.
type Grid struct{}

// Layout places the scene; it never fails.
func (Grid) Layout(_ context.Context, s Scene) (Placed, error) {
	rows := usedRows(s)
	columns := gridColumns(s)
	p := Placed{}
	for _, c := range s.Cards {
		p.Cards = append(p.Cards, PlacedCard{ID: c.ID, Box: Box{columns[c.ID], rows[c.Row], CardWidth, CardHeight}})
	}
	Frames(&p, s)
	return p, nil
}

// usedRows gives the top of each row in use. Where a row opens or closes frames
// there is more room above it, for their borders and titles.
func usedRows(s Scene) map[int]float64 {
	places := map[int][]topology.Place{}
	var used []int
	for _, c := range s.Cards {
		if places[c.Row] == nil {
			used = append(used, c.Row)
		}
		places[c.Row] = append(places[c.Row], c.Place)
	}
	slices.Sort(used)
	top, y := map[int]float64{}, 0.0
	seen := map[topology.Place]bool{}
	for i, r := range used {
		if i > 0 {
			y += CardHeight + gapY
		}
		y += opening(places[r], seen)
		top[r] = y
	}
	return top
}

// opening is the extra room above a row for the frames that start with it.
func opening(places []topology.Place, seen map[topology.Place]bool) float64 {
	extra := 0.0
	first := func(ps ...topology.Place) bool {
		hit := false
		for _, p := range ps {
			if slices.Contains(places, p) && !seen[p] {
				hit = true
			}
		}
		return hit
	}
	if first(topology.Edge) {
		extra = 2*frameHead - 10 // AWS Cloud and the edge network
	}
	vpc := topology.VPC
	inside := []topology.Place{topology.ZoneA, topology.ZoneB, topology.ZoneC}
	newVPC := !seen[vpc] && !seen[topology.ZoneA] && (first(vpc) || first(inside...))
	if newVPC {
		extra += framePad + frameHead
	} else if first(topology.Region) && !seen[vpc] && !seen[topology.ZoneA] {
		extra += framePad
	}
	if !seen[topology.ZoneA] && first(inside...) {
		extra += frameHead - 6
	}
	for _, p := range places {
		seen[p] = true
	}
	return extra
}

// gridColumns gives the left edge of each card: edge and region services on the
// left, each in the column of its order, then the zones.
func gridColumns(s Scene) map[string]float64 {
	left := map[string]float64{}
	width := 0.0
	services := []topology.Place{topology.Outside, topology.Edge, topology.Region}
	for _, c := range s.Cards {
		if slices.Contains(services, c.Place) {
			left[c.ID] = float64(c.Order) * (CardWidth + gapX)
			width = max(width, left[c.ID]+CardWidth+gapX)
		}
	}
	width += 2*framePad + Aisle
	for _, zone := range topology.Zones {
		used := false
		for _, c := range s.Cards {
			if c.Place == zone {
				left[c.ID], used = width, true
			}
		}
		if used {
			width += CardWidth + gapZone
		}
	}
	placeVPC(s, left, width)
	return left
}

// placeVPC puts a balancer that stands above all zones in their middle, and one
// between their rows beside them, in a column of its own.
func placeVPC(s Scene, left map[string]float64, width float64) {
	first, lo, hi := math.MaxInt, math.Inf(1), math.Inf(-1)
	for _, c := range s.Cards {
		if c.Place.IsZone() {
			first = min(first, c.Row)
			lo, hi = min(lo, left[c.ID]), max(hi, left[c.ID])
		}
	}
	for _, c := range s.Cards {
		if c.Place != topology.VPC {
			continue
		}
		left[c.ID] = width + framePad
		if c.Row < first && lo <= hi {
			left[c.ID] = (lo + hi) / 2
		}
	}
}

// Frames draws the borders around placed cards, innermost grown first, and moves
// everything so that the picture starts at the origin.
func Frames(p *Placed, s Scene) {
	zones := map[string]Box{}
	var vpc, region, edge []Box
	for _, c := range s.Cards {
		b, _ := p.Card(c.ID)
		switch {
		case c.Place.IsZone():
			zones[string(c.Place)] = union(zones[string(c.Place)], b)
		case c.Place == topology.VPC:
			vpc = append(vpc, b)
		case c.Place == topology.Region:
			region = append(region, b)
		case c.Place == topology.Edge:
			edge = append(edge, b)
		}
	}
	var frames []Frame
	for _, z := range topology.Zones {
		if b, ok := zones[string(z)]; ok {
			f := framed(b)
			frames = append(frames, Frame{string(z), f})
			vpc = append(vpc, f)
		}
	}
	if len(vpc) > 0 {
		f := framed(unionAll(vpc))
		if len(zones) > 0 {
			f.X, f.W = f.X-Aisle, f.W+Aisle
		}
		frames = append(frames, Frame{"vpc", f})
		region = append(region, f)
	}
	var cloud []Box
	if len(region) > 0 {
		f := framed(unionAll(region))
		frames = append(frames, Frame{"region", f})
		cloud = append(cloud, f)
	}
	if len(edge) > 0 {
		f := framed(unionAll(edge))
		frames = append(frames, Frame{"edge", f})
		cloud = append(cloud, f)
	}
	if len(cloud) > 0 {
		frames = append(frames, Frame{"cloud", framed(unionAll(cloud))})
	}
	slices.Reverse(frames)
	p.Frames = frames
	p.settle()
}

// framed is the border around a box, with room for its title.
func framed(b Box) Box {
	return Box{b.X - framePad, b.Y - frameHead, b.W + 2*framePad, b.H + frameHead + framePad}
}

func union(a, b Box) Box {
	if a == (Box{}) {
		return b
	}
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Box{x, y, max(a.Right(), b.Right()) - x, max(a.Bottom(), b.Bottom()) - y}
}

func unionAll(boxes []Box) Box {
	u := Box{}
	for _, b := range boxes {
		u = union(u, b)
	}
	return u
}

// settle moves the picture to the origin and measures it.
func (p *Placed) settle() {
	all := Box{}
	for _, c := range p.Cards {
		all = union(all, c.Box)
	}
	for _, f := range p.Frames {
		all = union(all, f.Box)
	}
	dx, dy := margin-all.X, margin-all.Y
	for i := range p.Cards {
		p.Cards[i].Box.X += dx
		p.Cards[i].Box.Y += dy
	}
	for i := range p.Frames {
		p.Frames[i].Box.X += dx
		p.Frames[i].Box.Y += dy
	}
	p.Width, p.Height = all.W+2*margin, all.H+2*margin
}
