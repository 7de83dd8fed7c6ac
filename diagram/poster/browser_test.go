package poster_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stagecraft/diagram/poster"
	"stagecraft/diagram/svg"
)

// astray finds, as the browser draws them, texts that leave the first shape of
// the group around them, or the sheet, and texts that stand over another.
const astray = `(() => {
	const texts = [...document.querySelectorAll('text')], found = [];
	const boxes = texts.map(t => t.getBBox());
	texts.forEach((t, i) => {
		const b = boxes[i], g = t.closest('g'), room = g ? g.querySelector('rect,path').getBBox() : { x: 0, y: 0, width: 1600, height: 1131 };
		if (b.width === 0) found.push('empty: ' + t.textContent);
		if (b.x < room.x - 0.2 || b.x + b.width > room.x + room.width + 0.2) found.push((g?.getAttribute('class') ?? 'sheet') + ': ' + t.textContent);
		const high = Number(t.getAttribute('font-size')), base = Number(t.getAttribute('y'));
		if (base - 0.75 * high < room.y - 0.2 || base > room.y + room.height + 0.2) found.push('above or below: ' + t.textContent);
		for (let j = 0; j < i; j++) {
			const o = boxes[j], y = Number(texts[j].getAttribute('y'));
			if (Math.abs(y - base) < 0.7 * high && b.x < o.x + o.width - 0.3 && o.x < b.x + b.width - 0.3) found.push('over another: ' + t.textContent);
		}
	});
	return found.slice(0, 8).concat(texts.length > 150 ? [] : ['only ' + texts.length + ' texts']);
})()`

// A real browser has other fonts than those we measure with: texts still keep to
// their rooms, in every theme, as the reader's system likes it.
func TestBrowserKeepsTextsInTheirRooms(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("this test needs Chromium: %v", err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.UserDataDir(t.TempDir()))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	defer stopAllocator()
	ctx, stop := chromedp.NewContext(allocator)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	defer func() {
		if err := chromedp.Cancel(ctx); err != nil { // waits until the profile is let go
			t.Logf("close the browser: %v", err)
		}
	}()
	all := map[string]poster.Poster{"hostile": hostile(t)}
	for name, p := range posters(t) {
		all[name] = p
	}
	for name, p := range all {
		p.Theme = svg.Auto
		file := filepath.Join(t.TempDir(), "poster.svg")
		if err := os.WriteFile(file, poster.Render(p), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+file)); err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](astray))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range found {
			t.Errorf("%s: %s", name, text)
		}
	}
}
