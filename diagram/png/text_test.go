package png_test

import (
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

func TestTextOfAnyKind(t *testing.T) {
	s := stages()[1]
	for name, text := range map[string]string{
		"control": "a\x00\x1b[31m\r\n\u0085b", "long": strings.Repeat("Ä long text ", 9000), "emoji": "🚀👩‍👩‍👧❤️", "right to left": "\u202eשלום العربية", "markup": "</text><script>&bogus;]]>", "bytes": "\xff\xfe\x80 bytes",
	} {
		labels := s.labels
		labels.Title, labels.Cards, labels.Arrows = text, map[string]diagram.Card{}, map[string]diagram.Arrow{}
		for id, c := range s.labels.Cards {
			c.Title, c.Detail, c.Cost = text, text, "$1.00"
			labels.Cards[id] = c
		}
		for key := range s.labels.Arrows {
			labels.Arrows[key] = diagram.Arrow{Text: text, Rate: 1}
		}
		img := pixels(t, svg.Render(s.scene, s.placed, labels, svg.Options{Note: text}), 1)
		b := s.placed.Cards[0].Box
		if amount, _, _ := ink(img, diagram.Box{X: b.X + 50, Y: b.Y + 12, W: b.W - 56, H: 14}, rgb("#ffffff"), 1); amount < 5 {
			t.Errorf("%s: nothing stands where the title should", name)
		}
		if amount, _, _ := ink(img, diagram.Box{X: b.Right() - 7, Y: b.Y + 12, W: 5, H: 14}, rgb("#ffffff"), 1); amount > 0 {
			t.Errorf("%s: the title runs to the edge of the card", name)
		}
	}
}

// An image that lacks characters says so below the picture, in ink that stands out.
func TestLackOfCharactersIsSaid(t *testing.T) {
	s := stages()[1]
	for _, theme := range []svg.Theme{svg.Light, svg.Dark} {
		whole := pixels(t, svg.Render(s.scene, s.placed, s.labels, svg.Options{Theme: theme}), 1).Bounds()
		labels := s.labels
		labels.Frames = map[string]string{"cloud": "クラウド"}
		img := pixels(t, svg.Render(s.scene, s.placed, labels, svg.Options{Theme: theme}), 1)
		if got := img.Bounds(); got.Dx() != whole.Dx() || got.Dy() != whole.Dy()+24 {
			t.Errorf("%s: %v with characters replaced, %v whole", theme, got, whole)
		}
		if amount, _, _ := ink(img, diagram.Box{X: 10, Y: float64(whole.Dy()) + 4, W: 500, H: 16}, rgb(theme.Colours().Paper), 1); amount < 200 {
			t.Errorf("%s: nothing says that characters are replaced: %.0f of ink", theme, amount)
		}
	}
}

// A line of 100 KB is drawn as far as the picture reaches, and soon.
func TestLongestText(t *testing.T) {
	long := strings.Repeat("Ä long text 🚀 ", 6000)
	img := pixels(t, hand(`<text x="10" y="50" font-size="14" fill="#000000">`+long+`</text>`), 2)
	if amount, left, right := ink(img, diagram.Box{Y: 30, W: 200, H: 30}, rgb("#ffffff"), 2); amount < 400 || left < 10 || right < 195 {
		t.Errorf("%.0f of ink from %v to %v", amount, left, right)
	}
}
