package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// keepers are the methods that keep a text that somebody gives, by the name of
// the text, with the most bytes of it.
var keepers = []struct {
	text string
	most int
	keep func(t *testing.T, s *Store, by Actor, id, text string) error
}{
	{"name", MaxName, keepsContents(func(c *Contents, text string) { c.Name = text })},
	{"workload", MaxWorkload, keepsContents(func(c *Contents, text string) { c.Workload = text })},
	{"title", MaxTitle, keepsContents(func(c *Contents, text string) { c.Title = text })},
	{"note", MaxNote, keepsContents(func(c *Contents, text string) { c.Note = text })},
	{"name of a person", MaxName, func(t *testing.T, s *Store, by Actor, id, text string) error {
		return s.ArchivePlan(t.Context(), Actor{by.Identity, text}, id)
	}},
	{"name of a person", MaxName, func(t *testing.T, s *Store, by Actor, id, text string) error {
		_, err := s.SavePlan(t.Context(), NewPlan{By: Actor{by.Identity, text}})
		return err
	}},
	{"name of a person", MaxName, func(t *testing.T, s *Store, by Actor, id, text string) error {
		return s.SetTags(t.Context(), Actor{by.Identity, text}, id, []string{"a"})
	}},
	{"tag", MaxTag, func(t *testing.T, s *Store, by Actor, id, text string) error {
		return s.SetTags(t.Context(), by, id, []string{"a", text})
	}},
	{"label of the link", MaxLabel, func(t *testing.T, s *Store, by Actor, id, text string) error {
		_, _, err := s.CreateLink(t.Context(), by, id, NewLink{Scope: View, Label: text})
		return err
	}},
	{"name of the workspace", MaxLabel, func(t *testing.T, s *Store, by Actor, _, text string) error {
		_, err := s.CreateWorkspace(t.Context(), by, text)
		return err
	}},
	{"name of the member", MaxLabel, func(t *testing.T, s *Store, by Actor, _, text string) error {
		_, err := s.CreateWorkspace(t.Context(), Actor{by.Identity, text}, "Crew")
		return err
	}},
	{"name of the workspace", MaxLabel, inWorkspace(func(t *testing.T, s *Store, by Actor, w, text string) error {
		return s.RenameWorkspace(t.Context(), by, w, text)
	})},
	{"name of the member", MaxLabel, inWorkspace(func(t *testing.T, s *Store, by Actor, w, text string) error {
		return s.RenameMember(t.Context(), Actor{by.Identity, text}, w)
	})},
	{"name of the member", MaxLabel, inWorkspace(func(t *testing.T, s *Store, by Actor, w, text string) error {
		token := must(s.RotateJoinLink(t.Context(), by, w, Editor))
		_, err := s.JoinWorkspace(t.Context(), Actor{person("Jo").Identity, text}, token)
		return err
	})},
	{"name or the address", MaxName, func(t *testing.T, s *Store, by Actor, _, text string) error {
		_, err := s.CreateSession(t.Context(), by.Identity, text, "a@b", time.Hour)
		return err
	}},
	{"name or the address", MaxName, func(t *testing.T, s *Store, by Actor, _, text string) error {
		_, err := s.CreateSession(t.Context(), by.Identity, "Ann", text, time.Hour)
		return err
	}},
}

func keepsContents(set func(*Contents, string)) func(*testing.T, *Store, Actor, string, string) error {
	return func(t *testing.T, s *Store, by Actor, id, text string) error {
		var c Contents
		set(&c, text)
		_, save := s.SavePlan(t.Context(), NewPlan{By: by, Contents: c})
		newest := must(s.Plan(t.Context(), by.Identity, id)).Newest
		_, update := s.UpdatePlan(t.Context(), by, id, newest, c)
		if fmt.Sprint(save) != fmt.Sprint(update) {
			t.Errorf("saving says %v, updating %v", save, update)
		}
		return update
	}
}

// inWorkspace makes a workspace before the rows are counted: see TestLimits.
func inWorkspace(keep func(*testing.T, *Store, Actor, string, string) error) func(*testing.T, *Store, Actor, string, string) error {
	return func(t *testing.T, s *Store, by Actor, _, text string) error {
		return keep(t, s, by, must(s.Workspaces(t.Context(), by.Identity))[0].ID, text)
	}
}

func TestLimits(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ann := open(), person("Ann")
		id := saved(t, s, ann, "a").ID
		must(s.CreateWorkspace(t.Context(), ann, "Crew"))
		for i, k := range keepers {
			doing := fmt.Sprintf("%s (%d)", k.text, i)
			if err := k.keep(t, s, ann, id, strings.Repeat("n", k.most)); err != nil {
				t.Errorf("%s at its limit: %v", doing, err)
			}
			count := plansAndMore(t, s)
			err := k.keep(t, s, ann, id, strings.Repeat("n", k.most+1))
			expect(t, doing+" above its limit", err, ErrTooLarge)
			if err != nil && !strings.Contains(err.Error(), k.text) && k.text != "tag" {
				t.Errorf("%s above its limit: %v", doing, err)
			}
			for _, bad := range []string{"a\x00b", "\xff", "é\xc3", "\xed\xa0\x80"} {
				if err := k.keep(t, s, ann, id, bad); err == nil || !strings.Contains(err.Error(), "UTF-8") {
					t.Errorf("%s %q: %v", doing, bad, err)
				}
			}
			if after := plansAndMore(t, s); after != count {
				t.Errorf("%s was refused and changed %s to %s", doing, count, after)
			}
		}
	})
}

// plansAndMore is the census without the activity of the join links that the
// refused ones are tried with.
func plansAndMore(t *testing.T, s *Store) string {
	before, _, _ := strings.Cut(census(t, s), ", activity")
	return before
}

func TestLimitsOfDocuments(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		most := Contents{Name: "most", Result: make([]byte, MaxResult), Snapshot: make([]byte, MaxSnapshot)}
		plan := must(s.SavePlan(ctx, NewPlan{By: ann, Contents: most}))
		if got := len(must(s.Result(ctx, plan))); got != MaxResult {
			t.Errorf("the result has %d bytes, want %d", got, MaxResult)
		}
		if got := len(must(s.Snapshot(ctx, plan))); got != MaxSnapshot {
			t.Errorf("the snapshot has %d bytes, want %d", got, MaxSnapshot)
		}
		before := census(t, s)
		for part, c := range map[string]Contents{"result": {Result: make([]byte, MaxResult+1)}, "snapshot": {Snapshot: make([]byte, MaxSnapshot+1)}} {
			_, save := s.SavePlan(ctx, NewPlan{By: ann, Contents: c})
			_, update := s.UpdatePlan(ctx, ann, plan.ID, 1, c)
			for _, err := range []error{save, update} {
				expect(t, part+" above its limit", err, ErrTooLarge)
				if err != nil && !strings.Contains(err.Error(), part) {
					t.Errorf("%s above its limit: %v", part, err)
				}
			}
		}
		if after := census(t, s); after != before {
			t.Errorf("refused, and changed %s to %s", before, after)
		}
	})
}
