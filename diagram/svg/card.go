package svg

import (
	"fmt"

	"stagecraft/diagram"
)

// Where things stand in a card, from its upper left corner.
const (
	textX    = 54.0 // of all text: right of the glyph
	textEnd  = 8.0  // from the right edge
	titleY   = 22.0
	detailY  = 38.0
	figuresY = 55.0 // the third line: how full, what it costs
	meterY   = 60.0 // under an overlay: how strong
	barWidth = 30.0
)

// look is how a card is drawn: what the scene and the overlay make of it.
type look struct {
	class               string
	stroke, fill, ink   string
	width               float64
	dash                string
	faded, lost, marked bool
	reading             diagram.Reading
}

// look decides how a card is drawn. Nothing is told by colour alone: what is
// faded loses its figures, what is lost says so, what is strong has a meter.
func (w *writer) look(id string) look {
	l := look{class: "d-card", stroke: w.p.stroke, fill: w.p.card, ink: w.p.ink, width: 1}
	card := w.l.Cards[id]
	if w.s[id].New && !w.fails() {
		l.class, l.stroke, l.width, l.marked = "d-card d-new", w.p.accent, 1.8, true
	}
	l.reading = card.Readings[w.o.Overlay]
	if w.o.Overlay != diagram.Everything && l.reading.Level < 0 {
		l.faded = true
	}
	if w.fails() && w.l.Failures[w.o.Overlay].Lost[id] {
		l.lost = true
	}
	if l.faded || l.lost {
		l.class, l.fill, l.ink, l.dash = l.class+" d-faded", w.p.paper, w.p.mute, ` stroke-dasharray="3 3"`
	}
	return l
}

// fails tells whether the overlay takes something away.
func (w *writer) fails() bool {
	_, ok := w.l.Failures[w.o.Overlay]
	return ok
}

func (w *writer) card(c diagram.PlacedCard) {
	b, t, l := c.Box, w.l.Cards[c.ID], w.look(c.ID)
	tip := t.Tooltip
	if tip == "" {
		tip = t.Title + " – " + t.Detail
	}
	if l.lost {
		tip = "Lost: " + tip
	}
	fmt.Fprintf(w, `<g class="%s" role="listitem" tabindex="0" data-id="%s"><title>%s</title>`, l.class, clean(c.ID), clean(tip))
	fmt.Fprintf(w, `<rect class="d-box" x="%s" y="%s" width="%s" height="%s" rx="10" fill="%s" stroke="%s" stroke-width="%s"%s/>`, n(b.X), n(b.Y), n(b.W), n(b.H), l.fill, l.stroke, n(l.width), l.dash)
	w.glyph(t, b, l.faded || l.lost)
	x, room := b.X+textX, b.W-textX-textEnd
	third := w.third(c, l)
	down := 0.0
	if !third {
		down = 8 // two lines stand in the middle
	}
	fmt.Fprintf(w, `<text class="d-title" x="%s" y="%s" font-size="12.5" font-weight="600" fill="%s">%s</text>`, n(x), n(b.Y+titleY+down), l.ink, clean(Fit(t.Title, 12.5, room, true)))
	fmt.Fprintf(w, `<text class="d-detail" x="%s" y="%s" font-size="11" fill="%s">%s</text>`, n(x), n(b.Y+detailY+down), w.p.mute, clean(Fit(t.Detail, 11, room, false)))
	if l.marked {
		w.badge(b, 34, "NEW")
	}
	if l.lost {
		w.badge(b, 38, "LOST")
	}
	w.WriteString("</g>\n")
}

func (w *writer) badge(b diagram.Box, width float64, text string) {
	fmt.Fprintf(w, `<g class="d-badge"><rect x="%s" y="%s" width="%s" height="15" rx="7.5" fill="%s"/><text x="%s" y="%s" font-size="9" font-weight="700" text-anchor="middle" fill="%s">%s</text></g>`,
		n(b.Right()-8-width), n(b.Y-7.5), n(width), w.p.accent, n(b.Right()-8-width/2), n(b.Y+3.4), w.p.card, text)
}

// third writes the third line: the figures, or what the overlay says instead. It
// tells whether there is anything to say.
func (w *writer) third(c diagram.PlacedCard, l look) bool {
	b, t := c.Box, w.l.Cards[c.ID]
	switch {
	case l.lost:
		return false
	case w.fails():
		return w.survivor(c, w.l.Failures[w.o.Overlay])
	case w.o.Overlay != diagram.Everything && w.o.Overlay != diagram.WhatsNew:
		return w.reading(b, l)
	}
	if t.Utilisation < 0 && t.Cost == "" {
		return false
	}
	if t.Utilisation >= 0 {
		w.bar(b, t.Utilisation)
		w.figure(b.X+textX+barWidth+4, b, "start", percent(t.Utilisation))
	}
	if t.Cost != "" {
		w.figure(b.Right()-textEnd, b, "end", clean(t.Cost))
	}
	return true
}

// Survivor is how full a card becomes when others are lost, in words and as a
// ratio: the same resource before and after, or what the card says otherwise where
// nothing changes. A card that is never full has none.
func Survivor(id string, c diagram.Card, f diagram.Failure) (text string, used float64, told bool) {
	before := f.Before[id]
	after, changes := f.After[id]
	switch {
	case changes && c.Utilisation < 0:
		return "takes over · " + diagram.Percent(after), after, true
	case changes && diagram.Percent(before) != diagram.Percent(after):
		return diagram.Percent(before) + " → " + diagram.Percent(after), after, true
	case c.Utilisation < 0:
		return "", 0, false
	}
	return diagram.Percent(c.Utilisation), c.Utilisation, true
}

func (w *writer) survivor(c diagram.PlacedCard, f diagram.Failure) bool {
	text, used, told := Survivor(c.ID, w.l.Cards[c.ID], f)
	if told {
		w.bar(c.Box, used)
		w.figure(c.Box.X+textX+barWidth+4, c.Box, "start", clean(text))
	}
	return told
}

// reading is the text of an overlay, with a meter along the lower edge.
func (w *writer) reading(b diagram.Box, l look) bool {
	if l.reading.Text == "" {
		return false
	}
	w.figure(b.X+textX, b, "start", clean(Fit(l.reading.Text, 10, b.W-textX-textEnd, false)))
	if l.reading.Level > 0 {
		colour, level := w.p.accent, "strong"
		if w.o.Overlay == diagram.Headroom {
			colour, level = w.level(l.reading.Level)
		}
		fmt.Fprintf(w, `<rect class="d-fill d-%s" x="%s" y="%s" width="%s" height="4" rx="2" fill="%s"/>`, level, n(b.X+10), n(b.Y+meterY), n(max(2, min(1, l.reading.Level)*(b.W-20))), colour)
	}
	return true
}

// figure writes one figure of the third line; text is escaped already.
func (w *writer) figure(x float64, b diagram.Box, anchor, text string) {
	fmt.Fprintf(w, `<text class="d-detail" x="%s" y="%s" font-size="10" text-anchor="%s" fill="%s">%s</text>`, n(x), n(b.Y+figuresY), anchor, w.p.mute, text)
}

// level is the colour of a utilisation, and its name.
func (w *writer) level(u float64) (colour, name string) {
	switch {
	case u >= 0.9:
		return w.p.bad, "bad"
	case u >= 0.7:
		return w.p.warn, "warn"
	}
	return w.p.good, "good"
}

// bar is the utilisation as a length and a colour; the number stands beside it.
func (w *writer) bar(b diagram.Box, u float64) {
	colour, level := w.level(u)
	x, y := b.X+textX, b.Y+figuresY-6
	fmt.Fprintf(w, `<rect class="d-bar" x="%s" y="%s" width="%s" height="4" rx="2" fill="%s"/>`, n(x), n(y), n(barWidth), w.p.bar)
	fmt.Fprintf(w, `<rect class="d-fill d-%s" x="%s" y="%s" width="%s" height="4" rx="2" fill="%s"/>`, level, n(x), n(y), n(max(2, min(u, 1)*barWidth)), colour)
}

func percent(u float64) string { return clean(diagram.Percent(u)) }
