package handlers

import (
	"context"
	"fmt"

	"stagecraft/planner"
	"stagecraft/planner/report"
	"stagecraft/planner/workload"
)

// assess is build with what the uncertainty of the workload comes to: its stated
// intervals simulated, its assumptions ranked. That takes a second or more of one
// processor, so one is worked out at a time, whoever waits may leave, and the
// last ones are kept.
func (s *server) assess(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	key := string(workload.JSON(w))
	if p, ok := s.assessed.get(key); ok {
		return p, nil
	}
	p, err := s.build(w)
	if err != nil {
		return planner.Plan{}, err
	}
	done, err := s.turn(ctx)
	if err != nil {
		return planner.Plan{}, err
	}
	defer done()
	if p, ok := s.assessed.get(key); ok { // worked out while waiting
		return p, nil
	}
	if p, err = planner.Assess(p, s.Book); err != nil {
		return planner.Plan{}, fmt.Errorf("work out the ranges: %w", err)
	}
	s.assessed.put(key, p)
	return p, nil
}

// turn waits for the one place at long sums; the caller gives it back.
func (s *server) turn(ctx context.Context) (done func(), err error) {
	select {
	case s.assessing <- struct{}{}:
		return func() { <-s.assessing }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to work out the plan: %w", ctx.Err())
	}
}

// whole is assess with the alternatives of every stage: all that is known of a
// workload, for files and programs. A saved result holds no alternatives: they
// are many, and follow from the rest.
func (s *server) whole(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	p, err := s.assess(ctx, w)
	if err != nil {
		return planner.Plan{}, err
	}
	return s.alternatives(ctx, p, report.AllStages)
}

// alternatives prices those of one stage, or of all for report.AllStages.
func (s *server) alternatives(ctx context.Context, p planner.Plan, stage int) (planner.Plan, error) {
	done, err := s.turn(ctx)
	if err != nil {
		return planner.Plan{}, err
	}
	defer done()
	if p, err = planner.WithAlternatives(p, s.Book, stage); err != nil {
		return planner.Plan{}, fmt.Errorf("price the alternatives: %w", err)
	}
	return p, nil
}
