package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"stagecraft/planner"
)

// places is a bounded number of places at sums, with a bounded line before them.
type places struct {
	taken chan struct{} // holds a token of each who works
	line  chan struct{} // and of each who waits
}

func newPlaces(working, waiting int) *places {
	return &places{taken: make(chan struct{}, working), line: make(chan struct{}, waiting)}
}

// errCrowded is for whoever finds even the line full.
var errCrowded = newProblem(http.StatusServiceUnavailable, "Busy", "Too many plans are being worked out just now. Try again in a moment.")

// take waits for a place; the caller leaves it.
func (p *places) take(ctx context.Context) error {
	select {
	case p.taken <- struct{}{}:
		return nil
	default:
	}
	select {
	case p.line <- struct{}{}:
		defer func() { <-p.line }()
	default:
		return errCrowded
	}
	select {
	case p.taken <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait to work out the plan: %w", ctx.Err())
	}
}

func (p *places) leave() { <-p.taken }

// worked is what a sum ended with.
type worked[T any] struct {
	value T
	err   error
}

// within works something out at one of the places, and answers no later than
// the context allows. Work that goes on after that keeps its place, so that
// what is abandoned cannot pile up.
func within[T any](ctx context.Context, p *places, work func() (T, error)) (T, error) {
	var none T
	if err := p.take(ctx); err != nil {
		return none, err
	}
	ended := make(chan worked[T], 1)
	go func() {
		result := caught(work)
		p.leave()
		ended <- result
	}()
	select {
	case r := <-ended:
		if errors.Is(r.err, planner.ErrStopped) {
			return none, fmt.Errorf("work out the plan: %w", ctx.Err())
		}
		return r.value, r.err
	case <-ctx.Done():
		return none, fmt.Errorf("work out the plan: %w", ctx.Err())
	}
}

// caught turns a panic into an error: outside the request's own goroutine it
// would end the program.
func caught[T any](work func() (T, error)) (r worked[T]) {
	defer func() {
		if fault := recover(); fault != nil {
			r.err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
	}()
	r.value, r.err = work()
	return r
}
