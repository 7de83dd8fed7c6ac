package queueing

import "math"

// Delay is a delay taken as a constant, its Shift, and a gamma distributed rest:
// exact for exponential and Erlang times, and close for sums of independent
// hops of different length. Weight is its share where several kinds of requests
// are mixed.
type Delay struct {
	Weight, Shift  float64
	Mean, Variance float64 // of the whole, Shift included
}

// ShiftedGamma fits a delay to three moments: mean, variance and third central
// moment of a sum, which all add up over independent hops. The third tells a
// long constant part with a short tail from a short one with a long tail. A
// shift below 0 is taken as 0, the plain gamma distribution.
//
// Domain: mean above 0, variance at least 0, third moment above 0 where the
// shift is wanted.
// Source: Pearson 1895, type III.
func ShiftedGamma(mean, variance, third float64) Delay {
	d := Delay{Weight: 1, Mean: mean, Variance: variance}
	if third > 0 {
		d.Shift = max(0, mean-2*variance*variance/third)
	}
	return d
}

// below is the share of the delays that do not exceed t.
func (d Delay) below(t float64) float64 {
	mean := d.Mean - d.Shift
	t -= d.Shift
	switch {
	case mean <= 0 || d.Variance <= mean*mean*1e-12: // as good as certain
		if t < mean {
			return 0
		}
		return 1
	case t <= 0:
		return 0
	}
	return gammaShare(mean*mean/d.Variance, t*mean/d.Variance)
}

// GammaQuantile is the value that a share p of a sum of delays does not exceed,
// from the mean and variance of the sum. Delays of independent hops add up in
// both, and a gamma distribution of the same mean and variance is close to
// their sum. Percentiles of hops must never be added.
//
// Domain: mean above 0, variance at least 0 (at 0 the value is the mean), p
// above 0 and below 1. Accurate to six digits.
func GammaQuantile(mean, variance, p float64) (float64, error) {
	return MixedQuantile([]Delay{{Weight: 1, Mean: mean, Variance: variance}}, p)
}

// MixedQuantile is the value that a share p of all delays does not exceed, where
// each is of one of several kinds: reads and writes, say. Weights need not add
// up to 1.
//
// Domain: at least one kind; weights at least 0 and not all 0, means above 0,
// variances at least 0, shifts
// from 0 to the mean, p above 0 and below 1. Accurate to six digits.
func MixedQuantile(kinds []Delay, p float64) (float64, error) {
	total := 0.0
	if err := domain("gamma quantile", inside("share", p)); err != nil {
		return 0, err
	}
	for _, k := range kinds {
		if err := domain("gamma quantile", notNegative("weight", k.Weight), positive("mean", k.Mean), notNegative("variance", k.Variance), notNegative("shift", k.Shift), notNegative("mean above the shift", k.Mean-k.Shift)); err != nil {
			return 0, err
		}
		total += k.Weight
	}
	if err := domain("gamma quantile", positive("sum of the weights", total)); err != nil {
		return 0, err
	}
	if len(kinds) == 1 && kinds[0].Variance == 0 {
		return kinds[0].Mean, nil
	}
	low, high := math.Inf(1), 0.0
	for _, k := range kinds {
		if k.Weight > 0 {
			low, high = min(low, guess(k, p)/2), max(high, guess(k, p)*2)
		}
	}
	miss := func(t float64) float64 {
		sum := 0.0
		for _, k := range kinds {
			sum += k.Weight * k.below(t)
		}
		return sum/total - p
	}
	for miss(low) > 0 && low > 1e-300 {
		low /= 16
	}
	for miss(high) < 0 {
		high *= 2
	}
	return root(miss, low, high), nil
}

// guess is Wilson and Hilferty's cube-root normal approximation of a quantile,
// where the search starts; never 0.
func guess(d Delay, p float64) float64 {
	mean := d.Mean - d.Shift
	if mean <= 0 {
		return d.Mean
	}
	ninth := d.Variance / (9 * mean * mean)
	z := math.Sqrt2 * math.Erfinv(2*p-1)
	return d.Shift + mean*math.Pow(max(1-ninth+z*math.Sqrt(ninth), 0.05), 3)
}

// root finds where a rising function crosses 0 between two points that hold the
// crossing between them: false position with the Illinois correction, and a
// halving whenever that is slow (steps in the function).
func root(f func(float64) float64, low, high float64) float64 {
	below, above := f(low), f(high)
	for i := 0; i < 200 && high-low > 1e-7*high; i++ {
		at := (low*above - high*below) / (above - below)
		if i%4 == 3 || !(at > low && at < high) {
			at = (low + high) / 2
		}
		switch v := f(at); {
		case v == 0:
			return at
		case v < 0:
			low, below, above = at, v, above/2
		default:
			high, above, below = at, v, below/2
		}
	}
	return (low + high) / 2
}

// gammaShare is the regularised lower incomplete gamma function P(k, x): by its
// series below k + 1, by Lentz's continued fraction above.
//
// Source: Abramowitz and Stegun, 6.5.29 and 6.5.31.
func gammaShare(k, x float64) float64 {
	lg, _ := math.Lgamma(k)
	front := math.Exp(k*math.Log(x) - x - lg)
	if x < k+1 {
		term := 1 / k
		sum := term
		for n := 1.0; n < 1e5 && term > sum*1e-14; n++ {
			term *= x / (k + n)
			sum += term
		}
		return min(1, front*sum)
	}
	const tiny = 1e-300
	b := x + 1 - k
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; n < 1e5; n++ {
		a := -n * (n - k)
		b += 2
		d = 1 / nonzero(a*d+b, tiny)
		c = nonzero(b+a/c, tiny)
		h *= d * c
		if math.Abs(d*c-1) < 1e-14 {
			break
		}
	}
	return max(0, 1-front*h)
}

func nonzero(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}
