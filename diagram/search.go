package diagram

import (
	"math"
	"slices"
)

// state is a cell entered in a direction.
type state struct{ cell, dir int }

type queued struct {
	state
	cost, guess float64
}

// frontier is a heap of what is still to visit, the most promising first. The
// order is total, so that a search always takes the same way.
type frontier []queued

func (q queued) before(o queued) bool {
	if q.guess != o.guess {
		return q.guess < o.guess
	}
	return q.cell*4+q.dir < o.cell*4+o.dir
}

func (q *frontier) push(x queued) {
	*q = append(*q, x)
	h := *q
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !x.before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = x
}

func (q *frontier) pop() queued {
	h := *q
	top, last := h[0], len(h)-1
	x := h[last]
	h = h[:last]
	i := 0
	for child := 1; child < last; child = 2*i + 1 {
		if child+1 < last && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(x) {
			break
		}
		h[i] = h[child]
		i = child
	}
	if last > 0 {
		h[i] = x
	}
	*q = h
	return top
}

// search is A* from any port of one card to any of another; nil when there is
// no way.
func (f *field) search(from, to []port) []Point {
	if len(from) == 0 || len(to) == 0 {
		return nil
	}
	f.round++
	goal := map[state]port{}
	for _, t := range to {
		s := state{t.cell, (t.dir + 2) % 4}
		if g, ok := goal[s]; !ok || t.cost < g.cost {
			goal[s] = t
			f.goal[s.cell*4+s.dir] = f.round
		}
	}
	guess := f.guess(to)
	start := map[state]port{}
	f.queue = f.queue[:0]
	for _, s := range from {
		at := state{s.cell, s.dir}
		if f.reach(at, s.cost, -1) {
			start[at] = s
			f.queue.push(queued{at, s.cost, s.cost + guess(s.cell)})
		}
	}
	end, total := state{-1, 0}, math.Inf(1)
	for len(f.queue) > 0 {
		cur := f.queue.pop()
		if cur.guess >= total {
			break
		}
		if cur.cost > f.best[cur.cell*4+cur.dir] {
			continue
		}
		if f.goal[cur.cell*4+cur.dir] == f.round { // spares most states the map
			if g := goal[cur.state]; cur.cost+g.cost < total {
				end, total = cur.state, cur.cost+g.cost
			}
		}
		f.expand(cur, guess)
	}
	if end.cell < 0 {
		return nil
	}
	return f.trace(end, start, goal)
}

// reach notes a cheaper way to a state; false when one as cheap is known.
func (f *field) reach(s state, cost float64, from int32) bool {
	i := s.cell*4 + s.dir
	if f.stamp[i] == f.round && cost >= f.best[i]-1e-9 {
		return false
	}
	f.stamp[i], f.best[i], f.prev[i] = f.round, cost, from
	return true
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

func (f *field) expand(cur queued, guess func(int) float64) {
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
		if to := (state{cell, dir}); f.reach(to, cost, int32(cur.cell*4+cur.dir)) {
			f.queue.push(queued{to, cost, cost + guess(cell)})
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
	if f.near[cell] && (dir == up || dir == down) {
		cost += costNear
	}
	if f.over[cell] && (dir == up || dir == down) {
		cost += costOver
	}
	if border[cell] {
		cost += costBorder
	}
	if f.title[cell] {
		cost += costTitle
	}
	if f.label[cell] {
		cost += costLabel
	}
	return cost
}

func (f *field) trace(end state, start, goal map[state]port) []Point {
	points := []Point{goal[end].at}
	s := end
	for {
		points = append(points, Point{float64(s.cell%f.nx) * pitch, float64(s.cell/f.nx) * pitch})
		p := f.prev[s.cell*4+s.dir]
		if p < 0 {
			break
		}
		s = state{int(p) / 4, int(p) % 4}
	}
	points = append(points, start[s].at)
	slices.Reverse(points)
	return points
}
