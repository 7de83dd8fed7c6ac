package handlers

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/drawio"
	"stagecraft/views"
)

// planDrawio is all stages as one draw.io file, a page each.
func (s *server) planDrawio(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		_, p, err := s.found(c, find)
		if err != nil {
			return err
		}
		placed, err := s.placeStages(c, p)
		if err != nil {
			return err
		}
		var pages []drawio.Page
		for _, stage := range p.Stages {
			pages = append(pages, drawio.Page{Name: fmt.Sprintf("%d %s", stage.Number, stage.Name), Scene: diagram.NewScene(stage.Graph), Placed: placed[stage.Number], Labels: views.DiagramLabels(p.Workload, stage)})
		}
		return s.download(c, "plan.drawio", "application/vnd.jgraph.mxfile", drawio.Render(pages))
	}
}
