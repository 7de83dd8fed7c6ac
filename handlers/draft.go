package handlers

import (
	"net/http"
	"net/url"
	"regexp"

	"github.com/labstack/echo/v4"
)

// A browser keeps what is typed and not saved, each draft under an id of its own
// (static/assets/drafts.js). It sends the id with the form and may let the draft
// go only when it learns that this very form was saved.

var draftIDs = regexp.MustCompile(`^[a-z0-9]{8,32}$`)

// draftSeconds is how long the news of a save waits for the next page: long
// enough for a line that broke in between.
const draftSeconds = 60 * 60

// draftID reads the id of the draft a form comes from; empty without one.
func draftID(values url.Values) string {
	if id := values.Get("draft"); draftIDs.MatchString(id) {
		return id
	}
	return ""
}

// draftSaved tells the browser, by the next page it opens, that its draft is
// saved. The id is no secret, and scripts must read it.
func (s *server) draftSaved(c echo.Context, values url.Values) {
	id := draftID(values)
	if id == "" {
		return
	}
	c.SetCookie(&http.Cookie{Name: "saved-" + id, Value: "1", Path: "/", MaxAge: draftSeconds, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}
