package handlers

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"

	"stagecraft/planner/fidelity"
	"stagecraft/views"
)

// comparison is worked out at the first visit: it never changes while the program
// runs.
var comparison = sync.OnceValues(fidelity.Record)

// fidelityPage is GET /fidelity, the public record of how right the figures are.
func (s *server) fidelityPage(c echo.Context) error {
	cases, err := comparison()
	if err != nil {
		return fmt.Errorf("work out the published cases: %w", err)
	}
	return s.render(c, http.StatusOK, views.Fidelity(views.NewFidelity(s.frame(c, "", false), cases)))
}
