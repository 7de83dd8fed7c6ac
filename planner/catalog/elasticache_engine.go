package catalog

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// CacheEngine is the item of the engine a cache runs: Redis OSS as the talk has
// it, or what the lifecycle table prefers today. Its id is part of the price key.
func CacheEngine(track workload.Track) Item {
	use, _ := Lives().Resolve("redis", track)
	return use
}

// cacheKey is the price key of a node.
func cacheKey(p Policy, unit string) pricing.Key {
	return pricing.Key("elasticache." + CacheEngine(p.Workload.Track).ID + "." + unit)
}
