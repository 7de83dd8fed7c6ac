package price

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Kind is how the value of a parameter is read.
type Kind int

// The kinds of parameters.
const (
	Count     Kind = iota // whole number: 3000000, 3M
	Amount                // number: 64, 1.5, 3M
	Duration              // milliseconds: 120, 120 ms, 2 s
	Gigabytes             // of 2^30 bytes: 500, 2 TiB
	Share                 // part of a whole: 25%, 0.25
	Switch                // yes or no
	Word                  // one of Choices
	Name                  // an instance type or the like: m7g.large
	Kept                  // gigabytes × days: 100x15
	Match                 // share of events, or their number: 25%, 0.25, 5M
	Archive               // gigabytes, or yes for all
)

// accepted shows forms of each kind in the help and in refusals.
var accepted = map[Kind]string{
	Count: "3000000 or 3M", Amount: "64, 1.5 or 3M", Duration: "120, 120 ms or 2 s", Gigabytes: "500, 0.5 or 2 TiB",
	Share: "25% or 0.25", Switch: "yes or no", Name: "m7g.large", Kept: "100x15 (GB × days)",
	Match: "25%, 0.25 or 5M", Archive: "60 or yes",
}

// value is a parameter as read.
type value struct {
	number float64
	days   float64 // of a Kept
	word   string
}

// namePattern admits the names of instance types, and with them of price keys.
var namePattern = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

const longestName = 40

// read reads a typed value of the parameter.
func (p Param) read(typed string) (value, error) {
	switch p.Kind {
	case Switch:
		return readSwitch(typed)
	case Word:
		return p.readChoice(typed)
	case Name:
		word := strings.ToLower(typed)
		if len(word) > longestName || !namePattern.MatchString(word) {
			return value{}, fmt.Errorf("%s is no name; write it like %s", units.Quote(typed), accepted[Name])
		}
		return value{word: word}, nil
	case Kept:
		return readKept(typed)
	case Match:
		return readMatch(typed)
	case Archive:
		return readArchive(typed)
	}
	v, err := p.readNumber(typed)
	if err != nil {
		return value{}, err
	}
	if v < p.Least {
		return value{}, fmt.Errorf("%s is below the least, %s", units.Quote(typed), units.CanonicalNumber(p.Least))
	}
	if p.Most != 0 && v > p.Most {
		problem := fmt.Sprintf("%s is above the most, %s", units.Quote(typed), units.CanonicalNumber(p.Most))
		if p.Cure != "" {
			problem += "; " + p.Cure
		}
		return value{}, errors.New(problem)
	}
	return value{number: v}, nil
}

// readNumber reads a number, with or without the unit of the parameter: 64 KB.
func (p Param) readNumber(typed string) (float64, error) {
	if unit, _, _ := strings.Cut(p.Unit, " "); (p.Kind == Amount || p.Kind == Count) && len(unit) > 1 && len(typed) > len(unit) {
		if at := len(typed) - len(unit); strings.EqualFold(typed[at:], unit) {
			typed = strings.TrimSpace(typed[:at])
		}
	}
	switch p.Kind {
	case Count:
		return units.ParseCount(typed)
	case Duration:
		v, err := units.ParseMilliseconds(typed)
		return float64(v), err
	case Gigabytes:
		return units.ParseGigabytes(typed)
	case Share:
		v, err := units.ParseRatio(typed)
		return float64(v), err
	}
	return units.ParseAmount(typed)
}

// switches are the words of a yes and of a no.
var switches = map[string]float64{"yes": 1, "true": 1, "on": 1, "1": 1, "y": 1, "no": 0, "false": 0, "off": 0, "0": 0, "n": 0}

func readSwitch(typed string) (value, error) {
	v, known := switches[strings.ToLower(typed)]
	if !known {
		return value{}, fmt.Errorf("%s is neither yes nor no", units.Quote(typed))
	}
	return value{number: v}, nil
}

func (p Param) readChoice(typed string) (value, error) {
	plain := plainWord(typed)
	var words []string
	for _, c := range p.Choices {
		words = append(words, c.Value)
		for _, word := range append([]string{c.Value}, c.Aliases...) {
			if plainWord(word) == plain {
				return value{word: c.Value}, nil
			}
		}
	}
	problem := fmt.Sprintf("%s is not known; one of %s", units.Quote(typed), strings.Join(words, ", "))
	if near := workload.Nearest(typed, words); near != "" {
		problem += "; did you mean " + near + "?"
	}
	return value{}, errors.New(problem)
}

// readKept reads gigabytes kept for days: "100x15".
func readKept(typed string) (value, error) {
	at := strings.IndexAny(typed, "xX×*")
	if at < 0 {
		return value{}, fmt.Errorf("%s is no storage over time; write it like %s", units.Quote(typed), accepted[Kept])
	}
	sign := typed[at:]
	for _, s := range []string{"x", "X", "×", "*"} {
		sign = strings.TrimPrefix(sign, s)
	}
	gb, err := units.ParseGigabytes(strings.TrimSpace(typed[:at]))
	if err != nil {
		return value{}, err
	}
	days, err := units.ParseAmount(strings.TrimSpace(sign))
	if err != nil {
		return value{}, err
	}
	if days > longestMonth {
		return value{}, fmt.Errorf("%s is more days than a month has", units.Quote(typed))
	}
	return value{number: gb, days: days}, nil
}

const longestMonth = 31

// readMatch reads a share with or without a per cent sign, or a number of
// events above a hundred; between, 25 may be either.
func readMatch(typed string) (value, error) {
	if share, err := units.ParseRatio(typed); err == nil {
		return value{number: float64(share), word: "share"}, nil
	}
	n, err := units.ParseCount(typed)
	if err != nil {
		return value{}, fmt.Errorf("%s is neither a share nor a number of events; write it like %s", units.Quote(typed), accepted[Match])
	}
	if n <= 100 {
		return value{}, fmt.Errorf("%s can be read two ways; write a share like 25%% or 0.25", units.Quote(typed))
	}
	return value{number: n, word: "events"}, nil
}

// readArchive reads gigabytes, or yes for everything.
func readArchive(typed string) (value, error) {
	switch on, known := switches[strings.ToLower(typed)]; {
	case known && typed != "1" && typed != "0" && on == 1:
		return value{word: "yes"}, nil
	case known && on == 0:
		return value{}, nil
	}
	gb, err := units.ParseGigabytes(typed)
	return value{number: gb}, err
}

// ratePattern admits plain decimals and small exponents, with or without a
// dollar sign, so that no price asks for a billion digits.
var ratePattern = regexp.MustCompile(`^\$?[0-9]{0,12}(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?$`)

// readPrice reads a unit price: "0.0336", "$0.20", "3.4e-6".
func readPrice(typed string) (units.Price, error) {
	plain := strings.TrimPrefix(typed, "$")
	if !ratePattern.MatchString(typed) || plain == "" || plain[0] == 'e' || plain[0] == 'E' {
		return units.Price{}, fmt.Errorf("%s is no price; write it like 0.0336", units.Quote(typed))
	}
	if _, exponent, found := strings.Cut(strings.ToLower(plain), "e"); found {
		if n, err := strconv.Atoi(exponent); err != nil || n > 6 || n < -18 {
			return units.Price{}, fmt.Errorf("%s is no price; write it like 0.0336", units.Quote(typed))
		}
	}
	p, err := units.ParsePrice(plain)
	if err != nil {
		return units.Price{}, fmt.Errorf("%s is no price; write it like 0.0336", units.Quote(typed))
	}
	return p, nil
}
