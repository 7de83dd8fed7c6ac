package report

import (
	"slices"

	"stagecraft/planner"
)

// serviceDoc is one service or practice as a stage meets it.
type serviceDoc struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Edition   string `json:"named_in"` // year of the talk's edition; "ours" when none names it
	Status    string `json:"status"`
	Since     string `json:"since"`
	Treatment string `json:"treatment"` // drawn, annotated, replaced, not used
	Component string `json:"component"`
	By        string `json:"replaced_by"`
	Text      string `json:"text"`
	Source    string `json:"source"`
	SourceURL string `json:"source_url"`
}

func serviceOf(r planner.ServiceRow) serviceDoc {
	return serviceDoc{r.Item, r.Name, r.Kind, r.Edition, string(r.Status), r.Since, string(r.Shown), r.Component, r.By, r.Text, r.Source.String(), r.Source.URL}
}

// evidenceDoc says what meets a point of the checklist, or what will.
type evidenceDoc struct {
	ID         string   `json:"id"`
	InTalk     bool     `json:"in_talk"`
	Components []string `json:"components"`
	Move       string   `json:"move"`
	Stage      int      `json:"stage"`
	Text       string   `json:"text"`
}

func evidenceOf(e planner.Evidence) evidenceDoc {
	return evidenceDoc{e.Check, e.InTalk, texts(e.Components), e.Move, e.Stage, e.Text}
}

// servicesText ticks what the stage uses of everything named up to it.
func servicesText(out *page, s planner.Stage) {
	if len(s.Services) == 0 {
		return
	}
	out.heading("Services and practices up to this stage (✓ drawn, + beside the picture, → replaced, · not used)")
	t := table{indent: "  "}
	for _, r := range s.Services {
		mark := map[planner.Shown]string{planner.Drawn: "✓", planner.Annotated: "+", planner.Replaced: "→"}[r.Shown]
		if mark == "" {
			mark = "·"
		}
		t.row(mark, r.Name, r.Text)
	}
	t.write(out)
}

// proof is the evidence of a point of the checklist.
func proof(s planner.Stage, check string) string {
	i := slices.IndexFunc(s.Evidence, func(e planner.Evidence) bool { return e.Check == check })
	if i < 0 {
		return ""
	}
	return " " + s.Evidence[i].Text
}
