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

// A picture of a workload nobody asked for before needs the stages alone.
func BenchmarkStages(b *testing.B) {
	for _, p := range workload.Presets() {
		b.Run(p.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := Stages(p.Workload(), pricing.Embedded()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
