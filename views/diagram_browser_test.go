package views

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

// measure lists the texts of a page that end outside the box they stand in, or
// run into another text of it: of each card the plate and its two or three lines,
// of a label its pill, of a frame its border.
const measure = `(() => {
	const wrong = []
	let texts = 0
	const box = e => { const b = e.getBBox(); return { l: b.x, r: b.x + b.width, t: b.y, b: b.y + b.height } }
	for (const g of document.querySelectorAll('.d-card, .d-label, .d-frame, .d-badge')) {
		const plate = box(g.querySelector(':scope > rect'))
		const margin = g.matches('.d-card') ? 6 : 2
		const lines = [...g.querySelectorAll(':scope > text')].map(e => {
			const b = box(e), long = e.getComputedTextLength()
			if (e.getAttribute('text-anchor') === 'end') b.l = Math.min(b.l, b.r - long)
			else if (e.getAttribute('text-anchor') !== 'middle') b.r = Math.max(b.r, b.l + long)
			return { text: e.textContent, ...b }
		})
		lines.forEach((line, i) => {
			texts++
			if (line.l < plate.l + margin || line.r > plate.r - margin || line.t < plate.t - 2 || line.b > plate.b + 2)
				wrong.push(line.text + ': ' + [line.l, line.r].map(Math.round) + ' in ' + [plate.l, plate.r].map(Math.round))
			if (line.text.endsWith('…')) wrong.push(line.text + ' is cut off')
			for (const other of lines.slice(i + 1))
				if (line.l < other.r + 2 && other.l < line.r + 2 && Math.abs(line.b - other.b) < 4)
					wrong.push(line.text + ' runs into ' + other.text)
		})
	}
	return [texts + ' texts', ...wrong]
})()`

// Three stages, one of them as full as stages get, read in every way, as a browser
// draws them with the fonts it has.
func TestBrowserTextsStayInTheirBoxes(t *testing.T) {
	tab := browser(t)
	for _, c := range []struct {
		values map[string][]string
		stage  int
	}{
		{map[string][]string{"users": {"100"}, "region": {"ap-southeast-1"}}, 1},
		{map[string][]string{"users": {"450k"}, "database": {"aurora-postgresql"}, "region": {"eu-central-1"}}, 5},
		{map[string][]string{"users": {"6M"}, "requests_per_second": {"20000/s"}, "peak_factor": {"20"}, "cpu_ms": {"200"}, "data_stored": {"90 TB"}, "compute": {"fargate"},
			"shared_files": {"40 TB"}, "analytics_data": {"2 PB"}, "analytics_hours": {"24"}, "ingest_share": {"30%"}, "notify_share": {"50%"}, "firewall": {"on"}, "dax": {"on"}, "federation": {"4"}}, 8},
	} {
		p := planOf(t, c.values)
		s := p.Stages[c.stage-1]
		labels := DiagramLabels(p.Workload, s)
		for _, o := range diagram.Overlays {
			if Readable(labels, o) != o {
				continue
			}
			scene := diagram.NewScene(s.Graph).Failing(labels.Failures[o])
			placed, err := diagram.Draw(t.Context(), diagram.Grid{}, scene)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "picture.svg")
			if err := os.WriteFile(file, svg.Render(scene, placed, labels, svg.Options{Overlay: o}), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(tab, chromedp.Navigate("file://"+file)); err != nil {
				t.Fatal(err)
			}
			found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](measure))
			if err != nil {
				t.Fatal(err)
			}
			var texts int
			if _, err := fmt.Sscanf(found[0], "%d texts", &texts); err != nil || texts < 2*len(scene.Cards) {
				t.Errorf("stage %d under %q: %s on %d cards", c.stage, o, found[0], len(scene.Cards))
			}
			if len(found) > 1 {
				t.Errorf("stage %d under %q:\n%s", c.stage, o, strings.Join(found[1:], "\n"))
			}
		}
	}
}

// browser starts Chromium with a profile of its own, until the test ends.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("this test needs Chromium: %v", err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil { // waits until the profile is let go
			t.Logf("close the browser: %v", err)
		}
		cancel()
		stop()
		stopAllocator()
	})
	return ctx
}
