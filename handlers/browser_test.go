package handlers

import (
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestBrowserRecomputesWhileTyping(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/")
	b.until("document.documentElement.classList.contains('js')")
	before := b.text("#results tfoot")
	b.typeInto("#field-users", "2M")
	b.until("location.search === '?users=2M'")
	b.until("document.querySelector('#stage-7 .here-mark, #stage-6 .here-mark, #stage-8 .here-mark') !== null")
	if after := b.text("#results tfoot"); after == before || after == "" {
		t.Errorf("the total stayed %q", after)
	}
	if got := eval[string](b, "document.activeElement.id + ' ' + document.activeElement.selectionStart"); got != "field-users 2" {
		t.Errorf("focus and caret are at %q", got)
	}
	if got := b.text("#foot-users"); got != "" {
		t.Errorf("users are stated, but marked %q", got)
	}
	if !strings.Contains(b.text("#status"), "You are in stage") {
		t.Errorf("nothing was said: %q", b.text("#status"))
	}
	if !strings.Contains(eval[string](b, "document.querySelector('#export a').href"), "users=2M") {
		t.Error("the export is of another workload")
	}
}

func TestBrowserHistoryHasOneEntryAnEdit(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/plan?users=1k")
	b.until("document.documentElement.classList.contains('js')")
	length := eval[int](b, "history.length")
	b.typeInto("#field-users", "25")
	b.until("location.search === '?users=25'")
	b.do(chromedp.KeyEvent("0k"))
	b.until("location.search === '?users=250k'")
	b.do(chromedp.KeyEvent("\t"))
	b.until("document.querySelector('#stage-4 .here-mark') !== null")
	if got := eval[int](b, "history.length"); got != length+1 {
		t.Errorf("one edit made %d entries", got-length)
	}
	b.do(chromedp.NavigateBack())
	b.until("document.querySelector('#field-users').value === '1k' && document.querySelector('#stage-2 .here-mark') !== null")
}

func TestBrowserSliders(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/plan?users=1k")
	b.until("!document.querySelector('[data-slider=log]').closest('.slider').hidden")
	if got := eval[float64](b, "Number(document.querySelector('[data-slider=log]').value)"); got != 375 {
		t.Errorf("1k of 100M is 3/8 of the way, the slider is at %v", got)
	}
	eval[bool](b, `(e => { e.value = 750; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); return true })(document.querySelector('[data-slider=log]'))`)
	b.until("location.search === '?users=1M'")
	eval[bool](b, `(e => { e.value = 35; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); return true })(document.querySelector('[data-slider=share]'))`)
	b.until("location.search.includes('read_write=35%2F65')")
}

func TestBrowserShowsErrorsBesideTheField(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"422"}
	b.open(s.url + "/")
	b.until("document.documentElement.classList.contains('js')")
	b.typeInto("#field-peak_factor", "0")
	b.until("document.querySelector('#foot-peak_factor .error') !== null")
	b.until("document.querySelector('#results').classList.contains('stale')")
	if eval[string](b, "document.querySelector('#field-peak_factor').getAttribute('aria-invalid')") != "true" {
		t.Error("the field is not marked as invalid")
	}
	if b.text("#results tfoot") == "" || !strings.Contains(b.text("#problems"), "Peak") {
		t.Error("the last answer or the summary is gone")
	}
	b.typeInto("#field-peak_factor", "4")
	b.until("document.querySelector('#foot-peak_factor .error') === null && !document.querySelector('#results').classList.contains('stale')")
}

func TestBrowserStages(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/plan?users=250k")
	b.until("document.documentElement.classList.contains('js')")
	b.click("#stage-7")
	b.until("document.querySelector('#stage-title').textContent.startsWith('Stage 7')")
	if got := eval[string](b, "document.activeElement.id + location.search"); got != "stage-7?users=250k&stage=7" {
		t.Errorf("focus and address: %s", got)
	}
	b.typeInto("#field-users", "300k")
	b.until("location.search.includes('users=300k')")
	b.until("document.querySelector('#stage-7').href.includes('users=300k')")
	if !strings.HasPrefix(b.text("#stage-title"), "Stage 7") {
		t.Error("an edit left the stage being looked at")
	}
}

// whole is the way of a team through the product, with scripts or without.
func whole(t *testing.T, scripts bool) {
	s, b := newSite(t), newTab(t, scripts)
	b.open(s.url + "/")
	b.typeInto("#field-users", "250k")
	b.typeInto("#field-name", "Recipes")
	if !scripts {
		b.click("#workload .submit button")
	}
	b.until("location.search.includes('users=250k') && document.querySelector('#stage-4 .here-mark') !== null")
	if query := eval[string](b, "location.search"); strings.Contains(query, "=&") || strings.HasSuffix(query, "=") {
		t.Errorf("empty fields in the address: %s", query)
	}

	picture := eval[string](b, "document.querySelector('#architecture .hd a').href")
	address, err := url.Parse(picture)
	if err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(strings.NewReader(s.get(address.RequestURI()).want(t, 200).body))
	elements := 0
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the picture is not XML: %v", err)
		}
		if _, is := token.(xml.StartElement); is {
			elements++
		}
	}
	if elements < 50 {
		t.Errorf("the picture has %d elements", elements)
	}

	b.click(".actions .btn.pri")
	b.until("location.pathname.startsWith('/plans/') && document.readyState === 'complete'")
	if !strings.Contains(b.text("#saved"), "Revision 1") {
		t.Errorf("saved: %q", b.text("#saved"))
	}
	b.click(`.actions button[formaction$="/links"]`)
	b.until("document.querySelector('#link') !== null")
	link := eval[string](b, "document.querySelector('#link').value")

	other := newTab(t, scripts)
	other.open(link)
	other.until("document.querySelector('#stage-4 .here-mark') !== null")
	if other.text(".title") != "Recipes" || eval[int](other, "document.forms.length") != 0 {
		t.Errorf("the shared plan is %q with %d forms", other.text(".title"), eval[int](other, "document.forms.length"))
	}
	other.click(".actions .btn.pri")
	other.until("location.pathname === '/plan' && document.querySelector('#field-users').value === '250k'")
}

func TestBrowserFromWorkloadToShareLink(t *testing.T)        { whole(t, true) }
func TestBrowserFromWorkloadToShareLinkPlainly(t *testing.T) { whole(t, false) }

func TestBrowserBadInputWithoutScripts(t *testing.T) {
	s, b := newSite(t), newTab(t, false)
	b.allowed = []string{"422"}
	b.open(s.url + "/plan?users=250k")
	b.typeInto("#field-users", "minus five")
	b.click("#workload .submit button")
	b.until("document.querySelector('.problems') !== null")
	if got := eval[string](b, "document.querySelector('#field-users').value"); got != "minus five" {
		t.Errorf("the field holds %q", got)
	}
	if b.text("#foot-users .error") == "" {
		t.Error("nothing is said beside the field")
	}
}

// Nothing sticks out of a narrow screen, on any page.
func TestBrowserNarrowScreens(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"422", "404"}
	for _, path := range []string{"/", "/plan?users=30M&stage=8", "/plan?show=breaks", "/plan?show=growth", "/plan?users=80k..120k&show=ranges", "/plan?show=alternatives", "/plan?show=running&engineers=2", "/plan?show=tracks", "/fidelity", "/plan?users=x", "/plans", "/nothing"} {
		b.do(chromedp.EmulateViewport(320, 800))
		b.open(s.url + path)
		eval[bool](b, "document.querySelectorAll('#results details').forEach(d => { d.open = true }) ?? true")
		for _, width := range []int64{320, 390, 768} {
			b.do(chromedp.EmulateViewport(width, 800))
			if wide := eval[float64](b, "document.documentElement.scrollWidth"); wide > float64(width) {
				sticking := eval[string](b, `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.track-nav,.sections,.canvas,.scroll,.chart')).slice(0, 4).map(e => e.tagName + '.' + e.className + '#' + e.id).join(', ')`)
				t.Errorf("%s is %v wide on a screen of %d: %s", path, wide, width, sticking)
			}
		}
	}
}

func TestBrowserTheme(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/")
	b.until("document.documentElement.classList.contains('js')")
	background := "getComputedStyle(document.documentElement).backgroundColor"
	light := eval[string](b, background)
	b.click("#theme")
	b.until("document.documentElement.dataset.theme === 'dark'")
	dark := eval[string](b, background)
	if dark == light {
		t.Error("the theme changed nothing")
	}
	b.open(s.url + "/plans")
	if got := eval[string](b, background); got != dark {
		t.Errorf("the next page is %s, not %s", got, dark)
	}
}
