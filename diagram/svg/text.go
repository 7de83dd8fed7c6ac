package svg

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// widest makes room for the widest of the fonts a reader may have: DejaVu Sans
// runs a tenth wider than the Go fonts, Inter, Arial and Helvetica do not.
const widest = 1.1

var faces = sync.OnceValue(func() [2]*faceAt {
	return [2]*faceAt{newFace(goregular.TTF), newFace(gobold.TTF)}
})

// faceAt is a font measured at 100 units, guarded because font.Face is not safe
// for concurrent use.
type faceAt struct {
	mu   sync.Mutex
	face font.Face
}

func newFace(ttf []byte) *faceAt {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("svg: embedded font: " + err.Error())
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 100, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("svg: embedded font: " + err.Error())
	}
	return &faceAt{face: face}
}

// Width is the length of a text in user units at a font size.
func Width(text string, size float64, bold bool) float64 {
	f := faces()[0]
	if bold {
		f = faces()[1]
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var w fixed.Int26_6
	for _, r := range text {
		a, ok := f.face.GlyphAdvance(r)
		if !ok {
			a = fixed.I(60)
		}
		w += a
	}
	return float64(w) / 64 * size / 100 * widest
}

// Fit shortens a text with an ellipsis until it fits a width.
func Fit(text string, size, width float64, bold bool) string {
	if Width(text, size, bold) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		s := strings.TrimRight(string(runes[:n]), " ,·") + "…"
		if Width(s, size, bold) <= width {
			return s
		}
	}
	return "…"
}

// clean drops what XML does not allow and escapes the rest.
func clean(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case r < 0x20 || r == 0x7f || r == 0xFFFE || r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
