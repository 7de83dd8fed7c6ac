package store

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// scene is something for every method to be called on.
type scene struct {
	s                          *Store
	ann, guest                 Actor
	plan                       Plan // of Ann
	link                       Link // edits it
	token, team, join, session string
	editor                     string // a member of the team
}

func newScene(t testing.TB, s *Store) scene {
	t.Helper()
	ann, ben := person("Ann"), person("Ben")
	c := scene{s: s, ann: ann, guest: person("Gus")}
	c.plan = saved(t, s, ann, "a")
	c.link, c.token = linked(t, s, ann, c.plan.ID, NewLink{Scope: Edit})
	c.team = shared(t, s, ann, map[Role][]Actor{Editor: {ben}}).ID
	c.editor = memberOf(t, s, ben, c.team)
	c.join = must(s.RotateJoinLink(t.Context(), ann, c.team, Editor))
	c.session = must(s.CreateSession(t.Context(), ann.Identity, "Ann", "ann@example.com", 1000*time.Hour))
	return c
}

// calls are all methods that look at the database.
func (c scene) calls() map[string]func(context.Context) error {
	s := c.s
	all := map[string]func(context.Context) error{
		"Ping":  s.Ping,
		"Purge": func(ctx context.Context) error { _, err := s.Purge(ctx); return err },
		"SavePlan": func(ctx context.Context) error {
			_, err := s.SavePlan(ctx, NewPlan{By: c.ann, Contents: contents("b")})
			return err
		},
		"Result":            func(ctx context.Context) error { _, err := s.Result(ctx, c.plan); return err },
		"Snapshot":          func(ctx context.Context) error { _, err := s.Snapshot(ctx, c.plan); return err },
		"LinkByToken":       func(ctx context.Context) error { _, err := s.LinkByToken(ctx, c.token); return err },
		"PlanByLink":        func(ctx context.Context) error { _, err := s.PlanByLink(ctx, c.link, 0); return err },
		"UseLink":           func(ctx context.Context) error { return s.UseLink(ctx, c.link) },
		"AcceptEditLink":    func(ctx context.Context) error { return s.AcceptEditLink(ctx, c.guest.Identity, c.link) },
		"Plans of a person": func(ctx context.Context) error { _, _, err := s.Plans(ctx, c.ann.Identity, Query{}); return err },
		"Tags of a person":  func(ctx context.Context) error { _, err := s.Tags(ctx, c.ann.Identity, ""); return err },
		"Workspaces":        func(ctx context.Context) error { _, err := s.Workspaces(ctx, c.ann.Identity); return err },
		"CreateWorkspace":   func(ctx context.Context) error { _, err := s.CreateWorkspace(ctx, c.ann, "Crew"); return err },
		"InvitationByToken": func(ctx context.Context) error { _, err := s.InvitationByToken(ctx, c.join); return err },
		"JoinWorkspace":     func(ctx context.Context) error { _, err := s.JoinWorkspace(ctx, person("Dan"), c.join); return err },
		"CreateSession": func(ctx context.Context) error {
			_, err := s.CreateSession(ctx, c.ann.Identity, "A", "a", time.Hour)
			return err
		},
		"Session":    func(ctx context.Context) error { _, err := s.Session(ctx, c.session); return err },
		"EndSession": func(ctx context.Context) error { return s.EndSession(ctx, c.session) },
	}
	for name, method := range planMethods {
		all[name] = func(ctx context.Context) error { return method(ctx, s, c.ann, c.plan.ID, c.link.ID) }
	}
	for name, method := range workspaceMethods {
		subject := c.editor
		switch name {
		case "MovePlan":
			subject = c.plan.ID
		case "SavePlan":
			name = "SavePlan in a workspace"
		case "Plans", "Tags":
			name += " of a workspace"
		case "Leave":
			continue // RemoveMember
		}
		all[name] = func(ctx context.Context) error { return method(ctx, s, c.ann, c.team, subject) }
	}
	return all
}

// eachCall runs a test on every method, each on a scene of its own.
func eachCall(t *testing.T, s *Store, test func(name string, call func(context.Context) error)) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(newScene(t, s).calls())) {
		for _, table := range []string{"grants", "links", "activity", "revisions", "plans", "members", "workspaces", "sessions"} {
			execute(t, s, "DELETE FROM "+table)
		}
		test(name, newScene(t, s).calls()[name])
	}
}

// Every method works in its scene: what the tests below find is no accident.
func TestEveryMethodWorks(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		eachCall(t, open(), func(name string, call func(context.Context) error) {
			if err := call(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	})
}

func TestCancelledContext(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		s := open()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		past, cancelPast := context.WithTimeout(t.Context(), -time.Second)
		defer cancelPast()
		eachCall(t, s, func(name string, call func(context.Context) error) {
			before := census(t, s)
			for of, want := range map[context.Context]error{ctx: context.Canceled, past: context.DeadlineExceeded} {
				err := call(of)
				if !errors.Is(err, want) || slices.ContainsFunc(ours, func(one error) bool { return errors.Is(err, one) }) {
					t.Errorf("%s: %v, want %v and none of ours", name, err, want)
				}
			}
			if after := census(t, s); after != before {
				t.Errorf("%s was cancelled and changed\n%s to\n%s", name, before, after)
			}
		})
	})
}

// A change that is cancelled while it runs is made whole or not at all. The clock
// is looked at while it runs, and cancels it at one look after the other.
func TestCancelledWhileChanging(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		var mu sync.Mutex
		at, look, cancel := 0, 0, func() {}
		ticks := clock()
		s := open(WithClock(func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			if look++; look == at {
				cancel()
			}
			return ticks()
		}))
		cut := 0
		eachCall(t, s, func(name string, call func(context.Context) error) {
			before := census(t, s)
			for n := 1; n < 9; n++ {
				ctx, stop := context.WithCancel(t.Context())
				mu.Lock()
				at, look, cancel = n, 0, stop
				mu.Unlock()
				err := call(ctx)
				mu.Lock()
				reached := look >= n
				at, cancel = 0, func() {}
				mu.Unlock()
				stop()
				if err == nil {
					break // it was done before it could be cancelled
				}
				cut++
				if !reached || !errors.Is(err, context.Canceled) {
					t.Errorf("%s, cancelled at look %d: %v", name, n, err)
				}
				if after := census(t, s); after != before {
					t.Errorf("%s, cancelled at look %d, changed\n%s to\n%s", name, n, before, after)
				}
			}
		})
		if cut < 20 {
			t.Errorf("only %d changes were cancelled", cut)
		}
	})
}

// ration is an origin of randomness that fails after so many bytes.
type ration struct{ left int }

func (r *ration) Read(into []byte) (int, error) {
	if r.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := rand.Read(into[:min(len(into), r.left)])
	r.left -= n
	return n, err
}

func TestRandomnessThatFails(t *testing.T) {
	eachEngine(t, func(t *testing.T, open func(...Option) *Store) {
		const plenty = 1 << 20
		random := &ration{plenty}
		s := open(WithRandom(random))
		need := 0
		eachCall(t, s, func(name string, call func(context.Context) error) {
			before := census(t, s)
			for bytes := 0; ; bytes += 8 {
				random.left = bytes
				err := call(t.Context())
				random.left = plenty
				if err == nil {
					break
				}
				if bytes == 0 {
					need++
				}
				if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "randomness") || bytes > 100 {
					t.Fatalf("%s with %d bytes: %v", name, bytes, err)
				}
				if after := census(t, s); after != before {
					t.Errorf("%s failed with %d bytes and changed\n%s to\n%s", name, bytes, before, after)
				}
			}
		})
		// All that make an id or a token, or are told in the activity.
		if want := 19; need != want {
			t.Errorf("%d methods need randomness, want %d", need, want)
		}
		random.left = tokenBytes - 1
		if token, err := s.NewBrowserToken(); err == nil {
			t.Errorf("a guessable token was made: %q", token)
		}
	})
}
