package sampling

import "math"

// Triangular is the distribution whose density rises in a straight line from
// Low to Mode and falls to High. It needs nothing but the three numbers a team
// can state. Low ≤ Mode ≤ High; where all are equal it is that value.
//
// Source: Kotz, van Dorp, Beyond Beta: Other Continuous Families of
// Distributions with Bounded Support, World Scientific 2004, chapter 1.
type Triangular struct{ Low, Mode, High float64 }

// Quantile gives the value that the distribution stays at or below with
// probability p, 0 to 1: the inverse of its cumulative distribution.
func (t Triangular) Quantile(p float64) float64 {
	width := t.High - t.Low
	if width <= 0 {
		return t.Mode
	}
	rise := (t.Mode - t.Low) / width
	v := t.High - math.Sqrt((1-p)*width*(t.High-t.Mode))
	if p < rise {
		v = t.Low + math.Sqrt(p*width*(t.Mode-t.Low))
	}
	return min(max(v, t.Low), t.High) // rounding must not leave the interval
}

// Mean is (low + mode + high) ÷ 3.
func (t Triangular) Mean() float64 { return (t.Low + t.Mode + t.High) / 3 }

// Variance is (l² + m² + h² − lm − lh − mh) ÷ 18.
func (t Triangular) Variance() float64 {
	l, m, h := t.Low, t.Mode, t.High
	return (l*l + m*m + h*h - l*m - l*h - m*h) / 18
}
