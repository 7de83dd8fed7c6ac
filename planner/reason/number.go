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

func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteByte('.')
		b.WriteString(frac)
	}
	return sign + b.String()
}

// New makes a reason whose result is a number.
func New(label, formula, substituted string, value float64, unit string, source Source) Reason {
	return Reason{Label: label, Formula: formula, Substituted: substituted, Value: N(value), Unit: unit, Source: source}
}

// Fill replaces each {} of a template by the next argument: a number printed by
// N, a Ratio by Pct, or a string as it is. It keeps formula and numbers in the
// same order and place.
func Fill(template string, args ...any) string {
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
		template = strings.Replace(template, "{}", s, 1)
	}
	if strings.Contains(template, "{}") {
		panic("reason.Fill: template has more places than arguments: " + template)
	}
	return template
}

// Ratio marks a Fill argument to be printed as a percentage.
type Ratio float64
