package planner

import (
	"errors"
	"fmt"

	"stagecraft/planner/pricing"
)

// ErrStopped is the error of long sums that were told to stop before their end.
var ErrStopped = errors.New("stopped before the end")

// never is for sums nobody stops.
func never() bool { return false }

// Assess adds to a plan what its uncertainty comes to: Ranges where intervals
// are stated, and Sensitivity. It takes up to a few seconds with intervals and
// some tenths of one without; Build alone takes a hundredth.
func Assess(p Plan, book *pricing.Book) (Plan, error) { return AssessUntil(p, book, never) }

// AssessUntil is Assess that asks before every sample and every assumption
// whether it is to stop, and then gives back the plan as it was and ErrStopped.
// What it gives otherwise does not depend on stopped.
func AssessUntil(p Plan, book *pricing.Book, stopped func() bool) (Plan, error) {
	ranged, err := withRanges(p, book, stopped)
	if err != nil {
		return p, err
	}
	ranked, err := withSensitivity(ranged, book, stopped)
	if err != nil {
		return p, err
	}
	return ranked, nil
}

// sameBook refuses a book that is not the plan's own.
func sameBook(p Plan, book *pricing.Book) error {
	if book.Version() != p.Book.Version {
		return fmt.Errorf("plan was made with price book %s, not %s", p.Book.Version, book.Version())
	}
	return nil
}
