package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/views"
)

// look is how a picture is to be drawn, as the query of its file asks for it.
type look struct {
	theme   svg.Theme
	overlay diagram.Overlay
}

// themes are the values of the query parameter "theme", the first by default. The
// last needs a reader that has a theme of its own.
var themes = []svg.Theme{svg.Light, svg.Dark, svg.Auto}

// lookOf reads the look of a file. A file is made to be kept: what is not known
// is refused, not replaced.
func lookOf(values url.Values, themes []svg.Theme) (look, error) {
	theme, err := themeOf(values, themes)
	l := look{theme: theme, overlay: diagram.Overlay(values.Get("overlay"))}
	if err != nil {
		return l, err
	}
	if !slices.Contains(diagram.Overlays, l.overlay) {
		return l, newProblem(http.StatusUnprocessableEntity, "No such overlay", "overlay takes "+listed(diagram.Overlays)+". Without it the picture is plain.")
	}
	return l, nil
}

// themeOf reads the theme of a file, the first of those there are by default.
func themeOf(values url.Values, themes []svg.Theme) (svg.Theme, error) {
	theme := svg.Theme(values.Get("theme"))
	if theme == "" {
		theme = themes[0]
	}
	if !slices.Contains(themes, theme) {
		return theme, newProblem(http.StatusUnprocessableEntity, "No such theme", "theme takes "+listed(themes)+". Without it the picture is light.")
	}
	return theme, nil
}

// listed names the values of a parameter: "light, dark or auto". The empty one
// is left out.
func listed[T ~string](values []T) string {
	var names []string
	for _, v := range values {
		if v != "" {
			names = append(names, string(v))
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// stagePicture is the picture of one stage as a file, as the path and the query
// ask for it.
type stagePicture struct {
	subject
	stage int
	file  file
}

// stagePicture draws it; the query may ask for any of the themes.
func (s *server) stagePicture(c echo.Context, find finder, themes []svg.Theme) (stagePicture, error) {
	stage, err := strconv.Atoi(c.Param("stage"))
	if err != nil || stage < 1 || stage > 8 {
		return stagePicture{}, notFound
	}
	sub, err := find(c)
	if err != nil {
		return stagePicture{}, err
	}
	look, err := lookOf(c.QueryParams(), themes)
	if err != nil {
		return stagePicture{}, err
	}
	key := s.pictureKey(sub, stage, look)
	if kept, ok := s.pictures.get(key); ok {
		s.metrics.picture("kept")
		return stagePicture{sub, stage, kept}, nil
	}
	k, err := s.sketchOf(c.Request().Context(), sub, stage)
	if err != nil {
		return stagePicture{}, err
	}
	labels := k.labels()
	if views.Readable(labels, look.overlay) != look.overlay {
		return stagePicture{}, newProblem(http.StatusUnprocessableEntity, "Nothing to take away", views.Unreadable(look.overlay)+" Leave overlay out for the plain picture.")
	}
	picture, lasting, err := s.draw(c, k.Stage, labels, svg.Options{Theme: look.theme, Overlay: look.overlay, Note: strings.Join(k.warnings, " ")})
	if err != nil {
		return stagePicture{}, &problem{status: http.StatusServiceUnavailable, title: "Not drawn", cause: err,
			text: "The picture could not be drawn just now. Try again in a moment; the page has the same in words."}
	}
	if lasting {
		s.pictures.put(key, keepFile(picture))
	}
	return stagePicture{sub, stage, file{plain: picture, policy: stylePolicy(picture)}}, nil
}

// diagramSVG is the picture of one stage as a file.
func (s *server) diagramSVG(find finder) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := s.stagePicture(c, find, themes)
		if err != nil {
			return err
		}
		allowStyle(c, p.file.policy)
		return s.sendKept(c, p.subject, fmt.Sprintf("stage-%d.svg", p.stage), "image/svg+xml", p.file)
	}
}

// pictureKey names all that a picture depends on.
func (s *server) pictureKey(sub subject, stage int, l look) string {
	if sub.frozen != nil {
		return fmt.Sprint(stage, " ", l.theme, " ", l.overlay, " ", s.today(), "\n", sub.saved.ID, " ", sub.saved.Revision)
	}
	return strings.Join([]string{strconv.Itoa(stage), string(l.theme), string(l.overlay), strings.Join(s.warnings(), " "), "\n", sub.identity()}, " ")
}

// stylePolicy is the content policy under which the one style element of a picture
// that follows the reader's system applies where the file is opened by itself, and
// no other; empty for a picture without.
func stylePolicy(picture []byte) string {
	_, rest, found := bytes.Cut(picture, []byte("<style>"))
	if !found {
		return ""
	}
	rules, _, _ := bytes.Cut(rest, []byte("</style>"))
	sum := sha256.Sum256(rules)
	return strings.Replace(contentPolicy, "style-src 'self'", "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'", 1)
}

func allowStyle(c echo.Context, policy string) {
	if policy != "" {
		c.Response().Header().Set("Content-Security-Policy", policy)
	}
}

// draw lays out one stage and writes it as SVG. It lasts unless it was placed in
// an emergency.
func (s *server) draw(c echo.Context, shown planner.Stage, labels diagram.Labels, options svg.Options) (picture []byte, lasting bool, err error) {
	scene := diagram.NewScene(shown.Graph).Failing(labels.Failures[options.Overlay])
	placed, err := diagram.Draw(c.Request().Context(), s.Layouter, scene)
	if err != nil {
		s.metrics.picture("failed")
		return nil, false, err
	}
	s.metrics.picture("drawn")
	options.IDPrefix = "picture-"
	return svg.Render(scene, placed, labels, options), !placed.Makeshift, nil
}

// drawn is the picture inside the page. Without one the page says so and is
// still whole: the same stands below it in words.
//
// Light is drawn with plain attributes, which the page's style sheet turns dark
// where it must: a style element would need a hole in the content policy. The
// page has the warnings itself and says how to read an overlay where that can be
// read aloud, so the picture has neither.
func (s *server) drawn(c echo.Context, p planner.Plan, stage int, overlay diagram.Overlay) string {
	shown := p.Stages[stage-1]
	picture, _, err := s.draw(c, shown, views.DiagramLabels(p.Workload, shown), svg.Options{Theme: svg.Light, Overlay: overlay, Bare: true})
	if err != nil {
		s.Logger.Error("picture not drawn", "id", requestID(c), "stage", stage, "error", err)
		return ""
	}
	return string(picture)
}
