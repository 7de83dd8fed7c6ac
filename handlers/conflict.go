package handlers

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// overtaken refuses a form made from a revision that is no longer the newest. One
// that says what the newest says is saved already, perhaps by itself when only
// the answer was lost.
func (s *server) overtaken(c echo.Context, plan store.Plan, typed url.Values) error {
	if w, errs := s.parse(typed); len(errs) == 0 && workload.Encode(w) == plan.Workload {
		return nil
	}
	return fmt.Errorf("the plan is at revision %d, not %d: %w", plan.Revision, baseOf(typed, plan), store.ErrConflict)
}

// conflict shows what was saved in the meantime beside what was typed, so that
// both can be kept. It gives the cause on for the log.
func (s *server) conflict(c echo.Context, cause error, typed url.Values) error {
	newest, err := s.find(c)
	if err != nil {
		return err
	}
	page := s.conflictPage(c, newest, typed, baseOf(typed, newest))
	if len(page.Rows) == 0 { // both saved the same at once
		s.draftSaved(c, typed)
		return c.Redirect(http.StatusSeeOther, views.Address{Base: "/plans/" + newest.ID}.Page(stageOf(typed)))
	}
	return errors.Join(cause, s.render(c, http.StatusConflict, views.ConflictOf(page)))
}

// undecided shows the page of a conflict again, for what was not chosen on it.
func (s *server) undecided(c echo.Context, typed url.Values, fields []string) error {
	newest, err := s.find(c)
	if err != nil {
		return err
	}
	yours := url.Values{}
	for name, list := range typed {
		if field, is := strings.CutPrefix(name, "yours."); is {
			name = field
		}
		if !strings.Contains(name, ".") {
			yours[name] = list
		}
	}
	base := baseOf(url.Values{"revision": typed["base"]}, newest)
	page := s.conflictPage(c, newest, yours, base).Undecided(fields)
	for i, row := range page.Rows {
		if side := typed.Get("choose." + row.Name); side == views.Theirs || side == views.Yours {
			page.Rows[i].Chosen = side
		}
	}
	return s.render(c, http.StatusUnprocessableEntity, views.ConflictOf(page))
}

// conflictPage compares what was typed with the newest revision and with the one
// it was made from. Where that cannot be read, the two are compared.
func (s *server) conflictPage(c echo.Context, newest store.Plan, typed url.Values, base int) views.Conflict {
	sides := views.Sides{Theirs: s.sideOf(newest), Yours: s.typedSide(typed)}
	if before, err := s.Store.PlanRevision(c.Request().Context(), s.who(c).Identity, newest.ID, base); err == nil {
		side := s.sideOf(before)
		sides.Before = &side
	} else if !errors.Is(err, store.ErrNotFound) {
		s.Logger.Warn("compared without the revision before", "id", requestID(c), "error", err)
	}
	page := views.NewConflict(sides)
	page.Frame = s.frame(c, "Changed in the meantime", true)
	page.ID, page.Name, page.Base, page.Newest = newest.ID, newest.Name, base, newest.Revision
	page.When, page.By = views.SavedText(newest.Revision, newest.SavedAt), newest.Author
	page.Action, page.Shares = c.Request().URL.Path, strings.HasSuffix(c.Request().URL.Path, "/links")
	page.Stage, page.Draft = stageOf(typed), draftID(typed)
	if newest.Role >= store.Editor {
		page.Workspace = newest.Workspace
	}
	page.RevTitle, page.RevNote = typed.Get("revision_title"), typed.Get("revision_note")
	return page
}

// sideOf is a saved revision, in the words it was saved with.
func (s *server) sideOf(plan store.Plan) views.Side {
	values, err := url.ParseQuery(plan.Workload)
	if err != nil {
		values = url.Values{}
	}
	w, errs := s.parse(values)
	return views.Side{Values: values, Workload: w, Refused: errs}
}

// typedSide is what was typed: canonical, so that it can be compared, except for
// what is refused.
func (s *server) typedSide(typed url.Values) views.Side {
	w, errs := s.parse(typed)
	values := workload.Values(w)
	for _, e := range errs {
		values.Set(e.Field, typed.Get(e.Field))
	}
	return views.Side{Values: values, Workload: w, Refused: errs}
}

// merged turns the choices of a conflict page into the fields of a plain form.
// Where one is missing, everything stays as it was sent and the fields are named.
func merged(values url.Values) (form url.Values, undecided []string) {
	form = maps.Clone(values)
	for _, f := range workload.Fields() {
		choose, theirs, yours := "choose."+f.Name, views.Theirs+"."+f.Name, views.Yours+"."+f.Name
		side := values.Get(choose)
		switch {
		case side == views.Theirs || side == views.Yours:
			form.Set(f.Name, values.Get(side+"."+f.Name))
		case values.Has(theirs) || values.Has(yours):
			undecided = append(undecided, f.Name)
		}
		for _, name := range []string{choose, theirs, yours} {
			form.Del(name)
		}
	}
	if len(undecided) > 0 {
		return values, undecided
	}
	return form, nil
}
