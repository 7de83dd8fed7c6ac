package handlers

import (
	"fmt"
	"net/http"

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

// ownBrowser is browserOf, giving the browser a secret when it has none.
func (s *server) ownBrowser(c echo.Context) (string, error) {
	token := s.browserOf(c)
	if token == "" {
		var err error
		if token, err = s.Store.NewBrowserToken(); err != nil {
			return "", fmt.Errorf("make a browser token: %w", err)
		}
	}
	c.SetCookie(&http.Cookie{Name: s.cookieName(), Value: token, Path: "/", MaxAge: cookieDays * 24 * 60 * 60,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
	return token, nil
}

// origin is the address visitors use, for links that are sent on.
func (s *server) origin(c echo.Context) string {
	scheme := "http://"
	if s.Secure {
		scheme = "https://"
	}
	return scheme + c.Request().Host
}
