package units

import (
	"math"
	"strconv"
	"strings"
)

// The canonical forms are those of links and files: short, and read back by
// the parser of the same kind as exactly the same amount.

// CanonicalNumber gives the shortest decimal that reads back the same: "0.5".
func CanonicalNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// CanonicalCount gives the shortest of the plain and the suffixed forms:
// "250k", "2.1M", "1234567".
func CanonicalCount(x float64) string {
	best := CanonicalNumber(x)
	for _, m := range []struct {
		shift  int
		suffix string
	}{{-3, "k"}, {-6, "M"}, {-9, "B"}, {-12, "T"}} {
		if form := shifted(x, m.shift) + m.suffix; x != 0 && len(form) < len(best) {
			best = form
		}
	}
	return best
}

// CanonicalBytes gives the shortest form in SI or IEC units, SI when equal:
// "1.9 TB", "512 MiB", "0".
func CanonicalBytes(b Bytes) string {
	if b == 0 {
		return "0"
	}
	best := CanonicalNumber(float64(b)) + " B"
	for i, prefix := range []string{"k", "M", "G", "T", "P"} {
		unit := strings.ToUpper(prefix) + "B"
		if form := shifted(float64(b), -3*(i+1)) + " " + unit; len(form) < len(best) {
			best = form
		}
	}
	for i, prefix := range []string{"K", "M", "G", "T", "P"} {
		scaled := math.Ldexp(float64(b), -10*(i+1))
		if form := CanonicalNumber(scaled) + " " + prefix + "iB"; len(form) < len(best) && scaled >= smallest {
			best = form
		}
	}
	return best
}

// CanonicalRatio gives a share in per cent: "20%", "99.95%".
func CanonicalRatio(r Ratio) string { return shifted(float64(r), 2) + "%" }

// CanonicalFactor gives a multiple: "3".
func CanonicalFactor(r Ratio) string { return CanonicalNumber(float64(r)) }

// CanonicalRate gives a rate per second: "1200/s".
func CanonicalRate(r PerSecond) string { return CanonicalNumber(float64(r)) + "/s" }

// CanonicalMilliseconds gives the bare number of milliseconds: "300".
func CanonicalMilliseconds(m Milliseconds) string { return CanonicalNumber(float64(m)) }

// largestPart bounds the parts tried when a share is written as a ratio.
const largestPart = 1000

// CanonicalReadShare gives reads and writes out of a hundred, or the smallest
// whole ratio, or a percentage where neither is exact: "90/10", "5:6".
func CanonicalReadShare(r Ratio) string {
	share := float64(r)
	if reads := math.Round(share * 100); reads/100 == share {
		return CanonicalNumber(reads) + "/" + CanonicalNumber(100-reads)
	}
	for whole := 2.0; whole <= largestPart; whole++ {
		if reads := math.Round(share * whole); reads/whole == share {
			return CanonicalNumber(reads) + ":" + CanonicalNumber(whole-reads)
		}
	}
	return CanonicalRatio(r)
}

// shifted prints x × 10^shift from the shortest digits of x, so that parsing
// them with the shift undone gives x back.
func shifted(x float64, shift int) string {
	if x == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	power, err := strconv.Atoi(exponent)
	if err != nil { // infinite or not a number: printed as it is
		return mantissa
	}
	digits := strings.Replace(mantissa, ".", "", 1)
	point := power + shift + 1 // digits before the decimal point
	switch {
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return digits + strings.Repeat("0", point-len(digits))
	}
	return digits[:point] + "." + digits[point:]
}
