package views

import (
	"context"
	"slices"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/units"
)

func TestPosterSaysWhatThePlanSays(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}, "name": {"Recipes"}, "note": {"For the board."}})
	p.Warnings = []string{"Prices are old."}
	four, err := diagram.Draw(context.Background(), diagram.Grid{}, diagram.NewScene(p.Stages[3].Graph))
	if err != nil {
		t.Fatal(err)
	}
	v := NewPoster(p, map[int]diagram.Placed{4: four})
	if v.Title != "Recipes: 250k users a month" || v.Note != "Prices are old. For the board." || len(v.Stages) != 8 {
		t.Errorf("%q, %q, %d stages", v.Title, v.Note, len(v.Stages))
	}
	cost := p.Stages[3].Bill.Total.Display() + " a month"
	for _, want := range []string{"You are in stage 4, Lighten: " + cost + ".", p.Book.AsOf, p.Book.Region} {
		if !strings.Contains(v.Subtitle, want) {
			t.Errorf("%q lacks %q", v.Subtitle, want)
		}
	}
	for i, s := range v.Stages {
		if s.Number != i+1 || s.Name != p.Stages[i].Name || s.Here != (i == 3) || len(s.Scene.Cards) != len(p.Stages[i].Graph.Components) || len(s.Labels.Cards) != len(s.Scene.Cards) || (len(s.Placed.Cards) > 0) != (i == 3) {
			t.Errorf("stage %d: %s, %v, %d cards", i+1, s.Name, s.Here, len(s.Scene.Cards))
		}
		for _, m := range p.Stages[i].Moves {
			if slices.Contains(s.New, m.Title) != m.Applied {
				t.Errorf("stage %d: %q is new: %v", i+1, m.Title, !m.Applied)
			}
		}
	}
	if s := v.Stages[3]; s.Users != "100k – 500k users" || s.Cost != cost || !strings.Contains(s.Ends, "500k users") {
		t.Errorf("%+v", s)
	}
	if s := v.Stages[7]; s.Users != "above 5M users" || s.Ends != "Nothing ends it for this workload." {
		t.Errorf("%q, %q", s.Users, s.Ends)
	}
}

func TestPosterWithoutAName(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"1"}})
	if v := NewPoster(p, nil); v.Title != "AWS roadmap: 1 user a month" || v.Note != "" {
		t.Errorf("%q, %q", v.Title, v.Note)
	}
}

func TestPosterOfOddStages(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"250k"}})
	s := p.Stages[3]
	s.Bill.Complete = false
	if got := monthText(s); !strings.HasPrefix(got, "at least $") {
		t.Errorf("a lower bound reads %q", got)
	}
	s.Skipped = true
	if users, ends := posterUsers(s), posterEnd(p, s); users != "no users" || !strings.Contains(ends, "Skipped") && !strings.Contains(ends, "Not reached") {
		t.Errorf("%q, %q", users, ends)
	}
	s = p.Stages[3]
	end := *s.Ends
	end.Users, end.Text = units.Users(123456), "The disk is full."
	s.Ends = &end
	if got := posterEnd(p, s); got != "At 123k users. The disk is full." {
		t.Error(got)
	}
}
