package price

import (
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason/arithmetic"
	"stagecraft/planner/units"
)

// ask prices words such as "lambda requests=3M ms=120 --rate gbs=1"; the
// service comes first and rates last.
func ask(t testing.TB, words string) (Result, error) {
	t.Helper()
	line, rates, _ := strings.Cut(words, " --rate ")
	fields := strings.Fields(line)
	request, err := NewRequest(fields[0], fields[1:], []string{rates}, "")
	if err != nil {
		return Result{}, err
	}
	return Quote(pricing.Embedded(), request)
}

func mustAsk(t testing.TB, words string) Result {
	t.Helper()
	r, err := ask(t, words)
	if err != nil {
		t.Fatalf("%s: %v", words, err)
	}
	return r
}

// audit re-adds a result from what it prints.
func audit(t *testing.T, words string, r Result) {
	t.Helper()
	var total units.Money
	complete := true
	halves := 0
	for _, item := range r.Items {
		if item.Unpriced {
			complete = false
			continue
		}
		down := false
		amount, half := item.UnitPrice.FineAmount(item.Quantity)
		if half && item.Quantity.String() == "1" {
			halves++
			if down = halves%2 == 0; down {
				amount = amount.Sub(units.Cent)
			}
		}
		if item.Amount.Cmp(amount) != 0 || item.HalfCent != down {
			t.Errorf("%s: %s: %s × %s is %s, not %s", words, item.Name, item.Quantity, item.UnitPrice, amount, item.Amount)
		}
		if item.Name == "" || item.Unit == "" || item.Reason.Formula == "" || item.Source.Name == "" {
			t.Errorf("%s: a line lacks its name, unit, formula or source: %+v", words, item)
		}
		if err := arithmetic.Check(item.Reason); err != nil {
			t.Errorf("%s: %s: %v", words, item.Name, err)
		}
		total = total.Add(item.Amount)
	}
	if total.Cmp(r.Total) != 0 || complete != r.Complete {
		t.Errorf("%s: lines add up to %s, complete %v; printed %s, %v", words, total, complete, r.Total, r.Complete)
	}
	if !r.Complete && len(r.Notes) == 0 {
		t.Errorf("%s: a rate is missing and no note says so", words)
	}
}

func TestPublishedExamples(t *testing.T) {
	if len(Examples()) < 43 {
		t.Fatalf("only %d examples", len(Examples()))
	}
	for _, p := range Examples() {
		r, err := Quote(pricing.Embedded(), p.Request)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		if r.Total.Cmp(p.Ours) != 0 || !r.Complete {
			t.Errorf("%s: %s, published %s\n%s", p.ID, r.Total, p.Total, Text(r))
		}
		if p.Ours.Cmp(p.Total) != 0 && p.Note == "" {
			t.Errorf("%s differs from what is published without a reason", p.ID)
		}
		for _, item := range r.Items {
			if item.HalfCent != (p.ID == "nat-1gb" && item.Name == r.Items[1].Name) {
				t.Errorf("%s, %s: half cent %v", p.ID, item.Name, item.HalfCent)
			}
		}
		if p.Source.Name == "" || p.Source.AsOf == "" {
			t.Errorf("%s has no dated source", p.ID)
		}
		audit(t, p.ID, r)
	}
}
