package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// The words for a revision come back with the form, and go on with a merge.
func TestWordsOfARevisionAreNotLost(t *testing.T) {
	s := newSite(t)
	path, page := s.savedTwice("users=250k", "users=300k", "users=250k&peak_factor=5&revision_title=After+%22it%22&revision_note=One%0ATwo")
	for _, id := range []string{"merge", "copy"} {
		if form := formOf(t, page, id); form.Get("revision_title") != `After "it"` || form.Get("revision_note") != "One\nTwo" {
			t.Errorf("%s sends %v", id, form)
		}
	}
	s.post(path, formOf(t, page, "merge").Encode()).want(t, http.StatusSeeOther)
	s.get(path+"/history").want(t, 200).holds(t, "After &#34;it&#34;")
	s.post(path, "users=x&revision=3&revision_title=Named&revision_note=Why").want(t, http.StatusUnprocessableEntity).holds(t, `name="revision_title" form="workload" value="Named"`, ">Why</textarea>")
}

// A draft is let go by the save that holds it, and by nothing else.
func TestSavesTellWhichDraftTheyHeld(t *testing.T) {
	s := newSite(t)
	const id = "abcdefgh12345678"
	news := func(a answer) string {
		for _, cookie := range a.Cookies() {
			if strings.HasPrefix(cookie.Name, "saved-") {
				if cookie.HttpOnly || cookie.Path != "/" {
					t.Errorf("no script can read %v", cookie)
				}
				return cookie.Name
			}
		}
		return ""
	}
	a := s.post("/plans", "users=250k&draft="+id).want(t, http.StatusSeeOther)
	path, _, _ := strings.Cut(a.Header.Get("Location"), "?")
	for _, c := range []struct {
		path, form string
		status     int
		saved      bool
	}{
		{"/plans", "users=250k&then=share&draft=" + id, http.StatusCreated, true},
		{"/plans", "users=x&draft=" + id, http.StatusUnprocessableEntity, false},
		{path, "users=300k&revision=1&draft=" + id, http.StatusSeeOther, true},
		{path, "users=350k&revision=1&draft=" + id, http.StatusConflict, false},
		{path, "users=x&revision=2&draft=" + id, http.StatusUnprocessableEntity, false},
		{path + "/links", "users=400k&revision=2&draft=" + id, http.StatusCreated, true},
		{path, "users=410k&revision=3&draft=no%3B%20Path=x", http.StatusSeeOther, false},
	} {
		want := ""
		if c.saved {
			want = "saved-" + id
		}
		answer := s.post(c.path, c.form).want(t, c.status)
		if got := news(answer); got != want {
			t.Errorf("%s %s: %q", c.path, c.form, got)
		}
		if c.status == http.StatusUnprocessableEntity {
			answer.holds(t, `name="draft" value="`+id+`"`)
		}
	}
	if news(a) != "saved-"+id {
		t.Error("the first save says nothing")
	}
}
