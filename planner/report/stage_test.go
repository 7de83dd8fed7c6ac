package report

import (
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// One stage prints the demand with its arithmetic, and every bill line where its
// price is from: derived ones say so.
func TestStageTextHasDemandAndSources(t *testing.T) {
	w, refused := workload.Parse(map[string][]string{"users": {"1M"}})
	if refused != nil {
		t.Fatal(refused)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(Text(p, p.Here))), " ")
	for _, want := range []string{"Demand at 1M users", "Peak requests = average × peak factor = 115.741/s × 3", "rows stored"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text of stage %d lacks %q", p.Here, want)
		}
	}
	for _, s := range p.Stages {
		text := strings.Join(strings.Fields(string(Text(p, s.Number))), " ")
		for _, i := range s.Bill.Items {
			if want := i.AsOf + ", " + strings.Join(strings.Fields(i.Source.Name), " "); !i.Unpriced && !strings.Contains(text, want) {
				t.Errorf("stage %d, %s: no %q", s.Number, i.Name, want)
			}
		}
	}
}
