package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/static"
	"stagecraft/store"
)

// sessionKey is where a request keeps its session, in its context.
const sessionKey = "session"

// Routes that nobody has to sign in for: they show no plan. For those of the
// machinery it does not even matter who asks.
var (
	machinery    = []string{static.Prefix + "*", "/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico"}
	signInRoutes = []string{signInPath, SignInCallback, signOutPath}
)

// sessions finds out who asks, and sends those who did not sign in to where they
// can, if the site asks for that.
func (s *server) sessions(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.SignIn == nil && !s.RequireSignIn || slices.Contains(machinery, c.Path()) {
			return next(c)
		}
		required := s.RequireSignIn && !slices.Contains(signInRoutes, c.Path())
		session, err := s.sessionOf(c)
		reads := c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead
		if err != nil && (required || !reads) { // what is saved must not become somebody else's
			return err
		}
		if err != nil { // the page is whole without a name on it
			s.Logger.Warn("session not read", "id", requestID(c), "error", err)
		}
		if session == nil && required {
			return signInFirst(c)
		}
		c.Set(sessionKey, session)
		return next(c)
	}
}

// sessionOf reads the session of the browser's cookie; nil without one that
// lasts.
func (s *server) sessionOf(c echo.Context) (*store.Session, error) {
	token := s.cookieOf(c, sessionCookie)
	if !store.IsToken(token) {
		return nil, nil
	}
	session, err := s.Store.Session(c.Request().Context(), token)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the session: %w", err)
	}
	return &session, nil
}

var errSignInFirst = newProblem(http.StatusUnauthorized, "Sign in first",
	"This site is for people who sign in. Nothing was changed. Sign in on another tab, then go back and send this again: your form is as you left it.")

// signInFirst sends who opens a page to where they sign in. A program, a script
// and a form get an answer instead: none of them can follow, and what was typed
// into a form would be lost on the way.
func signInFirst(c echo.Context) error {
	r := c.Request()
	opens := r.Method == http.MethodGet || r.Method == http.MethodHead
	forProgram := strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON)
	if !opens || forProgram || isFragment(c) {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, "Bearer") // a 401 has to name some way; ours is the cookie
		return errSignInFirst
	}
	return c.Redirect(http.StatusSeeOther, signInAddress(r))
}
