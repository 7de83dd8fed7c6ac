package main

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"stagecraft/diagram"
)

// What a golden layout says, a line each; other lines are not drawn.
var (
	pictureLine = regexp.MustCompile(`^picture (\d+) × (\d+),`)
	frameLine   = regexp.MustCompile(`^frame (\S+) +(-?\d+) +(-?\d+) +(\d+) × (\d+)$`)
	cardLine    = regexp.MustCompile(`^card (\S+) +(-?\d+) +(-?\d+)(  new)?$`)
	routeLine   = regexp.MustCompile(`^line (\S+) +((?: ?-?\d+,-?\d+)+)  label (-?\d+),(-?\d+)$`)
)

// sketch draws a golden layout as it was: its frames, cards by name, and lines.
// Lines of the text that differ are drawn in another colour. Cards are as large
// as they are today, since the text does not say how large they were. A text
// without a picture gives an empty drawing.
func sketch(text string, differ map[string]bool) template.HTML {
	size := pictureLine.FindStringSubmatch(text)
	if size == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="sketch" viewBox="0 0 %s %s" role="img" aria-label="Layout">`, size[1], size[2])
	for _, line := range lines(text) {
		class := "same"
		if differ[line] {
			class = "differs"
		}
		if f := frameLine.FindStringSubmatch(line); f != nil {
			fmt.Fprintf(&b, `<rect class="frame %s" x="%s" y="%s" width="%s" height="%s" rx="12"/>`, class, f[2], f[3], f[4], f[5])
		}
		if c := cardLine.FindStringSubmatch(line); c != nil {
			fmt.Fprintf(&b, `<svg x="%s" y="%s" width="%v" height="%v" overflow="visible"><rect class="card %s" width="100%%" height="100%%" rx="9"/><text x="50%%" y="50%%" dy=".35em" text-anchor="middle">%s</text></svg>`,
				c[2], c[3], diagram.CardWidth, diagram.CardHeight, class, template.HTMLEscapeString(c[1]))
		}
		if r := routeLine.FindStringSubmatch(line); r != nil {
			fmt.Fprintf(&b, `<polyline class="route %s" points="%s"/><circle class="%s" cx="%s" cy="%s" r="5"/>`, class, r[2], class, r[3], r[4])
		}
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}
