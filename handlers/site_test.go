package handlers

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
	"stagecraft/store"
)

// site is a running server with one visitor.
type site struct {
	t      *testing.T
	server *server
	url    string
	client *http.Client
	log    *logged
}

// logged is a log that may be read while the server writes to it.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// workedOut holds the plans that the sites of all tests work out: the planner is
// pure, and most tests ask about the same few workloads.
var workedOut = struct{ plans, assessed, wholes *cache[planner.Plan] }{
	newCache[planner.Plan](300), newCache[planner.Plan](100), newCache[planner.Plan](50),
}

// placed does the same for their pictures.
var placed = diagram.NewCache(diagram.Grid{}, 1000)

// wire sends texts as they are: most of a test would be packing and unpacking.
// Tests of compression ask for it, and browsers do.
var wire = &http.Transport{DisableCompression: true}

// newSite starts the whole edge on a fresh database.
func newSite(t *testing.T, change ...func(*Config)) *site {
	t.Helper()
	return newSiteAt(t, func(c *Config, _ string) {
		for _, change := range change {
			change(c)
		}
	})
}

// newSiteAt is newSite for a configuration that holds the address of the site.
func newSiteAt(t *testing.T, change func(c *Config, address string)) *site {
	t.Helper()
	st, err := store.Open(filepath.Join(t.TempDir(), "plans.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	s := &site{t: t, log: &logged{}}
	config := Config{Store: st, Layouter: placed, Book: pricing.Embedded(), Version: "test",
		Logger: slog.New(slog.NewTextHandler(s.log, nil)), Now: func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }}
	server := httptest.NewUnstartedServer(nil)
	s.url = "http://" + server.Listener.Addr().String()
	change(&config, s.url)
	s.server = newServer(config)
	if config.Book == pricing.Embedded() {
		s.server.plans, s.server.assessed, s.server.wholes = workedOut.plans, workedOut.assessed, workedOut.wholes
	}
	server.Config.Handler = s.server.handler()
	server.Start()
	t.Cleanup(server.Close)
	s.client = s.visitor()
	return s
}

// forget makes a site work out everything itself, for tests of how it waits.
func (s *site) forget() {
	s.server.plans, s.server.assessed, s.server.wholes = newCache[planner.Plan](cachedPlans), newCache[planner.Plan](cachedPlans), newCache[planner.Plan](cachedWholes)
}

// workOut has a workload worked out beforehand, all that a save of it needs, so
// that saves at once meet at the store.
func (s *site) workOut(query string) {
	s.t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		s.t.Fatal(err)
	}
	w, refused := workload.Parse(values)
	if len(refused) > 0 {
		s.t.Fatal(refused)
	}
	if _, err := s.server.assess(s.t.Context(), w); err != nil {
		s.t.Fatal(err)
	}
}

// visitor is a browser of its own: with its own cookies, following no redirects.
func (s *site) visitor() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &http.Client{Transport: wire, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// answer is a response read to its end.
type answer struct {
	*http.Response
	body string
}

func (s *site) do(method, path, body string, header ...string) answer {
	s.t.Helper()
	request, err := http.NewRequest(method, s.url+strings.TrimPrefix(path, s.url), strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := s.client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response, string(read)}
}

func (s *site) get(path string, header ...string) answer {
	s.t.Helper()
	return s.do(http.MethodGet, path, "", header...)
}

func (s *site) post(path, form string, header ...string) answer {
	s.t.Helper()
	return s.do(http.MethodPost, path, form, header...)
}

// want fails the test when the answer has another status.
func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d\n%.600s", a.Request.Method, a.Request.URL.Path, a.StatusCode, status, a.body)
	}
	return a
}

func (a answer) holds(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			t.Errorf("%s %s lacks %q", a.Request.Method, a.Request.URL.Path, text)
		}
	}
	return a
}

// save saves a plan and gives its path.
func (s *site) save(form string) string {
	s.t.Helper()
	path := s.post("/plans", form).want(s.t, http.StatusSeeOther).Header.Get("Location")
	if !strings.HasPrefix(path, "/plans/") {
		s.t.Fatalf("saved to %q", path)
	}
	return path
}

var linkPattern = regexp.MustCompile(`http://[^"]*/s/[A-Za-z0-9_-]{43}`)

// share makes a link of a plan and gives its address.
func (s *site) share(path string) string {
	s.t.Helper()
	link := linkPattern.FindString(s.post(path+"/links", "").want(s.t, http.StatusCreated).body)
	if link == "" {
		s.t.Fatal("the share page shows no link")
	}
	return link
}
