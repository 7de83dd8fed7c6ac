package poster

import (
	"context"
	"math"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// The small form keeps what the placed picture has: the order of things both
// ways, square corners, no card over a card and no line through one.
func TestWarpKeepsThePicture(t *testing.T) {
	w, errs := workload.Parse(map[string][]string{"users": {"2M"}})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range p.Stages {
		placed, err := diagram.Draw(context.Background(), diagram.Grid{}, diagram.NewScene(s.Graph))
		if err != nil {
			t.Fatal(err)
		}
		room := panelBox(i)
		at := newWarp(placed, room)
		for _, a := range []axis{at.x, at.y} {
			for j := 1; j < len(a.to); j++ {
				if a.to[j] <= a.to[j-1] || a.from[j] <= a.from[j-1] {
					t.Fatalf("stage %d: the axis turns at %v → %v", s.Number, a.from[j], a.to[j])
				}
			}
		}
		for j, c := range placed.Cards {
			b := at.box(c.Box)
			if b.X < room.X-0.01 || b.Y < room.Y-0.01 || b.Right() > room.Right()+0.01 || b.Bottom() > room.Bottom()+0.01 {
				t.Errorf("stage %d: card %s leaves the room", s.Number, c.ID)
			}
			if b.W < cardWide*at.scale-0.01 || b.H < cardHigh*at.scale-0.01 {
				t.Errorf("stage %d: card %s is %v by %v at scale %v", s.Number, c.ID, b.W, b.H, at.scale)
			}
			for _, o := range placed.Cards[j+1:] {
				if b.Overlaps(at.box(o.Box)) {
					t.Errorf("stage %d: %s covers %s", s.Number, c.ID, o.ID)
				}
			}
			for _, r := range placed.Routes {
				for k := 1; k < len(r.Points); k++ {
					from, to := at.point(r.Points[k-1]), at.point(r.Points[k])
					run := diagram.Box{X: min(from.X, to.X), Y: min(from.Y, to.Y), W: math.Abs(from.X-to.X) + 0.01, H: math.Abs(from.Y-to.Y) + 0.01}
					if from.X != to.X && from.Y != to.Y || run.Overlaps(b.Grow(-0.1)) {
						t.Errorf("stage %d: line %s runs askew or through %s", s.Number, r.Key, c.ID)
					}
				}
			}
		}
		if at.scale < 0.85 {
			t.Errorf("stage %d: glyphs of %.1f units", s.Number, square*at.scale)
		}
	}
}

func TestAxisMapsItsEnds(t *testing.T) {
	a := newAxis([]float64{10, 110, 310}, []span{{10, 110, 50}}, 0.1)
	for from, to := range map[float64]float64{0: 0, 10: 0, 60: 25, 110: 50, 210: 60, 310: 70, 999: 70} {
		if got := a.at(from); math.Abs(got-to) > 1e-9 {
			t.Errorf("%v maps to %v, not %v", from, got, to)
		}
	}
}

func TestTextsAreCutBeforeTheyAreMeasured(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"  a \n\t b\x00\x1b ", 9, "a b"}, {"abcdef", 4, "abc…"}, {"abc\xffd", 9, "abcd"}, {"", 4, ""}, {"\u202eabc\u202c", 9, "\u202eabc\u202c"},
	} {
		if got := cut(c.in, c.most); got != c.want {
			t.Errorf("cut(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := wrapped("one two three four five", 10, 50, 2); len(got) != 2 || got[0]+" "+got[1] != "one two three four five" {
		t.Errorf("wrapped: %q", got)
	}
	if got := sentences("One two three. Four five. Six seven eight nine.", 10, 100, 2); strings.Join(got, " ") != "One two three. Four five." {
		t.Errorf("sentences: %q", got)
	}
	if got := sentences("One two three four five six seven", 10, 60, 2); strings.Join(got, " ") != "One two three four five six seven" {
		t.Errorf("a sentence too long: %q", got)
	}
	if got := fitted("anything", 10, 2, false); got != "" {
		t.Errorf("%q in no room", got)
	}
}
