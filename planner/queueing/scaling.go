package queueing

import "math"

// Peak is the number of workers beyond which more do less, √((1 − α) ÷ β), and
// the throughput there. Without coherency cost there is no such number: both
// are then +Inf and the limit is Limit.
//
// Domain: as USL.Check, alpha at most 1.
func (u USL) Peak() (workers, throughput float64, err error) {
	if err := u.Check(); err != nil {
		return 0, 0, err
	}
	if err := domain("universal scalability law", share("alpha", u.Alpha)); err != nil {
		return 0, 0, err
	}
	if u.Beta == 0 {
		return math.Inf(1), u.Limit(), nil
	}
	workers = max(1, math.Sqrt((1-u.Alpha)/u.Beta))
	throughput, err = u.Throughput(workers)
	return workers, throughput, err
}

// Limit is what throughput could not pass even without coherency cost: Amdahl's
// γ ÷ α, +Inf when there is no contention either.
func (u USL) Limit() float64 {
	if u.Alpha == 0 {
		return math.Inf(1)
	}
	return u.Gamma / u.Alpha
}
