// Package poster writes the roadmap on one sheet: all stages with their users,
// cost, small picture, novelties and end, as a self-contained SVG in the
// proportions of A3: plain text and paths, no script, no style attribute, no
// filter, no reference to anything outside.
//
// The small pictures are the placed ones, drawn anew: a picture scaled down to a
// panel would have letters of 3 pixels. Gaps shrink more than cards do, a card
// is its glyph and its title, and what could not be read is left out.
package poster

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

// Size of the sheet in user units, which are pixels where it is shown 1,600
// wide. No text is smaller than 5.5 units.
const (
	Width  = 1600.0
	Height = 1131.0
)

// Poster is what stands on the sheet. Every text may hold what a user typed: it
// is shortened to its room and escaped.
type Poster struct {
	Title    string
	Subtitle string
	Note     string // at the foot; empty for none
	Theme    svg.Theme
	Stages   []Stage // up to eight are drawn
}

// Stage is one panel.
type Stage struct {
	Number int
	Name   string   // "Lighten"
	Title  string   // "Lighten the web tier"
	Users  string   // "100k – 500k users"
	Cost   string   // "$944.75 a month"
	Ends   string   // what ends it, a sentence or two
	Here   bool     // the stage of the entered users
	New    []string // what it brings; four are listed, the rest counted

	// The picture: a scene, where its cards stand, and their titles. A stage that
	// is not placed says so.
	Scene  diagram.Scene
	Placed diagram.Placed
	Labels diagram.Labels
}

// Where things stand on the sheet.
const (
	margin     = 24.0
	ribbonTop  = 84.0
	ribbonHigh = 56.0
	panelsTop  = ribbonTop + ribbonHigh + 20
	footHigh   = 58.0
	columns    = 4
	rows       = 2
	gapX       = 14.0
	gapY       = 18.0 // the mark “You are here” stands half in it
	panelWide  = (Width - 2*margin - (columns-1)*gapX) / columns
	panelsHigh = Height - panelsTop - footHigh - (rows-1)*gapY
	firstHigh  = panelsHigh * 0.445 // later stages have more rows of cards
)

const fontFamily = "Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif"

// writer writes one poster.
type writer struct {
	bytes.Buffer
	colours map[role]string
}

// Render writes the poster. The same poster gives the same bytes.
func Render(p Poster) []byte {
	p.Stages = p.Stages[:min(len(p.Stages), columns*rows)]
	w := &writer{colours: colours(p.Theme)}
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" class="poster" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" role="img" aria-labelledby="poster-title poster-desc" font-family="%[3]s">`+"\n",
		n(Width), n(Height), fontFamily)
	fmt.Fprintf(w, `<title id="poster-title">%s</title><desc id="poster-desc">%s</desc>`+"\n", escaped(cut(p.Title, longest)), escaped(inWords(p)))
	if p.Theme == svg.Auto {
		w.WriteString("<style>" + darkRules() + "</style>\n")
	}
	w.box(diagram.Box{W: Width, H: Height}, 0, paint{fill: paper})
	w.head(p)
	w.ribbon(p.Stages)
	for i, s := range p.Stages {
		w.panel(s, panelBox(i))
	}
	w.foot(p)
	w.WriteString("</svg>\n")
	return w.Bytes()
}

// panelBox is the room of the panel of a stage, counted from 0.
func panelBox(i int) diagram.Box {
	b := diagram.Box{X: margin + float64(i%columns)*(panelWide+gapX), Y: panelsTop, W: panelWide, H: firstHigh}
	if i >= columns {
		b.Y, b.H = panelsTop+firstHigh+gapY, panelsHigh-firstHigh
	}
	return b
}

// longest is the length of a description or name in letters, for those who have
// it read to them.
const longest = 500

// inWords is the poster for who cannot see it.
func inWords(p Poster) string {
	var b strings.Builder
	b.WriteString(sentence(cut(p.Subtitle, longest)))
	for _, s := range p.Stages {
		here := ""
		if s.Here {
			here = " You are here."
		}
		fmt.Fprintf(&b, " Stage %d, %s: %s, %s.%s", s.Number, cut(s.Name, longest), cut(s.Users, longest), cut(s.Cost, longest), here)
		if len(s.New) > 0 {
			b.WriteString(" New: " + sentence(cut(strings.Join(s.New, "; "), longest)))
		}
		b.WriteString(" " + sentence(cut(s.Ends, longest)))
	}
	if p.Note != "" {
		b.WriteString(" " + sentence(cut(p.Note, longest)))
	}
	return strings.TrimSpace(b.String())
}

// head is the title of the sheet.
func (w *writer) head(p Poster) {
	room := Width - 2*margin
	w.text(margin, 46, p.Title, room, style{size: 26, bold: true, fill: ink})
	w.text(margin, 68, p.Subtitle, room, style{size: 12.5, fill: mute})
}

// foot explains the signs and holds the note.
func (w *writer) foot(p Poster) {
	y := Height - footHigh + 22
	w.plus(margin+6, y-4, 6)
	x := margin + 18 + w.text(margin+18, y, "new in this stage, with its arrows in the same colour", 400, style{size: 10.5, fill: mute}) + 22
	w.path(fmt.Sprintf("M%s %sH%s", n(x), n(y-4), n(x+26)), paint{stroke: line, width: 1.2})
	x += 32 + w.text(x+32, y, "requests", 100, style{size: 10.5, fill: mute}) + 22
	w.path(fmt.Sprintf("M%s %sH%s", n(x), n(y-4), n(x+26)), paint{stroke: line, width: 1.2, dash: "4 3"})
	w.text(x+32, y, "messages, copies of data, metrics", 300, style{size: 10.5, fill: mute})
	for i, s := range wrapped(p.Note, 10, Width-2*margin, 2) {
		w.text(margin, y+15+float64(i)*12, s, Width-2*margin, style{size: 10, fill: mute})
	}
}

// n prints a coordinate with at most two decimals: letters are small here.
func n(f float64) string {
	s := strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		return "0"
	}
	return s
}
