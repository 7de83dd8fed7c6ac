package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/store"
	"stagecraft/views"
)

// owned reads the plan named in the path, for its own browser only.
func (s *server) owned(c echo.Context) (store.Plan, error) {
	plan, err := s.find(c)
	if err != nil {
		return store.Plan{}, err
	}
	if !plan.OwnedBy(s.browserOf(c)) {
		return store.Plan{}, store.ErrNotOwner
	}
	return plan, nil
}

// makeLink is POST /plans/ID/links. Changes in the form are saved first, so
// that the link shows what its maker sees.
func (s *server) makeLink(c echo.Context) error {
	plan, err := s.owned(c)
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
	return s.showNewLink(c, plan, values.Has("follow"))
}

// showNewLink makes a link, to this revision or to whichever is the newest, and
// shows it. Its token is kept nowhere but in the answer, so this page cannot be
// asked for again.
func (s *server) showNewLink(c echo.Context, plan store.Plan, follow bool) error {
	create := s.Store.CreateShareLink
	if follow {
		create = s.Store.CreateFollowingLink
	}
	token, err := create(c.Request().Context(), plan.ID)
	if err != nil {
		return err
	}
	return s.sharePage(c, http.StatusCreated, plan, s.origin(c)+"/s/"+token)
}

// listLinks is GET /plans/ID/links.
func (s *server) listLinks(c echo.Context) error {
	plan, err := s.owned(c)
	if err != nil {
		return err
	}
	return s.sharePage(c, http.StatusOK, plan, "")
}

func (s *server) sharePage(c echo.Context, status int, plan store.Plan, made string) error {
	links, err := s.Store.ShareLinks(c.Request().Context(), plan.ID)
	if err != nil {
		return err
	}
	page := views.SharePage{Frame: s.frame(c, "Share", true), ID: plan.ID, Name: plan.Name, New: made}
	if made != "" {
		page.Embed = s.embedOf(c, plan, made)
		page.Follows = len(links) > 0 && links[0].Follows // the newest is listed first
	}
	if page.Name == "" {
		page.Name = "this plan"
	}
	for _, link := range links {
		page.Links = append(page.Links, views.NewShareLine(link.ID, link.Revision, link.Follows, link.CreatedAt))
	}
	return s.render(c, status, views.Share(page))
}

// revokeLink is POST /plans/ID/links/LINK/revoke.
func (s *server) revokeLink(c echo.Context) error {
	id := c.Param("id")
	if err := s.Store.RevokeShareLink(c.Request().Context(), s.browserOf(c), id, c.Param("link")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans/"+id+"/links")
}

// embedOf is how the picture of a link just made is put into another page; nil
// where the plan cannot be worked out just now: the link is made all the same.
func (s *server) embedOf(c echo.Context, plan store.Plan, link string) *views.Embed {
	w, err := s.stored(plan)
	if err != nil {
		return nil
	}
	p, err := s.build(c.Request().Context(), w)
	if err != nil {
		s.Logger.Warn("embedding not shown", "id", requestID(c), "error", err)
		return nil
	}
	return views.NewEmbed(views.Address{Base: link}, p.Stages[p.Here-1], diagram.Everything)
}
