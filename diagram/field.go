package diagram

import "math"

// badgeRoom is kept free of lines at the right end of a card's upper side, where
// the mark of a new component stands.
const badgeRoom = 50.0

// pitch is the distance between the tracks lines may take.
const pitch = 11.0

// What a line avoids, in units of length.
const (
	costBend   = 40.0
	costShare  = 90.0 // a track another line runs on
	costBeside = 8.0  // a track next to one
	costCross  = 70.0
	costTitle  = 200.0 // through the title of a frame
	costLabel  = 30.0  // under the label of another line
	costBorder = 10.0  // along the border of a frame
	costNear   = 16.0  // so near a card that the label has no room beside it
	costOver   = 1.0   // so near the upright border of a frame that the label lies over it
	costCenter = 0.35  // away from the middle of a card's side, per unit
)

// field is the grid of tracks, with what stands and runs on it.
type field struct {
	p       *Placed
	nx, ny  int
	blocked []bool
	title   []bool
	label   []bool // of lines that stand, for those that are drawn after them
	near    []bool // beside a card or the edge: no room for a label
	borderH []bool // horizontal borders of frames
	borderV []bool // vertical ones
	over    []bool // beside those: a label would lie over them
	across  []int8 // lines running horizontally here
	along   []int8 // and vertically
	ports   []Point

	best  []float64 // of a search: by cell and direction; valid where stamp is round
	prev  []int32
	stamp []uint32
	goal  []uint32 // the round in which a state is at the end
	round uint32
	queue frontier
}

func newField(p *Placed) *field {
	f := &field{p: p, nx: int(p.Width/pitch) + 1, ny: int(p.Height/pitch) + 1}
	n := f.nx * f.ny
	f.blocked, f.title, f.label, f.near = make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
	f.across, f.along = make([]int8, n), make([]int8, n)
	f.borderH, f.borderV, f.over = make([]bool, n), make([]bool, n), make([]bool, n)
	f.best, f.prev, f.stamp, f.goal = make([]float64, 4*n), make([]int32, 4*n), make([]uint32, 4*n), make([]uint32, 4*n)
	for _, c := range p.Cards {
		f.mark(f.blocked, c.Box.Grow(8))
		f.mark(f.near, Box{c.Box.X - LabelWidth/2 - 4, c.Box.Y, c.Box.W + LabelWidth + 8, c.Box.H})
	}
	f.mark(f.near, Box{0, 0, LabelWidth/2 + 2, p.Height})
	edge := 0.0 // right of all cards a label would lie over the borders of every frame
	for _, c := range p.Cards {
		edge = max(edge, c.Box.Right()+1)
	}
	f.mark(f.near, Box{edge, 0, p.Width - edge, p.Height})
	for _, fr := range p.Frames {
		f.mark(f.title, TitleBox(fr))
		b := fr.Box
		f.mark(f.borderH, Box{b.X, b.Y - 5, b.W, 10})
		f.mark(f.borderH, Box{b.X, b.Bottom() - 5, b.W, 10})
		f.mark(f.borderV, Box{b.X - 5, b.Y, 10, b.H})
		f.mark(f.borderV, Box{b.Right() - 5, b.Y, 10, b.H})
		f.mark(f.over, Box{b.X - LabelWidth/2, b.Y, LabelWidth, b.H})
		f.mark(f.over, Box{b.Right() - LabelWidth/2, b.Y, LabelWidth, b.H})
	}
	return f
}

// TitleBox is where a frame's title is written.
func TitleBox(f Frame) Box {
	width := 92.0
	switch f.Kind {
	case "region":
		width = 137 // "Region eu-central-1", and no more: lines into the first column pass beside it
	case "edge":
		width = 96
	case "vpc":
		width = 60
	}
	return Box{f.Box.X + 8, f.Box.Y + 4, min(width, f.Box.W-16), 20}
}

func (f *field) mark(cells []bool, b Box) {
	for y := max(0, int(math.Ceil(b.Y/pitch))); y < f.ny && float64(y)*pitch <= b.Bottom(); y++ {
		for x := max(0, int(math.Ceil(b.X/pitch))); x < f.nx && float64(x)*pitch <= b.Right(); x++ {
			cells[y*f.nx+x] = true
		}
	}
}
