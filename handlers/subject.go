package handlers

import (
	"context"
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
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// subject is the plan a request is about, wherever it lives.
type subject struct {
	workload workload.Workload
	at       views.Address
	saved    *store.Plan // nil for a draft
	shared   bool        // opened by a share link
	edited   bool        // differs from what is saved
	base     int         // of an edited plan: the revision the edit starts from
}

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

// draft is a workload in the query.
func (s *server) draft(c echo.Context) (subject, error) {
	at := views.Address{Base: "/plan"}
	w, errs := s.parse(c.QueryParams())
	if len(errs) > 0 {
		return subject{}, &refused{typed: c.QueryParams(), errors: errs, at: at}
	}
	at.Query = workload.Encode(w)
	return subject{workload: w, at: at}, nil
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
		w, err := s.stored(plan)
		return subject{workload: w, at: at, saved: &plan}, err
	}
	w, errs := s.parse(query)
	if len(errs) > 0 {
		return subject{}, &refused{typed: query, errors: errs, at: at, saved: &plan}
	}
	if workload.Encode(w) == plan.Workload {
		return subject{workload: w, at: at, saved: &plan}, nil
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
	return s.Store.Plan(c.Request().Context(), id)
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

// shared is the revision a share link shows. Its pages are nobody else's
// business: nothing may index or keep them, and no site learns their address.
func (s *server) shared(c echo.Context) (subject, error) {
	h := c.Response().Header()
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Cache-Control", "private, no-store")
	token := c.Param("token")
	at := views.Address{Base: "/s/" + token}
	plan, err := s.sharedRevision(c, token, &at)
	if err != nil {
		return subject{}, err
	}
	w, err := s.stored(plan)
	return subject{workload: w, at: at, saved: &plan, shared: true}, err
}

// sharedRevision reads what a link shows; revision=K in the query pins one of the
// revisions it may show, and stays in every address of the plan.
func (s *server) sharedRevision(c echo.Context, token string, at *views.Address) (store.Plan, error) {
	pinned := c.QueryParam("revision")
	if pinned == "" {
		return s.Store.PlanByShareToken(c.Request().Context(), token)
	}
	revision, err := strconv.Atoi(pinned)
	if err != nil || strconv.Itoa(revision) != pinned {
		return store.Plan{}, fmt.Errorf("revision in the query: %w", store.ErrNotFound)
	}
	at.Query = "revision=" + pinned
	return s.Store.RevisionByShareToken(c.Request().Context(), token, revision)
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

// build makes the plan of a workload, or takes it from the cache.
func (s *server) build(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	return s.planned(ctx, w, s.plans, planner.Build)
}

// sketch plans what pictures show, or takes it from a plan that is kept.
func (s *server) sketch(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	if p, ok := s.kept(s.plans, string(workload.JSON(w))); ok {
		return p, nil
	}
	return s.planned(ctx, w, s.sketches, planner.Stages)
}

func (s *server) planned(ctx context.Context, w workload.Workload, plans *cache[planner.Plan], plan func(workload.Workload, *pricing.Book) (planner.Plan, error)) (planner.Plan, error) {
	key := string(workload.JSON(w))
	if p, ok := s.kept(plans, key); ok {
		return p, nil
	}
	ctx, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	p, err := within(ctx, s.building, func() (planner.Plan, error) {
		p, err := plan(w, s.Book)
		if err == nil {
			plans.put(key, p)
		}
		return p, err
	})
	if err != nil {
		return planner.Plan{}, fmt.Errorf("build the plan: %w", err)
	}
	p.Warnings = s.warnings()
	return p, nil
}

// warnings are what the prices give reason to say today.
func (s *server) warnings() []string { return s.Book.Warnings(s.today()) }

func (s *server) today() string { return s.Now().UTC().Format(time.DateOnly) }

// asRefused finds a refused workload in an error.
func asRefused(err error) (*refused, bool) {
	var r *refused
	return r, errors.As(err, &r)
}
