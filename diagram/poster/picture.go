package poster

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/diagram/svg"
	"stagecraft/planner/topology"
)

// Sizes in a small picture at scale 1.
const (
	letters = 6.0
	least   = 5.5  // of letters, at any scale: smaller ones are not drawn
	square  = 10.0 // of the glyph
	corner  = 3.0  // of lines
	arrow   = 3.6  // length of its head
)

// lettersAt is the size of letters at a scale.
func lettersAt(scale float64) float64 { return max(least, letters*scale) }

// picture draws the stage small into a room.
func (w *writer) picture(s Stage, room diagram.Box) {
	if len(s.Placed.Cards) == 0 {
		w.text(room.Center().X, room.Center().Y, "Not drawn", room.W, style{size: 12, fill: mute, anchor: "middle"})
		return
	}
	at := newWarp(s.Placed, room)
	small := diagram.Placed{}
	for _, c := range s.Placed.Cards {
		small.Cards = append(small.Cards, diagram.PlacedCard{ID: c.ID, Box: at.box(c.Box)})
	}
	for _, f := range s.Placed.Frames {
		small.Frames = append(small.Frames, diagram.Frame{Kind: f.Kind, Box: at.box(f.Box)})
	}
	for _, r := range s.Placed.Routes {
		way := diagram.Route{Key: r.Key}
		for _, p := range r.Points {
			way.Points = append(way.Points, at.point(p))
		}
		small.Routes = append(small.Routes, way)
	}
	for _, f := range small.Frames {
		w.frame(f, at.scale)
	}
	w.lines(s, small.Routes, at.scale)
	for _, f := range small.Frames {
		w.frameTitle(f, s.Labels.Frames[f.Kind], small, at.scale)
	}
	fresh := map[string]bool{}
	for _, c := range s.Scene.Cards {
		fresh[c.ID] = c.New
	}
	for _, c := range small.Cards {
		w.card(c.Box, s.Labels.Cards[c.ID], fresh[c.ID], at.scale)
	}
}

// frameStyle is how a frame is drawn: as in the large picture.
func frameStyle(kind string) (p paint) {
	switch kind {
	case "cloud":
		return paint{stroke: cloud}
	case "region":
		return paint{stroke: region, dash: "4 3"}
	case "vpc":
		return paint{fill: vpcFill, stroke: vpc}
	case "edge":
		return paint{stroke: edge, dash: "1.5 2.5"}
	}
	return paint{fill: zoneFill, stroke: zone, dash: "2.5 2.5"}
}

func (w *writer) frame(f diagram.Frame, scale float64) {
	p := frameStyle(f.Kind)
	p.width = 0.7 * min(scale, 1.3)
	w.box(f.Box, 4*scale, p)
}

// frameTitle writes the title along the top of the frame, else along its foot,
// where no line, card or inner frame is: as large as it fits whole, else
// shortened in the widest place of the top.
func (w *writer) frameTitle(f diagram.Frame, title string, p diagram.Placed, scale float64) {
	taken := obstacles(f, p)
	write := func(y, size float64, s slot) {
		w.text(s.from, y, title, s.width(), style{size: size, bold: true, fill: frameStyle(f.Kind).stroke})
	}
	left, room, high := f.Box.X+3.5*scale, f.Box.W-7*scale, titleHigh*scale
	for size := lettersAt(scale); ; size = max(size-0.25, least) {
		need := svg.Width(cut(title, widestLine), size, true)
		top := free(diagram.Box{X: left, Y: f.Box.Y + 0.5, W: room, H: high - 1}, taken)
		foot := free(diagram.Box{X: left, Y: f.Box.Bottom() - 1.3*size, W: room, H: 1.3 * size}, taken)
		whole := func(s slot) bool { return s.width() >= need }
		if i := slices.IndexFunc(top, whole); i >= 0 {
			write(f.Box.Y+0.76*size+0.4*(high-size), size, top[i])
			return
		}
		if i := slices.IndexFunc(foot, whole); i >= 0 {
			write(f.Box.Bottom()-0.4*size, size, foot[i])
			return
		}
		if size <= least && len(top) > 0 {
			widest := slices.MaxFunc(top, func(a, b slot) int { return cmp.Compare(a.width(), b.width()) })
			write(f.Box.Y+0.76*size+0.4*(high-size), size, widest)
		}
		if size <= least {
			return
		}
	}
}

// slot is a free part of a strip.
type slot struct{ from, to float64 }

func (s slot) width() float64 { return s.to - s.from }

// obstacles are what a title must not cover, each a little larger than drawn.
func obstacles(of diagram.Frame, p diagram.Placed) []diagram.Box {
	var list []diagram.Box
	for _, c := range p.Cards {
		list = append(list, c.Box.Grow(1))
	}
	for _, r := range p.Routes {
		for i := 1; i < len(r.Points); i++ {
			a, b := r.Points[i-1], r.Points[i]
			list = append(list, diagram.Box{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: math.Abs(a.X - b.X), H: math.Abs(a.Y - b.Y)}.Grow(2))
		}
	}
	for _, f := range p.Frames {
		if f.Kind != of.Kind && f.Box.Y >= of.Box.Y && f.Box.X >= of.Box.X-1 && f.Box.Right() <= of.Box.Right()+1 {
			list = append(list, f.Box)
		}
	}
	return list
}

// free are the parts of a strip that no box covers, from the left.
func free(strip diagram.Box, taken []diagram.Box) []slot {
	taken = slices.DeleteFunc(slices.Clone(taken), func(b diagram.Box) bool { return !b.Overlaps(strip) })
	slices.SortFunc(taken, func(a, b diagram.Box) int { return cmp.Compare(a.X, b.X) })
	var slots []slot
	x := strip.X
	for _, b := range taken {
		if b.X > x {
			slots = append(slots, slot{x, b.X})
		}
		x = max(x, b.Right())
	}
	if x < strip.Right() {
		slots = append(slots, slot{x, strip.Right()})
	}
	return slots
}

// card is a glyph with a title below. What is new has a strong border and a plus.
func (w *writer) card(b diagram.Box, c diagram.Card, fresh bool, scale float64) {
	w.WriteString(`<g class="card">`)
	border := paint{fill: card, stroke: stroke, width: 0.7}
	if fresh {
		border = paint{fill: card, stroke: accent, width: 1.1}
	}
	w.box(b, 3*scale, border)
	g, _ := glyph.For(c.Service, c.Category)
	side, size := square*scale, lettersAt(scale)
	top := b.Y + (b.H-side-1.2*scale-size)/2
	x := b.Center().X - side/2
	fmt.Fprintf(w, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s"/>`, n(x), n(top), n(side), n(side), n(side*0.22), g.Colour)
	fit := side * 0.8 / glyph.Grid
	fmt.Fprintf(w, `<path transform="translate(%s %s) scale(%.4f)" d="%s" fill="none" stroke="#ffffff" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round"/>`+"\n",
		n(x+side*0.1), n(top+side*0.1), fit, g.Path, n(glyph.Stroke))
	room := b.W - 1.6*scale
	if whole := svg.Width(cut(c.Title, widestLine), size, false); whole > room {
		size = max(least, size*0.99*room/whole)
	}
	w.text(b.Center().X, top+side+1.2*scale+lettersAt(scale)*0.82, c.Title, room, style{size: size, fill: ink, anchor: "middle"})
	if fresh {
		w.plus(b.Right()-1.5*scale, b.Y+1.5*scale, 2.6*scale)
	}
	w.WriteString("</g>\n")
}

// lines draws the links; those of the stage before first, so that the new ones
// are seen whole.
func (w *writer) lines(s Stage, routes []diagram.Route, scale float64) {
	for _, fresh := range []bool{false, true} {
		for i, r := range routes {
			if i < len(s.Scene.Links) && s.Scene.Links[i].New == fresh && len(r.Points) > 1 {
				w.line(s.Scene.Links[i], r.Points, s.Labels.Arrows[r.Key].Rate, scale)
			}
		}
	}
}

func (w *writer) line(l diagram.SceneLink, points []diagram.Point, rate, scale float64) {
	p := paint{stroke: line, width: thickness(rate) * min(scale, 1.4)}
	if l.New {
		p.stroke = accent
	}
	switch l.Kind {
	case topology.Replication:
		p.dash = "2.5 2"
	case topology.Event:
		p.dash = "4 2"
	case topology.Telemetry:
		p.dash = "1 2"
	}
	last := len(points) - 1
	head := min(arrow*scale, 0.7*distance(points[last-1], points[last]))
	w.path(rounded(points, corner*scale, head*0.8), p)
	w.path(arrowhead(points[last-1], points[last], head), paint{fill: p.stroke})
}

// thickness grows with the logarithm of the rate: 0.6 for a trickle, 1.3 for
// 100,000 a second.
func thickness(rate float64) float64 {
	if rate <= 1 {
		return 0.6
	}
	return min(1.3, 0.6+0.14*math.Log10(rate))
}

// rounded is the path of a line with its corners rounded, ending short of its
// last point.
func rounded(points []diagram.Point, radius, short float64) string {
	var b strings.Builder
	last := len(points) - 1
	fmt.Fprintf(&b, "M%s %s", n(points[0].X), n(points[0].Y))
	for i := 1; i < last; i++ {
		p := points[i]
		r := min(radius, distance(points[i-1], p)/2, distance(p, points[i+1])/2)
		from, to := toward(p, points[i-1], r), toward(p, points[i+1], r)
		fmt.Fprintf(&b, "L%s %sQ%s %s %s %s", n(from.X), n(from.Y), n(p.X), n(p.Y), n(to.X), n(to.Y))
	}
	end := toward(points[last], points[last-1], short)
	fmt.Fprintf(&b, "L%s %s", n(end.X), n(end.Y))
	return b.String()
}

func arrowhead(from, tip diagram.Point, long float64) string {
	base := toward(tip, from, long)
	dx, dy := (tip.Y-base.Y)*0.45, (base.X-tip.X)*0.45
	return fmt.Sprintf("M%s %sL%s %sL%s %sZ", n(tip.X), n(tip.Y), n(base.X+dx), n(base.Y+dy), n(base.X-dx), n(base.Y-dy))
}

func distance(a, b diagram.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// toward is the point d away from a on the way to b.
func toward(a, b diagram.Point, d float64) diagram.Point {
	l := distance(a, b)
	if l == 0 {
		return a
	}
	return diagram.Point{X: a.X + (b.X-a.X)*d/l, Y: a.Y + (b.Y-a.Y)*d/l}
}
