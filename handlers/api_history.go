package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
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

// apiExport is GET /api/v1/plans/ID/export: the plan with every revision, whole,
// the oldest first. It is written revision by revision, so that a long history
// takes no more memory than a short one.
func (s *server) apiExport(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="stagecraft-plan-`+plan.ID+`.json"`)
	c.Response().WriteHeader(http.StatusOK)
	out := json.NewEncoder(c.Response())
	fmt.Fprintf(c.Response(), `{"format":"stagecraft-plan","version":1,"id":%q,"revisions":[`, plan.ID)
	for number := 1; number <= plan.Newest; number++ {
		revision, err := s.Store.PlanRevision(c.Request().Context(), s.who(c).Identity, plan.ID, number)
		if err != nil {
			return err
		}
		whole, err := s.apiWhole(c, revision)
		if err != nil {
			return err
		}
		if number > 1 {
			fmt.Fprint(c.Response(), ",")
		}
		if err := out.Encode(whole); err != nil {
			return fmt.Errorf("send revision %d: %w", number, err)
		}
	}
	fmt.Fprint(c.Response(), "]}\n")
	return nil
}
