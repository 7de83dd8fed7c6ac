package planner

import (
	"errors"
	"testing"

	"stagecraft/planner/pricing"
)

// simulated is the ranges of a plan by a simulation nobody stops.
func simulated(t *testing.T, p Plan, book *pricing.Book, samples int) *Ranges {
	t.Helper()
	r, err := ranges(p, book, samples, never)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// after is a stop at the given question, which counts the questions.
func after(asked *int, most int) func() bool {
	return func() bool { *asked++; return *asked > most }
}

// Whenever the sums are told to stop, they do at once and leave the plan as it was.
func TestLongSumsStop(t *testing.T) {
	book := pricing.Embedded()
	p := plan(t, "users", "80k..120k", "requests_per_user_day", "40..60")
	for _, most := range []int{0, 1, 7, RangeSamples, RangeSamples + 1, RangeSamples + 2, RangeSamples + 3} {
		asked := 0
		got, err := AssessUntil(p, book, after(&asked, most))
		if !errors.Is(err, ErrStopped) || asked != most+1 || got.Ranges != nil || got.Sensitivity != nil {
			t.Errorf("stopped after %d: %v, asked %d times", most, err, asked)
		}
	}
	asked := 0
	got, err := AssessUntil(p, book, after(&asked, 1<<20))
	if err != nil || got.Ranges == nil || got.Sensitivity == nil {
		t.Fatal(err)
	}
	if want := RangeSamples + 2 + got.Sensitivity.Tried; asked != want {
		t.Errorf("asked %d times, want %d: each sample, both intervals, each assumption", asked, want)
	}
	for _, most := range []int{0, 1, 9} {
		asked = 0
		if _, err := WithAlternativesUntil(p, book, 0, after(&asked, most)); !errors.Is(err, ErrStopped) || asked != most+1 {
			t.Errorf("alternatives stopped after %d: %v, asked %d times", most, err, asked)
		}
	}
	asked = 0
	if _, err := WithAlternativesUntil(p, book, 3, after(&asked, 9)); err != nil || asked != 9 {
		t.Errorf("one stage asks %d times, want once for each of 9 questions: %v", asked, err)
	}
}
