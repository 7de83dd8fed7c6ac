package planner

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// A plan is made on every request of a page.
func BenchmarkBuild(b *testing.B) {
	for _, p := range workload.Presets() {
		b.Run(p.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := Build(p.Workload(), pricing.Embedded()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A picture of a workload nobody asked for before needs one stage alone.
func BenchmarkSketch(b *testing.B) {
	for _, p := range workload.Presets() {
		b.Run(p.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := Sketch(p.Workload(), pricing.Embedded(), 5); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
