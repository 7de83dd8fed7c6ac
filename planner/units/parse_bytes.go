package units

import (
	"math"
	"strings"
)

// ParseBytes reads an amount of data up to 1 EB: "500 GB" is 500 × 10^9 bytes
// and "500 GiB" is 500 × 2^30. A bare number other than 0, a single letter
// ("500G") and bits ("500 Mb") are refused as ambiguous. Errors are *ParseError.
func ParseBytes(s string) (Bytes, error) {
	refuse := refusal(s, acceptedBytes)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	unit, problem := byteUnit(t)
	if problem != "" {
		return 0, refuse(problem)
	}
	v, problem := t.value(unit.ten, mostBytes)
	if problem != "" {
		return 0, refuse(problem)
	}
	v = math.Ldexp(v, unit.two)
	if v > mostBytes {
		return 0, refuse("is beyond any amount this planner can mean")
	}
	return Bytes(v), nil
}

// scaleOf is the size of a unit of data: 10^ten × 2^two bytes.
type scaleOf struct{ ten, two int }

// byteUnits are the units of data, in lower case.
var byteUnits = map[string]scaleOf{
	"b": {}, "byte": {}, "bytes": {},
	"kb": {ten: 3}, "kilobyte": {ten: 3}, "kilobytes": {ten: 3},
	"mb": {ten: 6}, "megabyte": {ten: 6}, "megabytes": {ten: 6},
	"gb": {ten: 9}, "gigabyte": {ten: 9}, "gigabytes": {ten: 9},
	"tb": {ten: 12}, "terabyte": {ten: 12}, "terabytes": {ten: 12},
	"pb": {ten: 15}, "petabyte": {ten: 15}, "petabytes": {ten: 15},
	"kib": {two: 10}, "mib": {two: 20}, "gib": {two: 30}, "tib": {two: 40}, "pib": {two: 50},
}

// byteUnit tells the unit after a number, or why it is none.
func byteUnit(t typed) (scaleOf, string) {
	unit := t.rest
	if unit == "" {
		if strings.Trim(t.mantissa, "0.") == "" {
			return scaleOf{}, ""
		}
		return scaleOf{}, "has no unit"
	}
	if len(unit) == 2 && strings.Contains("KMGTP", unit[:1]) && unit[1] == 'b' {
		return scaleOf{}, "reads as bits: a small b is a bit and a capital B a byte"
	}
	if len(unit) == 1 && strings.Contains("kmgtp", strings.ToLower(unit)) {
		upper := strings.ToUpper(unit)
		return scaleOf{}, "can be read two ways: " + upper + "B counts in thousands and " + upper + "iB in 1,024s"
	}
	scale, known := byteUnits[strings.ToLower(unit)]
	if !known {
		return scaleOf{}, "ends in " + Quote(unit) + ", which is no unit of data"
	}
	return scale, ""
}
