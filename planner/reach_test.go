package planner

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// What another engine would cost more is the bill of a plan made with it, less
// this one's.
func TestReachIsPricedAsAPlanOfItsOwn(t *testing.T) {
	spiky, refused := workload.Parse(map[string][]string{"users": {"300k"}, "peak_factor": {"20"}, "availability": {"99.95%"}})
	if refused != nil {
		t.Fatal(refused)
	}
	seen := 0
	for name, w := range map[string]workload.Workload{"spiky": spiky, "saas": presetNamed(t, "saas")} {
		own, err := Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		w.Database = aurora(w.Database)
		other, err := Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range own.Stages {
			for _, r := range s.Available.Reach {
				if r.Stage != s.Number || other.Stages[i].SizedAt != s.SizedAt {
					continue
				}
				seen++
				if want := other.Stages[i].Bill.Total.Sub(s.Bill.Total); r.Monthly.Cmp(want) != 0 || want.IsZero() {
					t.Errorf("%s, stage %d: %s a month for %q, want %s", name, s.Number, r.Monthly, r.Text, want)
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d changes of engine were compared", seen)
	}
}

func presetNamed(t *testing.T, id string) workload.Workload {
	t.Helper()
	for _, p := range workload.Presets() {
		if p.ID == id {
			return p.Workload()
		}
	}
	t.Fatalf("no preset %s", id)
	return workload.Workload{}
}
