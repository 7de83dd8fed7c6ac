package vector

import (
	"fmt"
	"image/color"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tdewolff/canvas"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/unicode/norm"
)

// Fonts are the two fonts of a drawing, the Go fonts by Bigelow & Holmes. They
// are for one goroutine at a time; loading them takes some milliseconds.
type Fonts struct{ regular, bold *canvas.Font }

// NewFonts loads the fonts from the program itself.
func NewFonts() (*Fonts, error) {
	regular, err := canvas.LoadFont(goregular.TTF, 0, canvas.FontRegular)
	if err != nil {
		return nil, fmt.Errorf("load the regular font: %w", err)
	}
	bold, err := canvas.LoadFont(gobold.TTF, 0, canvas.FontBold)
	if err != nil {
		return nil, fmt.Errorf("load the bold font: %w", err)
	}
	return &Fonts{regular, bold}, nil
}

// Writing is how and where a line of text is written. All lengths are in units
// of the page.
type Writing struct {
	X, Y   float64 // of the anchor, on the base line
	Size   float64
	Bold   bool
	Anchor string // "start" (also the empty one), "middle" or "end"
	Ink    color.RGBA
}

// pointsPerUnit makes a font size of canvas, in points, of one in page units,
// which are its millimetres.
const pointsPerUnit = 72 / 25.4

func (f *Fonts) face(size float64, bold bool, ink color.RGBA) *canvas.FontFace {
	font := f.regular
	if bold {
		font = f.bold
	}
	return font.Face(size*pointsPerUnit, ink)
}

// Width is the length of a text made legible, in the units of its size.
func (f *Fonts) Width(words string, size float64, bold bool) float64 {
	return f.face(size, bold, canvas.Black).TextWidth(words)
}

// Write writes one line of text made legible.
func (f *Fonts) Write(r canvas.Renderer, words string, w Writing) {
	if words == "" || w.Size <= 0 {
		return
	}
	face, x := f.face(w.Size, w.Bold, w.Ink), w.X
	// Placed here, for a line of several scripts has several parts and canvas
	// centres each by itself.
	switch w.Anchor {
	case "middle":
		x -= face.TextWidth(words) / 2
	case "end":
		x -= face.TextWidth(words)
	}
	r.RenderText(canvas.NewTextLine(face, words, canvas.Left), canvas.Identity.Translate(x, w.Y))
}

// replacement stands for a character the fonts lack: an empty box. It is narrower
// than what diagram/svg reckons for such a character, so the text still fits.
const replacement = '□'

// known is the font that is asked which characters there are; both have the
// same.
var known = sync.OnceValue(func() *canvas.Font {
	font, err := canvas.LoadFont(goregular.TTF, 0, canvas.FontRegular)
	if err != nil {
		panic("vector: embedded font: " + err.Error())
	}
	return font
})

// Legible makes of a text a line that the fonts can write. Characters they lack
// are replaced by a visible one, and whole is then false; what no font shows
// (control characters, marks of direction, joiners) is left out, and every kind
// of space is one.
func Legible(text string) (line string, whole bool) {
	font := known()
	var b strings.Builder
	whole = utf8.ValidString(text)
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, string(replacement))) {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
			b.WriteByte(' ')
		case unicode.Is(unicode.C, r), unicode.Is(unicode.Variation_Selector, r):
			// Private characters are among these: nobody knows how they look.
			if unicode.Is(unicode.Co, r) {
				b.WriteRune(replacement)
				whole = false
			}
		case r == '\u2010' || r == '\u2011':
			b.WriteByte('-')
		case font.GlyphIndex(r) == 0:
			b.WriteRune(replacement)
			whole = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), whole
}
