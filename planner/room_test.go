package planner

import (
	"testing"

	"stagecraft/planner/catalog"
)

func TestRoomOfATier(t *testing.T) {
	for headroom, want := range map[float64]string{0: "", 0.4: "past its target", 1: "full to its target", 1.001: "room for <1% more", 1.008: "room for 1% more",
		1.55: "room for 55% more", 1.994: "room for 99% more", 1.996: "room for 2×", 11.4: "room for 11×"} {
		if got := (Tier{Sizing: catalog.Sizing{Headroom: headroom}}).Room(); got != want {
			t.Errorf("%v: %q, want %q", headroom, got, want)
		}
	}
}
