package arithmetic

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// number is a printed one: digits with thousands separators, a minus sign of
// either kind, and a percent or a dollar sign.
var number = regexp.MustCompile(`^[−-]?\$?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?%?`)

// parseNumber reads the number a text begins with, as the interval of what it
// may have been before printing, and how many bytes of the text it takes.
func parseNumber(text string) (interval, int, error) {
	digits := number.FindString(text)
	if digits == "" {
		return interval{}, 0, fmt.Errorf("%q is no number: %w", text, ErrNoSum)
	}
	plain := strings.NewReplacer(",", "", "−", "-", "%", "", "$", "").Replace(digits)
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return interval{}, 0, fmt.Errorf("%q: %w", text, ErrNoSum)
	}
	half := halfDigit(x)
	switch {
	case strings.HasSuffix(digits, "%"):
		x, half = x/100, 0.5e-6 // four decimals of a percentage
	case strings.Contains(digits, "$"):
		half = max(0.005, half) // cents, or a unit price of more digits
		if _, decimals, _ := strings.Cut(plain, "."); len(decimals) > 2 {
			half = 0.5 * math.Pow(10, -float64(len(decimals)))
		}
	}
	return interval{x - half, x + half}, len(digits), nil
}

// halfDigit is half a unit of the last digit printed: six significant digits,
// whole numbers from a million up, twelve decimals at most.
func halfDigit(x float64) float64 {
	if x == 0 { // or too small for twelve decimals
		return 0.5e-12
	}
	decimals := 5 - math.Floor(math.Log10(math.Abs(x)))
	return 0.5 * math.Pow(10, -min(max(decimals, 0), 12))
}

// longest bounds the text of one sum, and with it how deep brackets may nest.
const longest = 4 << 10

// evaluate works out a printed sum. weighed counts units of bytes in.
func evaluate(text string, weighed bool) (interval, error) {
	if len(text) > longest {
		return interval{}, fmt.Errorf("%d bytes of text: %w", len(text), ErrNoSum)
	}
	p := parser{rest: text, weighed: weighed}
	result, err := p.sum()
	if err != nil {
		return interval{}, err
	}
	return p.bounded(result)
}

// parser reads a sum from the left; words that are no operators are units.
type parser struct {
	rest    string
	weighed bool
}

// next skips spaces and tells whether the rest begins with one of the marks.
func (p *parser) next(marks ...string) (string, bool) {
	p.rest = strings.TrimLeft(p.rest, " ")
	for _, m := range marks {
		if strings.HasPrefix(p.rest, m) {
			p.rest = p.rest[len(m):]
			return m, true
		}
	}
	return "", false
}

func (p *parser) sum() (interval, error) {
	total, err := p.product()
	for err == nil {
		sign, more := p.next("+", "−")
		if !more {
			break
		}
		var term interval
		if term, err = p.product(); err == nil {
			if sign == "+" {
				total = total.plus(term)
			} else {
				total = total.minus(term)
			}
		}
	}
	return total, err
}

func (p *parser) product() (interval, error) {
	total, err := p.factor()
	for err == nil {
		sign, more := p.next("×", "÷")
		if !more {
			break
		}
		var f interval
		if f, err = p.factor(); err != nil {
			break
		}
		if sign == "×" {
			total = total.times(f)
		} else {
			total, err = total.over(f)
		}
	}
	return total, err
}

// factor is a number, a bracket or a function, with its unit and power.
func (p *parser) factor() (interval, error) {
	value, err := p.primary()
	if err != nil {
		return interval{}, err
	}
	value = p.unit(value)
	if _, power := p.next("^"); power {
		exponent, err := p.primary()
		if err != nil {
			return interval{}, err
		}
		n := (exponent.low + exponent.high) / 2
		value = hull(math.Pow(value.low, n), math.Pow(value.high, n))
	}
	return value, nil
}

func (p *parser) primary() (interval, error) {
	mark, found := p.next("min(", "max(", "ln(", "√(", "BINOM.DIST(", "(", "⌈", "⌊")
	if !found {
		value, length, err := parseNumber(p.rest)
		if err != nil {
			return interval{}, err
		}
		p.rest = p.rest[length:]
		return value, nil
	}
	if mark == "BINOM.DIST(" {
		return p.binomial()
	}
	value, err := p.sum()
	for err == nil && (mark == "min(" || mark == "max(") {
		if _, more := p.next(", "); !more {
			break
		}
		var other interval
		if other, err = p.sum(); err == nil && mark == "min(" {
			value = interval{min(value.low, other.low), min(value.high, other.high)}
		} else if err == nil {
			value = interval{max(value.low, other.low), max(value.high, other.high)}
		}
	}
	if err != nil {
		return interval{}, err
	}
	return p.closed(mark, value)
}

// mostTrials bounds the work of a binomial sum.
const mostTrials = 1 << 20

// binomial is the chance of at most some successes in some trials, written as
// spreadsheets do: BINOM.DIST(successes, trials, chance of one, TRUE).
func (p *parser) binomial() (interval, error) {
	var of [3]interval
	for i := range of {
		value, err := p.sum()
		if err != nil {
			return interval{}, err
		}
		if _, ok := p.next(", "); !ok {
			return interval{}, fmt.Errorf("%q is not understood: %w", p.rest, ErrNoSum)
		}
		of[i] = value
	}
	if _, ok := p.next("TRUE)"); !ok {
		return interval{}, fmt.Errorf("%q is not understood: %w", p.rest, ErrNoSum)
	}
	successes, trials, chance := math.Round((of[0].low+of[0].high)/2), math.Round((of[1].low+of[1].high)/2), of[2]
	if successes >= trials || trials > mostTrials || chance.low <= 0 || chance.high >= 1 {
		return interval{}, fmt.Errorf("BINOM.DIST of %v of %v: %w", successes, trials, ErrNoSum)
	}
	// More chance of one makes few successes less likely.
	return interval{atMost(successes, trials, chance.high), atMost(successes, trials, chance.low)}, nil
}

// atMost adds the binomial distribution up to some successes, by logarithms, for
// its terms are too small and its factors too large for anything else.
func atMost(successes, trials, chance float64) float64 {
	all, _ := math.Lgamma(trials + 1)
	sum := 0.0
	for k := successes; k >= 0; k-- {
		some, _ := math.Lgamma(k + 1)
		rest, _ := math.Lgamma(trials - k + 1)
		term := math.Exp(all - some - rest + k*math.Log(chance) + (trials-k)*math.Log1p(-chance))
		sum += term
		if k < trials*chance && term <= sum*1e-18 {
			break // they only get smaller from here
		}
	}
	return sum
}

// closed reads the end of a bracket.
func (p *parser) closed(mark string, value interval) (interval, error) {
	end := map[string]string{"⌈": "⌉", "⌊": "⌋"}[mark]
	if end == "" {
		end = ")"
	}
	if _, ok := p.next(end); !ok {
		return interval{}, fmt.Errorf("%q does not close %q: %w", p.rest, mark, ErrNoSum)
	}
	switch mark {
	case "⌈":
		return value.ceil(), nil
	case "⌊":
		return value.floor(), nil
	case "ln(":
		return value.rising(math.Log)
	case "√(":
		return value.rising(math.Sqrt)
	}
	return value, nil
}

// word is a unit: "/s", "GB", "requests", "a", "ms²".
var word = regexp.MustCompile(`^ ?(/ ?)?[A-Za-zµ]+[A-Za-z0-9²/-]*`)

// unit skips the words behind a number, and counts units of bytes in when asked.
func (p *parser) unit(value interval) interval {
	for !strings.HasPrefix(p.rest, " of ") {
		w := word.FindString(p.rest)
		if w == "" {
			return value
		}
		p.rest = p.rest[len(w):]
		if f, ok := byteUnits[strings.TrimSpace(w)]; ok && p.weighed {
			value = value.times(exactly(f))
		}
	}
	return value
}

// bounded reads what may follow a sum: "of" what it is held against, and the
// least or the most it may be.
func (p *parser) bounded(value interval) (interval, error) {
	p.rest = strings.TrimRight(p.rest, " ")
	for p.rest != "" {
		mark, found := p.next("of ", ", at least ", ", at most ")
		if !found {
			return interval{}, fmt.Errorf("%q is not understood: %w", p.rest, ErrNoSum)
		}
		if mark == "of " {
			return value, nil
		}
		bound, length, err := parseNumber(p.rest)
		if err != nil {
			return interval{}, err
		}
		p.rest = p.rest[length:]
		bound = p.unit(bound)
		if mark == ", at least " {
			value = interval{max(value.low, bound.low), max(value.high, bound.high)}
		} else {
			value = interval{min(value.low, bound.low), min(value.high, bound.high)}
		}
	}
	return value, nil
}
