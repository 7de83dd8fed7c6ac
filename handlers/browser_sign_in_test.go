package handlers

import (
	"strings"
	"testing"

	"stagecraft/signin"
	"stagecraft/signin/signintest"
)

// The browser must let the form lead to another site, and bring its cookies
// along on the way back from there: to it, localhost is another site than
// 127.0.0.1.
func TestBrowserSignsIn(t *testing.T) {
	s, idp := newSignInSite(t, func(c *Config, of *signin.Config) {
		c.RequireSignIn = true
		of.RedirectURL = strings.Replace(of.RedirectURL, "127.0.0.1", "localhost", 1)
	})
	idp.Set(func(s *signintest.Settings) { s.Claims["name"] = "Ada " + strings.Repeat("Lovelace ", 8) })
	site, b := strings.Replace(s.url, "127.0.0.1", "localhost", 1), newTab(t, true)
	b.allowed = []string{"401"}
	b.open(site + "/plan?users=250k")
	b.until("location.pathname === '/sign-in' && document.readyState === 'complete'")
	b.click("main button")
	b.until("location.pathname === '/plan' && location.search === '?users=250k' && location.host.startsWith('localhost')")
	b.until("document.documentElement.classList.contains('js')")
	if got := b.text(".person .who"); !strings.HasPrefix(got, "Signed in as Ada Lovelace") {
		t.Errorf("the page greets %q", got)
	}
	if eval[bool](b, "document.documentElement.scrollWidth > innerWidth") {
		t.Error("a long name makes the page wider than the window")
	}
	// Signed out on another tab, the page says so and keeps what is typed.
	eval[bool](b, "fetch('/sign-out', {method: 'POST', redirect: 'manual'}).then(() => window.out = true) && true")
	b.until("window.out === true")
	b.typeInto("#field-users", "300k")
	b.until("document.querySelector('#status').textContent.includes('signed out')")
	b.until("location.search.includes('users=300k')")
	b.open(eval[string](b, "location.href"))
	b.until("location.pathname === '/sign-in' && document.readyState === 'complete'")
	b.click("main button")
	b.until("location.pathname === '/plan' && document.querySelector('#field-users')?.value === '300k'")
	b.until("document.documentElement.classList.contains('js') && document.readyState === 'complete'")
	b.click(".person button")
	b.until("location.pathname === '/sign-in' && document.querySelector('main').textContent.includes('signed out')")
}
