// Package glyph is our own family of service pictograms: strokes on a grid of
// 24 units, drawn in white on a square in the colour of the service's category.
//
// What makes them one family: every coordinate lies on half a unit, every
// drawing fills the middle 18 units at least one way, and all are stroked alike
// with round ends. Two services never share a drawing, and none is told from
// another by a detail that is lost at 16 pixels.
package glyph

// The grid and the pen.
const (
	Grid   = 24.0 // units, each way
	Stroke = 1.8  // width of the pen in units: 1.2 pixels where a glyph is 16 wide
)

// Glyph is the drawing of one service.
type Glyph struct {
	Colour string // of the square behind it, "#rrggbb"; white on it has a contrast of at least 4.5
	Path   string // SVG path data on the 24-unit grid, to be stroked and not filled
}

// Category colours, those AWS users know, dark enough for white strokes.
const (
	compute     = "#C8511B" // orange
	network     = "#7D3FE0" // purple
	database    = "#B01FB8" // magenta
	storage     = "#5C7F12" // green
	security    = "#C62C42" // red
	integration = "#D3126E" // pink, of management, too
	people      = "#475569" // slate: not of AWS
)

// For gives the glyph of a catalogue service: its own, else that of its category.
// ok is false when there is neither, and the glyph is then an empty square.
func For(service, category string) (g Glyph, ok bool) {
	if g, ok = all[service]; ok {
		return g, true
	}
	if g, ok = shapes[category]; ok {
		return g, true
	}
	return Glyph{people, "M4 4H20V20H4Z"}, false
}

// Own tells the services with a drawing of their own.
func Own(service string) bool {
	_, ok := all[service]
	return ok
}
