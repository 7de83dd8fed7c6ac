package vector

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/tdewolff/canvas"
)

// Bounds of a picture that is read. Those of diagram/svg have a few thousand
// elements, five deep.
const (
	mostBytes = 16 << 20
	mostMarks = 200_000
	deepest   = 32
	// longestLine is how much of a line of text is drawn, in bytes: more than fits
	// in any picture of ours.
	longestLine = 4000
)

// Read reads a picture of diagram/svg. Whatever that package does not write is
// an error: what cannot be drawn must not go missing.
func Read(svg []byte) (Picture, error) {
	if len(svg) > mostBytes {
		return Picture{}, fmt.Errorf("read picture: %d bytes, at most %d are read", len(svg), mostBytes)
	}
	r := reader{decoder: xml.NewDecoder(bytes.NewReader(svg)), open: []state{initial}}
	if err := r.all(); err != nil {
		return Picture{}, fmt.Errorf("read picture: %w", err)
	}
	return r.picture, nil
}

type reader struct {
	decoder *xml.Decoder
	picture Picture
	open    []state // of the elements around, the innermost last
	began   bool
	ended   bool
}

// all reads element by element.
func (r *reader) all() error {
	for {
		token, err := r.decoder.Token()
		switch {
		case errors.Is(err, io.EOF) && r.ended:
			return nil
		case errors.Is(err, io.EOF):
			return errors.New("it has no svg element")
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.element(t); err != nil {
				return fmt.Errorf("element %s before byte %d: %w", t.Name.Local, r.decoder.InputOffset(), err)
			}
		case xml.EndElement: // of svg or g: the others are read whole
			r.open = r.open[:len(r.open)-1]
			r.ended = len(r.open) == 1
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" {
				return fmt.Errorf("text outside of a text element: %.20q", text)
			}
		}
	}
}

func (r *reader) element(e xml.StartElement) error {
	if !r.began {
		return r.start(e)
	}
	if r.ended {
		return errors.New("it stands behind the picture")
	}
	switch e.Name.Local {
	case "title", "desc", "style": // said, or for another theme: not drawn
		return r.decoder.Skip()
	}
	a, err := attributesOf(e)
	if err != nil {
		return err
	}
	s, err := r.open[len(r.open)-1].with(a)
	if err != nil {
		return err
	}
	switch e.Name.Local {
	case "g":
		if len(r.open) > deepest {
			return fmt.Errorf("groups are more than %d deep", deepest)
		}
		r.open = append(r.open, s)
		return a.unused()
	case "rect":
		err = r.rect(a, s)
	case "path":
		err = r.path(a, s)
	case "text":
		err = r.text(a, s)
	default:
		return errors.New("diagram/svg writes no such element")
	}
	if err == nil {
		err = a.unused()
	}
	if err == nil && len(r.picture.marks) > mostMarks {
		err = fmt.Errorf("there are more than %d things to draw", mostMarks)
	}
	return err
}

// start reads the svg element.
func (r *reader) start(e xml.StartElement) error {
	if e.Name.Local != "svg" {
		return errors.New("it is not svg")
	}
	a, err := attributesOf(e)
	if err != nil {
		return err
	}
	box, err := numbers(a.take("viewBox"))
	if err != nil || len(box) != 4 || box[0] != 0 || box[1] != 0 {
		return errors.New("its viewBox is not 0 0 and a size")
	}
	r.picture.Width, r.picture.Height = box[2], box[3]
	for _, side := range box[2:] {
		if !(side > 0) || side > Largest {
			return fmt.Errorf("a side of %v units; above 0 and at most %d are drawn", side, Largest)
		}
	}
	a.take("width")
	a.take("height")
	s, err := r.open[0].with(a)
	if err != nil {
		return err
	}
	r.open, r.began = append(r.open, s), true
	return a.unused()
}

// rect reads an upright rectangle, its corners round where rx says so.
func (r *reader) rect(a *attributes, s state) error {
	var x, y, w, h, rx float64
	for name, to := range map[string]*float64{"x": &x, "y": &y, "width": &w, "height": &h, "rx": &rx} {
		if err := a.number(name, to); err != nil {
			return err
		}
	}
	if w < 0 || h < 0 || rx < 0 {
		return errors.New("a length is negative")
	}
	if w > 0 && h > 0 {
		r.draw(rectangle(x, y, w, h, min(rx, w/2), min(rx, h/2)), s)
	}
	return r.decoder.Skip()
}

func rectangle(x, y, w, h, rx, ry float64) *canvas.Path {
	p := &canvas.Path{}
	p.MoveTo(x+rx, y)
	p.LineTo(x+w-rx, y)
	if rx > 0 {
		p.ArcTo(rx, ry, 0, false, true, x+w, y+ry)
	}
	p.LineTo(x+w, y+h-ry)
	if rx > 0 {
		p.ArcTo(rx, ry, 0, false, true, x+w-rx, y+h)
	}
	p.LineTo(x+rx, y+h)
	if rx > 0 {
		p.ArcTo(rx, ry, 0, false, true, x, y+h-ry)
	}
	p.LineTo(x, y+ry)
	if rx > 0 {
		p.ArcTo(rx, ry, 0, false, true, x+rx, y)
	}
	p.Close()
	return p
}

func (r *reader) path(a *attributes, s state) error {
	p, err := pathOf(a.take("d"))
	if err != nil {
		return err
	}
	r.draw(p, s)
	return r.decoder.Skip()
}

// draw adds a path in the units of the picture.
func (r *reader) draw(p *canvas.Path, s state) {
	style := s.style()
	if p.Empty() || !style.HasFill() && !style.HasStroke() {
		return
	}
	r.picture.marks = append(r.picture.marks, mark{path: p.Transform(s.matrix()), style: style})
}

// text reads a line of text.
func (r *reader) text(a *attributes, s state) error {
	var x, y float64
	if err := errors.Join(a.number("x", &x), a.number("y", &y)); err != nil {
		return err
	}
	var words strings.Builder
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			words.Write(t)
			continue
		case xml.EndElement:
		default:
			return errors.New("there is more than characters in it")
		}
		break
	}
	said := words.String()
	if len(said) > longestLine {
		said = strings.ToValidUTF8(said[:longestLine], "") // not half a character
	}
	line, whole := Legible(said)
	if !whole {
		r.picture.Replaced = true
	}
	if !s.hasFill || math.Abs(s.size) < 0.01 {
		return nil
	}
	r.picture.marks = append(r.picture.marks, mark{text: label{
		words: strings.TrimSpace(line), x: s.dx + x*s.scale, y: s.dy + y*s.scale, size: s.size * s.scale, bold: s.weight >= semibold, anchor: s.anchor, ink: s.fill,
	}})
	return nil
}
