package views

import (
	"slices"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

func TestFailuresAreOfferedWhereThereIsSomethingToLose(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	s := p.Stages[4]
	l := DiagramLabels(p.Workload, s)
	l.Legends = map[diagram.Overlay]string{diagram.Cost: "Darker costs more.", diagram.FailZoneB: "What is lost is grey."}
	l.Failures = map[diagram.Overlay]diagram.Failure{diagram.FailZoneB: {Title: "Zone b is lost.", Notice: "Users notice <nothing>."}}
	at := Address{Base: "/s/T", Overlay: diagram.FailZoneB}
	v := newPicture(s, l, at)
	var names []string
	for _, link := range v.Overlays {
		names = append(names, link.Name)
		if link.Chosen != (link.Overlay == diagram.FailZoneB) || link.Takes != (link.Overlay == diagram.FailZoneB) {
			t.Errorf("%+v", link)
		}
	}
	if got := strings.Join(names, ", "); got != "Plain, What’s new, Traffic, Cost, Headroom, Fail zone b" {
		t.Errorf("offered: %s", got)
	}
	if v.Overlay != diagram.FailZoneB || v.Missing != "" || v.Download != "/s/T/stages/5/diagram.svg?overlay=fail-zone-b" {
		t.Errorf("%+v", v)
	}
	page := html(t, reading(v))
	if !strings.Contains(page, `role="status"><b>Zone b is lost.</b> Users notice &lt;nothing&gt;.`) || !strings.Contains(page, "What is lost is grey.") {
		t.Error(page)
	}
	if got := v.announce(); got != " What is lost is grey." {
		t.Errorf("announced: %q", got)
	}

	at.Overlay = diagram.FailPrimary // which this stage's labels do not have
	v = newPicture(s, l, at)
	if v.Overlay != diagram.Everything || v.Missing == "" || v.Lost != "" || v.announce() != "" || v.Download != "/s/T/stages/5/diagram.svg" {
		t.Errorf("%+v", v)
	}
	// The wish is kept for the next stage, the choice shown is the plain picture.
	if at.Page(6) != "/s/T?stage=6&overlay=fail-primary" || !v.Overlays[0].Chosen {
		t.Errorf("%s, %+v", at.Page(6), v.Overlays[0])
	}
}

func TestEveryOverlayHasAName(t *testing.T) {
	for _, o := range diagram.Overlays {
		if overlayTexts[o].name == "" {
			t.Errorf("%q has no name", o)
		}
		if takes := strings.HasPrefix(string(o), "fail-"); takes != (Unreadable(o) != "") {
			t.Errorf("%q takes something away: %v", o, takes)
		}
	}
}

func TestTableHoldsWhatTheCardsSay(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	for _, s := range p.Stages {
		l := DiagramLabels(p.Workload, s)
		v := newPicture(s, l, Address{Base: "/plan"})
		if len(v.Components.Rows) != len(s.Graph.Components) || len(v.Links) != len(s.Graph.Links) {
			t.Fatalf("stage %d: %d rows, %d links", s.Number, len(v.Components.Rows), len(v.Links))
		}
		for i, row := range v.Components.Rows {
			c := s.Graph.Components[i]
			var filled int
			for _, value := range row.Values {
				if value != "" {
					filled++
				}
			}
			if row.ID != c.ID || row.Name == "" || len(row.Values) != len(v.Components.Columns) || filled != len(plainFacts(c, l.Cards[c.ID])) {
				t.Errorf("stage %d: %+v", s.Number, row)
			}
		}
		for i, link := range v.Links {
			if link.From == "" || link.To == "" || link.Kind == "" || link.Label != l.Arrows[s.Graph.Links[i].Key()].Text {
				t.Errorf("stage %d: %+v", s.Number, link)
			}
		}
	}
}

func TestFactsMakeTheColumns(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"1k"}})
	s := p.Stages[0]
	s.Graph.Components = []topology.Component{{ID: "a", Name: "A", Place: topology.ZoneA, New: true}, {ID: "b", Name: "B"}}
	s.Graph.Links = nil
	l := diagram.Labels{Cards: map[string]diagram.Card{
		"a": {Detail: "2 × large", Utilisation: 0.5, Cost: "$1.00"},
		"b": {Facts: []diagram.Fact{{Name: "Component", Value: "B"}, {Name: "Size", Value: "small"}, {Name: "Engine", Value: "<b>"}}},
	}}
	table := newComponentTable(s, l, diagram.Everything)
	want := ComponentTable{Columns: []string{"Where", "Size", "Engine", "Utilisation at peak", "Per month", "New in this stage"}, Rows: []ComponentRow{
		{"a", "A", []string{"Availability Zone a", "2 × large", "", "50%", "$1.00", "new"}}, {"b", "B", []string{"", "small", "<b>", "", "", ""}}}}
	if !slices.Equal(table.Columns, want.Columns) || len(table.Rows) != 2 || !slices.Equal(table.Rows[0].Values, want.Rows[0].Values) || !slices.Equal(table.Rows[1].Values, want.Rows[1].Values) {
		t.Errorf("got %+v", table)
	}
}

// With a zone taken away the table says of every card and line what the picture
// does.
func TestTableOfALoss(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	s := p.Stages[4]
	l := DiagramLabels(p.Workload, s)
	table := newComponentTable(s, l, diagram.FailZoneB)
	if table.Columns[0] != "After the loss" {
		t.Fatalf("%v", table.Columns)
	}
	said := map[string]string{}
	for _, row := range table.Rows {
		said[row.ID] = row.Values[0]
	}
	if said["web.b"] != "lost" || said["db.b"] != "lost" || !strings.Contains(said["web.a"], " → ") || said["cloudfront"] != "" {
		t.Errorf("%v", said)
	}
	lines := map[string]string{}
	for i, row := range newLinkRows(s, l, diagram.FailZoneB) {
		lines[s.Graph.Links[i].Key()] = row.Label
	}
	if lines["alb>web.b"] != "lost" || lines["alb>web.a"] == l.Arrows["alb>web.a"].Text || lines["users>alb"] != l.Arrows["users>alb"].Text {
		t.Errorf("%v", lines)
	}
}

func TestEmbedSnippets(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	e := NewEmbed(Address{Base: "https://example.org/s/T", Query: "revision=2", Section: Growth}, p.Stages[4], diagram.Cost)
	picture := "https://example.org/s/T/stages/5/diagram.svg?revision=2&overlay=cost&theme=auto"
	if want := "[![Architecture, stage 5: " + p.Stages[4].Name + "](" + picture + ")](https://example.org/s/T?revision=2&stage=5&overlay=cost)"; e.Markdown != want {
		t.Errorf("got  %s\nwant %s", e.Markdown, want)
	}
	if want := "[![Roadmap of AWS stages](https://example.org/s/T/roadmap.svg?revision=2&theme=auto)](https://example.org/s/T?revision=2)"; e.Roadmap != want {
		t.Errorf("got  %s\nwant %s", e.Roadmap, want)
	}
	if want := `<img src="` + strings.ReplaceAll(picture, "&", "&amp;") + `" alt="Architecture, stage 5: `; !strings.Contains(e.HTML, want) {
		t.Errorf("%s lacks %s", e.HTML, want)
	}
}

func TestExportsNameEveryFileOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, link := range Exports(Address{Base: "/plan", Query: "users=1k", Overlay: diagram.Cost}, 3) {
		if seen[link.Href] || link.Label == "" || link.Note == "" || !strings.Contains(link.Href, "users=1k") {
			t.Errorf("%+v", link)
		}
		seen[link.Href] = true
	}
	for _, want := range []string{"/plan/stages/3/diagram.svg?users=1k&overlay=cost&theme=dark", "/plan/bill.csv?users=1k&stage=3", "/plan/plan.json?users=1k", "/plan/roadmap.svg?users=1k"} {
		if !seen[want] {
			t.Errorf("no %s among %v", want, seen)
		}
	}
}
