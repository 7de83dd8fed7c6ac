package glyph

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// drawing is a path followed with the pen.
type drawing struct {
	points  []point   // no more than a tenth of a unit apart along every stroke
	numbers []float64 // as written, without the flags and angles of arcs
}

type point struct{ x, y float64 }

type box struct{ left, top, right, bottom float64 }

func (d drawing) bounds() box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range d.points {
		b = box{min(b.left, p.x), min(b.top, p.y), max(b.right, p.x), max(b.bottom, p.y)}
	}
	return b
}

// shared is the part of the pixels of a 16 pixel wide picture that two drawings
// both touch, of those that either touches.
func (d drawing) shared(o drawing) float64 {
	pixels := func(d drawing) map[point]bool {
		touched := map[point]bool{}
		for _, p := range d.points {
			touched[point{math.Floor(p.x * 16 / Grid), math.Floor(p.y * 16 / Grid)}] = true
		}
		return touched
	}
	a, b := pixels(d), pixels(o)
	both := 0
	for p := range a {
		if b[p] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

var (
	commands = regexp.MustCompile(`[A-Za-z][^A-Za-z]*`)
	number   = regexp.MustCompile(`-?(\d+\.\d+|\d+|\.\d+)`)
	leftover = regexp.MustCompile(`[^\s,]`)
	arity    = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'A': 7, 'Z': 0}
)

// pen is where the path has come to.
type pen struct {
	drawing
	at, start, bend point // bend: the last control point of a curve, else at
}

// trace follows path data with the commands our drawings use.
func trace(path string) (drawing, error) {
	if !strings.HasPrefix(path, "M") {
		return drawing{}, fmt.Errorf("path %q does not start with M", path)
	}
	var p pen
	for _, c := range commands.FindAllString(path, -1) {
		upper := strings.ToUpper(c[:1])[0]
		n, known := arity[upper]
		if rest := leftover.FindString(number.ReplaceAllString(c[1:], "")); !known || rest != "" {
			return drawing{}, fmt.Errorf("cannot read %q", c)
		}
		var values []float64
		for _, text := range number.FindAllString(c[1:], -1) {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return drawing{}, err
			}
			values = append(values, v)
		}
		if n == 0 && len(values) > 0 || n > 0 && (len(values) == 0 || len(values)%n != 0) {
			return drawing{}, fmt.Errorf("%q has %d numbers", c, len(values))
		}
		for {
			p.step(upper, c[0] != upper, values[:n])
			if values = values[n:]; len(values) == 0 {
				break
			}
			if upper == 'M' {
				upper = 'L' // further pairs after a move are lines
			}
		}
	}
	return p.drawing, nil
}

// step draws one command.
func (p *pen) step(command byte, relative bool, v []float64) {
	var from point
	if relative {
		from = p.at
	}
	to := func(i int) point { return point{from.x + v[i], from.y + v[i+1]} }
	bend := point{}
	switch command {
	case 'M':
		p.at, p.start = to(0), to(0)
		p.points = append(p.points, p.at)
	case 'L':
		p.line(to(0))
	case 'H':
		p.line(point{from.x + v[0], p.at.y})
	case 'V':
		p.line(point{p.at.x, from.y + v[0]})
	case 'C':
		bend = to(2)
		p.curve(to(0), bend, to(4))
	case 'S':
		bend = to(0)
		p.curve(point{2*p.at.x - p.bend.x, 2*p.at.y - p.bend.y}, bend, to(2))
	case 'A':
		p.arc(v[0], v[1], v[3] != 0, v[4] != 0, to(5))
		p.numbers = append(p.numbers, v[0], v[1], v[5], v[6])
	case 'Z':
		p.line(p.start)
	}
	if command != 'A' {
		p.numbers = append(p.numbers, v...)
	}
	if p.bend = bend; command != 'C' && command != 'S' {
		p.bend = p.at
	}
}

// sample adds the points of a stroke that runs from 0 to 1.
func (p *pen) sample(at func(t float64) point) {
	const steps = 600 // the longest stroke, a circle's half, is 30 units
	for i := 1; i <= steps; i++ {
		p.points = append(p.points, at(float64(i)/steps))
	}
}

func (p *pen) line(to point) {
	from := p.at
	p.sample(func(t float64) point { return point{from.x + t*(to.x-from.x), from.y + t*(to.y-from.y)} })
	p.at = to
}

func (p *pen) curve(a, b, to point) {
	from := p.at
	mix := func(t, p0, p1, p2, p3 float64) float64 {
		u := 1 - t
		return u*u*u*p0 + 3*u*u*t*p1 + 3*u*t*t*p2 + t*t*t*p3
	}
	p.sample(func(t float64) point { return point{mix(t, from.x, a.x, b.x, to.x), mix(t, from.y, a.y, b.y, to.y)} })
	p.at = to
}

// arc follows the SVG specification, appendix on elliptical arcs, for ellipses
// that are not turned: radii too small for the way are enlarged.
func (p *pen) arc(rx, ry float64, large, clockwise bool, to point) {
	from := p.at
	x, y := (from.x-to.x)/2/rx, (from.y-to.y)/2/ry // on a circle of radius 1
	half := math.Hypot(x, y)
	scale := max(1, half)
	rx, ry, x, y = rx*scale, ry*scale, x/scale, y/scale
	half = min(1, half)
	off := 0.0
	if half > 0 {
		off = math.Sqrt(1-half*half) / half
	}
	if large == clockwise {
		off = -off
	}
	cx, cy := off*y, -off*x
	first := math.Atan2(y-cy, x-cx)
	turn := math.Atan2(-y-cy, -x-cx) - first
	if clockwise && turn < 0 {
		turn += 2 * math.Pi
	} else if !clockwise && turn > 0 {
		turn -= 2 * math.Pi
	}
	mx, my := (from.x+to.x)/2, (from.y+to.y)/2
	p.sample(func(t float64) point {
		a := first + t*turn
		return point{mx + rx*(cx+math.Cos(a)), my + ry*(cy+math.Sin(a))}
	})
	p.at = to
}

func TestTrace(t *testing.T) {
	for path, want := range map[string]box{
		"M3 4H21V20Z":                 {3, 4, 21, 20},
		"M12 12m-2 3l4-8":             {10, 7, 14, 15},
		"M9 12a3 3 0 1 1-6 0":         {3, 12, 9, 15},
		"M9 12a3 3 0 1 0-6 0":         {3, 9, 9, 12},
		"M4 12a8 3 0 0 1 8-3":         {4, 9, 12, 12},
		"M4 12a1 1 0 0 1 16 0":        {4, 4, 20, 12}, // enlarged to radius 8
		"M12 4a8 8 0 1 1-8 8":         {4, 4, 20, 20},
		"M3 12C3 8 21 8 21 12":        {3, 9, 21, 12},
		"M3 12C3 8 9 8 9 12S15 16 15": {},
		"M3 12C3 8 9 8 9 12S15 16 15 12": {
			3, 9, 15, 15},
	} {
		d, err := trace(path)
		if want == (box{}) {
			if err == nil {
				t.Errorf("%s is accepted", path)
			}
			continue
		}
		got := d.bounds()
		for i, pair := range [][2]float64{{got.left, want.left}, {got.top, want.top}, {got.right, want.right}, {got.bottom, want.bottom}} {
			if err != nil || math.Abs(pair[0]-pair[1]) > 0.01 {
				t.Errorf("%s: side %d is %v, want %v, %v", path, i, pair[0], pair[1], err)
			}
		}
	}
	for _, bad := range []string{"", "3 4", "L3 4", "M3", "M3 4X5 6", "M3 4 5", "M3 4Z5", "M3 4L#"} {
		if _, err := trace(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}
