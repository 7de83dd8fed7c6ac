package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Counts is how much a database holds.
type Counts struct {
	Plans, Revisions, Links, Workspaces, Members int
}

// String says it as people do: “2 plans, 1 revision, no links”; workspaces only
// where there are any.
func (c Counts) String() string {
	parts := []string{counted(c.Plans, "plan"), counted(c.Revisions, "revision"), counted(c.Links, "link")}
	if c.Workspaces > 0 {
		parts = append(parts, counted(c.Workspaces, "workspace"), counted(c.Members, "member"))
	}
	return strings.Join(parts, ", ")
}

func counted(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// verify reads a whole file, that nobody else has open, and follows its
// references; it must be ours, and have what a file of its schema has. Errors call
// it by a name: what is wrong with a copy is wrong with the original.
func verify(ctx context.Context, path, name string) (Counts, error) {
	is, err := probe(path)
	if err != nil {
		return Counts{}, err
	}
	if is.application != applicationID { // an empty file may become ours, but is nothing to keep
		return Counts{}, fmt.Errorf("%s %w: name another file", name, ErrNotDatabase)
	}
	db, err := sql.Open("sqlite3", fileURI(path)+"?mode=ro&immutable=1")
	if err != nil {
		return Counts{}, err
	}
	defer db.Close()
	damaged := func(how string) error { return fmt.Errorf("%s: %w: %s", name, ErrDamaged, how) }
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return Counts{}, sqliteEngine.failure("check "+name, err)
	}
	if said != "ok" {
		return Counts{}, damaged(strings.ReplaceAll(said, "\n", " "))
	}
	var broken int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return Counts{}, sqliteEngine.failure("check "+name, err)
	}
	if broken > 0 {
		return Counts{}, damaged(fmt.Sprintf("%d rows refer to others that are gone", broken))
	}
	return countIn(ctx, db, name, is.version)
}

// countIn counts the rows of a file of a schema.
func countIn(ctx context.Context, db *sql.DB, name string, version int) (Counts, error) {
	var c Counts
	for _, table := range []struct {
		name  string
		since int
		count *int
	}{{"plans", 1, &c.Plans}, {"revisions", 1, &c.Revisions}, {"links", 1, &c.Links}, {"workspaces", 3, &c.Workspaces}, {"members", 3, &c.Members}} {
		if table.since > version {
			continue
		}
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+table.name).Scan(table.count); err != nil {
			return Counts{}, sqliteEngine.failure("check "+name, err)
		}
	}
	return c, nil
}
