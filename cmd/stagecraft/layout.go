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
	visitorWaits   = 3 * time.Second  // for a page; a busy machine may take longer to start a worker
	fileWaits      = 60 * time.Second // for a file, which should be the same every time
	shapesKept     = 500              // layouts remembered; a year of plans has fewer shapes
)

// layoutCommand is how this program starts itself as a layout worker.
const layoutCommand = "layout"

// layout is the worker's side: requests in, coordinates out. A terminal sends
// its signals to the workers, too, which the server still needs while running
// requests finish: they end with their input, or by a second signal.
func layout(ctx context.Context, p process, _ []string) error {
	_, release := untilSignal(ctx)
	defer release()
	return engine.Serve(p.stdin, p.stdout)
}

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

// hurried gives a layout up after a while. It goes on behind the cache, so the
// next who asks for the same shape finds it.
type hurried struct {
	diagram.Layouter
	limit time.Duration
}

func (h hurried) Layout(ctx context.Context, s diagram.Scene) (diagram.Placed, error) {
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	return h.Layouter.Layout(ctx, s)
}

// newLayouter starts this program again, as workers, when they are needed.
// A picture waits for them at most so long.
func newLayouter(workers int, wait time.Duration, logger *slog.Logger) (layouter, error) {
	self, err := os.Executable()
	if err != nil {
		return layouter{}, fmt.Errorf("find this program, to start it as a layout worker: %w", err)
	}
	pool := graphviz.NewPool([]string{self, layoutCommand}, workers, layoutDeadline)
	return layouter{pool: pool, Layouter: diagram.Fallback{
		First: hurried{diagram.NewCache(pool, shapesKept), wait}, Second: diagram.Grid{},
		Report: func(err error) { logger.Warn("picture placed without Graphviz", "error", err) },
	}}, nil
}
