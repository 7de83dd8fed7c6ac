package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock ticks one second a look, so that orders by date are certain.
func clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 11, 1, 12, 0, 0, 123456789, time.FixedZone("CET", 3600))
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

func open(t *testing.T, path string, options ...Option) *Store {
	t.Helper()
	s, err := Open(path, append([]Option{WithClock(clock())}, options...)...)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t *testing.T) *Store { return open(t, filepath.Join(t.TempDir(), "plans.db")) }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func contents(name string) Contents {
	return Contents{Name: name, Workload: "users=250k", Book: "2026-11-01", Engine: "1", Result: []byte(`{"name":"` + name + `"}`)}
}

func equal(a, b Plan) bool {
	return a.ID == b.ID && a.Revision == b.Revision && a.CreatedAt.Equal(b.CreatedAt) && a.UpdatedAt.Equal(b.UpdatedAt) &&
		a.Name == b.Name && a.Workload == b.Workload && a.Book == b.Book && a.Engine == b.Engine &&
		bytes.Equal(a.Result, b.Result) && bytes.Equal(a.owner, b.owner)
}

func TestSavedPlanIsReadBackWhole(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	browser := must(s.NewBrowserToken())
	for _, c := range []Contents{
		contents("shop"),
		{},
		{Name: "naïve 日本 \x00 '; DROP TABLE plans", Workload: strings.Repeat("a", MaxWorkload), Result: bytes.Repeat([]byte{0, 255}, 1000)},
	} {
		saved := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: c}))
		read := must(s.Plan(ctx, saved.ID))
		if !equal(saved, read) {
			t.Errorf("read %+v, saved %+v", read, saved)
		}
		if !IsID(saved.ID) || saved.Revision != 1 || saved.CreatedAt.Location() != time.UTC {
			t.Errorf("saved as %q revision %d at %v", saved.ID, saved.Revision, saved.CreatedAt)
		}
		if !read.OwnedBy(browser) || read.OwnedBy(must(s.NewBrowserToken())) || read.OwnedBy("") {
			t.Error("ownership is not exactly the saving browser's")
		}
	}
}

func TestReopenedFileHoldsThePlans(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd ?name%20#1.db")
	s := open(t, path)
	saved := must(s.SavePlan(t.Context(), NewPlan{Contents: contents("kept")}))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	read, err := open(t, path).Plan(t.Context(), saved.ID)
	if err != nil || !equal(saved, read) {
		t.Fatalf("after reopening: %+v, %v", read, err)
	}
	if names, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(names) == 0 || names[0] != path {
		t.Fatalf("the folder holds %q, want the file under its own name", names)
	}
}

func TestPlansOfBrowser(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	mine, other := must(s.NewBrowserToken()), must(s.NewBrowserToken())
	var ids []string
	for i := range 3 {
		ids = append(ids, must(s.SavePlan(ctx, NewPlan{Browser: mine, Contents: contents(fmt.Sprint(i))})).ID)
	}
	must(s.SavePlan(ctx, NewPlan{Browser: other, Contents: contents("theirs")}))
	must(s.SavePlan(ctx, NewPlan{Contents: contents("nobody's")}))
	must(s.UpdatePlan(ctx, mine, ids[0], 1, contents("0b")))
	if err := s.DeletePlan(ctx, mine, ids[1]); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, line := range must(s.PlansOfBrowser(ctx, mine)) {
		names = append(names, fmt.Sprint(line.Name, " r", line.Revision, " ", line.Workload))
	}
	if got, want := strings.Join(names, ", "), "0b r2 users=250k, 2 r1 users=250k"; got != want {
		t.Errorf("list = %q, want %q", got, want)
	}
	if list := must(s.PlansOfBrowser(ctx, "")); len(list) != 0 {
		t.Errorf("no browser lists %d plans", len(list))
	}
}

func TestUpdateKeepsRevisions(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	browser := must(s.NewBrowserToken())
	first := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("one")}))
	second := must(s.UpdatePlan(ctx, browser, first.ID, 1, contents("two")))
	if second.Revision != 2 || !second.CreatedAt.Equal(first.CreatedAt) || !second.UpdatedAt.After(first.UpdatedAt) {
		t.Errorf("second = %+v", second)
	}
	if read := must(s.Plan(ctx, first.ID)); !equal(read, second) {
		t.Errorf("newest = %+v", read)
	}
	if read := must(s.PlanRevision(ctx, first.ID, 1)); !equal(read, first) {
		t.Errorf("revision 1 = %+v, want it unchanged", read)
	}
	if _, err := s.UpdatePlan(ctx, browser, first.ID, 1, contents("late")); !errors.Is(err, ErrConflict) {
		t.Errorf("a change based on an old revision: %v", err)
	}
	if _, err := s.PlanRevision(ctx, first.ID, 3); !errors.Is(err, ErrNotFound) {
		t.Errorf("a revision that is not there: %v", err)
	}
}

func TestOnlyTheOwnerChanges(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	owner, stranger := must(s.NewBrowserToken()), must(s.NewBrowserToken())
	owned := must(s.SavePlan(ctx, NewPlan{Browser: owner, Contents: contents("a")})).ID
	nobodys := must(s.SavePlan(ctx, NewPlan{Contents: contents("b")})).ID
	must(s.CreateShareLink(ctx, owned))
	link := must(s.ShareLinks(ctx, owned))[0].ID
	for _, try := range []struct {
		browser, id string
		want        error
	}{
		{stranger, owned, ErrNotOwner}, {"", owned, ErrNotOwner}, {stranger, nobodys, ErrNotOwner}, {"", nobodys, ErrNotOwner},
		{owner, "AAAAAAAAAAAAAAAAAAAAAA", ErrNotFound}, {owner, "", ErrNotFound},
	} {
		_, update := s.UpdatePlan(ctx, try.browser, try.id, 1, contents("x"))
		for name, err := range map[string]error{
			"update": update, "delete": s.DeletePlan(ctx, try.browser, try.id),
			"restore": s.RestorePlan(ctx, try.browser, try.id), "revoke": s.RevokeShareLink(ctx, try.browser, try.id, link),
		} {
			if !errors.Is(err, try.want) {
				t.Errorf("%s of %q by %q: %v, want %v", name, try.id, try.browser, err, try.want)
			}
		}
	}
	if err := s.RevokeShareLink(ctx, owner, owned, "AAAAAAAAAAAAAAAAAAAAAA"); !errors.Is(err, ErrNotFound) {
		t.Errorf("revoking a link that is not there: %v", err)
	}
}

func TestDeleteRestorePurge(t *testing.T) {
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	s := open(t, filepath.Join(t.TempDir(), "p.db"), WithClock(func() time.Time { return now }))
	ctx, browser := t.Context(), must(s.NewBrowserToken())
	id := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("a")})).ID
	kept := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("kept")})).ID
	token := must(s.CreateShareLink(ctx, id))
	present := func(want bool) {
		t.Helper()
		_, byID := s.Plan(ctx, id)
		_, byLink := s.PlanByShareToken(ctx, token)
		_, change := s.UpdatePlan(ctx, browser, id, 99, contents("x"))
		if want && (byID != nil || byLink != nil || !errors.Is(change, ErrConflict)) {
			t.Errorf("plan should be there: %v, %v, %v", byID, byLink, change)
		}
		if !want && !(errors.Is(byID, ErrNotFound) && errors.Is(byLink, ErrNotFound) && errors.Is(change, ErrNotFound)) {
			t.Errorf("plan should be hidden: %v, %v, %v", byID, byLink, change)
		}
	}
	remove := func() {
		t.Helper()
		if err := s.DeletePlan(ctx, browser, id); err != nil {
			t.Fatal(err)
		}
	}
	present(true)
	remove()
	present(false)
	if _, err := s.CreateShareLink(ctx, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("linking a deleted plan: %v", err)
	}
	if err := s.RestorePlan(ctx, browser, id); err != nil {
		t.Fatal(err)
	}
	present(true)
	remove()
	now = now.Add(UndoPeriod)
	remove() // the second time must not extend the period
	if n := must(s.Purge(ctx)); n != 0 {
		t.Errorf("purged %d within the undo period", n)
	}
	now = now.Add(time.Microsecond)
	if n := must(s.Purge(ctx)); n != 1 {
		t.Errorf("purged %d, want 1", n)
	}
	if err := s.RestorePlan(ctx, browser, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("restore after purge: %v", err)
	}
	for table, want := range map[string]int{"plans": 1, "revisions": 1, "links": 0} {
		var n int
		if err := s.read.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n != want {
			t.Errorf("%s has %d rows after purge, want %d (%v)", table, n, want, err)
		}
	}
	must(s.Plan(ctx, kept))
}

func TestShareLinkShowsItsRevision(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	browser := must(s.NewBrowserToken())
	first := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("one")}))
	old := must(s.CreateShareLink(ctx, first.ID))
	second := must(s.UpdatePlan(ctx, browser, first.ID, 1, contents("two")))
	recent := must(s.CreateShareLink(ctx, first.ID))
	if !IsToken(old) || old == recent {
		t.Errorf("tokens %q and %q", old, recent)
	}
	if read := must(s.PlanByShareToken(ctx, old)); !equal(read, first) {
		t.Errorf("the old link shows %+v", read)
	}
	if read := must(s.PlanByShareToken(ctx, recent)); !equal(read, second) {
		t.Errorf("the recent link shows %+v", read)
	}
	links := must(s.ShareLinks(ctx, first.ID))
	if len(links) != 2 || links[0].Revision != 2 || links[1].Revision != 1 {
		t.Fatalf("links = %+v", links)
	}
	if err := s.RevokeShareLink(ctx, browser, first.ID, links[1].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PlanByShareToken(ctx, old); !errors.Is(err, ErrNotFound) {
		t.Errorf("a revoked link: %v", err)
	}
	must(s.PlanByShareToken(ctx, recent))
	for _, bad := range []string{"", "x", old + "A", first.ID, strings.Repeat("A", 43)} {
		if _, err := s.PlanByShareToken(ctx, bad); !errors.Is(err, ErrNotFound) {
			t.Errorf("token %q: %v", bad, err)
		}
	}
	if err := s.RevokeShareLink(ctx, browser, first.ID, links[1].ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("revoking twice: %v", err)
	}
}

func TestLinkOfOnePlanCannotBeRevokedThroughAnother(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	owner, attacker := must(s.NewBrowserToken()), must(s.NewBrowserToken())
	victim := must(s.SavePlan(ctx, NewPlan{Browser: owner, Contents: contents("a")})).ID
	own := must(s.SavePlan(ctx, NewPlan{Browser: attacker, Contents: contents("b")})).ID
	token := must(s.CreateShareLink(ctx, victim))
	link := must(s.ShareLinks(ctx, victim))[0].ID
	if err := s.RevokeShareLink(ctx, attacker, own, link); !errors.Is(err, ErrNotFound) {
		t.Errorf("revoke through another plan: %v", err)
	}
	must(s.PlanByShareToken(ctx, token))
}

func TestLimits(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	browser := must(s.NewBrowserToken())
	id := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("a")})).ID
	for field, c := range map[string]Contents{
		"name":     {Name: strings.Repeat("n", MaxName+1)},
		"workload": {Workload: strings.Repeat("w", MaxWorkload+1)},
		"result":   {Result: make([]byte, MaxResult+1)},
	} {
		_, save := s.SavePlan(ctx, NewPlan{Contents: c})
		_, update := s.UpdatePlan(ctx, browser, id, 1, c)
		for _, err := range []error{save, update} {
			if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), field) {
				t.Errorf("%s above its limit: %v", field, err)
			}
		}
	}
}

func TestCancelledContextSavesNothing(t *testing.T) {
	s := fresh(t)
	browser := must(s.NewBrowserToken())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("a")}); !errors.Is(err, context.Canceled) {
		t.Fatalf("save: %v", err)
	}
	if list := must(s.PlansOfBrowser(t.Context(), browser)); len(list) != 0 {
		t.Errorf("%d plans saved", len(list))
	}
}

func TestRandomnessThatFails(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "p.db"), WithRandom(strings.NewReader("short")))
	if _, err := s.SavePlan(t.Context(), NewPlan{Contents: contents("a")}); err == nil {
		t.Error("a plan was saved under a guessable id")
	}
	if _, err := s.NewBrowserToken(); err == nil {
		t.Error("a guessable token was made")
	}
}

func TestFollowingLinkShowsTheNewestRevision(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	browser := must(s.NewBrowserToken())
	plan := must(s.SavePlan(ctx, NewPlan{Browser: browser, Contents: contents("one")}))
	must(s.UpdatePlan(ctx, browser, plan.ID, 1, contents("two")))
	pinned, following := must(s.CreateShareLink(ctx, plan.ID)), must(s.CreateFollowingLink(ctx, plan.ID))
	must(s.UpdatePlan(ctx, browser, plan.ID, 2, contents("three")))
	for token, want := range map[string]string{pinned: "two", following: "three"} {
		if read := must(s.PlanByShareToken(ctx, token)); read.Name != contents(want).Name {
			t.Errorf("shows %+v, want %s", read, want)
		}
	}
	// A link opens no revision from before it was made, and a pinned one none after.
	for _, c := range []struct {
		token    string
		revision int
		open     bool
	}{
		{pinned, 1, false}, {pinned, 2, true}, {pinned, 3, false}, {following, 1, false}, {following, 2, true}, {following, 3, true},
		{following, 4, false}, {following, 0, false}, {following, -1, false}, {"x", 2, false}, {strings.Repeat("A", 43), 2, false},
	} {
		read, err := s.RevisionByShareToken(ctx, c.token, c.revision)
		if (err == nil) != c.open || c.open && read.Revision != c.revision || !c.open && !errors.Is(err, ErrNotFound) {
			t.Errorf("following %v, revision %d: %d, %v", c.token == following, c.revision, read.Revision, err)
		}
	}
	links := must(s.ShareLinks(ctx, plan.ID))
	if len(links) != 2 || !links[0].Follows || links[1].Follows || links[0].Revision != 2 {
		t.Fatalf("links = %+v", links)
	}
	if err := s.RevokeShareLink(ctx, browser, plan.ID, links[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RevisionByShareToken(ctx, following, 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("a revoked link, pinned: %v", err)
	}
}
