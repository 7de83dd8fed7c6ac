// Package mermaid writes a stage as a Mermaid flowchart, for READMEs and wikis
// that draw it themselves.
package mermaid

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/planner/topology"
)

type writer struct {
	bytes.Buffer
	scene  diagram.Scene
	labels diagram.Labels
	ids    map[string]string
	styles []string // of the subgraphs begun, to be written when they are done
}

// Render writes the chart. Names of nodes are ours; text of users stands only in
// quoted labels, every sign of Mermaid's and HTML's own in it as a number.
func Render(s diagram.Scene, l diagram.Labels) []byte {
	w := &writer{scene: s, labels: l, ids: map[string]string{}}
	for i, c := range s.Cards {
		w.ids[c.ID] = fmt.Sprintf("n%d", i+1)
	}
	w.line("flowchart TB")
	w.line("  accTitle: %s", text(l.Title))
	w.line("  accDescr: %s", text(l.Description))
	w.nodes("  ", topology.Outside)
	w.open("  ", "cloud", "cloud")
	w.frame("    ", "edge", topology.Edge)
	w.open("    ", "region", "region")
	w.nodes("      ", topology.Region)
	if slices.ContainsFunc(s.Cards, func(c diagram.SceneCard) bool { return c.Place == topology.VPC || c.Place.IsZone() }) {
		w.open("      ", "vpc", "vpc")
		w.nodes("        ", topology.VPC)
		for _, zone := range topology.Zones {
			w.frame("        ", string(zone), zone)
		}
		w.line("      end")
	}
	w.line("    end")
	w.line("  end")
	w.links()
	w.classes()
	for _, line := range w.styles {
		w.line("%s", line)
	}
	return w.Bytes()
}

// frameStyles are the borders of frames without a ground of their own: they stand
// out three to one from that of light and of dark pages.
var frameStyles = map[string]string{
	"cloud": "stroke:#64748b", "edge": "stroke:#7c3aed,stroke-dasharray:2 4", "region": "stroke:#0f766e,stroke-dasharray:7 5",
	"vpc": "stroke:#7c3aed", "a": "stroke:#64748b,stroke-dasharray:4 4", "b": "stroke:#64748b,stroke-dasharray:4 4", "c": "stroke:#64748b,stroke-dasharray:4 4",
}

// open begins a subgraph.
func (w *writer) open(indent, id, kind string) {
	w.line("%ssubgraph %s[%s]", indent, id, label(w.labels.Frames[kind]))
	w.styles = append(w.styles, fmt.Sprintf("  style %s fill:none,%s", id, frameStyles[kind]))
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// frame is a subgraph of cards alone; an empty one is left out.
func (w *writer) frame(indent, kind string, place topology.Place) {
	if !slices.ContainsFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.Place == place }) {
		return
	}
	w.open(indent, "frame_"+kind, kind)
	w.nodes(indent+"  ", place)
	w.line("%send", indent)
}

func (w *writer) nodes(indent string, place topology.Place) {
	for _, c := range w.scene.Cards {
		if c.Place != place {
			continue
		}
		w.line("%s%s[%s]", indent, w.ids[c.ID], label(w.labels.Cards[c.ID].Lines(c.New)...))
	}
}

func (w *writer) links() {
	var widths []string
	drawn := 0
	for _, l := range w.scene.Links {
		if w.ids[l.From] == "" || w.ids[l.To] == "" {
			continue // there is no card to draw it to
		}
		a := w.labels.Arrows[l.Key]
		arrow := "-->"
		if l.Kind != topology.Request {
			arrow = "-.->"
		}
		if a.Text != "" {
			arrow += "|" + label(a.Text) + "|"
		}
		w.line("  %s %s %s", w.ids[l.From], arrow, w.ids[l.To])
		if a.Rate > 1 {
			widths = append(widths, fmt.Sprintf("  linkStyle %d stroke-width:%.1fpx", drawn, min(4, 1+0.5*math.Log10(a.Rate))))
		}
		drawn++
	}
	for _, line := range widths {
		w.line("%s", line)
	}
}

// classes colours the border of each node by its category, in dark text on white:
// readable whatever the theme.
func (w *writer) classes() {
	members := map[string][]string{}
	for _, c := range w.scene.Cards {
		t := w.labels.Cards[c.ID]
		g, _ := glyph.For(t.Service, t.Category)
		members[g.Colour] = append(members[g.Colour], w.ids[c.ID])
	}
	colours := make([]string, 0, len(members))
	for colour := range members {
		colours = append(colours, colour)
	}
	slices.Sort(colours)
	for i, colour := range colours {
		w.line("  classDef c%d fill:#ffffff,color:#111827,stroke:%s,stroke-width:2px", i, strings.ToLower(colour))
		w.line("  class %s c%d", strings.Join(members[colour], ","), i)
	}
	var fresh []string
	for _, c := range w.scene.Cards {
		if c.New {
			fresh = append(fresh, w.ids[c.ID])
		}
	}
	if len(fresh) > 0 { // they also say so
		w.line("  classDef fresh stroke-width:4px")
		w.line("  class %s fresh", strings.Join(fresh, ","))
	}
}

// label is a quoted label of one or more lines.
func label(lines ...string) string {
	escaped := make([]string, 0, len(lines))
	for _, l := range lines {
		if l != "" {
			escaped = append(escaped, text(l))
		}
	}
	if len(escaped) == 0 {
		return `" "`
	}
	return `"` + strings.Join(escaped, "<br/>") + `"`
}

// text writes letters, digits and harmless signs as they are, and all others as
// their number, which Mermaid reads back.
func text(s string) string {
	var b strings.Builder
	last := ' '
	for _, r := range strings.ToValidUTF8(s, "") {
		again := r == last // of two, the second is written as its number: %% begins a comment, $$ a formula
		if !unicode.IsControl(r) && r != 0xFFFE && r != 0xFFFF {
			last = r
		}
		switch {
		case (r == '%' || r == '$') && !again:
			b.WriteRune(r)
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF:
		case r > unicode.MaxASCII || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,/+-×·", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}
