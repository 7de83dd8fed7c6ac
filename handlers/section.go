package handlers

import (
	"context"
	"fmt"

	"stagecraft/planner"
	"stagecraft/views"
)

// studied adds to a plan what only one section shows and what takes longer than
// the plan itself.
func (s *server) studied(ctx context.Context, p planner.Plan, section views.Section, stage int) (planner.Plan, error) {
	if stage == 0 {
		stage = p.Here
	}
	var err error
	switch section {
	case views.Ranges:
		p, err = s.assess(ctx, p.Workload)
	case views.Alternatives:
		p, err = s.alternatives(ctx, p, stage)
	case views.Tracks:
		var other planner.Plan
		if other, err = s.build(ctx, planner.OtherTrack(p.Workload)); err == nil {
			p = planner.WithTracks(p, other)
		}
	}
	if err != nil {
		return planner.Plan{}, fmt.Errorf("work out section %q: %w", section, err)
	}
	return p, nil
}
