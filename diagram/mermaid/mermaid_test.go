package mermaid_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/mermaid"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// statement is every line a chart may hold: nothing of a label can stand outside
// its quotes, and nothing in them is a sign of Mermaid's or HTML's.
var statement = regexp.MustCompile(`^(flowchart TB|\s*acc(Title|Descr): [^:"<>{}\[\]]*|\s*subgraph (frame_)?[a-z]+\["[^"<>&{}\[\]]*"\]|\s*end|\s*n\d+\["([^"<>&{}\[\]]|<br/>)*"\]|\s*n\d+ -\.?->(\|"[^"<>&{}\[\]]*"\|)? n\d+|\s*linkStyle \d+ stroke-width:\d\.\dpx|\s*classDef c\d+ fill:#ffffff,color:#111827,stroke:#[0-9a-f]{6},stroke-width:2px|\s*style [a-z_]+ fill:none,stroke:#[0-9a-f]{6}(,stroke-dasharray:\d \d)?|\s*classDef fresh stroke-width:4px|\s*class n\d+(,n\d+)* (c\d+|fresh))$`)

func check(t *testing.T, chart []byte, cards, links int) {
	t.Helper()
	nodes, edges, open := 0, 0, 0
	for _, line := range strings.Split(strings.TrimSuffix(string(chart), "\n"), "\n") {
		if !statement.MatchString(line) || strings.Contains(line, "%%") || strings.Contains(line, "$$") {
			t.Fatalf("no statement of a flowchart: %.200q", line)
		}
		switch word := strings.TrimSpace(line); {
		case strings.HasPrefix(word, "subgraph"):
			open++
		case word == "end":
			open--
		case strings.HasPrefix(word, "n") && strings.Contains(word, "->"):
			edges++
		case strings.HasPrefix(word, "n"):
			nodes++
		}
		if open < 0 {
			t.Fatal("a frame ends that did not begin")
		}
	}
	if nodes != cards || edges != links || open != 0 {
		t.Errorf("%d nodes of %d, %d edges of %d, %d frames left open", nodes, cards, edges, links, open)
	}
}

func TestStages(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			scene, labels := diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s)
			chart := mermaid.Render(scene, labels)
			check(t, chart, len(scene.Cards), len(scene.Links))
			if !bytes.Equal(chart, mermaid.Render(scene, labels)) {
				t.Error("the same stage gives other bytes")
			}
		}
	}
}

// A link to a card that is not there is left out, and the widths of the lines
// after it stay theirs.
func TestWhatIsNotThereIsNotDrawn(t *testing.T) {
	scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.Outside}, {ID: "b", Place: topology.Outside, New: true}},
		Links: []diagram.SceneLink{{Key: "1", From: "a", To: "gone"}, {Key: "2", From: "a", To: "b"}}}
	labels := diagram.Labels{Cards: map[string]diagram.Card{"a": {Title: "A", Utilisation: -1}, "b": {Title: "B", Utilisation: -1}},
		Arrows: map[string]diagram.Arrow{"1": {Rate: 10}, "2": {Rate: 100}}}
	chart := mermaid.Render(scene, labels)
	check(t, chart, 2, 1)
	for _, want := range []string{"linkStyle 0 stroke-width:2.0px", `n2["B<br/>new in this stage"]`, "class n2 fresh"} {
		if !bytes.Contains(chart, []byte(want)) {
			t.Errorf("no %q in\n%s", want, chart)
		}
	}
}

func FuzzLabels(f *testing.F) {
	for _, evil := range []string{`"] click n1 href "javascript:alert(1)"`, "%%{init: {}}%%", "end", "&lt;script&gt;", "<img onerror=x>", "a\x00b", "\u202e", "🚀", "#35;", "$$x^2$$", "%\x00%", "line\nend\n", strings.Repeat("x", 100_000)} {
		f.Add(evil)
	}
	f.Fuzz(func(t *testing.T, evil string) {
		scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: evil, Place: topology.Outside}, {ID: evil + "2", Place: topology.ZoneA, Row: 1}},
			Links: []diagram.SceneLink{{Key: "k", From: evil, To: evil + "2"}}}
		labels := diagram.Labels{Title: evil, Description: evil, Arrows: map[string]diagram.Arrow{"k": {Text: evil, Rate: 10}}, Frames: map[string]string{"a": evil, "cloud": evil},
			Cards: map[string]diagram.Card{evil: {Title: evil, Detail: evil, Cost: evil, Utilisation: 0.5}}}
		check(t, mermaid.Render(scene, labels), 2, 1)
	})
}

// Every sign outside the harmless ones is its number, so that it reads as itself.
func TestSignsAreNumbers(t *testing.T) {
	scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.Outside}}}
	chart := string(mermaid.Render(scene, diagram.Labels{Cards: map[string]diagram.Card{"a": {Title: `<"&#;`, Utilisation: -1}}}))
	want := fmt.Sprintf(`n1["#%d;#%d;#%d;#%d;#%d;"]`, '<', '"', '&', '#', ';')
	if !strings.Contains(chart, want) {
		t.Errorf("%s has no %s", chart, want)
	}
}
