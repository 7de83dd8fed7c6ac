package store

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// fillPlans makes plans by SQL, up to the last but one that may be kept.
func fillPlans(t *testing.T, s *Store, owner Identity, workspace string) {
	t.Helper()
	execute(t, s, fmt.Sprintf(`WITH RECURSIVE more (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM more WHERE n < %d)
		INSERT INTO plans (id, owner_hash, workspace_id, revision, created_at, updated_at) SELECT 'filler of %s ' || n, ?, ?, 1, 1, 1 FROM more`, MaxPlans, workspace),
		owner.column(), orNull(workspace))
}

// refused reports a call that is not refused for its quota, or changes something.
func refused(t *testing.T, s *Store, doing string, call func() error) {
	t.Helper()
	before := census(t, s)
	expect(t, doing, call(), ErrQuota)
	if after := census(t, s); after != before {
		t.Errorf("%s was refused and changed\n%s to\n%s", doing, before, after)
	}
}

func TestMostPlans(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		team := shared(t, s, ann, map[Role][]Actor{Editor: {ben}}).ID
		other := shared(t, s, ann, nil).ID
		save := func(by Actor, workspace string) (Plan, error) {
			return s.SavePlan(ctx, NewPlan{By: by, Workspace: workspace, Contents: contents("a")})
		}
		inTeam, inOther, own := must(save(ann, team)), must(save(ann, other)), saved(t, s, ben, "ben's")
		fillPlans(t, s, ann.Identity, team)
		// The plans of the workspace are not those of who made them.
		last := must(save(ann, ""))
		done(t, s.DeletePlan(ctx, ann, last.ID))
		refused(t, s, "one more in the workspace", func() error { _, err := save(ben, team); return err })
		refused(t, s, "moving one there", func() error { return s.MovePlan(ctx, ben, own.ID, team) })
		done(t, s.MovePlan(ctx, ann, inTeam.ID, other))
		done(t, s.MovePlan(ctx, ben, own.ID, team)) // now there is room for one
		refused(t, s, "one more again", func() error { _, err := save(ann, team); return err })
		must(s.UpdatePlan(ctx, ben, own.ID, 1, contents("b"))) // what is there can be changed

		fillPlans(t, s, ann.Identity, "") // with the deleted one they are the most
		refused(t, s, "one more of a person", func() error { _, err := save(ann, ""); return err })
		refused(t, s, "moving one to a person", func() error { return s.MovePlan(ctx, ann, inOther.ID, "") })
		execute(t, s, "UPDATE plans SET deleted_at = 1 WHERE id = ?", last.ID)
		must(s.Purge(ctx))
		must(save(ann, ""))
		must(save(ben, ""))
		execute(t, s, "UPDATE plans SET owner_hash = NULL WHERE workspace_id IS NULL")
		must(save(Actor{}, "")) // those of nobody are not counted
	})
}

func TestMostRevisions(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		id := saved(t, s, ann, "a").ID
		execute(t, s, "UPDATE plans SET revision = ?", MaxRevisions-1)
		last := must(s.UpdatePlan(ctx, ann, id, MaxRevisions-1, contents("b")))
		if last.Revision != MaxRevisions {
			t.Errorf("the last revision is %d", last.Revision)
		}
		refused(t, s, "one more", func() error { _, err := s.UpdatePlan(ctx, ann, id, MaxRevisions, contents("c")); return err })
		refused(t, s, "restoring one more", func() error { _, err := s.RestoreRevision(ctx, ann, id, MaxRevisions, 1); return err })
		_, err := s.UpdatePlan(ctx, ann, id, MaxRevisions-1, contents("c"))
		expect(t, "one more from an old base", err, ErrConflict)
	})
}

func TestMostLinks(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		id, other := saved(t, s, ann, "a").ID, saved(t, s, ann, "b").ID
		create := func(id string) error {
			_, _, err := s.CreateLink(ctx, ann, id, NewLink{Scope: View, Expires: hands.read()}) // expired ones count
			return err
		}
		for range MaxLinks {
			done(t, create(id))
		}
		refused(t, s, "one more", func() error { return create(id) })
		done(t, create(other))
		links := must(s.Links(ctx, ann.Identity, id))
		must(s.RotateLink(ctx, ann, id, links[0].ID))
		done(t, s.RevokeLink(ctx, ann, id, links[1].ID))
		done(t, create(id))
		refused(t, s, "one more again", func() error { return create(id) })
	})
}

func TestMostWorkspacesAndMembers(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann, ben := open(), t.Context(), person("Ann"), person("Ben")
		of := must(s.CreateWorkspace(ctx, ben, "Ben's")).ID
		for range MaxWorkspaces {
			must(s.CreateWorkspace(ctx, ann, "Ann's"))
		}
		join := must(s.RotateJoinLink(ctx, ben, of, Editor))
		joins := func(by Actor) func() error {
			return func() error { _, err := s.JoinWorkspace(ctx, by, join); return err }
		}
		refused(t, s, "making one more workspace", func() error { _, err := s.CreateWorkspace(ctx, ann, "Ann's"); return err })
		refused(t, s, "joining one more", joins(ann))
		some := must(s.Workspaces(ctx, ann.Identity))[0]
		another := must(s.RotateJoinLink(ctx, ann, some.ID, Editor))
		must(s.JoinWorkspace(ctx, ann, another)) // who is in it already may

		done(t, s.transact(ctx, func(q statements) error {
			for i := range MaxMembers - 2 {
				by := Actor{Identity: sha256.Sum256(fmt.Append(nil, i))}
				if err := insertMember(ctx, q, fmt.Sprint(i), of, by, Reader, s.stamp()); err != nil {
					return err
				}
			}
			return nil
		}))
		done(t, joins(person("Last"))())
		refused(t, s, "one member more", joins(person("Late")))
		done(t, joins(person("Last"))())
		done(t, s.RemoveMember(ctx, ben, of, "0"))
		join = must(s.RotateJoinLink(ctx, ben, of, Editor)) // removing closes the one before
		done(t, joins(person("Late"))())
	})
}

func TestMostTags(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		id := saved(t, s, ann, "a").ID
		var tags []string
		for i := range MaxTags {
			tags = append(tags, fmt.Sprint(i), fmt.Sprint(" ", i, " ")) // the same twice counts once
		}
		done(t, s.SetTags(ctx, ann, id, tags))
		refused(t, s, "one tag more", func() error { return s.SetTags(ctx, ann, id, append(tags, "more")) })
		if got := must(s.Plan(ctx, ann.Identity, id)).Tags; len(got) != MaxTags {
			t.Errorf("tags: %s", strings.Join(got, ", "))
		}
	})
}
