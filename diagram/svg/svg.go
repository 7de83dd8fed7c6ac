// Package svg writes a placed scene as a self-contained SVG: plain text and
// paths, no script, no style attribute, no filter, no reference to anything
// outside. Every element has a class, so that a page can restyle it.
package svg

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// Theme chooses the colours.
type Theme string

// Auto follows the reader's system; it needs a <style> element, which a page
// with a strict content security policy refuses: embed Light there.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
	Auto  Theme = "auto"
)

// Options for one rendering.
type Options struct {
	Theme    Theme
	IDPrefix string          // makes ids unique when several pictures share a page
	Note     string          // printed below the picture; empty for none
	Overlay  diagram.Overlay // how to read the picture
	Bare     bool            // without the sentence that says how: for a page that has it
}

// What a note, the key of the lines that take over, and a legend with each of its lines, add to the picture.
const (
	noteHeight   = 24.0
	keyHeight    = 18.0
	legendMargin = 10.0
	legendLine   = 16.0
)

const fontFamily = "Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif"

type writer struct {
	bytes.Buffer
	p palette
	l diagram.Labels
	s map[string]diagram.SceneCard
	o Options
}

// Render writes the picture. The scene must be the one that was placed.
func Render(s diagram.Scene, p diagram.Placed, l diagram.Labels, o Options) []byte {
	theme := o.Theme
	if theme != Dark {
		theme = Light
	}
	w := &writer{p: palettes[theme], l: l, o: o, s: map[string]diagram.SceneCard{}}
	for _, c := range s.Cards {
		w.s[c.ID] = c
	}
	w.Grow(1500 * (len(s.Cards) + 1)) // a card with its lines takes about that
	id := func(name string) string { return clean(o.IDPrefix + name) }
	var legend []string
	if !o.Bare {
		legend = w.legend(p.Width - 28)
	}
	foot := p.Height
	if len(s.Detours) > 0 {
		foot += keyHeight
		p.Height += keyHeight
	}
	if len(legend) > 0 {
		p.Height += legendMargin + legendLine*float64(len(legend))
	}
	if o.Note != "" {
		p.Height += noteHeight
	}
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s %s" font-family="%s">`+"\n",
		n(p.Width), n(p.Height), n(p.Width), n(p.Height), id("title"), id("desc"), fontFamily)
	fmt.Fprintf(w, `<title id="%s">%s</title><desc id="%s">%s</desc>`+"\n", id("title"), clean(l.Title), id("desc"), clean(w.description()))
	if o.Theme == Auto {
		w.WriteString("<style>" + darkRules() + "</style>\n")
	}
	fmt.Fprintf(w, `<rect class="d-paper" width="%s" height="%s" fill="%s"/>`+"\n", n(p.Width), n(p.Height), w.p.paper)
	for _, f := range p.Frames {
		w.frame(f)
	}
	w.lines(s, p)
	w.WriteString(`<g role="list">` + "\n")
	for _, c := range readingOrder(s, p) {
		w.card(c)
	}
	w.WriteString("</g>\n")
	for i, r := range p.Routes {
		w.label(s.Links[i], r)
	}
	for i, r := range p.Detours {
		if s.Detours[i].Kind != topology.Replication {
			w.label(s.Detours[i], r)
		}
	}
	if len(s.Detours) > 0 {
		w.key(foot - keyHeight)
	}
	for i, line := range legend {
		fmt.Fprintf(w, `<text class="d-legend" x="14" y="%s" font-size="12" fill="%s">%s</text>`+"\n", n(foot+legendMargin+legendLine*float64(i)+4), w.p.ink, clean(line))
	}
	if o.Note != "" {
		fmt.Fprintf(w, `<text class="d-note" x="14" y="%s" font-size="11" fill="%s">%s</text>`+"\n", n(p.Height-9), w.p.warn, clean(Fit(o.Note, 11, p.Width-28, false)))
	}
	w.WriteString("</svg>\n")
	return w.Bytes()
}

// n prints a coordinate with at most one decimal.
func n(f float64) string {
	tenths := int64(math.Round(f * 10))
	if tenths%10 == 0 {
		return strconv.FormatInt(tenths/10, 10)
	}
	text := strconv.FormatInt(tenths, 10) // "-5" is -0.5
	sign := ""
	if tenths < 0 {
		sign, text = "-", text[1:]
	}
	if len(text) == 1 {
		text = "0" + text
	}
	return sign + text[:len(text)-1] + "." + text[len(text)-1:]
}

// readingOrder is top to bottom, left to right: users first.
func readingOrder(s diagram.Scene, p diagram.Placed) []diagram.PlacedCard {
	cards := append([]diagram.PlacedCard{}, p.Cards...)
	for i := 1; i < len(cards); i++ {
		for j := i; j > 0 && before(cards[j].Box, cards[j-1].Box); j-- {
			cards[j], cards[j-1] = cards[j-1], cards[j]
		}
	}
	return cards
}

func before(a, b diagram.Box) bool {
	if math.Abs(a.Y-b.Y) > 1 {
		return a.Y < b.Y
	}
	return a.X < b.X
}

func (w *writer) frame(f diagram.Frame) {
	stroke, fill, dash, kind := w.p.zone, w.p.zoneFill, "4 4", "zone"
	switch f.Kind {
	case "cloud":
		stroke, fill, dash, kind = w.p.cloud, "none", "", "cloud"
	case "region":
		stroke, fill, dash, kind = w.p.region, "none", "7 5", "region"
	case "vpc":
		stroke, fill, dash, kind = w.p.vpc, w.p.vpcFill, "", "vpc"
	case "edge":
		stroke, fill, dash, kind = w.p.edge, "none", "2 4", "edge"
	}
	if dash != "" {
		dash = ` stroke-dasharray="` + dash + `"`
	}
	b := f.Box
	fmt.Fprintf(w, `<g class="d-frame d-%s"><rect x="%s" y="%s" width="%s" height="%s" rx="12" fill="%s" stroke="%s"%s/>`, kind, n(b.X), n(b.Y), n(b.W), n(b.H), fill, stroke, dash)
	text, size := FrameTitle(w.l.Frames[f.Kind], diagram.TitleBox(f).Right()-b.X-14)
	fmt.Fprintf(w, `<text x="%s" y="%s" font-size="%s" font-weight="600" fill="%s">%s</text></g>`+"\n", n(b.X+14), n(b.Y+19), n(size), stroke, clean(text))
}

// frameSizes are those of the titles of frames, the usual first.
var frameSizes = []float64{12, 11.2, 10.5}

// FrameTitle is the title of a frame as it is written in a room, and its size:
// somewhat smaller before it is shortened, for lines pass beside it.
func FrameTitle(text string, room float64) (string, float64) {
	for _, size := range frameSizes {
		if Width(text, size, true) <= room {
			return text, size
		}
	}
	least := frameSizes[len(frameSizes)-1]
	return Fit(text, least, room, true), least
}
