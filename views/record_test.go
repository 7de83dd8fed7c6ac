package views

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/record"
	"stagecraft/planner/workload"
)

// A plan that was written down and read back is shown as it was: in every stage
// and section, and with what is worked out on demand.
func TestRecordedPlansAreShownTheSame(t *testing.T) {
	plans := map[string]planner.Plan{}
	for _, preset := range workload.Presets() {
		p, err := planner.Build(preset.Workload(), agreed(t))
		if err != nil {
			t.Fatal(err)
		}
		plans[preset.ID] = p
	}
	plans["whole"] = whole(t, map[string][]string{"users": {"50k..200k"}, "read_write": {"70/30..90/10"}, "carbon": {"on"}, "engineers": {"2"}, "region": {"sa-east-1"}})
	for name, p := range plans {
		saved, err := record.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		back, err := record.Decode(saved)
		if err != nil {
			t.Fatal(err)
		}
		for stage := 1; stage <= len(p.Stages); stage++ {
			for _, shown := range sections {
				at := Draft(p.Workload).Showing(shown.section)
				was, is := NewResults(p, stage, at, today), NewResults(back, stage, at, today)
				if !bytes.Equal(marshalled(t, was), marshalled(t, is)) {
					t.Errorf("%s: the results of stage %d, section %q, differ", name, stage, shown.section)
				}
				if shown.section == "" && html(t, Plan(planPage(p, was))) != html(t, Plan(planPage(back, is))) {
					t.Errorf("%s: the page of stage %d differs", name, stage)
				}
			}
			if fmt.Sprint(DiagramLabels(p.Workload, p.Stages[stage-1])) != fmt.Sprint(DiagramLabels(back.Workload, back.Stages[stage-1])) {
				t.Errorf("%s: the labels of the picture of stage %d differ", name, stage)
			}
		}
		if fmt.Sprint(NewBrief(p)) != fmt.Sprint(NewBrief(back)) {
			t.Errorf("%s: the head of a share differs", name)
		}
	}
}

func planPage(p planner.Plan, results Results) PlanPage {
	form := NewForm(p.Workload, nil, nil).WithDemand(p.Demand)
	return PlanPage{Form: &form, Results: &results}
}

// whole is a plan with everything that is worked out on demand.
func whole(t testing.TB, values map[string][]string) planner.Plan {
	t.Helper()
	w, refused := workload.Parse(values)
	if err := refused.Err(); err != nil {
		t.Fatal(err)
	}
	book := agreed(t)
	p, err := planner.Build(w, book)
	if err == nil {
		p, err = planner.Assess(p, book)
	}
	if err == nil {
		p, err = planner.WithAlternatives(p, book, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	other, err := planner.Build(planner.OtherTrack(w), book)
	if err != nil {
		t.Fatal(err)
	}
	return planner.WithTracks(p, other)
}

func marshalled(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
