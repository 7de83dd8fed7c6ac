package handlers

import (
	"context"
	"fmt"

	"github.com/labstack/echo/v4"

	"stagecraft/planner"
	"stagecraft/planner/record"
	"stagecraft/store"
	"stagecraft/views"
)

// asSaved completes the subject of a saved revision. Where prices and rules are
// still those it was saved with, its figures are worked out again, for they are
// the same; else they are read as they were shown then.
func (s *server) asSaved(ctx context.Context, sub subject) (subject, error) {
	if s.outdated(*sub.saved) {
		p, err := s.frozen(ctx, *sub.saved)
		if err != nil {
			return subject{}, err
		}
		if p != nil {
			sub.frozen, sub.workload = p, p.Workload
			return sub, nil
		}
	}
	w, err := s.stored(*sub.saved)
	sub.workload = w
	return sub, err
}

// outdated tells that today's prices or rules are others than those of a revision.
func (s *server) outdated(plan store.Plan) bool {
	return plan.Book != s.Book.Version() || plan.Engine != planner.Engine
}

// frozen reads a revision as it was shown; nil where that was not kept yet.
func (s *server) frozen(ctx context.Context, plan store.Plan) (*planner.Plan, error) {
	key := fmt.Sprint(plan.ID, " ", plan.Revision)
	if p, ok := s.frozens.get(key); ok {
		return p, nil
	}
	snapshot, err := s.Store.Snapshot(ctx, plan)
	if err != nil || len(snapshot) == 0 {
		return nil, err
	}
	p, err := record.Decode(snapshot)
	if err != nil { // of a newer program, perhaps; the page says that it is worked out anew
		s.Logger.Error("a revision cannot be read as it was shown", "plan revision", plan.Revision, "error", err)
		return nil, nil
	}
	s.frozens.put(key, &p)
	return &p, nil
}

// shown is the plan of a revision as pages show it.
func (s *server) shown(ctx context.Context, plan store.Plan) (planner.Plan, error) {
	sub, err := s.asSaved(ctx, subject{saved: &plan})
	if err != nil {
		return planner.Plan{}, err
	}
	return s.planOf(ctx, sub)
}

// revision finds one revision of the history; it is read and not edited.
func (s *server) revision(c echo.Context) (subject, error) {
	id := c.Param("id")
	number, err := revisionNamed(c.Param("revision"))
	if err != nil || !store.IsID(id) {
		return subject{}, fmt.Errorf("revision: %w", store.ErrNotFound)
	}
	ctx := c.Request().Context()
	plan, err := s.Store.PlanRevision(ctx, s.who(c).Identity, id, number)
	if err != nil {
		return subject{}, err
	}
	return s.asSaved(ctx, subject{at: views.Address{Base: fmt.Sprintf("/plans/%s/revisions/%d", id, number)}, saved: &plan, past: true})
}
