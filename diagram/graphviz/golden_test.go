package graphviz_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/diagram"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The eight stages of three workloads, as text a reader can check: what stands
// where, and which way each line takes. “make gallery” shows old beside new.
func TestGoldenPictures(t *testing.T) {
	for _, name := range []string{"default", "social", "iot"} {
		for i, s := range stages(t, workloads()[name]) {
			p, err := diagram.Draw(t.Context(), shared, s)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "golden", fmt.Sprintf("%s-%d.txt", name, i+1))
			got := written(p, s)
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s moved; look at it with “make gallery”, then go test ./diagram/graphviz -run Golden -update:\n%s", path, moved(string(want), got))
			}
		}
	}
}

// written is a picture as text: frames, cards and lines, one each.
func written(p diagram.Placed, s diagram.Scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "picture %.0f × %.0f, %d crossings\n", p.Width, p.Height, crossings(p))
	for _, f := range p.Frames {
		fmt.Fprintf(&b, "frame %-7s %5.0f %5.0f  %.0f × %.0f\n", f.Kind, f.Box.X, f.Box.Y, f.Box.W, f.Box.H)
	}
	for i, c := range p.Cards {
		mark := ""
		if s.Cards[i].New {
			mark = "  new"
		}
		fmt.Fprintf(&b, "card %-16s %5.0f %5.0f%s\n", c.ID, c.Box.X, c.Box.Y, mark)
	}
	for _, r := range p.Routes {
		fmt.Fprintf(&b, "line %-26s", r.Key)
		for _, at := range r.Points {
			fmt.Fprintf(&b, " %.0f,%.0f", at.X, at.Y)
		}
		fmt.Fprintf(&b, "  label %.0f,%.0f\n", r.Label.X, r.Label.Y)
	}
	return b.String()
}

// moved lists the lines that differ.
func moved(old, now string) string {
	before, after := strings.Split(old, "\n"), strings.Split(now, "\n")
	var b strings.Builder
	for i := range max(len(before), len(after)) {
		var x, y string
		if i < len(before) {
			x = before[i]
		}
		if i < len(after) {
			y = after[i]
		}
		if x != y {
			fmt.Fprintf(&b, "- %s\n+ %s\n", x, y)
		}
	}
	return b.String()
}

// crossings counts the places where two lines cross.
func crossings(p diagram.Placed) int {
	n := 0
	for i, a := range p.Routes {
		for _, b := range p.Routes[i+1:] {
			n += crossed(a.Points, b.Points)
		}
	}
	return n
}

func crossed(a, b []diagram.Point) int {
	n := 0
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			if cuts(a[i-1], a[i], b[j-1], b[j]) || cuts(b[j-1], b[j], a[i-1], a[i]) {
				n++
			}
		}
	}
	return n
}

// cuts tells whether a horizontal run crosses a vertical one.
func cuts(p, q, u, v diagram.Point) bool {
	if p.Y != q.Y || u.X != v.X {
		return false
	}
	return u.X > min(p.X, q.X) && u.X < max(p.X, q.X) && p.Y > min(u.Y, v.Y) && p.Y < max(u.Y, v.Y)
}

// A component keeps its column in every stage, to the pixel, and components keep
// their order from top to bottom.
func TestComponentsKeepTheirPlaces(t *testing.T) {
	for name, values := range workloads() {
		columns, places := map[string]float64{}, map[string]string{}
		above := map[string]map[string]bool{}
		for n, s := range stages(t, values) {
			p, err := shared.Layout(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range p.Cards {
				place := string(s.Cards[i].Place)
				if x, seen := columns[c.ID]; seen && places[c.ID] == place && x != c.Box.X {
					t.Errorf("%s stage %d: %s moved from column %v to %v", name, n+1, c.ID, x, c.Box.X)
				}
				columns[c.ID], places[c.ID] = c.Box.X, place
				if above[c.ID] == nil {
					above[c.ID] = map[string]bool{}
				}
				for _, o := range p.Cards {
					if c.Box.Y > o.Box.Y && above[o.ID][c.ID] {
						t.Errorf("%s stage %d: %s and %s changed order", name, n+1, c.ID, o.ID)
					}
					if o.Box.Y < c.Box.Y {
						above[c.ID][o.ID] = true
					}
				}
			}
		}
	}
}
