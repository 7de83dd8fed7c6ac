package vector

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/tdewolff/canvas"
)

// pathOf reads the data of a path: every command of SVG, in capitals or
// relative.
func pathOf(data string) (*canvas.Path, error) {
	p := &pen{rest: data, path: &canvas.Path{}}
	for p.skip(); p.rest != ""; p.skip() {
		command := p.rest[0]
		switch {
		case strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", command) >= 0:
			p.rest = p.rest[1:]
		case strings.IndexByte("0123456789.+-", command) < 0:
			return nil, fmt.Errorf("path at %.20q: no such command", p.rest)
		case p.command == 0 || p.command == 'Z' || p.command == 'z':
			return nil, fmt.Errorf("path %.20q begins with no command", p.rest)
		case p.command == 'M':
			command = 'L' // further points after a start are lines
		case p.command == 'm':
			command = 'l'
		default:
			command = p.command
		}
		if p.command == 0 && command != 'M' && command != 'm' {
			return nil, errors.New("a path begins with M")
		}
		p.command = command
		bent := strings.IndexByte("CcSsQqTt", command) >= 0
		p.step()
		if !bent {
			p.curve = 0
		}
		if p.err == nil && max(math.Abs(p.x), math.Abs(p.y), math.Abs(p.bendX), math.Abs(p.bendY)) > 2*Largest {
			p.err = errors.New("it leads out of any picture")
		}
		if p.err != nil {
			return nil, fmt.Errorf("path at %.20q: %w", p.rest, p.err)
		}
	}
	return p.path, nil
}

// pen walks along the data of a path.
type pen struct {
	rest    string
	command byte
	path    *canvas.Path
	x, y    float64 // where it is
	startX  float64 // where its part of the path began
	startY  float64
	bendX   float64 // the last control point of the curve it comes from
	bendY   float64
	curve   byte // the kind of that curve, 'C' or 'Q'; 0 when it comes from none
	err     error
}

// step does one command.
func (p *pen) step() {
	ox, oy := 0.0, 0.0
	if p.command >= 'a' {
		ox, oy = p.x, p.y
	}
	switch p.command {
	case 'M', 'm':
		p.x, p.y = ox+p.number(), oy+p.number()
		p.startX, p.startY = p.x, p.y
		p.path.MoveTo(p.x, p.y)
	case 'L', 'l':
		p.x, p.y = ox+p.number(), oy+p.number()
		p.path.LineTo(p.x, p.y)
	case 'H', 'h':
		p.x = ox + p.number()
		p.path.LineTo(p.x, p.y)
	case 'V', 'v':
		p.y = oy + p.number()
		p.path.LineTo(p.x, p.y)
	case 'Q', 'q':
		p.quad(ox+p.number(), oy+p.number(), ox, oy)
	case 'T', 't':
		cx, cy := p.mirrored('Q')
		p.quad(cx, cy, ox, oy)
	case 'C', 'c':
		p.cube(ox+p.number(), oy+p.number(), ox, oy)
	case 'S', 's':
		cx, cy := p.mirrored('C')
		p.cube(cx, cy, ox, oy)
	case 'A', 'a':
		rx, ry, turn := p.number(), p.number(), p.number()
		large, sweep := p.flag(), p.flag()
		p.x, p.y = ox+p.number(), oy+p.number()
		if p.err == nil {
			p.path.ArcTo(rx, ry, turn, large, sweep, p.x, p.y)
		}
	case 'Z', 'z':
		p.path.Close()
		p.x, p.y = p.startX, p.startY
	}
}

// quad and cube draw a curve whose first control point is known.
func (p *pen) quad(cx, cy, ox, oy float64) {
	p.x, p.y = ox+p.number(), oy+p.number()
	p.path.QuadTo(cx, cy, p.x, p.y)
	p.bendX, p.bendY, p.curve = cx, cy, 'Q'
}

func (p *pen) cube(cx, cy, ox, oy float64) {
	p.bendX, p.bendY, p.curve = ox+p.number(), oy+p.number(), 'C'
	p.x, p.y = ox+p.number(), oy+p.number()
	p.path.CubeTo(cx, cy, p.bendX, p.bendY, p.x, p.y)
}

// mirrored is the control point that makes a curve go on smoothly from one of
// the same kind; after anything else it is where the pen is.
func (p *pen) mirrored(kind byte) (x, y float64) {
	if p.curve != kind {
		return p.x, p.y
	}
	return 2*p.x - p.bendX, 2*p.y - p.bendY
}

func (p *pen) skip() { p.rest = strings.TrimLeft(p.rest, " ,\t\r\n") }

// number reads the next number: ".5-2" are two of them.
func (p *pen) number() float64 {
	p.skip()
	end, dot, exponent := 0, false, false
	for ; end < len(p.rest); end++ {
		c := p.rest[end]
		switch {
		case c >= '0' && c <= '9':
			continue
		case c == '.' && !dot && !exponent:
			dot = true
			continue
		case (c == 'e' || c == 'E') && end > 0 && !exponent:
			exponent = true
			continue
		case (c == '-' || c == '+') && (end == 0 || p.rest[end-1] == 'e' || p.rest[end-1] == 'E'):
			continue
		}
		break
	}
	n, err := number(p.rest[:end])
	if err != nil && p.err == nil {
		p.err = err
	}
	p.rest = p.rest[end:]
	return n
}

// flag reads 0 or 1, which need no space behind them.
func (p *pen) flag() bool {
	p.skip()
	if p.rest == "" || p.rest[0] != '0' && p.rest[0] != '1' {
		if p.err == nil {
			p.err = errors.New("a flag of an arc is neither 0 nor 1")
		}
		return false
	}
	set := p.rest[0] == '1'
	p.rest = p.rest[1:]
	return set
}
