package svg_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stagecraft/diagram/svg"
)

func TestNoteStandsBelowThePicture(t *testing.T) {
	p := pictures(t)[0]
	height := func(out string) float64 {
		m := regexp.MustCompile(`viewBox="0 0 [0-9.]+ ([0-9.]+)"`).FindStringSubmatch(out)
		h, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	plain := string(svg.Render(p.scene, p.placed, p.labels, svg.Options{}))
	noted := string(svg.Render(p.scene, p.placed, p.labels, svg.Options{Note: "Prices <old>"}))
	if !strings.Contains(noted, ">Prices &lt;old&gt;</text>") || strings.Contains(plain, "d-note") {
		t.Error("the note is not printed as text")
	}
	if grown := height(noted) - height(plain); grown != 24 {
		t.Errorf("the picture grew by %v", grown)
	}
	y := regexp.MustCompile(`class="d-note" x="14" y="([0-9.]+)"`).FindStringSubmatch(noted)
	if at, _ := strconv.ParseFloat(y[1], 64); at <= height(plain) || at >= height(noted) {
		t.Errorf("the note is at %v of %v", at, height(noted))
	}
}
