package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
	"stagecraft/views"
)

// moved is no failure: what was asked for is at another address of ours.
type moved struct{ to string }

func (m moved) Error() string { return "moved" }

// shared is the revision a link shows. Its pages are nobody else's business:
// nothing may index or keep them, and no site learns their address. An edit link
// is exchanged at once for an address without its token.
func (s *server) shared(c echo.Context) (subject, error) {
	secret(c)
	ctx, token := c.Request().Context(), c.Param("token")
	link, err := s.Store.LinkByToken(ctx, token)
	if err != nil {
		return subject{}, err
	}
	s.noteUse(c, link)
	if link.Scope == store.Edit {
		return subject{}, s.acceptLink(c, link)
	}
	at := views.Address{Base: "/s/" + token}
	revision, err := pinned(c, &at)
	if err != nil {
		return subject{}, err
	}
	plan, err := s.Store.PlanByLink(ctx, link, revision)
	if err != nil {
		return subject{}, err
	}
	return s.asSaved(ctx, subject{at: at, saved: &plan, shared: true})
}

// secret keeps an answer whose address is a secret from caches, search engines and
// other sites.
func secret(c echo.Context) {
	h := c.Response().Header()
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Cache-Control", "private, no-store")
}

// acceptLink lets this browser do what an edit link lets do, and sends it on. Only
// opening its page does: a picture of it in another page gives nobody a right.
func (s *server) acceptLink(c echo.Context, link store.Link) error {
	_, rest, _ := strings.Cut(strings.TrimPrefix(c.Request().URL.Path, "/s/"), "/")
	if rest == "" && c.Request().Method == http.MethodGet {
		who, err := s.somebody(c)
		if err != nil {
			return err
		}
		if err := s.Store.AcceptEditLink(c.Request().Context(), who.Identity, link); err != nil {
			return err
		}
	}
	to := "/plans/" + link.PlanID
	if rest != "" {
		to += "/" + rest
	}
	if query := c.Request().URL.RawQuery; query != "" {
		to += "?" + query
	}
	return moved{to}
}

// pinned reads revision=K in the query, which picks one of the revisions a link
// may show and stays in every address of the plan; 0 without.
func pinned(c echo.Context, at *views.Address) (int, error) {
	text := c.QueryParam("revision")
	if text == "" {
		return 0, nil
	}
	revision, err := revisionNamed(text)
	at.Query = "revision=" + text
	return revision, err
}

// revisionNamed reads the number of a revision, in its one spelling.
func revisionNamed(text string) (int, error) {
	revision, err := strconv.Atoi(text)
	if err != nil || revision < 1 || strconv.Itoa(revision) != text {
		return 0, fmt.Errorf("revision: %w", store.ErrNotFound)
	}
	return revision, nil
}

// follow sends the browser where an error says.
func follow(c echo.Context, m moved) error { return c.Redirect(http.StatusSeeOther, m.to) }
