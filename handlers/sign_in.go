package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/signin"
	"stagecraft/store"
	"stagecraft/views"
)

// sessionTime is how long a browser stays signed in.
const sessionTime = 12 * time.Hour

// Where signing in takes place. The provider sends people back to SignInCallback.
const (
	signInPath     = "/sign-in"
	SignInCallback = "/sign-in/callback"
	signOutPath    = "/sign-out"
)

// Cookies of signing in, before the prefix of cookieNamed.
const (
	sessionCookie = "stagecraft-session"
	attemptCookie = "stagecraft-attempt"
)

// signInPage is GET /sign-in?return=PATH.
func (s *server) signInPage(c echo.Context) error {
	page := views.SignInPage{Frame: s.frame(c, "Sign in", true), Return: signin.LocalPath(c.QueryParam("return")), Out: c.QueryParam("out") != ""}
	return s.showSignIn(c, http.StatusOK, page)
}

// showSignIn prints a page with the form. Browsers hold the rule of where a form
// may lead against every redirect after it, and a provider may ask another one,
// so this form may lead to any address that is encrypted as the provider's is.
func (s *server) showSignIn(c echo.Context, status int, page views.SignInPage) error {
	page.Provider, page.SignIn = s.SignIn.Host(), ""
	others := "https:"
	if strings.HasPrefix(s.SignIn.Issuer(), "http:") {
		others += " http:"
	}
	policy := strings.Replace(contentPolicy, "form-action 'self'", "form-action 'self' "+others, 1)
	c.Response().Header().Set("Content-Security-Policy", policy)
	return s.render(c, status, views.SignIn(page))
}

// beginSignIn is POST /sign-in: it sends the person to the provider, and the
// browser keeps the attempt meanwhile.
func (s *server) beginSignIn(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	returnTo := signin.LocalPath(values.Get("return"))
	address, attempt, err := s.SignIn.Begin(c.Request().Context(), returnTo)
	if err != nil {
		return s.notSignedIn(c, err, returnTo)
	}
	s.keep(c, attemptCookie, attempt, signin.AttemptTime)
	return c.Redirect(http.StatusSeeOther, address)
}

// endSignIn is GET /sign-in/callback, where the provider sends people back to.
func (s *server) endSignIn(c echo.Context) error {
	attempt := s.cookieOf(c, attemptCookie)
	s.keep(c, attemptCookie, "", 0) // an attempt ends once, well or not
	who, returnTo, err := s.SignIn.Finish(c.Request().Context(), attempt, c.QueryParams())
	if err != nil {
		return s.notSignedIn(c, err, returnTo)
	}
	// The secret is always a new one, so that none planted before is worth anything.
	person := store.IdentityOfPerson(who.Issuer, who.Subject)
	token, err := s.Store.CreateSession(c.Request().Context(), person, who.Name, who.Email, sessionTime)
	if err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	if browser := s.browserOf(c); browser != "" { // what was saved before signing in must not be out of reach after it
		if err := s.Store.Adopt(c.Request().Context(), store.IdentityOfToken(browser), person); err != nil {
			s.Logger.Warn("plans of the browser not taken over, until the next sign-in", "id", requestID(c), "error", err)
		}
	}
	if before := s.cookieOf(c, sessionCookie); before != "" {
		if err := s.Store.EndSession(c.Request().Context(), before); err != nil {
			s.Logger.Warn("earlier session not ended", "id", requestID(c), "error", err)
		}
	}
	s.keep(c, sessionCookie, token, sessionTime)
	return c.Redirect(http.StatusSeeOther, returnTo)
}

// signOut is POST /sign-out. It ends the session here; that of the provider is
// the provider's.
func (s *server) signOut(c echo.Context) error {
	if token := s.cookieOf(c, sessionCookie); token != "" {
		if err := s.Store.EndSession(c.Request().Context(), token); err != nil {
			return fmt.Errorf("end the session: %w", err)
		}
	}
	s.keep(c, sessionCookie, "", 0)
	return c.Redirect(http.StatusSeeOther, signInPath+"?out=1")
}

// signInAnswers maps how an attempt ends to what the person is told.
var signInAnswers = []struct {
	is          error
	status      int
	title, text string
}{
	{signin.ErrCancelled, http.StatusForbidden, "Not signed in", "You did not go through with it at the provider. Nothing was changed."},
	{signin.ErrExpired, http.StatusBadRequest, "That took too long", "The attempt to sign in has expired, or was finished before. Start again."},
	{signin.ErrMismatch, http.StatusBadRequest, "Start again", "The answer of the provider is not about the attempt of this browser: perhaps there was another one in another tab. Start again from here."},
	{signin.ErrUntrusted, http.StatusBadGateway, "Not signed in", "The answer of the provider does not prove who you are, so you were not let in. Start again; if it stays, tell whoever runs this server and quote the request below."},
	{signin.ErrUnavailable, http.StatusServiceUnavailable, "The provider does not answer", "Signing in needs the provider, which cannot be reached or does not know this site. Try again in a moment; if it stays, tell whoever runs this server and quote the request below."},
}

// notSignedIn shows how an attempt ended, with the form for another. It gives
// the error on, for the log.
func (s *server) notSignedIn(c echo.Context, err error, returnTo string) error {
	if c.Request().Context().Err() != nil && errors.Is(err, c.Request().Context().Err()) {
		return err // nobody waits any more
	}
	p := signInProblem(err)
	retryLater(c, p.status)
	page := views.SignInPage{Frame: s.frame(c, p.title, true), Return: returnTo, Title: p.title, Text: p.text, Request: requestID(c)}
	return errors.Join(p, s.showSignIn(c, p.status, page))
}

func signInProblem(err error) *problem {
	var refusal *signin.Refusal
	if errors.As(err, &refusal) {
		return &problem{status: http.StatusForbidden, title: "Not admitted", cause: err,
			text: "The provider knows you, but this site asks for " + string(refusal.Rule) + ". Sign in as somebody else, or ask whoever runs this server."}
	}
	for _, a := range signInAnswers {
		if errors.Is(err, a.is) {
			return &problem{status: a.status, title: a.title, text: a.text, cause: err}
		}
	}
	return explain(err)
}

// signInAddress leads to the page to sign in at, and back to this one.
func signInAddress(r *http.Request) string {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return signInPath
	}
	return signInPath + "?return=" + url.QueryEscape(signin.LocalPath(r.URL.RequestURI()))
}
