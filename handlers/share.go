package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/store"
	"stagecraft/views"
)

// managed reads the plan named in the path, for who may give out its links.
func (s *server) managed(c echo.Context) (store.Plan, error) {
	plan, err := s.find(c)
	if err == nil && plan.Role < store.Editor {
		return store.Plan{}, store.ErrForbidden
	}
	return plan, err
}

// makeLink is POST /plans/ID/links. Changes in the form are saved first, so
// that the link shows what its maker sees.
func (s *server) makeLink(c echo.Context) error {
	plan, err := s.managed(c)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	if values.Has("revision") {
		values, undecided := merged(values)
		if len(undecided) > 0 {
			return s.undecided(c, values, undecided)
		}
		revised, err := s.revise(c, plan, values)
		if err != nil {
			return s.notSaved(c, err, values, &plan)
		}
		plan = revised
		s.draftSaved(c, values)
	}
	link, refusal := newLink(values, s.Now())
	if refusal != "" {
		return s.linksPage(c, http.StatusUnprocessableEntity, plan, views.LinksPage{Problem: refusal, Typed: views.NewTypedLink(values)})
	}
	return s.showNewLink(c, plan, link)
}

// newLink reads the form of a link: scope=view|edit, follow=on, label, and
// expires as a day, the last on which it works. The refusal is a sentence.
func newLink(values url.Values, now time.Time) (link store.NewLink, refusal string) {
	link = store.NewLink{Scope: store.View, Follows: values.Has("follow"), Label: strings.Join(strings.Fields(strings.ToValidUTF8(values.Get("label"), "")), " ")}
	switch scope := values.Get("scope"); scope {
	case "", string(store.View):
	case string(store.Edit):
		link.Scope = store.Edit
	default:
		return link, "A link is for view or for edit."
	}
	if len(link.Label) > store.MaxLabel || strings.ContainsFunc(link.Label, isControl) {
		return link, "The label is too long or holds signs that cannot be shown: use at most 100 bytes of plain text."
	}
	if day := strings.TrimSpace(values.Get("expires")); day != "" {
		last, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return link, "The last day is not a date; accepted: 2027-01-31, or nothing for a link that does not expire."
		}
		if last.After(now.AddDate(100, 0, 0)) {
			return link, "The last day is more than a hundred years away; leave it empty for a link that does not expire."
		}
		if link.Expires = last.AddDate(0, 0, 1); !link.Expires.After(now) {
			return link, "The last day is in the past; choose today or a later day, or leave it empty."
		}
	}
	return link, ""
}

// isControl tells what has no place in a line of text: controls, and the invisible
// signs that turn the direction of the text after them or break the line, by which
// one name could look like another.
func isControl(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\u2028' || r == '\u2029'
}

// showNewLink makes a link and shows it. Its token is kept nowhere but in the
// answer, so this page cannot be asked for again.
func (s *server) showNewLink(c echo.Context, plan store.Plan, link store.NewLink) error {
	link.Shows = plan.Revision
	made, token, err := s.Store.CreateLink(c.Request().Context(), s.who(c), plan.ID, link)
	if err != nil {
		return err
	}
	return s.showLink(c, plan, made, token)
}

// showLink tells the address of a link, once.
func (s *server) showLink(c echo.Context, plan store.Plan, link store.Link, token string) error {
	address := s.origin(c) + "/s/" + token
	page := views.LinksPage{New: address, Edits: link.Scope == store.Edit, Follows: link.Follows}
	if link.Scope == store.View {
		page.Embed = s.embedOf(c, plan, address)
	}
	return s.linksPage(c, http.StatusCreated, plan, page)
}

// listLinks is GET /plans/ID/links.
func (s *server) listLinks(c echo.Context) error {
	plan, err := s.managed(c)
	if err != nil {
		return err
	}
	return s.linksPage(c, http.StatusOK, plan, views.LinksPage{})
}

func (s *server) linksPage(c echo.Context, status int, plan store.Plan, page views.LinksPage) error {
	links, err := s.Store.Links(c.Request().Context(), s.who(c).Identity, plan.ID)
	if err != nil {
		return err
	}
	page.Frame, page.ID, page.Name, page.Revision = s.frame(c, "Share", true), plan.ID, views.PlanName(plan.Name), plan.Newest
	for _, l := range links {
		page.Links = append(page.Links, views.NewLinkLine(l.ID, l.Label, l.Scope == store.Edit, l.Follows, l.Revision, l.CreatedAt, l.ExpiresAt, l.UsedAt, s.Now()))
	}
	return s.render(c, status, views.Links(page))
}

// revokeLink is POST /plans/ID/links/LINK/revoke.
func (s *server) revokeLink(c echo.Context) error {
	id := c.Param("id")
	if err := s.Store.RevokeLink(c.Request().Context(), s.who(c), id, c.Param("link")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans/"+id+"/links")
}

// rotateLink is POST /plans/ID/links/LINK/rotate: the same link with another
// address; the old one stops working.
func (s *server) rotateLink(c echo.Context) error {
	plan, err := s.managed(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.who(c)
	token, err := s.Store.RotateLink(ctx, who, plan.ID, c.Param("link"))
	if err != nil {
		return err
	}
	links, err := s.Store.Links(ctx, who.Identity, plan.ID)
	if err != nil {
		return err
	}
	for _, link := range links {
		if link.ID == c.Param("link") {
			return s.showLink(c, plan, link, token)
		}
	}
	return notFound // revoked in this moment by somebody else
}

// embedOf is how the picture of a link just made is put into another page; nil
// where the plan cannot be worked out just now: the link is made all the same.
func (s *server) embedOf(c echo.Context, plan store.Plan, link string) *views.Embed {
	p, err := s.shown(c.Request().Context(), plan)
	if err != nil {
		s.Logger.Warn("embedding not shown", "id", requestID(c), "error", err)
		return nil
	}
	return views.NewEmbed(views.Address{Base: link}, p.Stages[p.Here-1], diagram.Everything)
}
