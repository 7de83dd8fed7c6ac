package handlers

import (
	"context"
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// planOf is the plan of a subject: as it was saved, or worked out.
func (s *server) planOf(ctx context.Context, sub subject) (planner.Plan, error) {
	if sub.frozen != nil {
		return s.thawed(sub), nil
	}
	return s.build(ctx, sub.workload)
}

// sketchOf is planOf as far as pictures show it.
func (s *server) sketchOf(ctx context.Context, sub subject) (planner.Plan, error) {
	if sub.frozen != nil {
		return s.thawed(sub), nil
	}
	return s.sketch(ctx, sub.workload)
}

// thawed is a plan as it was saved, with what is to be said today about its prices.
func (s *server) thawed(sub subject) planner.Plan {
	p := *sub.frozen
	p.Warnings = pricing.WarningsOf(sub.saved.Book, s.today())
	return p
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
