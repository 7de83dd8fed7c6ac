package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
)

// applicationID marks our files in the SQLite header: "Stgc" in ASCII.
const applicationID = 0x53746763

// migrations bring a file from version i to i+1. They are only ever added to:
// a released one is never edited, because files that ran it are out there.
var migrations = []string{
	`CREATE TABLE plans (
		id          TEXT PRIMARY KEY,
		owner_hash  BLOB CHECK (owner_hash IS NULL OR length(owner_hash) = 32),
		revision    INTEGER NOT NULL CHECK (revision >= 1),
		created_at  INTEGER NOT NULL,
		updated_at  INTEGER NOT NULL,
		deleted_at  INTEGER
	) STRICT;
	CREATE INDEX plans_by_owner ON plans (owner_hash, updated_at) WHERE owner_hash IS NOT NULL;
	CREATE INDEX plans_deleted ON plans (deleted_at) WHERE deleted_at IS NOT NULL;

	CREATE TABLE revisions (
		plan_id     TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
		number      INTEGER NOT NULL CHECK (number >= 1),
		name        TEXT NOT NULL,
		workload    TEXT NOT NULL,
		book        TEXT NOT NULL,
		engine      TEXT NOT NULL,
		result      BLOB NOT NULL, -- gzip
		created_at  INTEGER NOT NULL,
		PRIMARY KEY (plan_id, number)
	) STRICT;

	CREATE TABLE links (
		id          TEXT PRIMARY KEY,
		token_hash  BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
		plan_id     TEXT NOT NULL,
		revision    INTEGER NOT NULL,
		created_at  INTEGER NOT NULL,
		revoked_at  INTEGER,
		FOREIGN KEY (plan_id, revision) REFERENCES revisions (plan_id, number) ON DELETE CASCADE
	) STRICT;
	CREATE INDEX links_by_plan ON links (plan_id, revision);`,

	// A link that follows shows the newest revision; links made before do not.
	`ALTER TABLE links ADD COLUMN follows INTEGER NOT NULL DEFAULT 0 CHECK (follows IN (0, 1));`,
}

// identity is what tells our file, a new file and somebody else's apart.
type identity struct {
	application, version, objects int
}

func readIdentity(ctx context.Context, tx *sql.Tx) (identity, error) {
	var is identity
	for query, into := range map[string]*int{
		"PRAGMA application_id":              &is.application,
		"PRAGMA user_version":                &is.version,
		"SELECT count(*) FROM sqlite_schema": &is.objects,
	} {
		if err := tx.QueryRowContext(ctx, query).Scan(into); err != nil {
			return identity{}, err
		}
	}
	return is, nil
}

// refusal is nil for a file of ours that this program knows, and for an empty
// database, which becomes ours.
func (is identity) refusal(path string) error {
	empty := is.application == 0 && is.version == 0 && is.objects == 0
	switch {
	case is.application != applicationID && !empty:
		return fmt.Errorf("%s %w but one of another program: name another file", path, ErrNotDatabase)
	case is.version > len(migrations):
		return fmt.Errorf("%s %w (schema %d; this program knows up to %d): start that version, or name another file",
			path, ErrNewerSchema, is.version, len(migrations))
	}
	return nil
}

// probe looks at an existing file through a read-only connection, before the
// writer's pragmas could change its header.
func probe(path string) error {
	magic := []byte("SQLite format 3\x00")
	head := make([]byte, len(magic))
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("cannot read the database file: let this user read and write it: %w", err)
	}
	n, _ := file.Read(head) // a short read shows as a wrong head
	file.Close()
	if !bytes.Equal(head[:n], magic) {
		return fmt.Errorf("%s %w: name another file", path, ErrNotDatabase)
	}
	db, err := sql.Open("sqlite3", fileURI(path)+"?"+looking(path).Encode())
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		return failure("open "+path, err)
	}
	defer tx.Rollback()
	is, err := readIdentity(context.Background(), tx)
	if err != nil {
		return failure("read "+path, err)
	}
	return is.refusal(path)
}

// looking opens without leaving a trace. Without a write-ahead log nobody is
// writing and "immutable" keeps SQLite from making a -shm and a -wal file
// beside a file that is not ours; with one, the log must be read too.
func looking(path string) url.Values {
	how := url.Values{"mode": {"ro"}, "_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())}}
	if _, err := os.Stat(path + "-wal"); errors.Is(err, os.ErrNotExist) {
		how.Set("immutable", "1")
	}
	return how
}

// migrate runs the missing migrations in one transaction: a file is at one
// version or the next, never between. The identity is read again under the
// write lock, for another instance may have been first.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return failure("open "+path, err)
	}
	defer tx.Rollback()
	is, err := readIdentity(ctx, tx)
	if err != nil {
		return failure("read "+path, err)
	}
	if err := is.refusal(path); err != nil {
		return err
	}
	if is.version == len(migrations) {
		return nil
	}
	for number, statements := range migrations[is.version:] {
		if _, err := tx.ExecContext(ctx, statements); err != nil {
			return failure(fmt.Sprintf("migrate %s to schema %d", path, is.version+number+1), err)
		}
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations))
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return failure("mark "+path, err)
	}
	if err := tx.Commit(); err != nil {
		return failure("migrate "+path, err)
	}
	return nil
}
