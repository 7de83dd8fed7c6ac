package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"stagecraft/diagram"
	"stagecraft/diagram/graphviz"
	"stagecraft/diagram/graphviz/engine"
)

// Limits of the layout processes. A layout takes some milliseconds; a graph
// that takes seconds is one that Graphviz does not finish.
const (
	layoutDeadline = 5 * time.Second
	shapesKept     = 500 // layouts remembered; a year of plans has fewer shapes
)

// layoutCommand is how this program starts itself as a layout worker.
const layoutCommand = "layout"

// layout is the worker's side: requests in, coordinates out.
func layout(_ context.Context, p process, _ []string) error { return engine.Serve(p.stdin, p.stdout) }

// layouter places pictures with Graphviz, remembers them by shape, and falls
// back on plain rows and columns when Graphviz fails. Close ends the workers.
type layouter struct {
	diagram.Layouter
	pool *graphviz.Pool
}

// Close ends the workers.
func (l layouter) Close() error { return l.pool.Close() }

// warm starts the first worker ahead of the first visitor, who would else wait
// a second for it.
func (l layouter) warm(ctx context.Context, logger *slog.Logger) {
	if err := l.pool.Warm(ctx); err != nil && ctx.Err() == nil {
		logger.Warn("no layout worker", "error", err)
	}
}

// newLayouter starts this program again, as workers, when they are needed.
func newLayouter(workers int, logger *slog.Logger) (layouter, error) {
	self, err := os.Executable()
	if err != nil {
		return layouter{}, fmt.Errorf("find this program, to start it as a layout worker: %w", err)
	}
	pool := graphviz.NewPool([]string{self, layoutCommand}, workers, layoutDeadline)
	return layouter{pool: pool, Layouter: diagram.Fallback{
		First: diagram.NewCache(pool, shapesKept), Second: diagram.Grid{},
		Report: func(err error) { logger.Warn("picture placed without Graphviz", "error", err) },
	}}, nil
}
