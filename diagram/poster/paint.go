package poster

import (
	"fmt"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
)

// role is what a colour is for. Elements carry it as a class, so that a style
// sheet can give them the colour of another theme.
type role string

const (
	none     role = ""
	paper    role = "paper"
	card     role = "card"
	stroke   role = "stroke"
	ink      role = "ink"
	mute     role = "mute"
	line     role = "line"
	accent   role = "accent"
	cloud    role = "cloud"
	region   role = "region"
	vpc      role = "vpc"
	edge     role = "edge"
	zone     role = "zone"
	zoneFill role = "zone-fill"
	vpcFill  role = "vpc-fill"
)

// roles are all of them, in the order of the style sheet.
var roles = []role{paper, card, stroke, ink, mute, line, accent, cloud, region, vpc, edge, zone, zoneFill, vpcFill}

func colours(t svg.Theme) map[role]string {
	c := t.Colours()
	return map[role]string{paper: c.Paper, card: c.Card, stroke: c.Stroke, ink: c.Ink, mute: c.Mute, line: c.Line, accent: c.Accent,
		cloud: c.Cloud, region: c.Region, vpc: c.VPC, edge: c.Edge, zone: c.Zone, zoneFill: c.ZoneFill, vpcFill: c.VPCFill}
}

// darkRules turn a light poster dark where the reader's system is.
func darkRules() string {
	c := colours(svg.Dark)
	var b strings.Builder
	b.WriteString("@media (prefers-color-scheme: dark){")
	for _, r := range roles {
		fmt.Fprintf(&b, ".f-%s{fill:%s}.s-%[1]s{stroke:%[2]s}", r, c[r])
	}
	b.WriteString("}")
	return b.String()
}

// paint is how a shape is filled and stroked.
type paint struct {
	fill, stroke role
	width        float64 // of the stroke; 1 when 0
	dash         string
}

// paints is the attributes of a paint. They do without the classes where no
// style sheet is applied.
func (w *writer) paints(p paint) string {
	var classes []string
	attributes := ""
	if p.fill != none {
		classes = append(classes, "f-"+string(p.fill))
		attributes += ` fill="` + w.colours[p.fill] + `"`
	} else {
		attributes += ` fill="none"`
	}
	if p.stroke != none {
		classes = append(classes, "s-"+string(p.stroke))
		attributes += ` stroke="` + w.colours[p.stroke] + `"`
		if p.width != 0 && p.width != 1 {
			attributes += ` stroke-width="` + n(p.width) + `"`
		}
	}
	if p.dash != "" {
		attributes += ` stroke-dasharray="` + p.dash + `"`
	}
	return ` class="` + strings.Join(classes, " ") + `"` + attributes
}

func (w *writer) box(b diagram.Box, radius float64, p paint) {
	fmt.Fprintf(w, `<rect x="%s" y="%s" width="%s" height="%s"`, n(b.X), n(b.Y), n(b.W), n(b.H))
	if radius > 0 {
		fmt.Fprintf(w, ` rx="%s"`, n(radius))
	}
	w.WriteString(w.paints(p) + "/>\n")
}

func (w *writer) path(d string, p paint) {
	fmt.Fprintf(w, `<path d="%s"%s/>`+"\n", d, w.paints(p))
}

// plus is the sign of what is new, around a point: a form, not a colour alone.
func (w *writer) plus(x, y, radius float64) {
	fmt.Fprintf(w, `<circle cx="%s" cy="%s" r="%s"%s/>`, n(x), n(y), n(radius), w.paints(paint{fill: accent}))
	arm := radius * 0.6
	w.path(fmt.Sprintf("M%s %sH%sM%s %sV%s", n(x-arm), n(y), n(x+arm), n(x), n(y-arm), n(y+arm)), paint{stroke: card, width: radius * 0.36})
}
