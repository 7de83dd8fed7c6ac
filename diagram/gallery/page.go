package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"

	"stagecraft/diagram/glyph"
	"stagecraft/planner/catalog"
)

//go:embed page.html
var pageText string

var layoutOfPage = template.Must(template.New("page").Parse(pageText))

// page is what the template shows.
type page struct {
	Against   string // the git revision
	Tiles     []tile
	Workloads []shownWorkload
	Goldens   []golden // those that differ
	Same      int      // number of those that do not
}

// tile is one glyph with its names.
type tile struct {
	ID, Name, Category string
	Drawings           []template.HTML // at each of the sizes
}

// sizes a glyph is looked at, in pixels.
var sizes = []int{64, 24, 16}

// tiles lists the services by category, then who uses them, then the plain
// drawings of the categories.
func tiles() []tile {
	services := catalog.Services()
	slices.SortStableFunc(services, func(a, b catalog.Service) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.ID, b.ID))
	})
	var all []tile
	var categories []string
	for _, s := range services {
		all = append(all, newTile(s.ID, s.Name, s.Category))
		categories = append(categories, s.Category)
	}
	all = append(all, newTile("users", "Users", "outside AWS"))
	for _, c := range slices.Compact(categories) {
		all = append(all, newTile("", "Any other service", c))
	}
	return all
}

func newTile(id, name, category string) tile {
	t := tile{ID: id, Name: name, Category: category}
	g, _ := glyph.For(id, category)
	for _, size := range sizes {
		t.Drawings = append(t.Drawings, template.HTML(drawn(g, size)))
	}
	return t
}

// drawn is a glyph on its square, size pixels wide.
func drawn(g glyph.Glyph, size int) string {
	const inset, scale = 2.4, 0.8
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" class="glyph" width="%d" height="%d" viewBox="0 0 %v %v" aria-hidden="true"><rect width="%v" height="%v" rx="5" fill="%s"/><path transform="translate(%v %v) scale(%v)" d="%s" fill="none" stroke="#ffffff" stroke-width="%v" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
		size, size, glyph.Grid, glyph.Grid, glyph.Grid, glyph.Grid, g.Colour, inset, inset, scale, g.Path, glyph.Stroke)
}
