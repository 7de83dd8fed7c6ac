package store

import (
	"context"
	"strings"
	"testing"
)

// planRights says what comes of each method: done (ok), ErrForbidden (no) or
// ErrNotFound (--). The columns are who asks:
//
//	own       whose plan it is
//	owner, editor, viewer   members of its workspace
//	v+link    a viewer who accepted an edit link
//	guest     accepted an edit link
//	bearer    holds the token of an edit link
//	reader    knows the id of a plan open by id
//	anybody   the same, of whom nothing is known
//	view      holds the token of a view link
//	former    made the plan and left the workspace
//	stranger, nobody   know the id of a plan that is not open by it
const planRights = `
	                own  owner editor viewer v+link guest bearer reader anybody view former stranger nobody
	Plan            ok   ok    ok     ok     ok     ok    ok     ok     ok      --   --     --       --
	PlanRevision    ok   ok    ok     ok     ok     ok    ok     ok     ok      --   --     --       --
	Revisions       ok   ok    ok     ok     ok     ok    ok     ok     ok      --   --     --       --
	PlanActivity    ok   ok    ok     no     ok     ok    ok     no     no      --   --     --       --
	UpdatePlan      ok   ok    ok     no     ok     ok    ok     no     no      --   --     --       --
	RestoreRevision ok   ok    ok     no     ok     ok    ok     no     no      --   --     --       --
	SetTags         ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	CreateLink      ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	Links           ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	RotateLink      ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	RevokeLink      ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	MovePlan        ok   ok    no     no     no     no    no     no     no      --   --     --       --
	ArchivePlan     ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	UnarchivePlan   ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	DeletePlan      ok   ok    ok     no     no     no    no     no     no      --   --     --       --
	RestorePlan     ok   ok    ok     no     no     no    no     no     no      --   --     --       --
`

// deletedRights is the same of a plan that was deleted.
const deletedRights = `
	                own  owner editor viewer v+link guest bearer reader anybody view former stranger nobody
	Plan            --   --    --     --     --     --    --     --     --      --   --     --       --
	PlanRevision    --   --    --     --     --     --    --     --     --      --   --     --       --
	Revisions       --   --    --     --     --     --    --     --     --      --   --     --       --
	PlanActivity    --   --    --     --     --     --    --     --     --      --   --     --       --
	UpdatePlan      --   --    --     --     --     --    --     --     --      --   --     --       --
	RestoreRevision --   --    --     --     --     --    --     --     --      --   --     --       --
	SetTags         --   --    --     --     --     --    --     --     --      --   --     --       --
	CreateLink      --   --    --     --     --     --    --     --     --      --   --     --       --
	Links           --   --    --     --     --     --    --     --     --      --   --     --       --
	RotateLink      --   --    --     --     --     --    --     --     --      --   --     --       --
	RevokeLink      --   --    --     --     --     --    --     --     --      --   --     --       --
	MovePlan        --   --    --     --     --     --    --     --     --      --   --     --       --
	ArchivePlan     ok   ok    ok     --     --     --    --     --     --      --   --     --       --
	UnarchivePlan   ok   ok    ok     --     --     --    --     --     --      --   --     --       --
	DeletePlan      ok   ok    ok     --     --     --    --     --     --      --   --     --       --
	RestorePlan     ok   ok    ok     --     --     --    --     --     --      --   --     --       --
`

// planMethods are the methods that somebody calls on a plan; link is one of its links.
var planMethods = map[string]func(ctx context.Context, s *Store, by Actor, id, link string) error{
	"Plan": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Plan(ctx, by.Identity, id)
		return err
	},
	"PlanRevision": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.PlanRevision(ctx, by.Identity, id, 1)
		return err
	},
	"Revisions": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Revisions(ctx, by.Identity, id, 0)
		return err
	},
	"PlanActivity": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, _, err := s.PlanActivity(ctx, by.Identity, id, 0)
		return err
	},
	"UpdatePlan": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.UpdatePlan(ctx, by, id, 1, contents("b"))
		return err
	},
	"RestoreRevision": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.RestoreRevision(ctx, by, id, 1, 1)
		return err
	},
	"SetTags": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		return s.SetTags(ctx, by, id, []string{"tag"})
	},
	"CreateLink": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, _, err := s.CreateLink(ctx, by, id, NewLink{Scope: View})
		return err
	},
	"Links": func(ctx context.Context, s *Store, by Actor, id, _ string) error {
		_, err := s.Links(ctx, by.Identity, id)
		return err
	},
	"RotateLink": func(ctx context.Context, s *Store, by Actor, id, link string) error {
		_, err := s.RotateLink(ctx, by, id, link)
		return err
	},
	"RevokeLink": func(ctx context.Context, s *Store, by Actor, id, link string) error {
		return s.RevokeLink(ctx, by, id, link)
	},
	"MovePlan":      func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.MovePlan(ctx, by, id, "") },
	"ArchivePlan":   func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.ArchivePlan(ctx, by, id) },
	"UnarchivePlan": func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.UnarchivePlan(ctx, by, id) },
	"DeletePlan":    func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.DeletePlan(ctx, by, id) },
	"RestorePlan":   func(ctx context.Context, s *Store, by Actor, id, _ string) error { return s.RestorePlan(ctx, by, id) },
}

// rights reads a table of the kind above: method, who asks, what comes of it.
func rights(t *testing.T, table string, cell func(method, who string, want error)) {
	t.Helper()
	wants := map[string]error{"ok": nil, "no": ErrForbidden, "--": ErrNotFound}
	var columns []string
	for line := range strings.Lines(strings.TrimSpace(table)) {
		words := strings.Fields(line)
		if columns == nil {
			columns = words
			continue
		}
		if len(words) != len(columns)+1 {
			t.Fatalf("a line of the table has %d cells, want %d: %s", len(words)-1, len(columns), line)
		}
		for i, word := range words[1:] {
			want, known := wants[word]
			if !known {
				t.Fatalf("a cell of the table says %q", word)
			}
			cell(words[0], columns[i], want)
		}
	}
}

func TestRightsOnPlans(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s := open()
		c := newCompany(t, s)
		cells := 0
		for _, deleted := range []bool{false, true} {
			table := map[bool]string{false: planRights, true: deletedRights}[deleted]
			rights(t, table, func(method, who string, want error) {
				cells++
				by, id, link := c.stage(t, s, who)
				if deleted {
					execute(t, s, "UPDATE plans SET deleted_at = 1 WHERE id = ?", id)
				}
				before := census(t, s)
				err := planMethods[method](t.Context(), s, by, id, link)
				if !is(err, want) {
					t.Errorf("%s by %s (deleted: %v): %v, want %v", method, who, deleted, err, want)
				}
				if after := census(t, s); want != nil && after != before {
					t.Errorf("%s by %s (deleted: %v) was refused and changed\n%s to\n%s", method, who, deleted, before, after)
				}
			})
		}
		if want := 2 * len(planMethods) * 13; cells != want {
			t.Errorf("%d cells were looked at, want %d", cells, want)
		}
	})
}

// company is a workspace with people who stand in every way to its plans.
type company struct {
	workspace                             string
	owner, editor, viewer, former, nobody Actor
	formerPlan                            string
}

func newCompany(t *testing.T, s *Store) company {
	t.Helper()
	c := company{owner: person("Olga"), editor: person("Ed"), viewer: person("Vera"), former: person("Fred")}
	c.workspace = shared(t, s, c.owner, map[Role][]Actor{Editor: {c.editor, c.former}, Reader: {c.viewer}}).ID
	c.formerPlan = must(s.SavePlan(t.Context(), NewPlan{By: c.former, Workspace: c.workspace, Contents: contents("a")})).ID
	done(t, s.RemoveMember(t.Context(), c.former, c.workspace, memberOf(t, s, c.former, c.workspace)))
	return c
}

// stage makes a plan and gives who stands to it as the column says, and a link of it.
func (c company) stage(t *testing.T, s *Store, who string) (by Actor, id, link string) {
	t.Helper()
	plan := NewPlan{By: c.owner, Workspace: c.workspace, OpenByID: who == "reader" || who == "anybody", Contents: contents("a")}
	if who == "own" {
		plan.Workspace = ""
	}
	if id = c.formerPlan; who == "former" {
		execute(t, s, "UPDATE plans SET deleted_at = NULL WHERE id = ?", id) // an earlier cell may have deleted it
	} else {
		id = must(s.SavePlan(t.Context(), plan)).ID
	}
	scope := Edit
	if who == "view" {
		scope = View
	}
	opened, token := linked(t, s, c.owner, id, NewLink{Scope: scope})
	by = map[string]Actor{"own": c.owner, "owner": c.owner, "editor": c.editor, "viewer": c.viewer, "former": c.former,
		"bearer": {Identity: IdentityOfToken(token)}, "view": {Identity: IdentityOfToken(token)}, "anybody": c.nobody, "nobody": c.nobody}[who]
	switch who {
	case "v+link":
		by = c.viewer
		done(t, s.AcceptEditLink(t.Context(), by.Identity, opened))
	case "guest":
		by = person("Gus")
		done(t, s.AcceptEditLink(t.Context(), by.Identity, opened))
	case "reader", "stranger":
		by = person("Rita")
	}
	return by, id, opened.ID
}

// The role that a read plan tells is the one that the tables above rest on.
func TestRoleOfWhoReads(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s := open()
		c := newCompany(t, s)
		for who, want := range map[string]Role{"own": Owner, "owner": Owner, "editor": Editor, "viewer": Reader, "v+link": Guest,
			"guest": Guest, "bearer": Guest, "reader": Reader, "anybody": Reader} {
			by, id, _ := c.stage(t, s, who)
			if plan, err := s.Plan(t.Context(), by.Identity, id); err != nil || plan.Role != want {
				t.Errorf("%s reads as %q, want %q (%v)", who, plan.Role, want, err)
			}
		}
	})
}
