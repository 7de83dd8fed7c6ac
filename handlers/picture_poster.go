package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/poster"
	"stagecraft/planner"
	"stagecraft/views"
)

// roadmapSVG is all stages on one sheet, as a file. Beside a share link it is a
// live picture, as that of one stage is.
func (s *server) roadmapSVG(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		sub, err := find(c)
		if err != nil {
			return err
		}
		theme, err := themeOf(c.QueryParams(), themes)
		if err != nil {
			return err
		}
		p, err := s.planOf(c.Request().Context(), sub)
		if err != nil {
			return err
		}
		placed, err := s.placeStages(c, p)
		if err != nil {
			return err
		}
		sheet := views.NewPoster(p, placed)
		sheet.Theme = theme
		picture := poster.Render(sheet)
		allowStyle(c, stylePolicy(picture))
		return s.sendPicture(c, sub, "roadmap.svg", "image/svg+xml", picture)
	}
}

// placeStages places the pictures of all stages, by their number.
func (s *server) placeStages(c echo.Context, p planner.Plan) (map[int]diagram.Placed, error) {
	all := map[int]diagram.Placed{}
	for _, stage := range p.Stages {
		placed, err := diagram.Draw(c.Request().Context(), s.Layouter, diagram.NewScene(stage.Graph))
		if err != nil {
			s.metrics.picture("failed")
			return nil, &problem{status: http.StatusServiceUnavailable, title: "Not drawn", cause: err,
				text: "The pictures could not be drawn just now. Try again in a moment."}
		}
		s.metrics.picture("drawn")
		all[stage.Number] = placed
	}
	return all, nil
}
