package units

import (
	"math"
	"strings"
)

// The largest amounts each parser accepts: anything above is a slip of the
// keyboard. Fields have narrower ranges of their own.
const (
	mostCount        = 1e18
	mostBytes        = 1e18
	mostRate         = 1e12
	mostFactor       = 1e6
	mostMilliseconds = 1e9
	mostNumber       = 1e15
)

// The forms shown when a value is refused.
const (
	acceptedCount        = "250k, 10M, 1e7 or 10,000,000"
	acceptedBytes        = "500 GB, 1.9 TB or 500 GiB"
	acceptedShare        = "20% or 0.2"
	acceptedFactor       = "3 or 3x"
	acceptedRate         = "1200/s, 1.2k/s or 72k/min"
	acceptedReadShare    = "90/10, 9:1 or 90%"
	acceptedMilliseconds = "300, 300 ms or 0.3 s"
	acceptedNumber       = "50, 1,500 or 0.5"
)

// magnitudes are the powers of ten people write after a count, in lower case.
var magnitudes = map[string]int{
	"":  0,
	"k": 3, "thousand": 3,
	"m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6,
	"b": 9, "bn": 9, "billion": 9, "billions": 9,
	"t": 12, "tn": 12, "trillion": 12, "trillions": 12,
}

// ParseCount reads a whole number of people or operations, up to 10^18:
// "250k", "10M", "1e7", "10,000,000", "1.5 million", "100B", "1 200 000".
// m means million and b billion, in either case. Errors are *ParseError.
func ParseCount(s string) (float64, error) {
	refuse := refusal(s, acceptedCount)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	shift, known := magnitudes[strings.ToLower(t.rest)]
	if !known {
		return 0, refuse("ends in " + Quote(t.rest) + ", which is no magnitude")
	}
	v, problem := t.value(shift, mostCount)
	if problem != "" {
		return 0, refuse(problem)
	}
	if v != math.Trunc(v) {
		return 0, refuse("is not a whole number")
	}
	return v, nil
}

// ParseNumber reads a plain number, 0 to 10^15: "50", "1,500", "0.5", "1.5k".
// Of the magnitudes only k is read: 10m may be minutes. Errors are *ParseError.
func ParseNumber(s string) (float64, error) {
	return plain(s, mostNumber, acceptedNumber, map[string]int{"": 0, "k": 3})
}

// ParseFactor reads a multiple, 0 to 10^6: "3", "3x", "3×". A percentage is
// refused, for "130%" of something and "30%" on top of it look alike.
// Errors are *ParseError.
func ParseFactor(s string) (Ratio, error) {
	v, err := plain(s, mostFactor, acceptedFactor, map[string]int{"": 0, "x": 0, "×": 0, "times": 0})
	return Ratio(v), err
}

// ParseRatio reads a share between 0 and 1: "20%", "20 %", "0.2". A bare number
// above 1 is refused as ambiguous; a bare 1 is the whole. Errors are *ParseError.
func ParseRatio(s string) (Ratio, error) {
	refuse := refusal(s, acceptedShare)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	percent, known := percentSigns[strings.ToLower(t.rest)]
	if !known {
		return 0, refuse("ends in " + Quote(t.rest) + " where only % may stand")
	}
	shift := 0
	if percent {
		shift = -2
	}
	v, problem := t.value(shift, mostNumber)
	switch {
	case problem != "":
		return 0, refuse(problem)
	case v > 1 && percent:
		return 0, refuse("is more than the whole, 100%")
	case v > 1 && v <= 100:
		return 0, refusal(s, CanonicalRatio(Ratio(v/100))+" or "+CanonicalNumber(v/100))("can be read two ways without a % sign")
	case v > 1:
		return 0, refuse("is more than the whole")
	}
	return Ratio(v), nil
}

// percentSigns tells what follows a share; true where it counts hundredths.
var percentSigns = map[string]bool{"": false, "%": true, "percent": true, "per cent": true}

// ParseMilliseconds reads a duration up to 10^9 ms; a bare number is
// milliseconds: "300", "300 ms", "0.3 s", "200 µs". Errors are *ParseError.
func ParseMilliseconds(s string) (Milliseconds, error) {
	t, problem := scan(s)
	if problem == "" {
		switch strings.ToLower(t.rest) {
		case "min", "minute", "minutes":
			v, problem := t.value(0, mostMilliseconds/60000)
			if problem != "" {
				return 0, refusal(s, acceptedMilliseconds)(problem)
			}
			return Milliseconds(v * 60000), nil
		}
	}
	v, err := plain(s, mostMilliseconds, acceptedMilliseconds, durations)
	return Milliseconds(v), err
}

// durations are the decimal units of time, as powers of ten of a millisecond.
var durations = map[string]int{
	"": 0, "ms": 0, "msec": 0, "millisecond": 0, "milliseconds": 0,
	"s": 3, "sec": 3, "second": 3, "seconds": 3,
	"us": -3, "µs": -3, "μs": -3, "microseconds": -3,
}

// plain reads a number whose unit only shifts the decimal point.
func plain(s string, most float64, accepted string, shifts map[string]int) (float64, error) {
	refuse := refusal(s, accepted)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	shift, known := shifts[strings.ToLower(t.rest)]
	if !known {
		return 0, refuse("ends in " + Quote(t.rest) + ", which is no unit here")
	}
	v, problem := t.value(shift, most)
	if problem != "" {
		return 0, refuse(problem)
	}
	return v, nil
}

// refusal prepares the errors of one typed value.
func refusal(input, accepted string) func(problem string) error {
	return func(problem string) error {
		return &ParseError{Input: input, Problem: problem, Accepted: accepted}
	}
}
