package drawio_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/drawio"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

type cell struct {
	ID       string `xml:"id,attr"`
	Value    string `xml:"value,attr"`
	Style    string `xml:"style,attr"`
	Parent   string `xml:"parent,attr"`
	Source   string `xml:"source,attr"`
	Target   string `xml:"target,attr"`
	Edge     string `xml:"edge,attr"`
	Geometry struct {
		X      float64 `xml:"x,attr"`
		Y      float64 `xml:"y,attr"`
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
	} `xml:"mxGeometry"`
}

type file struct {
	Pages []struct {
		Name  string `xml:"name,attr"`
		Cells []cell `xml:"mxGraphModel>root>mxCell"`
	} `xml:"diagram"`
}

func read(t *testing.T, text []byte) file {
	t.Helper()
	var f file
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	lint := exec.CommandContext(t.Context(), "xmllint", "--noout", "--huge", "-")
	lint.Stdin = bytes.NewReader(text)
	if out, err := lint.CombinedOutput(); err != nil {
		t.Fatalf("xmllint: %v: %s (apt-get install libxml2-utils)", err, out)
	}
	return f
}

func page(t *testing.T, name string, s diagram.Scene, l diagram.Labels) drawio.Page {
	t.Helper()
	placed, err := diagram.Draw(context.Background(), diagram.Grid{}, s)
	if err != nil {
		t.Fatal(err)
	}
	return drawio.Page{Name: name, Scene: s, Placed: placed, Labels: l}
}

// Frames hold their cards and each other, connectors hold on to cards, and every
// service has a shape of the library.
func TestStages(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		var pages []drawio.Page
		for _, s := range p.Stages {
			pages = append(pages, page(t, s.Name, diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s)))
			for _, c := range s.Graph.Components {
				if !drawio.Known(c.Service) {
					t.Errorf("%s has no shape", c.Service)
				}
			}
		}
		text := drawio.Render(pages)
		if !bytes.Equal(text, drawio.Render(pages)) {
			t.Error("the same pages give other bytes")
		}
		f := read(t, text)
		if len(f.Pages) != len(pages) {
			t.Fatalf("%d pages of %d", len(f.Pages), len(pages))
		}
		for i, shown := range f.Pages {
			checkPage(t, shown.Name, shown.Cells, pages[i])
		}
	}
}

func checkPage(t *testing.T, name string, cells []cell, p drawio.Page) {
	t.Helper()
	byID := map[string]cell{}
	for _, c := range cells {
		if _, twice := byID[c.ID]; twice {
			t.Errorf("%s: id %s stands twice", name, c.ID)
		}
		byID[c.ID] = c
	}
	lines := 0
	for _, c := range cells {
		if c.Edge == "1" {
			lines++
			for _, end := range []string{c.Source, c.Target} {
				if !strings.HasPrefix(byID[end].ID, "card-") {
					t.Errorf("%s: line %s ends at %q", name, c.ID, end)
				}
			}
			continue
		}
		parent, ok := byID[c.Parent]
		if c.ID == "0" || c.ID == "1" || c.Parent == "1" {
			continue
		}
		g := c.Geometry
		if !ok || g.X < 0 || g.Y < 0 || g.X+g.Width > parent.Geometry.Width+0.1 || g.Y+g.Height > parent.Geometry.Height+0.1 {
			t.Errorf("%s: %s leaves its frame %q", name, c.ID, c.Parent)
		}
	}
	if lines != len(p.Scene.Links) {
		t.Errorf("%s: %d lines of %d", name, lines, len(p.Scene.Links))
	}
	for i, c := range p.Scene.Cards {
		got := byID["card-"+strconv.Itoa(i)].Parent
		want := "frame-" + string(c.Place)
		if c.Place == topology.Outside {
			want = "1"
		}
		if got != want {
			t.Errorf("%s: card %s stands in %s, want %s", name, c.ID, got, want)
		}
	}
}

// What was typed reads as itself once the label's HTML is read; none of it is a
// tag.
func TestHostileText(t *testing.T) {
	for evil, want := range map[string]string{
		"<img src=x onerror=alert(1)>": "&lt;img src=x onerror=alert(1)&gt;",
		"&bogus; &amp; \"quoted\"":     "&amp;bogus; &amp;amp; &#34;quoted&#34;",
		"a\x00b\x1b\ufffe":             "ab",
		"\u202eright to left 🚀":        "\u202eright to left 🚀",
		strings.Repeat("x", 100_000):   strings.Repeat("x", 100_000),
	} {
		scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: evil, Place: topology.Outside}, {ID: "b", Place: topology.ZoneA, Row: 1}},
			Links: []diagram.SceneLink{{Key: "k", From: evil, To: "b"}}}
		labels := diagram.Labels{Cards: map[string]diagram.Card{evil: {Title: evil, Tooltip: evil, Utilisation: -1}}, Arrows: map[string]diagram.Arrow{"k": {Text: evil}}, Frames: map[string]string{"a": evil}}
		f := read(t, drawio.Render([]drawio.Page{page(t, evil, scene, labels)}))
		for _, c := range f.Pages[0].Cells {
			switch c.ID {
			case "card-0":
				if c.Value != "<b>"+want+"</b>" {
					t.Errorf("%.40q: the card says %.80q", evil, c.Value)
				}
			case "line-0", "frame-a":
				if c.Value != want {
					t.Errorf("%.40q: %s says %.80q", evil, c.ID, c.Value)
				}
			}
		}
	}
}
