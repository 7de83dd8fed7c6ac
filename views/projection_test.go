package views

import (
	"strings"
	"testing"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// Where a migration has no known price the table says so, and the sums after it
// are lower bounds.
func TestUnpricedMigrationInTheProjection(t *testing.T) {
	w, refused := workload.Parse(map[string][]string{"users": {"1.3M"}, "read_write": {"20/80"}, "data_stored": {"2 TB"}, "database": {"aurora-postgresql"}, "region": {"eu-west-1"}})
	if refused != nil {
		t.Fatal(refused)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	v := newProjection(p, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	after := false
	for i, m := range v.Months[1:] {
		if !p.Growth.Months[i+1].Paid {
			after = true
			if m.Once != "+ a migration without a known price" {
				t.Errorf("month %d: %q", i+1, m.Once)
			}
		}
		if strings.HasPrefix(m.Cumulative, "≥ ") != after {
			t.Errorf("month %d: so far %q", i+1, m.Cumulative)
		}
	}
	if last := v.Years[len(v.Years)-1].Value; !strings.HasPrefix(last, "≥ $") {
		t.Errorf("after 36 months %q", last)
	}
}
