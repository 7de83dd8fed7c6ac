package views

import (
	"cmp"
	"fmt"
	"strings"

	"stagecraft/diagram"
	"stagecraft/diagram/poster"
	"stagecraft/planner"
)

// NewPoster is the plan on one sheet. placed holds the picture of each stage by
// its number; a stage without one says that it is not drawn.
func NewPoster(p planner.Plan, placed map[int]diagram.Placed) poster.Poster {
	here := p.Stages[p.Here-1]
	v := poster.Poster{
		Title: cmp.Or(p.Workload.Name, "AWS roadmap") + ": " + usersText(p.Workload.Users) + " a month",
		Subtitle: fmt.Sprintf("You are in stage %d, %s: %s. The other stages are priced at the end of their users that is nearer to yours. Prices of %s in %s.",
			here.Number, here.Name, monthText(here), p.Book.AsOf, p.Book.Region),
		Note: strings.TrimSpace(strings.Join(p.Warnings, " ") + " " + p.Workload.Note),
	}
	for _, s := range p.Stages {
		v.Stages = append(v.Stages, posterStage(p, s, placed[s.Number]))
	}
	return v
}

func posterStage(p planner.Plan, s planner.Stage, placed diagram.Placed) poster.Stage {
	v := poster.Stage{Number: s.Number, Name: s.Name, Title: s.Title, Users: posterUsers(s), Cost: monthText(s), Ends: posterEnd(p, s),
		Here: s.Number == p.Here, Scene: diagram.NewScene(s.Graph), Placed: placed, Labels: DiagramLabels(p.Workload, s)}
	for _, m := range s.Moves {
		if m.Applied {
			v.New = append(v.New, m.Title)
		}
	}
	return v
}

// posterUsers is the band of a stage: "100k – 500k users".
func posterUsers(s planner.Stage) string {
	if text := bandText(s.Users, s.Skipped); strings.HasSuffix(text, "users") {
		return text
	}
	return bandText(s.Users, s.Skipped) + " users"
}

// monthText is what a stage costs: "at least $944.75 a month".
func monthText(s planner.Stage) string {
	text := s.Bill.Total.Display() + " a month"
	if !s.Bill.Complete {
		return "at least " + text
	}
	return text
}

// posterEnd says what ends a stage, or why no users are in it.
func posterEnd(p planner.Plan, s planner.Stage) string {
	switch {
	case s.Skipped:
		return skippedText(p, s)
	case s.Ends == nil:
		return "Nothing ends it for this workload."
	}
	if at := usersText(s.Ends.Users); !strings.Contains(s.Ends.Text, at) {
		return "At " + at + ". " + s.Ends.Text
	}
	return s.Ends.Text
}
