// Package drawio writes stages as a draw.io file with the shapes of its own AWS
// library: frames hold their cards, and connectors stay attached when a card is
// moved. A page is placed and routed as our own picture is.
package drawio

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/planner/topology"
)

// Page is one stage. The scene must be the one that was placed.
type Page struct {
	Name   string
	Scene  diagram.Scene
	Placed diagram.Placed
	Labels diagram.Labels
}

// Render writes the file. Text of users comes out as itself: it is escaped as
// HTML, which labels are, and then as XML.
func Render(pages []Page) []byte {
	w := &writer{}
	w.line(`<mxfile host="Stagecraft">`)
	for i, p := range pages {
		w.page(i+1, p)
	}
	w.line(`</mxfile>`)
	return w.Bytes()
}

type writer struct {
	bytes.Buffer
	shown  Page
	frames map[string]diagram.Box // by kind
	cards  map[string]int
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *writer) page(number int, p Page) {
	w.shown, w.frames, w.cards = p, map[string]diagram.Box{}, map[string]int{}
	w.line(`<diagram id="stage-%d" name="%s"><mxGraphModel dx="0" dy="0" grid="1" gridSize="10" page="1" pageScale="1" pageWidth="%s" pageHeight="%s"><root>`,
		number, attribute(p.Name), n(p.Placed.Width), n(p.Placed.Height))
	w.line(`<mxCell id="0"/><mxCell id="1" parent="0"/>`)
	for _, f := range p.Placed.Frames {
		w.frames[f.Kind] = f.Box
	}
	for _, f := range p.Placed.Frames {
		parent, at := w.within(outer(f.Kind), f.Box)
		w.line(`<mxCell id="%s" value="%s" style="%s" vertex="1" parent="%s">%s</mxCell>`, frameID(f.Kind), attribute(html.EscapeString(readable(p.Labels.Frames[f.Kind]))), frameStyle(f.Kind), parent, at)
	}
	for i, c := range p.Placed.Cards {
		w.cards[c.ID] = i
		w.card(i, c)
	}
	for i, r := range p.Placed.Routes {
		w.connector(i, r)
	}
	w.line(`</root></mxGraphModel></diagram>`)
}

func frameID(kind string) string { return "frame-" + kind }

// outer lists the frames around one, innermost first.
func outer(kind string) []string {
	switch kind {
	case "cloud":
		return nil
	case "edge", "region":
		return []string{"cloud"}
	case "vpc":
		return []string{"region", "cloud"}
	}
	return []string{"vpc", "region", "cloud"}
}

// around lists the frames around a card, innermost first.
func around(p topology.Place) []string {
	if p == topology.Outside {
		return nil
	}
	return append([]string{string(p)}, outer(string(p))...)
}

// within gives the first of the frames that is drawn, and the geometry of a box
// inside it.
func (w *writer) within(frames []string, b diagram.Box) (parent, geometry string) {
	for _, kind := range frames {
		if f, ok := w.frames[kind]; ok {
			return frameID(kind), geometryOf(diagram.Box{X: b.X - f.X, Y: b.Y - f.Y, W: b.W, H: b.H})
		}
	}
	return "1", geometryOf(b)
}

func geometryOf(b diagram.Box) string {
	return fmt.Sprintf(`<mxGeometry x="%s" y="%s" width="%s" height="%s" as="geometry"/>`, n(b.X), n(b.Y), n(b.W), n(b.H))
}

// card is a box with its text, and the icon inside it, which moves with it.
func (w *writer) card(i int, c diagram.PlacedCard) {
	s, t := w.shown.Scene.Cards[i], w.shown.Labels.Cards[c.ID]
	g, _ := glyph.For(t.Service, t.Category)
	stroke, width := "#c3cbd8", 1
	if s.New {
		stroke, width = "#2f5bea", 2
	}
	parent, at := w.within(around(s.Place), c.Box)
	w.line(`<mxCell id="card-%d" value="%s" tooltip="%s" style="rounded=1;arcSize=14;html=1;whiteSpace=wrap;overflow=hidden;align=left;verticalAlign=middle;spacingLeft=54;spacingRight=6;fontSize=11;fontColor=#111827;fillColor=#ffffff;strokeColor=%s;strokeWidth=%d;container=1;collapsible=0;" vertex="1" parent="%s">%s</mxCell>`,
		i, attribute(text(t, s.New)), attribute(readable(t.Tooltip)), stroke, width, parent, at)
	w.line(`<mxCell id="icon-%d" value="" style="%s" vertex="1" parent="card-%d">%s</mxCell>`, i, icons[t.Service].style(g.Colour), i, geometryOf(diagram.Box{X: 10, Y: (c.Box.H - 36) / 2, W: 36, H: 36}))
}

// text is the label of a card as HTML: title, detail, figures, and that it is new.
func text(t diagram.Card, fresh bool) string {
	lines := []string{"<b>" + html.EscapeString(readable(t.Title)) + "</b>"}
	if t.Detail != "" {
		lines = append(lines, html.EscapeString(readable(t.Detail)))
	}
	var figures []string
	if t.Utilisation >= 0 {
		figures = append(figures, html.EscapeString(diagram.Percent(t.Utilisation)))
	}
	if t.Cost != "" {
		figures = append(figures, html.EscapeString(readable(t.Cost)))
	}
	if fresh {
		figures = append(figures, `<font color="#2f5bea"><b>new</b></font>`)
	}
	if len(figures) > 0 {
		lines = append(lines, strings.Join(figures, " · "))
	}
	return strings.Join(lines, "<br>")
}

// connector is a line: attached to both cards where ours begins and ends, with
// its corners.
func (w *writer) connector(i int, r diagram.Route) {
	l, a := w.shown.Scene.Links[i], w.shown.Labels.Arrows[r.Key]
	from, okF := w.cards[l.From]
	to, okT := w.cards[l.To]
	if !okF || !okT || len(r.Points) < 2 {
		return
	}
	boxes := w.shown.Placed.Cards
	style := "edgeStyle=orthogonalEdgeStyle;html=1;rounded=1;arcSize=16;endArrow=block;endFill=1;endSize=5;fontSize=10;fontColor=#4b5563;labelBackgroundColor=#ffffff;" +
		anchor("exit", boxes[from].Box, r.Points[0]) + anchor("entry", boxes[to].Box, r.Points[len(r.Points)-1])
	switch l.Kind {
	case topology.Replication, topology.Event:
		style += "dashed=1;"
	case topology.Telemetry:
		style += "dashed=1;dashPattern=1 3;"
	}
	colour, width := "#64748b", 1.3
	if l.New {
		colour = "#2f5bea"
	}
	if a.Rate > 1 {
		width = min(3.5, 1.3+0.44*math.Log10(a.Rate))
	}
	w.line(`<mxCell id="line-%d" value="%s" style="%sstrokeColor=%s;strokeWidth=%s;" edge="1" parent="1" source="card-%d" target="card-%d"><mxGeometry relative="1" as="geometry">`, i, attribute(html.EscapeString(readable(a.Text))), style, colour, n(width), from, to)
	fmt.Fprintf(w, `<mxPoint x="%s" y="%s" as="offset"/>`, n(offset(r).X), n(offset(r).Y))
	if corners := r.Points[1 : len(r.Points)-1]; len(corners) > 0 {
		w.WriteString(`<Array as="points">`)
		for _, p := range corners {
			fmt.Fprintf(w, `<mxPoint x="%s" y="%s"/>`, n(p.X), n(p.Y))
		}
		w.WriteString(`</Array>`)
	}
	w.line(`</mxGeometry></mxCell>`)
}

// offset is from the middle of a line, where draw.io writes its label, to where
// the label has room.
func offset(r diagram.Route) diagram.Point {
	total := 0.0
	for i := 1; i < len(r.Points); i++ {
		total += math.Hypot(r.Points[i].X-r.Points[i-1].X, r.Points[i].Y-r.Points[i-1].Y)
	}
	left := total / 2
	for i := 1; i < len(r.Points); i++ {
		a, b := r.Points[i-1], r.Points[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		if left <= length && length > 0 {
			return diagram.Point{X: r.Label.X - (a.X + (b.X-a.X)*left/length), Y: r.Label.Y - (a.Y + (b.Y-a.Y)*left/length)}
		}
		left -= length
	}
	return diagram.Point{}
}

// anchor fixes an end of a connector on the side of its card.
func anchor(end string, b diagram.Box, p diagram.Point) string {
	share := func(at, from, length float64) string {
		return strconv.FormatFloat(math.Round((at-from)/length*1000)/1000, 'f', -1, 64)
	}
	return fmt.Sprintf("%sX=%s;%sY=%s;%sDx=0;%sDy=0;", end, share(p.X, b.X, b.W), end, share(p.Y, b.Y, b.H), end, end)
}

// n prints a coordinate with at most one decimal.
func n(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// readable drops what no XML may hold; line breaks become spaces.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < 0x20 || r == 0x7f || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// attribute escapes text for an XML attribute.
func attribute(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(readable(s))); err != nil {
		return "" // a buffer does not fail
	}
	return b.String()
}
