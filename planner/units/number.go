package units

import (
	"math"
	"strconv"
	"strings"
)

// typedLength bounds a typed magnitude; no number needs more.
const typedLength = 64

// smallest is the least amount other than zero that means anything here.
const smallest = 1e-12

// typed is a number as it was written: a plain decimal mantissa, a decimal
// exponent and the text after it. The value is computed only once the unit is
// known, so that "2.1M" is the float nearest to 2,100,000 and not a product of
// two rounded ones.
type typed struct {
	mantissa string
	exponent int
	rest     string
}

// scan splits a typed magnitude into its number and what follows. The second
// result is the problem, empty when there is none.
func scan(input string) (typed, string) {
	if len(input) > typedLength {
		return typed{}, "is longer than any number"
	}
	s := clean(input)
	if s == "" {
		return typed{}, "is empty"
	}
	if problem := notANumber(s); problem != "" {
		return typed{}, problem
	}
	whole, at, problem := scanWhole(s)
	if problem != "" {
		return typed{}, problem
	}
	t := typed{mantissa: whole}
	doubtful := false
	if at+1 < len(s) && s[at] == '.' && isDigit(s[at+1]) {
		end := at + 1 + digitsAt(s[at+1:])
		t.mantissa += s[at:end]
		doubtful = isPointedThousands(s[:end])
		at = end
	}
	if t.mantissa == "" {
		return typed{}, "is not a number"
	}
	if at+1 < len(s) && (s[at] == '.' || s[at] == ',') && isDigit(s[at+1]) {
		return typed{}, "has two decimal marks: one point starts the decimals, commas separate thousands"
	}
	at, t.exponent, problem = scanExponent(s, at)
	t.rest = strings.TrimSpace(s[at:])
	if problem == "" && doubtful && t.exponent == 0 && !strings.HasPrefix(t.rest, "%") {
		problem = "can be read two ways: a point starts the decimals here, a comma separates thousands"
	}
	return t, problem
}

// isPointedThousands tells "10.000" and "1.250", which many people write for
// thousands and hardly anyone for ten and for one and a quarter.
func isPointedThousands(s string) bool {
	whole, fraction, _ := strings.Cut(s, ".")
	return whole != "" && len(whole) <= 3 && whole[0] != '0' && len(fraction) == 3 && fraction[2] == '0'
}

// clean turns the typographic spaces and minus into the plain ones.
func clean(input string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case isSpace(r):
			return ' '
		case r == '−':
			return '-'
		}
		return r
	}, input)
	return strings.TrimSpace(s)
}

// notANumber names the values that start like none of ours.
func notANumber(s string) string {
	lower := strings.ToLower(strings.TrimLeft(s, "+-. "))
	switch {
	case strings.HasPrefix(lower, "nan"), strings.HasPrefix(lower, "inf"), strings.HasPrefix(lower, "∞"):
		return "is not a finite number"
	case s[0] == '-' && lower != "" && isDigit(lower[0]):
		return "is negative"
	}
	return ""
}

// scanWhole reads the digits before the decimal point, with groups of three
// separated by all commas, all spaces or all underscores. It returns them
// joined and where they end.
func scanWhole(s string) (digits string, end int, problem string) {
	groups := []string{}
	var separator byte
	at := 0
	for {
		n := digitsAt(s[at:])
		groups = append(groups, s[at:at+n])
		at += n
		if n == 0 || at+1 >= len(s) || !isSeparator(s[at]) || !isDigit(s[at+1]) {
			break
		}
		if separator != 0 && s[at] != separator {
			return "", at, "mixes two separators of thousands"
		}
		separator = s[at]
		at++
	}
	if len(groups) > 1 && !areThousands(groups) {
		if separator == ',' {
			return "", at, "can be read two ways: a comma separates thousands here, a point starts the decimals"
		}
		return "", at, "has digits that are not groups of three"
	}
	return strings.Join(groups, ""), at, ""
}

// areThousands tells "10,000,000" from "1,5" and "0,500".
func areThousands(groups []string) bool {
	if len(groups[0]) > 3 || groups[0][0] == '0' {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// scanExponent reads "e7" or "E-3" at a position, if there is one.
func scanExponent(s string, at int) (end, exponent int, problem string) {
	if at >= len(s) || (s[at] != 'e' && s[at] != 'E') {
		return at, 0, ""
	}
	digits := at + 1
	if digits < len(s) && (s[digits] == '+' || s[digits] == '-') {
		digits++
	}
	n := digitsAt(s[min(digits, len(s)):])
	if n == 0 {
		return at, 0, ""
	}
	exponent, err := strconv.Atoi(s[at+1 : digits+n])
	if err != nil || exponent > 30 || exponent < -30 {
		return at, 0, "has an exponent beyond any amount"
	}
	return digits + n, exponent, ""
}

// value gives the number times ten to the power of shift, refusing amounts
// above most and amounts too small to be told from zero.
func (t typed) value(shift int, most float64) (float64, string) {
	v, err := strconv.ParseFloat(t.mantissa+"e"+strconv.Itoa(t.exponent+shift), 64)
	switch {
	case err != nil || math.IsInf(v, 0) || v > most:
		return 0, "is beyond any amount this planner can mean"
	case v < smallest && strings.ContainsAny(t.mantissa, "123456789"):
		return 0, "is too small to mean anything"
	}
	return v, ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isSeparator(c byte) bool { return c == ',' || c == ' ' || c == '_' }

// digitsAt counts the digits a string starts with.
func digitsAt(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}
