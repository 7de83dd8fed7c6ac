package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"stagecraft/diagram"
)

func TestPictureTakesOverlaysAndThemes(t *testing.T) {
	s := newSite(t)
	const picture = "/plan/stages/5/diagram.svg?users=250k"
	for _, overlay := range []diagram.Overlay{diagram.Everything, diagram.WhatsNew, diagram.Traffic, diagram.Cost, diagram.Headroom} {
		s.get(picture+"&overlay="+string(overlay)).want(t, 200).holds(t, "<svg")
	}
	s.get("/plan/stages/1/diagram.svg?users=1k&overlay=fail-zone-c").want(t, http.StatusUnprocessableEntity).holds(t, "Nothing of this stage stands in Availability Zone c.")
	refused := s.get(picture+"&overlay=%3Cb%3E").want(t, http.StatusUnprocessableEntity)
	refused.holds(t, "overlay takes new, traffic, cost, headroom, fail-zone-a, fail-zone-b, fail-zone-c or fail-primary.")
	s.get(picture+"&theme=sepia").want(t, http.StatusUnprocessableEntity).holds(t, "theme takes light, dark or auto.")

	light, dark, auto := s.get(picture+"&theme=light").want(t, 200), s.get(picture+"&theme=dark").want(t, 200), s.get(picture+"&theme=auto").want(t, 200)
	if light.body != s.get(picture).want(t, 200).body || light.body == dark.body || light.body == auto.body {
		t.Error("a theme gives the picture of another")
	}
	if strings.Contains(light.body+dark.body, "<style") {
		t.Error("a picture of one theme has a style element")
	}
	// The one style element of the picture may apply where it is opened by itself.
	_, rest, _ := strings.Cut(auto.body, "<style>")
	rules, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(rules))
	if policy := auto.Header.Get("Content-Security-Policy"); rules == "" || !strings.Contains(policy, "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"';") {
		t.Errorf("policy %s for %d bytes of rules", policy, len(rules))
	}
}

func TestPageKeepsTheOverlayFromStageToStage(t *testing.T) {
	s := newSite(t)
	page := s.get("/plan?users=250k&stage=5&overlay=cost").want(t, 200)
	page.holds(t, `name="overlay" value="cost"`, `href="/plan?users=250k&amp;stage=7&amp;overlay=cost"`, `href="/plan?users=250k&amp;stage=5&amp;overlay=traffic"`,
		`href="/plan/stages/5/diagram.svg?users=250k&amp;overlay=cost&amp;theme=dark"`, `href="/plan?users=250k&amp;stage=5&amp;show=breaks&amp;overlay=cost"`)
	if strings.Count(page.body, `data-overlay="cost" aria-current="true"`) != 1 {
		t.Error("the chosen overlay is not marked")
	}
	// An overlay is not part of the workload: nothing is edited by choosing one.
	path := s.save("users=250k")
	if saved := s.get(path+"?overlay=cost").want(t, 200); strings.Contains(saved.body, "Changes not saved") {
		t.Error("an overlay counts as an edit")
	}
	// An unknown one is the plain picture, with the form as it was.
	s.get("/plan?users=777k&overlay=nothing").want(t, 200).holds(t, `value="777k"`, `data-overlay="" aria-current="true"`)
	s.get("/plan?users=x&overlay=cost").want(t, http.StatusUnprocessableEntity).holds(t, `name="overlay" value="cost"`)
	s.get("/plan?users=1k&stage=1&overlay=fail-zone-c").want(t, 200).holds(t, "Nothing of this stage stands in Availability Zone c.", "The picture is shown plain.")
}
