package handlers

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"stagecraft/planner"
	"stagecraft/planner/workload"
)

// occupy takes every place as strangers would, and gives them back at the end.
func occupy(t *testing.T, p *places) {
	t.Helper()
	for range cap(p.taken) {
		if err := p.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for range cap(p.taken) {
			p.leave()
		}
	})
}

// crowd fills the line too.
func crowd(t *testing.T, p *places) {
	t.Helper()
	occupy(t, p)
	for range cap(p.line) {
		p.line <- struct{}{}
	}
}

func TestPlacesBoundWorkAndLine(t *testing.T) {
	p := newPlaces(2, 1)
	occupy(t, p)
	short, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := p.take(short); !errors.Is(err, context.DeadlineExceeded) || len(p.line) != 0 {
		t.Errorf("waiting beyond the deadline: %v, %d left in line", err, len(p.line))
	}
	p.line <- struct{}{}
	if err := p.take(t.Context()); !errors.Is(err, errCrowded) {
		t.Errorf("a full line: %v", err)
	}
}

// The answer does not wait for work that goes on, which keeps its place until
// it ends.
func TestAbandonedWorkKeepsItsPlace(t *testing.T) {
	p := newPlaces(1, 1)
	end := make(chan struct{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := within(ctx, p, func() (int, error) { <-end; return 1, nil })
	if !errors.Is(err, context.DeadlineExceeded) || len(p.taken) != 1 {
		t.Errorf("abandoned: %v, %d places taken", err, len(p.taken))
	}
	close(end)
	if got, err := within(t.Context(), p, func() (int, error) { return 2, nil }); got != 2 || err != nil {
		t.Errorf("the next: %d, %v", got, err)
	}
	if _, err := within(t.Context(), p, func() (int, error) { panic("unexpected") }); err == nil || !strings.Contains(err.Error(), "panic: unexpected") || len(p.taken) != 0 {
		t.Errorf("a panic: %v, %d places taken", err, len(p.taken))
	}
}

// A study ends when its request does, and leaves nothing in the cache.
func TestStudiesStopWithTheirRequest(t *testing.T) {
	s := newSite(t).server
	w, _ := workload.Parse(map[string][]string{"users": {"80k..120k"}})
	p, err := s.build(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	_, err = s.study(ctx, s.assessed, "key", func(stopped func() bool) (planner.Plan, error) {
		cancel()
		q, err := planner.AssessUntil(p, s.Book, stopped)
		ended <- err
		return q, err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the request: %v", err)
	}
	if err := <-ended; !errors.Is(err, planner.ErrStopped) {
		t.Errorf("the study: %v", err)
	}
	if _, kept := s.assessed.get("key"); kept {
		t.Error("half a result is kept")
	}
}

// With strangers at every long sum, plans are saved all the same, without ranges.
func TestSavesDoNotWaitForStudies(t *testing.T) {
	for name, fill := range map[string]func(*testing.T, *places){"place": occupy, "line": crowd} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.forget()
			fill(t, s.server.studying)
			path := s.save("users=80k..120k")
			w, _ := workload.Parse(map[string][]string{"users": {"80k..120k"}})
			started := time.Now() // it is built already, so that only the wait counts
			p, err := s.server.assessedSoon(t.Context(), w)
			if took := time.Since(started); err != nil || p.Ranges != nil || took > savePatience+time.Second {
				t.Errorf("after %v: %v, ranges %v", took, err, p.Ranges)
			}
			saved := readRanged(t, s.get(path+"/plan.json").want(t, 200).body)
			if saved.Ranges != nil || saved.Workload["users"] != "80k..120k" {
				t.Errorf("saved: %+v", saved)
			}
			s.post("/api/v1/plans", `{"workload":{"users":"80k..120k"}}`, asJSON...).want(t, http.StatusCreated)
		})
	}
}

// Who finds the line full is told at once, by page with the form as it was.
func TestCrowdedServerSaysWhenToComeBack(t *testing.T) {
	s := newSite(t)
	s.forget()
	crowd(t, s.server.studying)
	api := s.get("/api/v1/plan?users=123k").want(t, http.StatusServiceUnavailable).holds(t, `"error":"Too many plans`)
	page := s.get("/plan?users=123k&name=Mine&show=ranges").want(t, http.StatusServiceUnavailable)
	page.holds(t, "<h1>Busy</h1>", "Too many plans", `value="123k"`, `value="Mine"`, `name="show"`)
	s.get("/plan?users=123k").want(t, 200)

	crowd(t, s.server.building)
	saved := s.post("/plans", "users=321k&note=Our+note").want(t, http.StatusServiceUnavailable).holds(t, `value="321k"`, "Our note")
	s.get("/plan/bill.csv?users=321k").want(t, http.StatusServiceUnavailable)
	s.get("/plan?users=123k").want(t, 200) // what is known needs no place
	for _, a := range []answer{api, page, saved} {
		if got := a.Header.Get("Retry-After"); got != "5" {
			t.Errorf("%s: Retry-After is %q", a.Request.URL.Path, got)
		}
	}
}

// The whole plan is worked out once.
func TestWholePlanIsKept(t *testing.T) {
	s := newSite(t)
	first := s.get("/api/v1/plan?users=250k").want(t, 200).body
	crowd(t, s.server.studying)
	crowd(t, s.server.building)
	if s.get("/plan/plan.json?users=250k").want(t, 200).body != first {
		t.Error("the second answer differs")
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache[planner.Plan](2)
	for _, key := range []string{"a", "b", "b", "c"} {
		c.put(key, planner.Plan{Engine: key})
	}
	for key, want := range map[string]bool{"a": false, "b": true, "c": true} {
		if p, ok := c.get(key); ok != want || ok && p.Engine != key {
			t.Errorf("%s: kept %v", key, ok)
		}
	}
}
