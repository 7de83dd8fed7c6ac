// Package sampling draws the numbers of a simulation: a small seeded generator,
// the triangular distribution, Latin hypercubes and quantiles. The same seed
// gives the same numbers on every machine and in every version of Go.
package sampling

import (
	"fmt"
	"math"
)

// Generator is SplitMix64: a counter stepped by the golden ratio and mixed.
// Its quality is far beyond what a simulation of a few hundred draws needs, and
// its whole definition is below.
//
// Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators,
// OOPSLA 2014; the mixing constants are those of java.util.SplittableRandom.
type Generator struct{ state uint64 }

// NewGenerator starts the sequence of a seed.
func NewGenerator(seed uint64) *Generator { return &Generator{state: seed} }

// Stream gives the seed of an independent sequence, by name: the seed is mixed
// with the bytes of the name (FNV-1a). A simulation that gives each input a
// stream of its own draws the same numbers for it whatever other inputs there are.
func Stream(seed uint64, name string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := uint64(offset)
	for i := range len(name) {
		hash = (hash ^ uint64(name[i])) * prime
	}
	return NewGenerator(seed ^ hash).Uint64()
}

// Uint64 gives the next 64 bits.
func (g *Generator) Uint64() uint64 {
	g.state += 0x9e3779b97f4a7c15
	z := g.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// Float64 gives a number from 0 up to, but not including, 1.
func (g *Generator) Float64() float64 { return float64(g.Uint64()>>11) / (1 << 53) }

// Below gives a whole number from 0 to n − 1, each equally likely: draws from
// the incomplete last lot of n are thrown away. n must be above 0.
func (g *Generator) Below(n int) int {
	if n <= 0 {
		panic(fmt.Sprintf("sampling: a draw below %d", n))
	}
	lot := uint64(n)
	most := math.MaxUint64 - math.MaxUint64%lot
	for {
		if v := g.Uint64(); v < most {
			return int(v % lot)
		}
	}
}

// Shuffled gives 0 to n − 1 in a random order (Fisher–Yates).
func (g *Generator) Shuffled(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := g.Below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}
