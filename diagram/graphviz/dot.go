package graphviz

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// The largest scene handed to Graphviz. 60 nodes and 120 edges took it a quarter
// of a second; a complete graph of 60 nodes did not return in 150. A stage has
// about forty of each.
const (
	maxCards = 80
	maxLinks = 160
)

// Weights of edges: how much Graphviz tries to draw them upright.
const (
	weightColumn = 100
	weightSpine  = 20
	weightLink   = 1
)

// Space in inches, Graphviz's unit of length, 72 px each.
const (
	nodeGap = 44.0 / 72
	rankGap = 56.0 / 72
)

// zoneMargin is the room around a zone's cards in points: a line with a short
// label runs between two zones.
const zoneMargin = 32

// dot writes the scene as DOT. Node i is "ni"; nothing else of the scene's text
// is in it.
func dot(s diagram.Scene) (string, error) {
	if len(s.Cards) > maxCards || len(s.Links) > maxLinks {
		return "", fmt.Errorf("scene of %d cards and %d links is larger than the %d and %d Graphviz is trusted with",
			len(s.Cards), len(s.Links), maxCards, maxLinks)
	}
	w := &writer{scene: s, rows: rowsOf(s)}
	w.fill()
	w.line("digraph g {")
	w.line("graph [rankdir=TB, newrank=true, splines=false, nodesep=%.4f, ranksep=%.4f];", nodeGap, rankGap)
	w.line(`node [shape=box, fixedsize=true, width=%.4f, height=%.4f, label=""];`, diagram.CardWidth/72, diagram.CardHeight/72)
	w.line("edge [arrowhead=none];")
	w.frames()
	w.ranks()
	w.columns()
	w.links()
	w.line("}")
	return w.String(), nil
}

type writer struct {
	strings.Builder
	scene   diagram.Scene
	rows    [][]int  // cards of each used row, left to right
	fillers []string // of each used row, "" for none
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(w, format+"\n", args...)
}

// rowsOf groups the cards by row, top to bottom, and orders each row: services
// outside the VPC, what spans zones, then the zones.
func rowsOf(s diagram.Scene) [][]int {
	byRow := map[int][]int{}
	for i, c := range s.Cards {
		byRow[c.Row] = append(byRow[c.Row], i)
	}
	var rows [][]int
	for _, row := range slices.Sorted(maps.Keys(byRow)) {
		cards := byRow[row]
		slices.SortStableFunc(cards, func(a, b int) int {
			x, y := s.Cards[a], s.Cards[b]
			return cmp.Or(cmp.Compare(side(x.Place), side(y.Place)), cmp.Compare(x.Order, y.Order), cmp.Compare(x.ID, y.ID))
		})
		rows = append(rows, cards)
	}
	return rows
}

// side is where a place stands in every row, from the left: services, zone a,
// balancers between the zones, zone b, zone c.
func side(p topology.Place) int {
	return slices.Index([]topology.Place{topology.ZoneA, topology.VPC, topology.ZoneB, topology.ZoneC}, p)
}

// frames writes the nested clusters. An empty one is left out.
func (w *writer) frames() {
	w.line("%s", w.members(topology.Outside))
	w.line("%s", cluster("edge", 18, w.members(topology.Edge)))
	vpc := w.members(topology.VPC)
	for _, z := range topology.Zones {
		vpc += cluster(string(z), zoneMargin, w.members(z))
	}
	vpc = cluster("vpc", 18, vpc)
	services := cluster("services", 8, w.members(topology.Region)+w.declared())
	w.line("%s", cluster("region", 18, services+vpc))
}

func cluster(name string, margin int, body string) string {
	if body == "" {
		return ""
	}
	return fmt.Sprintf("subgraph cluster_%s { graph [margin=%d]; %s}\n", name, margin, body)
}

// members declares the nodes of a place with their column.
func (w *writer) members(p topology.Place) string {
	var b strings.Builder
	for i, c := range w.scene.Cards {
		if c.Place == p {
			fmt.Fprintf(&b, "n%d [group=%q]; ", i, column(c))
		}
	}
	return b.String()
}

// column names the vertical line a card belongs on. The cards of a zone share
// one; services have one for each order.
func column(c diagram.SceneCard) string {
	if c.Place.IsZone() {
		return string(c.Place)
	}
	if c.Place == topology.VPC {
		return "vpc"
	}
	return fmt.Sprintf("s%d", number(c))
}

// ranks puts each row on one line, chains what is in it from left to right, and
// the rows from top to bottom.
func (w *writer) ranks() {
	for r, row := range w.rows {
		var names []string
		if w.fillers[r] != "" {
			names = append(names, w.fillers[r])
		}
		for _, i := range row {
			names = append(names, fmt.Sprintf("n%d", i))
		}
		w.line("{ rank=same; %s; }", strings.Join(names, "; "))
		// Graphviz takes no notice of the order of an edge without weight.
		if len(names) > 1 {
			w.line("%s [style=invis, weight=1];", strings.Join(names, " -> "))
		}
		if r > 0 {
			w.line("n%d -> n%d [style=invis, weight=0];", w.rows[r-1][0], row[0])
		}
	}
}

// columns chains the cards of one column, so that it comes out straight. The
// users, the first card of the edge network and the first services form the left
// edge of the picture: a narrow screen shows it first.
func (w *writer) columns() {
	last, corner := map[string]string{}, map[int]bool{}
	chain := func(column, node string) {
		if above, ok := last[column]; ok {
			w.line("%s -> %s [style=invis, weight=%d];", above, node, weightColumn)
		}
		last[column] = node
	}
	for r, row := range w.rows {
		for _, i := range row {
			if c := w.scene.Cards[i]; c.Place.IsZone() || c.Place == topology.Region {
				chain(column(c), fmt.Sprintf("n%d", i))
			}
		}
		node, section := fmt.Sprintf("n%d", row[0]), 2
		switch w.scene.Cards[row[0]].Place {
		case topology.Outside:
			section = 0
		case topology.Edge:
			section = 1
		}
		if w.fillers[r] != "" {
			node = w.fillers[r]
			chain("s0", node)
		}
		if !corner[section] {
			corner[section] = true
			chain("left", node)
		}
	}
}

// links adds the arrows that run downwards; they only pull cards together, the
// rows are fixed.
func (w *writer) links() {
	at := map[string]int{}
	for i, c := range w.scene.Cards {
		at[c.ID] = i
	}
	for _, l := range w.scene.Links {
		from, okF := at[l.From]
		to, okT := at[l.To]
		if !okF || !okT || w.scene.Cards[from].Row >= w.scene.Cards[to].Row {
			continue
		}
		weight := weightLink
		if l.Spine {
			weight = weightSpine
		}
		if side(w.scene.Cards[from].Place) != side(w.scene.Cards[to].Place) {
			weight = weightLink
		}
		w.line("n%d -> n%d [weight=%d];", from, to, weight)
	}
}
