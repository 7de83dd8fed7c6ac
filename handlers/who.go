package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
)

// cookieTime is how long a browser keeps its plans after the last save; 400 days is
// the most browsers allow.
const cookieTime = 400 * 24 * time.Hour

// browserCookie is the name of the cookie of a browser, before the prefix of
// cookieNamed.
const browserCookie = "stagecraft"

// cookieNamed puts the __Host- prefix before a name where it may stand: then no
// other host of the domain can set the cookie.
func (s *server) cookieNamed(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// cookieOf reads a cookie of ours; empty without it. Only that of this mode counts:
// over HTTPS a plain one may have been planted by another host of the domain.
func (s *server) cookieOf(c echo.Context, name string) string {
	cookie, err := c.Cookie(s.cookieNamed(name))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// keep sets such a cookie; an empty value removes it. Lax, because the way back
// from a provider comes from another site.
func (s *server) keep(c echo.Context, name, value string, lasts time.Duration) {
	cookie := &http.Cookie{Name: s.cookieNamed(name), Value: value, Path: "/", MaxAge: int(lasts.Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if value == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// browserOf reads the secret by which a browser owns its plans; empty without one.
func (s *server) browserOf(c echo.Context) string {
	token := s.cookieOf(c, browserCookie)
	if !store.IsToken(token) {
		return ""
	}
	return token
}

// who is who asks: for a program that names an edit link, the holder of that
// link; else who signed in; else this browser; nobody without any.
func (s *server) who(c echo.Context) store.Actor {
	if known, is := c.Get(whoKey).(store.Actor); is {
		return known
	}
	if token := bearer(c); token != "" {
		return store.Actor{Identity: store.IdentityOfToken(token)}
	}
	if session, _ := c.Get(sessionKey).(*store.Session); session != nil {
		return store.Actor{Identity: session.Who, Name: session.Name}
	}
	return store.Actor{Identity: store.IdentityOfToken(s.browserOf(c))}
}

// whoKey is where a request remembers a browser that got its secret only now.
const whoKey = "who"

// somebody is who, giving a browser that is nobody's a secret when it has none.
func (s *server) somebody(c echo.Context) (store.Actor, error) {
	if session, _ := c.Get(sessionKey).(*store.Session); session != nil || bearer(c) != "" {
		return s.who(c), nil
	}
	token := s.browserOf(c)
	if token == "" {
		var err error
		if token, err = s.Store.NewBrowserToken(); err != nil {
			return store.Actor{}, fmt.Errorf("make a browser token: %w", err)
		}
	}
	s.keep(c, browserCookie, token, cookieTime)
	who := store.Actor{Identity: store.IdentityOfToken(token)}
	c.Set(whoKey, who)
	return who, nil
}

// What a program is told whose token does not open what it asks for.
var (
	errNotBearer = newProblem(http.StatusUnauthorized, "No such edit link", "The token after Bearer is not, or no longer, that of an edit link: the last part of its address.")
	errOnePlan   = newProblem(http.StatusForbidden, "Of one plan only", "The token of an edit link is for the plan it was made for. Ask for this without it.")
)

// bearers checks the token with which a program asks: it is that of an edit link
// that works, and counts for the addresses of single plans only.
func (s *server) bearers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		token := bearer(c)
		if token == "" {
			return next(c)
		}
		link, err := s.Store.LinkByToken(c.Request().Context(), token)
		switch {
		case errors.Is(err, store.ErrNotFound), err == nil && link.Scope != store.Edit:
			return errNotBearer
		case err != nil:
			return err
		case c.Path() == "/api/v1/plans":
			return errOnePlan
		}
		s.noteUse(c, link)
		return next(c)
	}
}

// noteUse notes the use of a link; what it opens is opened all the same.
func (s *server) noteUse(c echo.Context, link store.Link) {
	if err := s.Store.UseLink(c.Request().Context(), link); err != nil {
		s.Logger.Warn("use of a link not noted", "id", requestID(c), "error", err)
	}
}

// bearer is the token of an edit link with which a program asks, in the API only.
func bearer(c echo.Context) string {
	kind, token, _ := strings.Cut(c.Request().Header.Get(echo.HeaderAuthorization), " ")
	if !strings.EqualFold(kind, "Bearer") || !strings.HasPrefix(c.Request().URL.Path, "/api/") {
		return ""
	}
	return strings.TrimSpace(token)
}

// origin is the address visitors use, for links that are sent on.
func (s *server) origin(c echo.Context) string {
	scheme := "http://"
	if s.Secure {
		scheme = "https://"
	}
	return scheme + c.Request().Host
}
