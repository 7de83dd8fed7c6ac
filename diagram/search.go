package diagram

import (
	"container/heap"
	"math"
	"slices"
)

// state is a cell entered in a direction.
type state struct{ cell, dir int }

type queued struct {
	state
	cost, guess float64
}

type frontier []queued

func (q frontier) Len() int { return len(q) }
func (q frontier) Less(i, j int) bool {
	if q[i].guess != q[j].guess {
		return q[i].guess < q[j].guess
	}
	return q[i].cell*4+q[i].dir < q[j].cell*4+q[j].dir
}
func (q frontier) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *frontier) Push(x any)   { *q = append(*q, x.(queued)) }
func (q *frontier) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// search is A* from any port of one card to any of another; nil when there is
// no way.
func (f *field) search(from, to []port) []Point {
	if len(from) == 0 || len(to) == 0 {
		return nil
	}
	n := f.nx * f.ny
	best := make([]float64, n*4)
	for i := range best {
		best[i] = math.Inf(1)
	}
	prev := make([]int32, n*4)
	goal := map[state]port{}
	for _, t := range to {
		s := state{t.cell, (t.dir + 2) % 4}
		if g, ok := goal[s]; !ok || t.cost < g.cost {
			goal[s] = t
		}
	}
	guess := f.guess(to)
	start := map[state]port{}
	q := &frontier{}
	for _, s := range from {
		at := state{s.cell, s.dir}
		if i := s.cell*4 + s.dir; s.cost < best[i] {
			best[i], prev[i], start[at] = s.cost, -1, s
			heap.Push(q, queued{at, s.cost, s.cost + guess(s.cell)})
		}
	}
	end, total := state{-1, 0}, math.Inf(1)
	for q.Len() > 0 {
		cur := heap.Pop(q).(queued)
		if cur.guess >= total {
			break
		}
		i := cur.cell*4 + cur.dir
		if cur.cost > best[i] {
			continue
		}
		if g, ok := goal[cur.state]; ok && cur.cost+g.cost < total {
			end, total = cur.state, cur.cost+g.cost
		}
		f.expand(cur, best, prev, guess, q)
	}
	if end.cell < 0 {
		return nil
	}
	return f.trace(end, prev, start, goal)
}

// guess is a lower bound of the way that is left.
func (f *field) guess(to []port) func(int) float64 {
	x0, x1, y0, y1 := f.nx, 0, f.ny, 0
	for _, t := range to {
		x, y := t.cell%f.nx, t.cell/f.nx
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	return func(cell int) float64 {
		x, y := cell%f.nx, cell/f.nx
		return float64(max(0, x0-x, x-x1)+max(0, y0-y, y-y1)) * pitch
	}
}

func (f *field) expand(cur queued, best []float64, prev []int32, guess func(int) float64, q *frontier) {
	x, y := cur.cell%f.nx, cur.cell/f.nx
	for dir := range 4 {
		if dir == (cur.dir+2)%4 {
			continue
		}
		nx, ny := x+step[dir][0], y+step[dir][1]
		if nx < 0 || ny < 0 || nx >= f.nx || ny >= f.ny {
			continue
		}
		cell := ny*f.nx + nx
		if f.blocked[cell] {
			continue
		}
		cost := cur.cost + pitch + f.toll(nx, ny, dir)
		if dir != cur.dir {
			cost += costBend
		}
		if i := cell*4 + dir; cost < best[i]-1e-9 {
			best[i], prev[i] = cost, int32(cur.cell*4+cur.dir)
			heap.Push(q, queued{state{cell, dir}, cost, cost + guess(cell)})
		}
	}
}

// toll is what a cell costs beyond its length.
func (f *field) toll(x, y, dir int) float64 {
	cell := y*f.nx + x
	mine, other, border := f.across, f.along, f.borderH
	dx, dy := 0, 1
	if dir == up || dir == down {
		mine, other, border, dx, dy = f.along, f.across, f.borderV, 1, 0
	}
	cost := float64(mine[cell])*costShare + float64(other[cell])*costCross
	for _, s := range []int{-1, 1} {
		if bx, by := x+s*dx, y+s*dy; bx >= 0 && by >= 0 && bx < f.nx && by < f.ny && mine[by*f.nx+bx] > 0 {
			cost += costBeside
		}
	}
	if border[cell] {
		cost += costBorder
	}
	if f.title[cell] {
		cost += costTitle
	}
	return cost
}

func (f *field) trace(end state, prev []int32, start, goal map[state]port) []Point {
	points := []Point{goal[end].at}
	s := end
	for {
		points = append(points, Point{float64(s.cell%f.nx) * pitch, float64(s.cell/f.nx) * pitch})
		p := prev[s.cell*4+s.dir]
		if p < 0 {
			break
		}
		s = state{int(p) / 4, int(p) % 4}
	}
	points = append(points, start[s].at)
	slices.Reverse(points)
	return points
}
