package handlers

import (
	"net/http"
	"strings"
	"testing"
)

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
