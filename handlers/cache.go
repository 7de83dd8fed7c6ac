package handlers

import (
	"sync"

	"stagecraft/planner"
)

// cachedPlans is how many plans are kept: a page is followed by its picture and
// files, and a slider by the way back. A plan takes some 300 kB.
const cachedPlans = 64

// planCache keeps the plans last built. The planner is pure, so an entry never
// grows stale while the price book and the program stay the same.
type planCache struct {
	mu    sync.Mutex
	plans map[string]planner.Plan
	order []string // oldest first
}

func newPlanCache() *planCache { return &planCache{plans: map[string]planner.Plan{}} }

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
	if len(c.order) == cachedPlans {
		delete(c.plans, c.order[0])
		c.order = c.order[1:]
	}
	c.plans[key], c.order = p, append(c.order, key)
}
