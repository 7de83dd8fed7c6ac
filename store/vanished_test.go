package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A file that is removed under a running program is missed, not made anew and empty.
func TestFileThatVanishes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	s := open(t, path)
	saved(t, s, person("Ann"), "a")
	if err := s.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Ping(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("ping without the file: %v", err)
	}
	s.Plans(t.Context(), person("Ann").Identity, Query{}) // a reader that would open it anew
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is there again: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Backup(t.Context(), empty, filepath.Join(t.TempDir(), "copy")); !errors.Is(err, ErrNotDatabase) {
		t.Errorf("backup of an empty file: %v", err)
	}
}
