package reason

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// N prints a number with six significant digits, thousands separators and no
// exponent: precise enough that a reader redoing the sum gets the same result.
func N(x float64) string { return string(appendN(nil, x)) }

// appendN is N for a text that is being put together.
func appendN(to []byte, x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(to, "–"...)
	}
	var room [48]byte
	abs := math.Abs(x)
	if abs < 1<<53 && x == math.Trunc(x) && x != 0 {
		return group(to, strconv.AppendInt(room[:0], int64(x), 10))
	}
	decimals := 0
	if abs != 0 && abs < 1e6 {
		decimals = max(0, 5-int(math.Floor(math.Log10(abs))))
	}
	decimals = min(decimals, 12)
	return group(to, trimmed(strconv.AppendFloat(room[:0], halfUp(x, decimals), 'f', decimals, 64)))
}

// halfUp moves what lies just between two printed decimals to the larger one, as
// people round by hand; AppendFloat takes the even one.
func halfUp(x float64, decimals int) float64 {
	power := math.Pow10(decimals)
	scaled := math.Abs(x) * power
	if whole := math.Floor(scaled); scaled < 1<<52 && scaled-whole == 0.5 {
		return math.Copysign((whole+1)/power, x)
	}
	return x
}

// trimmed is a decimal without zeros that say nothing.
func trimmed(s []byte) []byte {
	if bytes.IndexByte(s, '.') < 0 {
		return s
	}
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// Pct prints a ratio as a percentage with up to four decimals.
func Pct(x float64) string { return string(appendPct(nil, x)) }

func appendPct(to []byte, x float64) []byte {
	var room [48]byte
	return append(append(to, trimmed(strconv.AppendFloat(room[:0], halfUp(x*100, 4), 'f', 4, 64))...), '%')
}

// group puts commas between thousands, and a typographic minus before them.
func group(out, s []byte) []byte {
	if len(s) > 0 && s[0] == '-' {
		out, s = append(out, "−"...), s[1:]
	}
	whole := bytes.IndexByte(s, '.')
	if whole < 0 {
		whole = len(s)
	}
	if whole <= 3 {
		return append(out, s...)
	}
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, s[i])
	}
	return append(out, s[whole:]...)
}

// New makes a reason whose result is a number.
func New(label, formula, substituted string, value float64, unit string, source Source) Reason {
	return Reason{Label: label, Formula: formula, Substituted: substituted, Value: N(value), Unit: unit, Source: source}
}

// Share makes a reason whose result is a ratio, printed as a percentage of what
// the unit says.
func Share(label, formula, substituted string, ratio float64, unit string, source Source) Reason {
	return Reason{Label: label, Formula: formula, Substituted: substituted, Value: Pct(ratio), Unit: unit, Source: source}
}

// Fill replaces each {} of a template by the next argument: a number printed by
// N, a Ratio by Pct, or a string as it is. It keeps formula and numbers in the
// same order and place.
func Fill(template string, args ...any) string {
	out := make([]byte, 0, len(template)+8*len(args))
	for _, a := range args {
		before, after, found := strings.Cut(template, "{}")
		if !found {
			break // more arguments than places: the rest is not shown
		}
		out = append(out, before...)
		switch v := a.(type) {
		case string:
			out = append(out, v...)
		case int:
			out = appendN(out, float64(v))
		case float64:
			out = appendN(out, v)
		case Ratio:
			out = appendPct(out, float64(v))
		default:
			panic("reason.Fill: argument of a type it cannot print")
		}
		template = after
	}
	if strings.Contains(template, "{}") {
		panic("reason.Fill: template has more places than arguments: " + template)
	}
	return string(append(out, template...))
}

// Ratio marks a Fill argument to be printed as a percentage.
type Ratio float64
