package pdf

import (
	"image/color"

	"github.com/tdewolff/canvas"

	"stagecraft/diagram/vector"
)

// Beside a picture.
const (
	narrowestFacts = 62.0
	widestFacts    = 84.0
	factsGap       = 8.0
	largestScale   = 0.3 // millimetres a unit; a screen shows some 0.26
	factValueSize  = 5.0
	factGap        = 3.6
	longestNote    = 12 // lines
)

// front puts a picture on the sheet with the facts to its right. It gives back
// the facts for which there was no room.
func (p *printer) front(picture vector.Picture, facts []Fact) []Fact {
	width, height := inner, bottom-p.y
	if len(facts) > 0 {
		width -= narrowestFacts + factsGap
	}
	scale := min(width/picture.Width, height/picture.Height, largestScale)
	p.sheet().replaced = p.sheet().replaced || picture.Replaced
	at := vector.Placing{Left: marginX, Top: sheetHeight - p.y, Scale: scale}
	p.mark(func(r canvas.Renderer) { picture.Draw(r, p.fonts, at) })
	p.outline(marginX, p.y, picture.Width*scale, picture.Height*scale)

	x := marginX + picture.Width*scale + factsGap
	column := min(marginX+inner-x, widestFacts)
	for i, f := range facts {
		if !p.fact(f, x, column) {
			return facts[i:]
		}
	}
	return nil
}

// outline is the border of a picture, whose ground is nearly that of the paper.
func (p *printer) outline(x, y, width, height float64) {
	p.mark(func(r canvas.Renderer) {
		s := canvas.DefaultStyle
		s.Fill, s.Stroke, s.StrokeWidth = canvas.Paint{}, canvas.Paint{Color: rule}, 0.2
		r.RenderPath(canvas.Rectangle(width, height), s, canvas.Identity.Translate(x, sheetHeight-y-height))
	})
}

// factLine is one line of a fact.
type factLine struct {
	text string
	size float64
	bold bool
	ink  color.RGBA
}

// fact writes one below the other. It tells whether there was room.
func (p *printer) fact(f Fact, x, width float64) bool {
	var lines []factLine
	add := func(text string, size float64, bold bool, c color.RGBA, most int) {
		for _, line := range p.lines(p.legible(text), size, bold, width, most) {
			lines = append(lines, factLine{line, size, bold, c})
		}
	}
	add(f.Name, smallSize, f.Value == "", mute, 2)
	add(f.Value, factValueSize, true, ink, 2)
	add(f.Note, smallSize, false, mute, longestNote)
	height := 0.0
	for _, l := range lines {
		height += l.size * leading
	}
	if p.y+height > bottom {
		return false
	}
	for _, l := range lines {
		p.line(l.text, x, l.size, style{bold: l.bold, ink: l.ink})
	}
	p.y += factGap
	return true
}

// factInFlow writes a fact as a paragraph over the whole width.
func (p *printer) factInFlow(f Fact) error {
	if err := p.room(3 * textSize * leading); err != nil {
		return err
	}
	name := f.Name
	if f.Value != "" {
		name += ": " + f.Value
	}
	for _, line := range p.lines(p.legible(name), textSize, true, inner, 2) {
		p.line(line, marginX, textSize, style{bold: true})
	}
	if err := p.paragraph("", f.Note, marginX, textSize, mute); err != nil {
		return err
	}
	p.y += 2
	return nil
}

const bulletRoom = 3.0

// together is how many lines of a paragraph are not torn apart.
const together = 8

// paragraph writes a text of any length, from sheet to sheet, with what marks it
// before its first line.
func (p *printer) paragraph(mark, text string, x, size float64, c color.RGBA) error {
	line, whole := vector.Legible(text)
	lines := p.wrap(line, size, false, marginX+inner-x)
	for i, words := range lines {
		needed := 1
		if i == 0 && len(lines) <= together {
			needed = len(lines)
		}
		if err := p.room(float64(needed) * size * leading); err != nil {
			return err
		}
		p.sheet().replaced = p.sheet().replaced || !whole
		if i == 0 && mark != "" {
			p.write(mark, marginX, p.y+size, size, style{ink: c})
		}
		p.line(words, x, size, style{ink: c})
	}
	return nil
}

// notes are sentences with a bullet before each.
func (p *printer) notes(title string, sentences []string) error {
	if len(sentences) == 0 {
		return nil
	}
	if title != "" {
		// Not without what it heads.
		first, _ := vector.Legible(sentences[0])
		lines := len(p.lines(first, smallSize, false, inner-bulletRoom, together))
		if err := p.room(2 + (textSize+float64(lines)*smallSize)*leading); err != nil {
			return err
		}
		p.y += 2
		p.line(title, marginX, textSize, style{bold: true})
	}
	for _, sentence := range sentences {
		if err := p.paragraph("•", sentence, marginX+bulletRoom, smallSize, mute); err != nil {
			return err
		}
		p.y += 0.7
	}
	return nil
}
