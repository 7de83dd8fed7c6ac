package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

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
		plan, err = s.revise(c, plan, values)
		if r, is := asRefused(err); is {
			return s.refuse(c, r, stageOf(values))
		}
		if err != nil {
			return err
		}
	}
	return s.showNewLink(c, plan)
}

// showNewLink makes a link and shows it. Its token is kept nowhere but in the
// answer, so this page cannot be asked for again.
func (s *server) showNewLink(c echo.Context, plan store.Plan) error {
	token, err := s.Store.CreateShareLink(c.Request().Context(), plan.ID)
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
	if page.Name == "" {
		page.Name = "this plan"
	}
	for _, link := range links {
		page.Links = append(page.Links, views.NewShareLine(link.ID, link.Revision, link.CreatedAt))
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
