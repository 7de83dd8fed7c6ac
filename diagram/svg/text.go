package svg

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
)

// widest makes room for the widest of the fonts a reader may have: DejaVu Sans
// runs a tenth wider than the Go fonts, Inter, Arial and Helvetica do not.
const widest = 1.1

var faces = sync.OnceValue(func() [2]*faceAt {
	return [2]*faceAt{newFace(goregular.TTF), newFace(gobold.TTF)}
})

// tabled is the end of the letters whose widths are kept in a table: Latin,
// Greek and Cyrillic, and the signs of our own texts.
const tabled = 0x2200

// faceAt is a font measured at 100 units. The table is read by all; the face
// itself, which is not safe for concurrent use, only for rarer letters.
type faceAt struct {
	table [tabled]float64
	mu    sync.Mutex
	face  font.Face
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
	at := &faceAt{face: face}
	for r := range at.table {
		at.table[r] = at.measure(rune(r))
	}
	return at
}

// unknown is the width of a letter the font lacks: most are about as wide as an M.
const unknown = 60.0

func (f *faceAt) measure(r rune) float64 {
	a, ok := f.face.GlyphAdvance(r)
	if !ok {
		return unknown
	}
	return float64(a) / 64
}

func (f *faceAt) advance(r rune) float64 {
	if r >= 0 && r < tabled {
		return f.table[r]
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.measure(r)
}

// Width is the length of a text in user units at a font size.
func Width(text string, size float64, bold bool) float64 {
	f := faces()[0]
	if bold {
		f = faces()[1]
	}
	w := 0.0
	for _, r := range text {
		w += f.advance(r)
	}
	return w * size / 100 * widest
}

// Fit shortens a text with an ellipsis until it fits a width. It reads no more of
// a text than can stand there.
func Fit(text string, size, width float64, bold bool) string {
	f := faces()[0]
	if bold {
		f = faces()[1]
	}
	room := width / (size / 100 * widest)
	used, end := 0.0, 0 // end: how many bytes fit beside an ellipsis
	dots := f.advance('…')
	for i, r := range text {
		if used+dots <= room {
			end = i
		}
		if used += f.advance(r); used > room {
			if s := strings.TrimRight(text[:end], " ,·"); s != "" {
				return s + "…"
			}
			return "…"
		}
	}
	return text
}

// clean drops what XML does not allow and escapes the rest.
func clean(s string) string {
	if plain(s) {
		return s
	}
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

// plain tells text that needs no escaping: most of ours.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '&' || c == '<' || c == '>' || c == '"' {
			return false
		}
	}
	return true
}
