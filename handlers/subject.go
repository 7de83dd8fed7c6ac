package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// subject is the plan a request is about, wherever it lives.
type subject struct {
	workload workload.Workload
	key      string // the workload as text, where it was needed before; ask identity
	at       views.Address
	saved    *store.Plan   // nil for a draft
	shared   bool          // opened by a link that shows
	past     bool          // one revision of the history
	edited   bool          // differs from what is saved
	base     int           // of an edited plan: the revision the edit starts from
	into     *views.Into   // of a draft meant for a workspace
	frozen   *planner.Plan // as it was shown when it was saved; nil where today's sums give the same
}

// identity is the whole workload as text: what two subjects have in common whose
// plans are the same.
func (s subject) identity() string {
	if s.key != "" {
		return s.key
	}
	return string(workload.JSON(s.workload))
}

// fixed tells what cannot be edited where it is.
func (s subject) fixed() bool { return s.shared || s.past }

// finder finds the subject of a request. A refused workload is a *refused.
type finder func(echo.Context) (subject, error)

// refused is a workload with values that cannot be planned, as it was typed.
type refused struct {
	typed  url.Values
	errors workload.Errors
	at     views.Address
	saved  *store.Plan
}

func (r *refused) Error() string { return r.errors.Error() }
func (r *refused) Unwrap() error { return r.errors }

// longestDraft bounds the addresses that are remembered, in bytes.
const longestDraft = 2000

// draft is a workload in the query. The same address says the same again: a picture
// in a page that many read is asked for by one.
func (s *server) draft(c echo.Context) (subject, error) {
	query, at := c.Request().URL.RawQuery, views.Address{Base: "/plan"}
	draft, known := s.drafts.get(query)
	if !known {
		w, errs := s.parse(c.QueryParams())
		if len(errs) > 0 {
			return subject{}, &refused{typed: c.QueryParams(), errors: errs, at: at}
		}
		at.Query = workload.Encode(w)
		draft = subject{workload: w, key: string(workload.JSON(w)), at: at}
		if len(query) <= longestDraft {
			s.drafts.put(query, draft)
		}
	}
	return s.aimed(c, draft, c.QueryParams())
}

// aimed completes a draft by workspace=ID, which says where it will be saved. Who
// may not save there is told so and goes on without it.
func (s *server) aimed(c echo.Context, draft subject, values url.Values) (subject, error) {
	id := values.Get("workspace")
	if id == "" {
		return draft, nil
	}
	draft.into = &views.Into{}
	if !store.IsID(id) {
		return draft, nil
	}
	w, err := s.Store.Workspace(c.Request().Context(), s.who(c).Identity, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return draft, err
	}
	if err == nil && w.Role >= store.Editor {
		draft.into = &views.Into{ID: w.ID, Name: w.Name, Out: views.Outside(values)}
		draft.at.Workspace = w.ID
	}
	return draft, nil
}

// parse reads a workload and checks what only the price book knows.
func (s *server) parse(values url.Values) (workload.Workload, workload.Errors) {
	w, errs := workload.Parse(values)
	if _, already := errs.Of("region"); already {
		return w, errs
	}
	return w, append(errs, s.unpriced(w)...)
}

// unpriced refuses a region the book in use has no prices for.
func (s *server) unpriced(w workload.Workload) workload.Errors {
	regions := s.Book.Regions()
	if slices.Contains(regions, w.Region) {
		return nil
	}
	return workload.Errors{{Field: "region", Label: "Region", Value: w.Region,
		Problem: "has no prices in the book in use", Accepted: strings.Join(regions, ", ")}}
}

// saved is a plan of the store; fields in the query are edits not yet saved.
func (s *server) saved(c echo.Context) (subject, error) {
	plan, err := s.find(c)
	if err != nil {
		return subject{}, err
	}
	at := views.Address{Base: "/plans/" + plan.ID}
	query := c.QueryParams()
	if !holdsFields(query) {
		return s.asSaved(c.Request().Context(), subject{at: at, saved: &plan})
	}
	w, errs := s.parse(query)
	if len(errs) > 0 {
		return subject{}, &refused{typed: query, errors: errs, at: at, saved: &plan}
	}
	if workload.Encode(w) == plan.Workload {
		return s.asSaved(c.Request().Context(), subject{at: at, saved: &plan})
	}
	base := baseOf(query, plan)
	at.Query = workload.Encode(w) + "&revision=" + strconv.Itoa(base)
	return subject{workload: w, at: at, saved: &plan, edited: true, base: base}, nil
}

// baseOf is the revision an edit starts from. It travels with the fields, in the
// address and in the form: an edit that is reloaded after somebody else saved
// must not pass for one of the newest revision.
func baseOf(values url.Values, plan store.Plan) int {
	base, err := strconv.Atoi(values.Get("revision"))
	if err != nil || base < 1 {
		return plan.Revision // of a program, or a link written by hand, which saw none
	}
	return base
}

// find reads the plan named in the path.
func (s *server) find(c echo.Context) (store.Plan, error) {
	id := c.Param("id")
	if !store.IsID(id) {
		return store.Plan{}, fmt.Errorf("plan id: %w", store.ErrNotFound)
	}
	return s.Store.Plan(c.Request().Context(), s.who(c).Identity, id)
}

// errUnreadable names no plan and quotes nothing: both are kept from the log.
var errUnreadable = errors.New("the store holds a workload that cannot be read")

// stored reads back the workload of a saved plan. The rules may have become
// stricter since; then the plan cannot be shown, and the visitor is told.
func (s *server) stored(plan store.Plan) (workload.Workload, error) {
	values, err := url.ParseQuery(plan.Workload)
	if err != nil {
		return workload.Workload{}, errUnreadable
	}
	w, errs := s.parse(values)
	if len(errs) > 0 {
		return w, &problem{status: http.StatusConflict, title: "Saved under older rules", cause: errs,
			text: "A value of this plan is no longer accepted: " + errs[0].Error() + " Its saved result is still in the JSON export."}
	}
	return w, nil
}

// holdsFields tells a query that states a workload from one that only picks a
// stage.
func holdsFields(query url.Values) bool {
	for name := range query {
		if _, known := workload.FieldNamed(name); known {
			return true
		}
	}
	return false
}

// stageOf reads the stage to show: 0 when none is asked for, or none that exists.
func stageOf(values url.Values) int {
	n, err := strconv.Atoi(values.Get("stage"))
	if err != nil || n < 1 || n > 8 {
		return 0
	}
	return n
}

// sectionOf reads the section to show.
func sectionOf(values url.Values) views.Section { return views.SectionNamed(values.Get("show")) }

// overlayOf reads how the picture of a page is to be read. An unknown value is
// the plain picture: links outlive overlays.
func overlayOf(values url.Values) diagram.Overlay {
	if overlay := diagram.Overlay(values.Get("overlay")); slices.Contains(diagram.Overlays, overlay) {
		return overlay
	}
	return diagram.Everything
}

// warnings are what the prices give reason to say today, looked up once a day: the
// book looks at the date of every rate. Nobody may change them.
func (s *server) warnings() []string {
	today := s.today()
	if w := s.warned.Load(); w != nil && w.day == today {
		return w.said
	}
	w := &warned{today, s.Book.Warnings(today)}
	s.warned.Store(w)
	return w.said
}

// warned is the warnings of a day.
type warned struct {
	day  string
	said []string
}

// counted is the day from which the months of growth count: of a saved revision
// the one it was saved on, when its users were those it states.
func (sub subject) counted(now time.Time) time.Time {
	if sub.saved == nil || sub.edited {
		return now
	}
	return sub.saved.SavedAt
}

func (s *server) today() string { return s.Now().UTC().Format(time.DateOnly) }

// asRefused finds a refused workload in an error.
func asRefused(err error) (*refused, bool) {
	var r *refused
	return r, errors.As(err, &r)
}
