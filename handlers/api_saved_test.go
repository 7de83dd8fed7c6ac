package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"

	"stagecraft/store"
)

// saved posts a workload and gives what came back.
func (s *site) saved(workload string) apiSaved {
	s.t.Helper()
	var saved apiSaved
	if err := json.Unmarshal([]byte(s.post("/api/v1/plans", `{"workload":`+workload+`}`, asJSON...).want(s.t, http.StatusCreated).body), &saved); err != nil {
		s.t.Fatal(err)
	}
	return saved
}

// put sends a change, with what If-Match says and as who holds a token.
func (s *site) put(plan apiSaved, body, match, token string) answer {
	s.t.Helper()
	header := []string{"Content-Type", "application/json"}
	if match != "" {
		header = append(header, "If-Match", match)
	}
	if token != "" {
		header = append(header, "Authorization", "Bearer "+token)
	}
	return s.do(http.MethodPut, "/api/v1/plans/"+plan.ID, body, header...)
}

// A program without cookies saves, reads by the address it was told, and changes
// by the edit link.
func TestAPIChangesByTheEditLink(t *testing.T) {
	s := newSite(t)
	plan := s.saved(`{"users":"250k","name":"Recipes"}`)
	s.client = s.visitor()
	edit, view := path.Base(plan.Links.Edit), path.Base(plan.Links.View)
	self := "/api/v1/plans/" + plan.ID
	packed := s.get(self, "Accept-Encoding", "gzip").want(t, 200).Header.Get("ETag")
	if tag := s.get(self, "Accept-Encoding", "identity").want(t, 200).Header.Get("ETag"); tag != `"1"` || packed == tag {
		t.Errorf("ETag %s, compressed %s", tag, packed)
	}
	change := `{"workload":{"users":"300k","name":"Recipes"},"title":"More users","note":"Two\nlines"}`
	s.put(plan, change, "", edit).want(t, http.StatusPreconditionRequired).holds(t, "If-Match")
	s.put(plan, change, `"one"`, edit).want(t, http.StatusPreconditionFailed)
	s.put(plan, change, `"1"`, "").want(t, http.StatusForbidden)
	for _, token := range []string{view, strings.Repeat("A", 43), "x"} {
		s.put(plan, change, `"1"`, token).want(t, http.StatusUnauthorized)
	}
	for _, token := range []string{"x", view, edit} { // no token is an account
		if a := s.post("/api/v1/plans", change, "Content-Type", "application/json", "Authorization", "Bearer "+token); a.StatusCode != http.StatusUnauthorized && a.StatusCode != http.StatusForbidden {
			t.Errorf("saved by a token: %d %s", a.StatusCode, a.body)
		}
	}
	s.put(plan, `{"workload":{"users":"-1"}}`, `"1"`, edit).want(t, 422).holds(t, `"field":"users"`)
	a := s.put(plan, change, packed, edit).want(t, 200).holds(t, `"revision":2`, `"title":"More users"`)
	if tag := a.Header.Get("ETag"); !strings.HasPrefix(tag, `"2`) {
		t.Errorf("ETag after the change %s", tag)
	}
	s.put(plan, change, `"1"`, edit).want(t, http.StatusPreconditionFailed).holds(t, "saved again")
	s.put(plan, `{"workload":{"users":"300k","name":"Recipes"}}`, `2`, edit).want(t, 200).holds(t, `"revision":3`)
	s.put(plan, change, `*`, edit).want(t, 200)
	s.get(self+"/revisions").want(t, 200).holds(t, `"revision":4`, `"title":"More users"`, `"note":"Two\nlines"`, `"revision":1`)
	s.get(self+"/revisions/1").want(t, 200).holds(t, `"revision":1`, `250000`)
	s.get(self+"/revisions/5").want(t, http.StatusNotFound)
	var export struct {
		Format    string
		Revisions []apiSaved
	}
	if err := json.Unmarshal([]byte(s.get(self+"/export").want(t, 200).body), &export); err != nil || export.Format != "stagecraft-plan" || len(export.Revisions) != 4 {
		t.Fatalf("%d revisions exported, %v", len(export.Revisions), err)
	}
	for i, r := range export.Revisions {
		if r.Revision != i+1 || len(r.Result) == 0 || len(r.Workload) == 0 {
			t.Errorf("revision %d is exported as %d with %d bytes", i+1, r.Revision, len(r.Result))
		}
	}
	s.do(http.MethodDelete, self, "", "Authorization", "Bearer "+edit).want(t, http.StatusForbidden)
	s.get(plan.Links.View).want(t, 200).holds(t, "300k users") // it follows
	s.get(plan.Links.Edit).want(t, http.StatusSeeOther)
	s.get("/plans/"+plan.ID).want(t, 200).holds(t, "Revision 4", `formaction="/plans/`+plan.ID+`"`)
}

// Who saved without a cookie got one, and owns the plan by it.
func TestAPIGivesACookieToItsOwner(t *testing.T) {
	s := newSite(t)
	plan := s.saved(`{"users":"250k"}`)
	s.get("/api/v1/plans").want(t, 200).holds(t, plan.ID)
	s.do(http.MethodDelete, "/api/v1/plans/"+plan.ID, "").want(t, http.StatusNoContent)
	s.get("/api/v1/plans/"+plan.ID).want(t, http.StatusNotFound)
	if got := s.get("/api/v1/plans").want(t, 200).body; strings.Contains(got, plan.ID) {
		t.Errorf("a deleted plan is listed: %s", got)
	}
	second := s.saved(`{"users":"2k"}`)
	s.client = s.visitor()
	s.get("/api/v1/plans/"+second.ID).want(t, http.StatusNotFound) // of a known browser: not open by its id
}

func TestAPIListPages(t *testing.T) {
	s := newSite(t)
	s.saved(`{"users":"1k","name":"Plan 00"}`)
	contents := store.Contents{Workload: "users=1k", Result: []byte("{}")} // a list reads no results
	for i := range 51 {
		contents.Name = fmt.Sprintf("Plan %02d", i+1)
		if _, err := s.server.Store.SavePlan(t.Context(), store.NewPlan{By: owner(t, s), Contents: contents}); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	next := "/api/v1/plans?sort=name"
	for pages := 0; next != ""; pages++ {
		if pages == 3 {
			t.Fatal("the list does not end")
		}
		var list struct {
			Plans []apiSaved
			Next  string
		}
		if err := json.Unmarshal([]byte(s.get(next).want(t, 200).body), &list); err != nil {
			t.Fatal(err)
		}
		for _, plan := range list.Plans {
			seen[plan.Name] = true
		}
		next = list.Next
	}
	if len(seen) != 52 {
		t.Errorf("%d plans in all pages, want 52", len(seen))
	}
	s.get("/api/v1/plans?q=plan+07").want(t, 200).holds(t, `"Plan 07"`)
}

// Of many changes made from one revision at once one is saved, and the others are told.
func TestAPISimultaneousChanges(t *testing.T) {
	s := newSite(t)
	plan := s.saved(`{"users":"250k"}`)
	edit := path.Base(plan.Links.Edit)
	for i := range 16 {
		s.workOut(fmt.Sprintf("users=%dk", 300+i))
	}
	counts := make(chan int, 16)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			counts <- s.put(plan, fmt.Sprintf(`{"workload":{"users":"%dk"}}`, 300+i), `"1"`, edit).StatusCode
		})
	}
	all.Wait()
	close(counts)
	got := map[int]int{}
	for status := range counts {
		got[status]++
	}
	if got[200] != 1 || got[http.StatusPreconditionFailed] != 15 {
		t.Errorf("answers %v, want one 200 and fifteen 412", got)
	}
}
