package vector

import (
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/canvas"
)

// semibold is the weight from which text is bold: there are two fonts.
const semibold = 600

// state is what an element inherits: how it is painted and where.
type state struct {
	fill, stroke       color.RGBA
	hasFill, hasStroke bool
	width              float64 // of the stroke
	dashes             []float64
	cap                canvas.Capper
	join               canvas.Joiner
	size               float64 // of the font
	weight             float64
	anchor             string
	dx, dy, scale      float64 // from its units to those of the picture
}

// initial is what SVG says of an element without attributes.
var initial = state{fill: color.RGBA{A: 255}, hasFill: true, width: 1, cap: canvas.ButtCap, join: canvas.MiterJoin, size: 16, weight: 400, anchor: "start", scale: 1}

var caps = map[string]canvas.Capper{"butt": canvas.ButtCap, "round": canvas.RoundCap, "square": canvas.SquareCap}
var joins = map[string]canvas.Joiner{"miter": canvas.MiterJoin, "round": canvas.RoundJoin, "bevel": canvas.BevelJoin}

// with is the state of an element inside.
func (s state) with(a *attributes) (state, error) {
	var errs []error
	fail := func(err error) { errs = append(errs, err) }
	fail(paint(a.take("fill"), &s.fill, &s.hasFill))
	fail(paint(a.take("stroke"), &s.stroke, &s.hasStroke))
	fail(a.number("stroke-width", &s.width))
	fail(a.number("font-size", &s.size))
	fail(a.number("font-weight", &s.weight))
	if s.width < 0 || s.size < 0 {
		fail(errors.New("a length is negative"))
	}
	if value := a.take("stroke-dasharray"); value != "" {
		dashes, err := dashesOf(value)
		fail(err)
		s.dashes = dashes
	}
	fail(choose(a, "stroke-linecap", caps, &s.cap))
	fail(choose(a, "stroke-linejoin", joins, &s.join))
	fail(choose(a, "text-anchor", map[string]string{"start": "start", "middle": "middle", "end": "end"}, &s.anchor))
	fail(s.transform(a.take("transform")))
	return s, errors.Join(errs...)
}

// style is the state in the units of the picture. canvas counts dashes in widths
// of the line.
func (s state) style() canvas.Style {
	style := canvas.Style{StrokeCapper: s.cap, StrokeJoiner: s.join, StrokeWidth: s.width * s.scale}
	if s.hasFill {
		style.Fill = canvas.Paint{Color: s.fill}
	}
	if s.hasStroke && s.width > 0 {
		style.Stroke = canvas.Paint{Color: s.stroke}
		for _, d := range s.dashes {
			style.Dashes = append(style.Dashes, d/s.width)
		}
	}
	return style
}

func (s state) matrix() canvas.Matrix {
	return canvas.Identity.Translate(s.dx, s.dy).Scale(s.scale, s.scale)
}

// transform adds what a transform attribute says: translate and scale, in any
// number, the latter the same both ways.
func (s *state) transform(list string) error {
	for rest := strings.TrimSpace(list); rest != ""; {
		name, after, found := strings.Cut(rest, "(")
		inside, behind, closed := strings.Cut(after, ")")
		values, err := numbers(inside)
		if !found || !closed || err != nil {
			return fmt.Errorf("transform %.40q cannot be read", list)
		}
		switch {
		case name == "translate" && len(values) == 1:
			s.dx += values[0] * s.scale
		case name == "translate" && len(values) == 2:
			s.dx, s.dy = s.dx+values[0]*s.scale, s.dy+values[1]*s.scale
		case name == "scale" && (len(values) == 1 || len(values) == 2 && values[0] == values[1]) && values[0] > 0:
			s.scale *= values[0]
		default:
			return fmt.Errorf("transform %.40q is neither translate nor an even scale", list)
		}
		rest = strings.TrimLeft(behind, " ,\t\n")
	}
	if !(s.scale <= Largest) || math.Abs(s.dx) > Largest || math.Abs(s.dy) > Largest {
		return fmt.Errorf("transform %.40q leads out of any picture", list)
	}
	return nil
}

// paint reads a colour, #rrggbb or none; the empty text changes nothing.
func paint(value string, to *color.RGBA, has *bool) error {
	switch {
	case value == "":
		return nil
	case value == "none":
		*has = false
		return nil
	}
	digits, found := strings.CutPrefix(value, "#")
	rgb, err := hex.DecodeString(digits)
	if !found || err != nil || len(rgb) != 3 {
		return fmt.Errorf("colour %.20q is not #rrggbb", value)
	}
	*to, *has = color.RGBA{rgb[0], rgb[1], rgb[2], 255}, true
	return nil
}

// dashesOf reads lengths of dashes and gaps. Shorter than half a unit they could
// not be told apart, and would only be many.
func dashesOf(value string) ([]float64, error) {
	if value == "none" {
		return nil, nil
	}
	dashes, err := numbers(value)
	for _, d := range dashes {
		if d < 0.5 {
			err = errors.Join(err, fmt.Errorf("a dash of %v, at least half a unit is drawn", d))
		}
	}
	return dashes, err
}

// choose reads one of the values of an attribute; without it nothing changes.
func choose[T any](a *attributes, name string, values map[string]T, to *T) error {
	value := a.take(name)
	if value == "" {
		return nil
	}
	chosen, known := values[value]
	if !known {
		return fmt.Errorf("%s %.20q is not known", name, value)
	}
	*to = chosen
	return nil
}

// attributes are those of one element that have not been read yet.
type attributes struct{ left map[string]string }

// silent say nothing of how an element looks. The font is ours in any case.
var silent = []string{"class", "id", "role", "tabindex", "focusable", "lang", "xmlns", "font-family"}

func attributesOf(e xml.StartElement) (*attributes, error) {
	a := &attributes{map[string]string{}}
	for _, one := range e.Attr {
		name := one.Name.Local
		if one.Name.Space != "" || slices.Contains(silent, name) || strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-") {
			continue
		}
		if _, twice := a.left[name]; twice {
			return nil, fmt.Errorf("attribute %s twice", name)
		}
		a.left[name] = one.Value
	}
	return a, nil
}

// take reads an attribute; empty when there is none.
func (a *attributes) take(name string) string {
	value := a.left[name]
	delete(a.left, name)
	return strings.TrimSpace(value)
}

// number reads a number; without the attribute nothing changes.
func (a *attributes) number(name string, to *float64) error {
	value := a.take(name)
	if value == "" {
		return nil
	}
	n, err := number(value)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	*to = n
	return nil
}

// unused is an error when an attribute was not read.
func (a *attributes) unused() error {
	for _, name := range slices.Sorted(maps.Keys(a.left)) {
		return fmt.Errorf("attribute %.40q is not one of diagram/svg", name)
	}
	return nil
}

// number reads a finite number that can be in a picture.
func number(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(math.Abs(n) <= Largest) {
		return 0, fmt.Errorf("%.20q is not a number of a picture", text)
	}
	return n, nil
}

// numbers reads numbers with spaces or commas between them.
func numbers(text string) ([]float64, error) {
	var list []float64
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '\r' }) {
		n, err := number(word)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}
