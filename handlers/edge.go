package handlers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// contentPolicy allows our own files only. Nothing inline runs: there are no
// style attributes, no style elements and no inline scripts in any page.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// use installs what every request passes through, outermost first. These few
// lines are ours because the framework's package for them brings more modules
// than it saves lines.
func (s *server) use(e *echo.Echo) {
	e.Use(s.record, s.headers, compress, recovered, bounded, s.sessions, s.bearers)
}

// recovered turns a panic into an error, so that one bad request ends alone.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler { // net/http's own way to hang up
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// bounded limits what one request may send and how long it may take, before
// anything walks through it.
func bounded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request := c.Request()
		if query := request.URL.RawQuery; len(query) > longestQuery || strings.Count(query, "&") >= mostFields {
			return newProblem(http.StatusRequestURITooLong, "Address too long", "The address holds more than any plan needs. Start again from the form.")
		}
		if _, err := url.ParseQuery(request.URL.RawQuery); err != nil {
			return badAddress // what could not be read would be dropped, and another question answered
		}
		if request.ContentLength > longestBody {
			return tooMuch
		}
		ctx, cancel := context.WithTimeout(request.Context(), timeout)
		inside := request.WithContext(ctx)
		inside.Body = http.MaxBytesReader(c.Response(), request.Body, longestBody)
		c.SetRequest(inside)
		defer func() {
			c.SetRequest(request) // an error page is still to be printed, after the deadline
			cancel()
		}()
		return next(c)
	}
}

var badAddress = newProblem(http.StatusBadRequest, "The address cannot be read",
	"What follows the question mark has a semicolon or a % without two hexadecimal digits. Write %3B for a semicolon and %25 for a percent sign.")

var tooMuch = newProblem(http.StatusRequestEntityTooLarge, "Too much at once", "The request is larger than any plan. Send less.")

// identify gives the request the id by which the visitor and the log name it.
func (s *server) identify(c echo.Context) {
	c.Response().Header().Set(echo.HeaderXRequestID, rand.Text()[:16])
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// secure sets the headers every answer has.
func (s *server) secure(c echo.Context) {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cache-Control", "no-store")
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.identify(c)
		s.secure(c)
		return next(c)
	}
}

// record counts the request and writes its one line of the log. It names the
// route and not the address, which may hold a share token or a team's figures.
func (s *server) record(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		started := time.Now()
		err := next(c)
		if err != nil {
			s.answerError(err, c)
		}
		took, route, status := time.Since(started), c.Path(), c.Response().Status
		if route == "" {
			route = "none"
		}
		s.metrics.add(c.Request().Method, route, status, took)
		level, details := s.levelOf(status, err)
		s.Logger.Log(c.Request().Context(), level, "request", append([]any{
			"id", requestID(c), "method", c.Request().Method, "route", route, "status", status,
			"ms", took.Milliseconds(), "bytes", c.Response().Size, "from", c.RealIP()}, details...)...)
		return nil
	}
}

// form reads the fields of a posted form.
func form(c echo.Context) (url.Values, error) {
	if kind := c.Request().Header.Get(echo.HeaderContentType); !strings.HasPrefix(kind, echo.MIMEApplicationForm) {
		return nil, newProblem(http.StatusUnsupportedMediaType, "Not a form", "Send the fields as application/x-www-form-urlencoded, as the page does.")
	}
	values, err := c.FormParams()
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return nil, tooMuch
	}
	if err != nil {
		return nil, &problem{status: http.StatusBadRequest, title: "Not understood", text: "The form could not be read. Go back and send it again.", cause: err}
	}
	pairs := 0
	for _, list := range values {
		pairs += len(list)
	}
	if pairs > mostFields {
		return nil, newProblem(http.StatusRequestEntityTooLarge, "Too many fields", "The form holds more fields than a plan has. Start again from the form.")
	}
	return values, nil
}
