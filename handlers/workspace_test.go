package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stagecraft/store"
)

// as is the same site, seen by another visitor.
func (s *site) as(visitor *http.Client) *site {
	other := *s
	other.client = visitor
	return &other
}

// newcomer is the same site, seen by somebody who was never here.
func (s *site) newcomer() *site { return s.as(s.visitor()) }

// makeWorkspace makes a workspace and gives its path.
func (s *site) makeWorkspace(name, member string) string {
	s.t.Helper()
	path := s.post("/workspaces", url.Values{"name": {name}, "member": {member}}.Encode()).want(s.t, http.StatusSeeOther).Header.Get("Location")
	if !strings.HasPrefix(path, "/workspaces/") {
		s.t.Fatalf("made at %q", path)
	}
	return path
}

var joinPattern = regexp.MustCompile(`http://[^"]*(/join/[A-Za-z0-9_-]{43})"`)

// invite makes a join link of a workspace and gives its path.
func (s *site) invite(workspace, role string) string {
	s.t.Helper()
	found := joinPattern.FindStringSubmatch(s.post(workspace+"/join", "role="+role).want(s.t, http.StatusCreated).body)
	if found == nil {
		s.t.Fatal("the page shows no join link")
	}
	return found[1]
}

// joins makes the visitor a member.
func (s *site) joins(link, name string) {
	s.t.Helper()
	s.post(link, url.Values{"member": {name}}.Encode()).want(s.t, http.StatusSeeOther)
}

var memberRow = regexp.MustCompile(`(?s)<th scope="row"[^>]*>([^<]*).*?</tr>`)

// memberID finds a member in the table that owners see.
func (s *site) memberID(workspace, name string) string {
	s.t.Helper()
	for _, row := range memberRow.FindAllStringSubmatch(s.get(workspace+"/members").want(s.t, 200).body, -1) {
		if id := regexp.MustCompile(`/members/([A-Za-z0-9_-]{22})/role"`).FindStringSubmatch(row[0]); id != nil && strings.TrimSpace(row[1]) == name {
			return id[1]
		}
	}
	s.t.Fatalf("%s is not among the members", name)
	return ""
}

// lacks fails the test when a page holds what it must not.
func (a answer) lacks(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			t.Errorf("%s %s holds %q", a.Request.Method, a.Request.URL.Path, text)
		}
	}
	return a
}

// The way of a team through a workspace: it is made, others join, they work on
// one plan, and what an owner decides holds at once.
func TestWorkspaceJourney(t *testing.T) {
	s := newSite(t)
	ann, ben, cem := s.newcomer(), s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	ann.get(team).want(t, 200).holds(t, "<h1>Kitchen</h1>", "0 plans · 1 member · you are an owner", "No plan is here yet", "New plan here")
	ann.get("/plans").want(t, 200).holds(t, `href="`+team+`"`, "Kitchen")

	link := ann.invite(team, "editor")
	ben.get(link).want(t, 200).holds(t, "You are invited to Kitchen as editor")
	ben.get(team).want(t, http.StatusNotFound)
	ben.joins(link, "Ben")
	ben.get(team).want(t, 200).holds(t, "2 members · you are an editor", "New plan here")
	ben.get(link).want(t, 200).holds(t, "You are already in Kitchen", `href="`+team+`"`).lacks(t, "<form")

	id := strings.TrimPrefix(team, "/workspaces/")
	plan := ben.save("users=250k&name=Soup&workspace=" + id)
	ann.get(plan).want(t, 200).holds(t, "Revision 1", `href="`+team+`">Kitchen</a>`, ">Share<", ">Save<")
	ann.post(plan, "users=300k&name=Soup&revision=1").want(t, http.StatusSeeOther)
	ben.post(plan, "users=400k&name=Soup&revision=1").want(t, http.StatusConflict)
	ben.get(plan).want(t, 200).holds(t, "Revision 2", `value="300k"`)
	ben.get(team).want(t, 200).holds(t, "Soup", "by Ann")
	cem.get(plan).want(t, http.StatusNotFound)

	member := ann.memberID(team, "Ben")
	ann.post(team+"/members/"+member+"/role", "role=viewer").want(t, http.StatusSeeOther)
	ben.post(plan, "users=400k&name=Soup&revision=2").want(t, http.StatusForbidden).holds(t, "You may read this but not change it", `value="400k"`, "Make your own copy")
	ben.get(plan).want(t, 200).holds(t, "Revision 2", `value="300k"`).lacks(t, ">Save<", ">Share<", "Delete")
	ben.get(team).want(t, 200).holds(t, "Soup", "you are a viewer").lacks(t, "New plan here", "Delete", "More about")

	ann.post(team+"/members/"+member+"/remove", "").want(t, http.StatusSeeOther)
	ben.get(plan).want(t, http.StatusNotFound)
	ben.get(team).want(t, http.StatusNotFound)
	ben.get("/plans").want(t, 200).lacks(t, "Kitchen", "Soup")
	ann.get(plan).want(t, 200).holds(t, "Revision 2")

	cem.joins(ann.invite(team, "viewer"), "Cem")
	cem.get(team+"/leave").want(t, 200).holds(t, "Leave Kitchen?", "cannot be undone")
	if to := cem.post(team+"/leave", "").want(t, http.StatusSeeOther).Header.Get("Location"); to != "/plans" {
		t.Errorf("sent on to %s", to)
	}
	cem.get(team).want(t, http.StatusNotFound)

	ann.get(team+"/activity").want(t, 200).holds(t, "Ann made the workspace Kitchen", "Ann made a join link, for the role editor", "Ben joined as editor", "Ben made the plan", `href="`+plan+`">Soup</a>`,
		`Ann saved revision 2: <a href="`+plan+`">`, "Ann changed a role: Ben: viewer", "Ann removed Ben", "Cem joined as viewer", "Cem left")
	for _, token := range []string{link, id, member} {
		if strings.Contains(s.log.String(), strings.TrimPrefix(token, "/join/")) {
			t.Errorf("the log holds %s", token)
		}
	}
}

func TestWorkspaceKeepsAnOwner(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	ben.joins(ann.invite(team, "editor"), "Ben")
	own, other := ann.memberID(team, "Ann"), ann.memberID(team, "Ben")
	const refused = "a workspace keeps at least one owner"
	ann.post(team+"/members/"+own+"/role", "role=editor").want(t, http.StatusConflict).holds(t, refused, "<table")
	ann.post(team+"/members/"+own+"/remove", "").want(t, http.StatusConflict).holds(t, refused)
	ann.post(team+"/leave", "").want(t, http.StatusConflict).holds(t, refused)
	ann.get(team).want(t, 200).holds(t, "you are an owner")

	ann.post(team+"/members/"+other+"/role", "role=owner").want(t, http.StatusSeeOther)
	ben.get(team+"/members").want(t, 200).holds(t, "Let others in", "Change the role of Ann")
	ann.post(team+"/members/"+own+"/role", "role=viewer").want(t, http.StatusSeeOther)
	ann.get(team+"/members").want(t, 200).holds(t, "you are a viewer").lacks(t, "Let others in", "Change the role", "Rename the workspace")
	for _, role := range []string{"", "guest", "king"} {
		ben.post(team+"/members/"+own+"/role", "role="+role).want(t, http.StatusUnprocessableEntity).holds(t, "a viewer, an editor or an owner")
	}
}

// An owner of one workspace decides nothing about members of another.
func TestMembersOfOtherWorkspaces(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	kitchen, cellar := ann.makeWorkspace("Kitchen", "Ann"), ben.makeWorkspace("Cellar", "Ben")
	for _, member := range []string{ben.memberID(cellar, "Ben"), strings.Repeat("A", 22), "%ff", "x"} {
		ann.post(kitchen+"/members/"+member+"/role", "role=viewer").want(t, http.StatusNotFound)
		ann.get(kitchen+"/members/"+member+"/remove").want(t, http.StatusNotFound)
		ann.post(kitchen+"/members/"+member+"/remove", "").want(t, http.StatusNotFound)
	}
	ben.get(cellar).want(t, 200).holds(t, "1 member · you are an owner")
	for _, id := range []string{"%ff", "x", strings.Repeat("A", 22)} {
		ann.get("/workspaces/"+id).want(t, http.StatusNotFound)
		ann.post("/workspaces/"+id+"/rename", "name=Mine").want(t, http.StatusNotFound)
	}
}

// A link that was closed or replaced, or never was, looks like any other page that
// is not there.
func TestJoinLinksEnd(t *testing.T) {
	s := newSite(t)
	ann := s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	gone := func(link string) string {
		t.Helper()
		s.newcomer().post(link, "member=Eve").want(t, http.StatusNotFound)
		a := s.newcomer().get(link).want(t, http.StatusNotFound)
		if len(a.Cookies()) > 0 {
			t.Errorf("%s leaves a cookie", link)
		}
		return regexp.MustCompile(`Request [A-Z0-9]+`).ReplaceAllString(a.body, "")
	}
	unknown := gone("/nowhere")
	first := ann.invite(team, "editor")
	second := ann.invite(team, "viewer")
	s.newcomer().get(second).want(t, 200).holds(t, "as viewer")
	ann.get(team+"/members").want(t, 200).holds(t, "whoever has it becomes a viewer").lacks(t, "/join/"+second)
	ann.post(team+"/join/close", "").want(t, http.StatusSeeOther)
	ann.get(team+"/members").want(t, 200).holds(t, "No join link is open")
	for _, link := range []string{first, second, "/join/" + strings.Repeat("A", 43), "/join/short"} {
		if gone(link) != unknown {
			t.Errorf("%s looks different from an unknown page", link)
		}
	}
	for _, role := range []string{"", "owner", "king"} {
		ann.post(team+"/join", "role="+role).want(t, http.StatusUnprocessableEntity).holds(t, "for viewers or for editors")
	}
}

// The address of a join link is a secret: nothing keeps it or passes it on.
func TestJoinPagesAreSecret(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	link := ann.invite(ann.makeWorkspace("Kitchen", "Ann"), "editor")
	pages := []answer{ben.get(link).want(t, 200), ben.post(link, "member=").want(t, http.StatusUnprocessableEntity),
		ben.post(link, "member=Ben").want(t, http.StatusSeeOther), ben.get(link).want(t, 200), ben.get("/join/" + strings.Repeat("A", 43))}
	for i, page := range pages {
		for header, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"} {
			if page.StatusCode == http.StatusNotFound && header == "Cache-Control" {
				want = "no-store"
			}
			if got := page.Header.Get(header); got != want {
				t.Errorf("page %d: %s is %q", i, header, got)
			}
		}
	}
	if strings.Contains(s.log.String(), strings.TrimPrefix(link, "/join/")) || !strings.Contains(s.log.String(), "route=/join/:token") {
		t.Error("the log tells the token, or not the route")
	}
}

// Whoever is in a workspace stays what they are, whatever link they open.
func TestJoiningTwiceChangesNothing(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	ben.joins(ann.invite(team, "editor"), "Ben")
	again := ann.invite(team, "viewer")
	ben.joins(again, "Mallory")
	ann.joins(again, "Nobody")
	ann.get(team+"/members").want(t, 200).holds(t, "2 members", "you are an owner").lacks(t, "Mallory", "Nobody")
	ben.get(team).want(t, 200).holds(t, "you are an editor")
}

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`

func TestNamesInWorkspacesAreText(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("W"+hostile, "A"+hostile)
	link := ann.invite(team, "editor")
	first := ben.get(link)
	ben.joins(link, "\u202eB"+hostile)
	id := strings.TrimPrefix(team, "/workspaces/")
	plan := ben.save("users=1k&name=" + url.QueryEscape("P"+hostile) + "&workspace=" + id)
	other := regexp.MustCompile(`/members/[A-Za-z0-9_-]{22}/remove`).FindString(ann.get(team + "/members").body)
	for _, page := range []answer{first, ben.get(link), ann.get(team), ann.get(team + "/members"), ann.get(team + "/activity"), ann.get(team + other), ann.get(team + "/leave"),
		ann.get(plan), ann.get("/?workspace=" + id), ann.get("/plans"), ben.get("/workspaces/new"), ann.post(team+"/rename", url.Values{"name": {strings.Repeat(hostile, 9)}}.Encode())} {
		page.lacks(t, "<script>alert", "<img", "\u202e").holds(t, "&lt;script&gt;alert(1)")
	}
}

// A name is one line of something that can be seen, of at most 100 bytes.
func TestNamesInWorkspacesAreRefusedAsTyped(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	link := ann.invite(team, "editor")
	for _, c := range []struct{ typed, says string }{
		{"", "It is empty"}, {" \t\n", "It is empty"}, {"\u200b\u2029", "It is empty"}, {strings.Repeat("é", 51), "It is too long"},
	} {
		typed := url.QueryEscape(c.typed)
		shown := `value="` + c.typed + `"`
		ann.post("/workspaces", "member=Bo&name="+typed).want(t, http.StatusUnprocessableEntity).holds(t, c.says, shown, `value="Bo"`, `aria-invalid="true"`)
		ann.post("/workspaces", "name=Bar&member="+typed).want(t, http.StatusUnprocessableEntity).holds(t, c.says, shown, `value="Bar"`)
		ann.post(team+"/rename", "name="+typed).want(t, http.StatusUnprocessableEntity).holds(t, c.says, shown, "<h1>Kitchen</h1>")
		ann.post(team+"/me", "member="+typed).want(t, http.StatusUnprocessableEntity).holds(t, c.says, shown)
		refused := ben.post(link, "member="+typed).want(t, http.StatusUnprocessableEntity).holds(t, c.says, shown, "You are invited to Kitchen")
		if len(refused.Cookies()) > 0 {
			t.Error("who did not join got a cookie")
		}
	}
	long := strings.Repeat("é", 50)
	ann.post(team+"/rename", "name="+url.QueryEscape("  "+long+"\r\n")).want(t, http.StatusSeeOther)
	ann.post(team+"/me", "member=Anna").want(t, http.StatusSeeOther)
	ann.get(team+"/members").want(t, 200).holds(t, "<h1>"+long+"</h1>", `value="Anna"`)
	ann.get(team+"/activity").want(t, 200).holds(t, "Ann renamed the workspace to "+long)
	ann.get("/workspaces/new").want(t, 200).holds(t, `value="Anna"`)
}

func TestWorkspaceActivityHasPages(t *testing.T) {
	s := newSite(t)
	team := s.makeWorkspace("0", "Ann")
	for i := range store.ActivitiesOnPage {
		s.post(team+"/rename", fmt.Sprint("name=", i+1)).want(t, http.StatusSeeOther)
	}
	s.get(team+"/activity").want(t, 200).holds(t, "Ann renamed the workspace to 50", `href="`+team+`/activity?page=1"`).lacks(t, "made the workspace")
	s.get(team+"/activity?page=1").want(t, 200).holds(t, "Ann made the workspace 0", `href="`+team+`/activity?page=0"`)
	s.get(team+"/activity?page=2").want(t, 200).holds(t, "The list ends before this page")
}

func TestWorkspacesAreLimited(t *testing.T) {
	s := newSite(t)
	ann := s.newcomer()
	link := ann.invite(ann.makeWorkspace("Kitchen", "Ann"), "editor")
	for range store.MaxWorkspaces {
		s.makeWorkspace("W", "Ben")
	}
	s.post("/workspaces", "name=W&member=Ben").want(t, http.StatusConflict).holds(t, "at most 50 workspaces", "Leave one first")
	s.post(link, "member=Ben").want(t, http.StatusConflict).holds(t, "You did not join")
}
