package png_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	stdpng "image/png"
	"math"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/glyph"
	"stagecraft/diagram/png"
	"stagecraft/diagram/svg"
	"stagecraft/diagram/vector"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/views"
)

// stage is one stage, placed.
type stage struct {
	scene  diagram.Scene
	placed diagram.Placed
	labels diagram.Labels
}

// stages are the eight of a plan, placed on a grid.
var stages = sync.OnceValue(func() []stage {
	w, errs := workload.Parse(url.Values{"users": {"250k"}})
	if len(errs) > 0 {
		panic(errs)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		panic(err)
	}
	var all []stage
	for _, s := range p.Stages {
		scene := diagram.NewScene(s.Graph)
		placed, err := diagram.Draw(context.Background(), diagram.Grid{}, scene)
		if err != nil {
			panic(err)
		}
		all = append(all, stage{scene, placed, views.DiagramLabels(w, s)})
	}
	return all
})

func pixels(t testing.TB, picture []byte, scale int) image.Image {
	t.Helper()
	file, err := png.Render(picture, scale)
	if err != nil {
		t.Fatal(err)
	}
	img, err := stdpng.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func rgb(hex string) color.RGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		panic(err)
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

func at(img image.Image, x, y float64, scale int) color.RGBA {
	c, _ := color.RGBAModel.Convert(img.At(int(x*float64(scale)), int(y*float64(scale)))).(color.RGBA)
	return c
}

// ink is how much of a box differs from a ground, in whole pixels of one unit,
// and the columns where that begins and ends.
func ink(img image.Image, b diagram.Box, ground color.RGBA, scale int) (amount, left, right float64) {
	left = math.Inf(1)
	far := func(a, b uint8) float64 { return math.Abs(float64(a) - float64(b)) }
	for y := int(b.Y * float64(scale)); y < int(b.Bottom()*float64(scale)); y++ {
		for x := int(b.X * float64(scale)); x < int(b.Right()*float64(scale)); x++ {
			c, _ := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			if d := max(far(c.R, ground.R), far(c.G, ground.G), far(c.B, ground.B)) / 255; d > 0.1 {
				amount += d / float64(scale*scale)
				left, right = min(left, float64(x)/float64(scale)), max(right, float64(x+1)/float64(scale))
			}
		}
	}
	return amount, left, right
}

// The image has the size of the view box, and each card its colours, its glyph
// and its title where the layout put them.
func TestEveryStageIsDrawnWhereItWasPlaced(t *testing.T) {
	for i, s := range stages() {
		// One drawing a stage: pixels are slow under the race detector.
		theme, ground, scale := svg.Light, "#ffffff", 1
		if i%2 == 1 {
			theme, ground = svg.Dark, "#1a2230"
		}
		if i < 2 {
			scale = 2
		}
		picture := svg.Render(s.scene, s.placed, s.labels, svg.Options{Theme: theme})
		img := pixels(t, picture, scale)
		var w, h float64
		_, rest, _ := bytes.Cut(picture, []byte("viewBox"))
		if _, err := fmt.Sscanf(string(rest), `="0 0 %f %f"`, &w, &h); err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != int(w)*scale || size.Y != int(h)*scale {
			t.Errorf("stage %d at %d is %v, its view box %v × %v", i+1, scale, size, w, h)
		}
		for _, c := range s.placed.Cards {
			checkCard(t, img, c, s.labels.Cards[c.ID], rgb(ground), scale)
		}
	}
}

func checkCard(t *testing.T, img image.Image, c diagram.PlacedCard, label diagram.Card, ground color.RGBA, scale int) {
	t.Helper()
	b := c.Box
	for _, p := range []diagram.Point{{X: b.X + 5, Y: b.Y + b.H/2}, {X: b.Right() - 4, Y: b.Y + b.H/2}} {
		if got := at(img, p.X, p.Y, scale); got != ground {
			t.Errorf("card %s has %v at %+v, want %v", c.ID, got, p, ground)
		}
	}
	drawn, _ := glyph.For(label.Service, label.Category)
	if got := at(img, b.X+12, b.Center().Y, scale); got != rgb(drawn.Colour) {
		t.Errorf("the square of %s is %v, want %s", c.ID, got, drawn.Colour)
	}
	white, _, _ := ink(img, diagram.Box{X: b.X + 17, Y: b.Center().Y - 11, W: 22, H: 22}, rgb(drawn.Colour), scale)
	if white < 15 || white > 250 {
		t.Errorf("the glyph of %s covers %.0f of its 484 units", c.ID, white)
	}
	// The title is as long as it was measured, and there is nothing to its right.
	title := svg.Fit(label.Title, 12.5, b.W-54-8, true)
	long := svg.Width(title, 12.5, true) / 1.1
	amount, left, right := ink(img, diagram.Box{X: b.X + 50, Y: b.Y + 13, W: b.W - 56, H: 12}, ground, scale)
	if amount < 4*float64(len(title)) || left < b.X+53 || left > b.X+57 || right > b.X+54+long+1 || right < b.X+54+long-3 {
		t.Errorf("the title %q of %s has %.0f of ink from %.1f to %.1f; the card begins at %.1f, the text is %.1f long", title, c.ID, amount, left, right, b.X, long)
	}
}

func hand(inside string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">` + `<rect width="200" height="100" fill="#ffffff"/>` + inside + `</svg>`)
}

func TestAnchorsAndWeights(t *testing.T) {
	line := diagram.Box{Y: 30, W: 200, H: 30}
	text := func(attributes string) []byte {
		return hand(`<text x="100" y="50" font-size="14" fill="#000000" ` + attributes + `>Привет HH 12</text>`) // of two scripts
	}
	regular, start, end := ink(pixels(t, text(""), 2), line, rgb("#ffffff"), 2)
	long := end - start
	if start < 100 || start > 102.5 || long < 60 || long > 100 {
		t.Errorf("begins at %v, is %v long", start, long)
	}
	_, left, right := ink(pixels(t, text(`text-anchor="middle"`), 2), line, rgb("#ffffff"), 2)
	if middle := (left + right) / 2; math.Abs(middle-100) > 1.5 || math.Abs(right-left-long) > 1 {
		t.Errorf("the middle is at %v", middle)
	}
	if _, left, right = ink(pixels(t, text(`text-anchor="end"`), 2), line, rgb("#ffffff"), 2); right > 100 || right < 97.5 || math.Abs(right-left-long) > 1 {
		t.Errorf("ends at %v", right)
	}
	for weight, bold := range map[string]bool{"400": false, "500": false, "600": true, "700": true} {
		if amount, _, _ := ink(pixels(t, text(`font-weight="`+weight+`"`), 2), line, rgb("#ffffff"), 2); amount > regular*1.2 != bold {
			t.Errorf("weight %s has %.0f of ink, a regular one %.0f", weight, amount, regular)
		}
	}
}

func TestLines(t *testing.T) {
	for name, c := range map[string]struct {
		inside   string
		in       diagram.Box
		low, top float64 // units of ink
	}{
		"dashes":         {`<path d="M10 50L190 50" stroke="#000000" stroke-width="2" stroke-dasharray="9 4"/>`, diagram.Box{W: 200, H: 100}, 2*180*9/13 - 6, 2*180*9/13 + 14},
		"one dash":       {`<path d="M10 50L190 50" stroke="#000000" stroke-width="2" stroke-dasharray="9 4"/>`, diagram.Box{X: 10, Y: 40, W: 9, H: 20}, 17.5, 18.5},
		"one gap":        {`<path d="M10 50L190 50" stroke="#000000" stroke-width="2" stroke-dasharray="9 4"/>`, diagram.Box{X: 20, Y: 40, W: 2, H: 20}, 0, 0.1},
		"butt end":       {`<path d="M20 50L40 50" stroke="#000000" stroke-width="10"/>`, diagram.Box{X: 41, W: 20, H: 100}, 0, 0.1},
		"round end":      {`<path d="M20 50L40 50" stroke="#000000" stroke-width="10" stroke-linecap="round"/>`, diagram.Box{X: 40, W: 20, H: 100}, 36, 42}, // π5²/2
		"square end":     {`<path d="M20 50L40 50" stroke="#000000" stroke-width="10" stroke-linecap="square"/>`, diagram.Box{X: 40, W: 20, H: 100}, 49, 51},
		"dot":            {`<path d="M50 50h.01" stroke="#000000" stroke-width="10" stroke-linecap="round"/>`, diagram.Box{W: 200, H: 100}, 75, 82}, // π5²
		"miter corner":   {`<path d="M20 50L50 50L50 80" fill="none" stroke="#000000" stroke-width="10"/>`, diagram.Box{X: 50, Y: 45, W: 5, H: 5}, 24, 25.1},
		"round corner":   {`<path d="M20 50L50 50L50 80" fill="none" stroke="#000000" stroke-width="10" stroke-linejoin="round"/>`, diagram.Box{X: 50, Y: 45, W: 5, H: 5}, 18.5, 21.5},
		"circle of arcs": {`<path transform="translate(20 10) scale(2)" d="M30 20a10 10 0 1 1-20 0 10 10 0 0 1 20 0z"/>`, diagram.Box{W: 200, H: 100}, 1240, 1280}, // π20²
		"round box":      {`<rect x="20" y="20" width="100" height="40" rx="20"/>`, diagram.Box{W: 200, H: 100}, 4000 - 345 - 12, 4000 - 345 + 18},                 // less (4−π)20²
		"narrow bar":     {`<rect x="20" y="20" width="2" height="4" rx="2"/>`, diagram.Box{W: 200, H: 100}, 5.8, 6.8},                                             // an ellipse, π·1·2
		"arrowhead":      {`<path d="M100 50 L92 46 L92 54Z" fill="#000000"/>`, diagram.Box{W: 200, H: 100}, 30.5, 33},
	} {
		if name == "dashes" {
			c.inside = strings.Replace(c.inside, "<path", `<path fill="none"`, 1)
		}
		if got, _, _ := ink(pixels(t, hand(c.inside), 2), c.in, rgb("#ffffff"), 2); got < c.low || got > c.top {
			t.Errorf("%s: %.1f units of ink, want %.1f to %.1f", name, got, c.low, c.top)
		}
	}
}

func TestBounds(t *testing.T) {
	sized := func(w, h string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + w + " " + h + `"/>`)
	}
	for _, c := range []struct {
		w, h  string
		scale int
		says  string
	}{
		{"12001", "10", 1, "too many"},
		{"10", "6001", 2, "too many"},
		{"7000", "7000", 1, "too many"},
		{"10", "10", 0, "scale 0"},
		{"10", "10", 3, "scale 3"},
		{"0", "10", 1, "side"},
	} {
		if _, err := png.Render(sized(c.w, c.h), c.scale); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s × %s at %d: %v", c.w, c.h, c.scale, err)
		}
	}
	if _, err := png.Render([]byte("GIF89a"), 1); err == nil {
		t.Error("what is no picture was drawn")
	}
	if size := pixels(t, sized("12000", "3"), 1).Bounds().Size(); size != image.Pt(12000, 3) {
		t.Errorf("the widest picture is %v", size)
	}
	if size := pixels(t, sized("10.1", "20.5"), 2).Bounds().Size(); size != image.Pt(21, 41) {
		t.Errorf("parts of pixels give %v", size)
	}
}

// Whatever diagram/svg writes is read: every overlay and theme of every stage.
func TestEveryOverlayIsRead(t *testing.T) {
	for i, s := range stages() {
		for _, overlay := range diagram.Overlays {
			for _, theme := range []svg.Theme{svg.Light, svg.Dark, svg.Auto} {
				p, err := vector.Read(svg.Render(s.scene, s.placed, s.labels, svg.Options{Theme: theme, Overlay: overlay, Note: "Prices are old.", IDPrefix: "x-"}))
				if err != nil || p.Replaced {
					t.Errorf("stage %d, overlay %q, theme %s: %v, characters replaced: %v", i+1, overlay, theme, err, p.Replaced)
				}
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	s := stages()[0]
	picture := svg.Render(s.scene, s.placed, s.labels, svg.Options{})
	first, err := png.Render(picture, 1)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if again, err := png.Render(picture, 1); err != nil || !bytes.Equal(first, again) {
				t.Errorf("drawn again: %v, the same: %v", err, bytes.Equal(first, again))
			}
		})
	}
	wg.Wait()
}

func BenchmarkRender(b *testing.B) {
	s := stages()[7]
	picture := svg.Render(s.scene, s.placed, s.labels, svg.Options{})
	for b.Loop() {
		if _, err := png.Render(picture, 2); err != nil {
			b.Fatal(err)
		}
	}
}
