package svg_test

import (
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		of   float64
		want string
	}{{0, "0%"}, {0.0001, "<1%"}, {0.01, "1%"}, {0.394, "39%"}, {1, "100%"}, {9.994, "999%"}, {9.995, ">999%"}, {1e9, ">999%"}} {
		if got := diagram.Percent(c.of); got != c.want {
			t.Errorf("%v reads %q, want %q", c.of, got, c.want)
		}
	}
	p := pictures(t)[0]
	p.labels.Cards = map[string]diagram.Card{p.scene.Cards[0].ID: {Title: "A", Utilisation: 12}}
	if out := string(svg.Render(p.scene, p.placed, p.labels, svg.Options{})); !strings.Contains(out, ">&gt;999%</text>") {
		t.Error("the card does not say >999%")
	}
}
