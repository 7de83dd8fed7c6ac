package handlers

import (
	"strings"
	"testing"
)

func TestSectionsShowOneAtATime(t *testing.T) {
	s := newSite(t)
	overview := s.get("/plan?users=250k").want(t, 200)
	overview.holds(t, "Cost, line by line", `href="/plan?users=250k&amp;stage=4&amp;show=breaks"`, `name="show"`)
	breaks := s.get("/plan?users=250k&show=breaks").want(t, 200)
	breaks.holds(t, "What breaks next", `value="breaks"`)
	if strings.Contains(breaks.body, "Cost, line by line") {
		t.Error("the overview stands in another section")
	}
	// Stages keep the section; an unknown one is the overview.
	breaks.holds(t, `href="/plan?users=250k&amp;stage=7&amp;show=breaks"`)
	s.get("/plan?users=250k&show=nothing").want(t, 200).holds(t, "Cost, line by line")
}

func TestFidelityPage(t *testing.T) {
	s := newSite(t)
	a := s.get("/fidelity").want(t, 200)
	a.holds(t, "How right are these numbers?", "Load and data", "What nobody can check yet", "Pastebin")
	if strings.Contains(a.body, `<span class="badge warn">off</span>`) {
		t.Error("a published figure is off")
	}
}
