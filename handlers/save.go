package handlers

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/report"
	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// contents computes what a revision holds. Its result lacks the ranges where they
// would have taken long; the page works them out when it is asked for them.
func (s *server) contents(ctx context.Context, w workload.Workload) (store.Contents, error) {
	p, err := s.assessedSoon(ctx, w)
	if err != nil {
		return store.Contents{}, err
	}
	return store.Contents{Name: w.Name, Workload: workload.Encode(w), Book: p.Book.Version, Engine: p.Engine,
		Result: report.JSON(p, report.AllStages)}, nil
}

// posted reads the workload of a posted form.
func (s *server) posted(ctx context.Context, values url.Values, at views.Address, plan *store.Plan) (store.Contents, error) {
	w, errs := s.parse(values)
	if len(errs) > 0 {
		return store.Contents{}, &refused{typed: values, errors: errs, at: at, saved: plan}
	}
	return s.contents(ctx, w)
}

// savePlan is POST /plans: the form becomes a plan of this browser. then=share
// goes on to make a link.
func (s *server) savePlan(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	contents, err := s.posted(c.Request().Context(), values, views.Address{Base: "/plan"}, nil)
	if err != nil {
		return s.notSaved(c, err, values, nil)
	}
	browser, err := s.ownBrowser(c)
	if err != nil {
		return err
	}
	plan, err := s.Store.SavePlan(c.Request().Context(), store.NewPlan{Browser: browser, Contents: contents})
	if err != nil {
		return s.notSaved(c, err, values, nil)
	}
	s.draftSaved(c, values)
	if values.Get("then") == "share" {
		return s.showNewLink(c, plan, false)
	}
	return c.Redirect(http.StatusSeeOther, views.Address{Base: "/plans/" + plan.ID}.Page(stageOf(values)))
}

// notSaved gives the form back as it was typed, where there is something to change
// in it, to choose or to wait for. The plan is nil for a draft.
func (s *server) notSaved(c echo.Context, err error, typed url.Values, plan *store.Plan) error {
	if r, is := asRefused(err); is {
		return s.refuse(c, r, stageOf(typed))
	}
	if plan != nil && errors.Is(err, store.ErrConflict) && !wantsJSON(c) {
		return s.conflict(c, err, typed)
	}
	w, _ := workload.Parse(typed)
	sub := subject{workload: w, at: views.Address{Base: "/plan", Section: sectionOf(typed)}, saved: plan}
	if plan != nil {
		sub.at.Base, sub.edited, sub.base = "/plans/"+plan.ID, true, baseOf(typed, *plan)
	}
	form := views.NewForm(w, typed, nil)
	form.Draft = draftID(typed)
	return s.unavailable(c, err, form, sub, stageOf(typed))
}

// updatePlan is POST /plans/ID: the form becomes its next revision.
func (s *server) updatePlan(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	values, undecided := merged(values)
	if len(undecided) > 0 {
		return s.undecided(c, values, undecided)
	}
	if _, err := s.revise(c, plan, values); err != nil {
		return s.notSaved(c, err, values, &plan)
	}
	s.draftSaved(c, values)
	return c.Redirect(http.StatusSeeOther, views.Address{Base: "/plans/" + plan.ID}.Page(stageOf(values)))
}

// revise saves the form as the next revision, unless nothing changed.
func (s *server) revise(c echo.Context, plan store.Plan, values url.Values) (store.Plan, error) {
	base := baseOf(values, plan)
	if base != plan.Revision {
		return plan, s.outdated(c, plan, values)
	}
	contents, err := s.posted(c.Request().Context(), values, views.Address{Base: "/plans/" + plan.ID}, &plan)
	if err != nil {
		return plan, err
	}
	browser := s.browserOf(c)
	same := contents.Workload == plan.Workload && contents.Book == plan.Book && contents.Engine == plan.Engine
	if same && plan.OwnedBy(browser) {
		return plan, nil
	}
	return s.Store.UpdatePlan(c.Request().Context(), browser, plan.ID, base, contents)
}

// deletePlan is POST /plans/ID/delete; the list then offers to undo it.
func (s *server) deletePlan(c echo.Context) error {
	id := c.Param("id")
	if err := s.Store.DeletePlan(c.Request().Context(), s.browserOf(c), id); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans?deleted="+url.QueryEscape(id))
}

// restorePlan is POST /plans/ID/restore.
func (s *server) restorePlan(c echo.Context) error {
	id := c.Param("id")
	if err := s.Store.RestorePlan(c.Request().Context(), s.browserOf(c), id); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/plans")
}

// listPlans is GET /plans: the plans of this browser.
func (s *server) listPlans(c echo.Context) error {
	list, err := s.Store.PlansOfBrowser(c.Request().Context(), s.browserOf(c))
	if err != nil {
		return err
	}
	page := views.PlansPage{Frame: s.frame(c, "My plans", true)}
	for _, summary := range list {
		page.Plans = append(page.Plans, views.NewPlanLine(summary.ID, summary.Name, summary.UpdatedAt, workloadOf(summary.Workload)))
	}
	if id := c.QueryParam("deleted"); store.IsID(id) {
		page.Deleted = &views.PlanLine{ID: id}
	}
	return s.render(c, http.StatusOK, views.Plans(page))
}

// workloadOf reads a saved workload for a line of a list, where a value that is
// no longer accepted does not matter.
func workloadOf(query string) workload.Workload {
	values, err := url.ParseQuery(query)
	if err != nil {
		return workload.Default()
	}
	w, _ := workload.Parse(values)
	return w
}
