package handlers

import (
	"sync"

	"stagecraft/planner"
)

// How many plans are kept: a page is followed by its picture and files, and a
// slider by the way back. A plan takes some 300 kB, one with the alternatives of
// all stages several times that.
const (
	cachedPlans  = 64
	cachedWholes = 16
)

// planCache keeps the plans last built. The planner is pure, so an entry never
// grows stale while the price book and the program stay the same.
type planCache struct {
	most  int
	mu    sync.Mutex
	plans map[string]planner.Plan
	order []string // oldest first
}

func newPlanCache(most int) *planCache {
	return &planCache{most: most, plans: map[string]planner.Plan{}}
}

func (c *planCache) get(key string) (planner.Plan, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.plans[key]
	return p, ok
}

func (c *planCache) put(key string, p planner.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.plans[key]; ok {
		return
	}
	if len(c.order) == c.most {
		delete(c.plans, c.order[0])
		c.order = c.order[1:]
	}
	c.plans[key], c.order = p, append(c.order, key)
}
