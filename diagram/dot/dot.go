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
	w.line("  graph [rankdir=TB, newrank=true, nodesep=0.5, ranksep=0.7, fontname=%s, labelloc=t, label=%s];", quote("Helvetica"), quote(l.Title))
	w.line("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=%s, fontsize=11, margin=\"0.18,0.1\"];", quote("Helvetica"))
	w.line("  edge [fontname=%s, fontsize=9, color=\"#64748b\", arrowsize=0.7];", quote("Helvetica"))
	w.nodes("  ", topology.Outside)
	w.open("  ", "cloud", "#334155", "solid")
	w.frame("    ", "edge", "#6d28d9", "dotted", topology.Edge)
	w.open("    ", "region", "#0f766e", "dashed")
	w.nodes("      ", topology.Region)
	w.open("      ", "vpc", "#6d28d9", "solid")
	w.nodes("        ", topology.VPC)
	for _, zone := range topology.Zones {
		w.frame("        ", string(zone), "#475569", "dashed", zone)
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

// open begins a cluster.
func (w *writer) open(indent, kind, colour, style string) {
	w.line("%ssubgraph cluster_%s {", indent, kind)
	w.line("%s  graph [label=%s, labeljust=l, color=%q, fontcolor=%q, style=%q, margin=18];", indent, quote(w.labels.Frames[kind]), colour, colour, style)
}

// frame is a cluster of cards alone; an empty one is left out.
func (w *writer) frame(indent, kind, colour, style string, place topology.Place) {
	if !slices.ContainsFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.Place == place }) {
		return
	}
	w.open(indent, kind, colour, style)
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
		text := []string{t.Title, t.Detail}
		if t.Utilisation >= 0 {
			text = append(text, fmt.Sprintf("%.0f%% at peak", t.Utilisation*100))
		}
		if t.Cost != "" {
			text = append(text, t.Cost+" a month")
		}
		width := 1
		if c.New {
			width = 2
		}
		w.line("%s%s [label=%s, tooltip=%s, color=%q, penwidth=%d];", indent, quote(c.ID), quote(text...), quote(t.Tooltip), g.Colour, width)
	}
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
	a := w.labels.Arrows[l.Key]
	style, more := "solid", ""
	switch l.Kind {
	case topology.Event, topology.Replication:
		style = "dashed"
	case topology.Telemetry:
		style = "dotted"
	}
	if w.row(l.From) >= w.row(l.To) {
		// The rows are fixed: a line up or along one must not move them.
		more = ", constraint=false"
	}
	width := 1.0
	if a.Rate > 1 {
		width = min(3.5, 1+0.5*math.Log10(a.Rate))
	}
	w.line("  %s -> %s [label=%s, style=%s, penwidth=%.1f%s];", quote(l.From), quote(l.To), quote(a.Text), style, width, more)
}

func (w *writer) row(id string) int {
	i := slices.IndexFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.ID == id })
	if i < 0 {
		return 0
	}
	return w.scene.Cards[i].Row
}

// widest is the longest line of a label in characters: Graphviz gives up on a
// node that is very wide.
const widest = 120

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
		n := 0
		for _, r := range strings.ToValidUTF8(line, "") {
			if n++; n%widest == 0 {
				b.WriteString(`\n`)
			}
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
