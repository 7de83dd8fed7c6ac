// Package handlers is the HTTP edge: it parses a request, calls the planner or
// the store, and renders a page, a picture or a document. Every handler returns
// its error; one place turns errors into answers and one line of the log.
package handlers

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/signin"
	"stagecraft/store"
)

// Config is what the edge works with.
type Config struct {
	Store    *store.Store     // saved plans and links
	Layouter diagram.Layouter // places the pictures; a failure leaves the page without its picture
	Book     *pricing.Book    // prices of every plan
	Logger   *slog.Logger     // nil: slog.Default()
	Secure   bool             // served over HTTPS: cookies are Secure and browsers are told to stay there
	Version  string           // of the program, for /healthz and /metrics
	Now      func() time.Time // nil: time.Now

	SignIn        *signin.Provider // says who somebody is; nil: nobody can sign in
	RequireSignIn bool             // nothing but the way in is shown to those who have not
}

// Limits of one request.
const (
	longestBody  = 256 << 10 // a workload with every field at its longest has some 40 kB
	mostFields   = 400       // pairs in a query or a form; a workload has under a hundred
	longestQuery = 32 << 10
	timeout      = 20 * time.Second
)

// server holds what handlers share.
type server struct {
	Config
	metrics *metrics
	warned  atomic.Pointer[warned]
	drafts  *cache[subject] // by the query of their address
	plans   *cache[planner.Plan]

	assessed *cache[planner.Plan]  // plans with their ranges
	wholes   *cache[planner.Plan]  // plans with their alternatives
	pictures *cache[file]          // by pictureKey
	pixels   *cache[[]byte]        // pictures as PNG, by their hash and scale
	frozens  *cache[*planner.Plan] // revisions as they were shown, by id and number
	building *places
	studying *places // for what takes longer than a build
	printing *places // for pixels and paper
}

func newServer(config Config) *server {
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &server{Config: config, metrics: newMetrics(), drafts: newCache[subject](cachedDrafts),
		plans: newCache[planner.Plan](cachedPlans), assessed: newCache[planner.Plan](cachedPlans), wholes: newCache[planner.Plan](cachedWholes), pictures: newCache[file](cachedFiles), pixels: newCache[[]byte](cachedPixels), frozens: newCache[*planner.Plan](cachedPlans),
		building: newPlaces(buildsAtOnce, buildsInLine), studying: newPlaces(studiesAtOnce, studiesInLine), printing: newPlaces(printsAtOnce, printsInLine)}
}

// New builds the whole edge: routes, limits, security headers, error handling.
// Requests from other sites that would change something are refused by the
// browser's own account of where they come from.
func New(config Config) http.Handler { return newServer(config).handler() }

func (s *server) handler() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	// Forwarding headers are not believed: a proxy's own log has the address.
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.answerError
	s.use(e)
	s.routes(e)
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := e.NewContext(r, w)
		s.identify(c)
		s.secure(c)
		s.answerError(errCrossOrigin, c)
	}))
	return protection.Handler(e)
}
