package store

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// told is a list of activities in words, the first that happened first.
func told(list []Activity, more bool, err error) (lines []string) {
	if err != nil || more {
		return []string{fmt.Sprint("more: ", more, ", ", err)}
	}
	for _, a := range slices.Backward(list) {
		lines = append(lines, fmt.Sprintf("%s %s [%s] %s", a.Who, a.What, a.Detail, a.Plan))
	}
	return lines
}

func expectTold(t *testing.T, of string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("activity of %s:\n%q\nwant\n%q", of, got, want)
	}
}

func TestActivityOfAPlan(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		id := saved(t, s, ann, "one").ID
		titled := contents("two")
		titled.Title = "Bigger"
		must(s.UpdatePlan(ctx, ann, id, 1, titled))
		must(s.UpdatePlan(ctx, ann, id, 2, contents("three")))
		must(s.RestoreRevision(ctx, ann, id, 3, 1))
		view, _ := linked(t, s, ann, id, NewLink{Scope: View, Label: "Acme"})
		edit, token := linked(t, s, ann, id, NewLink{Scope: Edit})
		done(t, s.AcceptEditLink(ctx, person("Gus").Identity, edit))
		done(t, s.UseLink(ctx, edit))
		must(s.UpdatePlan(ctx, Actor{Identity: IdentityOfToken(token)}, id, 4, contents("five")))
		must(s.RotateLink(ctx, ann, id, edit.ID))
		done(t, s.RevokeLink(ctx, ann, id, view.ID))
		for range 2 { // doing it again is not told again
			done(t, s.SetTags(ctx, ann, id, []string{"b", "a"}))
		}
		for range 2 {
			done(t, s.ArchivePlan(ctx, ann, id))
		}
		for range 2 {
			done(t, s.UnarchivePlan(ctx, ann, id))
		}
		for range 2 {
			done(t, s.DeletePlan(ctx, ann, id))
		}
		for range 2 {
			done(t, s.RestorePlan(ctx, ann, id))
		}
		done(t, s.SetTags(ctx, ann, id, nil))
		done(t, s.MovePlan(ctx, ann, id, "")) // where it is
		expectTold(t, "the plan", told(s.PlanActivity(ctx, ann.Identity, id, 0)), []string{
			"Ann plan.created [] five", "Ann plan.saved [2: Bigger] five", "Ann plan.saved [3] five", "Ann plan.revision-restored [1] five",
			"Ann link.created [view, Acme] five", "Ann link.created [edit] five", "somebody with an edit link plan.saved [5] five",
			"Ann link.rotated [edit] five", "Ann link.revoked [view, Acme] five", "Ann plan.tagged [a, b] five", "Ann plan.archived [] five",
			"Ann plan.unarchived [] five", "Ann plan.deleted [] five", "Ann plan.undeleted [] five", "Ann plan.tagged [] five",
		})
		list, _, err := s.PlanActivity(ctx, ann.Identity, id, 0)
		done(t, err)
		for i, a := range list {
			if a.PlanID != id || i > 0 && !a.At.Before(list[i-1].At) {
				t.Errorf("activity %d: %+v, before it in the list %v", i, a, list[max(i-1, 0)].At)
			}
		}
	})
}

func TestActivityOfAWorkspace(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		team := must(s.CreateWorkspace(ctx, ann, "Crew")).ID
		other := must(s.CreateWorkspace(ctx, ben, "Other")).ID
		for range 2 { // who joins again is not told again
			must(s.JoinWorkspace(ctx, ben, must(s.RotateJoinLink(ctx, ann, team, Reader))))
		}
		must(s.JoinWorkspace(ctx, person("Cem"), must(s.RotateJoinLink(ctx, ann, team, Editor))))
		done(t, s.CloseJoinLink(ctx, ann, team))
		done(t, s.RenameMember(ctx, Actor{ben.Identity, "Benjamin"}, team))
		done(t, s.SetRole(ctx, ann, team, memberOf(t, s, ben, team), Editor))
		plan := must(s.SavePlan(ctx, NewPlan{By: ben, Workspace: team, Contents: contents("shop")})).ID
		done(t, s.ArchivePlan(ctx, ben, plan))
		done(t, s.MovePlan(ctx, ben, plan, other))
		done(t, s.MovePlan(ctx, ben, plan, team))
		done(t, s.MovePlan(ctx, ben, plan, ""))
		must(s.UpdatePlan(ctx, ben, plan, 1, contents("secret"))) // out of the workspace: it is not told
		done(t, s.RemoveMember(ctx, ann, team, memberOf(t, s, person("Cem"), team)))
		done(t, s.RemoveMember(ctx, ben, team, memberOf(t, s, ben, team)))
		done(t, s.RenameWorkspace(ctx, ann, team, "Gang"))
		expectTold(t, "the workspace", told(s.WorkspaceActivity(ctx, ann.Identity, team, 0)), []string{
			"Ann workspace.created [Crew] ", "Ann join.rotated [viewer] ", "Ben member.joined [viewer] ", "Ann join.rotated [viewer] ", "Ann join.rotated [editor] ",
			"Cem member.joined [editor] ", "Ann join.closed [] ", "Ann member.role [Benjamin: editor] ", "Benjamin plan.created [] ", "Benjamin plan.archived [] ",
			"Benjamin plan.moved [shop, out of here] ", "Benjamin plan.moved [here] ", "Benjamin plan.moved [shop, out of here] ", "Ann member.removed [Cem] ",
			"Benjamin member.left [] ", "Ann workspace.renamed [Gang] ",
		})
		expectTold(t, "the other workspace", told(s.WorkspaceActivity(ctx, ben.Identity, other, 0)), []string{
			"Ben workspace.created [Other] ", "Ben plan.moved [here] ", "Ben plan.moved [shop, out of here] ",
		})
		expectTold(t, "the plan", told(s.PlanActivity(ctx, ben.Identity, plan, 0)), []string{
			"Benjamin plan.created [] secret", "Benjamin plan.archived [] secret", "Ben plan.moved [here] secret", "Benjamin plan.moved [here] secret",
			"Benjamin plan.moved [here] secret", "Ben plan.saved [2] secret",
		})
	})
}

func TestActivityIsListedInPages(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		team := must(s.CreateWorkspace(ctx, ann, "Crew")).ID
		for i := range 2*ActivitiesOnPage + 2 { // with the creation one more, all at one moment
			done(t, s.RenameWorkspace(ctx, ann, team, fmt.Sprint(i)))
		}
		seen := map[string]bool{}
		for page, want := range []int{ActivitiesOnPage, ActivitiesOnPage, 3, 0} {
			list, more, err := s.WorkspaceActivity(ctx, ann.Identity, team, page)
			if err != nil || len(list) != want || more != (page < 2) {
				t.Errorf("page %d has %d activities, more: %v (%v)", page, len(list), more, err)
			}
			for _, a := range list {
				seen[fmt.Sprint(a.What, a.Detail)] = true
			}
		}
		if want := 2*ActivitiesOnPage + 3; len(seen) != want {
			t.Errorf("the pages show %d activities, want %d", len(seen), want)
		}
		for page, want := range map[int]int{-1: ActivitiesOnPage, math.MaxInt: 0} {
			if list, _, err := s.WorkspaceActivity(ctx, ann.Identity, team, page); err != nil || len(list) != want {
				t.Errorf("page %d has %d activities, want %d (%v)", page, len(list), want, err)
			}
		}
	})
}
