package handlers

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram/pdf"
	"stagecraft/diagram/png"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/views"
)

// Pixels and paper take up to a second of one processor each and tens of
// megabytes, so one is made at a time.
const (
	printsAtOnce = 1
	printsInLine = 6
	printTime    = 8 * time.Second // of one with its wait
)

// print makes a picture or a document in its turn.
func (s *server) print(ctx context.Context, work func() ([]byte, error)) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, printTime)
	defer cancel()
	return within(ctx, s.printing, work)
}

// scales are the values of the query parameter "scale".
var scales = map[string]int{"": 2, "1": 1, "2": 2}

// diagramPNG is the picture of one stage in pixels.
func (s *server) diagramPNG(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		scale, known := scales[c.QueryParam("scale")]
		if !known {
			return newProblem(http.StatusUnprocessableEntity, "No such scale", "scale takes 1 or 2. Without it the picture is twice as fine as the SVG.")
		}
		p, err := s.stagePicture(c, find, themes[:2]) // pixels cannot follow their reader
		if err != nil {
			return err
		}
		pixels, err := s.inPixels(c.Request().Context(), p.file.plain, scale)
		if err != nil {
			return fmt.Errorf("picture of stage %d: %w", p.stage, err)
		}
		return s.sendPicture(c, p.subject, fmt.Sprintf("stage-%d.png", p.stage), "image/png", pixels)
	}
}

// inPixels renders a picture, or takes what was rendered before.
func (s *server) inPixels(ctx context.Context, picture []byte, scale int) ([]byte, error) {
	key := fmt.Sprint(entityTag(picture), scale)
	if pixels, ok := s.pixels.get(key); ok {
		return pixels, nil
	}
	return s.print(ctx, func() ([]byte, error) {
		if pixels, ok := s.pixels.get(key); ok { // rendered while waiting
			return pixels, nil
		}
		pixels, err := png.Render(picture, scale)
		if err == nil {
			s.pixels.put(key, pixels)
		}
		return pixels, err
	})
}

// planPDF is the plan as a document: all stages, or the one in the query.
func (s *server) planPDF(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		_, p, err := s.found(c, find)
		if err != nil {
			return err
		}
		stages, name := p.Stages, "plan.pdf"
		if one := stageOf(c.QueryParams()); one > 0 {
			stages, name = p.Stages[one-1:one], fmt.Sprintf("stage-%d.pdf", one)
		}
		pictures, err := s.printable(c, p, stages)
		if err != nil {
			return &problem{status: http.StatusServiceUnavailable, title: "Not drawn", cause: err,
				text: "The pictures could not be drawn just now. Try again in a moment."}
		}
		document, err := s.print(c.Request().Context(), func() ([]byte, error) { return pdf.Render(views.Document(p, pictures)) })
		if err != nil {
			return fmt.Errorf("document of the plan: %w", err)
		}
		return s.download(c, name, "application/pdf", document)
	}
}

// printable draws stages for paper, which is light.
func (s *server) printable(c echo.Context, p planner.Plan, stages []planner.Stage) (map[int][]byte, error) {
	pictures := map[int][]byte{}
	for _, stage := range stages {
		picture, _, err := s.draw(c, stage, views.DiagramLabels(p.Workload, stage), svg.Options{Theme: svg.Light, Note: strings.Join(p.Warnings, " ")})
		if err != nil {
			return nil, err
		}
		pictures[stage.Number] = picture
	}
	return pictures, nil
}
