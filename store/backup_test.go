package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestBackupWhileOthersWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.db")
	s := open(t, path)
	ann := person("Ann")
	first := saved(t, s, ann, "first")
	_, token := linked(t, s, ann, first.ID, NewLink{Scope: View})
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if _, err := s.SavePlan(ctx, NewPlan{OpenByID: true, Contents: contents(fmt.Sprint(w, " ", i))}); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	to := filepath.Join(t.TempDir(), "backup.db")
	for round := range 3 {
		before := count(t, s, "plans")
		counts, err := BackupOver(t.Context(), path, to)
		if after := count(t, s, "plans"); err != nil || counts.Plans < before || counts.Plans > after || counts.Revisions != counts.Plans || counts.Links != 1 {
			t.Errorf("round %d: %v, between %d and %d plans: %v", round, counts, before, after, err)
		}
		if _, err := verify(t.Context(), to, to); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if mode := must(os.Stat(to)).Mode().Perm(); mode != 0o600 {
			t.Errorf("the backup has mode %o", mode)
		}
	}
	stop()
	writers.Wait()
	if left := must(filepath.Glob(filepath.Join(filepath.Dir(to), "*"))); len(left) != 1 {
		t.Errorf("left beside the backup: %q", left)
	}
	copied := open(t, to)
	link, err := copied.LinkByToken(t.Context(), token)
	if err != nil || link.PlanID != first.ID {
		t.Errorf("the link in the backup: %+v, %v", link, err)
	}
	if plan, err := copied.Plan(t.Context(), ann.Identity, first.ID); err != nil || plan.Name != "first" {
		t.Errorf("the plan in the backup: %+v, %v", plan, err)
	}
}

// A backup reads what only the log holds, and leaves nothing beside the database.
func TestBackupOfFilesAsTheyLie(t *testing.T) {
	log := func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "plans.db")
		s := open(t, path)
		saved(t, s, person("Ann"), "in the log")
		taken := filepath.Join(t.TempDir(), "plans.db") // as a kill leaves it
		for _, suffix := range []string{"", "-wal"} {
			if err := os.WriteFile(taken+suffix, must(os.ReadFile(path+suffix)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return taken
	}
	old := func(t *testing.T) string { path, _ := released(t, 2); return path }
	for name, c := range map[string]struct {
		make    func(*testing.T) string
		version int
		want    string
	}{
		"killed, with a log": {log, len(migrations), "1 plan, 1 revision, no links"},
		"a former schema":    {old, 2, "4 plans, 6 revisions, 4 links"},
	} {
		t.Run(name, func(t *testing.T) {
			path := c.make(t)
			for _, from := range []string{path, symlink(t, path)} {
				to := filepath.Join(t.TempDir(), "backup.db")
				counts, err := Backup(t.Context(), from, to)
				if err != nil || counts.String() != c.want || versionOf(t, to) != c.version {
					t.Errorf("%v, %v", counts, err)
				}
			}
			if left := must(filepath.Glob(path + "*")); len(left) != 1 {
				t.Errorf("beside the database: %q", left)
			}
			if v := versionOf(t, path); v != c.version {
				t.Errorf("the database has schema %d now", v)
			}
		})
	}
}

func symlink(t testing.TB, path string) string {
	t.Helper()
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// refusedBackups prepare a database and a name for its backup, or give others.
var refusedBackups = map[string]struct {
	prepare func(t *testing.T, from, to string) (string, string)
	over    bool
	want    error // nil: any
	says    string
}{
	"a file is there": {prepare: func(t *testing.T, from, to string) (string, string) { writeText(t, to, "mine"); return from, to }, want: fs.ErrExist},
	"a folder, over":  {prepare: func(t *testing.T, from, to string) (string, string) { return from, filepath.Dir(to) }, over: true, says: "no regular file"},
	"a link, over":    {prepare: func(t *testing.T, from, to string) (string, string) { return from, symlink(t, from) }, over: true, says: "no regular file"},
	"itself":          {prepare: func(t *testing.T, from, to string) (string, string) { return from, from }, want: fs.ErrExist},
	"itself, over":    {prepare: func(t *testing.T, from, to string) (string, string) { return from, from }, over: true, says: "itself"},
	"another name of itself, over": {prepare: func(t *testing.T, from, to string) (string, string) {
		if err := os.Link(from, to); err != nil {
			t.Fatal(err)
		}
		return from, to
	}, over: true, says: "itself"},
	"a log is left there": {prepare: func(t *testing.T, from, to string) (string, string) { writeText(t, to+"-wal", "log"); return from, to }, says: "-wal"},
	"no database":         {prepare: func(t *testing.T, from, to string) (string, string) { return from + "x", to }, want: fs.ErrNotExist},
	"a folder as one":     {prepare: func(t *testing.T, from, to string) (string, string) { return filepath.Dir(from), to }, want: ErrNotDatabase},
	"a text as one": {prepare: func(t *testing.T, from, to string) (string, string) {
		writeText(t, from, "users: 10")
		return from, to
	}, want: ErrNotDatabase},
	"a newer one": {prepare: func(t *testing.T, from, to string) (string, string) {
		runScript(t, from, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))
		return from, to
	}, want: ErrNewerSchema},
	"no folder to write to": {prepare: func(t *testing.T, from, to string) (string, string) {
		return from, filepath.Join(filepath.Dir(to), "missing", "b.db")
	}, want: fs.ErrNotExist},
	"a reference to nothing": {prepare: func(t *testing.T, from, to string) (string, string) {
		runScript(t, from, "PRAGMA foreign_keys = OFF; DELETE FROM plans")
		return from, to
	}, want: ErrDamaged, says: "refer"},
}

func writeText(t testing.TB, path, text string) {
	t.Helper()
	done(t, os.WriteFile(path, []byte(text), 0o600))
}

func TestBackupsThatAreRefused(t *testing.T) {
	for name, c := range refusedBackups {
		t.Run(name, func(t *testing.T) {
			from, to := filepath.Join(t.TempDir(), "plans.db"), filepath.Join(t.TempDir(), "backup.db")
			s := open(t, from)
			saved(t, s, person("Ann"), "a")
			s.Close()
			from, to = c.prepare(t, from, to)
			before, there := folder(t, filepath.Dir(from)), folder(t, filepath.Dir(to))
			backup := Backup
			if c.over {
				backup = BackupOver
			}
			counts, err := backup(t.Context(), from, to)
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) || strings.Contains(fmt.Sprint(err), "\n") || counts != (Counts{}) {
				t.Errorf("%v, %v", counts, err)
			}
			if folder(t, filepath.Dir(from)) != before || folder(t, filepath.Dir(to)) != there {
				t.Error("something changed")
			}
		})
	}
}

func TestNoBackupOnAFullDisk(t *testing.T) {
	path, _ := released(t, 2)
	large(t, path)
	dir := tmpfs(t, 1<<20)
	to := filepath.Join(dir, "backup.db")
	if _, err := Backup(t.Context(), path, to); !errors.Is(err, ErrFull) {
		t.Errorf("backup: %v, want ErrFull", err)
	}
	if left := must(filepath.Glob(dir + "/*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}
