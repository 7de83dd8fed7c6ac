package store

import (
	"context"
	"slices"
	"testing"
)

// workspaceRights is like planRights. The columns are an owner, an editor and a
// viewer of the workspace, somebody who left it, somebody who never was in it,
// and nobody. The owner is not the last one.
const workspaceRights = `
	                  owner editor viewer former stranger nobody
	Workspace         ok    ok     ok     --     --       --
	Members           ok    ok     ok     --     --       --
	Plans             ok    ok     ok     --     --       --
	Tags              ok    ok     ok     --     --       --
	WorkspaceActivity ok    ok     ok     --     --       --
	RenameMember      ok    ok     ok     --     --       --
	Leave             ok    ok     ok     --     --       --
	SavePlan          ok    ok     no     --     --       --
	MovePlan          ok    ok     no     --     --       --
	RenameWorkspace   ok    no     no     --     --       --
	RotateJoinLink    ok    no     no     --     --       --
	CloseJoinLink     ok    no     no     --     --       --
	SetRole           ok    no     no     --     --       --
	RemoveMember      ok    no     no     --     --       --
`

// workspaceMethods are the methods that somebody calls on a workspace. other is a
// member of it, and for MovePlan a plan of theirs.
var workspaceMethods = map[string]func(ctx context.Context, s *Store, by Actor, id, other string) error{
	"Workspace": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Workspace(ctx, by.Identity, id)
		return err
	},
	"Members": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Members(ctx, by.Identity, id)
		return err
	},
	"Plans": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, _, err := s.Plans(ctx, by.Identity, Query{Workspace: id})
		return err
	},
	"Tags": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Tags(ctx, by.Identity, id)
		return err
	},
	"WorkspaceActivity": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, _, err := s.WorkspaceActivity(ctx, by.Identity, id, 0)
		return err
	},
	"RenameMember": func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.RenameMember(ctx, by, id) },
	"SavePlan": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.SavePlan(ctx, NewPlan{By: by, Workspace: id, Contents: contents("a")})
		return err
	},
	"MovePlan": func(ctx context.Context, s *Store, by Actor, id, other string) error {
		return s.MovePlan(ctx, by, other, id)
	},
	"RenameWorkspace": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		return s.RenameWorkspace(ctx, by, id, "Crew")
	},
	"RotateJoinLink": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.RotateJoinLink(ctx, by, id, Editor)
		return err
	},
	"CloseJoinLink": func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.CloseJoinLink(ctx, by, id) },
	"SetRole": func(ctx context.Context, s *Store, by Actor, id, other string) error {
		return s.SetRole(ctx, by, id, other, Editor)
	},
	"RemoveMember": func(ctx context.Context, s *Store, by Actor, id, other string) error {
		return s.RemoveMember(ctx, by, id, other)
	},
	"Leave": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		w, err := s.Workspace(ctx, by.Identity, id)
		if err != nil {
			return err
		}
		return s.RemoveMember(ctx, by, id, w.MemberID)
	},
}

// ofPerson are the methods for which no workspace means one's own plans.
var ofPerson = map[string]bool{"Plans": true, "Tags": true, "SavePlan": true, "MovePlan": true}

func TestRightsOnWorkspaces(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx := open(), t.Context()
		people := map[string]Actor{"owner": person("Olga"), "editor": person("Ed"), "viewer": person("Vera"), "former": person("Fred"), "stranger": person("Sue"), "nobody": {}}
		first, other := person("First"), person("Other")
		cells := 0
		rights(t, workspaceRights, func(method, who string, want error) {
			cells++
			w := shared(t, s, first, map[Role][]Actor{Owner: {people["owner"]}, Editor: {people["editor"], people["former"]}, Reader: {people["viewer"], other}}).ID
			done(t, s.RemoveMember(ctx, first, w, memberOf(t, s, people["former"], w)))
			subject := memberOf(t, s, other, w)
			if method == "MovePlan" {
				subject = saved(t, s, people[who], "mine").ID
			}
			before := census(t, s)
			expect(t, method+" by "+who, workspaceMethods[method](ctx, s, people[who], w, subject), want)
			if after := census(t, s); want != nil && after != before {
				t.Errorf("%s by %s was refused and changed\n%s to\n%s", method, who, before, after)
			}
			execute(t, s, "DELETE FROM members WHERE workspace_id = ?", w) // nobody may be in very many
		})
		if want := len(workspaceMethods) * len(people); cells != want {
			t.Errorf("%d cells were looked at, want %d", cells, want)
		}
	})
}

func TestWorkspaceAsItsMembersSeeIt(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		made := must(s.CreateWorkspace(ctx, ann, "Crew"))
		if got := must(s.Workspace(ctx, ann.Identity, made.ID)); got != made {
			t.Errorf("read %+v, made %+v", got, made)
		}
		if want := (Workspace{ID: made.ID, Name: "Crew", CreatedAt: made.CreatedAt, Role: Owner, MemberID: made.MemberID, Member: "Ann", JoinRole: Editor, Members: 1}); made != want || !IsID(made.ID) {
			t.Errorf("made %+v, want %+v", made, want)
		}
		token := must(s.RotateJoinLink(ctx, ann, made.ID, Reader))
		want := Invitation{made.ID, "Crew", Reader}
		if got := must(s.InvitationByToken(ctx, token)); got != want {
			t.Errorf("the link invites to %+v, want %+v", got, want)
		}
		if got := must(s.JoinWorkspace(ctx, ben, token)); got != want {
			t.Errorf("joined %+v, want %+v", got, want)
		}
		for _, name := range []string{"kept", "archived", "deleted"} {
			plan := must(s.SavePlan(ctx, NewPlan{By: ann, Workspace: made.ID, Contents: contents(name)}))
			if name == "archived" {
				done(t, s.ArchivePlan(ctx, ann, plan.ID))
			}
			if name == "deleted" {
				done(t, s.DeletePlan(ctx, ann, plan.ID))
			}
		}
		seen := must(s.Workspace(ctx, ben.Identity, made.ID))
		if want := (Workspace{ID: made.ID, Name: "Crew", CreatedAt: made.CreatedAt, Role: Reader, MemberID: seen.MemberID, Member: "Ben", Joinable: true, JoinRole: Reader, Plans: 1, Members: 2}); seen != want {
			t.Errorf("Ben sees %+v, want %+v", seen, want)
		}
		members := must(s.Members(ctx, ben.Identity, made.ID))
		if len(members) != 2 || members[0] != (Member{made.MemberID, "Ann", Owner, made.CreatedAt}) || members[1].ID != seen.MemberID || members[1].Role != Reader || members[1].Name != "Ben" || !members[1].JoinedAt.After(made.CreatedAt) {
			t.Errorf("members: %+v", members)
		}
	})
}

func TestWorkspacesAreListedByName(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ann := open(), person("Ann")
		for _, name := range []string{"zoo", "Beta", "_x", "alpha", "Émile"} {
			must(s.CreateWorkspace(t.Context(), ann, name))
		}
		must(s.CreateWorkspace(t.Context(), person("Ben"), "another's"))
		var names []string
		for _, w := range must(s.Workspaces(t.Context(), ann.Identity)) {
			names = append(names, w.Name)
		}
		if want := []string{"_x", "alpha", "Beta", "zoo", "Émile"}; !slices.Equal(names, want) {
			t.Errorf("listed %q, want %q", names, want)
		}
	})
}
