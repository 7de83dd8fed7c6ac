package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stagecraft/store/postgrestest"
)

func TestExportAndImport(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	db, postgres := in("plans.db"), postgrestest.Start(t)
	planned(t, db, "one", "two")
	url, stop := start(t, "--db", db) // it goes on meanwhile
	said(t, invoke(t, "", []string{"export", in("plans.jsonl"), "--db", db}), 0, `.*plans\.jsonl: 2 plans, 2 revisions, no links`, "")
	said(t, invoke(t, "", []string{"export", in("plans.jsonl.gz")}, "STAGECRAFT_DB", db), 0, `.*plans\.jsonl\.gz: 2 plans, .*`, "")
	if err := stop(); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	plain, packed := must(os.ReadFile(in("plans.jsonl"))), must(os.ReadFile(in("plans.jsonl.gz")))
	zip := must(gzip.NewReader(bytes.NewReader(packed)))
	if same := must(io.ReadAll(zip)); !bytes.Equal(plain, same) || len(packed) >= len(plain) {
		t.Errorf("compressed it is %q", same)
	}
	if mode := must(os.Stat(in("plans.jsonl"))).Mode().Perm(); mode != 0o600 {
		t.Errorf("the export has mode %o", mode)
	}
	said(t, invoke(t, "", []string{"import", in("plans.jsonl.gz"), "--db", postgres}), 0, `postgres://.*: 2 plans, 2 revisions, no links`, "")
	out := invoke(t, "", []string{"export", "-", "--db", postgres})
	if out.stdout != string(plain) || out.status != 0 || out.stderr != "" {
		t.Errorf("from PostgreSQL: %+v", out)
	}
	said(t, invoke(t, out.stdout, []string{"import", "-", "--db", in("back.db")}), 0, `.*back\.db: 2 plans, .*`, "")
	said(t, invoke(t, out.stdout, []string{"import", "-", "--db", in("back.db")}), 2, "", `stagecraft: .*back\.db: .*holds plans already.*--merge; nothing was imported`)
	said(t, invoke(t, out.stdout, []string{"import", "-", "--merge", "--db", in("back.db")}), 0, `.*: 2 plans, .*; rows that were there already: 6`, "")
	said(t, invoke(t, "", []string{"export", in("plans.jsonl"), "--db", in("back.db")}), 2, "", `stagecraft: .*plans\.jsonl exists; .*--force`)
	said(t, invoke(t, "", []string{"export", in("plans.jsonl"), "--force", "--db", in("back.db")}), 0, `.*: 2 plans, .*`, "")
	if again := must(os.ReadFile(in("plans.jsonl"))); !bytes.Equal(again, plain) {
		t.Errorf("back in SQLite it is\n%s\nwas\n%s", again, plain)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestExportsAndImportsThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	planned(t, in("plans.db"), "one")
	whole := invoke(t, "", []string{"export", "-", "--db", in("plans.db")}).stdout
	var zipped bytes.Buffer
	zip := gzip.NewWriter(&zipped)
	io.WriteString(zip, whole)
	zip.Close()
	for name, text := range map[string]string{"notes.txt": "my notes\n", "cut": whole[:len(whole)-20], "cut.gz": zipped.String()[:zipped.Len()-9], "bad.gz": "\x1f\x8bxx", "whole": whole} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := must(filepath.Glob(in("*")))
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{words("export"), 2, `export takes one file.*`},
		{words("import a b"), 2, `import takes one file.*`},
		{[]string{"import", in("missing"), "--db", in("new.db")}, 2, `there is no file.*missing.*`},
		{[]string{"import", dir, "--db", in("new.db")}, 2, `.* is a folder.*`},
		{[]string{"import", in("notes.txt"), "--db", in("new.db")}, 2, `.*notes\.txt: .*first line.*no whole export.*; nothing was imported`},
		{[]string{"import", in("bad.gz"), "--db", in("new.db")}, 2, `.*bad\.gz: .*`},
		{[]string{"import", in("whole"), "--db", in("plans.db")}, 2, `.*plans\.db: .*holds plans already.*`},
		{[]string{"import", in("whole"), "--db", in("notes.txt")}, 2, `.*notes\.txt is not a Stagecraft database.*`},
		{[]string{"import", in("whole"), "--db", "mysql://ann:secret@host/db"}, 2, `.*ann:xxxxx@host.*`},
		{[]string{"import", in("whole"), "--db", "postgres://ann:secret@127.0.0.1:1/db"}, 1, `.*does not answer.*`},
		{[]string{"export", in("new"), "--db", "postgres://ann:secret@127.0.0.1:1/db"}, 1, `.*does not answer.*`},
		{[]string{"export", in("new"), "--db", in("missing.db")}, 2, `there is no database.*missing\.db.*`},
		{[]string{"export", in("new"), "--db", in("notes.txt")}, 2, `.*notes\.txt is not a Stagecraft database.*`},
		{[]string{"export", dir, "--force", "--db", in("plans.db")}, 2, `.*no regular file.*`},
		{[]string{"export", in("no/folder"), "--db", in("plans.db")}, 2, `.*folder.*`},
	} {
		got := invoke(t, "", c.args)
		said(t, got, c.status, "", "stagecraft: "+c.says)
		if strings.Contains(got.stderr, "secret") {
			t.Errorf("%q tells a password: %s", c.args, got.stderr)
		}
	}
	if after := must(filepath.Glob(in("*"))); len(after) != len(before) {
		t.Errorf("the folder holds %q", after)
	}
	for _, cut := range []string{"cut", "cut.gz"} { // known only at their end, when the database is made already
		said(t, invoke(t, "", []string{"import", in(cut), "--db", in("cut.db")}), 2, "", `stagecraft: .*cut.*: line 5: .*; nothing was imported`)
		said(t, invoke(t, "", []string{"export", in(cut + ".again"), "--db", in("cut.db")}), 0, `.*: no plans, no revisions, no links`, "")
	}
}
