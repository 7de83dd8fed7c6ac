package handlers

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"stagecraft/planner"
	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// fragmentHeader asks for the changing parts of the page only.
const fragmentHeader = "X-Fragment"

// page is GET /, /plan, /plans/ID and /s/TOKEN: the plan with one stage shown.
func (s *server) page(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Add(echo.HeaderVary, fragmentHeader)
		sub, err := find(c)
		if r, is := asRefused(err); is {
			r.at.Section, r.at.Overlay = sectionOf(c.QueryParams()), overlayOf(c.QueryParams())
			return s.refuse(c, r, stageOf(c.QueryParams()))
		}
		if err != nil {
			return err
		}
		sub.at.Section, sub.at.Overlay = sectionOf(c.QueryParams()), overlayOf(c.QueryParams())
		// A form sent without scripts brings its empty fields along: the address
		// is cleaned so that it can be read, kept and sent on.
		if hasEmpty(c.QueryParams()) && !isFragment(c) {
			return c.Redirect(http.StatusSeeOther, sub.at.Page(stageOf(c.QueryParams())))
		}
		stage := stageOf(c.QueryParams())
		p, err := s.planOf(c.Request().Context(), sub)
		if err == nil && sub.frozen == nil { // what was not kept would be worked out with other prices
			p, err = s.studied(c.Request().Context(), p, sub.at.Section, stage)
		}
		if err != nil {
			return s.unavailable(c, err, views.NewForm(sub.workload, nil, nil), sub, stage)
		}
		page := s.planPage(c, sub, p, stage)
		return s.send(c, http.StatusOK, page)
	}
}

// planPage makes the view of a subject.
func (s *server) planPage(c echo.Context, sub subject, p planner.Plan, stage int) views.PlanPage {
	results := views.NewResults(p, stage, sub.at, sub.counted(s.Now()))
	picture, number := &results.Stage.Picture, results.Stage.Number
	picture.SVG = s.drawn(c, p, number, picture.Overlay)
	page := views.PlanPage{Frame: s.frame(c, "", sub.saved != nil), Results: &results, Exports: views.Exports(sub.at.Reading(picture.Overlay), number)}
	page.Title = views.FrameFor(p.Workload, "").Title
	if sub.saved != nil && !sub.edited {
		results.Changed = s.changed(sub)
	}
	if sub.shared {
		at := sub.at
		at.Base = s.origin(c) + at.Base
		picture.Embed = views.NewEmbed(at, p.Stages[number-1], picture.Overlay)
	}
	if sub.fixed() {
		brief := views.NewBrief(p)
		brief.When = views.SavedText(sub.saved.Revision, sub.saved.SavedAt)
		if sub.past {
			brief.Past = views.NewPast(sub.saved.ID, sub.saved.Revision, sub.saved.Newest, sub.saved.Title, sub.saved.Note, sub.saved.Author, sub.saved.Role >= store.Guest)
		}
		page.Brief = &brief
		return page
	}
	form := views.NewForm(p.Workload, nil, nil).WithDemand(p.Demand)
	s.place(c, &form, &page, sub)
	form.Stage = stage
	page.Form = &form
	return page
}

// place says where the form of a subject is sent and what it edits.
func (s *server) place(c echo.Context, form *views.Form, page *views.PlanPage, sub subject) {
	form.Action, form.Section, form.Overlay = sub.at.Base, sub.at.Section, sub.at.Overlay
	if sub.saved == nil {
		page.Into = sub.into
		*form = form.InWorkspace(sub.at.Workspace)
		return
	}
	plan := sub.saved
	page.Saved = &views.Saved{ID: plan.ID, Revision: plan.Revision, When: views.SavedText(plan.Revision, plan.SavedAt),
		Own: plan.Role >= store.Guest, Manages: plan.Role >= store.Editor, Workspace: plan.Workspace, Archived: plan.Archived, Edited: sub.edited}
	page.Saved.WorkspaceName = s.workspaceName(c, *plan)
	form.Base = plan.Revision
	if sub.edited && sub.base != plan.Revision {
		form.Base = sub.base
		page.Saved.When = views.SinceText(sub.base, plan.Revision)
	}
}

// workspaceName is the name of the workspace in which a plan stands, for those who
// are in it. Its page is whole without.
func (s *server) workspaceName(c echo.Context, plan store.Plan) string {
	if plan.Workspace == "" {
		return ""
	}
	w, err := s.Store.Workspace(c.Request().Context(), s.who(c).Identity, plan.Workspace)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Logger.Warn("workspace of a plan not named", "id", requestID(c), "error", err)
	}
	return w.Name
}

// changed says that a plan was saved with other prices or rules than today's, and
// whether its figures are those of then.
func (s *server) changed(sub subject) *views.Changed {
	if !s.outdated(*sub.saved) {
		return nil
	}
	changed := views.NewChanged(sub.saved.Book, sub.saved.Engine, sub.saved.SavedAt, s.Book.Version(), planner.Engine, sub.frozen != nil)
	if !sub.fixed() {
		changed.Reprice = "/plans/" + sub.saved.ID + "/reprice"
	}
	return &changed
}

// refuse shows the form as it was typed, with what is wrong beside each field.
func (s *server) refuse(c echo.Context, r *refused, stage int) error {
	w, _ := workload.Parse(r.typed)
	form := givenBack(views.NewForm(w, r.typed, r.errors), r.typed)
	form.Stage = stage
	page := views.PlanPage{Frame: s.frame(c, "A value needs a change", true)}
	sub := subject{at: r.at, saved: r.saved, edited: r.saved != nil}
	if r.saved != nil {
		sub.base = baseOf(r.typed, *r.saved)
	} else {
		var err error
		if sub, err = s.aimed(c, sub, r.typed); err != nil {
			return err
		}
	}
	s.place(c, &form, &page, sub)
	page.Form = &form
	return s.send(c, http.StatusUnprocessableEntity, page)
}

// sentAgain are the failures after which the same form may be sent again, later
// or a little shorter.
var sentAgain = []int{http.StatusServiceUnavailable, http.StatusInsufficientStorage, http.StatusRequestEntityTooLarge}

// unavailable answers a plan that could not be worked out in time, or not saved:
// the form as it was, to be sent again. It gives the error on, for the log and for
// those without a form: a script keeps its own, and a shared plan has none.
func (s *server) unavailable(c echo.Context, err error, form views.Form, sub subject, stage int) error {
	p := explain(err)
	if !slices.Contains(sentAgain, p.status) || isFragment(c) || sub.fixed() {
		return err
	}
	return s.giveBack(c, err, p, form, sub, stage)
}

// giveBack answers a problem with the form as it was. It gives the error on.
func (s *server) giveBack(c echo.Context, err error, p *problem, form views.Form, sub subject, stage int) error {
	form.Stage = stage
	page := views.PlanPage{Frame: s.frame(c, p.title, true), Unavailable: p.text}
	s.place(c, &form, &page, sub)
	page.Form = &form
	retryLater(c, p.status)
	return errors.Join(err, s.send(c, p.status, page))
}

// send prints the page, or the parts a script asked for.
func (s *server) send(c echo.Context, status int, page views.PlanPage) error {
	if isFragment(c) {
		return s.render(c, status, views.Fragment(page))
	}
	return s.render(c, status, views.Plan(page))
}

// render prints into memory first, so that a failure never sends half a page.
func (s *server) render(c echo.Context, status int, component templ.Component) error {
	var page bytes.Buffer
	if err := component.Render(c.Request().Context(), &page); err != nil {
		return err
	}
	return c.HTMLBlob(status, page.Bytes())
}

// frame is what the pages of one visitor have in common.
func (s *server) frame(c echo.Context, title string, private bool) views.Frame {
	frame := views.Frame{Title: title, NoIndex: private, Warnings: s.warnings()}
	if cookie, err := c.Cookie("theme"); err == nil && (cookie.Value == "light" || cookie.Value == "dark") {
		frame.Theme = cookie.Value
	}
	if session, asked := c.Get(sessionKey).(*store.Session); session != nil {
		frame.Person = session.Name
	} else if asked {
		frame.SignIn = signInAddress(c.Request())
	}
	return frame
}

func isFragment(c echo.Context) bool { return c.Request().Header.Get(fragmentHeader) == "plan" }

func hasEmpty(query url.Values) bool {
	for _, values := range query {
		for _, v := range values {
			if v == "" {
				return true
			}
		}
	}
	return false
}
