package planner

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"sync"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// sample is the plan of a random workload.
type sample struct {
	name   string // its fields as a link
	values url.Values
	plan   Plan
}

// Plans of random workloads, of which each property looks at all: built once, for
// building costs more than looking. None of them may be changed.
var (
	samples        = sync.OnceValue(func() []sample { return drawn(80, 1, "") })
	classicSamples = sync.OnceValue(func() []sample { return drawn(30, 4, string(workload.Classic)) })
)

func drawn(count int, seed uint64, track string) []sample {
	r := rand.New(rand.NewPCG(seed, 2))
	all := make([]sample, count)
	for i := range all {
		v := random(r)
		if track != "" {
			v.Set("track", track)
		}
		w, refused := workload.Parse(v)
		if len(refused) > 0 {
			panic(fmt.Sprintf("%s: %v", v.Encode(), refused))
		}
		p, err := Build(w, pricing.Embedded())
		if err != nil {
			panic(err)
		}
		all[i] = sample{v.Encode(), v, p}
	}
	return all
}
