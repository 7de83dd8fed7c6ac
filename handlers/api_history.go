package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/store"
)

// apiReadRevision is GET /api/v1/plans/ID/revisions/N.
func (s *server) apiReadRevision(c echo.Context) error {
	number, err := revisionNamed(c.Param("revision"))
	if err != nil {
		return err
	}
	plan, err := s.Store.PlanRevision(c.Request().Context(), s.who(c).Identity, c.Param("id"), number)
	if err != nil {
		return err
	}
	return s.apiShow(c, plan)
}

// apiRevision is a line of the history as programs see it.
type apiRevision struct {
	Revision int       `json:"revision"`
	Name     string    `json:"name"`
	Title    string    `json:"title,omitempty"`
	Note     string    `json:"note,omitempty"`
	Author   string    `json:"author,omitempty"`
	Restored int       `json:"restored,omitempty"`
	SavedAt  time.Time `json:"saved_at"`
	Book     string    `json:"book"`
	Engine   string    `json:"engine"`
	Self     string    `json:"self"`
}

// apiRevisions is GET /api/v1/plans/ID/revisions: the history, the newest first;
// below=N goes on.
func (s *server) apiRevisions(c echo.Context) error {
	below, _ := strconv.Atoi(c.QueryParam("below")) // unreadable is the newest
	id := c.Param("id")
	list, err := s.Store.Revisions(c.Request().Context(), s.who(c).Identity, id, below)
	if err != nil {
		return err
	}
	answer := struct {
		Revisions []apiRevision `json:"revisions"`
	}{[]apiRevision{}}
	for _, r := range list {
		answer.Revisions = append(answer.Revisions, apiRevision{Revision: r.Number, Name: r.Name, Title: r.Title, Note: r.Note, Author: r.Author, Restored: r.Restored,
			SavedAt: r.SavedAt, Book: r.Book, Engine: r.Engine, Self: fmt.Sprintf("%s/api/v1/plans/%s/revisions/%d", s.origin(c), id, r.Number)})
	}
	return c.JSON(http.StatusOK, answer)
}

// Time limits of an export: of each revision, and of all of them.
const (
	revisionTime = 30 * time.Second
	exportTime   = 15 * time.Minute
)

// apiExport is GET /api/v1/plans/ID/export: the plan with every revision, whole,
// the oldest first. It is written revision by revision, so that a long history
// takes no more memory than a short one. When it cannot go on the connection is
// cut, so that a part never passes for the whole.
func (s *server) apiExport(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="stagecraft-plan-`+plan.ID+`.json"`)
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	// A long history takes longer than a request may: the limit is of each revision.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), exportTime)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	if err := s.writeExport(c, plan); err != nil {
		s.Logger.Error("export cut off", "id", requestID(c), "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func (s *server) writeExport(c echo.Context, plan store.Plan) error {
	connection := http.NewResponseController(c.Response())
	if _, err := fmt.Fprintf(c.Response(), `{"format":"stagecraft-plan","version":1,"id":%q,"revisions":[`, plan.ID); err != nil {
		return err
	}
	for number := 1; number <= plan.Newest; number++ {
		if err := connection.SetWriteDeadline(time.Now().Add(revisionTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		revision, err := s.Store.PlanRevision(c.Request().Context(), s.who(c).Identity, plan.ID, number)
		if err != nil {
			return err
		}
		whole, err := s.apiWhole(c, revision)
		if err != nil {
			return err
		}
		content, err := json.Marshal(whole)
		if err != nil {
			return fmt.Errorf("write revision %d: %w", number, err)
		}
		if number > 1 {
			content = append([]byte(","), content...)
		}
		if _, err := c.Response().Write(content); err != nil {
			return fmt.Errorf("send revision %d: %w", number, err)
		}
	}
	_, err := fmt.Fprint(c.Response(), "]}\n")
	return err
}
