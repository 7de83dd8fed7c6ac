package store

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
)

func TestUpdateKeepsRevisions(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		first := saved(t, s, ann, "one")
		changed := contents("two")
		changed.Title, changed.Note = "Bigger", "for the\nsummer"
		second, err := s.UpdatePlan(ctx, ann, first.ID, 1, changed)
		done(t, err)
		if second.Revision != 2 || second.Newest != 2 || !second.CreatedAt.Equal(first.CreatedAt) || !second.SavedAt.After(first.SavedAt) || second.Title != "Bigger" || second.Note != "for the\nsummer" {
			t.Errorf("second = %+v", second)
		}
		if read, err := s.Plan(ctx, ann.Identity, first.ID); err != nil || !reflect.DeepEqual(read, second) {
			t.Errorf("newest = %+v, saved %+v (%v)", read, second, err)
		}
		old, err := s.PlanRevision(ctx, ann.Identity, first.ID, 1)
		first.Newest = 2
		if err != nil || !reflect.DeepEqual(old, first) {
			t.Errorf("revision 1 = %+v, want it unchanged: %+v (%v)", old, first, err)
		}
		if result := must(s.Result(ctx, old)); !bytes.Equal(result, contents("one").Result) {
			t.Errorf("result of revision 1 = %q", result)
		}
		for _, number := range []int{-1, 3, 1 << 40} {
			_, err := s.PlanRevision(ctx, ann.Identity, first.ID, number)
			expect(t, fmt.Sprint("revision ", number), err, ErrNotFound)
		}
		for _, base := range []int{-1, 0, 1, 3} {
			before := census(t, s)
			_, err := s.UpdatePlan(ctx, ann, first.ID, base, contents("late"))
			expect(t, fmt.Sprint("a change based on revision ", base), err, ErrConflict)
			_, err = s.RestoreRevision(ctx, ann, first.ID, base, 1)
			expect(t, fmt.Sprint("restoring, based on revision ", base), err, ErrConflict)
			if after := census(t, s); after != before {
				t.Errorf("a conflict changed %s to %s", before, after)
			}
		}
	})
}

func TestRestoreRevision(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		c := contents("one")
		c.Title, c.Note, c.Book, c.Engine = "First", "a note", "old book", "old rules"
		first := must(s.SavePlan(ctx, NewPlan{By: ann, Contents: c}))
		must(s.UpdatePlan(ctx, ann, first.ID, 1, contents("two")))
		brought, err := s.RestoreRevision(ctx, ann, first.ID, 2, 1)
		done(t, err)
		want := first
		want.Revision, want.Newest, want.Restored, want.Title, want.Note, want.SavedAt = 3, 3, 1, "", "", brought.SavedAt
		if !reflect.DeepEqual(brought, want) || !brought.SavedAt.After(first.SavedAt) {
			t.Errorf("restored %+v, want %+v", brought, want)
		}
		read := must(s.Plan(ctx, ann.Identity, first.ID))
		if !reflect.DeepEqual(read, brought) {
			t.Errorf("read %+v, restored %+v", read, brought)
		}
		if got := must(s.Result(ctx, read)); !bytes.Equal(got, c.Result) {
			t.Errorf("result %q", got)
		}
		if got := must(s.Snapshot(ctx, read)); !bytes.Equal(got, c.Snapshot) {
			t.Errorf("snapshot %q", got)
		}
		if list, _, err := s.Plans(ctx, ann.Identity, Query{Search: "one"}); err != nil || len(list) != 1 || list[0].Revision != 3 {
			t.Errorf("the list does not know the name brought back: %+v (%v)", list, err)
		}
		for _, number := range []int{-1, 0, 4} {
			_, err := s.RestoreRevision(ctx, ann, first.ID, 3, number)
			expect(t, fmt.Sprint("restoring revision ", number), err, ErrNotFound)
		}
		// What was brought back can be brought back, and so can the newest.
		for base := 3; base < 5; base++ {
			if again := must(s.RestoreRevision(ctx, ann, first.ID, base, 3)); again.Restored != 3 || again.Name != "one" {
				t.Errorf("restored again: %+v", again)
			}
		}
	})
}

// A revision of before schema 3 has no snapshot, and is brought back without one.
func TestRevisionWithoutSnapshot(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		plan := saved(t, s, ann, "one")
		execute(t, s, "UPDATE revisions SET snapshot = NULL")
		brought, err := s.RestoreRevision(ctx, ann, plan.ID, 1, 1)
		done(t, err)
		for _, p := range []Plan{plan, brought} {
			if snapshot, err := s.Snapshot(ctx, p); snapshot != nil || err != nil {
				t.Errorf("revision %d: snapshot %q, %v", p.Revision, snapshot, err)
			}
		}
	})
}

func TestHistoryIsListedInPages(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s, ctx, ann := open(), t.Context(), person("Ann")
		c := contents("n")
		c.Title, c.Note = "T", "N"
		id := must(s.SavePlan(ctx, NewPlan{By: ann, Contents: c})).ID
		const count = 2*RevisionsOnPage + 7
		// All but the last of them are made by SQL, which is quicker.
		execute(t, s, `WITH RECURSIVE more (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM more WHERE n < `+fmt.Sprint(count-1)+`)
			INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, snapshot, title, note, author, restored, created_at)
			SELECT r.plan_id, more.n, r.name, r.workload, r.book, r.engine, r.result, r.snapshot, r.title, r.note, r.author, r.restored, r.created_at FROM more CROSS JOIN revisions r`)
		execute(t, s, `UPDATE plans SET revision = ?`, count-1)
		last := must(s.RestoreRevision(ctx, ann, id, count-1, 5))
		page := must(s.Revisions(ctx, ann.Identity, id, 0))
		if want := (Revision{count, "n", "", "", "Ann", 5, c.Book, c.Engine, last.SavedAt}); len(page) == 0 || page[0] != want {
			t.Errorf("the newest is %+v, want %+v", page[0], want)
		}
		if want := (Revision{count - 1, "n", "T", "N", "Ann", 0, c.Book, c.Engine, page[1].SavedAt}); page[1] != want {
			t.Errorf("the next is %+v, want %+v", page[1], want)
		}
		next, pages := count, 0
		for ; len(page) > 0; pages++ {
			for _, r := range page {
				if r.Number != next {
					t.Fatalf("page %d has revision %d, want %d", pages, r.Number, next)
				}
				next--
			}
			page = must(s.Revisions(ctx, ann.Identity, id, page[len(page)-1].Number))
			if next == 0 {
				break // below 1 there is nothing, and 0 would be the newest again
			}
		}
		if next != 0 || pages != 2 {
			t.Errorf("%d pages, the last before revision %d", pages+1, next)
		}
		for below, want := range map[int]int{1: 0, -5: RevisionsOnPage, 2: 1, count + 99: RevisionsOnPage} {
			if list, err := s.Revisions(ctx, ann.Identity, id, below); err != nil || len(list) != want {
				t.Errorf("%d revisions below %d, want %d (%v)", len(list), below, want, err)
			}
		}
	})
}
