package handlers

import (
	"strings"
	"testing"
)

// startsTeamPlan goes from nothing to a plan in a workspace.
func startsTeamPlan(t *testing.T, scripts bool) {
	s, b := newSite(t), newTab(t, scripts)
	loaded := "document.readyState === 'complete'" // modules have run by then
	b.open(s.url + "/plans")
	b.click(`a[href="/workspaces/new"]`)
	b.until("document.querySelector('#text-name') !== null")
	b.typeInto("#text-name", "Kitchen")
	b.typeInto("#text-member", "Ann")
	b.click("main form button")
	b.until("location.pathname.startsWith('/workspaces/') && document.querySelector('h1').textContent === 'Kitchen'")
	team := eval[string](b, "location.pathname")
	b.click("a.btn.pri")
	b.until("document.querySelector('#saved').textContent.includes('Will be saved in Kitchen')")
	b.until(loaded)
	b.typeInto("#field-users", "2k")
	if !scripts {
		b.click("#workload .submit button")
	}
	id := strings.TrimPrefix(team, "/workspaces/")
	b.until("location.search.includes('users=2k') && location.search.includes('workspace=" + id + "')")
	b.until("document.querySelector('#stage-7').href.includes('users=2k')")
	if state := b.text("#saved"); !strings.HasPrefix(state, "Will be saved in Kitchen") {
		t.Errorf("the header says %q", state)
	}
	b.click("#stage-7")
	b.until("document.querySelector('#stage-title').textContent.startsWith('Stage 7') && location.search.includes('workspace=" + id + "')")
	if out := eval[string](b, "document.querySelector('#saved a:last-child').search"); !strings.Contains(out, "users=2k") || strings.Contains(out, "workspace") {
		t.Errorf("the way out is %s", out)
	}
	b.click(`button[formaction="/plans"]:not([name])`)
	b.until("location.pathname.startsWith('/plans/') && " + loaded + " && document.querySelector('#saved').textContent.includes('In Kitchen.')")
	b.click("#saved a")
	b.until("location.pathname === '" + team + "' && document.querySelector('.plans b') !== null")
}

func TestBrowserPlansOfAWorkspace(t *testing.T)               { startsTeamPlan(t, true) }
func TestBrowserPlansOfAWorkspaceWithoutScripts(t *testing.T) { startsTeamPlan(t, false) }

// The token of a join link stays on its page, also where pages with forms must tell
// whence they come: over plain HTTP, on another machine.
func TestBrowserJoins(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.allowed = []string{"Cross-Origin-Opener-Policy header has been ignored"} // it is for HTTPS only
	link := s.invite(s.makeWorkspace("Kitchen", "Ann"), "viewer")
	b.open(strings.Replace(s.url, "127.0.0.1", "stagecraft.test", 1) + link)
	b.typeInto("#text-member", "Ben")
	b.click("main form button")
	b.until("document.querySelector('.lead h1')?.textContent === 'Kitchen'")
	if from := eval[string](b, "document.referrer"); from != "" {
		t.Errorf("the workspace was told of %q", from)
	}
}

// What was typed for a workspace is offered there, and not where it would be saved
// elsewhere.
func TestBrowserDraftsStayInTheirWorkspace(t *testing.T) {
	s, b := newSite(t), newTab(t, true)
	b.open(s.url + "/workspaces/new")
	b.typeInto("#text-name", "Kitchen")
	b.typeInto("#text-member", "Ann")
	b.click("main form button")
	b.until("document.querySelector('.lead h1')?.textContent === 'Kitchen'")
	inside := s.url + "/?workspace=" + strings.TrimPrefix(eval[string](b, "location.pathname"), "/workspaces/")
	b.open(inside)
	b.until(ready)
	b.typeInto("#field-users", "7k")
	b.until("location.search.includes('users=7k') && " + drafts + " === 1")
	b.open(s.url + "/")
	b.until(ready)
	if got := eval[string](b, bar); got != "" {
		t.Errorf("a draft of the workspace is offered outside: %q", got)
	}
	b.open(inside)
	b.until(bar + ".includes('not saved')")
	b.click(button)
	b.until("location.search.includes('users=7k') && location.search.includes('workspace=') && document.querySelector('#saved').textContent.includes('Kitchen')")
}
