package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/pricing"
	"stagecraft/planner/report"
)

// planJSON is the whole plan as a file. A saved plan that is not being edited
// gives the result it was saved with.
func (s *server) planJSON(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		sub, err := find(c)
		if err != nil {
			return err
		}
		if sub.saved != nil && !sub.edited {
			result, err := s.Store.Result(c.Request().Context(), *sub.saved)
			if err != nil {
				return err
			}
			warnings := pricing.WarningsOf(sub.saved.Book, s.today())
			return s.download(c, "plan.json", echo.MIMEApplicationJSON, report.WithWarnings(result, warnings))
		}
		p, err := s.whole(c.Request().Context(), sub.workload)
		if err != nil {
			return err
		}
		return s.download(c, "plan.json", echo.MIMEApplicationJSON, report.JSON(p, report.AllStages))
	}
}

// billCSV is the bill of one stage as a file.
func (s *server) billCSV(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		_, p, err := s.found(c, find)
		if err != nil {
			return err
		}
		stage := stageOf(c.QueryParams())
		if stage == 0 {
			stage = p.Here
		}
		return s.download(c, fmt.Sprintf("bill-stage-%d.csv", stage), "text/csv; charset=utf-8", report.CSV(p, stage))
	}
}

// download sends a file under a name of ours: the plan's own name is free text
// and has no place in a header.
func (s *server) download(c echo.Context, name, kind string, content []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, "inline; filename="+strconv.Quote("stagecraft-"+name))
	return c.Blob(http.StatusOK, kind, content)
}
