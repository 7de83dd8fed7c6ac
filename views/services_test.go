package views

import (
	"strings"
	"testing"

	"stagecraft/planner"
)

// Every item stands in one group, and what can no longer be had comes first.
func TestEveryServiceStandsOnce(t *testing.T) {
	for _, track := range []string{"current", "classic"} {
		p := planOf(t, map[string][]string{"users": {"6M"}, "track": {track}})
		for _, s := range p.Stages {
			names := map[string]int{}
			for _, g := range newServices(s, Draft(p.Workload)) {
				for _, line := range g.Rows {
					names[line.Name]++
					if g.Open != (g.ID == "services-replaced" || g.ID == "services-changed") {
						t.Errorf("%s is folded wrongly", g.ID)
					}
				}
			}
			for _, r := range s.Services {
				if names[r.Name] != 1 {
					t.Errorf("%s, stage %d: %s stands %d times", track, s.Number, r.Name, names[r.Name])
				}
			}
		}
	}
	p := planOf(t, map[string][]string{"users": {"6M"}})
	first := newServices(p.Stages[7], Draft(p.Workload))[0]
	if first.Title != "Something else takes its place: 6" || first.Rows[0].Badge != "retired" || first.Rows[0].Tone != "gone" || first.Rows[5].Badge != "" {
		t.Errorf("%s begins with %+v", first.Title, first.Rows[0])
	}
}

// What is only named as another way is not said to be in the stage.
func TestAnnotationsAreInTheStage(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"6M"}})
	a := newAnnotations(p.Stages[7], Draft(p.Workload))
	for _, not := range []string{"Fargate", "Beanstalk", "Express"} {
		if strings.Contains(a.Services, not) {
			t.Errorf("%s is said to be in the stage: %s", not, a.Services)
		}
	}
	if !strings.Contains(a.Services, "Amazon EBS, ") || !strings.Contains(a.Practices, "SQL first") || !strings.HasSuffix(a.Href, "&show=running#services") {
		t.Errorf("%+v", a)
	}
}

// The links of the checklist and of the services end where something stands.
func TestEvidenceLeadsSomewhere(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"6M"}})
	at := Draft(p.Workload)
	pages := map[string]string{}
	for number := 1; number <= 8; number++ {
		pages[at.Page(number)] = html(t, results(NewResults(p, number, at, today)))
	}
	follow := func(s planner.Stage, href string) {
		page, anchor, found := strings.Cut(href, "#")
		if !found || !strings.Contains(pages[page], ` id="`+anchor+`"`) {
			t.Errorf("stage %d: %s leads nowhere", s.Number, href)
		}
	}
	links := 0
	for _, s := range p.Stages {
		for _, c := range newChecklist(s, at.Showing(Running)) {
			if c.Move.Href == "" {
				t.Errorf("stage %d: %s has no move", s.Number, c.Title)
			}
			follow(s, c.Move.Href)
			for _, l := range c.Shown {
				follow(s, l.Href)
				links++
			}
		}
		for _, g := range newServices(s, at.Showing(Running)) {
			for _, line := range g.Rows {
				if line.Where != "" {
					follow(s, line.Where)
					links++
				}
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links were followed", links)
	}
}
