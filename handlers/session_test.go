package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"stagecraft/signin"
	"stagecraft/signin/signintest"
	"stagecraft/store"
)

// A site that nobody can sign in to must not be open for that.
func TestRequiredWithoutProviderShowsNothing(t *testing.T) {
	s := newSite(t, func(c *Config) { c.RequireSignIn = true })
	s.get("/plans").want(t, http.StatusSeeOther)
	s.get("/sign-in").want(t, http.StatusSeeOther)
	s.get("/healthz").want(t, 200)
}

func TestRequiredSignIn(t *testing.T) {
	s, idp := newSignInSite(t, required)
	link := "/s/" + strings.Repeat("A", 43)
	to := func(path string) string { return "/sign-in?return=" + url.QueryEscape(path) }
	jsonOnly, fragment := []string{"Accept", "application/json"}, []string{fragmentHeader, "plan"}
	for _, test := range []struct {
		method, path string
		header       []string
		status       int
		location     string
	}{
		{"GET", "/", nil, 303, to("/")},
		{"HEAD", "/plans", nil, 303, to("/plans")},
		{"GET", "/plan?users=2k&stage=3", nil, 303, to("/plan?users=2k&stage=3")},
		{"GET", "/plan/plan.json?users=2k", nil, 303, to("/plan/plan.json?users=2k")},
		{"GET", "/plan/stages/1/diagram.svg", nil, 303, to("/plan/stages/1/diagram.svg")},
		{"GET", link, nil, 303, to(link)},
		{"GET", "/fidelity", nil, 303, to("/fidelity")},
		{"GET", "/nothing", nil, 303, to("/nothing")},
		{"GET", "//evil.example/", nil, 303, to("/plans")},
		{"GET", "/plan/plan.json", jsonOnly, 401, ""},
		{"GET", "/plan", fragment, 401, ""},
		{"POST", "/plans", nil, 401, ""},
		{"DELETE", "/plans", nil, 401, ""},
		{"GET", "/api/v1/plan?users=2k", nil, 401, ""},
		{"POST", "/api/v1/plans", asJSON, 401, ""},
		{"GET", "/api/openapi.json", nil, 401, ""},
		{"GET", "/api/none", []string{"Authorization", "Bearer " + strings.Repeat("A", 43)}, 401, ""},
		{"GET", "/plans", []string{"Cookie", "stagecraft-session=" + strings.Repeat("A", 43)}, 303, to("/plans")},
		{"GET", "/plans", []string{"Cookie", "stagecraft-session=x"}, 303, to("/plans")},
		{"GET", "/healthz", nil, 200, ""},
		{"GET", "/readyz", nil, 200, ""},
		{"GET", "/metrics", nil, 200, ""},
		{"GET", "/robots.txt", nil, 200, ""},
		{"GET", "/favicon.ico", nil, 302, ""},
		{"GET", "/static/none.css", nil, 404, ""},
		{"GET", "/sign-in", nil, 200, ""},
		{"POST", "/sign-out", nil, 303, "/sign-in?out=1"},
	} {
		a := s.do(test.method, test.path, "", test.header...)
		location := a.Header.Get("Location")
		if a.StatusCode != test.status || test.location != "" && location != test.location {
			t.Errorf("%s %s: %d to %q, want %d to %q", test.method, test.path, a.StatusCode, location, test.status, test.location)
		}
		if api := strings.HasPrefix(test.path, "/api/"); test.status == 401 && (a.Header.Get("WWW-Authenticate") != "Bearer" || api != strings.HasPrefix(a.body, "{") && test.header == nil) {
			t.Errorf("%s %s: %q, %.60q", test.method, test.path, a.Header.Get("WWW-Authenticate"), a.body)
		}
		if strings.Contains(a.body, "Stage 1") {
			t.Errorf("%s %s shows a plan", test.method, test.path)
		}
	}
	s.signIn(idp, "/")
	s.get("/plan?users=2k").want(t, 200).holds(t, "Signed in as")
	s.get("/api/openapi.json").want(t, 200)
	s.save("users=2k")
	s.post("/sign-out", "").want(t, 303)
	s.get("/plan").want(t, 303)
}

// What a person saves is theirs in every browser they sign in at, and nobody's
// who uses that browser after them.
func TestPlansBelongToThePerson(t *testing.T) {
	s, idp := newSignInSite(t)
	s.signIn(idp, "/")
	path := s.save("users=2k&name=Hers")
	if s.cookie(t, browserCookie) != "" {
		t.Error("the browser got a secret of its own")
	}
	s.post("/sign-out", "").want(t, 303)
	if a := s.get("/plans").want(t, 200); strings.Contains(a.body, "Hers") {
		t.Error("the list of who signed out")
	}
	s.post(path+"/delete", "").want(t, http.StatusNotFound)
	s.client = s.visitor()
	s.signIn(idp, "/")
	s.get("/plans").want(t, 200).holds(t, "Hers")
	idp.Set(func(s *signintest.Settings) { s.Subject = "grace" })
	s.signIn(idp, "/")
	if a := s.get("/plans").want(t, 200); strings.Contains(a.body, "Hers") {
		t.Error("the list of somebody else")
	}
	s.post(path+"/delete", "").want(t, http.StatusNotFound)
}

// What a browser saved before its person signed in is theirs afterwards.
func TestSigningInTakesOverPlans(t *testing.T) {
	s, idp := newSignInSite(t)
	path := s.save("users=2k&name=Early")
	s.signIn(idp, "/")
	s.get("/plans").want(t, 200).holds(t, "Early")
	s.get(path).want(t, 200)
	s.post("/sign-out", "").want(t, 303)
	s.get(path).want(t, 404)
	// The next person at this browser gets none of it.
	idp.Set(func(s *signintest.Settings) { s.Subject = "grace" })
	s.signIn(idp, "/")
	s.get(path).want(t, 404)
}

// Sessions end by themselves, whatever the browser does.
func TestSessionsExpire(t *testing.T) {
	now := time.Now()
	s, idp := newSignInSite(t, required, func(c *Config, _ *signin.Config) {
		st, err := store.Open(t.TempDir()+"/sessions.db", store.WithClock(func() time.Time { return now }))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { st.Close() })
		c.Store = st
	})
	s.signIn(idp, "/")
	now = now.Add(sessionTime - time.Minute)
	s.get("/plans").want(t, 200)
	now = now.Add(2 * time.Minute)
	s.get("/plans").want(t, 303)
}

// A second sign-in ends the first: its secret is worth nothing any more.
func TestSignInReplacesTheSession(t *testing.T) {
	s, idp := newSignInSite(t, required)
	s.signIn(idp, "/")
	first := s.cookie(t, "stagecraft-session")
	s.signIn(idp, "/")
	if second := s.cookie(t, "stagecraft-session"); second == first || !store.IsToken(second) {
		t.Errorf("%q, then %q", first, second)
	}
	s.client = s.visitor()
	s.get("/plans", "Cookie", "stagecraft-session="+first).want(t, http.StatusSeeOther)
}

func TestDatabaseDown(t *testing.T) {
	for _, must := range []bool{false, true} {
		var st *store.Store
		s, idp := newSignInSite(t, func(c *Config, _ *signin.Config) { st, c.RequireSignIn = c.Store, must })
		s.signIn(idp, "/")
		st.Close()
		want := 200
		if must {
			want = http.StatusInternalServerError
		}
		s.get("/plan?users=2k").want(t, want)
		s.get("/static/none.css").want(t, 404)
	}
}
