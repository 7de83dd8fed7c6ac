package handlers

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

var asJSON = []string{"Content-Type", "application/json"}

func TestAPIPlansAndSaves(t *testing.T) {
	s := newSite(t)
	s.get("/api/v1/plan?users=250k").want(t, 200).holds(t, `"stages"`)
	s.post("/api/v1/plan", `{"users":"250k"}`, asJSON...).want(t, 200).holds(t, `"stages"`)

	var saved apiSaved
	made := s.post("/api/v1/plans", `{"workload":{"users":"250k"}}`, asJSON...).want(t, http.StatusCreated)
	if err := json.Unmarshal([]byte(made.body), &saved); err != nil {
		t.Fatal(err)
	}
	if made.Header.Get("Location") != "/api/v1/plans/"+saved.ID {
		t.Errorf("Location is %s", made.Header.Get("Location"))
	}
	for _, link := range append(saved.Links.Diagrams, saved.Links.Self, saved.Links.Page, saved.Links.Plan, saved.Links.View) {
		s.get(link).want(t, 200)
	}
	var read apiSaved
	if err := json.Unmarshal([]byte(s.get(saved.Links.Self).body), &read); err != nil || len(read.Result) == 0 || read.ID != saved.ID {
		t.Errorf("read back: %v, %d bytes of result", err, len(read.Result))
	}
}

func TestAPIListsThePlansOfTheBrowser(t *testing.T) {
	s := newSite(t)
	s.save("users=1k&name=Mine")
	s.get("/api/v1/plans").want(t, 200).holds(t, `"name":"Mine"`)
	s.client = s.visitor()
	if got := s.get("/api/v1/plans").want(t, 200).body; strings.TrimSpace(got) != `{"plans":[]}` {
		t.Errorf("a stranger sees %s", got)
	}
}

func TestAPIRefusals(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		path, body string
		status     int
		text       string
	}{
		{"/api/v1/plan", `{"usres":1}`, 422, "users"},
		{"/api/v1/plan", `{"users":-5}`, 422, `"field":"users"`},
		{"/api/v1/plan", `{`, 400, "could not be read"},
		{"/api/v1/plans", `{}`, 400, "workload"},
		{"/api/v1/plans", `{"workload":{},"more":1}`, 400, "more"},
		{"/api/v1/plans", `{"workload":{"region":"mars-1"}}`, 422, `"field":"region"`},
	} {
		a := s.post(c.path, c.body, asJSON...).want(t, c.status).holds(t, c.text)
		var body errorBody
		if err := json.Unmarshal([]byte(a.body), &body); err != nil || body.Error == "" || body.Request != a.Header.Get("X-Request-Id") {
			t.Errorf("%s %s: %s", c.path, c.body, a.body)
		}
	}
	s.get("/api/v1/plan?usres=1").want(t, 422)
	s.post("/api/v1/plan", `users=1`).want(t, http.StatusUnsupportedMediaType)
	s.get("/api/v1/plans/AAAAAAAAAAAAAAAAAAAAAA").want(t, 404).holds(t, `"error"`)
	s.do(http.MethodDelete, "/api/v1/plan", "").want(t, http.StatusMethodNotAllowed).holds(t, `"error"`)
}

// Every address the document names exists; deletion is asked for elsewhere.
func TestOpenAPIDescribesWhatExists(t *testing.T) {
	s := newSite(t)
	var document struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal([]byte(s.get("/api/openapi.json").want(t, 200).body), &document); err != nil {
		t.Fatal(err)
	}
	id := strings.TrimPrefix(s.save("users=1k"), "/plans/")
	for path, methods := range document.Paths {
		path = strings.NewReplacer("{id}", id, "{stage}", "1", "{revision}", "1").Replace(path)
		for _, method := range slices.Sorted(maps.Keys(methods)) { // the same order each time
			if method == "parameters" || method == "delete" {
				continue
			}
			a := s.do(strings.ToUpper(method), path, "{}", asJSON...)
			if a.StatusCode == http.StatusNotFound || a.StatusCode == http.StatusMethodNotAllowed || a.StatusCode >= 500 {
				t.Errorf("%s %s: status %d", method, path, a.StatusCode)
			}
		}
	}
	if len(document.Paths) < 9 {
		t.Errorf("only %d paths", len(document.Paths))
	}
}
