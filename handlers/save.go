package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/record"
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
	snapshot, err := record.Encode(p)
	if err != nil {
		return store.Contents{}, fmt.Errorf("keep the plan as it is shown: %w", err)
	}
	return store.Contents{Name: w.Name, Workload: workload.Encode(w), Book: p.Book.Version, Engine: p.Engine,
		Result: report.JSON(p, report.AllStages), Snapshot: snapshot}, nil
}

// posted reads the workload of a posted form.
func (s *server) posted(ctx context.Context, values url.Values, at views.Address, plan *store.Plan) (store.Contents, error) {
	w, errs := s.parse(values)
	if len(errs) > 0 {
		return store.Contents{}, &refused{typed: values, errors: errs, at: at, saved: plan}
	}
	contents, err := s.contents(ctx, w)
	contents.Title = clipped(oneLine(values.Get("revision_title")), store.MaxTitle)
	contents.Note = clipped(strings.ToValidUTF8(values.Get("revision_note"), ""), store.MaxNote)
	return contents, err
}

// oneLine is a text without line ends, other control characters and what is no UTF-8.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if isControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// clipped cuts a text after whole characters.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
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
	who, err := s.somebody(c)
	if err != nil {
		return err
	}
	plan, err := s.Store.SavePlan(c.Request().Context(), store.NewPlan{By: who, Workspace: values.Get("workspace"), Contents: contents})
	if err != nil {
		return s.notSaved(c, err, values, nil)
	}
	if values.Get("then") == "share" {
		return s.showNewLink(c, plan, store.NewLink{Scope: store.View})
	}
	return c.Redirect(http.StatusSeeOther, views.Address{Base: "/plans/" + plan.ID}.Page(stageOf(values)))
}

// notSaved gives the form back as it was typed, where there is something to change
// in it or to wait for. The plan is nil for a draft.
func (s *server) notSaved(c echo.Context, err error, typed url.Values, plan *store.Plan) error {
	if r, is := asRefused(err); is {
		return s.refuse(c, r, stageOf(typed))
	}
	at := views.Address{Base: "/plan", Section: sectionOf(typed)}
	if plan != nil {
		at.Base = "/plans/" + plan.ID
	}
	w, _ := workload.Parse(typed)
	return s.unavailable(c, err, views.NewForm(w, typed, nil), subject{workload: w, at: at, saved: plan, edited: plan != nil}, stageOf(typed))
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
	revised, err := s.revise(c, plan, values)
	if err != nil {
		return s.notSaved(c, err, values, &plan)
	}
	plan = revised
	return c.Redirect(http.StatusSeeOther, views.Address{Base: "/plans/" + plan.ID}.Page(stageOf(values)))
}

// revise saves the form as the next revision, unless nothing changed.
func (s *server) revise(c echo.Context, plan store.Plan, values url.Values) (store.Plan, error) {
	contents, err := s.posted(c.Request().Context(), values, views.Address{Base: "/plans/" + plan.ID}, &plan)
	if err != nil {
		return plan, err
	}
	same := contents.Workload == plan.Workload && contents.Book == plan.Book && contents.Engine == plan.Engine && contents.Title == "" && contents.Note == ""
	if same && plan.Role >= store.Guest {
		return plan, nil
	}
	base, err := strconv.Atoi(values.Get("revision"))
	if err != nil {
		base = plan.Revision // a form of a program, which saw no revision
	}
	return s.Store.UpdatePlan(c.Request().Context(), s.who(c), plan.ID, base, contents)
}
