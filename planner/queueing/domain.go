// Package queueing holds the formulas of waiting, staffing, scaling and caching
// that sizes and latencies rest on. All are pure functions of plain numbers:
// times in any one unit (seconds, say), rates per that unit, shares from 0 to 1.
//
// Every function states its domain and answers a DomainError outside it, and
// ErrUnstable where work arrives at least as fast as it can be done, since then
// no waiting time exists.
package queueing

import (
	"errors"
	"fmt"
	"math"
)

// ErrUnstable says that arriving work reaches or exceeds capacity: the queue
// grows without end.
var ErrUnstable = errors.New("unstable: work arrives at least as fast as it can be done")

// DomainError names an argument outside the domain of a formula.
type DomainError struct {
	Formula  string // "Erlang B"
	Argument string // "offered load"
	Value    float64
	Want     string // "at least 0"
}

// Error says what is wrong and what would be right.
func (e *DomainError) Error() string {
	return fmt.Sprintf("%s: %s is %v, must be %s", e.Formula, e.Argument, e.Value, e.Want)
}

// MaxServers bounds the servers of a formula that takes a step for each.
const MaxServers = 10_000_000

// check is a condition on an argument.
type check struct {
	ok       bool
	argument string
	value    float64
	want     string
}

// domain answers the first condition that fails.
func domain(formula string, checks ...check) error {
	for _, c := range checks {
		if !c.ok {
			return &DomainError{Formula: formula, Argument: c.argument, Value: c.value, Want: c.want}
		}
	}
	return nil
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

func notNegative(argument string, f float64) check {
	return check{finite(f) && f >= 0, argument, f, "finite and at least 0"}
}

func positive(argument string, f float64) check {
	return check{finite(f) && f > 0, argument, f, "finite and above 0"}
}

func share(argument string, f float64) check {
	return check{f >= 0 && f <= 1, argument, f, "between 0 and 1"}
}

func inside(argument string, f float64) check {
	return check{f > 0 && f < 1, argument, f, "above 0 and below 1"}
}

func serverCount(n int) check {
	return check{n >= 1 && n <= MaxServers, "servers", float64(n), fmt.Sprintf("between 1 and %d", MaxServers)}
}
