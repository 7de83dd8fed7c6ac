package diagram

import (
	"cmp"
	"math"
	"slices"

	"stagecraft/planner/topology"
)

// LabelWidth and LabelHeight are the room kept for the label of an arrow.
const (
	LabelWidth  = 100.0
	LabelHeight = 18.0
)

// lines are links and the ways found for them so far.
type lines struct {
	links  []SceneLink
	routes []Route
}

// route draws every link as an orthogonal line around the cards.
func route(p *Placed, s Scene) []Route {
	all := lines{s.Links, make([]Route, len(s.Links))}
	newField(p).draw(all, 0, len(s.Links))
	return all.routes
}

// detour draws the detours of a scene over a picture of its links, of which it
// moves nothing: their labels stay, too.
func detour(p *Placed, s Scene) {
	if len(s.Detours) == 0 {
		return
	}
	f, n := newField(p), len(s.Links)
	for i, r := range p.Routes {
		if len(r.Points) > 1 {
			f.book(r.Points, 1)
		}
		f.mark(f.label, LabelBox(r.Label, s.Links[i].Kind))
	}
	all := lines{slices.Concat(s.Links, s.Detours), slices.Concat(p.Routes, make([]Route, len(s.Detours)))}
	f.draw(all, n, len(all.links))
	p.Detours = all.routes[n:]
}

// draw finds the ways of some of the lines, of which all before are drawn: the
// spine first, so that the way of a request is the straightest in the picture.
func (f *field) draw(all lines, first, end int) {
	order := make([]int, 0, end-first)
	for i := first; i < end; i++ {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := all.links[a], all.links[b]
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(f.span(x), f.span(y)))
	})
	for _, i := range order {
		l := all.links[i]
		all.routes[i] = Route{Key: l.Key, Points: f.connect(l)}
	}
	tried := make([]int, len(all.links))
	for i := range tried {
		tried[i] = -1
	}
	moves := 0
	for range reroutes {
		before := moves
		if moves = f.improve(all, order, tried, moves); moves == before {
			break
		}
	}
	placeLabels(f.p, all, first, order)
}

// reroutes bounds how often all lines are tried again.
const reroutes = 3

// improve takes up each line and looks for its way anew, now that all others are
// known. It counts the moves of lines; a line that was tried after the last of them
// would find the same way.
func (f *field) improve(all lines, order, tried []int, moves int) int {
	for _, i := range order {
		old := all.routes[i].Points
		if len(old) < 2 || tried[i] == moves {
			continue
		}
		f.book(old, -1)
		again := f.way(all.links[i])
		if f.price(again) < f.price(old)-1e-6 {
			all.routes[i].Points = again
			moves++
		}
		f.book(all.routes[i].Points, 1)
		tried[i] = moves
	}
	return moves
}

// price is what a line costs among those booked: its length, bends, and what it
// crosses or runs along.
func (f *field) price(points []Point) float64 {
	cost := float64(max(0, len(points)-2)) * costBend
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		cost += math.Abs(p.X-q.X) + math.Abs(p.Y-q.Y)
		dir := right
		if same(p.X, q.X) {
			dir = down
		}
		f.cells(p, q, func(x, y int) { cost += f.toll(x, y, dir) })
	}
	return cost
}

func rank(l SceneLink) int {
	switch {
	case l.Spine:
		return 0
	case l.Kind == topology.Replication:
		return 1
	case l.Kind == topology.Request:
		return 2
	default:
		return 3
	}
}

func (f *field) span(l SceneLink) float64 {
	a, _ := f.p.Card(l.From)
	b, _ := f.p.Card(l.To)
	ca, cb := a.Center(), b.Center()
	return math.Abs(ca.X-cb.X) + math.Abs(ca.Y-cb.Y)
}

// port is a place where a line may leave a card: the point on its border, the
// first cell outside, and the direction.
type port struct {
	at   Point
	cell int
	dir  int
	cost float64
}

// Directions of a line.
const (
	up = iota
	right
	down
	left
)

var step = [4][2]int{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}

// portsOf lists the free ports of a card on its four sides.
func (f *field) portsOf(b Box) []port {
	var all []port
	add := func(at Point, x, y, dir int, off float64) {
		for x >= 0 && y >= 0 && x < f.nx && y < f.ny && f.blocked[y*f.nx+x] {
			c := Point{float64(x) * pitch, float64(y) * pitch}
			if c.X < b.X-12 || c.X > b.Right()+12 || c.Y < b.Y-12 || c.Y > b.Bottom()+12 {
				return // another card stands right there
			}
			x, y = x+step[dir][0], y+step[dir][1]
		}
		if x < 0 || y < 0 || x >= f.nx || y >= f.ny {
			return
		}
		for _, used := range f.ports {
			if math.Hypot(used.X-at.X, used.Y-at.Y) < 1.5*pitch {
				return
			}
		}
		all = append(all, port{at, y*f.nx + x, dir, off * costCenter})
	}
	c := b.Center()
	for x := int(math.Ceil((b.X + 14) / pitch)); float64(x)*pitch <= b.Right()-14; x++ {
		px := float64(x) * pitch
		if px <= b.Right()-badgeRoom {
			add(Point{px, b.Y}, x, int(math.Floor(b.Y/pitch)), up, math.Abs(px-c.X))
		}
		add(Point{px, b.Bottom()}, x, int(math.Ceil(b.Bottom()/pitch)), down, math.Abs(px-c.X))
	}
	for y := int(math.Ceil((b.Y + 12) / pitch)); float64(y)*pitch <= b.Bottom()-12; y++ {
		py := float64(y) * pitch
		add(Point{b.X, py}, int(math.Floor(b.X/pitch)), y, left, math.Abs(py-c.Y)*2)
		add(Point{b.Right(), py}, int(math.Ceil(b.Right()/pitch)), y, right, math.Abs(py-c.Y)*2)
	}
	return all
}

// connect finds the cheapest way of a link and books it.
func (f *field) connect(l SceneLink) []Point {
	points := f.way(l)
	if points != nil {
		f.book(points, 1)
	}
	return points
}

// way is the cheapest way of a link among those booked.
func (f *field) way(l SceneLink) []Point {
	a, okA := f.p.Card(l.From)
	b, okB := f.p.Card(l.To)
	if !okA || !okB {
		return nil
	}
	points, ok := f.straight(a, b)
	if !ok {
		points = f.search(f.portsOf(a), f.portsOf(b))
	}
	if points == nil {
		// Boxed in on all sides: centre to centre is better than no arrow.
		points = []Point{a.Center(), b.Center()}
	}
	return simplify(points)
}

// book marks the tracks a line takes and its two ports, or frees them when by
// is -1.
func (f *field) book(points []Point, by int8) {
	ends := []Point{points[0], points[len(points)-1]}
	if by > 0 {
		f.ports = append(f.ports, ends...)
	} else {
		f.ports = slices.DeleteFunc(f.ports, func(p Point) bool { return p == ends[0] || p == ends[1] })
	}
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		tracks := f.along
		if math.Round(p.Y/pitch) == math.Round(q.Y/pitch) {
			tracks = f.across
		}
		f.cells(p, q, func(x, y int) { tracks[y*f.nx+x] += by })
	}
}

// cells calls visit for each cell of a run.
func (f *field) cells(p, q Point, visit func(x, y int)) {
	x0, x1 := int(math.Round(min(p.X, q.X)/pitch)), int(math.Round(max(p.X, q.X)/pitch))
	y0, y1 := int(math.Round(min(p.Y, q.Y)/pitch)), int(math.Round(max(p.Y, q.Y)/pitch))
	for y := max(0, y0); y <= min(y1, f.ny-1); y++ {
		for x := max(0, x0); x <= min(x1, f.nx-1); x++ {
			visit(x, y)
		}
	}
}

// simplify joins runs in one direction.
func simplify(points []Point) []Point {
	out := points[:1:1]
	for i := 1; i < len(points); i++ {
		if i+1 < len(points) {
			a, b, c := out[len(out)-1], points[i], points[i+1]
			if (same(a.X, b.X) && same(b.X, c.X)) || (same(a.Y, b.Y) && same(b.Y, c.Y)) {
				continue
			}
		}
		if q := out[len(out)-1]; same(q.X, points[i].X) && same(q.Y, points[i].Y) {
			continue
		}
		out = append(out, points[i])
	}
	return out
}

func same(a, b float64) bool { return math.Abs(a-b) < 0.01 }
