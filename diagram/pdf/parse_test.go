package pdf

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/tdewolff/canvas"
	"github.com/tdewolff/canvas/renderers/pdf"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"stagecraft/diagram/vector"
)

// canvasFile is a file as canvas writes it.
func canvasFile(t *testing.T) []byte {
	t.Helper()
	fonts, err := vector.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := pdf.New(&out, 100, 100, nil)
	for range 3 {
		fonts.Write(r, "text", vector.Writing{X: 10, Y: 10, Size: 5, Ink: canvas.Black})
		fonts.Write(r, "text", vector.Writing{X: 10, Y: 10, Size: 5, Bold: true, Ink: canvas.Black})
		r.NewPage(100, 100)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestParse(t *testing.T) {
	file := canvasFile(t)
	if !bytes.Contains(file, []byte("CreationDate")) {
		t.Error("canvas writes no date any more: less is to be done here")
	}
	p, err := parse(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.sheets) != 4 || len(p.fonts) != 2 || len(p.objects) != 4*2+2*3 { // a sheet and what is on it; a font, its program, its characters
		t.Errorf("%d sheets, %d fonts, %d objects", len(p.sheets), len(p.fonts), len(p.objects))
	}
	for name, broken := range map[string][]byte{
		"empty": nil, "no end": file[:len(file)/2], "another end": bytes.Replace(file, []byte("/Type/Pages"), []byte("/Type/Papers"), 1),
		"an object elsewhere": bytes.Replace(file, []byte("4 0 obj"), []byte("7 0 obj"), 1),
	} {
		if _, err := parse(broken); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
}

func TestUndate(t *testing.T) {
	font := bytes.Clone(goregular.TTF)
	at := bytes.Index(font, []byte("head")) // the first is the entry of the table
	table := int(binary.BigEndian.Uint32(font[at+8:]))
	for len(font)%4 != 0 {
		font = append(font, 0)
	}
	copy(font[table+28:], "12345678")
	if err := undate(font); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(font[table+28:table+36], font[table+20:table+28]) {
		t.Error("the date of the change is not that of the making")
	}
	if sum := checksum(font); sum != 0xB1B0AFBA {
		t.Errorf("the font sums up to %X", sum)
	}
	if _, err := sfnt.Parse(font); err != nil {
		t.Error(err)
	}
	for _, broken := range [][]byte{nil, font[:11], font[:at], bytes.Replace(font, []byte("head"), []byte("haed"), 1), font[:table+20]} {
		if err := undate(bytes.Clone(broken)); err == nil {
			t.Errorf("%d bytes have a head", len(broken))
		}
	}
	for _, body := range []string{"", "<<>>stream\nx\nendstream\n", "<</Filter/FlateDecode/Length 1>>stream\nx\nendstream\n", "<</Filter/FlateDecode/Length 1>>stream\nx"} {
		if _, err := withoutDate([]byte(body)); err == nil {
			t.Errorf("%q is a font", body)
		}
	}
}

func TestTextString(t *testing.T) {
	for text, want := range map[string]string{
		"":           "<FEFF>",
		"A (b)\\":    "<FEFF00410020002800620029005C>",
		"č🚀":         "<FEFF010DD83DDE80>",
		"a\x00\nb":   "<FEFF0061002000200062>",
		"a\xffb":     "<FEFF00610062>",
		"> endobj <": "<FEFF003E00200065006E0064006F0062006A0020003C>",
	} {
		if got := textString(text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	if long := textString(strings.Repeat("x", 1000)); len(long) != 6+4*longestTitle {
		t.Errorf("the longest title has %d characters", len(long))
	}
}

func TestWrap(t *testing.T) {
	fonts, err := vector.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	r := &ruler{fonts: fonts, widths: map[wordKey]float64{}}
	for _, text := range []string{"", "  ", "one", "one two  three", "a " + strings.Repeat("w", 600) + " z", strings.Repeat("word ", 150), "Привет Ωμέγα, ünï"} {
		for _, width := range []float64{0.1, 8, 40, 269} {
			lines := r.wrap(text, 3, false, width)
			if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
				t.Errorf("%.20q at %v: %d characters of %d", text, width, len(got), len(want))
			}
			for _, line := range lines {
				if long := r.width(line, 3, false); long > width+1e-6 && len([]rune(line)) > 1 {
					t.Errorf("%.20q at %v: %.20q is %v long", text, width, line, long)
				}
			}
			if few := r.lines(text, 3, false, width, 2); len(few) > 2 || len(lines) > 2 && !strings.HasSuffix(few[1], "…") {
				t.Errorf("%.20q at %v in two lines: %q", text, width, few)
			}
		}
	}
}
