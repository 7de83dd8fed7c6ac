package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/workload"
	"stagecraft/store"
)

// apiLinks are the addresses of a saved plan. View and Edit are told once, to
// whoever saved it: view shows the newest revision to whoever has it, edit lets
// them save too, and its last part is the bearer token of a program.
type apiLinks struct {
	Self      string   `json:"self"`
	Page      string   `json:"page"`
	Plan      string   `json:"plan"`
	Export    string   `json:"export"`
	Revisions string   `json:"revisions"`
	Diagrams  []string `json:"diagrams"`
	View      string   `json:"view,omitempty"`
	Edit      string   `json:"edit,omitempty"`
}

// apiSaved is a saved plan as programs see it.
type apiSaved struct {
	ID        string          `json:"id"`
	Revision  int             `json:"revision"`
	Name      string          `json:"name"`
	SavedAt   time.Time       `json:"saved_at"`
	Author    string          `json:"author,omitempty"`
	Title     string          `json:"title,omitempty"`
	Note      string          `json:"note,omitempty"`
	Restored  int             `json:"restored,omitempty"`
	Workspace string          `json:"workspace,omitempty"`
	Tags      []string        `json:"tags,omitempty"`
	Archived  bool            `json:"archived,omitempty"`
	Book      string          `json:"book"`
	Engine    string          `json:"engine"`
	Links     apiLinks        `json:"links"`
	Workload  json.RawMessage `json:"workload,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
}

func newAPISaved(origin string, plan store.Plan) apiSaved {
	self, page := origin+"/api/v1/plans/"+plan.ID, origin+"/plans/"+plan.ID
	links := apiLinks{Self: self, Page: page, Plan: page + "/plan.json", Export: self + "/export", Revisions: self + "/revisions"}
	for stage := 1; stage <= 8; stage++ {
		links.Diagrams = append(links.Diagrams, fmt.Sprintf("%s/stages/%d/diagram.svg", page, stage))
	}
	return apiSaved{ID: plan.ID, Revision: plan.Revision, Name: plan.Name, SavedAt: plan.SavedAt, Author: plan.Author, Title: plan.Title, Note: plan.Note, Restored: plan.Restored,
		Workspace: plan.Workspace, Tags: plan.Tags, Archived: plan.Archived, Book: plan.Book, Engine: plan.Engine, Links: links}
}

// apiSaveRequest is the body of a save.
type apiSaveRequest struct {
	Workload  json.RawMessage `json:"workload"`
	Title     string          `json:"title"`
	Note      string          `json:"note"`
	Workspace string          `json:"workspace"` // of a new plan only
}

// readSave reads the body of a save; contents says what a revision of it holds.
func (s *server) readSave(c echo.Context, contents func(context.Context, workload.Workload) (store.Contents, error)) (apiSaveRequest, store.Contents, error) {
	var request apiSaveRequest
	body, err := jsonBody(c)
	if err != nil {
		return request, store.Contents{}, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil || len(request.Workload) == 0 {
		return request, store.Contents{}, badJSON(err)
	}
	w, err := readWorkload(request.Workload)
	if err != nil {
		return request, store.Contents{}, err
	}
	if errs := s.unpriced(w); len(errs) > 0 {
		return request, store.Contents{}, errs
	}
	holds, err := contents(c.Request().Context(), w)
	holds.Title, holds.Note = oneLine(request.Title), severalLines(request.Note)
	return request, holds, err
}

// apiSave is POST /api/v1/plans {"workload": {…}}. The plan belongs to the
// browser whose cookie came along. Who comes without one gets one, and a plan
// that whoever knows its id may read; both its links come with the answer.
func (s *server) apiSave(c echo.Context) error {
	request, contents, err := s.readSave(c, s.contents)
	if err != nil {
		return err
	}
	ctx, known := c.Request().Context(), !s.who(c).IsNobody()
	who, err := s.somebody(c)
	if err != nil {
		return err
	}
	plan, tokens, err := s.Store.SavePlanWithLinks(ctx, store.NewPlan{By: who, Workspace: request.Workspace, OpenByID: !known, Contents: contents},
		store.NewLink{Scope: store.View, Follows: true, Label: "Made by the API"}, store.NewLink{Scope: store.Edit, Label: "Made by the API"})
	if err != nil {
		return err
	}
	answer := newAPISaved(s.origin(c), plan)
	answer.Links.View, answer.Links.Edit = s.origin(c)+"/s/"+tokens[0], s.origin(c)+"/s/"+tokens[1]
	c.Response().Header().Set(echo.HeaderLocation, "/api/v1/plans/"+plan.ID)
	return apiAnswer(c, http.StatusCreated, answer)
}

// apiUpdate is PUT /api/v1/plans/ID {"workload": {…}} with If-Match: the ETag of
// the revision that the change was made from.
func (s *server) apiUpdate(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	base, err := matching(c.Request().Header.Get("If-Match"), plan.Revision)
	if err != nil {
		return err
	}
	if plan.Role < store.Guest { // before a plan is worked out for nothing
		return store.ErrForbidden
	}
	request, contents, err := s.readSave(c, func(ctx context.Context, w workload.Workload) (store.Contents, error) {
		return s.contentsAfter(ctx, plan, w)
	})
	if err != nil {
		return err
	}
	if request.Workspace != "" {
		return newProblem(http.StatusUnprocessableEntity, "Not moved", "workspace is of new plans only; move a plan on its page “Tags and workspace”.")
	}
	plan, err = s.Store.UpdatePlan(c.Request().Context(), s.who(c), plan.ID, base, contents)
	if err != nil {
		return preconditionOf(err)
	}
	return apiAnswer(c, http.StatusOK, newAPISaved(s.origin(c), plan))
}

// matching reads If-Match: the number of a revision as an entity tag, or * for the
// newest, whichever it is.
func matching(header string, newest int) (base int, err error) {
	tag := strings.TrimSuffix(strings.Trim(strings.TrimSpace(header), `"`), strings.TrimSuffix(packedMark, `"`)) // of an answer that was sent compressed
	switch base, err = strconv.Atoi(tag); {
	case header == "":
		return 0, newProblem(http.StatusPreconditionRequired, "If-Match is missing", `Say which revision the change was made from: If-Match: "3", the ETag of GET. If-Match: * overwrites whatever is there.`)
	case tag == "*":
		return newest, nil
	case err != nil:
		return 0, newProblem(http.StatusPreconditionFailed, "Not a revision", `If-Match takes the ETag of one revision, such as "3", or *.`)
	}
	return base, nil
}

// preconditionOf answers a conflict as the method asks.
func preconditionOf(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return &problem{status: http.StatusPreconditionFailed, title: "Changed in the meantime", cause: err,
			text: "The plan was saved again since the revision in If-Match, so nothing was changed. GET it, make the change again and send it with the new ETag."}
	}
	return err
}

// apiAnswer sends a plan with the entity tag of its revision.
func apiAnswer(c echo.Context, status int, plan apiSaved) error {
	c.Response().Header().Set("ETag", strconv.Quote(strconv.Itoa(plan.Revision)))
	return c.JSON(status, plan)
}

// apiRead is GET /api/v1/plans/ID: the newest revision with its saved result.
func (s *server) apiRead(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	return s.apiShow(c, plan)
}

func (s *server) apiShow(c echo.Context, plan store.Plan) error {
	answer, err := s.apiWhole(c, plan)
	if err != nil {
		return err
	}
	return apiAnswer(c, http.StatusOK, answer)
}

// apiWhole is a revision with its workload and its result.
func (s *server) apiWhole(c echo.Context, plan store.Plan) (apiSaved, error) {
	answer := newAPISaved(s.origin(c), plan)
	values, err := url.ParseQuery(plan.Workload)
	if err != nil {
		return answer, errUnreadable
	}
	w, _ := workload.Parse(values) // what older rules accepted is still shown
	answer.Workload = workload.JSON(w)
	answer.Result, err = s.Store.Result(c.Request().Context(), plan)
	return answer, err
}

// apiList is GET /api/v1/plans: the plans of who asks, or of ?workspace=ID;
// q, tag, sort, archived and page pick from them.
func (s *server) apiList(c echo.Context) error {
	query := queryOf(c, c.QueryParam("workspace"))
	list, more, err := s.Store.Plans(c.Request().Context(), s.who(c).Identity, query)
	if err != nil {
		return err
	}
	answer := struct {
		Plans []apiSaved `json:"plans"`
		Next  string     `json:"next,omitempty"`
	}{Plans: []apiSaved{}}
	for _, line := range list {
		answer.Plans = append(answer.Plans, newAPISaved(s.origin(c), store.Plan{ID: line.ID, Revision: line.Revision, SavedAt: line.UpdatedAt, Author: line.Author,
			Workspace: query.Workspace, Tags: line.Tags, Archived: query.Archived, Name: line.Name, Book: line.Book, Engine: line.Engine}))
	}
	if more {
		next := c.QueryParams()
		next.Set("page", strconv.Itoa(query.Page+1))
		answer.Next = s.origin(c) + "/api/v1/plans?" + next.Encode()
	}
	return c.JSON(http.StatusOK, answer)
}

// apiDelete is DELETE /api/v1/plans/ID; the plan can be restored for a month.
func (s *server) apiDelete(c echo.Context) error {
	if err := s.Store.DeletePlan(c.Request().Context(), s.who(c), c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
