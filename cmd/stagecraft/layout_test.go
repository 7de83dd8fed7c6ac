package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

const childVariable = "STAGECRAFT_TEST_CHILD"

// TestMain lets the test binary be what newLayouter starts: this program with
// the word layout. A test that needs the program in a process of its own sets
// childVariable.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == layoutCommand || os.Getenv(childVariable) != "" {
		main()
	}
	os.Exit(inCache(m.Run))
}

// testCache is the cache folder of every program that the tests start, so that
// Graphviz is compiled once for all of them.
var testCache string

// testEnv is the environment of programs that run inside a test.
func testEnv(name string) string {
	if name == "STAGECRAFT_CACHE" {
		return testCache
	}
	return ""
}

func inCache(tests func() int) int {
	defer forgetProgram()
	dir, err := os.MkdirTemp("", "stagecraft-cmd-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	testCache = filepath.Join(dir, "cache")
	os.Setenv("STAGECRAFT_CACHE", testCache) // of the children
	return tests()
}

func TestPicturesArePlacedByWorkers(t *testing.T) {
	var log bytes.Buffer
	l, err := newLayouter(1, fileWaits, testCache, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Build(workload.Default(), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Stages {
		scene := diagram.NewScene(s.Graph)
		placed, err := l.Layout(t.Context(), scene)
		if err != nil || len(placed.Cards) != len(scene.Cards) {
			t.Errorf("stage %d: %d of %d cards placed, %v", s.Number, len(placed.Cards), len(scene.Cards), err)
		}
	}
	if log.Len() > 0 {
		t.Errorf("Graphviz failed:\n%s", log.String())
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if _, err := l.Layout(t.Context(), diagram.NewScene(p.Stages[0].Graph)); err != nil {
		t.Errorf("a shape that was placed before is no longer remembered: %v", err)
	}
}

func TestPicturesFallBackWithANote(t *testing.T) {
	var log bytes.Buffer
	l, err := newLayouter(1, fileWaits, "", slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil { // no worker will answer
		t.Fatal(err)
	}
	p, err := planner.Build(workload.Default(), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if placed, err := l.Layout(t.Context(), diagram.NewScene(p.Stages[3].Graph)); err != nil || len(placed.Cards) == 0 {
		t.Errorf("no picture without Graphviz: %v", err)
	}
	if !strings.Contains(log.String(), "without Graphviz") {
		t.Error("the log does not say that Graphviz failed")
	}
}

func TestNoVisitorWaitsForASlowWorker(t *testing.T) {
	slow := hurried{Layouter: neverDone{}, limit: 20 * time.Millisecond}
	placed, err := diagram.Fallback{First: slow, Second: diagram.Grid{}}.Layout(t.Context(), diagram.NewScene(topology.Graph{
		Components: []topology.Component{{ID: "users", Tier: "users", Place: topology.Outside}},
	}))
	if err != nil || len(placed.Cards) != 1 {
		t.Errorf("%d cards, %v", len(placed.Cards), err)
	}
}

// neverDone answers when the one who asks has given up.
type neverDone struct{}

func (neverDone) Layout(ctx context.Context, _ diagram.Scene) (diagram.Placed, error) {
	<-ctx.Done()
	return diagram.Placed{}, ctx.Err()
}

func TestCacheDir(t *testing.T) {
	env := map[string]string{"HOME": "/home/u"}
	getenv := func(name string) string { return env[name] }
	for _, c := range []struct{ chosen, cache, want string }{
		{"", "", "/home/u/.cache/stagecraft/layouts"}, {"", "/c", "/c/stagecraft/layouts"}, {"/mine", "/c", "/mine"}, {noCache, "/c", ""},
	} {
		env["XDG_CACHE_HOME"] = c.cache
		if got := cacheDir(c.chosen, getenv); got != c.want {
			t.Errorf("cacheDir(%q) with XDG_CACHE_HOME=%q: %q, want %q", c.chosen, c.cache, got, c.want)
		}
	}
	if got := cacheDir("", func(string) string { return "" }); got != "" {
		t.Errorf("without a home: %q", got)
	}
}
