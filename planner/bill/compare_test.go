package bill

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

func TestCompare(t *testing.T) {
	price := func(usages ...Usage) Bill { return Price(pricing.Embedded(), "us-east-1", usages, nil) }
	web := Usage{Service: "ec2", Component: "web", Name: "Web servers", Key: "ec2.m7g.large", Amount: 730}
	more := web
	more.Amount = 1460
	out := Usage{Service: "datatransfer", Name: "Out", Key: "dto.internet", Amount: 20_000}
	nat := Usage{Service: "nat", Component: "nat", Name: "NAT", Key: "nat.hour", Amount: 730}
	odd := Usage{Service: "x", Component: "x", Name: "Odd", Key: "no.such", Amount: 1}

	var got strings.Builder
	for _, d := range Compare(price(out, web, nat), price(odd, more, out)) {
		fmt.Fprintf(&got, "%s %s→%s %s added=%v removed=%v unpriced=%v\n", d.Name, d.Before, d.After, d.Change, d.Added, d.Removed, d.Unpriced)
	}
	want := `Web servers 59.57→119.14 59.57 added=false removed=false unpriced=false
NAT 32.85→0.00 -32.85 added=false removed=true unpriced=false
Odd 0.00→0.00 0.00 added=true removed=false unpriced=true
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if d := Compare(price(out, web), price(out, web)); d != nil {
		t.Errorf("equal bills differ: %v", d)
	}
	// A rate may change its quantities at the same cost, as free use does.
	free := Usage{Name: "Builds", Key: "codepipeline.v2", Amount: 10}
	freer := free
	freer.Amount = 20
	if d := Compare(price(free), price(freer)); len(d) != 1 || !d[0].Change.IsZero() {
		t.Errorf("a change of use at no cost: %v", d)
	}
}

func TestChangesAddUp(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for range 500 {
		a := Price(pricing.Embedded(), "us-east-1", random(r), nil)
		b := Price(pricing.Embedded(), "eu-west-1", random(r), nil)
		var sum units.Money
		for _, d := range Compare(a, b) {
			sum = sum.Add(d.Change)
		}
		if want := b.Total.Sub(a.Total); sum.Cmp(want) != 0 {
			t.Fatalf("changes add up to %s, totals differ by %s", sum, want)
		}
	}
}

func TestComponent(t *testing.T) {
	b := Price(pricing.Embedded(), "us-east-1", []Usage{
		{Component: "web", Name: "a", Key: "ec2.m7g.large", Amount: 730}, {Component: "web", Name: "b", Key: "ebs.gp3.storage", Amount: 10},
		{Component: "odd", Name: "c", Key: "no.such", Amount: 1},
	}, nil)
	for _, v := range []struct {
		id, total string
		priced    bool
	}{{"web", "60.37", true}, {"odd", "0.00", false}, {"none", "0.00", true}} {
		if total, priced := b.Component(v.id); total.String() != v.total || priced != v.priced {
			t.Errorf("%s costs %s, priced %v; want %s, %v", v.id, total, priced, v.total, v.priced)
		}
	}
}
