package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// A query that cannot be read is refused, not answered without what was dropped.
func TestUnreadableAddressIsRefused(t *testing.T) {
	s := newSite(t)
	for _, query := range []string{"users=5;stage=1", "users=5%zz", "users=5&%=1"} {
		for _, path := range []string{"/", "/plan", "/plan/plan.json", "/plan/bill.csv", "/plan/stages/1/diagram.svg", "/api/v1/plan"} {
			s.get(path+"?"+query).want(t, http.StatusBadRequest).holds(t, "%3B")
		}
	}
	s.get("/plan?name=a%3Bb").want(t, 200).holds(t, `value="a;b"`)
}

// Whatever is typed wrong, wherever it is sent, the log tells which field was
// refused and not what stood in it.
func TestLogHoldsNothingTyped(t *testing.T) {
	const secret = "sekrit"
	s := newSite(t)
	saved := s.save("users=1k&note=sekrit")
	queries := []string{"users=sekrit", "users=1k..sekrit", "region=sekrit", "usres=sekrit", "sekrit=1", "users=1&users=sekrit", "users=5;sekrit", "users=sekrit%zz", "note=sekrit%00", "name=sekrit"}
	for _, base := range []string{"/plan", saved} {
		for _, file := range []string{"", "/plan.json", "/bill.csv", "/stages/2/diagram.svg"} {
			for _, query := range queries {
				if file == "/plan.json" && query == "name=sekrit" {
					continue // nothing is refused, and it takes long
				}
				s.get(base + file + "?" + query)
			}
		}
	}
	for _, query := range queries[:9] {
		s.get("/api/v1/plan?" + query).want400(t)
		s.post("/plans", query)
		s.post(saved, query+"&revision=1")
	}
	for _, body := range []string{`{"users":"sekrit"}`, `{"sekrit":1}`, `{"sekrit":1,"sekrit":2}`, `sekrit`, `{"users":sekrit}`, `{"users":{"low":"sekrit"}}`, `{"note":{"low":"sekrit","high":"b"}}`, `{"users":["sekrit"]}`} {
		s.post("/api/v1/plan", body, asJSON...).want400(t)
		s.post("/api/v1/plans", `{"workload":`+body+`}`, asJSON...).want400(t)
		s.post("/api/v1/plans", body, asJSON...).want400(t)
	}
	s.get("/plans/sekrit")
	s.get("/s/sekrit")
	s.get("/sekrit")
	text := s.log.String()
	for _, never := range []string{secret, strings.TrimPrefix(saved, "/plans/")} {
		if at := strings.Index(text, never); at >= 0 {
			t.Errorf("the log holds %q: %s", never, text[max(0, at-300):at+len(never)])
		}
	}
	for _, line := range []string{`fields=users`, `fields=region`, `fields=(unknown)`, `error="The address cannot be read"`, `error="Not understood"`} {
		if !strings.Contains(text, line) {
			t.Errorf("the log does not tell of %s", line)
		}
	}
}

// want400 fails the test unless the request was refused for what it holds.
func (a answer) want400(t *testing.T) {
	t.Helper()
	if a.StatusCode < 400 || a.StatusCode > 499 {
		t.Errorf("%s %s: status %d", a.Request.Method, a.Request.URL, a.StatusCode)
	}
}
