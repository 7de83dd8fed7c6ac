package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/difference"
	"stagecraft/store"
	"stagecraft/views"
)

// compareRevisions is GET /plans/ID/compare?from=M&to=N: what differs between two
// revisions, each as it was shown when it was saved. Without "to" it is the newest.
func (s *server) compareRevisions(c echo.Context) error {
	to, err := s.find(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.who(c).Identity
	if text := c.QueryParam("to"); text != "" && text != strconv.Itoa(to.Revision) {
		number, err := revisionNamed(text)
		if err != nil {
			return err
		}
		if to, err = s.Store.PlanRevision(ctx, who, to.ID, number); err != nil {
			return err
		}
	}
	number, err := revisionNamed(c.QueryParam("from"))
	if err != nil {
		return err
	}
	from, err := s.Store.PlanRevision(ctx, who, to.ID, number)
	if err != nil {
		return err
	}
	before, err := s.shown(ctx, from)
	if err != nil {
		return err
	}
	after, err := s.shown(ctx, to)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.Compare(views.ComparePage{
		Frame: s.frame(c, fmt.Sprintf("Revisions %d and %d", from.Revision, to.Revision), true), ID: to.ID, Name: views.PlanName(to.Name), Newest: to.Newest,
		From: from.Revision, To: to.Revision, FromWhen: views.SavedText(from.Revision, from.SavedAt), ToWhen: views.SavedText(to.Revision, to.SavedAt),
		CanRestore: to.Role >= store.Guest && from.Revision != to.Newest, Difference: views.NewDifference(difference.Between(before, after)),
	}))
}

// repricePlan is GET /plans/ID/reprice: what today's prices and rules would change
// in the newest revision, before anything is saved.
func (s *server) repricePlan(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	before, err := s.shown(ctx, plan)
	if err != nil {
		return err
	}
	w, err := s.stored(plan)
	if err != nil {
		return err
	}
	after, err := s.build(ctx, w)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.Reprice(views.RepricePage{
		Frame: s.frame(c, "Re-price", true), ID: plan.ID, Name: views.PlanName(plan.Name), Revision: plan.Revision,
		Saved: views.SavedText(plan.Revision, plan.SavedAt), Outdated: s.outdated(plan), CanWrite: plan.Role >= store.Guest,
		Difference: views.NewDifference(difference.Between(before, after)),
	}))
}

// saveRepriced is POST /plans/ID/reprice: the same inputs with today's prices and
// rules become the newest revision.
func (s *server) saveRepriced(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	if plan.Role < store.Guest {
		return store.ErrForbidden
	}
	base := baseOf(values, plan)
	w, err := s.stored(plan)
	if err != nil {
		return err
	}
	contents, err := s.contents(c.Request().Context(), w)
	if err != nil {
		return err
	}
	contents.Title = "Re-priced with book " + contents.Book
	if _, err := s.Store.UpdatePlan(c.Request().Context(), s.who(c), plan.ID, base, contents); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans/"+plan.ID)
}
