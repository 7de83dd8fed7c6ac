package handlers

import (
	"context"
	"fmt"

	"stagecraft/planner"
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
	select {
	case s.assessing <- struct{}{}:
		defer func() { <-s.assessing }()
	case <-ctx.Done():
		return planner.Plan{}, fmt.Errorf("wait to work out the ranges: %w", ctx.Err())
	}
	if p, ok := s.assessed.get(key); ok { // worked out while waiting
		return p, nil
	}
	if p, err = planner.Assess(p, s.Book); err != nil {
		return planner.Plan{}, fmt.Errorf("work out the ranges: %w", err)
	}
	s.assessed.put(key, p)
	return p, nil
}
