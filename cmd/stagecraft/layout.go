package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
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
// A picture waits for them at most so long. Layouts, and what the workers compile,
// are kept in dir over the end of the program; empty for nowhere.
func newLayouter(workers int, wait time.Duration, dir string, logger *slog.Logger) (layouter, error) {
	self, err := os.Executable()
	if err != nil {
		return layouter{}, fmt.Errorf("find this program, to start it as a layout worker: %w", err)
	}
	pool := graphviz.NewPool([]string{self, layoutCommand}, workers, layoutDeadline)
	var first diagram.Layouter = pool
	if dir != "" {
		if first, err = diagram.NewDisk(pool, dir, stamp(self)); err != nil {
			logger.Warn("layouts are not kept on disk", "error", err)
			first = pool
		}
		if err := pool.Keep(filepath.Join(dir, "engine")); err != nil {
			logger.Warn("layout workers start slowly: what they compile is not kept", "error", err)
		}
	}
	return layouter{pool: pool, Layouter: diagram.Fallback{
		First: hurried{diagram.NewCache(first, shapesKept), wait}, Second: diagram.Grid{},
		Report: func(err error) { logger.Warn("picture placed without Graphviz", "error", err) },
	}}, nil
}

// stamp names this build of the program: the next one may place things otherwise.
func stamp(self string) string {
	file, err := os.Stat(self)
	if err != nil {
		return programVersion()
	}
	return fmt.Sprint(programVersion(), " ", file.Size(), " ", file.ModTime().UnixNano())
}

// noCache in place of a folder keeps nothing on disk.
const noCache = "off"

// cacheDir is where layouts are kept: where --cache or the environment say, else
// where the system keeps caches, else nowhere.
func cacheDir(chosen string, getenv func(string) string) string {
	switch {
	case chosen == noCache:
		return ""
	case chosen != "":
		return chosen
	case getenv("XDG_CACHE_HOME") != "":
		return filepath.Join(getenv("XDG_CACHE_HOME"), "stagecraft", "layouts")
	case getenv("HOME") != "":
		return filepath.Join(getenv("HOME"), ".cache", "stagecraft", "layouts")
	}
	return ""
}
