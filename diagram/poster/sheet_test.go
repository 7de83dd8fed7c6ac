package poster_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/poster"
	"stagecraft/diagram/svg"
)

// written is one text of a poster and where it stands.
type written struct {
	text  string
	box   diagram.Box
	size  float64
	class string      // of the group around it
	room  diagram.Box // the first shape of that group; the sheet without a group
	stage string      // of the panel around it
}

// sheet is what a test reads of a poster.
type sheet struct {
	texts  []written
	groups []group
	runs   []diagram.Box // the straight parts of arrows
}

type group struct {
	class, stage string
	room         diagram.Box
	parent       int
}

func number(s string) float64 { f, _ := strconv.ParseFloat(s, 64); return f }

var numbers = regexp.MustCompile(`-?[0-9.]+`)

// shapeBox is the room of a rectangle, or of the arrow of the ribbon.
func shapeBox(name string, at map[string]string) (diagram.Box, bool) {
	switch name {
	case "rect":
		return diagram.Box{X: number(at["x"]), Y: number(at["y"]), W: number(at["width"]), H: number(at["height"])}, true
	case "path": // M x y H end L tip middle L end foot H x L notch middle Z
		var v []float64
		for _, s := range numbers.FindAllString(at["d"], -1) {
			v = append(v, number(s))
		}
		return diagram.Box{X: v[0], Y: v[1], W: v[3] - v[0], H: v[6] - v[1]}, true
	}
	return diagram.Box{}, false
}

// read walks through a poster; it must be well-formed and of allowed parts.
func read(t *testing.T, out []byte, theme svg.Theme) sheet {
	t.Helper()
	var s sheet
	d, stack, current := xml.NewDecoder(bytes.NewReader(out)), []int{}, (*written)(nil)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name, at := e.Name.Local, checked(t, e, theme)
			if name == "g" {
				parent := -1
				if len(stack) > 0 {
					parent = stack[len(stack)-1]
				}
				s.groups = append(s.groups, group{class: at["class"], stage: at["data-stage"], parent: parent})
				stack = append(stack, len(s.groups)-1)
				continue
			}
			if len(stack) > 0 && s.groups[stack[len(stack)-1]].room.W == 0 {
				if b, is := shapeBox(name, at); is {
					s.groups[stack[len(stack)-1]].room = b
				}
			}
			if name == "path" && (at["class"] == "s-line" || at["class"] == "s-accent") && len(stack) > 0 {
				s.runs = append(s.runs, runsOf(at["d"])...)
			}
			if name == "text" {
				current = &written{size: number(at["font-size"]), box: diagram.Box{X: number(at["x"]), Y: number(at["y"])}, room: diagram.Box{W: poster.Width, H: poster.Height}, class: at["text-anchor"] + "|" + at["font-weight"]}
			}
		case xml.CharData:
			if current != nil {
				current.text += string(e)
			}
		case xml.EndElement:
			if e.Name.Local == "g" {
				stack = stack[:len(stack)-1]
			}
			if e.Name.Local == "text" {
				s.texts = append(s.texts, finished(*current, s.groups, stack))
				current = nil
			}
		}
	}
}

// runsOf are the parts of a line, corners and all.
func runsOf(d string) []diagram.Box {
	var runs []diagram.Box
	v := numbers.FindAllString(d, -1)
	for i := 3; i < len(v); i += 2 {
		x1, y1, x2, y2 := number(v[i-3]), number(v[i-2]), number(v[i-1]), number(v[i])
		runs = append(runs, diagram.Box{X: min(x1, x2), Y: min(y1, y2), W: max(x1, x2) - min(x1, x2) + 0.01, H: max(y1, y2) - min(y1, y2) + 0.01})
	}
	return runs
}

// checked refuses what a self-contained picture may not have.
func checked(t *testing.T, e xml.StartElement, theme svg.Theme) map[string]string {
	t.Helper()
	switch e.Name.Local {
	case "svg", "title", "desc", "g", "rect", "path", "circle", "text":
	case "style":
		if theme != svg.Auto {
			t.Errorf("a style element in theme %s", theme)
		}
	default:
		t.Errorf("element %s", e.Name.Local)
	}
	at := map[string]string{}
	for _, a := range e.Attr {
		at[a.Name.Local] = a.Value
		if a.Name.Local == "style" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "url(") {
			t.Errorf("attribute %s on %s", a.Name.Local, e.Name.Local)
		}
	}
	return at
}

// finished measures a text with the metrics all pictures use.
func finished(w written, groups []group, stack []int) written {
	anchor, weight, _ := strings.Cut(w.class, "|")
	wide := svg.Width(w.text, w.size, weight != "")
	x, y := w.box.X, w.box.Y
	switch anchor {
	case "middle":
		x -= wide / 2
	case "end":
		x -= wide
	}
	w.box, w.class = diagram.Box{X: x, Y: y - 0.73*w.size, W: wide, H: 0.93 * w.size}, ""
	if len(stack) > 0 {
		g := groups[stack[len(stack)-1]]
		w.class, w.room = g.class, g.room
		w.stage = groups[stack[0]].stage
	}
	return w
}

func inside(b, room diagram.Box) bool {
	const slack = 0.1
	return b.X >= room.X-slack && b.Y >= room.Y-slack && b.Right() <= room.Right()+slack && b.Bottom() <= room.Bottom()+slack
}
