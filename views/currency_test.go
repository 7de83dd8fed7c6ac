package views

import (
	"strconv"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/workload"
)

// agreedPlan is a plan at negotiated rates, with amounts in euros too.
func agreedPlan(t *testing.T, users string) planner.Plan {
	t.Helper()
	w, refused := workload.Parse(map[string][]string{"users": {users}})
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	p, err := planner.Build(w, agreed(t))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cents reads an amount without its thousands.
func cents(t *testing.T, amount string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "").Replace(amount))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The lines in euros add up to the subtotals, and these to the total.
func TestSecondCurrencyAddsUp(t *testing.T) {
	p := agreedPlan(t, "6M")
	for _, s := range p.Stages {
		b := newBill(p, s, Draft(p.Workload))
		total := 0
		for _, g := range b.Groups {
			sum := 0
			for _, l := range g.Lines {
				sum += cents(t, l.Also)
			}
			if sum != cents(t, g.Also) {
				t.Errorf("stage %d, %s: the lines are %d cents, the subtotal is %s", s.Number, g.Name, sum, g.Also)
			}
			total += sum
		}
		if total == 0 || total != cents(t, b.Converted) || b.Currency != "EUR" {
			t.Errorf("stage %d: the lines are %d cents, the total is %s %s", s.Number, total, b.Currency, b.Converted)
		}
		for _, want := range []string{"EUR at 0.92 EUR per USD of 2026-11-20, stated by ECB reference rate.", "Each line is converted"} {
			if !strings.Contains(b.Rate, want) {
				t.Errorf("%q lacks %q", b.Rate, want)
			}
		}
	}
}

// Without a second currency nothing is said of one, and list prices are.
func TestOneCurrencyAlone(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"6M"}})
	b := newBill(p, p.Stages[7], Draft(p.Workload))
	if b.Currency+b.Converted+b.Rate+b.Groups[0].Also != "" || !strings.HasPrefix(b.Prices, "List prices, newest of ") {
		t.Errorf("%+v", b)
	}
}

// A negotiated line is marked, and the prices are not called those of the list.
func TestNegotiatedLinesAreSaid(t *testing.T) {
	p := agreedPlan(t, "6M")
	s := p.Stages[7]
	b := newBill(p, s, Draft(p.Workload))
	marked := 0
	for _, g := range b.Groups {
		for _, l := range g.Lines {
			if l.Agreed != strings.HasPrefix(l.Key, "ec2.") {
				t.Errorf("%s: negotiated is %v", l.Key, l.Agreed)
			}
			if l.Agreed {
				marked++
			}
		}
	}
	want := "negotiated rates in " + strconv.Itoa(marked) + " of " + strconv.Itoa(len(s.Bill.Items)) + " lines, else list prices, newest of "
	if marked == 0 || !strings.HasPrefix(b.Prices, upperFirst(want)) || !strings.Contains(newKPIs(p, s, Draft(p.Workload))[1].Note, want) {
		t.Errorf("%q, want %q", b.Prices, want)
	}
	for i := range s.Bill.Items {
		s.Bill.Items[i].Source.Name = "negotiated: all of it"
	}
	if got := pricesText(p, s); got != "negotiated rates" {
		t.Errorf("all negotiated: %q", got)
	}
}

// By hand: moving the rows of stage 2 takes 168.0007 h × $0.018 = $3.02, which is
// € 2.78 at 0.92; it is in no monthly total.
func TestOnceByHand(t *testing.T) {
	p := agreedPlan(t, "600")
	if newOnce(p, p.Stages[0]) != nil {
		t.Error("nothing is paid to get to stage 1")
	}
	once := newOnce(p, p.Stages[1])
	if once == nil || once.Title != "Once, to get here: $3.02" || once.Converted != "EUR 2.78" || !strings.Contains(once.Text, "100 users") || len(once.Lines) != 1 {
		t.Fatalf("%+v", once)
	}
	if l := once.Lines[0]; l.Also != "2.78" || l.Sum != "168.0007 hours × $0.018" || l.ID != "once-line-1" {
		t.Errorf("%+v", l)
	}
	for _, g := range newBill(p, p.Stages[1], Draft(p.Workload)).Groups {
		for _, l := range g.Lines {
			if l.Key == once.Lines[0].Key {
				t.Errorf("the monthly bill holds %s", l.Key)
			}
		}
	}
	p.Stages[1].OneOff.Items[0].Unpriced, p.Stages[1].OneOff.Complete = true, false
	if got := newOnce(p, p.Stages[1]); got.Title != "Once, to get here: at least $3.02" || got.Lines[0].Monthly != "not priced" || got.Lines[0].Also != "" {
		t.Errorf("without a price: %+v", got)
	}
}
