package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stagecraft/store/postgrestest"
)

// eachEngine runs a test on an SQLite file and on a PostgreSQL database, both
// new. Every Store that open gives is on that one database, as those of several
// instances are; it has a clock that ticks unless another is given.
func eachEngine(t *testing.T, test func(t *testing.T, open func(...Option) *Store)) {
	t.Helper()
	for _, engine := range []struct {
		name    string
		address func(testing.TB) string
	}{
		{"SQLite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "p.db") }},
		{"PostgreSQL", postgrestest.Start},
	} {
		t.Run(engine.name, func(t *testing.T) {
			address := engine.address(t)
			test(t, func(options ...Option) *Store {
				t.Helper()
				s := open(t, address, options...)
				if s.engine == sqliteEngine {
					// No power fails here; file tests hold that saves are synced.
					must(s.write.Exec("PRAGMA synchronous = OFF"))
				}
				return s
			})
		})
	}
}

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

// hands is a clock that stands still until it is moved.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func newHands() *hands { return &hands{now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)} }

func (h *hands) read() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hands) move(by time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(by)
}

func open(t testing.TB, address string, options ...Option) *Store {
	t.Helper()
	s, err := Open(address, append([]Option{WithClock(clock())}, options...)...)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// done is must where there is nothing but an error.
func done(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func contents(name string) Contents {
	return Contents{Name: name, Workload: "users=250k", Book: "2026-11-01", Engine: "1", Result: []byte(`{"name":"` + name + `"}`), Snapshot: []byte("snapshot of " + name)}
}

// person is somebody whom the store knows by a token of their browser.
func person(name string) Actor { return Actor{IdentityOfToken("the browser of " + name), name} }

// saved is a plan of somebody's own.
func saved(t testing.TB, s *Store, by Actor, name string) Plan {
	t.Helper()
	plan, err := s.SavePlan(t.Context(), NewPlan{By: by, Contents: contents(name)})
	done(t, err)
	return plan
}

// shared is a new workspace of somebody, with others who joined by its link.
func shared(t testing.TB, s *Store, owner Actor, others map[Role][]Actor) Workspace {
	t.Helper()
	w, err := s.CreateWorkspace(t.Context(), owner, "Team of "+owner.Name)
	done(t, err)
	for role, all := range others {
		joins := min(role, Editor) // a link makes no owners
		token, err := s.RotateJoinLink(t.Context(), owner, w.ID, joins)
		done(t, err)
		for _, by := range all {
			_, err := s.JoinWorkspace(t.Context(), by, token)
			done(t, err)
			if role != joins {
				done(t, s.SetRole(t.Context(), owner, w.ID, memberOf(t, s, by, w.ID), role))
			}
		}
	}
	return w
}

// memberOf is the member that somebody is in a workspace.
func memberOf(t testing.TB, s *Store, who Actor, workspace string) string {
	t.Helper()
	w, err := s.Workspace(t.Context(), who.Identity, workspace)
	done(t, err)
	return w.MemberID
}

// linked is a link of a plan as its token opens it.
func linked(t testing.TB, s *Store, by Actor, planID string, link NewLink) (Link, string) {
	t.Helper()
	_, token, err := s.CreateLink(t.Context(), by, planID, link)
	done(t, err)
	found, err := s.LinkByToken(t.Context(), token)
	done(t, err)
	return found, token
}

// ours are the errors that callers tell apart.
var ours = []error{ErrNotFound, ErrForbidden, ErrConflict, ErrTooLarge, ErrQuota, ErrLastOwner, ErrFull, ErrBusy, ErrUnavailable, ErrReadOnly, ErrNewerSchema, ErrDamaged, ErrNotDatabase}

// is tells whether an error is this one of ours and no other, or nil.
func is(err, want error) bool {
	for _, one := range ours {
		if errors.Is(err, one) != (one == want) {
			return false
		}
	}
	return (err == nil) == (want == nil)
}

// expect reports an error that is not exactly the one wanted.
func expect(t testing.TB, doing string, err, want error) {
	t.Helper()
	if !is(err, want) {
		t.Errorf("%s: %v, want %v", doing, err, want)
	}
}

// tables are all of the schema.
var tables = strings.Fields("plans revisions links grants workspaces members activity sessions")

// census counts the rows of every table: a change that is refused leaves it as it was.
func census(t testing.TB, s *Store) string {
	t.Helper()
	var all []string
	for _, table := range tables {
		var n int
		done(t, s.read.QueryRowContext(context.Background(), "SELECT count(*) FROM "+table).Scan(&n))
		all = append(all, fmt.Sprint(table, " ", n))
	}
	return strings.Join(all, ", ")
}

// execute changes the database as no method would.
func execute(t testing.TB, s *Store, query string, args ...any) {
	t.Helper()
	_, err := statements{s.write, s.engine}.exec(context.Background(), "prepare the test", query, args...)
	done(t, err)
}
