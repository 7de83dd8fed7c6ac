package svg

import (
	"context"
	"fmt"
	"os"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

func TestTry(t *testing.T) {
	w := workload.Default()
	w.Users = 8e6
	w.ObjectsStored = 1e12
	p, _ := planner.Build(w, pricing.Embedded())
	for _, s := range p.Stages {
		l := views.DiagramLabels(w, s)
		sc := diagram.NewScene(s.Graph)
		pl, err := diagram.Draw(context.Background(), diagram.Grid{}, sc)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(fmt.Sprintf("/tmp/stage%d.svg", s.Number), Render(sc, pl, l, Options{}), 0o644)
	}
}
