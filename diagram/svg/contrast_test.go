package svg

import (
	"math"
	"strconv"
	"testing"
)

// Text stands out 4.5 to 1 from every ground it may stand on, lines and bars 3 to
// 1, as WCAG 2.2 AA asks, in light (which is also print) and dark.
func TestContrast(t *testing.T) {
	for theme, p := range palettes {
		grounds := map[string]string{"paper": p.paper, "vpc": p.vpcFill, "zone": p.zoneFill}
		for text, colour := range map[string]string{"cloud": p.cloud, "region": p.region, "vpc": p.vpc, "edge": p.edge, "zone": p.zone, "ink": p.ink} {
			for ground, at := range grounds {
				if c := contrast(t, colour, at); c < 4.5 {
					t.Errorf("%s: text %s on %s: %.2f", theme, text, ground, c)
				}
			}
		}
		for text, pair := range map[string][2]string{
			"title": {p.ink, p.card}, "detail": {p.mute, p.card}, "faded": {p.mute, p.paper}, "pill": {p.mute, p.pill}, "badge": {p.card, p.accent}, "note": {p.warn, p.paper},
		} {
			if c := contrast(t, pair[0], pair[1]); c < 4.5 {
				t.Errorf("%s: text of %s: %.2f", theme, text, c)
			}
		}
		for line, colour := range map[string]string{"line": p.line, "new": p.accent, "over": p.good, "gone": p.faded, "cloud": p.cloud, "region": p.region, "vpc": p.vpc, "edge": p.edge, "zone": p.zone} {
			for ground, at := range grounds {
				if c := contrast(t, colour, at); c < 3 {
					t.Errorf("%s: line %s on %s: %.2f", theme, line, ground, c)
				}
			}
		}
		for bar, colour := range map[string]string{"good": p.good, "warn": p.warn, "bad": p.bad, "strong": p.accent} {
			if c := contrast(t, colour, p.card); c < 3 {
				t.Errorf("%s: bar %s on a card: %.2f", theme, bar, c)
			}
			if c := contrast(t, colour, p.bar); c < 3 {
				t.Errorf("%s: bar %s on its track: %.2f", theme, bar, c)
			}
		}
	}
}

// contrast is the ratio of relative luminances, WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
