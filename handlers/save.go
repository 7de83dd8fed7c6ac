package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
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

// contentsAfter is what the next revision of a plan holds, whose newest is given.
// Where the workload is the same the figures stay those it was saved with: new
// prices are taken only by re-pricing.
func (s *server) contentsAfter(ctx context.Context, plan store.Plan, w workload.Workload) (store.Contents, error) {
	if workload.Encode(w) != plan.Workload {
		return s.contents(ctx, w)
	}
	result, err := s.Store.Result(ctx, plan)
	if err != nil {
		return store.Contents{}, err
	}
	snapshot, err := s.Store.Snapshot(ctx, plan)
	return store.Contents{Name: plan.Name, Workload: plan.Workload, Book: plan.Book, Engine: plan.Engine, Result: result, Snapshot: snapshot}, err
}

// posted reads the workload of a posted form: of a new plan, or of one there is.
func (s *server) posted(ctx context.Context, values url.Values, at views.Address, plan *store.Plan) (store.Contents, error) {
	w, errs := s.parse(values)
	if len(errs) > 0 {
		return store.Contents{}, &refused{typed: values, errors: errs, at: at, saved: plan}
	}
	var contents store.Contents
	var err error
	if plan == nil {
		contents, err = s.contents(ctx, w)
	} else {
		contents, err = s.contentsAfter(ctx, *plan, w)
	}
	contents.Title, contents.Note = oneLine(values.Get("revision_title")), severalLines(values.Get("revision_note"))
	return contents, err
}

// severalLines is a text with its line ends, without other control characters and
// without what is no UTF-8.
func severalLines(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "")))
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
	s.draftSaved(c, values)
	if values.Get("then") == "share" {
		return s.showNewLink(c, plan, store.NewLink{Scope: store.View})
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
	} else if aimed, failed := s.aimed(c, sub, typed); failed == nil {
		sub = aimed
	}
	form := givenBack(views.NewForm(w, typed, nil), typed)
	if p := noRight(err, sub); p != nil && !wantsJSON(c) {
		return s.giveBack(c, err, p, form, sub, stageOf(typed))
	}
	return s.unavailable(c, err, form, sub, stageOf(typed))
}

// givenBack adds to a form what was sent with the workload.
func givenBack(form views.Form, typed url.Values) views.Form {
	form.Draft, form.RevTitle, form.RevNote = draftID(typed), typed.Get("revision_title"), typed.Get("revision_note")
	return form
}

// noRight explains a save refused to who may not, or no longer, do it: what they
// typed is not lost by that. It is nil for any other failure.
func noRight(err error, sub subject) *problem {
	switch {
	case sub.saved != nil && errors.Is(err, store.ErrForbidden):
		return explain(err)
	case sub.into != nil && (errors.Is(err, store.ErrForbidden) || errors.Is(err, store.ErrNotFound)):
		return newProblem(explain(err).status, "Not saved there", "You cannot save in that workspace, or cannot any longer. Saved now, the plan becomes one of your own.")
	case errors.Is(err, store.ErrNotFound): // deleted, or the link that let them in has ended; plans that never were look the same
		return newProblem(http.StatusNotFound, "This plan is not here", "It was deleted, or you can no longer reach it. Saved now, what you typed becomes a plan of your own.")
	}
	return nil
}

// updatePlan is POST /plans/ID: the form becomes its next revision.
func (s *server) updatePlan(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	plan, err := s.find(c)
	if errors.Is(err, store.ErrNotFound) && len(values) > 0 && !wantsJSON(c) {
		return s.notSaved(c, err, values, nil)
	}
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
	if plan.Role < store.Guest {
		return plan, store.ErrForbidden
	}
	base, ctx := baseOf(values, plan), c.Request().Context()
	if base != plan.Revision {
		if err := s.overtaken(c, plan, values); err != nil {
			return plan, err
		}
		base = plan.Revision // the newest says the same: what remains are words about it
	}
	contents, err := s.posted(ctx, values, views.Address{Base: "/plans/" + plan.ID}, &plan)
	if err != nil {
		return plan, err
	}
	if contents.Workload == plan.Workload && contents.Title == "" && contents.Note == "" {
		return plan, nil
	}
	return s.Store.UpdatePlan(ctx, s.who(c), plan.ID, base, contents)
}
