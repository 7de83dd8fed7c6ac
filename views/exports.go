package views

import (
	"fmt"

	"github.com/a-h/templ"

	"stagecraft/diagram"
	"stagecraft/planner"
)

// pictureFiles are the formats of one stage's picture, in the order of the menu.
var pictureFiles = []struct {
	extension   string
	parameters  []string
	label, note string
}{
	{"svg", nil, "Diagram, SVG", "this stage, to put in a document"},
	{"svg", []string{"theme=dark"}, "Diagram, SVG, dark", "for a page or a slide with a dark ground"},
	{"svg", []string{"theme=auto"}, "Diagram, SVG, either", "light or dark as its reader’s system is"},
	{"png", []string{"scale=2"}, "Diagram, PNG", "this stage in pixels, for chats and slides"},
	{"dot", nil, "Diagram, Graphviz DOT", "text for dot, to keep in a repository"},
	{"mmd", nil, "Diagram, Mermaid", "text that READMEs and wikis draw themselves"},
}

// planFiles are the files beside the page.
var planFiles = []struct {
	name        string
	ofStage     bool // holds the shown stage only
	label, note string
}{
	{"roadmap.svg", false, "Roadmap poster, SVG", "all stages on one sheet, to print as large as A3"},
	{"plan.pdf", false, "Plan, PDF", "all stages with pictures, figures and bills, to print"},
	{"plan.pdf", true, "Plan, PDF, one stage", "this stage alone"},
	{"plan.drawio", false, "Diagrams, draw.io", "all stages, a page each, with AWS shapes to move about"},
	{"bill.csv", true, "Bill, CSV", "this stage, line by line, for a spreadsheet"},
	{"plan.json", false, "Whole plan, JSON", "all stages, with every reason"},
}

// Exports lists the files of a plan, for the menu of its page. The pictures are
// those of the shown stage, read as the address says.
func Exports(at Address, stage int) []Link {
	var list []Link
	for _, f := range pictureFiles {
		list = append(list, Link{Href: at.Diagram(stage, f.extension, f.parameters...), Label: f.label, Note: f.note})
	}
	for _, f := range planFiles {
		link := Link{Href: at.File(f.name, 0), Label: f.label, Note: f.note}
		if f.ofStage {
			link.Href = at.File(f.name, stage)
		}
		list = append(list, link)
	}
	return list
}

// Embed is what to paste where the picture of a share link is to stand.
type Embed struct {
	Text           string // how the picture behaves there
	Markdown, HTML string
	Roadmap        string // Markdown of the poster of all stages
}

// NewEmbed makes the snippets for one stage. The address is that of a share link
// with its origin; a click on the picture opens the plan.
func NewEmbed(at Address, s planner.Stage, o diagram.Overlay) *Embed {
	at.Section, at.Overlay = Overview, o
	name := fmt.Sprintf("Architecture, stage %d: %s", s.Number, s.Name)
	picture, page := at.Diagram(s.Number, "svg", "theme=auto"), at.Page(s.Number)
	whole := at.Reading(diagram.Everything)
	return &Embed{
		Text:     "The picture is asked for anew each time, so it shows what the link shows, and is gone once the link is revoked.",
		Markdown: fmt.Sprintf("[![%s](%s)](%s)", name, picture, page),
		HTML:     fmt.Sprintf(`<a href="%s"><img src="%s" alt="%s"></a>`, templ.EscapeString(page), templ.EscapeString(picture), templ.EscapeString(name)),
		Roadmap:  fmt.Sprintf("[![Roadmap of AWS stages](%s)](%s)", whole.file("/roadmap.svg", "theme=auto"), whole.Page(0)),
	}
}
