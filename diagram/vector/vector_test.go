package vector

import (
	"image/color"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tdewolff/canvas"
)

func picture(inside string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" class="x" viewBox="0 0 200 100.5" width="200" height="100" role="img" font-family="Inter">` + inside + `</svg>`)
}

func read(t *testing.T, inside string) Picture {
	t.Helper()
	p, err := Read(picture(inside))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReadsWhatItInherits(t *testing.T) {
	p := read(t, `<title>a</title><desc>b</desc><style>.x{}</style>
<g fill="#102030" transform="translate(10 20) scale(2)" font-size="12" font-weight="600" text-anchor="end">
<g transform="translate(1,1)" stroke="#ff0000" stroke-width="3" stroke-dasharray="6 3" stroke-linecap="round" stroke-linejoin="round"><rect x="1" y="2" width="10" height="4" rx="2"/></g>
<text x="5" y="6" fill="#0000ff">a &lt;b&gt; &#34;c&#34;</text></g>`)
	if p.Width != 200 || p.Height != 100.5 || len(p.marks) != 2 {
		t.Fatalf("%v × %v with %d marks", p.Width, p.Height, len(p.marks))
	}
	box, text := p.marks[0], p.marks[1].text
	if b := box.path.Bounds(); b.X0 != 14 || b.Y0 != 26 || b.X1 != 34 || b.Y1 != 34 {
		t.Errorf("the rectangle lies at %+v", b)
	}
	want := canvas.Style{Fill: canvas.Paint{Color: color.RGBA{0x10, 0x20, 0x30, 255}}, Stroke: canvas.Paint{Color: color.RGBA{255, 0, 0, 255}}}
	if s := box.style; s.Fill != want.Fill || s.Stroke != want.Stroke || s.StrokeWidth != 6 || s.StrokeCapper != canvas.RoundCap || s.StrokeJoiner != canvas.RoundJoin ||
		len(s.Dashes) != 2 || s.Dashes[0] != 2 || s.Dashes[1] != 1 { // counted in widths of the line
		t.Errorf("the rectangle is drawn %+v", s)
	}
	if text != (label{words: `a <b> "c"`, x: 20, y: 32, size: 24, bold: true, anchor: "end", ink: color.RGBA{0, 0, 255, 255}}) {
		t.Errorf("the text is %+v", text)
	}
}

func TestRefusesWhatDiagramSVGDoesNotWrite(t *testing.T) {
	for _, c := range []struct{ inside, says string }{
		{`<circle r="5"/>`, "circle"},
		{`<image href="x"/>`, "image"},
		{`<rect width="5" height="5" opacity=".5"/>`, "opacity"},
		{`<rect width="5" height="5" style="fill:red"/>`, "style"},
		{`<rect width="-5" height="5"/>`, "negative"},
		{`<rect width="5px" height="5"/>`, "5px"},
		{`<rect width="NaN" height="5"/>`, "NaN"},
		{`<rect width="1e9" height="5"/>`, "1e9"},
		{`<rect fill="red" width="5" height="5"/>`, "#rrggbb"},
		{`<path d="L5 5"/>`, "begins with M"},
		{`<path d="M5 5 x5"/>`, "no such command"},
		{`<path d="M5 5 Z 5 5"/>`, "begins with no command"},
		{`<path d="M5 5 A5 5 0 2 0 8 8"/>`, "flag"},
		{`<path d="M5 5 L5"/>`, "not a number"},
		{`<path d="M99999 0` + strings.Repeat("h99999", 5) + `"/>`, "out of any picture"},
		{`<path d="M5 5" transform="rotate(5)"/>`, "rotate"},
		{`<path d="M5 5" transform="scale(1 2)"/>`, "scale"},
		{`<path d="M5 5" transform="scale(9e9)"/>`, "scale"},
		{`<path d="M5 5" stroke-dasharray="0.01 0.01"/>`, "dash"},
		{`<path d="M5 5" stroke-linecap="flat"/>`, "flat"},
		{`<text x="1" y="1">a<tspan>b</tspan></text>`, "more than characters"},
		{`loose`, "loose"},
		{strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40), "deep"},
		{`<g>`, "syntax"},
		{`</svg><svg>`, "behind"},
	} {
		if _, err := Read(picture(c.inside)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.50s: %v, want %q", c.inside, err, c.says)
		}
	}
	for _, whole := range []string{"", "  ", "<html/>", `<svg/>`, `<svg viewBox="0 0 0 5"/>`, `<svg viewBox="1 0 5 5"/>`, `<svg viewBox="0 0 5 200000"/>`, "\xff"} {
		if _, err := Read([]byte(whole)); err == nil {
			t.Errorf("%q was read", whole)
		}
	}
}

func TestPaths(t *testing.T) {
	for data, want := range map[string]string{
		"M1 2L3 4H5V6Z":               "M1 2L3 4L5 4L5 6z",
		"m1 2 3 4 h5v-6z":             "M1 2L4 6L9 6L9 0z",
		"M0 0 10 0 10 10":             "M0 0L10 0L10 10",
		"M0 0Q5 5 10 0T20 0":          "M0 0Q5 5 10 0Q15 -5 20 0",
		"M0 0C0 5 5 5 5 0S10-5 10 0":  "M0 0C0 5 5 5 5 0C5 -5 10 -5 10 0",
		"M0 0c0 5 5 5 5 0s5-5 5 0":    "M0 0C0 5 5 5 5 0C5 -5 10 -5 10 0",
		"M16 8a4 4 0 1 1-8 0":         "M16 8A4 4 0 1 1 8 8",
		"M16 8a4 4 0 11-8 0":          "M16 8A4 4 0 1 1 8 8",
		"M0 0l.5.25-1e1 2":            "M0 0L0.5 0.25L-9.5 2.25",
		"M0 0L1 1S2 2 3 0":            "M0 0L1 1C1 1 2 2 3 0",
		"M4.500 12c0-1.700 3-3 7.5-3": "M4.5 12C4.5 10.3 7.5 9 12 9",
	} {
		got, err := pathOf(data)
		if err != nil {
			t.Errorf("%s: %v", data, err)
			continue
		}
		if !got.Equals(canvas.MustParseSVGPath(want)) {
			t.Errorf("%s is %s, want %s", data, got.ToSVG(), want)
		}
	}
}

func TestLegible(t *testing.T) {
	for _, c := range []struct {
		text, line string
		whole      bool
	}{
		{"", "", true},
		{"Web servers – 2 × m7g.large · ≥ 99.95% → €", "Web servers – 2 × m7g.large · ≥ 99.95% → €", true},
		{"Größe, Łódź, Ωμέγα, Привет", "Größe, Łódź, Ωμέγα, Привет", true},
		{"e\u0301te\u0301", "été", true}, // as some systems type it
		{"a\tb\nc\u00a0d\u2009e", "a b c d e", true},
		{"a\x00\x1b\x7f\u0091b\u0085c", "ab c", true},
		{"\u202eab\u200f\u2066c\u2069\ufeff", "abc", true},
		{"non\u2011breaking", "non-breaking", true},
		{"bad \xff\xfe", "bad □", false},
		{"🚀 go", "□ go", false},
		{"❤\ufe0f", "□", false},
		{"你好", "□□", false},
		{"\ue000", "□", false},
		{"שלום", "□□□□", false},
	} {
		line, whole := Legible(c.text)
		if line != c.line || whole != c.whole {
			t.Errorf("%q is written %q, %v; want %q, %v", c.text, line, whole, c.line, c.whole)
		}
	}
	if !read(t, `<text x="1" y="1">你</text>`).Replaced || read(t, `<text x="1" y="1">a</text>`).Replaced {
		t.Error("a picture does not know whether characters of it were replaced")
	}
}

// Whatever one font shows the other does, so that Legible need not ask which.
func TestBothFontsHaveTheSameCharacters(t *testing.T) {
	fonts, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for r := rune(0x20); r <= utf8.MaxRune; r++ {
		regular, bold := fonts.regular.GlyphIndex(r) != 0, fonts.bold.GlyphIndex(r) != 0
		if regular != bold {
			t.Errorf("%U: regular %v, bold %v", r, regular, bold)
		}
		if regular {
			count++
		}
	}
	if count < 600 || fonts.regular.GlyphIndex(replacement) == 0 {
		t.Errorf("%d characters", count)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(string(picture(`<g transform="translate(1 2) scale(.92)"><path d="M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21c0-4.500 3.600-7 8-7s8 2.500 8 7" fill="none" stroke="#ffffff" stroke-dasharray="5 4"/></g>`)))
	f.Add(string(picture(`<text x="1" y="2" font-size="12.5" font-weight="700" text-anchor="middle">é🚀&#x202e;</text><rect width="5" height="5" rx="9"/>`)))
	f.Add(`<svg viewBox="0 0 1 1"/>`)
	f.Fuzz(func(t *testing.T, svg string) {
		p, err := Read([]byte(svg))
		if err != nil {
			return
		}
		if !(p.Width > 0 && p.Height > 0 && p.Width <= Largest && p.Height <= Largest) {
			t.Errorf("%v × %v", p.Width, p.Height)
		}
		for _, m := range p.marks {
			if again, _ := Legible(m.text.words); strings.TrimSpace(again) != m.text.words {
				t.Errorf("%q is not legible", m.text.words)
			}
		}
	})
}
