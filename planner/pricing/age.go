package pricing

import (
	"fmt"
	"strings"
	"time"
)

// StaleDays is the age above which a book warns. AWS changes some list price
// every few weeks; a quarter without a look at them is our limit.
const StaleDays = 90

// Newest is the newest date of a price of the book that does not lie after
// today, an ISO date; Undated when there is none. A month begins on its first
// day, a year on its first.
func (b *Book) Newest(today string) string { return newest(b.dates, today) }

func newest(dates []string, today string) string {
	found := Undated
	for _, date := range dates {
		if days, ok := age(date, today); ok && days >= 0 {
			found = newer(found, date)
		}
	}
	return found
}

// Age is how many days before today, an ISO date, the newest price of the book
// was read, leaving out prices dated after today; it is never negative. ok is
// false when no other price has a date, or today is none.
func (b *Book) Age(today string) (days int, ok bool) { return age(b.Newest(today), today) }

// age is negative for a date after today.
func age(asOf, today string) (days int, ok bool) {
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return 0, false
	}
	if read, ok := firstDay(asOf); ok {
		return int(now.Sub(read).Hours()) / 24, true
	}
	return 0, false
}

// firstDay is the day, or the first one of the month or year.
func firstDay(date string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if day, err := time.Parse(layout, date); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// Stale says whether the book is older than StaleDays, or has no date at all
// that has come.
func (b *Book) Stale(today string) bool {
	days, ok := b.Age(today)
	return !ok || days > StaleDays
}

// Warnings are sentences for every page and export: none while the book is
// fresh and no date in it, or in what is laid over it, lies in the future.
func (b *Book) Warnings(today string) []string { return warnings(b.dates, b.agreed, today) }

// WarningsOf are the warnings of a book of which only the version is known,
// such as that of a saved plan.
func WarningsOf(version, today string) []string {
	list, _, _ := strings.Cut(version, "+")
	asOf := list[:max(0, strings.LastIndexByte(list, '-'))]
	return warnings([]string{asOf}, nil, today)
}

func warnings(dates, agreed []string, today string) []string {
	found := []string{}
	latest, ahead := future(dates, today)
	if ahead > 0 {
		found = append(found, fmt.Sprintf("A price is dated in the future, %s: check the price book, or the clock of this machine.", latest))
	}
	if latest, n := future(agreed, today); n > 0 {
		found = append(found, fmt.Sprintf("A negotiated rate or the second currency is dated in the future, %s: check as_of in the file of rates.", latest))
	}
	asOf := newest(dates, today)
	days, ok := age(asOf, today)
	switch {
	case !ok && ahead == 0:
		found = append(found, "No price of this book has a date: check every price before you rely on it.")
	case days > StaleDays:
		found = append(found, fmt.Sprintf("These prices are old: the newest is of %s, %d days ago. Check them, or import new ones with “stagecraft prices import”.", asOf, days))
	}
	return found
}

// future gives the latest date after today, and how many of the dates are.
func future(dates []string, today string) (latest string, n int) {
	latest = Undated
	for _, date := range dates {
		if days, ok := age(date, today); ok && days < 0 {
			latest = newer(latest, date)
			n++
		}
	}
	return latest, n
}
