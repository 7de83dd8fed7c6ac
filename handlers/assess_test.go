package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// The parts of the plan that intervals reach.
type rangedPlan struct {
	Workload map[string]any
	Ranges   *struct {
		Samples int
		Cost    struct{ Low, Likely, High string }
		Stages  []struct{ Chance float64 }
		Drivers []struct{ Field, Text string }
	}
	Sensitivity *struct {
		Drivers []struct{ Field string }
	}
}

func readRanged(t *testing.T, body string) rangedPlan {
	t.Helper()
	var p rangedPlan
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// Intervals come in by query, JSON and form, and the same figures come out of
// the API, the file and the saved plan.
func TestRangesThroughTheSite(t *testing.T) {
	s := newSite(t)
	byQuery := s.get("/api/v1/plan?users=80k..90k..120k").want(t, 200).body
	byText := s.post("/api/v1/plan", `{"users":"80k..90k..120k"}`, asJSON...).want(t, 200).body
	byObject := s.post("/api/v1/plan", `{"users":{"low":80000,"likely":90000,"high":"120k"}}`, asJSON...).want(t, 200).body
	file := s.get("/plan/plan.json?users=80k..90k..120k").want(t, 200).body
	if byQuery != byText || byQuery != byObject || byQuery != file {
		t.Error("the ways to ask for one plan give different plans")
	}
	p := readRanged(t, byQuery)
	if p.Workload["users"] != "80k..90k..120k" || p.Ranges == nil || p.Ranges.Samples != 512 || len(p.Ranges.Stages) != 8 ||
		p.Ranges.Drivers[0].Field != "users" || p.Sensitivity == nil || len(p.Sensitivity.Drivers) == 0 {
		t.Errorf("plan with ranges: %+v", p)
	}
	stated, err := json.Marshal(p.Workload) // the exported workload is one to ask with
	if err != nil {
		t.Fatal(err)
	}
	if again := s.post("/api/v1/plan", string(stated), asJSON...).want(t, 200).body; again != byQuery {
		t.Error("the exported workload gives another plan")
	}
	if p := readRanged(t, s.get("/api/v1/plan?users=90k").want(t, 200).body); p.Ranges != nil || p.Sensitivity == nil {
		t.Errorf("without intervals: %+v", p.Ranges)
	}

	path := s.save("users=80k..90k..120k")
	s.get(path).want(t, 200).holds(t, `value="80k..90k..120k"`)
	saved := readRanged(t, s.get(path+"/plan.json").want(t, 200).body)
	if saved.Ranges == nil || saved.Ranges.Cost != p.Ranges.Cost {
		t.Errorf("saved: %+v", saved.Ranges)
	}
	s.get("/plan?users=80k..90k..120k").want(t, 200).holds(t, `value="80k..90k..120k"`, "such as 80k..120k")
	s.get("/plan?users=120k..80k").want(t, http.StatusUnprocessableEntity).holds(t, `value="120k..80k"`, "high end below its low end")
}

// A waiting request that is given up does not hold a place.
func TestAssessWaitsItsTurn(t *testing.T) {
	s := newServer(Config{Book: pricing.Embedded(), Now: time.Now})
	if _, err := s.build(t.Context(), workload.Default()); err != nil {
		t.Fatal(err)
	}
	s.studying.taken <- struct{}{}
	given, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.assess(given, workload.Default()); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "wait") {
		t.Errorf("a request given up: %v", err)
	}
	s.studying.leave()
	p, err := s.assess(t.Context(), workload.Default())
	if err != nil || p.Sensitivity == nil || len(s.studying.taken) != 0 {
		t.Errorf("after its turn: %v, %d places held", err, len(s.studying.taken))
	}
	if _, kept := s.assessed.get(string(workload.JSON(workload.Default()))); !kept {
		t.Error("the result is not kept")
	}
}
