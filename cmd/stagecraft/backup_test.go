package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stagecraft/store"
)

// planned makes a closed database with so many plans of nobody, open by id, and
// gives their ids.
func planned(t *testing.T, db string, names ...string) (ids []string) {
	t.Helper()
	s, err := store.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range names {
		plan, err := s.SavePlan(t.Context(), store.NewPlan{OpenByID: true, Contents: store.Contents{Name: name, Workload: "users=2k", Book: "b", Engine: "e", Result: []byte("{}")}})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, plan.ID)
	}
	return ids
}

// said checks what a command did: its status, and its output by a pattern.
func said(t *testing.T, got result, status int, stdout, stderr string) {
	t.Helper()
	for _, stream := range [][2]string{{got.stdout, stdout}, {got.stderr, stderr}} {
		text, pattern := stream[0], stream[1]
		if !regexp.MustCompile("^(?:"+pattern+")$").MatchString(strings.TrimSuffix(text, "\n")) || strings.Count(text, "\n") > 1 {
			t.Errorf("says %q, want %s", text, pattern)
		}
	}
	if got.status != status {
		t.Errorf("status %d, want %d: %s%s", got.status, status, got.stdout, got.stderr)
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "plans.db"), filepath.Join(dir, "backup.db")
	planned(t, db, "one", "two")
	said(t, invoke(t, "", []string{"backup", copied, "--db", db}), 0, `.*backup\.db: 2 plans, 2 revisions, no links; whole and checked`, "")
	said(t, invoke(t, "", []string{"backup", copied}, "STAGECRAFT_DB", db), 2, "", `stagecraft: .*backup\.db exists; .*--force`)
	url, stop := start(t, "--db", db)
	planned(t, db, "three")
	said(t, invoke(t, "", []string{"backup", copied, "--force"}, "STAGECRAFT_DB", db), 0, `.*: 3 plans, .*`, "")
	said(t, invoke(t, "", []string{"restore", copied, "--db", db}), 1, "", `stagecraft: stop the server.*plans\.db.*`)
	planned(t, db, "four")
	if err := stop(); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	said(t, invoke(t, "", []string{"restore", "--db", db, copied}), 0, `.*plans\.db is .*backup\.db now: 3 plans, .*before is .*plans\.db\.before-restore-[0-9TZ.]+`, "")
	kept, err := filepath.Glob(db + ".before-restore-*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept: %q", kept)
	}
	said(t, invoke(t, "", []string{"restore", kept[0], "--db", db}), 0, `.*now: 4 plans, .*`, "")
}

func TestBackupsAndRestoresThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	db, text := filepath.Join(dir, "plans.db"), filepath.Join(dir, "notes.txt")
	planned(t, db, "one")
	os.WriteFile(text, []byte("my notes"), 0o600)
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{words("backup"), 2, `backup takes one file.*`},
		{words("restore a b"), 2, `restore takes one file.*`},
		{[]string{"backup", ""}, 2, `backup takes one file.*`},
		{[]string{"backup", text, "--db", text, "--force"}, 2, `.*notes\.txt.* not a Stagecraft database.*`},
		{[]string{"backup", filepath.Join(dir, "b.db"), "--db", filepath.Join(dir, "missing.db")}, 2, `there is no database.*missing\.db.*`},
		{[]string{"backup", filepath.Join(dir, "missing", "b.db"), "--db", db}, 2, `.*missing.*no such.*`},
		{[]string{"backup", db, "--db", db, "--force"}, 1, `.*itself.*`},
		{[]string{"restore", text, "--db", db}, 2, `.*notes\.txt.* not a Stagecraft database.*`},
		{[]string{"restore", db, "--db", text}, 2, `.*notes\.txt.* not a Stagecraft database.*`},
		{[]string{"restore", filepath.Join(dir, "missing.db"), "--db", db}, 2, `.*missing\.db.*`},
		{[]string{"backup", "b.db", "--db", "host=db password=secret"}, 2, `--db reads like words for a PostgreSQL driver; accepted: .*`},
		{words("backup b.db --db postgres://ann:secret@host/db"), 2, `backup is for SQLite; .*pg_dump and pg_restore.*stagecraft export.*`},
		{words("restore b.db --db postgresql://host/db"), 2, `restore is for SQLite; .*pg_dump and pg_restore.*stagecraft export.*`},
		{words("backup b.db --db oracle://ann:secret@host/db"), 2, `.*ann:xxxxx@host.*`},
	} {
		got := invoke(t, "", c.args)
		said(t, got, c.status, "", "stagecraft: "+c.says)
		if strings.Contains(got.stderr, "secret") {
			t.Errorf("%q tells a password: %s", c.args, got.stderr)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 2 {
		t.Errorf("the folder holds %q", left)
	}
}

func TestAddressesAreShownWithoutPasswords(t *testing.T) {
	for address, want := range map[string]string{
		"plans.db":                            "plans.db",
		"postgres://ann:secret@host:5432/db":  "postgres://ann:xxxxx@host:5432/db",
		"postgres://host/db?password=secret":  "postgres://host/db?password=xxxxx",
		"postgres://ann:sec%ret@host/db":      "(an address that cannot be read)",
		"postgres://ann@host/db?sslmode=none": "postgres://ann@host/db?sslmode=none",
	} {
		if got := hidden(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
	}
}
