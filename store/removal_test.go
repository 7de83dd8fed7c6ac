package store

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestDeleteRestorePurge(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		hands := newHands()
		s, ctx, ann := open(WithClock(hands.read)), t.Context(), person("Ann")
		id := saved(t, s, ann, "a").ID
		kept := saved(t, s, ann, "kept").ID
		link, token := linked(t, s, ann, id, NewLink{Scope: Edit})
		guest := person("Gus")
		done(t, s.AcceptEditLink(ctx, guest.Identity, link))
		present := func(want error) {
			t.Helper()
			for _, who := range []Identity{ann.Identity, guest.Identity} {
				_, err := s.Plan(ctx, who, id)
				expect(t, "by id", err, want)
			}
			_, err := s.LinkByToken(ctx, token)
			expect(t, "by link", err, want)
			_, err = s.PlanByLink(ctx, link, 0)
			expect(t, "by a link read before", err, want)
			if list, _, err := s.Plans(ctx, ann.Identity, Query{}); err != nil || (len(list) == 2) != (want == nil) {
				t.Errorf("listed: %+v (%v)", list, err)
			}
		}
		present(nil)
		done(t, s.DeletePlan(ctx, ann, id))
		present(ErrNotFound)
		done(t, s.RestorePlan(ctx, ann, id))
		present(nil)
		done(t, s.DeletePlan(ctx, ann, id))
		hands.move(UndoPeriod)
		done(t, s.DeletePlan(ctx, ann, id)) // the second time must not extend the period
		if n, err := s.Purge(ctx); n != 0 || err != nil {
			t.Errorf("purged %d within the undo period (%v)", n, err)
		}
		hands.move(time.Microsecond)
		if n, err := s.Purge(ctx); n != 1 || err != nil {
			t.Errorf("purged %d, want 1 (%v)", n, err)
		}
		present(ErrNotFound)
		expect(t, "restore after purge", s.RestorePlan(ctx, ann, id), ErrNotFound)
		if got, want := census(t, s), "plans 1, revisions 1, links 0, grants 0, workspaces 0, members 0, activity 1, sessions 0"; got != want {
			t.Errorf("after purge there is %s, want %s", got, want)
		}
		must(s.Plan(ctx, ann.Identity, kept))
		hands.move(1000 * 24 * time.Hour)
		if n, err := s.Purge(ctx); n != 0 || err != nil {
			t.Errorf("purged %d that nobody deleted (%v)", n, err)
		}
	})
}

func TestArchive(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		plan := saved(t, s, ann, "a")
		saved(t, s, ann, "b")
		listed := func() string {
			var all []string
			for _, archived := range []bool{false, true} {
				var names []string
				list, _, err := s.Plans(ctx, ann.Identity, Query{Archived: archived, Sort: ByName})
				done(t, err)
				for _, line := range list {
					names = append(names, line.Name)
				}
				all = append(all, strings.Join(names, " "))
			}
			return fmt.Sprintf("%s; archived: %s", all[0], all[1])
		}
		step := func(doing string, err error, want string) {
			t.Helper()
			done(t, err)
			if got := listed(); got != want {
				t.Errorf("%s: listed %q, want %q", doing, got, want)
			}
		}
		for range 2 { // the second time changes nothing
			step("archive", s.ArchivePlan(ctx, ann, plan.ID), "b; archived: a")
		}
		read := must(s.Plan(ctx, ann.Identity, plan.ID))
		if !read.Archived || read.SavedAt != plan.SavedAt {
			t.Errorf("archived: %+v", read)
		}
		updated := must(s.UpdatePlan(ctx, ann, plan.ID, 1, contents("a2")))
		if !updated.Archived {
			t.Errorf("a save took it out of the archive: %+v", updated)
		}
		step("delete", s.DeletePlan(ctx, ann, plan.ID), "b; archived: ")
		step("restore", s.RestorePlan(ctx, ann, plan.ID), "b; archived: a2")
		for range 2 {
			step("unarchive", s.UnarchivePlan(ctx, ann, plan.ID), "a2 b; archived: ")
		}
	})
}

// Each move says where a plan goes and what that makes of those around it.
func TestMovingPlans(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx := open(), t.Context()
		ann, ben, cem := person("Ann"), person("Ben"), person("Cem")
		red := shared(t, s, ann, map[Role][]Actor{Editor: {ben}, Reader: {cem}}).ID
		blue := shared(t, s, ben, map[Role][]Actor{Editor: {cem}, Reader: {ann}}).ID
		plan := must(s.SavePlan(ctx, NewPlan{By: ann, Contents: contents("a")}))
		done(t, s.SetTags(ctx, ann, plan.ID, []string{"t"}))
		for i, c := range []struct {
			by                  Actor
			to                  string
			want                error
			annIs, benIs, cemIs Role // afterwards
		}{
			{ann, "", nil, Owner, NoRole, NoRole}, // it is there already
			{ben, red, ErrNotFound, Owner, NoRole, NoRole},
			{ann, blue, ErrForbidden, Owner, NoRole, NoRole}, // a viewer there
			{ann, "AAAAAAAAAAAAAAAAAAAAAA", ErrNotFound, Owner, NoRole, NoRole},
			{ann, red, nil, Owner, Editor, Reader},
			{ben, red, nil, Owner, Editor, Reader},
			{cem, blue, ErrForbidden, Owner, Editor, Reader}, // an editor there, a viewer here
			{cem, "", ErrForbidden, Owner, Editor, Reader},
			{ann, blue, ErrForbidden, Owner, Editor, Reader},
			{ben, blue, ErrForbidden, Owner, Editor, Reader}, // an editor here, and not who made it
			{ben, "", ErrForbidden, Owner, Editor, Reader},
			{ann, "", nil, Owner, NoRole, NoRole}, // an owner takes it out: it is theirs
			{ann, red, nil, Owner, Editor, Reader},
		} {
			doing := fmt.Sprintf("move %d by %s", i, c.by.Name)
			expect(t, doing, s.MovePlan(ctx, c.by, plan.ID, c.to), c.want)
			for who, want := range map[Actor]Role{ann: c.annIs, ben: c.benIs, cem: c.cemIs} {
				read, err := s.Plan(ctx, who.Identity, plan.ID)
				if want == NoRole {
					expect(t, doing+", read by "+who.Name, err, ErrNotFound)
				} else if err != nil || read.Role != want || read.SavedAt != plan.SavedAt || fmt.Sprint(read.Tags) != "[t]" {
					t.Errorf("%s: %s is %q, want %q, and reads %+v (%v)", doing, who.Name, read.Role, want, read, err)
				}
			}
		}
		// An editor takes what they made themselves, to where they may write.
		made := must(s.SavePlan(ctx, NewPlan{By: ben, Workspace: red, Contents: contents("b")}))
		done(t, s.MovePlan(ctx, ben, made.ID, blue))
		expect(t, "somebody who only reads there", s.MovePlan(ctx, ann, made.ID, red), ErrForbidden)
		for place, want := range map[string]int{red: 1, blue: 1, "": 0} {
			if list, _, err := s.Plans(ctx, cem.Identity, Query{Workspace: place}); err != nil || len(list) != want {
				t.Errorf("%d plans in %q, want %d (%v)", len(list), place, want, err)
			}
		}
	})
}
