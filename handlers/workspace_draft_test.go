package handlers

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// outPattern finds the way of a draft out of its workspace.
var outPattern = regexp.MustCompile(`href="([^"]*)">save it in my plans instead</a>`)

// A draft begun in a workspace keeps knowing where it will be saved, on every page
// it goes through.
func TestDraftsKeepTheirWorkspace(t *testing.T) {
	s := newSite(t)
	team := s.makeWorkspace("Kitchen", "Ann")
	id := strings.TrimPrefix(team, "/workspaces/")
	s.get(team).want(t, 200).holds(t, `href="/?workspace=`+id+`">New plan here`)
	const said = "Will be saved in"
	field := `<input type="hidden" name="workspace" value="` + id + `">`
	s.get("/?workspace="+id).want(t, 200).holds(t, said, field, `href="`+team+`">Kitchen</a>`)

	// A form without scripts sends every field, and is sent on to a short address.
	to := s.get("/plan?users=250+000&daily_share=&stage=&workspace="+id).want(t, http.StatusSeeOther).Header.Get("Location")
	if to != "/plan?users=250k&workspace="+id {
		t.Errorf("sent on to %s", to)
	}
	page := s.get(to).want(t, 200).holds(t, said, field, `href="/plan?users=250k&amp;stage=7&amp;workspace=`+id+`"`, `href="/plan?users=250k&amp;stage=4&amp;show=growth&amp;workspace=`+id+`"`)
	for _, m := range regexp.MustCompile(`href="(/plan(?:[?/][^"]*)?)"`).FindAllStringSubmatch(page.body, -1) {
		isPage, out := !strings.Contains(strings.SplitN(m[1], "?", 2)[0], "."), outPattern.FindStringSubmatch(page.body)[1]
		if keeps := strings.Contains(m[1], "workspace="); keeps != (isPage && m[1] != out) {
			t.Errorf("%s: keeps the workspace: %v", m[1], keeps)
		}
	}
	s.get(to, "X-Fragment", "plan").want(t, 200).holds(t, said, `id="saved"`).lacks(t, "<input")
	s.get("/plan?users=x&engineers=3&workspace="+id).want(t, http.StatusUnprocessableEntity).holds(t, said, field)
	s.post("/plans", "users=x&engineers=3&workspace="+id).want(t, http.StatusUnprocessableEntity).holds(t, said, field)
}

// The way out keeps what was stated and looked at, and nothing else.
func TestDraftsLeaveTheirWorkspace(t *testing.T) {
	s := newSite(t)
	id := strings.TrimPrefix(s.makeWorkspace("Kitchen", "Ann"), "/workspaces/")
	for query, want := range map[string]string{
		"users=250k&stage=3&show=growth&name=A%26B": "/plan?name=A%26B&show=growth&stage=3&users=250k",
		"users=x&stage=3&engineers=":                "/plan?stage=3&users=x",
		"sekrit=1":                                  "/plan",
	} {
		a := s.get("/plan?"+query+"&workspace="+id, "X-Fragment", "plan")
		if !strings.Contains(a.body, "id=\"saved\"") {
			t.Fatalf("%s: %.200s", query, a.body)
		}
		out := html.UnescapeString(outPattern.FindStringSubmatch(a.body)[1])
		if out != want {
			t.Errorf("%s: the way out is %s, want %s", query, out, want)
		}
		s.get(out).lacks(t, "Will be saved in", `name="workspace"`)
	}
}

func TestDraftsAreSavedInTheirWorkspace(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	id := strings.TrimPrefix(team, "/workspaces/")
	plan := ann.save("users=1k&name=Soup&workspace=" + id)
	ann.get(plan).want(t, 200).holds(t, `name="workspace" value="`+id+`">Save as a new plan here<`, ">Save as a plan of your own<")
	ann.save("users=2k&name=Salad&workspace=" + id)
	ann.post("/plans", "users=3k&name=Cake&then=share&workspace="+id).want(t, http.StatusCreated)
	ann.save("users=4k&name=Private")
	ann.get(team).want(t, 200).holds(t, "3 plans", "Soup", "Salad", "Cake").lacks(t, "Private")
	ann.get("/plans").want(t, 200).holds(t, "Private").lacks(t, "Soup")

	// With an edit link one writes into the plan and learns nothing of the workspace.
	edit := linkPattern.FindString(ann.post(plan+"/links", "scope=edit").want(t, http.StatusCreated).body)
	if to := ben.get(strings.TrimPrefix(edit, s.url)).want(t, http.StatusSeeOther).Header.Get("Location"); to != plan {
		t.Fatalf("sent on to %s", to)
	}
	ben.get(plan).want(t, 200).holds(t, ">Save<", ">Save as a new plan<").lacks(t, "Kitchen", "/workspaces/", ">Share<")
}

// Who may not save in the workspace that an address names is told so, and keeps
// what they typed; that a workspace exists is not told by it.
func TestDraftsForWorkspacesOfOthers(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	id := strings.TrimPrefix(team, "/workspaces/")
	ben.joins(ann.invite(team, "editor"), "Ben")
	ben.get("/?workspace="+id).want(t, 200).holds(t, "Will be saved in")
	ann.post(team+"/members/"+ann.memberID(team, "Ben")+"/role", "role=viewer").want(t, http.StatusSeeOther)

	const lost, field = "You cannot save in the workspace it was for", `name="workspace"`
	for _, c := range []struct {
		by     *site
		id     string
		status int
	}{{ben, id, http.StatusForbidden}, {s.newcomer(), id, http.StatusNotFound}, {s.newcomer(), strings.Repeat("A", 22), http.StatusNotFound}, {ann, "short", http.StatusNotFound}} {
		c.by.get("/plan?users=250k&workspace="+c.id).want(t, 200).holds(t, lost, `value="250k"`).lacks(t, field, "Kitchen")
		c.by.post("/plans", "users=250k&note=Ours&workspace="+c.id).want(t, c.status).holds(t, lost, "Saved now, the plan becomes one of your own", `value="250k"`, "Ours").lacks(t, field, "Kitchen")
		c.by.post("/plans", "users=250k&workspace="+c.id, "Accept", "application/json").want(t, c.status).holds(t, `{"error":`)
		c.by.get("/plans").want(t, 200).lacks(t, "250k users")
	}
	ann.get(team).want(t, 200).holds(t, "0 plans")
}

// Viewers are offered no undo of what they could not do.
func TestWorkspaceListsOfferUndoToEditors(t *testing.T) {
	s := newSite(t)
	ann, ben := s.newcomer(), s.newcomer()
	team := ann.makeWorkspace("Kitchen", "Ann")
	ben.joins(ann.invite(team, "viewer"), "Ben")
	plan := ann.save("users=1k&name=Soup&workspace=" + strings.TrimPrefix(team, "/workspaces/"))
	ann.post(plan+"/tags", "tags=board").want(t, http.StatusSeeOther)
	for _, action := range []string{"/delete", "/archive"} {
		gone := ann.post(plan+action, "").want(t, http.StatusSeeOther).Header.Get("Location")
		if !strings.HasPrefix(gone, team+"?") {
			t.Fatalf("sent on to %s", gone)
		}
		ben.get(gone).want(t, 200).lacks(t, "Undo", "Soup")
		undo := regexp.MustCompile(`action="(/plans/[^"]*)" role="status"`).FindStringSubmatch(ann.get(gone).want(t, 200).holds(t, "Undo").body)
		if to := ann.post(undo[1], "").want(t, http.StatusSeeOther).Header.Get("Location"); to != team {
			t.Errorf("sent on to %s", to)
		}
	}
	for query, found := range map[string]bool{"": true, "?q=so&tag=board&sort=name": true, "?q=salad": false, "?archived=1": false, "?page=1": false} {
		page := ben.get(team+query).want(t, 200).holds(t, `action="`+team+`"`)
		if got := strings.Contains(page.body, "<b>Soup</b>"); got != found {
			t.Errorf("%s: the plan is listed: %v", query, got)
		}
	}
}

// Of two who saved at once, the second keeps theirs as a copy where the plan stands.
func TestCopiesOfConflictsStayInTheWorkspace(t *testing.T) {
	s := newSite(t)
	team := s.makeWorkspace("Kitchen", "Ann")
	path := s.save("users=1k&name=Soup&workspace=" + strings.TrimPrefix(team, "/workspaces/"))
	s.post(path, "users=2k&name=Soup&revision=1").want(t, http.StatusSeeOther)
	page := s.post(path, "users=3k&name=Stew&revision=1").want(t, http.StatusConflict).holds(t, "by Ann")
	s.post("/plans", formOf(t, page, "copy").Encode()).want(t, http.StatusSeeOther)
	s.get(team).want(t, 200).holds(t, "2 plans", "Soup", "Stew")
}
