// Package diagram turns a topology into a picture: a scene of fixed-size cards
// in frames, placed by a Layouter, routed here, written by the format packages.
//
// Pictures run from top to bottom, users first, with Availability Zones side by
// side: what survives the loss of a zone is then seen at a glance, and a narrow
// screen scrolls sideways from the users on.
package diagram

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stagecraft/planner/topology"
)

// Card size in SVG user units. Every card has the same size, so a layout depends
// on the topology alone, never on text or numbers.
const (
	CardWidth  = 188.0
	CardHeight = 66.0
)

// Scene is what a Layouter places.
type Scene struct {
	Cards   []SceneCard
	Links   []SceneLink
	Detours []SceneLink // of a failure: they move nothing and are routed last
}

// Failing is the scene with what takes over in a failure. Cards and lines stay
// where they are.
func (s Scene) Failing(f Failure) Scene {
	s.Detours = f.Detours
	return s
}

// SceneCard is one card to place: its frame, row and order never change from
// stage to stage.
type SceneCard struct {
	ID    string
	Tier  string
	Place topology.Place
	Row   int
	Order int
	New   bool
}

// SceneLink is one arrow to route.
type SceneLink struct {
	Key      string
	From, To string
	Kind     topology.LinkKind
	Spine    bool
	New      bool
}

// NewScene takes from a graph what a picture needs.
func NewScene(g topology.Graph) Scene {
	var s Scene
	for _, c := range g.Components {
		s.Cards = append(s.Cards, SceneCard{ID: c.ID, Tier: c.Tier, Place: c.Place, Row: c.Row, Order: c.Order, New: c.New})
	}
	for _, l := range g.Links {
		s.Links = append(s.Links, SceneLink{Key: l.Key(), From: l.From, To: l.To, Kind: l.Kind, Spine: l.Spine, New: l.New})
	}
	return s
}

// DetoursOf lists the lines a picture has after a loss beside those of the graph:
// what takes over, each once.
func DetoursOf(g topology.Graph, lost map[string]bool) []SceneLink {
	var lines []SceneLink
	for _, d := range g.Detours(lost) {
		stands := slices.ContainsFunc(g.Links, d.Same)
		if stands || slices.ContainsFunc(lines, func(l SceneLink) bool { return l.Key == d.Key() }) {
			continue
		}
		lines = append(lines, SceneLink{Key: d.Key(), From: d.From, To: d.To, Kind: d.Kind, Spine: d.Spine})
	}
	return lines
}

// Shape names everything a layout depends on: two scenes of one shape have the
// same layout.
func (s Scene) Shape() string {
	var b strings.Builder
	b.Grow(32 * (len(s.Cards) + len(s.Links)))
	write := func(words ...string) {
		for _, w := range words {
			b.WriteString(w)
			b.WriteByte(' ')
		}
		b.WriteByte(';')
	}
	for _, c := range s.Cards {
		write(c.ID, string(c.Place), strconv.Itoa(c.Row), strconv.Itoa(c.Order))
	}
	for _, l := range s.Links {
		write(l.Key, string(l.Kind), strconv.FormatBool(l.Spine))
	}
	for _, l := range s.Detours {
		write("detour", l.Key, string(l.Kind))
	}
	return b.String()
}

// Point is a place in the picture, y downwards.
type Point struct{ X, Y float64 }

// Box is an upright rectangle.
type Box struct{ X, Y, W, H float64 }

// Right and Bottom are the far edges.
func (b Box) Right() float64  { return b.X + b.W }
func (b Box) Bottom() float64 { return b.Y + b.H }

// Center is the middle of the box.
func (b Box) Center() Point { return Point{b.X + b.W/2, b.Y + b.H/2} }

// Grow widens the box by d on every side.
func (b Box) Grow(d float64) Box { return Box{b.X - d, b.Y - d, b.W + 2*d, b.H + 2*d} }

// Overlaps tells whether two boxes share an area.
func (b Box) Overlaps(o Box) bool {
	return b.X < o.Right() && o.X < b.Right() && b.Y < o.Bottom() && o.Y < b.Bottom()
}

// PlacedCard is a card with its box.
type PlacedCard struct {
	ID  string
	Box Box
}

// Frame is a drawn border around cards: "cloud", "edge", "region", "vpc", or a
// zone "a", "b", "c".
type Frame struct {
	Kind string
	Box  Box
}

// Route is the way of a link, its corners square, and the place of its label.
type Route struct {
	Key    string
	Points []Point
	Label  Point // centre of the label
}

// Placed is a scene with coordinates, its origin at the top left.
type Placed struct {
	Width, Height float64
	Cards         []PlacedCard
	Frames        []Frame // outermost first
	Routes        []Route // nil from a Layouter that leaves them to Draw
	Detours       []Route `json:",omitempty"` // of the scene's detours, found with the routes; copies have no label
	Makeshift     bool    // placed by a Fallback's second choice: not to be kept
}

// Card finds a placed card.
func (p Placed) Card(id string) (Box, bool) {
	for _, c := range p.Cards {
		if c.ID == id {
			return c.Box, true
		}
	}
	return Box{}, false
}

// Layouter places cards and frames of a scene. It must give the same answer for
// the same shape, and be safe for concurrent use.
type Layouter interface {
	Layout(ctx context.Context, s Scene) (Placed, error)
}

// Draw lays a scene out and routes its links, unless the Layouter is a Cache that
// remembers the routes too.
func Draw(ctx context.Context, l Layouter, s Scene) (Placed, error) {
	p, err := l.Layout(ctx, s)
	if err != nil {
		return Placed{}, fmt.Errorf("lay out diagram: %w", err)
	}
	if p.Routes == nil {
		p.Routes = route(&p, s)
	}
	if p.Detours == nil {
		detour(&p, s)
	}
	return p, nil
}
