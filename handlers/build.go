package handlers

import (
	"context"
	"fmt"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// planOf is the plan of a subject: as it was saved, or worked out.
func (s *server) planOf(ctx context.Context, sub subject) (planner.Plan, error) {
	if sub.frozen != nil {
		return s.thawed(sub), nil
	}
	return s.build(ctx, sub.workload)
}

// found finds the subject of a request, with its plan.
func (s *server) found(c echo.Context, find finder) (subject, planner.Plan, error) {
	sub, err := find(c)
	if err != nil {
		return subject{}, planner.Plan{}, err
	}
	p, err := s.planOf(c.Request().Context(), sub)
	return sub, p, err
}

// sketch is one stage as far as its picture shows it, with what else a picture
// says.
type sketch struct {
	planner.Stage
	workload workload.Workload
	warnings []string
}

// labels are the texts of its picture.
func (k sketch) labels() diagram.Labels { return views.DiagramLabels(k.workload, k.Stage) }

// sketchOf is one stage of planOf as far as its picture shows it. It is not kept:
// working it out takes a fraction of a plan's time, and the picture is kept.
func (s *server) sketchOf(ctx context.Context, sub subject, number int) (sketch, error) {
	if sub.frozen != nil {
		p := s.thawed(sub)
		return sketch{p.Stages[number-1], p.Workload, p.Warnings}, nil
	}
	k := sketch{workload: sub.workload, warnings: s.warnings()}
	if p, ok := s.plans.get(sub.identity()); ok {
		k.Stage = p.Stages[number-1]
		return k, nil
	}
	ctx, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	stage, err := within(ctx, s.building, func() (planner.Stage, error) { return planner.Sketch(sub.workload, s.Book, number) })
	if err != nil {
		return sketch{}, fmt.Errorf("build stage %d: %w", number, err)
	}
	k.Stage = stage
	return k, nil
}

// thawed is a plan as it was saved, with what is to be said today about its prices.
func (s *server) thawed(sub subject) planner.Plan {
	p := *sub.frozen
	p.Warnings = pricing.WarningsOf(sub.saved.Book, s.today())
	return p
}

// build makes the plan of a workload, or takes it from the cache.
func (s *server) build(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	key := string(workload.JSON(w))
	if p, ok := s.kept(s.plans, key); ok {
		return p, nil
	}
	ctx, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	p, err := within(ctx, s.building, func() (planner.Plan, error) {
		p, err := planner.Build(w, s.Book)
		if err == nil {
			s.plans.put(key, p)
		}
		return p, err
	})
	if err != nil {
		return planner.Plan{}, fmt.Errorf("build the plan: %w", err)
	}
	p.Warnings = s.warnings()
	return p, nil
}
