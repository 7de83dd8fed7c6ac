package handlers

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/drawio"
	"stagecraft/views"
)

// planDrawio is all stages as one draw.io file, a page each.
func (s *server) planDrawio(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		sub, err := find(c)
		if err != nil {
			return err
		}
		p, err := s.sketch(c.Request().Context(), sub.workload)
		if err != nil {
			return err
		}
		var pages []drawio.Page
		for _, stage := range p.Stages {
			scene := diagram.NewScene(stage.Graph)
			placed, err := diagram.Draw(c.Request().Context(), s.Layouter, scene)
			if err != nil {
				s.metrics.picture("failed")
				return &problem{status: http.StatusServiceUnavailable, title: "Not drawn", cause: err,
					text: "The pictures could not be drawn just now. Try again in a moment."}
			}
			s.metrics.picture("drawn")
			pages = append(pages, drawio.Page{Name: fmt.Sprintf("%d %s", stage.Number, stage.Name), Scene: scene, Placed: placed, Labels: views.DiagramLabels(p.Workload, stage)})
		}
		return s.download(c, "plan.drawio", "application/vnd.jgraph.mxfile", drawio.Render(pages))
	}
}
