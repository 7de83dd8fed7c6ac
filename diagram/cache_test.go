package diagram_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
)

// scripted is a Grid that counts its layouts and does what a test wants first.
type scripted struct {
	count atomic.Int64
	first func(n int64) error // n is 1 for the first layout
}

func (l *scripted) Layout(ctx context.Context, s diagram.Scene) (diagram.Placed, error) {
	n := l.count.Add(1)
	if l.first != nil {
		if err := l.first(n); err != nil {
			return diagram.Placed{}, err
		}
	}
	return diagram.Grid{}.Layout(ctx, s)
}

// chain is a scene of n cards below each other, each linked to the next.
func chain(n int) diagram.Scene {
	var g topology.Graph
	for i := range n {
		g.Components = append(g.Components, topology.Component{ID: fmt.Sprintf("c%d", i), Place: topology.Region, Row: i})
		if i > 0 {
			g.Links = append(g.Links, topology.Link{From: fmt.Sprintf("c%d", i-1), To: fmt.Sprintf("c%d", i), Kind: topology.Request})
		}
	}
	return diagram.NewScene(g)
}

func TestCacheGivesTheSamePicture(t *testing.T) {
	inner := &scripted{}
	cache := diagram.NewCache(inner, 4)
	want, err := diagram.Draw(t.Context(), diagram.Grid{}, chain(5))
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Routes) != 4 || len(want.Routes[0].Points) < 2 {
		t.Fatalf("the picture has no routes to compare: %+v", want.Routes)
	}
	for range 3 {
		got, err := diagram.Draw(t.Context(), cache, chain(5))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("the cached picture differs (%v)", err)
		}
		// What one caller does to its picture is not seen by the next.
		got.Cards[0].Box.X, got.Frames[0].Kind, got.Routes[0].Points[0].X = -1, "spoilt", -1
	}
	if n := inner.count.Load(); n != 1 {
		t.Errorf("one shape was laid out %d times", n)
	}
}

// A scene without links has no routes, and that is remembered too.
func TestCacheRemembersThatThereAreNoRoutes(t *testing.T) {
	placed, err := diagram.NewCache(diagram.Grid{}, 1).Layout(t.Context(), chain(1))
	if err != nil || placed.Routes == nil || len(placed.Routes) != 0 {
		t.Errorf("routes %v, %v", placed.Routes, err)
	}
}

func TestCacheDrawsAShapeOnceAtATime(t *testing.T) {
	release := make(chan struct{})
	inner := &scripted{first: func(int64) error { <-release; return nil }}
	cache := diagram.NewCache(inner, 4)
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			if _, err := cache.Layout(t.Context(), chain(2+i%3)); err != nil {
				t.Error(err)
			}
		})
	}
	close(release)
	wg.Wait()
	if n := inner.count.Load(); n != 3 {
		t.Errorf("three shapes were laid out %d times", n)
	}
}

func TestCacheForgetsTheLeastRecentlyUsed(t *testing.T) {
	inner := &scripted{}
	cache := diagram.NewCache(inner, 2)
	layouts := func(n int) int64 {
		before := inner.count.Load()
		if _, err := cache.Layout(t.Context(), chain(n)); err != nil {
			t.Fatal(err)
		}
		return inner.count.Load() - before
	}
	for _, step := range []struct {
		cards int
		want  int64
	}{{1, 1}, {2, 1}, {1, 0}, {3, 1}, {1, 0}, {2, 1}, {3, 1}} {
		if got := layouts(step.cards); got != step.want {
			t.Errorf("%d cards: %d layouts, want %d", step.cards, got, step.want)
		}
	}
}

func TestCacheDoesNotRememberFailure(t *testing.T) {
	broken := errors.New("broken")
	for name, fail := range map[string]func() error{"error": func() error { return broken }, "panic": func() error { panic("broken") }} {
		t.Run(name, func(t *testing.T) {
			cache := diagram.NewCache(&scripted{first: func(n int64) error {
				if n == 1 {
					return fail()
				}
				return nil
			}}, 2)
			if _, err := cache.Layout(t.Context(), chain(2)); err == nil || (name == "error" && !errors.Is(err, broken)) {
				t.Errorf("the failure became %v", err)
			}
			if _, err := cache.Layout(t.Context(), chain(2)); err != nil {
				t.Errorf("the failure is remembered: %v", err)
			}
		})
	}
}

// A caller that leaves is let go at once; the drawing goes on for the others.
func TestCacheOutlivesTheFirstCaller(t *testing.T) {
	started, release := make(chan struct{}), make(chan struct{})
	inner := &scripted{first: func(int64) error { close(started); <-release; return nil }}
	cache := diagram.NewCache(inner, 2)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { _, err := cache.Layout(ctx, chain(2)); left <- err }()
	<-started
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left was told %v", err)
	}
	close(release)
	if _, err := cache.Layout(t.Context(), chain(2)); err != nil || inner.count.Load() != 1 {
		t.Errorf("%v after %d layouts", err, inner.count.Load())
	}
}

func TestFallback(t *testing.T) {
	broken := errors.New("broken")
	failing := &scripted{first: func(int64) error { return broken }}
	var told []error
	f := diagram.Fallback{First: failing, Second: diagram.Grid{}, Report: func(err error) { told = append(told, err) }}
	if p, err := f.Layout(t.Context(), chain(2)); err != nil || len(p.Cards) != 2 {
		t.Errorf("%d cards, %v", len(p.Cards), err)
	}
	if len(told) != 1 || !errors.Is(told[0], broken) {
		t.Errorf("told %v", told)
	}
	second := &scripted{}
	if _, err := (diagram.Fallback{First: diagram.Grid{}, Second: second}).Layout(t.Context(), chain(2)); err != nil || second.count.Load() != 0 {
		t.Errorf("%v; the second was asked %d times though the first answered", err, second.count.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (diagram.Fallback{First: failing, Second: second}).Layout(ctx, chain(2)); !errors.Is(err, broken) || second.count.Load() != 0 {
		t.Errorf("an ended request went on to the second: %v", err)
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, l := range map[string]diagram.Layouter{"afresh": diagram.Grid{}, "remembered": diagram.NewCache(diagram.Grid{}, 8)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := diagram.Draw(b.Context(), l, chain(12)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
