package pricing

import (
	"fmt"
	"strings"
	"time"
)

// StaleDays is the age above which a book warns. AWS changes some list price
// every few weeks; a quarter without a look at them is our limit.
const StaleDays = 90

// Age is how many days before today, an ISO date, the newest price of the book
// was read. A month counts from its first day, a year from its first. It is
// negative for a book dated after today, and ok is false when no price has a
// date or today is none.
func (b *Book) Age(today string) (days int, ok bool) { return age(b.asOf, today) }

func age(asOf, today string) (days int, ok bool) {
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return 0, false
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if read, err := time.Parse(layout, asOf); err == nil {
			return int(now.Sub(read).Hours()) / 24, true
		}
	}
	return 0, false
}

// Stale says whether the book is older than StaleDays, or has no date at all.
func (b *Book) Stale(today string) bool {
	days, ok := b.Age(today)
	return !ok || days > StaleDays
}

// Warnings are sentences for every page and export: none while the book is
// fresh.
func (b *Book) Warnings(today string) []string { return warnings(b.asOf, today) }

// WarningsOf are the warnings of a book of which only the version is known,
// such as that of a saved plan.
func WarningsOf(version, today string) []string {
	list, _, _ := strings.Cut(version, "+")
	asOf := list[:max(0, strings.LastIndexByte(list, '-'))]
	return warnings(asOf, today)
}

func warnings(asOf, today string) []string {
	days, ok := age(asOf, today)
	switch {
	case !ok:
		return []string{"No price of this book has a date: check every price before you rely on it."}
	case days > StaleDays:
		return []string{fmt.Sprintf("These prices are old: the newest is of %s, %d days ago. Check them, or import new ones with “stagecraft prices import”.", asOf, days)}
	}
	return []string{}
}
