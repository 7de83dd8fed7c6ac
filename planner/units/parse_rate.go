package units

import "strings"

// periods are the lengths a rate may be counted over, in seconds. A month is
// the AWS billing month of 730 hours.
var periods = map[string]float64{
	"s": 1, "sec": 1, "second": 1,
	"min": 60, "minute": 60,
	"h": 3600, "hr": 3600, "hour": 3600,
	"d": SecondsPerDay, "day": SecondsPerDay,
	"month": SecondsPerMonth,
}

// events are the words that may stand between a number and its period.
var events = map[string]bool{
	"": true, "req": true, "reqs": true, "request": true, "requests": true,
	"op": true, "ops": true, "operations": true,
	"read": true, "reads": true, "write": true, "writes": true, "query": true, "queries": true,
}

// shortRates are the abbreviations that hold the event and the period.
var shortRates = map[string]string{"rps": "/s", "qps": "/s", "tps": "/s", "rpm": "/min"}

// ParseRate reads a rate up to 10^12 per second; a bare number is per second:
// "1200/s", "1200", "72k/min", "1.2k rps", "5M requests per day".
// Errors are *ParseError.
func ParseRate(s string) (PerSecond, error) {
	refuse := refusal(s, acceptedRate)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	shift, seconds, known := rateUnit(strings.ToLower(t.rest))
	if !known {
		return 0, refuse("ends in " + Quote(t.rest) + ", which is no rate")
	}
	v, problem := t.value(shift, mostRate*seconds)
	if problem != "" {
		return 0, refuse(problem)
	}
	if perSecond := v / seconds; perSecond == 0 || perSecond >= smallest {
		return PerSecond(perSecond), nil
	}
	return 0, refuse("is too small to mean anything")
}

// rateUnit reads "k requests/min": a magnitude, an event and a period, each of
// which may be missing.
func rateUnit(rest string) (shift int, seconds float64, known bool) {
	for short, long := range shortRates {
		if before, found := strings.CutSuffix(rest, short); found {
			rest = before + long
			break
		}
	}
	words := strings.Fields(rest)
	for i, word := range words {
		if word == "per" {
			words[i] = "/"
		}
	}
	amount, period, counted := strings.Cut(strings.Join(words, " "), "/")
	seconds = 1
	if counted {
		if seconds, known = periods[strings.TrimSpace(period)]; !known {
			return 0, 0, false
		}
	}
	magnitude, event, _ := strings.Cut(strings.TrimSpace(amount), " ")
	if event == "" && events[magnitude] {
		magnitude, event = "", magnitude
	}
	shift, known = magnitudes[magnitude]
	return shift, seconds, known && events[event]
}

// ParseReadShare reads a read/write ratio and gives reads ÷ (reads + writes):
// "90/10", "90:10", "9:1", "50:60", "90%", "0.9". A bare number of 1 or more is
// refused: it may be a percentage or reads per write. Errors are *ParseError.
func ParseReadShare(s string) (Ratio, error) {
	refuse := refusal(s, acceptedReadShare)
	if len(s) > typedLength {
		return 0, refuse("is longer than any ratio")
	}
	reads, writes, pair := strings.Cut(s, "/")
	if !pair {
		reads, writes, pair = strings.Cut(s, ":")
	}
	if !pair {
		return singleReadShare(s)
	}
	r, problem := ratioPart(reads)
	if problem != "" {
		return 0, refuse("has reads that " + problem)
	}
	w, problem := ratioPart(writes)
	if problem != "" {
		return 0, refuse("has writes that " + problem)
	}
	if r+w == 0 {
		return 0, refuse("has neither reads nor writes")
	}
	if share := r / (r + w); share == 0 || share >= smallest {
		return Ratio(share), nil
	}
	return 0, refuse("has too few reads to mean anything")
}

// singleReadShare reads the share alone.
func singleReadShare(s string) (Ratio, error) {
	refuse := refusal(s, acceptedReadShare)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	if v, _ := t.value(0, mostNumber); t.rest == "" && v >= 1 {
		return 0, refuse("may be a percentage or reads per write")
	}
	share, err := ParseRatio(s)
	if refused, ok := err.(*ParseError); ok {
		return 0, refuse(refused.Problem)
	}
	return share, nil
}

// ratioPart reads one side of a ratio, with or without a per cent sign.
func ratioPart(s string) (float64, string) {
	t, problem := scan(s)
	if problem != "" {
		return 0, "cannot be read, for " + Quote(s) + " " + problem
	}
	if t.rest != "" && t.rest != "%" {
		return 0, "end in " + Quote(t.rest)
	}
	v, problem := t.value(0, mostNumber)
	if problem != "" {
		return 0, "cannot be read, for " + Quote(s) + " " + problem
	}
	return v, ""
}
