package store

import (
	"path/filepath"
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

// open opens an SQLite file, or a PostgreSQL database, until the test ends.
func open(t testing.TB, address string, options ...Option) *Store {
	t.Helper()
	s, err := Open(address, append([]Option{WithClock(clock())}, options...)...)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// freshFile is a new SQLite file.
func freshFile(t testing.TB) *Store { return open(t, filepath.Join(t.TempDir(), "plans.db")) }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func contents(name string) Contents {
	return Contents{Name: name, Workload: "users=250k", Book: "2026-11-01", Engine: "1", Result: []byte(`{"name":"` + name + `"}`)}
}

// somebody is a new visitor.
func somebody(t testing.TB, s *Store) (Actor, string) {
	t.Helper()
	token := must(s.NewBrowserToken())
	return Actor{Identity: IdentityOfToken(token)}, token
}
