package handlers

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/dot"
	"stagecraft/diagram/mermaid"
	"stagecraft/views"
)

// textFormat is a picture as text that another program places and draws.
type textFormat struct {
	extension, kind string
	render          func(diagram.Scene, diagram.Labels) []byte
}

var textFormats = []textFormat{
	{"dot", "text/vnd.graphviz; charset=utf-8", dot.Render},
	{"mmd", "text/vnd.mermaid; charset=utf-8", mermaid.Render},
}

// diagramText is one stage in such a format.
func (s *server) diagramText(find finder, f textFormat) echo.HandlerFunc {
	return func(c echo.Context) error {
		stage, err := strconv.Atoi(c.Param("stage"))
		if err != nil || stage < 1 || stage > 8 {
			return notFound
		}
		sub, err := find(c)
		if err != nil {
			return err
		}
		p, err := s.sketchOf(c.Request().Context(), sub)
		if err != nil {
			return err
		}
		shown := p.Stages[stage-1]
		text := f.render(diagram.NewScene(shown.Graph), views.DiagramLabels(p.Workload, shown))
		return s.download(c, fmt.Sprintf("stage-%d.%s", stage, f.extension), f.kind, text)
	}
}
