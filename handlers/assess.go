package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/report"
	"stagecraft/planner/workload"
)

// Sums at a time and in line for them. A build takes a twentieth of a second, a
// study (ranges, alternatives) about one.
const (
	buildsAtOnce  = 4
	buildsInLine  = 64
	studiesAtOnce = 1
	studiesInLine = 8
	buildTime     = 8 * time.Second // of one build with its wait
	studyTime     = 8 * time.Second // of one study with its wait; a page needs a build and a study, and ends before timeout
	savePatience  = 2 * time.Second // a save waits no longer for what it can do without
)

// assess is build with what the uncertainty of the workload comes to: its stated
// intervals simulated, its assumptions ranked. That takes a second or more of one
// processor, so one is worked out at a time, whoever waits may leave, and the
// last ones are kept.
func (s *server) assess(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	key := string(workload.JSON(w))
	if p, ok := s.kept(s.assessed, key); ok {
		return p, nil
	}
	p, err := s.build(ctx, w)
	if err != nil {
		return planner.Plan{}, err
	}
	return s.study(ctx, s.assessed, key, func(stopped func() bool) (planner.Plan, error) {
		return planner.AssessUntil(p, s.Book, stopped)
	})
}

// study works out something long about a plan, or takes it from the cache. It
// stops when nobody waits for it any more.
func (s *server) study(ctx context.Context, plans *cache[planner.Plan], key string, work func(stopped func() bool) (planner.Plan, error)) (planner.Plan, error) {
	ctx, cancel := context.WithTimeout(ctx, studyTime)
	defer cancel()
	return within(ctx, s.studying, func() (planner.Plan, error) {
		if p, ok := s.kept(plans, key); ok { // worked out while waiting
			return p, nil
		}
		p, err := work(func() bool { return ctx.Err() != nil })
		if err != nil {
			return planner.Plan{}, fmt.Errorf("study the plan: %w", err)
		}
		plans.put(key, p)
		return p, nil
	})
}

// kept is a plan of a cache, with the warnings of today.
func (s *server) kept(plans *cache[planner.Plan], key string) (planner.Plan, bool) {
	p, ok := plans.get(key)
	if ok {
		p.Warnings = s.warnings()
	}
	return p, ok
}

// assessedSoon is assess for a save: the plan without its ranges where these
// would take long, for nobody's plan is to wait behind the sums of others.
func (s *server) assessedSoon(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	p, err := s.build(ctx, w)
	if err != nil {
		return planner.Plan{}, err
	}
	soon, cancel := context.WithTimeout(ctx, savePatience)
	defer cancel()
	assessed, err := s.assess(soon, w)
	if errors.Is(err, errCrowded) || errors.Is(err, context.DeadlineExceeded) {
		return p, nil
	}
	return assessed, err
}

// whole is assess with the alternatives of every stage: all that is known of a
// workload, for files and programs. A saved result holds no alternatives: they
// are many, and follow from the rest.
func (s *server) whole(ctx context.Context, w workload.Workload) (planner.Plan, error) {
	key := string(workload.JSON(w))
	if p, ok := s.kept(s.wholes, key); ok {
		return p, nil
	}
	p, err := s.assess(ctx, w)
	if err != nil {
		return planner.Plan{}, err
	}
	return s.study(ctx, s.wholes, key, func(stopped func() bool) (planner.Plan, error) {
		return planner.WithAlternativesUntil(p, s.Book, report.AllStages, stopped)
	})
}

// alternatives prices those of one stage.
func (s *server) alternatives(ctx context.Context, p planner.Plan, stage int) (planner.Plan, error) {
	key := fmt.Sprint(stage, " ", string(workload.JSON(p.Workload)))
	if kept, ok := s.kept(s.wholes, key); ok {
		return kept, nil
	}
	return s.study(ctx, s.wholes, key, func(stopped func() bool) (planner.Plan, error) {
		return planner.WithAlternativesUntil(p, s.Book, stage, stopped)
	})
}
