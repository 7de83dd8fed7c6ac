package svg_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

var viewBox = regexp.MustCompile(`viewBox="0 0 [0-9.]+ ([0-9.]+)"`)

func heightOf(t *testing.T, picture string) float64 {
	t.Helper()
	h, err := strconv.ParseFloat(viewBox.FindStringSubmatch(picture)[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A bare picture is read as the other and has neither its sentence nor its room.
func TestBarePictureHasNoLegend(t *testing.T) {
	p := pictures(t)[4]
	height := func(o svg.Options) float64 { return heightOf(t, string(svg.Render(p.scene, p.placed, p.labels, o))) }
	plain := height(svg.Options{})
	if told := height(svg.Options{Overlay: diagram.Cost}); told <= plain {
		t.Errorf("a legend takes no room: %v after %v", told, plain)
	}
	if bare := height(svg.Options{Overlay: diagram.Cost, Bare: true}); bare != plain {
		t.Errorf("a bare picture is %v high, a plain one %v", bare, plain)
	}
}

func TestNoteStandsBelowThePicture(t *testing.T) {
	p := pictures(t)[0]
	height := func(out string) float64 { return heightOf(t, out) }
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
