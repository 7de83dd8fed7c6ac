package workload

import (
	"errors"
	"strings"

	"stagecraft/planner/units"
)

// Kind says how a field is typed and printed.
type Kind string

// The kinds. Amounts are held in the base unit named here.
const (
	Count     Kind = "count"      // whole number: "250k"
	Threshold Kind = "threshold"  // whole number, or "off", held as 0
	Share     Kind = "share"      // 0 to 1: "20%"
	Growth    Kind = "growth"     // as Share, but a bare 1 is refused
	Factor    Kind = "factor"     // multiple: "3x"
	Rate      Kind = "rate"       // per second: "1200/s"
	Size      Kind = "size"       // bytes: "500 GB"
	ReadWrite Kind = "read_write" // reads ÷ (reads + writes): "90/10"
	Duration  Kind = "duration"   // milliseconds: "300"
	Number    Kind = "number"     // plain: "50"
	Months    Kind = "months"     // plain, or "for ever", held as 0
	Switch    Kind = "switch"     // "on" or "off"
	Choice    Kind = "choice"     // one of Field.Choices
	Text      Kind = "text"       // one line
	LongText  Kind = "long_text"  // several lines
)

// amounts holds how each numeric kind is read, written and shown.
var amounts = map[Kind]struct {
	parse     func(string) (float64, error)
	canonical func(float64) string
	display   func(float64) string
}{
	Count:     {units.ParseCount, units.CanonicalCount, units.FormatCount},
	Threshold: {parseThreshold, orOff(units.CanonicalCount), orOff(units.FormatCount)},
	Share:     {read(units.ParseRatio), write(units.CanonicalRatio), displayShare},
	Growth:    {parseGrowth, write(units.CanonicalRatio), displayShare},
	Factor:    {read(units.ParseFactor), write(units.CanonicalFactor), displayFactor},
	Rate:      {read(units.ParseRate), write(units.CanonicalRate), write(units.FormatRate)},
	Size:      {read(units.ParseBytes), write(units.CanonicalBytes), displaySize},
	ReadWrite: {read(units.ParseReadShare), write(units.CanonicalReadShare), write(units.CanonicalReadShare)},
	Duration:  {read(units.ParseMilliseconds), write(units.CanonicalMilliseconds), write(units.FormatMilliseconds)},
	Number:    {units.ParseNumber, units.CanonicalNumber, displayNumber},
	Months:    {parseMonths, units.CanonicalNumber, displayMonths},
}

// IsText tells the free texts, which hold no amount.
func (k Kind) IsText() bool { return k == Text || k == LongText }

// read adapts a parser of a typed quantity to plain amounts.
func read[T ~float64](parse func(string) (T, error)) func(string) (float64, error) {
	return func(s string) (float64, error) {
		v, err := parse(s)
		return float64(v), err
	}
}

// write adapts a printer of a typed quantity to plain amounts.
func write[T ~float64](print func(T) string) func(float64) string {
	return func(v float64) string { return print(T(v)) }
}

// parseThreshold reads a count or "off".
func parseThreshold(s string) (float64, error) {
	if strings.EqualFold(strings.TrimSpace(s), off) {
		return 0, nil
	}
	v, err := units.ParseCount(s)
	var refused *units.ParseError
	if errors.As(err, &refused) {
		return 0, &units.ParseError{Input: s, Problem: refused.Problem, Accepted: "100k, 1M or off"}
	}
	return v, err
}

// parseGrowth refuses the bare 1, which a share may be and a growth of 100% a
// month hardly is.
func parseGrowth(s string) (float64, error) {
	v, err := units.ParseRatio(s)
	if err == nil && v == 1 && !strings.ContainsAny(s, "%pP") {
		return 0, &units.ParseError{Input: s, Problem: "can be read two ways without a % sign", Accepted: "1% or 0.01"}
	}
	return float64(v), err
}

// parseMonths reads a number of months, or "for ever" as 0.
func parseMonths(s string) (float64, error) {
	switch strings.ToLower(strings.Join(strings.Fields(s), "")) {
	case "forever":
		return 0, nil
	}
	return units.ParseNumber(s)
}

// orOff prints 0 as "off".
func orOff(print func(float64) string) func(float64) string {
	return func(v float64) string {
		if v == 0 {
			return off
		}
		return print(v)
	}
}

func displayShare(v float64) string { return units.FormatPercent(units.Ratio(v), 3) }

func displayFactor(v float64) string { return units.FormatNumber(v, 3) + "×" }

func displayNumber(v float64) string { return units.FormatNumber(v, 3) }

// displaySize keeps binary sizes binary, so that 512 MiB is not shown as 537 MB.
func displaySize(v float64) string {
	if form := units.CanonicalBytes(units.Bytes(v)); strings.HasSuffix(form, "iB") {
		return form
	}
	return units.FormatBytes(units.Bytes(v))
}

func displayMonths(v float64) string {
	switch v {
	case 0:
		return "for ever"
	case 1:
		return "1 month"
	}
	return displayNumber(v) + " months"
}

// off switches a rule off, on switches it on.
const (
	off = "off"
	on  = "on"
)

// switches are the words a switch accepts, in lower case.
var switches = map[string]string{
	on: on, "true": on, "yes": on, off: off, "false": off, "no": off,
}
