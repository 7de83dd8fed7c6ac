// Package dot writes a stage as a Graphviz DOT file, for teams that keep their
// diagrams as text: frames as clusters, cards as boxes, lines with their rates.
// Its layout is Graphviz's; that of our own pictures is made elsewhere.
package dot

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
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
}

// Render writes the file. Text of users comes out as itself.
func Render(s diagram.Scene, l diagram.Labels) []byte {
	w := &writer{scene: s, labels: l}
	w.line("digraph stage {")
	// Rates as xlabel: Graphviz has no room for labels of angular lines.
	w.line("  graph [rankdir=TB, newrank=true, splines=ortho, nodesep=0.5, ranksep=0.7, bgcolor=\"#fbfcfe\", fontname=%s, labelloc=t, label=%s];", quote("Helvetica"), label(l.Title))
	w.line("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontcolor=\"#111827\", fontname=%s, fontsize=11, margin=\"0.18,0.1\"];", quote("Helvetica"))
	w.line("  edge [fontname=%s, fontsize=9, fontcolor=\"#4b5563\", color=\"#64748b\", arrowsize=0.7];", quote("Helvetica"))
	w.nodes("  ", topology.Outside)
	w.open("  ", "cloud", outline{"#334155", "solid", "#fbfcfe"})
	w.frame("    ", "edge", outline{"#6d28d9", "dotted", "#fbfcfe"}, topology.Edge)
	w.open("    ", "region", outline{"#0f766e", "dashed", "#fbfcfe"})
	w.nodes("      ", topology.Region)
	w.open("      ", "vpc", outline{"#6d28d9", "solid", "#f8f6ff"})
	w.nodes("        ", topology.VPC)
	for _, zone := range topology.Zones {
		w.frame("        ", string(zone), outline{"#475569", "dashed", "#f1f4f8"}, zone)
	}
	w.line("      }\n    }\n  }")
	w.ranks()
	for _, link := range s.Links {
		w.edge(link)
	}
	w.line("}")
	return w.Bytes()
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// outline is how a frame looks.
type outline struct{ colour, style, fill string }

// open begins a cluster.
func (w *writer) open(indent, kind string, o outline) {
	w.line("%ssubgraph cluster_%s {", indent, kind)
	w.line("%s  graph [label=%s, labeljust=l, color=%q, fontcolor=%q, style=%q, bgcolor=%q, margin=18];", indent, label(w.labels.Frames[kind]), o.colour, o.colour, o.style, o.fill)
}

// frame is a cluster of cards alone; an empty one is left out.
func (w *writer) frame(indent, kind string, o outline, place topology.Place) {
	if !slices.ContainsFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.Place == place }) {
		return
	}
	w.open(indent, kind, o)
	w.nodes(indent+"  ", place)
	w.line("%s}", indent)
}

func (w *writer) nodes(indent string, place topology.Place) {
	for _, c := range w.scene.Cards {
		if c.Place != place {
			continue
		}
		t := w.labels.Cards[c.ID]
		g, _ := glyph.For(t.Service, t.Category)
		width := 1
		if c.New {
			width = 2
		}
		w.line("%s%s [label=%s, tooltip=%s, color=%q, fillcolor=%q, penwidth=%d];", indent, quote(c.ID), label(t.Lines(c.New)...), quote(t.Tooltip), g.Colour, tint(g.Colour), width)
	}
}

// tint is a colour in white as it is left when nine tenths of it are taken away:
// dark text stands on it as well as on white.
func tint(colour string) string {
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		return "#ffffff"
	}
	part := func(shift uint) uint64 { return 255 - (255-rgb>>shift&0xff)/10 }
	return fmt.Sprintf("#%02x%02x%02x", part(16), part(8), part(0))
}

// ranks puts the cards of a row on one line, and the rows one below the other:
// a card without lines would else float to the top.
func (w *writer) ranks() {
	rows := map[int][]string{}
	for _, c := range w.scene.Cards {
		rows[c.Row] = append(rows[c.Row], quote(c.ID))
	}
	above := ""
	for _, row := range slices.Sorted(maps.Keys(rows)) {
		w.line("  { rank=same; %s; }", strings.Join(rows[row], "; "))
		if above != "" {
			w.line("  %s -> %s [style=invis];", above, rows[row][0])
		}
		above = rows[row][0]
	}
}

func (w *writer) edge(l diagram.SceneLink) {
	if !w.has(l.From) || !w.has(l.To) {
		return // Graphviz would make cards of its own for them
	}
	a := w.labels.Arrows[l.Key]
	style, more := "solid", ""
	switch l.Kind {
	case topology.Event, topology.Replication:
		style = "dashed"
	case topology.Telemetry:
		style = "dotted"
	}
	switch {
	case w.row(l.From) >= w.row(l.To):
		// The rows are fixed: a line up or along one must not move them.
		more = ", constraint=false"
	case w.passes(l):
		// Pulled straight it would want the place of the card it passes, where
		// Graphviz's angular lines have been seen to end in a failed assertion.
		more = ", weight=0"
	}
	width := 1.0
	if a.Rate > 1 {
		width = min(3.5, 1+0.5*math.Log10(a.Rate))
	}
	w.line("  %s -> %s [xlabel=%s, style=%s, penwidth=%.1f%s];", quote(l.From), quote(l.To), label(a.Text), style, width, more)
}

// passes tells whether a line between zones goes by a row with cards of one.
func (w *writer) passes(l diagram.SceneLink) bool {
	from, to := w.scene.Cards[w.at(l.From)], w.scene.Cards[w.at(l.To)]
	return from.Place.IsZone() && to.Place.IsZone() && slices.ContainsFunc(w.scene.Cards, func(c diagram.SceneCard) bool {
		return c.Place.IsZone() && c.Row > from.Row && c.Row < to.Row
	})
}

func (w *writer) at(id string) int {
	return slices.IndexFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.ID == id })
}

func (w *writer) has(id string) bool { return w.at(id) >= 0 }

func (w *writer) row(id string) int { return w.scene.Cards[w.at(id)].Row }

// widest is the longest line of a label in characters: Graphviz gives up on a
// node that is very wide.
const widest = 120

// label is lines of text of which none is too long.
func label(lines ...string) string { return quote(broken(lines)...) }

// broken breaks lines that are too long for a label, between words where it can.
func broken(lines []string) []string {
	var all []string
	for _, line := range lines {
		rest := []rune(line)
		for len(rest) > widest {
			end := widest
			for i := widest; i > widest/2; i-- {
				if rest[i] == ' ' {
					end = i
					break
				}
			}
			all = append(all, string(rest[:end]))
			rest = []rune(strings.TrimPrefix(string(rest[end:]), " "))
		}
		all = append(all, string(rest))
	}
	return all
}

// quote writes lines of text as one DOT string. A backslash is doubled, or
// Graphviz would put names and graphs in place of \N and \G; an ampersand is
// written as an entity, or it would read one out of what follows.
func quote(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, line := range lines {
		if i > 0 {
			b.WriteString(`\n`)
		}
		for _, r := range strings.ToValidUTF8(line, "") {
			switch {
			case r == '"':
				b.WriteString(`\"`)
			case r == '\\':
				b.WriteString(`\\`)
			case r == '&':
				b.WriteString("&amp;")
			case r == '\n' || r == '\t':
				b.WriteByte(' ')
			case unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF:
			default:
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
