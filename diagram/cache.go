package diagram

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Cache is a Layouter that remembers the pictures of another one by the shape of
// the scene, routes included: finding those takes longer than placing the cards.
// Requests for a shape that is being drawn wait for that one drawing. It holds
// at most a fixed number of shapes, the least recently used leaves first. Errors
// are not remembered. It is safe for concurrent use.
type Cache struct {
	inner Layouter
	size  int

	mu      sync.Mutex
	entries map[string]*entry
	clock   uint64
}

// entry is a layout that is there (done is closed) or under way.
type entry struct {
	done   chan struct{}
	placed Placed
	err    error
	used   uint64
}

// NewCache wraps a Layouter; size is at least 1.
func NewCache(inner Layouter, size int) *Cache {
	return &Cache{inner: inner, size: max(1, size), entries: map[string]*entry{}}
}

// Layout answers from memory or draws once. The drawing does not end with the
// request that asked first, since others may wait for it: the wrapped Layouter
// must have a deadline of its own.
func (c *Cache) Layout(ctx context.Context, s Scene) (Placed, error) {
	shape := s.Shape()
	c.mu.Lock()
	c.clock++
	e, ok := c.entries[shape]
	if !ok {
		e = &entry{done: make(chan struct{})}
		c.entries[shape] = e
		go c.fill(context.WithoutCancel(ctx), shape, e, s)
	}
	e.used = c.clock
	c.mu.Unlock()
	select {
	case <-e.done:
		return e.placed.clone(), e.err
	case <-ctx.Done():
		return Placed{}, fmt.Errorf("wait for layout: %w", ctx.Err())
	}
}

// fill computes an entry. A panic of the layouter becomes an error, so that
// those who wait are answered.
func (c *Cache) fill(ctx context.Context, shape string, e *entry, s Scene) {
	defer func() {
		if r := recover(); r != nil {
			e.err = fmt.Errorf("layout failed: %v", r)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		close(e.done)
		if e.err != nil {
			delete(c.entries, shape)
		}
		c.evict()
	}()
	e.placed, e.err = c.draw(ctx, s)
}

// draw draws what is not there. Detours stand on the picture without them, which
// every failure of a stage shares.
func (c *Cache) draw(ctx context.Context, s Scene) (Placed, error) {
	if len(s.Detours) == 0 {
		return Draw(ctx, c.inner, s)
	}
	whole := s
	whole.Detours = nil
	p, err := c.Layout(ctx, whole)
	if err != nil {
		return Placed{}, err
	}
	detour(&p, s)
	return p, nil
}

// evict drops the least recently used finished entries beyond the bound.
func (c *Cache) evict() {
	for len(c.entries) > c.size {
		oldest, found := "", false
		for shape, e := range c.entries {
			select {
			case <-e.done:
				if !found || e.used < c.entries[oldest].used {
					oldest, found = shape, true
				}
			default: // under way: someone waits for it
			}
		}
		if !found {
			return
		}
		delete(c.entries, oldest)
	}
}

// clone copies a layout, so that no caller can change what others are given.
func (p Placed) clone() Placed {
	p.Cards, p.Frames = slices.Clone(p.Cards), slices.Clone(p.Frames)
	p.Routes, p.Detours = cloned(p.Routes), cloned(p.Detours)
	return p
}

func cloned(routes []Route) []Route {
	routes = slices.Clone(routes)
	for i := range routes {
		routes[i].Points = slices.Clone(routes[i].Points)
	}
	return routes
}
