package drawio_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"html"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/drawio"
	"stagecraft/diagram/glyph"
	"stagecraft/planner"
	"stagecraft/planner/catalog"
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
	for _, f := range p.Placed.Frames {
		want := map[string]string{"cloud": "1", "edge": "frame-cloud", "region": "frame-cloud", "vpc": "frame-region"}[f.Kind]
		if want == "" {
			want = "frame-vpc"
		}
		if got := byID["frame-"+f.Kind].Parent; got != want {
			t.Errorf("%s: frame %s stands in %s, want %s", name, f.Kind, got, want)
		}
	}
	lines := 0
	for _, c := range cells {
		for _, used := range shape.FindAllStringSubmatch(c.Style, -1) {
			if !slices.Contains(library, used[1]) {
				t.Errorf("%s: draw.io has no shape %q", name, used[1])
			}
		}
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
			continue // of the page itself
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

// shape finds the names of the AWS library in a style.
var shape = regexp.MustCompile(`(?:shape|resIcon|grIcon)=mxgraph\.aws4\.(\w+)`)

// library is what draw.io's AWS library has of what we use, as its
// js/extensions.min.js lists it (github.com/jgraph/drawio, 2024-12-18).
var library = strings.Fields(`api_gateway application_load_balancer aurora cloudformation cloudfront cloudwatch codebuild codedeploy codepipeline
	cognito database_migration_service dynamodb dynamodb_dax ec2 elastic_block_store elastic_file_system elasticache eventbridge fargate
	group group_aws_cloud_alt group_region group_vpc2 kinesis_data_streams lambda lightsail nat_gateway network_load_balancer rds redshift
	resourceIcon route_53 s3 sns sqs users waf xray`)

// Every service that has a glyph of ours has a shape of the library.
func TestEveryServiceHasAShape(t *testing.T) {
	for _, s := range catalog.Services() {
		if s.ID == "datatransfer" {
			continue // a charge, never a card
		}
		if glyph.Own(s.ID) && !drawio.Known(s.ID) {
			t.Errorf("%s has no shape", s.ID)
		}
	}
}

// A connector takes the way of our line, and keeps the ends we gave it.
func TestConnectorsFollowTheRoute(t *testing.T) {
	scene := diagram.Scene{
		Cards: []diagram.SceneCard{{ID: "a", Place: topology.Outside}, {ID: "b", Place: topology.ZoneA, Row: 1}},
		Links: []diagram.SceneLink{{Key: "k", From: "a", To: "b", Kind: topology.Replication}},
	}
	placed := diagram.Placed{Width: 600, Height: 400, Cards: []diagram.PlacedCard{{ID: "a", Box: diagram.Box{X: 10, Y: 10, W: 188, H: 66}}, {ID: "b", Box: diagram.Box{X: 300, Y: 300, W: 188, H: 66}}},
		Routes: []diagram.Route{{Key: "k", Points: []diagram.Point{{X: 104, Y: 76}, {X: 104, Y: 333}, {X: 300, Y: 333}}}}}
	text := string(drawio.Render([]drawio.Page{{Name: "p", Scene: scene, Placed: placed, Labels: diagram.Labels{Arrows: map[string]diagram.Arrow{"k": {Rate: 100}}}}}))
	for _, want := range []string{"exitX=0.5;exitY=1;", "entryX=0;entryY=0.5;", `<mxPoint x="104" y="333"/>`, "dashed=1;", "strokeWidth=2.2;", `source="card-0" target="card-1"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
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
				if read := html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(c.Value, "<b>"), "</b>")); !strings.HasPrefix(evil, "a\x00") && read != evil {
					t.Errorf("%.40q reads as %.80q", evil, read)
				}
			case "line-0", "frame-a":
				if c.Value != want {
					t.Errorf("%.40q: %s says %.80q", evil, c.ID, c.Value)
				}
			}
		}
	}
}
