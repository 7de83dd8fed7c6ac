package handlers

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"stagecraft/static"
)

const (
	ready   = "document.documentElement.classList.contains('js')"
	bar     = "(document.querySelector('#draft-bar')?.textContent ?? '')"
	drafts  = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"
	button  = "#draft-bar .btn"
	buttons = "document.querySelectorAll('" + button + "').length"
)

// another opens a further tab of the same browser, with the same storage and
// cookies. What it complains about counts as the first one's.
func (b *tab) another() (next *tab, shut func()) {
	b.t.Helper()
	ctx, stop := chromedp.NewContext(b.ctx)
	next = &tab{t: b.t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		b.t.Fatal(err)
	}
	next.do(chromedp.EmulateViewport(1440, 1000))
	return next, func() {
		if err := chromedp.Cancel(ctx); err != nil {
			b.t.Errorf("close the tab: %v", err)
		}
		stop()
	}
}

// await waits for a promise of true.
func (b *tab) await(expression string) {
	b.t.Helper()
	if v, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise)); err != nil || !v {
		b.t.Fatalf("%s: %v, %v", expression, v, err)
	}
}

func (b *tab) value(id string) string {
	b.t.Helper()
	return eval[string](b, "document.querySelector('#field-"+id+"').value")
}

// wants compares what fields hold, by name.
func (b *tab) wants(fields map[string]string) {
	b.t.Helper()
	for name, want := range fields {
		if got := b.value(name); got != want {
			b.t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
}

func TestBrowserDraftOutlivesReload(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"422"}
	b.open(s.url + "/")
	b.until(ready)
	b.typeInto("#field-users", "250 000")
	b.typeInto("#field-name", "Recipes")
	b.typeInto("#field-note", "For the board")
	b.typeInto("#field-peak_factor", "0")
	b.until("location.search.includes('peak_factor=0') && document.querySelector('#foot-peak_factor .error') !== null")
	b.do(chromedp.Reload())
	b.until(ready)
	b.wants(map[string]string{"users": "250 000", "name": "Recipes", "note": "For the board", "peak_factor": "0"})
	if got := eval[string](b, bar); got != "" {
		t.Errorf("the page offers what it shows: %q", got)
	}
	// Before the address holds it, a reload loses nothing either.
	b.typeInto("#field-peak_factor", "4")
	eval[bool](b, "(e => { e.value = '12'; e.dispatchEvent(new Event('input', {bubbles: true})); location.reload(); return true })(document.querySelector('#field-engineers'))")
	b.until(bar + ".includes('not saved')")
	b.click(button)
	b.until("location.search.includes('engineers=12') && location.search.includes('peak_factor=4')")
	if got := eval[int](b, drafts); got != 1 {
		t.Errorf("%d drafts of one page", got)
	}
	// Going back is no reason to offer what was left.
	b.do(chromedp.NavigateBack())
	b.until(ready + " && !location.search.includes('engineers=12') && document.querySelector('#field-engineers').value === ''")
	if got := eval[string](b, bar); got != "" {
		t.Errorf("going back offers %q", got)
	}
}

func TestBrowserDraftOutlivesItsTab(t *testing.T) {
	s, first := newSite(t), newTab(t, true)
	first.allowed = []string{"422"}
	b, shut := first.another()
	b.open(s.url + "/")
	b.until(ready)
	b.typeInto("#field-users", "250k")
	b.typeInto("#field-note", "For the board")
	b.typeInto("#field-peak_factor", "none")
	b.until(drafts + " === 1")
	shut()

	b, shut = first.another()
	defer shut()
	b.open(s.url + "/plan?users=7k")
	b.until(ready)
	b.wants(map[string]string{"users": "7k", "note": ""})
	if got := eval[string](b, bar); got != "" {
		t.Errorf("an address with values of its own offers %q", got)
	}
	b.open(s.url + "/")
	b.until(bar + " !== ''")
	if got := b.text("#draft-bar p"); !regexp.MustCompile(`^You have changes from \d+ [A-Z][a-z]+, \d\d:\d\d that were not saved\.$`).MatchString(got) {
		t.Errorf("the bar says %q", got)
	}
	b.wants(map[string]string{"users": "", "note": ""})
	b.click(button)
	b.until("location.search.includes('users=250k') && document.querySelector('#foot-peak_factor .error') !== null")
	b.wants(map[string]string{"users": "250k", "note": "For the board", "peak_factor": "none"})

	// Refused, it is kept; saved, it is let go.
	b.click(".actions .btn.pri")
	b.until("location.pathname === '/plans' && document.querySelector('.problems') !== null")
	b.wants(map[string]string{"users": "250k", "peak_factor": "none"})
	if got := eval[int](b, drafts); got != 1 {
		t.Errorf("%d drafts after a refused save", got)
	}
	b.typeInto("#field-peak_factor", "5")
	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && " + drafts + " === 0")
	b.wants(map[string]string{"users": "250k", "note": "For the board", "peak_factor": "5"})
	if got := eval[string](b, "document.cookie"); strings.Contains(got, "saved-") {
		t.Errorf("the news of the save stays: %s", got)
	}
	b.open(s.url + "/")
	b.until(ready)
	if got := eval[string](b, bar); got != "" {
		t.Errorf("after saving the page offers %q", got)
	}
}

func TestBrowserDiscardAndUndo(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/")
	b.until(ready)
	b.typeInto("#field-users", "250k")
	b.until("location.search === '?users=250k'")
	b.open(s.url + "/")
	b.until(buttons + " === 2")
	b.do(chromedp.EmulateViewport(320, 800))
	if wide := eval[float64](b, "document.documentElement.scrollWidth"); wide > 320 {
		t.Errorf("with the bar the page is %v wide", wide)
	}
	b.do(chromedp.EmulateViewport(1440, 1000))
	b.click(button + ":last-child")
	b.until(bar + " === 'Discarded.Undo' && " + drafts + " === 0")
	if got := eval[string](b, "document.activeElement.textContent"); got != "Undo" {
		t.Errorf("the focus is on %q", got)
	}
	b.do(chromedp.KeyEvent("\r"))
	b.until(bar + ".startsWith('You have changes') && " + drafts + " === 1")
	b.click(button)
	b.until("location.search === '?users=250k' && document.querySelector('#field-users').value === '250k'")
	b.open(s.url + "/")
	b.until(buttons + " === 2")
	b.click(button + ":last-child")
	b.until(drafts + " === 0")
	b.open(s.url + "/")
	b.until(ready)
	if got := eval[string](b, bar); got != "" {
		t.Errorf("what was discarded is offered: %q", got)
	}
	// Typing what is there already is no change.
	b.typeInto("#field-users", "5")
	b.until(drafts + " === 1")
	b.do(chromedp.KeyEvent("\b"))
	b.until(drafts + " === 0")
}

func TestBrowserConflictAfterRestoring(t *testing.T) {
	s, first := newSite(t), newTab(t, true)
	first.allowed = []string{"409"}
	b, shut := first.another()
	b.open(s.url + "/plan?users=250k&name=Recipes")
	b.until(ready)
	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && " + ready)
	plan := eval[string](b, "location.href")
	b.typeInto("#field-peak_factor", "5")
	b.typeInto("#field-note", strings.Repeat("Mine, at length. ", 4))
	b.until("location.search.includes('revision=1') && " + drafts + " === 1")
	shut()

	b, shut = first.another()
	defer shut()
	b.open(plan)
	b.until(bar + ".includes('not saved')")
	b.await("fetch(location.pathname, { method: 'POST', body: new URLSearchParams({ users: '300k', name: 'Recipes', note: 'Theirs', revision: '1' }) }).then(a => a.ok)")
	b.open(plan)
	b.until(bar + ".includes('The plan was saved again since, as revision 2.')")
	b.click(button)
	b.until("document.querySelector('#workload [name=revision]').value === '1' && document.querySelector('#saved').textContent.includes('Made from revision 1')")
	b.do(chromedp.Reload()) // what it was made from is not forgotten
	b.until(ready + " && document.querySelector('#workload [name=revision]').value === '1' && " + bar + " === ''")
	b.click(".actions .btn.pri")
	b.until("document.querySelector('h1').textContent === 'Changed in the meantime'")
	for _, width := range []int64{320, 390, 768, 1440} {
		b.do(chromedp.EmulateViewport(width, 900))
		if wide := eval[float64](b, "document.documentElement.scrollWidth"); wide > float64(width) {
			t.Errorf("%v wide on a screen of %d", wide, width)
		}
	}

	// Dropped by mistake, mine comes back.
	b.click("[data-drop]")
	b.until(bar + " === 'Discarded.Undo'")
	b.click(button)
	b.until(buttons + " === 2")
	b.click(button)
	b.until("document.querySelector('#workload [name=revision]').value === '1' && location.search.includes('revision=1')")
	b.click(".actions .btn.pri")
	b.until("document.querySelector('#choose-note-yours')?.checked && document.querySelector('#choose-users-theirs').checked")
	b.click("#choose-note-theirs")
	b.click("button[form=merge]")
	b.until("location.pathname.startsWith('/plans/') && document.querySelector('#saved')?.textContent.includes('Revision 3') && " + drafts + " === 0")
	b.wants(map[string]string{"users": "300k", "peak_factor": "5", "note": "Theirs", "name": "Recipes"})
}

// A save that fails for a while keeps the draft, whatever page answers it.
func TestBrowserFailedSaveKeepsTheDraft(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"503"}
	b.open(s.url + "/")
	b.until(ready)
	b.typeInto("#field-users", "321k")
	b.until(drafts + " === 1 && location.search === '?users=321k' && document.querySelector('#results.stale') === null")
	b.typeInto("#field-name", "Kept")
	p := s.server.building
	for range cap(p.taken) {
		p.taken <- struct{}{}
	}
	for range cap(p.line) {
		p.line <- struct{}{}
	}
	b.click(".actions .btn.pri")
	b.until("location.pathname === '/plans' && document.querySelector('#results h1').textContent === 'Busy'")
	b.wants(map[string]string{"users": "321k", "name": "Kept"})
	if got := eval[int](b, drafts); got != 1 {
		t.Errorf("%d drafts", got)
	}
	for range cap(p.line) {
		<-p.line
	}
	for range cap(p.taken) {
		<-p.taken
	}
	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && " + drafts + " === 0 && " + ready)

	// What is saved, written in another way, is no change.
	b.typeInto("#field-users", "400k")
	b.until(drafts + " === 1 && document.querySelector('#saved').dataset.edited === 'true'")
	b.typeInto("#field-users", "321,000")
	b.until(drafts + " === 0")

	// The words for the next revision are kept too, and stay out of the address.
	b.click("#save-menu summary")
	b.typeInto("#revision-title", "After the talk")
	b.until(drafts + " === 1")
	b.do(chromedp.Reload())
	b.until(buttons + " === 2 && !location.search.includes('talk')")
	b.click(button)
	b.until("document.querySelector('#revision-title').value === 'After the talk'")
}

// What the browser keeps is bounded, and a browser that keeps nothing still plans.
func TestBrowserDraftsAreBounded(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/plan?users=250k&name=Shared")
	b.until(ready)
	b.await("import('" + static.URL("drafts.js") + "').then(m => { window.kept = m; return true })")
	eval[bool](b, "Array.from({ length: 25 }, (_, i) => kept.put({ id: 'id' + i, action: '/plans/x', base: 1, at: i, fields: {} })).every(Boolean)")
	if got := eval[string](b, "kept.all().map(d => d.id).join(' ')"); !strings.HasPrefix(got, "id24 id23 ") || !strings.HasSuffix(got, " id5") {
		t.Errorf("kept: %s", got)
	}
	if eval[bool](b, "kept.put({ id: 'large', action: '/plan', base: 0, at: 99, fields: { note: 'x'.repeat(100_000) } })") {
		t.Error("a draft of more than 100 kB is kept")
	}
	eval[bool](b, "localStorage.setItem('draft:odd', '{') === undefined && localStorage.setItem('draft:null', 'null') === undefined")
	b.open(s.share(s.save("users=250k")))
	b.until(ready)
	if got := eval[int](b, drafts); got != 22 || eval[string](b, bar) != "" {
		t.Errorf("a share page touched the drafts: %d", got)
	}
	b.open(s.url + "/")
	b.until(ready)
	eval[bool](b, "(Storage.prototype.setItem = () => { throw new Error('full') }) !== null")
	b.typeInto("#field-users", "2M")
	b.until("location.search === '?users=2M' && document.querySelector('#stage-7 .here-mark, #stage-6 .here-mark, #stage-8 .here-mark') !== null")
	if got := eval[bool](b, "dispatchEvent(new Event('beforeunload', { cancelable: true }))"); got {
		t.Error("changes that are kept nowhere are let go without a word")
	}
	// Typing it away again, the page closes without asking.
	eval[bool](b, "(e => { e.value = ''; e.dispatchEvent(new Event('input', {bubbles: true})); return true })(document.querySelector('#field-users'))")
}
