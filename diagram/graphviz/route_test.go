package graphviz_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
)

// Lines and labels over the positions Graphviz gives: no line through a card or a title, no
// two lines at one point of a card, no label on a card, on another label or off
// the canvas, each label on its line. Over every shape that presets, tracks,
// regions and workloads nobody thought of lead to, whole and after every loss.
func TestRoutesOverPlacedStages(t *testing.T) {
	over := 0
	for name, g := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			s, layouter := diagram.NewScene(g), diagram.NewCache(shared, 10)
			whole, err := diagram.Draw(t.Context(), layouter, s)
			if err != nil {
				t.Fatal(err)
			}
			check(t, whole, s)
			checkLines(t, whole, s, 0, nil)
			for _, lost := range losses(g) {
				f := s.Failing(diagram.Failure{Detours: diagram.DetoursOf(g, lost)})
				if len(f.Detours) == 0 {
					continue
				}
				over++
				p, err := diagram.Draw(t.Context(), layouter, f)
				if err != nil {
					t.Fatal(err)
				}
				if over%20 == 1 { // drawn at once it is the same picture
					if other, err := diagram.Draw(t.Context(), shared, f); err != nil || !reflect.DeepEqual(other, p) {
						t.Errorf("the loss of %v is another picture without a cache (%v)", lost, err)
					}
				}
				if !reflect.DeepEqual(p.Cards, whole.Cards) || !reflect.DeepEqual(p.Routes, whole.Routes) || !reflect.DeepEqual(p.Frames, whole.Frames) || p.Width != whole.Width || p.Height != whole.Height {
					t.Errorf("the loss of %v moves something", lost)
				}
				p.Routes, f.Links = slices.Concat(p.Routes, p.Detours), slices.Concat(f.Links, f.Detours)
				checkLines(t, p, f, len(s.Links), lost)
			}
		})
	}
	if over < 100 {
		t.Errorf("only %d losses have lines that take over", over)
	}
}

// losses are a zone of each, and the first primary.
func losses(g topology.Graph) []map[string]bool {
	var all []map[string]bool
	for _, zone := range g.UsedZones() {
		lost := map[string]bool{}
		for _, c := range g.Components {
			lost[c.ID] = c.Place == zone
		}
		all = append(all, lost)
	}
	for _, c := range g.Components {
		if c.Role == "primary" && (c.Service == "rds" || c.Service == "aurora") {
			return append(all, map[string]bool{c.ID: true})
		}
	}
	return all
}

// checkLines looks at the lines from the first on, among all of them. After a loss
// only lost cards have a badge.
func checkLines(t *testing.T, p diagram.Placed, s diagram.Scene, first int, lost map[string]bool) {
	t.Helper()
	ports := map[diagram.Point]string{}
	for i, r := range p.Routes {
		if len(r.Points) < 2 {
			t.Fatalf("link %s has no line", r.Key)
		}
		for _, end := range []diagram.Point{r.Points[0], r.Points[len(r.Points)-1]} {
			if other, taken := ports[end]; taken {
				t.Errorf("links %s and %s share a point", r.Key, other)
			}
			ports[end] = r.Key
		}
		if i >= first {
			through(t, r, p)
			if lost == nil || s.Links[i].Kind != topology.Replication {
				labelled(t, p, s, i, lost)
			}
		}
	}
}

// shapes are the different graphs of many workloads, by a name.
func shapes(t *testing.T) map[string]topology.Graph {
	t.Helper()
	all, seen := map[string]topology.Graph{}, map[string]bool{}
	add := func(name string, values url.Values) {
		for i, g := range graphs(t, values) {
			if shape := diagram.NewScene(g).Shape(); !seen[shape] {
				seen[shape] = true
				all[fmt.Sprintf("%s stage %d", name, i+1)] = g
			}
		}
	}
	for name, values := range workloads() {
		for _, track := range []string{"current", "classic"} {
			with := maps.Clone(values)
			with["track"] = []string{track}
			add(name+" "+track, with)
		}
	}
	for _, region := range pricing.Embedded().Regions() {
		add(region, url.Values{"region": {region}, "database": {"aurora-mysql"}})
	}
	random := rand.New(rand.NewPCG(4, 5))
	for i := range 40 {
		values := url.Values{}
		for _, field := range slices.Sorted(maps.Keys(tried)) {
			if choices := tried[field]; random.IntN(2) == 0 {
				values.Set(field, choices[random.IntN(len(choices))])
			}
		}
		add(fmt.Sprint("random ", i), values)
	}
	return all
}

// tried are values of the fields that change what is drawn.
var tried = map[string][]string{
	"users": {"50", "9k", "700k", "20M"}, "requests_per_user_day": {"1", "400"}, "read_write": {"99/1", "50/50", "5/95"},
	"data_stored": {"1 GB", "20 TB"}, "objects_stored": {"0", "40 TB"}, "cache_hit": {"0", "95%"}, "async_share": {"0", "60%"},
	"database": {"postgresql", "mysql", "aurora-postgresql", "aurora-mysql"}, "track": {"current", "classic"},
	"static_share": {"0", "90%"}, "session_share": {"0", "1"}, "signed_in_share": {"0", "1"}, "event_share": {"0", "30%"}, "api_share": {"0", "50%"},
	"federation": {"2", "5"}, "availability": {"99%", "99.99%"}, "retention_months": {"0", "3"},
}

// labelled looks at one label, at the full width that is kept for it.
func labelled(t *testing.T, p diagram.Placed, s diagram.Scene, i int, lost map[string]bool) {
	t.Helper()
	r, canvas := p.Routes[i], diagram.Box{W: p.Width, H: p.Height}
	label := diagram.LabelBox(r.Label, s.Links[i].Kind)
	if label.X < canvas.X || label.Right() > canvas.W || label.Y < 0 || label.Bottom() > canvas.H {
		t.Errorf("label of %s leaves the canvas", r.Key)
	}
	for _, c := range p.Cards {
		if label.Overlaps(c.Box) {
			t.Errorf("label of %s covers card %s", r.Key, c.ID)
		}
		if badge := (diagram.Box{X: c.Box.Right() - 46, Y: c.Box.Y - 7.5, W: 38, H: 15}); (lost == nil || lost[c.ID]) && label.Overlaps(badge) {
			t.Errorf("label of %s covers the badge of card %s", r.Key, c.ID)
		}
	}
	for j, o := range p.Routes {
		if j != i && o.Label != (diagram.Point{}) && label.Overlaps(diagram.LabelBox(o.Label, s.Links[j].Kind)) {
			t.Errorf("labels of %s and %s cover each other", r.Key, o.Key)
		}
	}
	on := false
	for j := 1; j < len(r.Points); j++ {
		a, b := r.Points[j-1], r.Points[j]
		on = on || r.Label.X >= min(a.X, b.X)-0.1 && r.Label.X <= max(a.X, b.X)+0.1 && r.Label.Y >= min(a.Y, b.Y)-0.1 && r.Label.Y <= max(a.Y, b.Y)+0.1
	}
	if !on {
		t.Errorf("label of %s is off its line", r.Key)
	}
}

func through(t *testing.T, r diagram.Route, p diagram.Placed) {
	for j := 1; j < len(r.Points); j++ {
		a, b := r.Points[j-1], r.Points[j]
		run := diagram.Box{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X, b.X) - min(a.X, b.X) + 0.1, H: max(a.Y, b.Y) - min(a.Y, b.Y) + 0.1}
		for _, f := range p.Frames {
			if run.Overlaps(diagram.TitleBox(f)) {
				t.Errorf("link %s runs through the title of %s", r.Key, f.Kind)
			}
		}
		for _, c := range p.Cards {
			if run.Overlaps(c.Box.Grow(-0.5)) {
				t.Errorf("link %s runs through card %s", r.Key, c.ID)
			}
		}
	}
}
