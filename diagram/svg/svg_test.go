package svg_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// drawn are the pictures, once made. Tests read them one after another.
var drawn []picture

// picture is one stage, drawn.
type picture struct {
	name   string
	scene  diagram.Scene
	placed diagram.Placed
	labels diagram.Labels
}

// pictures draws the eight stages of every preset, and of workloads that bring
// in Aurora, replicas, one zone's worth of nothing, and no queue.
func pictures(t testing.TB) []picture {
	t.Helper()
	if len(drawn) > 0 {
		return drawn // planning them takes longer than all that is asked of them
	}
	inputs := []url.Values{{}, {"database": {"aurora-postgresql"}, "objects_stored": {"1 TB"}}, {"signed_in_share": {"0"}, "session_share": {"0"}, "static_share": {"0"}, "event_share": {"0"}, "api_share": {"0"}},
		{"users": {"2M"}, "requests_per_second": {"20000/s"}, "read_write": {"99/1"}, "cache_hit": {"0"}, "federation": {"5"}}}
	for _, p := range workload.Presets() {
		v := url.Values{}
		for k, x := range p.Values {
			v.Set(k, x)
		}
		inputs = append(inputs, v)
	}
	var all []picture
	for _, v := range inputs {
		w, errs := workload.Parse(v)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		p, err := planner.Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			scene := diagram.NewScene(s.Graph)
			placed, err := diagram.Draw(context.Background(), diagram.Grid{}, scene)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, picture{v.Get("name") + v.Get("database") + " " + s.ID, scene, placed, views.DiagramLabels(w, s)})
		}
	}
	drawn = all
	return all
}

func TestNothingOverlaps(t *testing.T) {
	for _, p := range pictures(t) {
		t.Run(p.name, func(t *testing.T) {
			checkCards(t, p)
			checkRoutes(t, p)
			checkLabels(t, p)
		})
	}
}

func checkCards(t *testing.T, p picture) {
	canvas := diagram.Box{W: p.placed.Width, H: p.placed.Height}
	for i, a := range p.placed.Cards {
		if !inside(a.Box, canvas) {
			t.Errorf("card %s leaves the canvas: %+v", a.ID, a.Box)
		}
		for _, b := range p.placed.Cards[i+1:] {
			if a.Box.Grow(6).Overlaps(b.Box) {
				t.Errorf("cards %s and %s touch", a.ID, b.ID)
			}
		}
		for _, f := range p.placed.Frames {
			title := diagram.TitleBox(f)
			if a.Box.Overlaps(title) {
				t.Errorf("card %s covers the title of frame %s", a.ID, f.Kind)
			}
			zone := topology.Place(f.Kind)
			if zone.IsZone() && a.Box.Overlaps(f.Box) && !strings.HasSuffix(a.ID, "."+f.Kind) && a.ID != "server" {
				t.Errorf("card %s stands in zone %s", a.ID, f.Kind)
			}
		}
	}
}

func inside(b, canvas diagram.Box) bool {
	return b.X >= 0 && b.Y >= 0 && b.Right() <= canvas.W && b.Bottom() <= canvas.H
}

func checkRoutes(t *testing.T, p picture) {
	type end struct{ x, y float64 }
	ports := map[end]string{}
	for i, r := range p.placed.Routes {
		if len(r.Points) < 2 {
			t.Fatalf("link %s has no line", r.Key)
		}
		for j := 1; j < len(r.Points); j++ {
			a, b := r.Points[j-1], r.Points[j]
			if a.X != b.X && a.Y != b.Y {
				t.Errorf("link %s runs askew from %+v to %+v", r.Key, a, b)
			}
			run := diagram.Box{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X, b.X) - min(a.X, b.X) + 0.1, H: max(a.Y, b.Y) - min(a.Y, b.Y) + 0.1}
			for _, c := range p.placed.Cards {
				if run.Overlaps(c.Box.Grow(-0.5)) {
					t.Errorf("link %s runs through card %s", r.Key, c.ID)
				}
			}
		}
		for _, q := range []diagram.Point{r.Points[0], r.Points[len(r.Points)-1]} {
			if other, taken := ports[end{q.X, q.Y}]; taken {
				t.Errorf("links %s and %s share the point %+v", r.Key, other, q)
			}
			ports[end{q.X, q.Y}] = r.Key
		}
		if from, _ := p.placed.Card(p.scene.Links[i].From); !from.Grow(0.5).Overlaps(diagram.Box{X: r.Points[0].X, Y: r.Points[0].Y, W: 0.1, H: 0.1}) {
			t.Errorf("link %s does not start at its card", r.Key)
		}
	}
}

func checkLabels(t *testing.T, p picture) {
	var boxes []diagram.Box
	canvas := diagram.Box{W: p.placed.Width, H: p.placed.Height}
	for i, r := range p.placed.Routes {
		text := p.labels.Arrows[p.scene.Links[i].Key].Text
		if text == "" {
			continue
		}
		w := svg.Width(text, 10.5, false) + 14
		if w > diagram.LabelWidth {
			t.Errorf("label %q of %s is %.0f wide, room is kept for %.0f", text, r.Key, w, diagram.LabelWidth)
		}
		b := diagram.Box{X: r.Label.X - w/2, Y: r.Label.Y - 8.5, W: w, H: 17}
		if !inside(b, canvas) {
			t.Errorf("label of %s leaves the canvas", r.Key)
		}
		for _, c := range p.placed.Cards {
			if b.Overlaps(c.Box) {
				t.Errorf("label %q of %s covers card %s", text, r.Key, c.ID)
			}
		}
		for _, o := range boxes {
			if b.Overlaps(o) {
				t.Errorf("label %q of %s covers another label", text, r.Key)
			}
		}
		boxes = append(boxes, b)
	}
}

func TestWellFormedAndSelfContained(t *testing.T) {
	for _, p := range pictures(t) {
		for _, theme := range []svg.Theme{svg.Light, svg.Dark, svg.Auto} {
			out := svg.Render(p.scene, p.placed, p.labels, svg.Options{Theme: theme, IDPrefix: "x-"})
			d := xml.NewDecoder(bytes.NewReader(out))
			for {
				tok, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s %s: %v", p.name, theme, err)
				}
				if e, ok := tok.(xml.StartElement); ok {
					checkElement(t, p.name, e, theme)
				}
			}
		}
	}
}

func checkElement(t *testing.T, name string, e xml.StartElement, theme svg.Theme) {
	switch e.Name.Local {
	case "script", "foreignObject", "image", "use", "filter", "a":
		t.Errorf("%s: element %s", name, e.Name.Local)
	case "style":
		if theme != svg.Auto {
			t.Errorf("%s: a style element in theme %s", name, theme)
		}
	}
	for _, a := range e.Attr {
		if a.Name.Local == "style" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
			t.Errorf("%s: attribute %s on %s", name, a.Name.Local, e.Name.Local)
		}
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	p := pictures(t)[3]
	evil := "</text><script>alert(1)</script>\x00\x1b&bogus;\xff\" onload=\"x"
	p.labels.Title, p.labels.Description = evil, evil
	for id, c := range p.labels.Cards {
		c.Title, c.Detail, c.Tooltip = evil, evil, evil
		p.labels.Cards[id] = c
	}
	for key, a := range p.labels.Arrows {
		a.Text = evil
		p.labels.Arrows[key] = a
	}
	out := svg.Render(p.scene, p.placed, p.labels, svg.Options{IDPrefix: evil})
	if bytes.Contains(out, []byte("<script")) || bytes.ContainsAny(out, "\x00\x1b") {
		t.Error("hostile text got through")
	}
	if err := xml.Unmarshal(out, new(struct{})); err != nil {
		t.Errorf("hostile text breaks the XML: %v", err)
	}
}

func TestTextFits(t *testing.T) {
	for _, text := range []string{"ElastiCache", "a title far too long for any card of this width", "ÄÖÜ – ≥ 99.95%", ""} {
		if s := svg.Fit(text, 13, 110, true); svg.Width(s, 13, true) > 110 {
			t.Errorf("%q shortened to %q is still %.1f wide", text, s, svg.Width(s, 13, true))
		}
	}
	if svg.Fit("short", 13, 110, true) != "short" {
		t.Error("a text that fits is changed")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	a, b := pictures(t), pictures(t)
	var wg sync.WaitGroup
	for i := range a {
		wg.Go(func() {
			x := svg.Render(a[i].scene, a[i].placed, a[i].labels, svg.Options{})
			y := svg.Render(b[i].scene, b[i].placed, b[i].labels, svg.Options{})
			if !bytes.Equal(x, y) {
				t.Errorf("%s: two drawings differ", a[i].name)
			}
		})
	}
	wg.Wait()
}

func TestEveryServiceHasAGlyph(t *testing.T) {
	for _, s := range catalog.Services() {
		if g, ok := glyph.For(s.ID, s.Category); !ok || g.Path == "" {
			t.Errorf("service %s of %s has no glyph", s.ID, s.Category)
		}
	}
	toy, ok := glyph.For("toy", "storage")
	if plain, _ := glyph.For("toy", "database"); !ok || toy == plain || glyph.Own("toy") {
		t.Error("a service without a drawing of its own takes that of its category")
	}
	if _, ok := glyph.For("toy", "toys"); ok {
		t.Error("an unknown category has a glyph")
	}
}

// Two programs that did not write the pictures open them.
func TestOpensInOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	for i, p := range pictures(t)[:8] {
		file := filepath.Join(dir, p.scene.Cards[0].ID+string(rune('1'+i))+".svg")
		if err := os.WriteFile(file, svg.Render(p.scene, p.placed, p.labels, svg.Options{Theme: svg.Auto}), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("xmllint", "--noout", file).CombinedOutput(); err != nil {
			t.Errorf("xmllint %s: %v %s", p.name, err, out)
		}
		png, err := exec.Command("rsvg-convert", file).Output()
		if err != nil || !bytes.HasPrefix(png, []byte("\x89PNG")) || len(png) < 5000 {
			t.Errorf("rsvg-convert %s: %v, %d bytes", p.name, err, len(png))
		}
	}
}
