package diagram

import "math"

// straight is the line between facing sides when nothing is in the way, drawn
// exactly in the middle of what the two cards share, or as near to it as titles of
// frames leave free.
func (f *field) straight(a, b Box) ([]Point, bool) {
	lo, hi := max(a.X, b.X)+14, min(a.Right(), b.Right())-badgeRoom
	if hi < lo || a.Overlaps(b) {
		return nil, false
	}
	from, to := a.Bottom(), b.Y
	if a.Y > b.Y {
		from, to = a.Y, b.Bottom()
	}
	middle := (max(a.X, b.X) + min(a.Right(), b.Right())) / 2
	x := math.Round(middle/pitch) * pitch
	if x < lo || x > hi || math.Abs(to-from) > 3*CardHeight {
		return nil, false
	}
	for x <= hi && f.titled(x, from, to) {
		x += pitch // titles stand at the left
	}
	if x > hi || !f.free(x, from, to, a, b) {
		return nil, false
	}
	return []Point{{x, from}, {x, to}}, true
}

// titled tells whether an upright run goes through the title of a frame.
func (f *field) titled(x, from, to float64) bool {
	hit := false
	f.cells(Point{x, from}, Point{x, to}, func(x, y int) { hit = hit || f.title[y*f.nx+x] })
	return hit
}

// free tells whether an upright run between two cards has its ports and its track
// to itself.
func (f *field) free(x, from, to float64, a, b Box) bool {
	for _, used := range f.ports {
		if math.Abs(used.X-x) < 1.5*pitch && (math.Abs(used.Y-from) < 1 || math.Abs(used.Y-to) < 1) {
			return false
		}
	}
	col := int(math.Round(x / pitch))
	for y := int(math.Ceil(min(from, to) / pitch)); float64(y)*pitch <= max(from, to); y++ {
		i := y*f.nx + col
		if f.along[i] > 0 {
			return false
		}
		if f.blocked[i] && !a.Grow(8.5).holds(Point{x, float64(y) * pitch}) && !b.Grow(8.5).holds(Point{x, float64(y) * pitch}) {
			return false
		}
	}
	return true
}

func (b Box) holds(p Point) bool {
	return p.X >= b.X && p.X <= b.Right() && p.Y >= b.Y && p.Y <= b.Bottom()
}
