package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
)

// cookieDays is how long a browser keeps its plans after the last save; 400
// days is the most browsers allow.
const cookieDays = 400

// cookieName carries the __Host- prefix where it may: then no other host of
// the domain can set it.
func (s *server) cookieName() string {
	if s.Secure {
		return secureCookie
	}
	return plainCookie
}

const (
	plainCookie  = "stagecraft"
	secureCookie = "__Host-stagecraft"
)

// browserOf reads the secret by which a browser owns its plans; empty without
// one. Only the cookie of this mode counts: over HTTPS a plain one may have been
// planted by another host of the domain.
func (s *server) browserOf(c echo.Context) string {
	cookie, err := c.Cookie(s.cookieName())
	if err != nil || !store.IsToken(cookie.Value) {
		return ""
	}
	return cookie.Value
}

// who is who asks: for a program that names an edit link, the holder of that
// link; else this browser; nobody without either.
func (s *server) who(c echo.Context) store.Actor {
	if known, is := c.Get(whoKey).(store.Actor); is {
		return known
	}
	if token := bearer(c); token != "" {
		return store.Actor{Identity: store.IdentityOfToken(token)}
	}
	return store.Actor{Identity: store.IdentityOfToken(s.browserOf(c))}
}

// whoKey is where a request remembers a browser that got its secret only now.
const whoKey = "who"

// somebody is who, giving the browser a secret when it has none.
func (s *server) somebody(c echo.Context) (store.Actor, error) {
	if bearer(c) != "" {
		return s.who(c), nil
	}
	token := s.browserOf(c)
	if token == "" {
		var err error
		if token, err = s.Store.NewBrowserToken(); err != nil {
			return store.Actor{}, fmt.Errorf("make a browser token: %w", err)
		}
	}
	c.SetCookie(&http.Cookie{Name: s.cookieName(), Value: token, Path: "/", MaxAge: cookieDays * 24 * 60 * 60,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	who := store.Actor{Identity: store.IdentityOfToken(token)}
	c.Set(whoKey, who)
	return who, nil
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
