package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// atOnce runs so many calls that all begin at one moment.
func atOnce(count int, call func(i int)) {
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range count {
		group.Go(func() {
			<-start
			call(i)
		})
	}
	close(start)
	group.Wait()
}

// Two instances with many writers: in one workspace, where they count the same
// plans, and each in their own list.
func TestManyWriters(t *testing.T) {
	const writers, each = 16, 25
	for _, place := range []string{"one workspace", "lists of their own"} {
		t.Run(place, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
				stores := []*Store{open(), open()}
				ann, team := person("Ann"), ""
				people := make([]Actor, writers)
				for i := range people {
					people[i] = person(fmt.Sprint("writer ", i))
				}
				if place == "one workspace" {
					team = shared(t, stores[0], ann, map[Role][]Actor{Editor: people}).ID
				}
				atOnce(writers, func(i int) {
					s := stores[i%2]
					for n := range each {
						if _, err := s.SavePlan(t.Context(), NewPlan{By: people[i], Workspace: team, Contents: contents(fmt.Sprint(i, " ", n))}); err != nil {
							t.Errorf("writer %d, save %d: %v", i, n, err)
							return
						}
					}
				})
				for table, want := range map[string]int{"plans": writers * each, "revisions": writers * each} {
					var n int
					if err := stores[0].read.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n != want {
						t.Errorf("%s: %d rows, want %d (%v)", table, n, want, err)
					}
				}
			})
		})
	}
}

func TestOneOfManyUpdatesWins(t *testing.T) {
	const writers = 16
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		stores := []*Store{open(), open()}
		ann := person("Ann")
		id := saved(t, stores[0], ann, "a").ID
		for base := 1; base < 6; base++ {
			var won, lost atomic.Int64
			atOnce(writers, func(i int) {
				_, err := stores[i%2].UpdatePlan(t.Context(), ann, id, base, contents(fmt.Sprint(i)))
				switch {
				case err == nil:
					won.Add(1)
				case is(err, ErrConflict):
					lost.Add(1)
				default:
					t.Errorf("update %d: %v", i, err)
				}
			})
			if won.Load() != 1 || lost.Load() != writers-1 {
				t.Errorf("from revision %d: %d updates won and %d lost, want 1 and %d", base, won.Load(), lost.Load(), writers-1)
			}
			if newest := must(stores[1].Plan(t.Context(), ann.Identity, id)).Newest; newest != base+1 {
				t.Errorf("the plan is at revision %d, want %d", newest, base+1)
			}
		}
	})
}

// Read, then write based on it, until it succeeds: no update is lost.
func TestEveryUpdateCounts(t *testing.T) {
	const writers, each = 8, 5
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		stores := []*Store{open(), open()}
		ann := person("Ann")
		id := saved(t, stores[0], ann, "a").ID
		atOnce(writers, func(i int) {
			for n := 0; n < each; {
				now, err := stores[i%2].Plan(t.Context(), ann.Identity, id)
				if err == nil {
					_, err = stores[i%2].UpdatePlan(t.Context(), ann, id, now.Newest, contents("n"))
				}
				if err == nil {
					n++
				} else if !errors.Is(err, ErrConflict) {
					t.Errorf("writer %d: %v", i, err)
					return
				}
			}
		})
		if newest := must(stores[1].Plan(t.Context(), ann.Identity, id)).Newest; newest != 1+writers*each {
			t.Errorf("revision %d, want %d: an update was lost", newest, 1+writers*each)
		}
	})
}

// Once a join link is rotated, nobody comes in by the old one.
func TestJoinLinkRotatedWhileJoining(t *testing.T) {
	const people = 12
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		stores := []*Store{open(), open()}
		s, ctx, ann := stores[0], t.Context(), person("Ann")
		team := must(s.CreateWorkspace(ctx, ann, "Crew")).ID
		for round := range 4 {
			old := must(s.RotateJoinLink(ctx, ann, team, Editor))
			var joined, late atomic.Int64
			var rotated atomic.Bool
			atOnce(people+1, func(i int) {
				if i == people/2 {
					if _, err := stores[1].RotateJoinLink(ctx, ann, team, Editor); err != nil {
						t.Errorf("rotate: %v", err)
					}
					rotated.Store(true)
					return
				}
				for again := range 5 {
					after := rotated.Load()
					_, err := stores[i%2].JoinWorkspace(ctx, person(fmt.Sprint("joins ", round, " ", i, " ", again)), old)
					switch {
					case err == nil && after:
						t.Error("somebody came in by a link that was rotated before")
					case err == nil:
						joined.Add(1)
					case is(err, ErrNotFound):
						late.Add(1)
					default:
						t.Errorf("join: %v", err)
					}
				}
			})
			if late.Load() == 0 {
				t.Error("nobody was late")
			}
			if got, want := len(must(s.Members(ctx, ann.Identity, team))), 1+int(joined.Load()); got != want {
				t.Errorf("%d members, want %d", got, want)
			}
			execute(t, s, "DELETE FROM members WHERE role <> 'owner'")
		}
	})
}

// Somebody who opens a join link twice at once is one member.
func TestJoiningTwiceAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		stores := []*Store{open(), open()}
		ann := person("Ann")
		team := must(stores[0].CreateWorkspace(t.Context(), ann, "Crew")).ID
		join := must(stores[0].RotateJoinLink(t.Context(), ann, team, Editor))
		for round := range 5 {
			atOnce(8, func(i int) {
				if _, err := stores[i%2].JoinWorkspace(t.Context(), person(fmt.Sprint("twice ", round)), join); err != nil {
					t.Errorf("join: %v", err)
				}
			})
		}
		if n := len(must(stores[0].Members(t.Context(), ann.Identity, team))); n != 6 {
			t.Errorf("%d members, want 6", n)
		}
	})
}

// Two owners who remove each other, or step down, at once: one of them is refused.
func TestLastOwnerRace(t *testing.T) {
	for name, change := range map[string]struct {
		do   func(t *testing.T, s *Store, by Actor, workspace, own, other string) error
		lost error
	}{
		"remove each other": {func(t *testing.T, s *Store, by Actor, workspace, _, other string) error {
			return s.RemoveMember(t.Context(), by, workspace, other)
		}, ErrNotFound},
		"demote each other": {func(t *testing.T, s *Store, by Actor, workspace, _, other string) error {
			return s.SetRole(t.Context(), by, workspace, other, Editor)
		}, ErrForbidden},
		"leave": {func(t *testing.T, s *Store, by Actor, workspace, own, _ string) error {
			return s.RemoveMember(t.Context(), by, workspace, own)
		}, ErrLastOwner},
		"step down": {func(t *testing.T, s *Store, by Actor, workspace, own, _ string) error {
			return s.SetRole(t.Context(), by, workspace, own, Editor)
		}, ErrLastOwner},
	} {
		t.Run(name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
				stores := []*Store{open(), open()}
				owners := []Actor{person("Ann"), person("Ben")}
				for range 10 {
					team := shared(t, stores[0], owners[0], map[Role][]Actor{Owner: {owners[1]}}).ID
					ids := []string{memberOf(t, stores[0], owners[0], team), memberOf(t, stores[0], owners[1], team)}
					errs := make([]error, 2)
					atOnce(2, func(i int) { errs[i] = change.do(t, stores[i], owners[i], team, ids[i], ids[1-i]) })
					if (errs[0] == nil) == (errs[1] == nil) || !is(errors.Join(errs...), change.lost) {
						t.Errorf("the owners are told %v and %v, want that one is told %v", errs[0], errs[1], change.lost)
					}
					var n int
					if err := stores[0].read.QueryRow("SELECT count(*) FROM members WHERE role = 'owner'").Scan(&n); err != nil || n != 1 {
						t.Errorf("%d owners are left, want 1 (%v)", n, err)
					}
					execute(t, stores[0], "DELETE FROM members")
				}
			})
		})
	}
}
