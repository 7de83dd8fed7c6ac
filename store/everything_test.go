package store

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"
)

// kept is the tokens of a database with something in every table.
type kept struct {
	plan, team              Plan
	view, edit, join, ended string
	workspace               Workspace
}

// everything fills a database.
func everything(t testing.TB, s *Store) (k kept) {
	t.Helper()
	ctx := t.Context()
	ann, ben, cleo := person("Ann"), person("Ben"), person("Cleo")
	k.plan = saved(t, s, ann, "Ann's “naïve” plan")
	odd := contents("line\nend, \t, \\, \", <b>, \u2028, 日本")
	odd.Title, odd.Note, odd.Snapshot = "title", "note", nil
	must(s.UpdatePlan(ctx, ann, k.plan.ID, 1, odd))
	must(s.RestoreRevision(ctx, ann, k.plan.ID, 2, 1))
	done(t, s.SetTags(ctx, ann, k.plan.ID, []string{"two words", "a"}))
	_, k.view = linked(t, s, ann, k.plan.ID, NewLink{Scope: View, Shows: 2, Label: "for Dan", Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)})
	link, token := linked(t, s, ann, k.plan.ID, NewLink{Scope: Edit})
	k.edit = token
	done(t, s.AcceptEditLink(ctx, cleo.Identity, link))
	done(t, s.UseLink(ctx, link))
	revoked, ended := linked(t, s, ann, k.plan.ID, NewLink{Scope: View, Follows: true})
	done(t, s.RevokeLink(ctx, ann, k.plan.ID, revoked.ID))
	k.ended = ended
	k.workspace = shared(t, s, ann, map[Role][]Actor{Reader: {cleo}, Editor: {ben}})
	k.join = must(s.RotateJoinLink(ctx, ann, k.workspace.ID, Reader))
	team, err := s.SavePlan(ctx, NewPlan{By: ben, Workspace: k.workspace.ID, Contents: contents("Team's")})
	done(t, err)
	k.team = team
	archived, deleted := saved(t, s, ann, "archived"), saved(t, s, ben, "deleted")
	done(t, s.ArchivePlan(ctx, ann, archived.ID))
	done(t, s.DeletePlan(ctx, ben, deleted.ID))
	_, err = s.SavePlan(ctx, NewPlan{OpenByID: true, Contents: contents("nobody's")})
	done(t, err)
	must(s.CreateSession(ctx, ann.Identity, "Ann", "ann@example.org", time.Hour))
	return k
}

// works checks that what was kept is there, with its rights and links.
func (k kept) works(t *testing.T, address string) {
	t.Helper()
	s, ctx := open(t, address), t.Context()
	defer s.Close()
	ann, cleo := person("Ann"), person("Cleo")
	for revision, want := range map[int]string{1: "Ann's “naïve” plan", 2: "line\nend, \t, \\, \", <b>, \u2028, 日本", 3: "Ann's “naïve” plan"} {
		plan, err := s.PlanRevision(ctx, ann.Identity, k.plan.ID, revision)
		if err != nil || plan.Name != want || plan.Role != Owner || !slices.Equal(plan.Tags, []string{"a", "two words"}) || plan.Restored != map[int]int{3: 1}[revision] {
			t.Errorf("revision %d: %+v, %v", revision, plan, err)
		}
		if result, err := s.Result(ctx, plan); err != nil || !bytes.Equal(result, contents(want).Result) {
			t.Errorf("revision %d: result %q, %v", revision, result, err)
		}
		if snapshot, err := s.Snapshot(ctx, plan); err != nil || (snapshot == nil) != (revision == 2) {
			t.Errorf("revision %d: snapshot %q, %v", revision, snapshot, err)
		}
	}
	if link, err := s.LinkByToken(ctx, k.view); err != nil || link.Label != "for Dan" || link.ExpiresAt.Year() != 2030 || link.Revision != 2 {
		t.Errorf("the view link: %+v, %v", link, err)
	}
	if _, err := s.LinkByToken(ctx, k.ended); !errors.Is(err, ErrNotFound) {
		t.Errorf("the revoked link: %v", err)
	}
	for _, who := range []Identity{IdentityOfToken(k.edit), cleo.Identity} { // by the link, and by having accepted it
		if plan, err := s.UpdatePlan(ctx, Actor{Identity: who}, k.plan.ID, 99, contents("x")); !errors.Is(err, ErrConflict) {
			t.Errorf("who has the edit link: %+v, %v", plan, err)
		}
	}
	if invited, err := s.InvitationByToken(ctx, k.join); err != nil || invited.WorkspaceID != k.workspace.ID || invited.Role != Reader {
		t.Errorf("the join link: %+v, %v", invited, err)
	}
	for role, who := range map[Role]Actor{Owner: ann, Editor: person("Ben"), Reader: cleo} {
		if plan, err := s.Plan(ctx, who.Identity, k.team.ID); err != nil || plan.Role != role {
			t.Errorf("%s reads the team's plan as %v: %v", who.Name, plan.Role, err)
		}
	}
	found, _, err := s.Plans(ctx, ann.Identity, Query{Search: "NAÏVE two"})
	if err != nil || len(found) != 1 {
		t.Errorf("the search finds %+v, %v", found, err)
	}
	if activity, _, err := s.PlanActivity(ctx, ann.Identity, k.plan.ID, 0); err != nil || len(activity) != 8 {
		t.Errorf("%d activities, %v", len(activity), err)
	}
}
