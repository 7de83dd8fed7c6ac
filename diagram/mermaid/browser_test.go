package mermaid_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stagecraft/diagram"
	"stagecraft/diagram/mermaid"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// library is Mermaid itself, as .ci/tools has taken it from npm.
const library = "stagecraft/test/mermaid-11.17.2/mermaid.min.js"

// page is a browser in which Mermaid is loaded.
func page(t *testing.T) context.Context {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(cache, library))
	if err != nil {
		t.Fatalf("this test needs Mermaid: %v; “make tools” gets it by npm", err)
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("this test needs Chromium: %v", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/mermaid.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(script)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><meta charset="utf-8"><body><script src="mermaid.js"></script><script>mermaid.initialize({startOnLoad: false})</script>`)
	})
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("close the browser: %v", err)
		}
		cancel()
		stop()
		stopAllocator()
	})
	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// drawing is what Mermaid makes of a chart.
type drawing struct {
	Nodes []string `json:"nodes"` // the text of each
	Edges int      `json:"edges"`
	Title string   `json:"title"`
	Tags  int      `json:"tags"` // elements that only text of users could have made
	Error string   `json:"error"`
}

const draw = `(async text => {
	try {
		await mermaid.parse(text)
		const {svg} = await mermaid.render('chart' + Math.floor(performance.now()), text)
		document.body.innerHTML = svg
		const nodes = [...document.querySelectorAll('.node')].map(n => n.textContent)
		return {nodes, edges: document.querySelectorAll('.edgePaths path').length, title: document.querySelector('svg > title')?.textContent ?? '',
			tags: document.querySelectorAll('body img, body script, body a, body b').length, error: ''}
	} catch (e) { return {error: String(e)} }
})(%s)`

func drawn(t *testing.T, ctx context.Context, chart []byte) drawing {
	t.Helper()
	text, err := json.Marshal(string(chart))
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[drawing](fmt.Sprintf(draw, text), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if got.Error != "" {
		t.Fatalf("Mermaid refuses: %s\n%.2000s", got.Error, chart)
	}
	return got
}

func TestMermaidDrawsStages(t *testing.T) {
	ctx := page(t)
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stages {
			scene, labels := diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s)
			got := drawn(t, ctx, mermaid.Render(scene, labels))
			if len(got.Nodes) != len(scene.Cards) || got.Edges != len(scene.Links) {
				t.Errorf("%s stage %d: %d nodes of %d, %d edges of %d", preset.ID, s.Number, len(got.Nodes), len(scene.Cards), got.Edges, len(scene.Links))
			}
			for _, c := range scene.Cards {
				if card := labels.Cards[c.ID]; !slices.ContainsFunc(got.Nodes, func(n string) bool { return strings.Contains(n, card.Title) && strings.Contains(n, card.Detail) }) {
					t.Errorf("%s stage %d: no node says %q, %q", preset.ID, s.Number, card.Title, card.Detail)
				}
			}
		}
	}
}

// Text of users is drawn as it was typed, and makes no element.
func TestMermaidDrawsHostileText(t *testing.T) {
	ctx := page(t)
	for _, evil := range []string{`"] click n1 href "javascript:alert(1)"`, "%%{init: {}}%%", "end", "<img src=x onerror=alert(1)>", "&lt;b&gt; &amp;", "#35; #quot;",
		"a\u202eright to left", "rocket 🚀", "- a list", "1. numbered", "**bold** `code`", "$$x^2$$"} {
		scene := diagram.Scene{Cards: []diagram.SceneCard{{ID: "a", Place: topology.Outside}, {ID: "b", Place: topology.ZoneA, Row: 1}}, Links: []diagram.SceneLink{{Key: "k", From: "a", To: "b"}}}
		labels := diagram.Labels{Title: evil, Description: evil, Arrows: map[string]diagram.Arrow{"k": {Text: evil}}, Frames: map[string]string{"a": evil, "cloud": "AWS", "region": "r", "vpc": "v"},
			Cards: map[string]diagram.Card{"a": {Title: evil, Utilisation: -1}, "b": {Title: "b", Utilisation: -1}}}
		got := drawn(t, ctx, mermaid.Render(scene, labels))
		want := strings.TrimSpace(html.UnescapeString(html.EscapeString(evil)))
		if len(got.Nodes) != 2 || !slices.ContainsFunc(got.Nodes, func(n string) bool { return strings.TrimSpace(n) == want }) {
			t.Errorf("%q is drawn as %q", evil, got.Nodes)
		}
		if got.Tags > 0 {
			t.Errorf("%q made an element", evil)
		}
		if got.Title != want {
			t.Errorf("%q is titled %q", evil, got.Title)
		}
	}
}
