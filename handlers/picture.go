package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/views"
)

// diagramSVG is the picture of one stage as a file.
func (s *server) diagramSVG(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		stage, err := strconv.Atoi(c.Param("stage"))
		if err != nil || stage < 1 || stage > 8 {
			return notFound
		}
		sub, err := find(c)
		if err != nil {
			return err
		}
		p, err := s.build(c.Request().Context(), sub.workload)
		if err != nil {
			return err
		}
		picture, err := s.draw(c, p, stage, strings.Join(p.Warnings, " "))
		if err != nil {
			return &problem{status: http.StatusServiceUnavailable, title: "Not drawn", cause: err,
				text: "The picture could not be drawn just now. Try again in a moment; the page has the same in words."}
		}
		return s.download(c, fmt.Sprintf("stage-%d.svg", stage), "image/svg+xml", picture)
	}
}

// draw lays out one stage and writes it as SVG, with a note below it.
func (s *server) draw(c echo.Context, p planner.Plan, stage int, note string) ([]byte, error) {
	shown := p.Stages[stage-1]
	scene := diagram.NewScene(shown.Graph)
	placed, err := diagram.Draw(c.Request().Context(), s.Layouter, scene)
	if err != nil {
		s.metrics.picture("failed")
		return nil, err
	}
	s.metrics.picture("drawn")
	// Light is drawn with plain attributes, which the page's style sheet turns
	// dark where it must: a style element would need a hole in the content policy.
	return svg.Render(scene, placed, views.DiagramLabels(p.Workload, shown), svg.Options{Theme: svg.Light, IDPrefix: "picture-", Note: note}), nil
}

// drawn is the picture inside the page. Without one the page says so and is
// still whole: the same stands below it in words.
func (s *server) drawn(c echo.Context, p planner.Plan, stage int) string {
	picture, err := s.draw(c, p, stage, "") // the page has the warnings itself
	if err != nil {
		s.Logger.Error("picture not drawn", "id", requestID(c), "stage", stage, "error", err)
		return ""
	}
	return string(picture)
}
