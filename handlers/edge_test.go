package handlers

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/pricing"
	"stagecraft/store"
)

func TestOtherSitesChangeNothing(t *testing.T) {
	s := newSite(t)
	path := s.save("users=1k")
	for _, header := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
		s.post(path+"/delete", "", header...).want(t, http.StatusForbidden).holds(t, "another site", "Request ")
	}
	s.get(path).want(t, 200)
}

// A plain cookie may have been planted by another host of the domain: over HTTPS
// it owns nothing and is not taken over.
func TestPlantedCookieOwnsNothing(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Secure = true })
	planted := strings.Repeat("A", 43)
	cookies := s.post("/plans", "users=777&name=Mine", "Cookie", "stagecraft="+planted).want(t, http.StatusSeeOther).Cookies()
	if len(cookies) != 1 || cookies[0].Value == planted {
		t.Fatalf("cookies after saving with a planted one: %+v", cookies)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Secure = true })
	for _, path := range []string{"/", "/plans", "/nothing", "/s/x", "/api/v1/plan", "/plan/stages/1/diagram.svg", "/healthz", "/plan?users=-1"} {
		h := s.get(path).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, name := range []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Strict-Transport-Security", "X-Request-Id"} {
			if h.Get(name) == "" {
				t.Errorf("%s: no %s", path, name)
			}
		}
	}
	cookies := s.post("/plans", "users=1k").want(t, http.StatusSeeOther).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	if c := cookies[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || !strings.HasPrefix(c.Name, "__Host-") {
		t.Errorf("cookie %+v", c)
	}
}

func TestUnknownAddressesAreNotFound(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/nothing", "/plans/x", "/plans/" + strings.Repeat("A", 22), "/s/x", "/static/none.css", "/plan/other.json"} {
		a := s.get(path).want(t, http.StatusNotFound)
		if a.body == "" {
			t.Errorf("%s: an empty page", path)
		}
	}
	s.do(http.MethodDelete, "/plan", "").want(t, http.StatusMethodNotAllowed)
	if a := s.do(http.MethodHead, "/", "").want(t, 200); a.body != "" {
		t.Error("HEAD has a body")
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	s := newSite(t)
	s.post("/plans", "note="+strings.Repeat("x", longestBody)).want(t, http.StatusRequestEntityTooLarge)
	s.post("/plans", strings.Repeat("a=1&", mostFields+1)).want(t, http.StatusRequestEntityTooLarge)
	s.get("/plan?"+strings.Repeat("a=1&", mostFields+1)).want(t, http.StatusRequestURITooLong)
	s.post("/api/v1/plan", strings.Repeat("[", longestBody/2), asJSON...).want(t, http.StatusBadRequest)
	s.post("/plans", "a=%zz").want(t, http.StatusBadRequest)
}

type panickingLayouter struct{}

func (panickingLayouter) Layout(context.Context, diagram.Scene) (diagram.Placed, error) {
	panic("unexpected")
}

func TestPanicEndsOneRequestOnly(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Layouter = panickingLayouter{} })
	a := s.get("/").want(t, http.StatusInternalServerError).holds(t, "our fault", "Request ")
	if strings.Contains(a.body, "unexpected") {
		t.Error("the visitor sees the inside")
	}
	if !strings.Contains(s.log.String(), "panic: unexpected") || !strings.Contains(s.log.String(), a.Header.Get("X-Request-Id")) {
		t.Error("the log does not tell what happened to which request")
	}
	s.get("/healthz").want(t, 200)
}

func TestLogHoldsNoSecretsAndOneLineARequest(t *testing.T) {
	s := newSite(t)
	path := s.save("users=250k&name=Secret+project")
	link := s.share(path)
	s.get(link).want(t, 200)
	s.get("/plan?name=Secret+project").want(t, 200)
	text := s.log.String()
	for _, secret := range []string{"Secret", path, link[len(link)-43:]} {
		if strings.Contains(text, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if lines := strings.Count(text, "\n"); lines != 4 {
		t.Errorf("%d lines for 4 requests:\n%s", lines, text)
	}
}

func TestCompression(t *testing.T) {
	s := newSite(t)
	plain := s.get("/plan?users=1k", "Accept-Encoding", "identity").want(t, 200)
	packed := s.get("/plan?users=1k", "Accept-Encoding", "gzip").want(t, 200)
	if packed.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	reader, err := gzip.NewReader(strings.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	read, err := io.ReadAll(reader)
	if err != nil || string(read) != plain.body {
		t.Errorf("the compressed page differs: %v", err)
	}
	if small := s.get("/healthz", "Accept-Encoding", "gzip").want(t, 200); small.Header.Get("Content-Encoding") != "" {
		t.Error("a short answer was compressed")
	}
	s.get("/nothing", "Accept-Encoding", "gzip").want(t, 404)
	s.post("/plans", "users=1k", "Accept-Encoding", "gzip").want(t, http.StatusSeeOther)
}

func TestReadiness(t *testing.T) {
	var st *store.Store
	s := newSite(t, func(c *Config) { st = c.Store })
	s.get("/readyz").want(t, 200).holds(t, "ready")
	st.Close()
	s.get("/readyz").want(t, http.StatusServiceUnavailable)
	s.get("/healthz").want(t, 200)
}

// Hostile paths and queries are answered, and never with a fault of ours.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{"plan?users=1", "s/../plans", "plans/%00", "plan/stages/99999999999999999999/diagram.svg",
		"static/../go.mod", "plan?stage=%ff&users=%ff", "s/" + strings.Repeat("A", 43)} {
		f.Add(seed)
	}
	st, err := store.Open(filepath.Join(f.TempDir(), "plans.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { st.Close() })
	handler := New(Config{Store: st, Layouter: diagram.Grid{}, Book: pricing.Embedded(), Logger: slog.New(slog.DiscardHandler)})
	f.Fuzz(func(t *testing.T, path string) {
		address, err := url.ParseRequestURI("/" + path)
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = address
		handler.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("/%s: status %d", path, w.Code)
		}
	})
}
