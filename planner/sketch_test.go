package planner

import (
	"reflect"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// A sketch has the figures of the plan; what is drawn of it is compared to the
// letter where it is drawn.
func TestSketchIsAStageOfThePlan(t *testing.T) {
	for _, preset := range workload.Presets() {
		whole, err := Build(preset.Workload(), pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range whole.Stages {
			got, err := Sketch(preset.Workload(), pricing.Embedded(), i+1)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(want.Graph, got.Graph) || !reflect.DeepEqual(want.Flows, got.Flows) || !reflect.DeepEqual(want.Moves, got.Moves) || want.Users != got.Users || want.Bill.Total != got.Bill.Total {
				t.Errorf("%s stage %d: the sketch differs from the plan", preset.ID, i+1)
			}
		}
	}
}
