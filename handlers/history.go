package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
	"stagecraft/views"
)

// listRevisions is GET /plans/ID/history: every revision, and who did what.
func (s *server) listRevisions(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	below, _ := strconv.Atoi(c.QueryParam("below")) // unreadable is the newest
	ctx, who := c.Request().Context(), s.who(c).Identity
	list, err := s.Store.Revisions(ctx, who, plan.ID, below)
	if err != nil {
		return err
	}
	page := views.HistoryPage{Frame: s.frame(c, "History", true), ID: plan.ID, Name: views.PlanName(plan.Name), Newest: plan.Revision, CanWrite: plan.Role >= store.Guest}
	for _, r := range list {
		page.Revisions = append(page.Revisions, views.NewRevisionLine(r.Number, r.Title, r.Note, r.Author, r.Restored, r.Book, r.Engine, r.SavedAt))
	}
	if n := len(list); n == store.RevisionsOnPage && list[n-1].Number > 1 {
		page.Older = list[n-1].Number
	}
	if plan.Role >= store.Guest {
		number := pageOf(c)
		happened, more, err := s.Store.PlanActivity(ctx, who, plan.ID, number)
		if err != nil {
			return err
		}
		page.Activity = activityList(happened, number, more)
	}
	return s.render(c, http.StatusOK, views.History(page))
}

// activityList shows what happened.
func activityList(happened []store.Activity, number int, more bool) views.ActivityList {
	list := views.ActivityList{Page: number, More: more}
	for _, a := range happened {
		list.Lines = append(list.Lines, views.NewActivityLine(a.At, a.Who, string(a.What), a.Detail, a.PlanID, a.Plan))
	}
	return list
}

// pageOf reads which page of a list is asked for; 0 is the first.
func pageOf(c echo.Context) int {
	n, err := strconv.Atoi(c.QueryParam("page"))
	if err != nil || n < 1 || n > 1000 {
		return 0
	}
	return n
}

// restoreRevision is POST /plans/ID/revisions/N/restore: revision N becomes the
// newest again, as a revision of its own.
func (s *server) restoreRevision(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	number, err := revisionNamed(c.Param("revision"))
	if err != nil {
		return err
	}
	base := baseOf(values, plan)
	if _, err := s.Store.RestoreRevision(c.Request().Context(), s.who(c), plan.ID, base, number); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans/"+plan.ID)
}
