package poster

import (
	"slices"
	"sort"

	"stagecraft/diagram"
)

// axis maps coordinates of a placed picture, one way, to those of its small
// form. It rises everywhere: what does not overlap in one does not in the other,
// square corners stay square and no line comes to run through a card.
type axis struct{ from, to []float64 }

// at maps a coordinate; those outside the picture's content go to its ends.
func (a axis) at(v float64) float64 {
	i := sort.SearchFloat64s(a.from, v)
	switch {
	case i == 0:
		return a.to[0]
	case i == len(a.from):
		return a.to[len(a.to)-1]
	}
	part := (v - a.from[i-1]) / (a.from[i] - a.from[i-1])
	return a.to[i-1] + part*(a.to[i]-a.to[i-1])
}

// length is how far the axis reaches.
func (a axis) length() float64 { return a.to[len(a.to)-1] }

// span is a stretch of an axis with the length it is to have in units of scale
// 1; stretches inside have their part of it.
type span struct{ from, to, length float64 }

// The smallest form of a picture, at scale 1: cards just hold a title.
const (
	cardWide  = 49.5
	cardHigh  = 20.0
	titleHigh = 9.0  // the strip at the top of a frame where its title stands
	titleBand = 24.0 // the same in the placed picture
	tightest  = 0.11 // of the gap between things remains at least
	loosest   = 0.45 // and at most, however much room there is
	between   = 2.0  // lines and borders stay apart
)

// spans are the stretches of both axes that have a length of their own.
func spans(p diagram.Placed) (x, y []span) {
	for _, c := range p.Cards {
		x = append(x, span{c.Box.X, c.Box.Right(), cardWide})
		y = append(y, span{c.Box.Y, c.Box.Bottom(), cardHigh})
	}
	for _, f := range p.Frames {
		y = append(y, span{f.Box.Y, f.Box.Y + titleBand, titleHigh})
	}
	return x, y
}

// stops are the coordinates that an axis must keep apart, in rising order.
func stops(p diagram.Placed) (x, y []float64) {
	add := func(b diagram.Box) {
		x, y = append(x, b.X, b.Right()), append(y, b.Y, b.Bottom())
	}
	for _, c := range p.Cards {
		add(c.Box)
	}
	for _, f := range p.Frames {
		add(f.Box)
		y = append(y, f.Box.Y+titleBand)
	}
	for _, r := range p.Routes {
		for _, q := range r.Points {
			x, y = append(x, q.X), append(y, q.Y)
		}
	}
	slices.Sort(x)
	slices.Sort(y)
	return slices.Compact(x), slices.Compact(y)
}

// newAxis gives every stretch between stops its length: the part of the longest
// span over it, else a share of what it was.
func newAxis(stops []float64, spans []span, share float64) axis {
	a := axis{from: stops, to: make([]float64, len(stops))}
	for i := 1; i < len(stops); i++ {
		from, to := stops[i-1], stops[i]
		was := to - from
		long := min(max(share*was, between), 0.5*was)
		for _, s := range spans {
			if s.from < to && from < s.to && s.to > s.from {
				long = max(long, s.length*was/(s.to-s.from))
			}
		}
		a.to[i] = a.to[i-1] + long
	}
	return a
}

// scaled multiplies an axis.
func (a axis) scaled(by float64) axis {
	to := make([]float64, len(a.to))
	for i, v := range a.to {
		to[i] = v * by
	}
	return axis{a.from, to}
}

// largest bounds how much larger than its smallest form a picture is drawn.
const largest = 1.7

// warp is a picture made small.
type warp struct {
	x, y  axis
	scale float64 // of letters and glyphs
	dx    float64 // to the middle of the room
	dy    float64
}

// newWarp fits a picture into a room: as large as its smallest form allows, the
// room left over spent on its gaps.
func newWarp(p diagram.Placed, room diagram.Box) warp {
	xs, ys := stops(p)
	spanX, spanY := spans(p)
	s := min(largest, room.W/newAxis(xs, spanX, tightest).length(), room.H/newAxis(ys, spanY, tightest).length())
	w := warp{x: loosened(xs, spanX, room.W/s).scaled(s), y: loosened(ys, spanY, room.H/s).scaled(s), scale: s}
	w.dx, w.dy = room.X+(room.W-w.x.length())/2, room.Y+(room.H-w.y.length())/2
	return w
}

// loosened is the axis with the widest gaps that a length allows.
func loosened(stops []float64, spans []span, length float64) axis {
	low, high := tightest, loosest
	if a := newAxis(stops, spans, high); a.length() <= length {
		return a
	}
	for range 24 {
		middle := (low + high) / 2
		if newAxis(stops, spans, middle).length() <= length {
			low = middle
		} else {
			high = middle
		}
	}
	return newAxis(stops, spans, low)
}

func (w warp) point(p diagram.Point) diagram.Point {
	return diagram.Point{X: w.dx + w.x.at(p.X), Y: w.dy + w.y.at(p.Y)}
}

func (w warp) box(b diagram.Box) diagram.Box {
	from, to := w.point(diagram.Point{X: b.X, Y: b.Y}), w.point(diagram.Point{X: b.Right(), Y: b.Bottom()})
	return diagram.Box{X: from.X, Y: from.Y, W: to.X - from.X, H: to.Y - from.Y}
}
