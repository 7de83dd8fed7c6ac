package svg

import (
	"fmt"
	"math"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/planner/topology"
)

const corner = 9.0

func (w *writer) glyph(c diagram.Card, b diagram.Box, faded bool) {
	g, _ := glyph.For(c.Service, c.Category)
	if faded {
		g.Colour = w.p.faded
	}
	x, y := b.X+10, b.Y+(b.H-36)/2
	fmt.Fprintf(w, `<rect x="%s" y="%s" width="36" height="36" rx="8" fill="%s"/>`, n(x), n(y), g.Colour)
	fmt.Fprintf(w, `<path transform="translate(%s %s) scale(.92)" d="%s" fill="none" stroke="#ffffff" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round"/>`, n(x+7), n(y+7), g.Path, n(glyph.Stroke))
}

func (w *writer) lines(s diagram.Scene, p diagram.Placed) {
	for i, r := range p.Routes {
		l := s.Links[i]
		class, stroke := "d-line", w.p.line
		width := thickness(w.arrow(l.Key).Rate)
		switch {
		case w.gone(l):
			class, stroke, width = "d-line d-gone", w.p.faded, 1
		case w.o.Overlay == diagram.Traffic:
			width = 1 + 2.2*(width-1.3) // 1 to 6: the widths are the message
		case l.New && !w.fails():
			class, stroke = "d-line d-new", w.p.accent
		}
		dash := ""
		switch l.Kind {
		case topology.Replication:
			dash = ` stroke-dasharray="5 4"`
		case topology.Event:
			dash = ` stroke-dasharray="9 4"`
		case topology.Telemetry:
			dash = ` stroke-dasharray="2 4"`
		}
		w.line(class, stroke, dash, width, r.Points)
	}
	for i, r := range p.Detours {
		w.line("d-line d-over", w.p.good, overDash, max(1.8, thickness(w.arrow(s.Detours[i].Key).Rate)), r.Points)
	}
}

// overDash is the dash of lines that take over from lost ones: a long stroke and
// a dot, as no other line has.
const overDash = ` stroke-dasharray="12 4 2 4"`

func (w *writer) line(class, stroke, dash string, width float64, points []diagram.Point) {
	fmt.Fprintf(w, `<g class="%s"><path class="d-run" d="%s" fill="none" stroke="%s" stroke-width="%s"%s/>`, class, rounded(points), stroke, n(width), dash)
	fmt.Fprintf(w, `<path class="d-head" d="%s" fill="%s"/></g>`+"\n", head(points), stroke)
}

// key shows, below the picture, what a line that takes over looks like.
func (w *writer) key(y float64) {
	y += keyHeight / 2
	w.line("d-line d-over", w.p.good, overDash, 1.8, []diagram.Point{{X: 14, Y: y}, {X: 74, Y: y}})
	fmt.Fprintf(w, `<text class="d-legend" x="82" y="%s" font-size="12" fill="%s">Takes over: carries what a lost one did</text>`+"\n", n(y+4), w.p.ink)
}

// arrow is what a line carries: under a failure with what lost ones did.
func (w *writer) arrow(key string) diagram.Arrow {
	if a, more := w.l.Failures[w.o.Overlay].Arrows[key]; more {
		return a
	}
	return w.l.Arrows[key]
}

// gone tells lines that the overlay takes away or puts aside: those of a lost
// card, and those that are not new where only that counts.
func (w *writer) gone(l diagram.SceneLink) bool {
	if w.fails() {
		lost := w.l.Failures[w.o.Overlay].Lost
		return lost[l.From] || lost[l.To]
	}
	return w.o.Overlay == diagram.WhatsNew && !l.New
}

// thickness grows with the logarithm of the rate: 1.3 for a trickle, 3.5 for
// 100,000 a second.
func thickness(rate float64) float64 {
	if rate <= 1 {
		return 1.3
	}
	return min(3.5, 1.3+0.44*math.Log10(rate))
}

// rounded is the path of a line with its corners rounded.
func rounded(points []diagram.Point) string {
	var b strings.Builder
	for i, p := range points {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "M%s %s", n(p.X), n(p.Y))
		case i == len(points)-1:
			// The arrowhead covers the last units.
			q := toward(p, points[i-1], 6)
			fmt.Fprintf(&b, " L%s %s", n(q.X), n(q.Y))
		default:
			r := min(corner, distance(points[i-1], p)/2, distance(p, points[i+1])/2)
			a, c := toward(p, points[i-1], r), toward(p, points[i+1], r)
			fmt.Fprintf(&b, " L%s %s Q%s %s %s %s", n(a.X), n(a.Y), n(p.X), n(p.Y), n(c.X), n(c.Y))
		}
	}
	return b.String()
}

func distance(a, b diagram.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// toward is the point d away from a on the way to b.
func toward(a, b diagram.Point, d float64) diagram.Point {
	l := distance(a, b)
	if l == 0 {
		return a
	}
	return diagram.Point{X: a.X + (b.X-a.X)*d/l, Y: a.Y + (b.Y-a.Y)*d/l}
}

// head is the arrowhead at the end of a line, as a path: not every viewer draws
// SVG markers.
func head(points []diagram.Point) string {
	if len(points) < 2 {
		return ""
	}
	tip := points[len(points)-1]
	base := toward(tip, points[len(points)-2], 8)
	dx, dy := (tip.Y-base.Y)/8*4, (base.X-tip.X)/8*4
	return fmt.Sprintf("M%s %s L%s %s L%s %sZ", n(tip.X), n(tip.Y), n(base.X+dx), n(base.Y+dy), n(base.X-dx), n(base.Y-dy))
}

func (w *writer) label(l diagram.SceneLink, r diagram.Route) {
	text := w.arrow(l.Key).Text
	if text == "" || w.gone(l) {
		return
	}
	text = Fit(text, 10.5, diagram.LabelWidth-12, false)
	width := Width(text, 10.5, false) + 14
	fmt.Fprintf(w, `<g class="d-label"><rect x="%s" y="%s" width="%s" height="17" rx="8.5" fill="%s" stroke="%s"/><text x="%s" y="%s" font-size="10.5" text-anchor="middle" fill="%s">%s</text></g>`+"\n",
		n(r.Label.X-width/2), n(r.Label.Y-8.5), n(width), w.p.pill, w.p.pillLine, n(r.Label.X), n(r.Label.Y+3.8), w.p.mute, clean(text))
}

// darkRules restyles a light picture where the reader's system is dark.
func darkRules() string {
	return "@media (prefers-color-scheme: dark){" + Rules(Dark, "") + "}"
}

// Rules is the CSS that gives a picture the colours of a theme, each selector
// behind a prefix such as ".dark ".
func Rules(t Theme, prefix string) string {
	p := palettes[t]
	rules := [][2]string{
		{".d-paper", "fill:" + p.paper}, {".d-box", "fill:" + p.card + ";stroke:" + p.stroke}, {".d-card.d-new .d-box", "stroke:" + p.accent},
		{".d-title", "fill:" + p.ink}, {".d-faded .d-box", "fill:" + p.paper + ";stroke:" + p.stroke}, {".d-faded .d-title", "fill:" + p.mute}, {".d-detail", "fill:" + p.mute}, {".d-bar", "fill:" + p.bar},
		{".d-legend", "fill:" + p.ink}, {".d-fill.d-strong", "fill:" + p.accent}, {".d-fill.d-good", "fill:" + p.good}, {".d-fill.d-warn", "fill:" + p.warn}, {".d-fill.d-bad", "fill:" + p.bad},
		{".d-run", "stroke:" + p.line}, {".d-head", "fill:" + p.line}, {".d-line.d-new .d-run", "stroke:" + p.accent}, {".d-line.d-new .d-head", "fill:" + p.accent},
		{".d-line.d-over .d-run", "stroke:" + p.good}, {".d-line.d-over .d-head", "fill:" + p.good}, {".d-line.d-gone .d-run", "stroke:" + p.faded}, {".d-line.d-gone .d-head", "fill:" + p.faded}, {".d-label rect", "fill:" + p.pill + ";stroke:" + p.pillLine}, {".d-label text", "fill:" + p.mute},
		{".d-badge rect", "fill:" + p.accent}, {".d-badge text", "fill:" + p.card},
		{".d-cloud rect", "stroke:" + p.cloud}, {".d-cloud text", "fill:" + p.cloud}, {".d-region rect", "stroke:" + p.region}, {".d-region text", "fill:" + p.region},
		{".d-vpc rect", "stroke:" + p.vpc + ";fill:" + p.vpcFill}, {".d-vpc text", "fill:" + p.vpc}, {".d-edge rect", "stroke:" + p.edge}, {".d-edge text", "fill:" + p.edge},
		{".d-zone rect", "stroke:" + p.zone + ";fill:" + p.zoneFill}, {".d-zone text", "fill:" + p.zone},
	}
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(prefix + r[0] + "{" + r[1] + "}")
	}
	return b.String()
}
