package handlers

import (
	"strings"
	"testing"
)

// Over plain HTTP, and on another machine, a browser tells of a form only by the
// Origin where it comes from; a page that hides its address there would have its
// own forms refused.
func TestBrowserSavesOverPlainHTTP(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"Cross-Origin-Opener-Policy header has been ignored"} // it is for HTTPS only
	b.open(strings.Replace(s.url, "127.0.0.1", "stagecraft.test", 1) + "/plan?users=1k")
	b.click(`button[formaction="/plans"]:not([name])`)
	b.until("location.pathname.startsWith('/plans/')")
	b.until("document.documentElement.classList.contains('js')")
	b.typeInto("#field-users", "2k")
	b.until("location.search === '?users=2k&revision=1'")
	b.click(`.top button[formaction="` + eval[string](b, "location.pathname") + `"].pri:not(.pad *)`)
	b.until("document.querySelector('#saved').textContent.includes('Revision 2')")
}
