package dot_test

import (
	"bytes"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/dot"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// drawn is what Graphviz's own program makes of a file; it must not complain.
func drawn(t *testing.T, text []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "dot", "-Tplain-ext")
	cmd.Stdin = bytes.NewReader(text)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil || complaint.Len() > 0 {
		t.Fatalf("dot: %v: %s (apt-get install graphviz)\n%s", err, complaint.String(), text)
	}
	return out.String()
}

func TestStagesAreDrawnByGraphviz(t *testing.T) {
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			scene := diagram.NewScene(s.Graph)
			out := drawn(t, dot.Render(scene, views.DiagramLabels(p.Workload, s)))
			if got := strings.Count(out, "\nnode "); got != len(scene.Cards) {
				t.Errorf("%s stage %d: %d nodes of %d", preset.ID, s.Number, got, len(scene.Cards))
			}
			if got := strings.Count(out, "\nedge ") - strings.Count(out, " invis "); got != len(scene.Links) {
				t.Errorf("%s stage %d: %d edges of %d", preset.ID, s.Number, got, len(scene.Links))
			}
		}
	}
}

// Text of users comes out as itself: it ends no string, opens no attribute, and
// Graphviz puts nothing in its place.
func TestHostileText(t *testing.T) {
	for _, evil := range []string{`"]; evil [label="x`, `\N \G \l \`, `&bogus; &lt; &amp;`, "a\x00b\x1b[31m", "<b>bold</b>", "\u202eright to left", "emoji 🚀", strings.Repeat("long ", 2000), "line\nbreak"} {
		scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: "users", Place: topology.Outside}, {ID: `we"b`, Place: topology.ZoneA, Row: 1}},
			Links: []diagram.SceneLink{{Key: "k", From: "users", To: `we"b`}}}
		labels := diagram.Labels{Title: evil, Cards: map[string]diagram.Card{"users": {Title: evil, Detail: evil, Tooltip: evil, Utilisation: -1}}, Arrows: map[string]diagram.Arrow{"k": {Text: evil}}, Frames: map[string]string{"a": evil}}
		out := drawn(t, dot.Render(scene, labels))
		if strings.Count(out, "\nnode ") != 2 || strings.Count(out, "\nedge ")-strings.Count(out, " invis ") != 1 {
			t.Errorf("%.40q made other nodes or edges:\n%.500s", evil, out)
		}
	}
}

// A link to a card that is not there makes no card; long lines break between words.
func TestWhatIsNotThereIsNotDrawn(t *testing.T) {
	scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.Outside}, {ID: "b", Place: topology.Region, Row: 1, New: true}}, Links: []diagram.SceneLink{{Key: "1", From: "a", To: "gone"}, {Key: "2", From: "gone", To: "b"}, {Key: "3", From: "a", To: "b"}}}
	long := strings.Repeat("fifteen letters ", 20)
	labels := diagram.Labels{Cards: map[string]diagram.Card{"a": {Title: long, Tooltip: long, Utilisation: 0.002, Cost: "unpriced"}, "b": {Title: "B", Utilisation: -1, Cost: "$1.00"}}}
	text := string(dot.Render(scene, labels))
	out := drawn(t, []byte(text))
	if strings.Count(out, "\nnode ") != 2 || strings.Contains(text, "gone") {
		t.Errorf("a stray node:\n%s", text)
	}
	for _, want := range []string{`fifteen letters\nfifteen`, `\n<1% at peak\nunpriced"`, `tooltip="` + strings.TrimSuffix(long, " "), `[label="B\n$1.00 a month\nnew in this stage"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestSameBytes(t *testing.T) {
	p, err := planner.Build(workloadOf(t), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := p.Stages[7]
	first := dot.Render(diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s))
	for range 20 {
		if !bytes.Equal(first, dot.Render(diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s))) {
			t.Fatal("the same stage gives other bytes")
		}
	}
}

func workloadOf(t *testing.T) workload.Workload {
	t.Helper()
	w, errs := workload.Parse(url.Values{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return w
}
