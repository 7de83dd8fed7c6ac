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

// GammaQuantile is the value that a share p of a sum of delays does not exceed,
// from the mean and variance of the sum. Delays of independent hops add up in
// both, and a gamma distribution of the same mean and variance is close to
// their sum. Percentiles of hops must never be added.
//
// Wilson and Hilferty's cube-root normal approximation: within 2.5% of the gamma
// quantile for p from 0.5 to 0.999 where the standard deviation is at most the
// mean, and within 3.5% for p from 0.9 where it is up to 1.4 times the mean.
//
// Domain: mean above 0, variance at least 0 (at 0 the value is the mean), p
// above 0 and below 1.
// Source: Wilson and Hilferty, PNAS 17, 1931.
func GammaQuantile(mean, variance, p float64) (float64, error) {
	err := domain("gamma quantile", positive("mean", mean), notNegative("variance", variance), inside("share", p))
	if err != nil {
		return 0, err
	}
	ninth := variance / (9 * mean * mean) // 1 ÷ 9k, where k is the shape
	z := math.Sqrt2 * math.Erfinv(2*p-1)
	root := 1 - ninth + z*math.Sqrt(ninth)
	return mean * math.Pow(max(root, 0), 3), nil
}
