package views

import (
	"reflect"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
)

// A picture of a sketch is that of the whole plan, to the letter.
func TestSketchIsDrawnAsThePlan(t *testing.T) {
	plans := append(planned(t), drawn()[:20]...)
	for _, p := range plans {
		for i, whole := range p.Stages {
			sketch, err := planner.Sketch(p.Workload, pricing.Embedded(), i+1)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := diagram.NewScene(whole.Graph), diagram.NewScene(sketch.Graph); !reflect.DeepEqual(want, got) {
				t.Fatalf("stage %d of %s: the scene is\n%+v, of the plan\n%+v", i+1, p.Workload.Name, got, want)
			}
			if want, got := DiagramLabels(p.Workload, whole), DiagramLabels(p.Workload, sketch); !reflect.DeepEqual(want, got) {
				t.Fatalf("stage %d of %s: the labels are\n%+v, of the plan\n%+v", i+1, p.Workload.Name, got, want)
			}
		}
	}
}
