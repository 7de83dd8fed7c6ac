package handlers

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/report"
	"stagecraft/planner/workload"
	"stagecraft/store"
)

//go:embed openapi.json
var openAPIDocument []byte

// openAPI is GET /api/openapi.json.
func (s *server) openAPI(c echo.Context) error {
	return c.JSONBlob(http.StatusOK, openAPIDocument)
}

// apiPlan is GET /api/v1/plan?field=value…: the whole plan. An unknown field is
// refused: a program that mistypes one must not get an answer to another question.
func (s *server) apiPlan(c echo.Context) error {
	w, errs := workload.ParseStrict(c.QueryParams())
	if err := errs.Err(); err != nil {
		return err
	}
	return s.answerPlan(c, w)
}

// apiPlanOf is POST /api/v1/plan with a workload as JSON.
func (s *server) apiPlanOf(c echo.Context) error {
	body, err := jsonBody(c)
	if err != nil {
		return err
	}
	w, err := readWorkload(body)
	if err != nil {
		return err
	}
	return s.answerPlan(c, w)
}

func (s *server) answerPlan(c echo.Context, w workload.Workload) error {
	if errs := s.unpriced(w); len(errs) > 0 {
		return errs
	}
	p, err := s.whole(c.Request().Context(), w)
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, report.JSON(p, report.AllStages))
}

// apiPlanLinks are the addresses of a saved plan.
type apiPlanLinks struct {
	Self     string   `json:"self"`
	Page     string   `json:"page"`
	Plan     string   `json:"plan"`
	Diagrams []string `json:"diagrams"`
	Share    string   `json:"share,omitempty"`
}

// apiSaved is a saved plan as programs see it.
type apiSaved struct {
	ID       string          `json:"id"`
	Revision int             `json:"revision"`
	Name     string          `json:"name"`
	SavedAt  time.Time       `json:"saved_at"`
	Book     string          `json:"book"`
	Engine   string          `json:"engine"`
	Links    apiPlanLinks    `json:"links"`
	Workload json.RawMessage `json:"workload,omitempty"`
	Result   json.RawMessage `json:"result,omitempty"`
}

func newAPISaved(origin string, plan store.Plan) apiSaved {
	links := apiPlanLinks{Self: origin + "/api/v1/plans/" + plan.ID, Page: origin + "/plans/" + plan.ID, Plan: origin + "/plans/" + plan.ID + "/plan.json"}
	for stage := 1; stage <= 8; stage++ {
		links.Diagrams = append(links.Diagrams, fmt.Sprintf("%s/plans/%s/stages/%d/diagram.svg", origin, plan.ID, stage))
	}
	return apiSaved{ID: plan.ID, Revision: plan.Revision, Name: plan.Name, SavedAt: plan.UpdatedAt, Book: plan.Book, Engine: plan.Engine, Links: links}
}

// apiSave is POST /api/v1/plans {"workload": {…}}. The plan belongs to the
// browser whose cookie came along, else to nobody: then it can be read and
// shared by its addresses but not changed.
func (s *server) apiSave(c echo.Context) error {
	body, err := jsonBody(c)
	if err != nil {
		return err
	}
	var request struct {
		Workload json.RawMessage `json:"workload"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil || len(request.Workload) == 0 {
		return badJSON(err)
	}
	w, err := readWorkload(request.Workload)
	if err != nil {
		return err
	}
	if errs := s.unpriced(w); len(errs) > 0 {
		return errs
	}
	contents, err := s.contents(c.Request().Context(), w)
	if err != nil {
		return err
	}
	plan, err := s.Store.SavePlan(c.Request().Context(), store.NewPlan{Browser: s.browserOf(c), Contents: contents})
	if err != nil {
		return err
	}
	token, err := s.Store.CreateShareLink(c.Request().Context(), plan.ID)
	if err != nil {
		return err
	}
	answer := newAPISaved(s.origin(c), plan)
	answer.Links.Share = s.origin(c) + "/s/" + token
	c.Response().Header().Set(echo.HeaderLocation, "/api/v1/plans/"+plan.ID)
	return c.JSON(http.StatusCreated, answer)
}

// apiRead is GET /api/v1/plans/ID: the newest revision with its saved result.
func (s *server) apiRead(c echo.Context) error {
	plan, err := s.find(c)
	if err != nil {
		return err
	}
	answer := newAPISaved(s.origin(c), plan)
	values, err := url.ParseQuery(plan.Workload)
	if err != nil {
		return errUnreadable
	}
	w, _ := workload.Parse(values) // what older rules accepted is still shown
	answer.Workload, answer.Result = workload.JSON(w), plan.Result
	return c.JSON(http.StatusOK, answer)
}

// apiList is GET /api/v1/plans: the plans of the browser whose cookie came along.
func (s *server) apiList(c echo.Context) error {
	list, err := s.Store.PlansOfBrowser(c.Request().Context(), s.browserOf(c))
	if err != nil {
		return err
	}
	answer := struct {
		Plans []apiSaved `json:"plans"`
	}{Plans: []apiSaved{}}
	for _, line := range list {
		plan := store.Plan{ID: line.ID, Revision: line.Revision, UpdatedAt: line.UpdatedAt}
		plan.Name, plan.Book, plan.Engine = line.Name, line.Book, line.Engine
		answer.Plans = append(answer.Plans, newAPISaved(s.origin(c), plan))
	}
	return c.JSON(http.StatusOK, answer)
}

// jsonBody reads the body of a request that must be JSON. Asking for the type
// keeps forms of other sites out, which browsers send without asking.
func jsonBody(c echo.Context) ([]byte, error) {
	if kind := c.Request().Header.Get(echo.HeaderContentType); !strings.HasPrefix(kind, echo.MIMEApplicationJSON) {
		return nil, newProblem(http.StatusUnsupportedMediaType, "Not JSON", "Send the body as application/json.")
	}
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	return body, nil
}

// readWorkload reads a workload as JSON; field problems stay field problems.
func readWorkload(body []byte) (workload.Workload, error) {
	w, err := workload.ParseJSON(body)
	var fields workload.Errors
	switch {
	case errors.As(err, &fields):
		return w, fields
	case err != nil:
		return w, badJSON(err)
	}
	return w, nil
}

func badJSON(cause error) error {
	text := `The body is not what is expected: {"workload": {"users": "250k", …}}.`
	if cause != nil {
		text = "The body could not be read: " + strings.TrimSuffix(cause.Error(), ".") + "."
	}
	return &problem{status: http.StatusBadRequest, title: "Not understood", text: text, cause: cause}
}
