package handlers

import "sync"

// How many plans are kept: a page is followed by its picture and files, and a
// slider by the way back. A plan takes some 300 kB, one with the alternatives of
// all stages several times that.
const (
	cachedPlans  = 64
	cachedWholes = 16
	cachedPixels = 48  // PNG, of up to half a MB
	cachedFiles  = 256 // pictures as they are sent, of some 40 kB
	cachedDrafts = 500 // addresses as they were read, of some 4 kB
)

// cache keeps the answers last worked out. The planner is pure, so an entry
// never grows stale while the price book and the program stay the same. It is
// safe for concurrent use.
type cache[V any] struct {
	most  int
	mu    sync.Mutex
	kept  map[string]V
	order []string // oldest first
}

func newCache[V any](most int) *cache[V] {
	return &cache[V]{most: most, kept: map[string]V{}}
}

func (c *cache[V]) get(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.kept[key]
	return v, ok
}

func (c *cache[V]) put(key string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.kept[key]; ok {
		return
	}
	if len(c.order) == c.most {
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
	c.kept[key], c.order = v, append(c.order, key)
}
