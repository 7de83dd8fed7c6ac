package pricing

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

func TestTheEmbeddedFileIsCanonical(t *testing.T) {
	if !bytes.Equal(Embedded().CSV(), ratesCSV) {
		t.Error("the embedded file is not what CSV writes: an import would change its version for nothing")
	}
	same, err := Embedded().With(nil)
	if err != nil || same.Version() != Embedded().Version() || len(Changes(Embedded(), same)) != 0 {
		t.Errorf("%v", err)
	}
}

func TestWith(t *testing.T) {
	book, err := Parse(strings.NewReader(file(tierOne, tierTwo, tierThree, single)))
	if err != nil {
		t.Fatal(err)
	}
	version := book.Version()
	rate, _ := book.Exact("nat.hour", "eu-west-1")
	tiers := append([]Tier(nil), rate.Tiers...)
	tiers[0].Price = units.MustPrice("0.05")
	tiers[0].AsOf = "2026-11-01"
	rate.Tiers = tiers
	added := rate
	added.Region = "us-east-1"
	newer, err := book.With([]Rate{rate, added})
	if err != nil {
		t.Fatal(err)
	}
	if kept, _ := book.Exact("nat.hour", "eu-west-1"); kept.Price().Price.String() != "0.048" || book.Version() != version || book.Has("nat.hour", "us-east-1") {
		t.Error("the book itself changed")
	}
	changes := Changes(book, newer)
	if len(changes) != 2 || changes[0].Region != "eu-west-1" || changes[0].Added() || changes[0].Removed() || !changes[0].Priced() || !changes[1].Added() || !changes[1].Priced() {
		t.Fatalf("%+v", changes)
	}
	if ratio, ok := changes[0].Ratio(); !ok || ratio < 0.0416 || ratio > 0.0417 {
		t.Errorf("ratio %v %v", ratio, ok)
	}
	if _, ok := changes[1].Ratio(); ok {
		t.Error("an added rate has no ratio")
	}
	if back := Changes(newer, book); len(back) != 2 || !back[1].Removed() || back[1].Added() {
		t.Errorf("%+v", back)
	}
	rate.Tiers[0].Price, rate.Tiers[0].AsOf = units.MustPrice("0.048"), "2026-11-02"
	redated, err := book.With([]Rate{rate})
	if err != nil {
		t.Fatal(err)
	}
	if c := Changes(book, redated); len(c) != 1 || c[0].Priced() {
		t.Errorf("only the date differs: %+v", c)
	}
	if _, err := book.With([]Rate{{Key: "a", Region: "us-east-1"}}); err == nil {
		t.Error("a rate without a price was taken")
	}
	rate.Tiers[0].To = 5
	if _, err := book.With([]Rate{rate}); err == nil || !strings.Contains(err.Error(), "nothing is said above 5") {
		t.Errorf("%v", err)
	}
}

func TestAge(t *testing.T) {
	for _, v := range []struct {
		asOf, today string
		days        int
		ok, stale   bool
	}{
		{"2026-10-08", "2026-10-08", 0, true, false}, {"2026-10-08", "2027-01-06", 90, true, false}, {"2026-10-08", "2027-01-07", 91, true, true},
		{"2026-10-08", "2026-10-07", 0, false, true}, {"2026-10-08", "2026-10-09", 1, true, false}, {"2026-10", "2026-10-31", 30, true, false}, {"2026", "2026-12-31", 364, true, true},
		{Undated, "2026-10-08", 0, false, true}, {"2026-10-08", "soon", 0, false, true}, {"2024-02-28", "2024-03-01", 2, true, false},
	} {
		book, err := Parse(strings.NewReader(file("nat.hour,us-east-1,hour,1,,," + v.asOf + ",S,")))
		if err != nil {
			t.Fatal(err)
		}
		days, ok := book.Age(v.today)
		if days != v.days || ok != v.ok || book.Stale(v.today) != v.stale {
			t.Errorf("%s on %s: %d days, %v, stale %v", v.asOf, v.today, days, ok, book.Stale(v.today))
		}
		warnings := book.Warnings(v.today)
		if of := WarningsOf(book.Version()+"+0123456789ab", v.today); !slices.Equal(of, warnings) {
			t.Errorf("%s: %q, of the version %q", book.Version(), warnings, of)
		}
		if warnings == nil || (len(warnings) == 1) != v.stale || v.stale && v.ok && !strings.Contains(warnings[0], v.asOf) {
			t.Errorf("%s on %s: %q", v.asOf, v.today, warnings)
		}
	}
}

// A price of tomorrow makes no book young, and is said; so is an agreement.
func TestDatesInTheFuture(t *testing.T) {
	book, err := Parse(strings.NewReader(file("a,us-east-1,hour,1,,,2026-01-10,S,", "b,us-east-1,hour,1,,,2026-07-01,S,", "c,us-east-1,hour,1,,,2027-01,S,", "d,us-east-1,hour,1,,,undated,S,")))
	if err != nil {
		t.Fatal(err)
	}
	const old, ahead, agreed = "These prices are old: the newest is of 2026-07-01", "A price is dated in the future, 2027-01:", "A negotiated rate or the second currency is dated in the future, 2026-12-02:"
	over, err := book.Overlay(nil, &Exchange{Currency: "EUR", Rate: units.MustPrice("0.9"), AsOf: "2026-12-01", Source: "S"}, "2026-12-02", "2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		book   *Book
		today  string
		newest string
		days   int
		ok     bool
		says   []string
	}{
		{book, "2026-09-29", "2026-07-01", 90, true, []string{ahead}},
		{book, "2026-09-30", "2026-07-01", 91, true, []string{ahead, old}},
		{book, "2026-12-31", "2026-07-01", 183, true, []string{ahead, old}},
		{book, "2027-01-01", "2027-01", 0, true, nil},
		{book, "2026-06-30", "2026-01-10", 171, true, []string{ahead, "the newest is of 2026-01-10"}},
		{book, "2025-12-31", Undated, 0, false, []string{ahead}},
		{over, "2026-09-01", "2026-07-01", 62, true, []string{ahead, agreed}},
		{over, "2026-12-01", "2026-07-01", 153, true, []string{ahead, agreed, old}},
		{over, "2026-12-02", "2026-07-01", 154, true, []string{ahead, old}},
	} {
		days, ok := v.book.Age(v.today)
		if days != v.days || ok != v.ok || v.book.Newest(v.today) != v.newest {
			t.Errorf("on %s: %d days, %v, newest %s", v.today, days, ok, v.book.Newest(v.today))
		}
		warnings := v.book.Warnings(v.today)
		if len(warnings) != len(v.says) {
			t.Fatalf("on %s: %q", v.today, warnings)
		}
		for i, part := range v.says {
			if !strings.Contains(warnings[i], part) {
				t.Errorf("on %s: %q does not say %q", v.today, warnings[i], part)
			}
		}
	}
	if of := WarningsOf(book.Version(), "2026-12-31"); len(of) != 1 || !strings.Contains(of[0], ahead) {
		t.Errorf("of the version: %q", of)
	}
}
