package report

import (
	"encoding/json"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

func withAlternatives(t *testing.T, number int) planner.Plan {
	t.Helper()
	p, err := planner.Build(workload.Default(), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if p, err = planner.WithAlternatives(p, pricing.Embedded(), number); err != nil {
		t.Fatal(err)
	}
	return p
}

// What was not priced is null; what was has amounts as strings, and null where an
// option is not possible.
func TestAlternativesJSON(t *testing.T) {
	var doc struct {
		Stages []struct {
			Number       int
			Alternatives *[]struct {
				ID      string
				Options []struct {
					ID               string
					Chosen, Possible bool
					Monthly          *string
					WhyNot           string `json:"why_not"`
					Items            []struct{ Reasons []any }
				}
				Crossovers []struct {
					Exists bool
					Value  *float64
				}
			}
			Bill struct {
				Total string `json:"total_monthly"`
			}
		}
	}
	if err := json.Unmarshal(JSON(withAlternatives(t, 3), AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	for _, s := range doc.Stages {
		if (s.Alternatives != nil) != (s.Number == 3) {
			t.Fatalf("stage %d: alternatives %v", s.Number, s.Alternatives)
		}
		if s.Alternatives == nil {
			continue
		}
		for _, a := range *s.Alternatives {
			for _, o := range a.Options {
				if (o.Monthly != nil) != o.Possible || (o.WhyNot == "") != o.Possible {
					t.Errorf("%s: %+v", o.ID, o)
				}
				for _, item := range o.Items {
					if o.Chosen && len(item.Reasons) != 0 {
						t.Errorf("%s repeats the reasons of the bill", o.ID)
					}
				}
			}
			for _, x := range a.Crossovers {
				if (x.Value != nil) != x.Exists {
					t.Errorf("%s: %+v", a.ID, x)
				}
			}
		}
	}
}

func TestAlternativesText(t *testing.T) {
	p := withAlternatives(t, 3)
	brief, full := string(Text(p, AllStages)), string(Text(p, 3))
	for _, a := range p.Stages[2].Alternatives {
		if !strings.Contains(brief, "Or: "+a.Title+":") || !strings.Contains(full, a.Title+": "+a.Question) {
			t.Errorf("%s is missing", a.Title)
		}
		for _, o := range a.Options {
			if !strings.Contains(full, o.Name) || o.Possible && !strings.Contains(full, o.WholeStage.Display()) {
				t.Errorf("%s is missing in the table", o.Name)
			}
		}
	}
	without, err := planner.Build(workload.Default(), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if text := string(Text(without, 3)); strings.Contains(text, "Alternatives") {
		t.Error("a plan without alternatives has a heading for them")
	}
}
