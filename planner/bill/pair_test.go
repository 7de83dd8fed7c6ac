package bill

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

func TestPairs(t *testing.T) {
	item := func(component, name, key string) Item {
		return Item{Component: component, Name: name, RateKey: pricing.Key(key)}
	}
	older := Bill{Items: []Item{item("web", "a", "k"), item("web", "b", "k"), item("web", "b", "k"), item("db", "a", "k"), item("db", "gone", "g"), item("", "old name", "r")}}
	newer := Bill{Items: []Item{item("", "new name", "r"), item("web", "b", "k"), item("web", "c", "k"), item("web", "a", "k"), item("db", "new", "n"), item("db", "a", "k")}}
	name := func(i *Item) string {
		if i == nil {
			return "–"
		}
		return i.Component + "." + i.Name
	}
	show := func(pairs []Pair) string {
		var all []string
		for _, p := range pairs {
			all = append(all, name(p.Before)+" "+name(p.After))
		}
		return strings.Join(all, "\n")
	}
	want := "web.a web.a\nweb.b web.b\nweb.b web.c\ndb.a db.a\ndb.gone –\n.old name .new name\n– db.new"
	if got := show(Pairs(older, newer)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := show(Pairs(Bill{}, Bill{})); got != "" {
		t.Errorf("empty bills have the pairs %s", got)
	}
}

// Every line is in one pair, turned round as the bills are.
func TestPairsAreComplete(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 300 {
		a := Price(pricing.Embedded(), "us-east-1", random(r), nil)
		b := Price(pricing.Embedded(), "eu-west-1", random(r), nil)
		count := map[string]int{}
		var sum units.Money
		add := func(i *Item, sign int) {
			if i == nil {
				return
			}
			if sum = sum.Add(i.Monthly); sign < 0 {
				sum = sum.Sub(i.Monthly).Sub(i.Monthly)
			}
		}
		for _, p := range Pairs(a, b) {
			count[fmt.Sprint(p.Before, p.After)]++
			add(p.After, 1)
			add(p.Before, -1)
		}
		if want := b.Total.Sub(a.Total); sum.Cmp(want) != 0 {
			t.Fatalf("pairs differ by %s, totals by %s", sum, want)
		}
		for _, p := range Pairs(b, a) {
			count[fmt.Sprint(p.After, p.Before)]--
		}
		for pair, n := range count {
			if n != 0 {
				t.Fatalf("turned round there are %d fewer of %s", n, pair)
			}
		}
	}
}
