// Package reliability holds the formulas of availability: parts that all must
// work, parts that stand in for each other, a number out of many, and what
// failures, recoveries and changes leave of a year. All are pure functions of
// plain numbers; an availability is a share of time from 0 to 1.
package reliability

import (
	"fmt"
	"math"
)

// Minutes of the spans downtime is stated for.
const (
	MinutesPerYear  = 525_600.0 // 365 days
	MinutesPerMonth = 43_200.0  // 30 days, the month of service level agreements
)

// Series is the availability of parts that are all needed: their product. No
// parts at all are always available.
//
// Domain: each part from 0 to 1. Parts are taken as independent.
// Source: AWS Well-Architected, Reliability Pillar, hard dependencies.
func Series(parts ...float64) (float64, error) {
	product := 1.0
	for _, a := range parts {
		if err := share("availability", a); err != nil {
			return 0, err
		}
		product *= a
	}
	return product, nil
}

// Parallel is the availability of parts of which any one is enough:
// 1 − the product of their unavailabilities. No parts are never available.
//
// Domain: each part from 0 to 1. Only for parts that fail independently.
// Source: AWS Well-Architected, Reliability Pillar, redundant components.
func Parallel(parts ...float64) (float64, error) {
	down := 1.0
	for _, a := range parts {
		if err := share("availability", a); err != nil {
			return 0, err
		}
		down *= 1 - a
	}
	return 1 - down, nil
}

// mostAdded is the parts up to which AtLeast adds every term of the distribution.
const mostAdded = 10_000

// AtLeast is the chance that at least needed of total equal parts work: the
// upper tail of the binomial distribution. Up to 10,000 parts its terms are
// added up. Above, the sum would be as long as the number of parts, and the
// normal distribution stands for it, at the signed root of twice the divergence
// of a share working from each. With a share of needed − 1 it is proven to be
// too low for the chance of failing, with one of needed too high: it is taken
// between them, so that the error is below 0.4 ÷ √(total × each × (1 − each)).
// Found by comparison: below 0.0005 at 10,000 parts of 99.5%.
//
// Domain: needed from 0 to total, each part from 0 to 1, independent.
// Source: Zubkov and Serov 2013, "A complete proof of universal inequalities
// for the distribution function of the binomial law".
func AtLeast(needed, total int, each float64) (float64, error) {
	if err := share("availability", each); err != nil {
		return 0, err
	}
	if needed < 0 || needed > total {
		return 0, fmt.Errorf("reliability: %d of %d parts needed, must be between 0 and all", needed, total)
	}
	switch {
	case needed == 0 || each == 1:
		return 1, nil
	case each == 0:
		return 0, nil
	case total > mostAdded:
		return 1 - atMostNear(float64(needed-1)+between(each), float64(total), each), nil
	}
	return max(0, 1-atMost(needed-1, total, each)), nil
}

// atMost adds up the chance that no more than some of total parts work. The
// failing tail is the smaller sum: adding it up keeps the last digits.
func atMost(working, total int, each float64) float64 {
	sum, middle := 0.0, float64(total)*each
	for ; working >= 0; working-- {
		term := math.Exp(choose(total, working) + float64(working)*math.Log(each) + float64(total-working)*math.Log1p(-each))
		sum += term
		// Below the middle each term is less than the one before: what is left
		// of them cannot change the sum any more.
		if float64(working) < middle && term <= sum*1e-18 {
			break
		}
	}
	return sum
}

// between is where from one count to the next the approximation is closest: the
// middle when half of the parts work, a third when nearly all do, as the median
// of so lopsided a distribution lies.
func between(each float64) float64 { return (2 - each) / 3 }

// atMostNear is about the chance that no more than working of total parts do.
func atMostNear(working, total, each float64) float64 {
	off := working/total - each
	// x ln(x ÷ p) + (1 − x) ln((1 − x) ÷ (1 − p)), written so that nothing is
	// lost where x is close to p.
	divergence := working/total*math.Log1p(off/each) + (total-working)/total*math.Log1p(max(-off/(1-each), -1+1e-16))
	return 0.5 * math.Erfc(-math.Copysign(math.Sqrt(max(0, total*divergence)), off))
}

// choose is the logarithm of n over k.
func choose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}

// Operation is a year as it is lived: what breaks, how long people take, and
// what is taken offline on purpose. Durations are minutes.
type Operation struct {
	Failures float64 // a year that somebody must mend
	Decide   float64 // from the failure until it is understood and an action chosen
	Recover  float64 // from there until service is back
	Changes  float64 // a year that take the service offline
	Offline  float64 // each
}

// Downtime is the minutes a year: failures × (decide + recover) + changes × offline.
func (o Operation) Downtime() float64 {
	return o.Failures*(o.Decide+o.Recover) + o.Changes*o.Offline
}

// Availability is 1 − downtime ÷ 525,600, never below 0.
//
// Domain: every field finite and at least 0.
// Source: AWS Well-Architected, Reliability Pillar, availability goals.
func (o Operation) Availability() (float64, error) {
	for _, v := range []float64{o.Failures, o.Decide, o.Recover, o.Changes, o.Offline} {
		if !(v >= 0) || math.IsInf(v, 1) {
			return 0, fmt.Errorf("reliability: a count or duration is %v, must be finite and at least 0", v)
		}
	}
	return max(0, 1-o.Downtime()/MinutesPerYear), nil
}

// Down is the minutes of a span an availability leaves without service.
func Down(availability, span float64) float64 { return (1 - availability) * span }

func share(what string, a float64) error {
	if !(a >= 0 && a <= 1) {
		return fmt.Errorf("reliability: %s is %v, must be between 0 and 1", what, a)
	}
	return nil
}
