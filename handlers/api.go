package handlers

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/report"
	"stagecraft/planner/workload"
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
