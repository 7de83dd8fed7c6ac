package handlers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const chosenOverlay = "document.querySelector('.overlays [aria-current]').dataset.overlay"

func TestBrowserOverlays(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.do(chromedp.EmulateViewport(390, 800)) // where the picture scrolls
	b.open(s.url + "/plan?users=250k&stage=6")
	b.until("document.documentElement.classList.contains('js')")
	eval[bool](b, "document.querySelector('#overlay-cost').scrollIntoView({ block: 'center' }) === 1")
	eval[bool](b, "(document.querySelector('.canvas').scrollLeft = 120) === 120")
	before := eval[float64](b, "scrollY")
	b.click("#overlay-cost")
	b.until(chosenOverlay + " === 'cost'")
	if got := eval[string](b, "document.activeElement.id + location.search"); got != "overlay-cost?users=250k&stage=6&overlay=cost" {
		t.Errorf("focus and address: %s", got)
	}
	if got := eval[float64](b, "document.querySelector('.canvas').scrollLeft"); got != 120 {
		t.Errorf("the picture scrolled to %v", got)
	}
	if after := eval[float64](b, "scrollY"); after < before-80 || after > before+80 {
		t.Errorf("the page scrolled from %v to %v", before, after)
	}
	b.do(chromedp.EmulateViewport(1440, 1000))
	eval[bool](b, "(document.querySelector('#form-fold').open = true)") // it starts closed on a narrow screen
	b.click("#stage-7")
	b.until("document.querySelector('#stage-title').textContent.startsWith('Stage 7') && " + chosenOverlay + " === 'cost'")
	b.typeInto("#field-users", "300k")
	b.until("location.search.includes('users=300k') && location.search.includes('overlay=cost')")
	b.until("document.querySelector('#stage-7').href.includes('users=300k') && " + chosenOverlay + " === 'cost'")

	// By keyboard: from one pill to the next and in.
	eval[bool](b, "document.querySelector('#overlay-cost').focus() ?? true")
	b.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	b.until(chosenOverlay + " === 'headroom' && document.activeElement.id === 'overlay-headroom'")
	eval[bool](b, "document.querySelector('#overlay-plain').focus() ?? true")
	b.do(chromedp.KeyEvent("\r"))
	b.until(chosenOverlay + " === '' && !location.search.includes('overlay')")
	b.typeInto("#field-users", "310k")
	b.until("location.search.includes('users=310k')")
	if query := eval[string](b, "location.search"); strings.Contains(query, "overlay") {
		t.Errorf("the plain picture is in the address: %s", query)
	}
}

func TestBrowserOverlaysPlainly(t *testing.T) {
	s, b := newSite(t), newTab(t, false)
	b.open(s.url + "/plan?users=250k&stage=6")
	eval[bool](b, "document.querySelector('#overlay-traffic').focus() ?? true")
	b.do(chromedp.KeyEvent("\r"))
	b.until("location.search === '?users=250k&stage=6&overlay=traffic' && " + chosenOverlay + " === 'traffic'")
	b.typeInto("#field-users", "300k")
	b.click("#workload .submit button")
	b.until("location.search.includes('users=300k') && location.search.endsWith('overlay=traffic') && document.readyState === 'complete'")
}

// What is known of a card is the same under the pointer, on keyboard focus and
// in the table.
func TestBrowserFactsOfACard(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	// Focus events come to a window in front only, which this one is not.
	if _, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	b.open(s.url + "/plan?users=250k&stage=5")
	b.until("document.querySelector('#card-facts') !== null")
	const card = "document.querySelectorAll('.canvas .d-card')[2]"
	const visible = "!document.querySelector('#card-facts').hidden"
	row := eval[string](b, fmt.Sprintf("[...document.querySelector(`tr[data-card=\"${%s.dataset.id}\"]`).cells].map(c => c.textContent.trim()).filter(t => t !== '').join('|')", card))
	said := "[document.querySelector('#card-facts b'), ...document.querySelectorAll('#card-facts dd')].map(e => e.textContent).join('|')"
	if strings.Count(row, "|") < 2 {
		t.Fatalf("the table says only %q", row)
	}

	eval[bool](b, card+".focus() ?? true")
	b.until(visible)
	if got := eval[string](b, said); got != row {
		t.Errorf("on focus %q, in the table %q", got, row)
	}
	if got := eval[string](b, card+".getAttribute('aria-describedby') + (document.activeElement.getAttribute('aria-label') !== '')"); got != "card-factstrue" {
		t.Errorf("the card is described by %s", got)
	}
	b.do(chromedp.KeyEvent("\t"))
	b.until(said + " !== " + fmt.Sprintf("%q", row)) // the next card's
	b.do(chromedp.KeyEvent("\u001b"))
	b.until("!(" + visible + ")")

	eval[bool](b, card+".querySelector('.d-box').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
	b.until(visible)
	if got := eval[string](b, said); got != row {
		t.Errorf("under the pointer %q, in the table %q", got, row)
	}
	if inside := eval[bool](b, "(r => r.left >= 0 && r.right <= innerWidth && r.width > 60)(document.querySelector('#card-facts').getBoundingClientRect())"); !inside {
		t.Error("the box sticks out of the window")
	}
	eval[bool](b, "document.querySelector('#bill').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
	b.until("!(" + visible + ")")
}
