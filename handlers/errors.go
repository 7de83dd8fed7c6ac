package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/workload"
	"stagecraft/store"
	"stagecraft/views"
)

// problem is an error a visitor can act on: a status, a heading and a sentence
// with the cure. Cause is for the log only.
type problem struct {
	status      int
	title, text string
	cause       error
}

func newProblem(status int, title, text string) *problem {
	return &problem{status: status, title: title, text: text}
}

func (p *problem) Error() string {
	if p.cause != nil {
		return p.title + ": " + p.cause.Error()
	}
	return p.title
}

func (p *problem) Unwrap() error { return p.cause }

var errCrossOrigin = newProblem(http.StatusForbidden, "Sent from another site",
	"The request came from a page of another site, so nothing was changed. Open Stagecraft itself and try again.")

// notFound is the same for what never was, was deleted and was revoked: which
// of them it is, is nobody's business.
var notFound = newProblem(http.StatusNotFound, "Nothing here", "There is no such page, or it is no longer shared. Check the address, or ask for a new link.")

// answers maps what the store reports to what a visitor is told.
var answers = []struct {
	is          error
	status      int
	title, text string
}{
	{store.ErrNotFound, http.StatusNotFound, notFound.title, notFound.text},
	{store.ErrForbidden, http.StatusForbidden, "Not yours to change", "You may read this but not change it that way. Save a copy of your own, or ask whoever shared it for an edit link or another role."},
	{store.ErrLastOwner, http.StatusConflict, "The last owner", "Nothing was changed: a workspace keeps at least one owner. Make somebody else an owner first."},
	{store.ErrQuota, http.StatusConflict, "No more can be kept", "Nothing was saved: the most that is kept here is reached. Delete or revoke something first."},
	{store.ErrConflict, http.StatusConflict, "Changed in the meantime", "This plan was saved again since you opened it, perhaps in another tab. Go back and save yours as a new plan, or reload to see the other."},
	{store.ErrTooLarge, http.StatusRequestEntityTooLarge, "Too large to save", "A text is longer, or the plan larger, than what can be kept. Shorten the name, the note, the title or the tags."},
	{store.ErrFull, http.StatusInsufficientStorage, "No space left", "The plan was not saved: the disk of the server is full. Export it, and tell whoever runs this server."},
	{store.ErrBusy, http.StatusServiceUnavailable, "Busy", "The plan was not saved: the database is in use by another process. Try again in a moment."},
	{store.ErrUnavailable, http.StatusServiceUnavailable, "Database not reached", "The database does not answer just now, so nothing was read or saved. Try again in a moment."},
	{store.ErrReadOnly, http.StatusServiceUnavailable, "Cannot save", "The plan was not saved: the database cannot be written. Export the plan, and tell whoever runs this server."},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "Took too long", "The server gave up after some seconds. Try again in a moment."},
	{context.Canceled, statusClientClosed, "Stopped", "The request was stopped before it was answered."},
}

// statusClientClosed is what logs use for a visitor who left before the answer.
const statusClientClosed = 499

// explain turns any error into a problem.
func explain(err error) *problem {
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	for _, a := range answers {
		if errors.Is(err, a.is) {
			return &problem{status: a.status, title: a.title, text: a.text, cause: err}
		}
	}
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return tooMuch
	}
	var web *echo.HTTPError
	if errors.As(err, &web) {
		switch web.Code {
		case http.StatusNotFound:
			return notFound
		case http.StatusMethodNotAllowed:
			return newProblem(web.Code, "Not done this way", "This address exists but does not take such a request.")
		case http.StatusRequestEntityTooLarge:
			return tooMuch
		}
		if web.Code < http.StatusInternalServerError {
			return &problem{status: web.Code, title: "Not understood", text: "The request could not be read. Go back and try again.", cause: err}
		}
	}
	return &problem{status: http.StatusInternalServerError, title: "Something went wrong here",
		text: "This is our fault, not yours, and it was logged. Try again; if it stays, quote the request below.", cause: err}
}

// errorBody is an error for programs.
type errorBody struct {
	Error   string                `json:"error"`
	Fields  []workload.FieldError `json:"fields,omitempty"`
	Request string                `json:"request_id"`
}

// answerError is the one place where an error becomes an answer.
func (s *server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	var elsewhere moved
	if errors.As(err, &elsewhere) {
		if sent := follow(c, elsewhere); sent != nil {
			s.Logger.Warn("redirect not sent", "id", requestID(c), "error", sent)
		}
		return
	}
	var fields workload.Errors
	p := explain(err)
	if errors.As(err, &fields) {
		p = &problem{status: http.StatusUnprocessableEntity, text: "The workload was refused."}
	}
	// The answer is about this failure only: nothing may keep it.
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().Header().Del(echo.HeaderContentDisposition)
	retryLater(c, p.status)
	var sent error
	if wantsJSON(c) {
		text := p.text
		if len(fields) > 0 {
			text += " " + strings.ReplaceAll(fields.Error(), "\n", " ")
		}
		sent = c.JSON(p.status, errorBody{Error: text, Fields: fields, Request: requestID(c)})
	} else {
		sent = s.render(c, p.status, views.Error(views.ErrorPage{Frame: s.frame(c, p.title, true), Title: p.title, Text: p.text, Request: requestID(c)}))
	}
	if sent == nil {
		return
	}
	s.Logger.Warn("error page not sent", "id", requestID(c), "error", sent)
	if !c.Response().Committed { // better a bare sentence than an empty success
		http.Error(c.Response(), p.title+". "+p.text, p.status)
	}
}

// retryAfter is when a busy server is worth another try, in seconds.
const retryAfter = 5

// retryLater tells programs when to come back after a 503.
func retryLater(c echo.Context, status int) {
	if status == http.StatusServiceUnavailable {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(retryAfter))
	}
}

// wantsJSON tells programs from browsers.
func wantsJSON(c echo.Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, "/api/") || strings.HasSuffix(c.Request().URL.Path, ".json") ||
		strings.HasPrefix(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON)
}

// levelOf says how loud a request is logged: what we must mend is an error,
// what the visitor mends is not. What a visitor sent is not written down: of a
// refusal there is the kind, and the names of the fields.
func (s *server) levelOf(status int, err error) (slog.Level, []any) {
	if err == nil || errors.As(err, new(moved)) {
		return slog.LevelInfo, nil
	}
	var fields workload.Errors
	if errors.As(err, &fields) {
		return slog.LevelInfo, []any{"error", "fields refused", "fields", fieldNames(fields)}
	}
	if errors.Is(err, errCrowded) { // as meant: nobody is to be woken for it
		return slog.LevelWarn, []any{"error", err.Error()}
	}
	if status >= http.StatusInternalServerError {
		return slog.LevelError, []any{"error", err.Error()}
	}
	return slog.LevelInfo, []any{"error", explain(err).title}
}

// fieldNames are our own names of refused fields; any other was typed.
func fieldNames(errs workload.Errors) string {
	var names []string
	for _, e := range errs {
		name := "(unknown)"
		if f, known := workload.FieldNamed(e.Field); known {
			name = f.Name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}
