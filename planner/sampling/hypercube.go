package sampling

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Stratified gives n probabilities, one in each of n equal parts of 0 to 1, in
// a random order: one column of a Latin hypercube. Columns with seeds of their
// own are independent of each other.
//
// Source: McKay, Beckman, Conover, A Comparison of Three Methods for Selecting
// Values of Input Variables, Technometrics 21 (1979).
func Stratified(n int, seed uint64) []float64 {
	g := NewGenerator(seed)
	column := make([]float64, n)
	for i, part := range g.Shuffled(n) {
		column[i] = (float64(part) + g.Float64()) / float64(n)
	}
	return column
}

// Rank is the place, from 1, of the p-th quantile among n sorted values: the
// nearest rank, ⌈p × n⌉ and at least 1. A value of the sample is chosen, never
// one between two, so that a quantile of bills is a bill.
func Rank(p float64, n int) int {
	if n < 1 || !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("sampling: quantile %v of %d values", p, n))
	}
	return max(1, int(math.Ceil(p*float64(n)-1e-9)))
}

// Quantile is the value of that rank; the values must be sorted.
func Quantile[T any](sorted []T, p float64) T { return sorted[Rank(p, len(sorted))-1] }

// Sorted copies values in ascending order.
func Sorted[T any](values []T, compare func(a, b T) int) []T {
	sorted := slices.Clone(values)
	slices.SortStableFunc(sorted, compare)
	return sorted
}

// Mean is the sum of the values ÷ their number. The rounding of the sum does not
// take it below the least or above the greatest value.
func Mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return min(max(sum/float64(len(values)), slices.Min(values)), slices.Max(values))
}

// Ascending compares plain numbers.
func Ascending(a, b float64) int { return cmp.Compare(a, b) }
