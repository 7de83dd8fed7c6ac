package pdf

import (
	"fmt"
	"image/color"

	"github.com/tdewolff/canvas"

	"stagecraft/diagram/vector"
)

// All lengths are millimetres, counted from the upper left corner of the sheet.
const (
	sheetWidth, sheetHeight = 297.0, 210.0

	marginX = 14.0
	top     = 13.0  // of the first line's upper edge
	bottom  = 194.0 // where what flows ends
	footY   = 202.5 // base line of the foot
	inner   = sheetWidth - 2*marginX

	headingSize    = 6.4
	subheadingSize = 3.9
	textSize       = 3.1
	smallSize      = 2.7
	leading        = 1.36 // from base line to base line, in sizes
)

var (
	ink  = color.RGBA{0x11, 0x18, 0x27, 255}
	mute = color.RGBA{0x4b, 0x55, 0x63, 255}
	rule = color.RGBA{0xc3, 0xcb, 0xd8, 255}
	tint = color.RGBA{0xf1, 0xf4, 0xf8, 255}
)

// printer lays out sheet after sheet. What it prints is drawn once it is known
// how many there are.
type printer struct {
	ruler
	title   string
	label   string // of the page being laid out
	heading string
	sheets  []*sheet
	y       float64 // upper edge of what comes next
	pad     float64 // of the rows of tables
}

// sheet is one side of paper.
type sheet struct {
	label    string
	marks    []func(canvas.Renderer)
	replaced bool // characters of it are not in the fonts
}

func (p *printer) newSheet() error {
	if len(p.sheets) == mostSheets {
		return fmt.Errorf("it takes more than %d sheets", mostSheets)
	}
	p.sheets = append(p.sheets, &sheet{label: p.label})
	p.y = top
	return nil
}

// nextSheet goes on with the same page, under its heading in small.
func (p *printer) nextSheet() error {
	if err := p.newSheet(); err != nil {
		return err
	}
	for _, line := range p.lines(p.legible(p.heading), subheadingSize, true, inner, 1) {
		p.line(line, marginX, subheadingSize, style{bold: true})
	}
	p.y += 3
	return nil
}

// room begins a new sheet where less than height is left.
func (p *printer) room(height float64) error {
	if p.y+height <= bottom {
		return nil
	}
	return p.nextSheet()
}

func (p *printer) sheet() *sheet { return p.sheets[len(p.sheets)-1] }

func (p *printer) mark(draw func(canvas.Renderer)) {
	s := p.sheet()
	s.marks = append(s.marks, draw)
}

// legible makes a text printable and keeps in mind for the foot of the sheet
// whether that took anything away.
func (p *printer) legible(text string) string {
	line, whole := vector.Legible(text)
	if !whole {
		p.sheet().replaced = true
	}
	return line
}

// style is how a line looks.
type style struct {
	bold   bool
	anchor string
	ink    color.RGBA // the zero value is ink
}

// write puts a line at x, its base line at y.
func (p *printer) write(line string, x, y, size float64, s style) {
	p.mark(func(r canvas.Renderer) { write(p.fonts, r, line, x, y, size, s) })
}

func write(fonts *vector.Fonts, r canvas.Renderer, line string, x, y, size float64, s style) {
	if s.ink == (color.RGBA{}) {
		s.ink = ink
	}
	fonts.Write(r, line, vector.Writing{X: x, Y: sheetHeight - y, Size: size, Bold: s.bold, Anchor: s.anchor, Ink: s.ink})
}

// line writes the next line and moves below it.
func (p *printer) line(line string, x, size float64, s style) {
	p.write(line, x, p.y+size, size, s)
	p.y += size * leading
}

// stroke draws a level line.
func (p *printer) stroke(x, y, width, thickness float64, c color.RGBA) {
	p.mark(func(r canvas.Renderer) { box(r, x, y-thickness/2, width, thickness, c) })
}

// box fills a rectangle.
func box(r canvas.Renderer, x, y, width, height float64, c color.RGBA) {
	s := canvas.DefaultStyle
	s.Fill = canvas.Paint{Color: c}
	r.RenderPath(canvas.Rectangle(width, height), s, canvas.Identity.Translate(x, sheetHeight-y-height))
}

// head is the heading of a page.
func (p *printer) head(heading, subheading string) {
	for _, line := range p.lines(p.legible(heading), headingSize, true, inner, 2) {
		p.line(line, marginX, headingSize, style{bold: true})
	}
	p.y += 0.6
	for _, line := range p.lines(p.legible(subheading), subheadingSize, false, inner, 3) {
		p.line(line, marginX, subheadingSize, style{ink: mute})
	}
	p.y += 4
}

// replacedText stands at the foot of a sheet with replaced characters.
const replacedText = "□ stands for characters that this document’s font lacks; the SVG of the diagram and the page show them."

// foot is the lowest line of a sheet.
func (p *printer) foot(r canvas.Renderer, i int) {
	s := p.sheets[i]
	box(r, marginX, footY-5, inner, 0.2, rule)
	number := fmt.Sprintf("page %d of %d", i+1, len(p.sheets))
	label, whole := vector.Legible(s.label)
	for _, line := range p.lines(label, smallSize, false, inner/4, 1) {
		number = line + " · " + number
	}
	write(p.fonts, r, number, marginX+inner, footY, smallSize, style{anchor: "end", ink: mute})
	title, titleWhole := vector.Legible(p.title)
	for _, line := range p.lines(title, smallSize, false, inner*0.6, 1) {
		write(p.fonts, r, line, marginX, footY, smallSize, style{ink: mute})
	}
	if s.replaced || !whole || !titleWhole {
		write(p.fonts, r, replacedText, marginX, footY+smallSize*leading, smallSize, style{ink: mute})
	}
}
