package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// metrics counts requests. Labels are routes, never addresses, so their number
// is bounded by the map of the site.
type metrics struct {
	mu      sync.Mutex
	served  map[served]int64
	latency map[string]*histogram // by route
	drawn   map[string]int64      // by outcome
}

type served struct {
	method, route string
	status        int
}

// histogram counts answers by how long they took.
type histogram struct {
	buckets []int64 // one for each bound, cumulative only when printed
	count   int64
	seconds float64
}

// bounds of the histogram, in seconds.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10}

func newMetrics() *metrics {
	return &metrics{served: map[served]int64{}, latency: map[string]*histogram{}, drawn: map[string]int64{}}
}

// methods that are counted by name; others could be made up by a visitor.
var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodDelete, http.MethodPatch}

func (m *metrics) add(method, route string, status int, took time.Duration) {
	if !slices.Contains(methods, method) {
		method = "other"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.served[served{method, route, status}]++
	h := m.latency[route]
	if h == nil {
		h = &histogram{buckets: make([]int64, len(bounds))}
		m.latency[route] = h
	}
	h.count++
	h.seconds += took.Seconds()
	if i, _ := slices.BinarySearch(bounds, took.Seconds()); i < len(bounds) {
		h.buckets[i]++
	}
}

// picture counts a picture: "drawn", "kept" from before, or "failed".
func (m *metrics) picture(outcome string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drawn[outcome]++
}

// text prints everything in the Prometheus text format.
func (m *metrics) text(version string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	b.WriteString("# HELP stagecraft_build_info Version of the running program.\n# TYPE stagecraft_build_info gauge\n")
	fmt.Fprintf(&b, "stagecraft_build_info{version=%q} 1\n", version)
	b.WriteString("# HELP stagecraft_requests_total Requests answered.\n# TYPE stagecraft_requests_total counter\n")
	keys := make([]served, 0, len(m.served))
	for k := range m.served {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b served) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.method, b.method), cmp.Compare(a.status, b.status))
	})
	for _, k := range keys {
		fmt.Fprintf(&b, "stagecraft_requests_total{method=%q,route=%q,status=\"%d\"} %d\n", k.method, k.route, k.status, m.served[k])
	}
	m.histograms(&b)
	b.WriteString("# HELP stagecraft_pictures_total Diagrams asked of the layout engine.\n# TYPE stagecraft_pictures_total counter\n")
	for _, outcome := range []string{"drawn", "kept", "failed"} {
		fmt.Fprintf(&b, "stagecraft_pictures_total{outcome=%q} %d\n", outcome, m.drawn[outcome])
	}
	return b.String()
}

func (m *metrics) histograms(b *strings.Builder) {
	b.WriteString("# HELP stagecraft_request_seconds Time to answer.\n# TYPE stagecraft_request_seconds histogram\n")
	routes := make([]string, 0, len(m.latency))
	for route := range m.latency {
		routes = append(routes, route)
	}
	slices.Sort(routes)
	for _, route := range routes {
		h, sum := m.latency[route], int64(0)
		for i, bound := range bounds {
			sum += h.buckets[i]
			fmt.Fprintf(b, "stagecraft_request_seconds_bucket{route=%q,le=\"%g\"} %d\n", route, bound, sum)
		}
		fmt.Fprintf(b, "stagecraft_request_seconds_bucket{route=%q,le=\"+Inf\"} %d\n", route, h.count)
		fmt.Fprintf(b, "stagecraft_request_seconds_sum{route=%q} %g\nstagecraft_request_seconds_count{route=%q} %d\n", route, h.seconds, route, h.count)
	}
}

// metricsText is GET /metrics.
func (s *server) metricsText(c echo.Context) error {
	return c.Blob(http.StatusOK, "text/plain; version=0.0.4; charset=utf-8", []byte(s.metrics.text(s.Version)))
}

// healthz says that the process answers.
func (s *server) healthz(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok", "version": s.Version})
}

// readyz says that it can also save.
func (s *server) readyz(c echo.Context) error {
	if err := s.Store.Ping(c.Request().Context()); err != nil {
		return &problem{status: http.StatusServiceUnavailable, title: "Not ready", text: "The database cannot be used.", cause: err}
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready", "prices": s.Book.Version()})
}
