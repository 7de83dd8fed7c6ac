package graphviz_test

import (
	"testing"

	"stagecraft/diagram"
)

// Lines and labels over the positions Graphviz gives: no line through a card, no
// two lines at one point of a card, no label on a card or off the canvas.
func TestRoutesOverPlacedStages(t *testing.T) {
	for name, values := range workloads() {
		for i, s := range stages(t, values) {
			p, err := diagram.Draw(t.Context(), shared, s)
			if err != nil {
				t.Fatalf("%s stage %d: %v", name, i+1, err)
			}
			canvas := diagram.Box{W: p.Width, H: p.Height}
			ports := map[diagram.Point]string{}
			for _, r := range p.Routes {
				if len(r.Points) < 2 {
					t.Fatalf("%s stage %d: link %s has no line", name, i+1, r.Key)
				}
				for _, end := range []diagram.Point{r.Points[0], r.Points[len(r.Points)-1]} {
					if other, taken := ports[end]; taken {
						t.Errorf("%s stage %d: links %s and %s share a point", name, i+1, r.Key, other)
					}
					ports[end] = r.Key
				}
				through(t, name, i+1, r, p)
				label := diagram.Box{X: r.Label.X - 30, Y: r.Label.Y - 8, W: 60, H: 16}
				if label.X < canvas.X || label.Right() > canvas.W || label.Y < 0 || label.Bottom() > canvas.H {
					t.Errorf("%s stage %d: label of %s leaves the canvas", name, i+1, r.Key)
				}
				for _, c := range p.Cards {
					if label.Overlaps(c.Box) {
						t.Errorf("%s stage %d: label of %s covers card %s", name, i+1, r.Key, c.ID)
					}
				}
			}
		}
	}
}

func through(t *testing.T, name string, stage int, r diagram.Route, p diagram.Placed) {
	for j := 1; j < len(r.Points); j++ {
		a, b := r.Points[j-1], r.Points[j]
		run := diagram.Box{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X, b.X) - min(a.X, b.X) + 0.1, H: max(a.Y, b.Y) - min(a.Y, b.Y) + 0.1}
		for _, c := range p.Cards {
			if run.Overlaps(c.Box.Grow(-0.5)) {
				t.Errorf("%s stage %d: link %s runs through card %s", name, stage, r.Key, c.ID)
			}
		}
	}
}
