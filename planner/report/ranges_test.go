package report

import (
	"encoding/json"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// assessed is a made-up result: every figure differs from every other.
func assessed(t *testing.T) planner.Plan {
	t.Helper()
	money := func(s string) units.Money {
		m, err := units.ParseMoney(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	p := build(t, map[string][]string{"users": {"80k..120k"}})
	spread := func(low, likely, high, median, mean string) planner.Spread[units.Money] {
		return planner.Spread[units.Money]{Low: money(low), Likely: money(likely), High: money(high), Median: money(median), Mean: money(mean), Quantiles: []units.Money{money(low), money(high)}}
	}
	driver := planner.Driver{Field: "users", Label: "Users", Low: planner.DriverEnd{Value: "80k", Amount: 80e3, Stage: 3, Cost: money("11")},
		High: planner.DriverEnd{Value: "120k", Amount: 120e3, Stage: 4, Cost: money("13")}, Likely: money("12"), Swing: money("2"), Share: 0.75, Text: "Users moves the cost most."}
	p.Ranges = &planner.Ranges{Samples: 4, Seed: 9, Stage: 3, Beyond: 0.25, OnTime: 0.5,
		Inputs: []planner.RangeInput{{Field: "users", Label: "Users", Text: "80k – 120k", Interval: workload.Interval{Low: 80e3, Likely: 100e3, High: 120e3}}},
		Cost:   spread("1", "2", "3", "2.10", "2.20"), Staying: spread("4", "5", "6", "5.10", "5.20"),
		Peak:    planner.Spread[units.PerSecond]{Low: 7, Likely: 8, High: 9, Median: 8.1, Mean: 8.2, Quantiles: []units.PerSecond{7, 9}},
		P99:     planner.Spread[units.Milliseconds]{Low: 70, Likely: 80, High: 90, Median: 81, Mean: 82, Quantiles: []units.Milliseconds{70, 90}},
		Stages:  []planner.StageChance{{Number: 3, Name: "Balance", Samples: 4, Chance: 1, Cost: money("2.30")}, {Number: 4, Name: "Lighten"}},
		Drivers: []planner.Driver{driver},
	}
	p.Sensitivity = &planner.Sensitivity{Stage: 3, Cost: money("12"), Step: 0.25, Tried: 5, Drivers: []planner.Driver{driver}}
	return p
}

func TestRangesJSON(t *testing.T) {
	var doc struct{ Ranges, Sensitivity json.RawMessage }
	if err := json.Unmarshal(JSON(assessed(t), AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	compact := strings.NewReplacer("\n", "", " ", "").Replace
	for _, part := range []string{
		`"samples":4,"seed":9,"inputs":[{"field":"users","label":"Users","low":80000,"likely":100000,"high":120000,"text":"80k–120k"}]`,
		`"cost":{"low":"1.00","likely":"2.00","high":"3.00","median":"2.10","mean":"2.20","quantiles":["1.00","3.00"]},"stage":3`,
		`"cost_of_staying":{"low":"4.00","likely":"5.00","high":"6.00","median":"5.10","mean":"5.20","quantiles":["4.00","6.00"]},"beyond_stage":0.25`,
		`"requests_per_second_peak":{"low":7,"likely":8,"high":9,"median":8.1,"mean":8.2,"quantiles":[7,9]}`,
		`"p99_ms":{"low":70,"likely":80,"high":90,"median":81,"mean":82,"quantiles":[70,90]},"p99_met":0.5`,
		`"stages":[{"number":3,"name":"Balance","samples":4,"chance":1,"median_cost":"2.30"},{"number":4,"name":"Lighten","samples":0,"chance":0,"median_cost":null}]`,
		`"drivers":[{"field":"users","label":"Users","low":{"value":"80k","amount":80000,"stage":3,"cost":"11.00"},"high":{"value":"120k","amount":120000,"stage":4,"cost":"13.00"},"likely_cost":"12.00","swing":"2.00","share":0.75`,
		`"complete":false`,
	} {
		if !strings.Contains(compact(string(doc.Ranges)), part) {
			t.Errorf("ranges lack %s:\n%s", part, doc.Ranges)
		}
	}
	if got := compact(string(doc.Sensitivity)); !strings.HasPrefix(got, `{"stage":3,"cost":"12.00","step":0.25,"tried":5,"drivers":[{"field":"users"`) {
		t.Errorf("sensitivity %s", got)
	}
	if err := json.Unmarshal(JSON(build(t, nil), AllStages), &doc); err != nil || string(doc.Ranges) != "null" || string(doc.Sensitivity) != "null" {
		t.Errorf("without: %s, %s, %v", doc.Ranges, doc.Sensitivity, err)
	}
}

func TestRangesText(t *testing.T) {
	p := assessed(t)
	text := string(Text(p, AllStages))
	for _, part := range []string{
		"Stated: Monthly active users 80k – 120k, likely 100k.", "Ranges: 4 samples of the stated intervals, seed 9",
		"cost a month                ≥ $1.00  ≥ $2.00  ≥ $3.00  ≥ $2.20", "cost of staying in stage 3  ≥ $4.00", "p99 response", "target is met in 50% of the samples",
		"In 25% of the samples stage 3 could not carry the users", "3  Balance  100%  ≥ $2.30", "1. Users moves the cost most. [75% of the swings]",
		"Which assumption matters: each 25% down and up, cost of stage 3", "1 of the 5 assumptions move the cost",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("text lacks %q", part)
		}
	}
	if strings.Contains(text, "4  Lighten  0%") {
		t.Error("a stage without samples is listed")
	}
	p.Ranges.Complete, p.Ranges.Beyond, p.Sensitivity.Drivers = true, 0, nil
	text = string(Text(p, AllStages))
	if strings.Contains(text, "≥ $1.00") || strings.Contains(text, "could not carry") || !strings.Contains(text, "None of the 5 assumptions moves the $12.00 a month.") {
		t.Error("text of a complete result with nothing beyond and no driver")
	}
}

// Real results fit the page and say what the plan says.
func TestAssessedPlanIsReadable(t *testing.T) {
	p, err := planner.Assess(build(t, map[string][]string{"users": {"40k..60k"}}), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	text := string(Text(p, AllStages))
	for _, want := range []string{p.Ranges.Cost.Low.Display(), p.Ranges.Cost.High.Display(), p.Sensitivity.Drivers[0].Low.Cost.Display()} {
		if !strings.Contains(text, want) {
			t.Errorf("text lacks %s", want)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if len([]rune(line)) > width {
			t.Errorf("line of %d columns: %q", len([]rune(line)), line)
		}
	}
}
