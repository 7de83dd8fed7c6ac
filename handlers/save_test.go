package handlers

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"stagecraft/store"
)

func TestSaveOpenChangeDeleteUndo(t *testing.T) {
	s := newSite(t)
	s.get("/plans").want(t, 200).holds(t, "No plan was saved here yet")
	path := s.save("users=250k&name=Recipes")
	s.get(path).want(t, 200).holds(t, "Revision 1", `value="Recipes"`, `value="250k"`)
	s.get(path+"?users=300k&name=Recipes").want(t, 200).holds(t, "Changes not saved", `value="300k"`)
	s.post(path, "users=300k&name=Recipes&revision=1").want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 2", `value="300k"`)
	s.post(path, "users=400k&revision=1").want(t, http.StatusConflict).holds(t, "Changed in the meantime")
	s.get("/plans").want(t, 200).holds(t, "Recipes", "300k users")

	gone := s.post(path+"/delete", "").want(t, http.StatusSeeOther).Header.Get("Location")
	s.get(path).want(t, http.StatusNotFound)
	s.get(gone).want(t, 200).holds(t, "Undo", path+"/restore")
	s.post(path+"/restore", "").want(t, http.StatusSeeOther)
	s.get(path).want(t, 200).holds(t, "Revision 2")
}

func TestPlansBelongToTheirBrowser(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	s.client = s.visitor()
	for _, action := range []string{"", "/delete", "/restore", "/links", "/archive", "/tags", "/move", "/reprice", "/revisions/1/restore"} {
		s.post(path+action, "users=1").want(t, http.StatusNotFound)
	}
	for _, page := range []string{"", "/links", "/history", "/revisions/1", "/plan.json", "/stages/1/diagram.svg"} {
		s.get(path+page).want(t, http.StatusNotFound)
	}
	s.get("/plans").want(t, 200).holds(t, "No plan was saved here yet")
}

func TestShareLink(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k&name=Recipes")
	link := s.share(path)
	s.post(path, "users=900k&name=Recipes&revision=1").want(t, http.StatusSeeOther)

	own := s.client
	s.client = s.visitor()
	page := s.get(link).want(t, 200).holds(t, "Recipes", "250k users", "Make your own copy")
	if strings.Contains(page.body, "<form") {
		t.Error("the share page holds a form")
	}
	for header, want := range map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"} {
		if got := page.Header.Get(header); got != want {
			t.Errorf("%s is %q", header, got)
		}
	}
	unknown := s.get("/s/"+strings.Repeat("A", 43)).want(t, http.StatusNotFound)

	s.client = own
	revoke := regexp.MustCompile(`action="(/plans/[^"]*/revoke)"`).FindStringSubmatch(s.get(path+"/links").want(t, 200).body)
	if revoke == nil {
		t.Fatal("no way to revoke")
	}
	s.post(revoke[1], "").want(t, http.StatusSeeOther)
	revoked := s.get(link).want(t, http.StatusNotFound)
	withoutID := regexp.MustCompile(`Request [A-Z0-9]+`)
	if withoutID.ReplaceAllString(unknown.body, "") != withoutID.ReplaceAllString(revoked.body, "") {
		t.Error("a revoked link looks different from an unknown one")
	}
}

// A link of one plan opens no other, and its revocation is its owner's.
func TestLinksDoNotCross(t *testing.T) {
	s := newSite(t)
	first, second := s.save("users=1k"), s.save("users=2k")
	s.share(first)
	id := regexp.MustCompile(`/links/([^/"]*)/revoke`).FindStringSubmatch(s.get(first + "/links").body)[1]
	s.post(second+"/links/"+id+"/revoke", "").want(t, http.StatusNotFound)
	s.client = s.visitor()
	s.post(first+"/links/"+id+"/revoke", "").want(t, http.StatusNotFound)
}

func TestSaveAndShareInOneStep(t *testing.T) {
	s := newSite(t)
	a := s.post("/plans", "users=250k&then=share").want(t, http.StatusCreated)
	s.get(linkPattern.FindString(a.body)).want(t, 200).holds(t, "250k users")
}

// What is in the form is what is shared.
func TestSharingSavesTheChangesFirst(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k")
	a := s.post(path+"/links", "users=777k&revision=1").want(t, http.StatusCreated)
	s.get(linkPattern.FindString(a.body)).want(t, 200).holds(t, "777k users")
	s.get(path).want(t, 200).holds(t, "Revision 2", `value="777k"`)
}

func TestSavedPlanOfAnotherBookSaysSo(t *testing.T) {
	var st *store.Store
	s := newSite(t, func(c *Config) { st = c.Store })
	old := store.Contents{Workload: "users=250k", Book: "2020-01-01-old", Engine: "0", Result: []byte(`{"old":true}`)}
	plan, err := st.SavePlan(t.Context(), store.NewPlan{OpenByID: true, Contents: old})
	if err != nil {
		t.Fatal(err)
	}
	s.get("/plans/"+plan.ID).want(t, 200).holds(t, "price book 2020-01-01-old", "planning rules 0")
	if got := s.get("/plans/"+plan.ID+"/plan.json").want(t, 200).body; got != `{"old":true}` {
		t.Errorf("the saved result became %.80s", got)
	}
}
