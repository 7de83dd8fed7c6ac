package reason

import (
	"math"
	"strconv"
	"strings"
)

// N prints a number with six significant digits, thousands separators and no
// exponent: precise enough that a reader redoing the sum gets the same result.
func N(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	abs := math.Abs(x)
	decimals := 0
	if abs != 0 && abs < 1e6 {
		decimals = max(0, 5-int(math.Floor(math.Log10(abs))))
	}
	decimals = min(decimals, 12)
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return group(s)
}

// Pct prints a ratio as a percentage with up to four decimals.
func Pct(x float64) string {
	s := strconv.FormatFloat(x*100, 'f', 4, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".") + "%"
}

// group puts commas between thousands, and a typographic minus before them.
func group(s string) string {
	out := make([]byte, 0, len(s)+8)
	if strings.HasPrefix(s, "-") {
		out, s = append(out, "−"...), s[1:]
	}
	whole := strings.IndexByte(s, '.')
	if whole < 0 {
		whole = len(s)
	}
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, s[i])
	}
	return string(append(out, s[whole:]...))
}

// New makes a reason whose result is a number.
func New(label, formula, substituted string, value float64, unit string, source Source) Reason {
	return Reason{Label: label, Formula: formula, Substituted: substituted, Value: N(value), Unit: unit, Source: source}
}

// Fill replaces each {} of a template by the next argument: a number printed by
// N, a Ratio by Pct, or a string as it is. It keeps formula and numbers in the
// same order and place.
func Fill(template string, args ...any) string {
	out := make([]byte, 0, len(template)+8*len(args))
	for _, a := range args {
		var s string
		switch v := a.(type) {
		case string:
			s = v
		case int:
			s = N(float64(v))
		case float64:
			s = N(v)
		case Ratio:
			s = Pct(float64(v))
		default:
			panic("reason.Fill: argument of a type it cannot print")
		}
		before, after, found := strings.Cut(template, "{}")
		if !found {
			continue // more arguments than places: the rest is not shown
		}
		out = append(append(out, before...), s...)
		template = after
	}
	if strings.Contains(template, "{}") {
		panic("reason.Fill: template has more places than arguments: " + template)
	}
	return string(append(out, template...))
}

// Ratio marks a Fill argument to be printed as a percentage.
type Ratio float64
