package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// roll is who is in a workspace, as what.
func roll(t *testing.T, s *Store, who Actor, workspace string) string {
	t.Helper()
	var all []string
	for _, m := range must(s.Members(t.Context(), who.Identity, workspace)) {
		all = append(all, fmt.Sprint(m.Name, " ", m.Role))
	}
	return strings.Join(all, ", ")
}

func TestJoiningAWorkspace(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben, cem := open(), t.Context(), person("Ann"), person("Ben"), person("Cem")
		team := must(s.CreateWorkspace(ctx, ann, "Crew")).ID
		forViewers := must(s.RotateJoinLink(ctx, ann, team, Reader))
		joins := func(by Actor, token string, want error) {
			t.Helper()
			before := census(t, s)
			_, err := s.JoinWorkspace(ctx, by, token)
			expect(t, by.Name+" joins", err, want)
			_, err = s.InvitationByToken(ctx, token)
			expect(t, "what "+by.Name+" is invited to", err, want)
			if after := census(t, s); want != nil && after != before {
				t.Errorf("refused, and changed %s to %s", before, after)
			}
		}
		joins(ben, forViewers, nil)
		forEditors := must(s.RotateJoinLink(ctx, ann, team, Editor))
		joins(cem, forViewers, ErrNotFound)
		joins(cem, forEditors, nil)
		// Who is in it already keeps their role, whatever the link would make of them.
		benjamin, anna := Actor{ben.Identity, "Benjamin"}, Actor{ann.Identity, "Anna"}
		joins(benjamin, forEditors, nil)
		joins(anna, forEditors, nil)
		if got, want := roll(t, s, ben, team), "Anna owner, Benjamin viewer, Cem editor"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
		done(t, s.CloseJoinLink(ctx, ann, team))
		done(t, s.CloseJoinLink(ctx, ann, team)) // closing a closed one is no error
		joins(person("Dan"), forEditors, ErrNotFound)
		if w := must(s.Workspace(ctx, cem.Identity, team)); w.Joinable || w.Members != 3 {
			t.Errorf("closed: %+v", w)
		}
		joins(person("Dan"), must(s.RotateJoinLink(ctx, ann, team, Editor)), nil)
		for _, token := range []string{"", "x", forEditors, strings.Repeat("A", 43), "\x00"} {
			joins(person("Eve"), token, ErrNotFound)
		}
		_, err := s.JoinWorkspace(ctx, Actor{Name: "N"}, must(s.RotateJoinLink(ctx, ann, team, Editor)))
		expect(t, "nobody joins", err, ErrForbidden)
		_, err = s.CreateWorkspace(ctx, Actor{Name: "N"}, "Crew")
		expect(t, "nobody makes a workspace", err, ErrForbidden)
	})
}

func TestRolesThatMembersCannotHave(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		team := shared(t, s, ann, map[Role][]Actor{Editor: {ben}}).ID
		other := shared(t, s, ann, nil).ID
		id := memberOf(t, s, ben, team)
		for _, role := range []Role{NoRole, Guest, Owner + 1, -1} {
			expect(t, fmt.Sprint("a member made ", int(role)), s.SetRole(ctx, ann, team, id, role), ErrForbidden)
		}
		for _, role := range []Role{NoRole, Guest, Owner} {
			_, err := s.RotateJoinLink(ctx, ann, team, role)
			expect(t, fmt.Sprint("a join link for ", int(role)), err, ErrForbidden)
		}
		// A member is one of one workspace only.
		expect(t, "role in another workspace", s.SetRole(ctx, ann, other, id, Reader), ErrNotFound)
		expect(t, "removal from another workspace", s.RemoveMember(ctx, ann, other, id), ErrNotFound)
		if got, want := roll(t, s, ann, team), "Ann owner, Ben editor"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
	})
}

func TestWorkspaceKeepsAnOwner(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		team := shared(t, s, ann, map[Role][]Actor{Editor: {ben}}).ID
		annID, benID := memberOf(t, s, ann, team), memberOf(t, s, ben, team)
		refused := func(doing string, err error) {
			t.Helper()
			expect(t, doing, err, ErrLastOwner)
			if got, want := roll(t, s, ann, team), "Ann owner, Ben editor"; got != want {
				t.Errorf("%s: members: %s, want %s", doing, got, want)
			}
		}
		before := census(t, s)
		refused("the last owner leaves", s.RemoveMember(ctx, ann, team, annID))
		refused("the last owner becomes an editor", s.SetRole(ctx, ann, team, annID, Editor))
		if after := census(t, s); after != before {
			t.Errorf("refused, and changed %s to %s", before, after)
		}
		done(t, s.SetRole(ctx, ann, team, annID, Owner)) // as they were
		done(t, s.SetRole(ctx, ann, team, benID, Owner))
		done(t, s.SetRole(ctx, ann, team, annID, Reader))
		expect(t, "who is no owner any more", s.SetRole(ctx, ann, team, annID, Owner), ErrForbidden)
		expect(t, "the only owner left leaves", s.RemoveMember(ctx, ben, team, benID), ErrLastOwner)
		done(t, s.SetRole(ctx, ben, team, annID, Owner))
		done(t, s.RemoveMember(ctx, ann, team, benID))
		if got, want := roll(t, s, ann, team), "Ann owner"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
	})
}

func TestWhoLeavesLosesThePlans(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben, cem := open(), t.Context(), person("Ann"), person("Ben"), person("Cem")
		team := shared(t, s, ann, map[Role][]Actor{Editor: {ben, cem}}).ID
		plan := must(s.SavePlan(ctx, NewPlan{By: ben, Workspace: team, Contents: contents("a")}))
		other := must(s.SavePlan(ctx, NewPlan{By: cem, Workspace: team, Contents: contents("b")}))
		done(t, s.RemoveMember(ctx, ann, team, memberOf(t, s, ben, team)))
		done(t, s.RemoveMember(ctx, cem, team, memberOf(t, s, cem, team)))
		for _, by := range []Actor{ben, cem} {
			for _, p := range []Plan{plan, other} {
				_, err := s.Plan(ctx, by.Identity, p.ID)
				expect(t, by.Name+" reads", err, ErrNotFound)
			}
			if list, _, err := s.Plans(ctx, by.Identity, Query{}); len(list) != 0 || err != nil {
				t.Errorf("%s still lists %+v (%v)", by.Name, list, err)
			}
			if all, err := s.Workspaces(ctx, by.Identity); len(all) != 0 || err != nil {
				t.Errorf("%s is still in %+v (%v)", by.Name, all, err)
			}
		}
		if read := must(s.Plan(ctx, ann.Identity, plan.ID)); read.Author != "Ben" {
			t.Errorf("the plan that stays is by %q", read.Author)
		}
		must(s.JoinWorkspace(ctx, ben, must(s.RotateJoinLink(ctx, ann, team, Reader))))
		if read := must(s.Plan(ctx, ben.Identity, plan.ID)); read.Role != Reader {
			t.Errorf("who came back as a viewer is %q of what they had made", read.Role)
		}
	})
}

func TestNamesInAWorkspace(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		team := shared(t, s, ann, map[Role][]Actor{Reader: {ben}}).ID
		other := shared(t, s, ben, nil).ID
		done(t, s.RenameWorkspace(ctx, ann, team, "Ünïted"))
		done(t, s.RenameMember(ctx, Actor{ben.Identity, "Benjamin"}, team))
		if w := must(s.Workspace(ctx, ben.Identity, team)); w.Name != "Ünïted" || w.Member != "Benjamin" {
			t.Errorf("renamed: %+v", w)
		}
		if w := must(s.Workspace(ctx, ben.Identity, other)); w.Name != "Team of Ben" || w.Member != "Ben" {
			t.Errorf("another workspace is renamed too: %+v", w)
		}
		if got, want := roll(t, s, ann, team), "Ann owner, Benjamin viewer"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
	})
}

// A person is in several workspaces, as something else in each.
func TestWorkspacesAreApart(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		ours := shared(t, s, ann, map[Role][]Actor{Reader: {ben}}).ID
		theirs := shared(t, s, ben, map[Role][]Actor{Editor: {ann}}).ID
		plans := map[string]Plan{}
		for place, by := range map[string]Actor{ours: ann, theirs: ann, "": ben} {
			plans[place] = must(s.SavePlan(ctx, NewPlan{By: by, Workspace: place, Contents: contents("in " + place)}))
		}
		for place, want := range map[string]Role{ours: Reader, theirs: Owner, "": Owner} {
			if read := must(s.Plan(ctx, ben.Identity, plans[place].ID)); read.Role != want || read.Workspace != place {
				t.Errorf("Ben is %q of a plan in %q, want %q in %q", read.Role, read.Workspace, want, place)
			}
			list, _, err := s.Plans(ctx, ben.Identity, Query{Workspace: place})
			if err != nil || len(list) != 1 || list[0].ID != plans[place].ID {
				t.Errorf("in %q there is %+v (%v)", place, list, err)
			}
		}
		var roles []Role
		for _, w := range must(s.Workspaces(ctx, ben.Identity)) {
			roles = append(roles, w.Role)
		}
		if !slices.Equal(roles, []Role{Reader, Owner}) {
			t.Errorf("Ben is %v", roles)
		}
	})
}
