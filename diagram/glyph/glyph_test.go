package glyph

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"

	"stagecraft/planner/catalog"
)

// everything is all drawings by a name that tells services from categories.
func everything() map[string]Glyph {
	drawn := maps.Clone(all)
	for category, g := range shapes {
		drawn["category "+category] = g
	}
	return drawn
}

func TestEveryServiceHasItsOwnDrawing(t *testing.T) {
	colours := map[string]string{"compute": compute, "network": network, "database": database, "storage": storage, "security": security, "integration": integration, "management": integration}
	for _, s := range catalog.Services() {
		g, ok := For(s.ID, s.Category)
		if !ok || !Own(s.ID) {
			t.Errorf("%s has no drawing of its own", s.ID)
		}
		if g.Colour != colours[s.Category] {
			t.Errorf("%s of %s has the colour %s, not %s", s.ID, s.Category, g.Colour, colours[s.Category])
		}
		if plain, ok := For("", s.Category); !ok || plain == g {
			t.Errorf("category %s has no plain drawing, or that of %s", s.Category, s.ID)
		}
	}
	for id := range all {
		if _, ok := catalog.Lookup(id); !ok && id != "users" {
			t.Errorf("%s is drawn but no service", id)
		}
	}
	if _, ok := For("toy", "toys"); ok || Own("toy") {
		t.Error("an unknown service of an unknown category has a drawing")
	}
}

func TestNoTwoShareADrawing(t *testing.T) {
	seen := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(everything())) {
		path := everything()[name].Path
		if other, taken := seen[path]; taken {
			t.Errorf("%s is drawn as %s", name, other)
		}
		seen[path] = name
	}
}

// One optical size: the ink stays off the edge, fills the middle, and lies on
// half units.
func TestDrawingsKeepToTheGrid(t *testing.T) {
	for name, g := range everything() {
		d, err := trace(g.Path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b := d.bounds()
		ink := box{b.left - Stroke/2, b.top - Stroke/2, b.right + Stroke/2, b.bottom + Stroke/2}
		if ink.left < 1.5 || ink.top < 1.5 || ink.right > 22.5 || ink.bottom > 22.5 {
			t.Errorf("%s: the ink reaches %.2f, outside 1.5 to 22.5", name, ink)
		}
		if w, h := b.right-b.left, b.bottom-b.top; max(w, h) < 16.5 || min(w, h) < 7 {
			t.Errorf("%s is %.1f × %.1f: smaller than its family", name, w, h)
		}
		if x, y := (b.left+b.right)/2, (b.top+b.bottom)/2; math.Abs(x-12) > 1 || math.Abs(y-12) > 1 {
			t.Errorf("%s is centred on %.2f, %.2f, not on 12, 12", name, x, y)
		}
		for _, v := range d.numbers {
			if v*2 != math.Trunc(v*2) {
				t.Errorf("%s: %v is not on half a unit", name, v)
			}
		}
	}
}

// Two drawings of one colour differ at 16 pixels too: by far more than a detail.
func TestDrawingsOfOneColourDiffer(t *testing.T) {
	drawn := everything()
	names := slices.Sorted(maps.Keys(drawn))
	for i, a := range names {
		for _, b := range names[i+1:] {
			if drawn[a].Colour != drawn[b].Colour {
				continue
			}
			x, errA := trace(drawn[a].Path)
			y, errB := trace(drawn[b].Path)
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			if share := x.shared(y); share > 0.6 {
				t.Errorf("%s and %s share %.0f%% of their pixels", a, b, share*100)
			}
		}
	}
}

func TestWhiteStandsOutOnEveryColour(t *testing.T) {
	for _, colour := range []string{compute, network, database, storage, security, integration, people} {
		if c := contrastWithWhite(t, colour); c < 4.5 {
			t.Errorf("white on %s has a contrast of %.2f, below 4.5", colour, c)
		}
	}
	if c := contrastWithWhite(t, "#000000"); math.Abs(c-21) > 1e-9 {
		t.Errorf("white on black has a contrast of %v, WCAG says 21", c)
	}
	if c := contrastWithWhite(t, "#777777"); math.Abs(c-4.48) > 0.01 {
		t.Errorf("white on #777777 has a contrast of %v, WCAG's formula gives 4.48", c)
	}
}

// contrastWithWhite is the contrast ratio of WCAG 2.
func contrastWithWhite(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(colour[1:], 16, 24)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%s is no colour: %v", colour, err)
	}
	linear := func(shift uint) float64 {
		v := float64(rgb>>shift&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0) + 0.05)
}
