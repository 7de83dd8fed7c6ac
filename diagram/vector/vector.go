// Package vector reads the pictures that diagram/svg writes and draws them by
// github.com/tdewolff/canvas, for the formats that are no SVG. It draws with the
// two fonts it brings and knows no other, so a picture is the same on every
// machine.
package vector

import (
	"image/color"

	"github.com/tdewolff/canvas"
)

// Picture is a picture that was read. It may be drawn any number of times, by
// one goroutine at a time.
type Picture struct {
	Width, Height float64 // in user units, above 0 and at most Largest
	Replaced      bool    // some characters of its text are not in the fonts

	marks []mark // in the order in which they are drawn
}

// Largest is the width and the height, in user units, above which a picture is
// refused.
const Largest = 100_000

// mark is one thing to draw, in user units: a path, or a text without one.
type mark struct {
	path  *canvas.Path
	style canvas.Style
	text  label
}

// label is a line of text.
type label struct {
	words  string
	x, y   float64 // where its anchor stands, on the base line
	size   float64
	bold   bool
	anchor string // "start", "middle" or "end"
	ink    color.RGBA
}

// Placing says where a picture stands on a page whose origin is at the lower
// left: its upper left corner, and how many units of the page one of its own is.
type Placing struct{ Left, Top, Scale float64 }

// Draw draws the picture.
func (p Picture) Draw(r canvas.Renderer, fonts *Fonts, at Placing) {
	ctx := canvas.NewContext(r)
	// The picture counts from the top, the page from the bottom.
	ctx.SetView(canvas.Identity.Translate(at.Left, at.Top).Scale(at.Scale, -at.Scale))
	for _, m := range p.marks {
		if m.path == nil {
			l := m.text
			fonts.Write(r, l.words, Writing{
				X: at.Left + l.x*at.Scale, Y: at.Top - l.y*at.Scale, Size: l.size * at.Scale, Bold: l.bold, Anchor: l.anchor, Ink: l.ink,
			})
			continue
		}
		ctx.Style = m.style
		ctx.DrawPath(0, 0, m.path)
	}
}
