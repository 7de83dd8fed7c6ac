package graphviz

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// fill adds a node without width, a filler, to each row of the region that has
// no service of its own. Graphviz keeps two clusters in order only in rows they
// both have; without fillers it puts some services left of the VPC and others
// right of it.
func (w *writer) fill() {
	w.fillers = make([]string, len(w.rows))
	is := func(places ...topology.Place) func(int) bool {
		return func(i int) bool { return slices.Contains(places, w.scene.Cards[i].Place) }
	}
	if !slices.ContainsFunc(w.scene.Cards, func(c diagram.SceneCard) bool { return c.Place == topology.Region }) {
		return
	}
	for r, row := range w.rows {
		if !slices.ContainsFunc(row, is(topology.Outside, topology.Edge, topology.Region)) {
			w.fillers[r] = fmt.Sprintf("s%d", r)
		}
	}
}

// declared declares the fillers, in the column of the first service.
func (w *writer) declared() string {
	var b strings.Builder
	for _, f := range w.fillers {
		if f != "" {
			fmt.Fprintf(&b, "%s [width=0.01, group=s0]; ", f)
		}
	}
	return b.String()
}
