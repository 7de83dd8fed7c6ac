package svg

// palette is the colours of a theme.
type palette struct {
	paper, card, stroke, ink, mute, bar, line, accent, pill, pillLine string
	cloud, region, vpc, edge, zone                                    string
	zoneFill, vpcFill                                                 string
	good, warn, bad, faded                                            string
}

var palettes = map[Theme]palette{
	Light: {"#fbfcfe", "#ffffff", "#c3cbd8", "#111827", "#4b5563", "#e3e7ee", "#64748b", "#2f5bea", "#ffffff", "#d5dbe6",
		"#334155", "#0f766e", "#6d28d9", "#6d28d9", "#475569", "#f1f4f8", "#f8f6ff", "#15803d", "#b45309", "#b91c1c", "#7c8798"},
	Dark: {"#10151f", "#1a2230", "#475569", "#f1f5f9", "#b6c2d3", "#334155", "#94a3b8", "#8aa6ff", "#1a2230", "#475569",
		"#cbd5e1", "#5eead4", "#c4b5fd", "#c4b5fd", "#b6c2d3", "#182030", "#171b2c", "#4ade80", "#fbbf24", "#f87171", "#6b7a90"},
}

// Colours are those of a theme, each "#rrggbb", for pictures of other packages
// that shall look like ours. Texts in Ink, Mute and the colours of frames stand
// out 4.5 to 1 from Paper, ZoneFill, VPCFill and Card, and so does Card from
// Accent.
type Colours struct {
	Paper, Card, Stroke, Ink, Mute, Line, Accent, Warn string
	Cloud, Region, VPC, Edge, Zone                     string // frames with their titles
	ZoneFill, VPCFill                                  string
}

// Colours are those of the theme; Auto, and what is no theme, is Light.
func (t Theme) Colours() Colours {
	if t != Dark {
		t = Light
	}
	p := palettes[t]
	return Colours{Paper: p.paper, Card: p.card, Stroke: p.stroke, Ink: p.ink, Mute: p.mute, Line: p.line, Accent: p.accent, Warn: p.warn,
		Cloud: p.cloud, Region: p.region, VPC: p.vpc, Edge: p.edge, Zone: p.zone, ZoneFill: p.zoneFill, VPCFill: p.vpcFill}
}
