package graphviz

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// The largest scene handed to Graphviz. Dense graphs far below ten times this
// size never return; a stage has about forty cards.
const (
	maxCards = 120
	maxLinks = 400
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

// dot writes the scene as DOT. Node i is "ni"; nothing else of the scene's text
// is in it.
func dot(s diagram.Scene) (string, error) {
	if len(s.Cards) > maxCards || len(s.Links) > maxLinks {
		return "", fmt.Errorf("scene of %d cards and %d links is larger than the %d and %d Graphviz is trusted with",
			len(s.Cards), len(s.Links), maxCards, maxLinks)
	}
	w := &writer{scene: s, rows: rowsOf(s)}
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
	scene diagram.Scene
	rows  [][]int // cards of each used row, left to right
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
	for _, row := range slices.Sorted(keys(byRow)) {
		cards := byRow[row]
		slices.SortStableFunc(cards, func(a, b int) int {
			x, y := s.Cards[a], s.Cards[b]
			return cmp.Or(cmp.Compare(side(x.Place), side(y.Place)), cmp.Compare(x.Order, y.Order), cmp.Compare(x.ID, y.ID))
		})
		rows = append(rows, cards)
	}
	return rows
}

func keys(m map[int][]int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// side is where a place stands in every row, from the left.
func side(p topology.Place) int {
	if p.IsZone() {
		return 2 + slices.Index(topology.Zones, p)
	}
	if p == topology.VPC {
		return 1
	}
	return 0
}

// frames writes the nested clusters. An empty one is left out.
func (w *writer) frames() {
	w.line("%s", w.members(topology.Outside))
	w.cluster("edge", w.members(topology.Edge))
	vpc := w.members(topology.VPC)
	for _, z := range topology.Zones {
		vpc += w.clustered(string(z), w.members(z))
	}
	w.cluster("region", w.members(topology.Region)+w.clustered("vpc", vpc))
}

func (w *writer) cluster(name, body string) { w.line("%s", w.clustered(name, body)) }

func (w *writer) clustered(name, body string) string {
	if body == "" {
		return ""
	}
	return fmt.Sprintf("subgraph cluster_%s { graph [margin=18]; %s}\n", name, body)
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
	return fmt.Sprintf("s%d", c.Order)
}

// ranks puts each row on one line, chains its cards from left to right, and the
// rows from top to bottom.
func (w *writer) ranks() {
	for r, row := range w.rows {
		var b strings.Builder
		for _, i := range row {
			fmt.Fprintf(&b, "n%d; ", i)
		}
		w.line("{ rank=same; %s}", b.String())
		for k := 1; k < len(row); k++ {
			w.line("n%d -> n%d [style=invis, weight=0];", row[k-1], row[k])
		}
		if r > 0 {
			w.line("n%d -> n%d [style=invis, weight=0];", w.rows[r-1][0], row[0])
		}
	}
}

// columns chains the cards of one column, so that it comes out straight.
func (w *writer) columns() {
	last := map[string]int{}
	for _, row := range w.rows {
		for _, i := range row {
			c := w.scene.Cards[i]
			name := column(c)
			// Services of the edge and of the region share no column: the edge
			// network is centred on its own.
			if c.Place == topology.Edge || c.Place == topology.Outside || c.Place == topology.VPC {
				continue
			}
			if above, ok := last[name]; ok && w.scene.Cards[above].Row != c.Row {
				w.line("n%d -> n%d [style=invis, weight=%d];", above, i, weightColumn)
			}
			last[name] = i
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
