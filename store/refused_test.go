package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// folder reads every file, to show that a refusal changed nothing.
func folder(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range must(filepath.Glob(filepath.Join(dir, "*"))) {
		if must(os.Lstat(name)).IsDir() {
			all.WriteString(name + "\n")
			continue
		}
		fmt.Fprintf(&all, "%s %x\n", filepath.Base(name), must(os.ReadFile(name)))
	}
	return all.String()
}

func TestRefusedFilesStayAsTheyWere(t *testing.T) {
	sqlite := func(journal, statements string) func(string) {
		return func(path string) {
			db := must(sql.Open("sqlite3", path+"?_journal_mode="+journal))
			defer db.Close()
			must(db.Exec(statements))
		}
	}
	newer := func(path string) {
		must(Open(path)).Close()
		sqlite("WAL", fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))(path)
	}
	for name, c := range map[string]struct {
		make func(path string)
		want error
	}{
		"newer schema":            {newer, ErrNewerSchema},
		"text":                    {func(path string) { os.WriteFile(path, []byte("users: 10\n"), 0o600) }, ErrNotDatabase},
		"long text":               {func(path string) { os.WriteFile(path, bytes.Repeat([]byte("users: 10\n"), 5000), 0o600) }, ErrNotDatabase},
		"another program's":       {sqlite("DELETE", "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), ErrNotDatabase},
		"another program's, WAL":  {sqlite("WAL", "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), ErrNotDatabase},
		"another program's by id": {sqlite("DELETE", "PRAGMA application_id = 7; PRAGMA user_version = 1"), ErrNotDatabase},
		"damaged header": {func(path string) {
			os.WriteFile(path, append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{7}, 9000)...), 0o600)
		}, ErrNotDatabase},
		"folder": {func(path string) { os.Mkdir(path, 0o700) }, ErrNotDatabase},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "p.db")
			c.make(path)
			if name == "folder" {
				dir = path
			}
			before := folder(t, dir)
			s, err := Open(path)
			if s != nil || !errors.Is(err, c.want) {
				t.Fatalf("open: %v, want %v", err, c.want)
			}
			if text := err.Error(); !strings.Contains(text, path) || strings.Contains(text, "\n") {
				t.Errorf("the message is not one line naming the path: %q", text)
			}
			if after := folder(t, dir); after != before {
				t.Errorf("the folder changed:\n%.300s\n%.300s", before, after)
			}
		})
	}
}

func TestOpenCreatesOnlyTheFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "missing", "p.db")); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("in a missing folder: %v", err)
	}
	path := filepath.Join(dir, "empty.db")
	os.WriteFile(path, nil, 0o600)
	must(open(t, path).SavePlan(t.Context(), NewPlan{Contents: contents("a")}))
	odd := filepath.Join(dir, "odd ?name%20#1.db")
	open(t, odd)
	if _, err := os.Stat(odd); err != nil {
		t.Errorf("a path with signs of an address is another file: %v", err)
	}
	created := filepath.Join(dir, "new.db")
	open(t, created)
	if mode := must(os.Stat(created)).Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
}

func TestFullDisk(t *testing.T) {
	s, ctx := freshFile(t), t.Context()
	me, _ := somebody(t, s)
	kept := must(s.SavePlan(ctx, NewPlan{By: me, Contents: contents("a")})).ID
	var pages int
	if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if _, err := s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 2)
	big := contents("b")
	big.Result = make([]byte, 1<<20)
	rand.NewChaCha8([32]byte{}).Read(big.Result) // does not pack
	if _, err := s.SavePlan(ctx, NewPlan{By: me, Contents: big}); !errors.Is(err, ErrFull) {
		t.Errorf("save: %v, want ErrFull", err)
	}
	if _, err := s.UpdatePlan(ctx, me, kept, 1, big); !errors.Is(err, ErrFull) {
		t.Errorf("update: %v, want ErrFull", err)
	}
	list, _, err := s.Plans(ctx, me.Identity, Query{})
	if err != nil || len(list) != 1 || list[0].ID != kept || list[0].Revision != 1 {
		t.Errorf("after failed saves the list is %+v, %v", list, err)
	}
	limit(1 << 20)
	if saved, err := s.UpdatePlan(ctx, me, kept, 1, big); err != nil || saved.Revision != 2 {
		t.Errorf("once there is room: %+v, %v", saved, err)
	}
}

func TestDriverErrorsAreNamed(t *testing.T) {
	for want, err := range map[error]sqlite3.Error{
		ErrFull:        {Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC},
		ErrBusy:        {Code: sqlite3.ErrBusy},
		ErrReadOnly:    {Code: sqlite3.ErrReadonly},
		ErrNotDatabase: {Code: sqlite3.ErrNotADB},
	} {
		if got := sqliteEngine.failure("save", err); !errors.Is(got, want) {
			t.Errorf("%v is reported as %v", err, got)
		}
	}
	got := sqliteEngine.failure("save", sqlite3.Error{Code: sqlite3.ErrConstraint})
	for _, other := range []error{ErrFull, ErrBusy, ErrReadOnly, ErrNotDatabase, ErrConflict} {
		if errors.Is(got, other) {
			t.Errorf("a constraint is reported as %v", other)
		}
	}
}
