package views

import "stagecraft/planner/fidelity"

// FidelityPage is the public record of how right the figures are.
type FidelityPage struct {
	Frame
	Summary string
	Groups  []FidelityGroup
	Claims  []fidelity.Claim
	Unknown []string
}

// FidelityGroup is one table of published cases.
type FidelityGroup struct {
	ID, Title, Text string
	Rows            []FidelityRow
}

// FidelityRow is one published figure beside ours.
type FidelityRow struct {
	Title, Figure, Published, Ours, Off, Allowed string
	Within                                       bool
	Source, SourceURL, Note, Derivation          string
}

// NewFidelity makes the page of a record.
func NewFidelity(frame Frame, cases []fidelity.Case) FidelityPage {
	page := FidelityPage{Frame: frame, Summary: fidelity.Summary(cases), Claims: fidelity.Claims(), Unknown: fidelity.Unknown()}
	page.Title = "How right are these numbers?"
	for _, g := range fidelity.Groups() {
		title, text := g.Title()
		group := FidelityGroup{ID: string(g), Title: title, Text: text}
		for _, c := range cases {
			if c.Group == g {
				group.Rows = append(group.Rows, FidelityRow{Title: c.Title, Figure: c.Figure, Published: c.Amount(c.Published), Ours: c.Amount(c.Ours),
					Off: c.Off(), Allowed: c.Allowed(), Within: c.Within(), Source: c.Source.String(), SourceURL: c.Source.URL, Note: c.Note, Derivation: c.Derivation})
			}
		}
		if len(group.Rows) > 0 {
			page.Groups = append(page.Groups, group)
		}
	}
	return page
}
