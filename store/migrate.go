package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"
)

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
		return sqliteEngine.failure("open "+path, err)
	}
	defer tx.Rollback()
	is, err := readIdentity(context.Background(), tx)
	if err != nil {
		return sqliteEngine.failure("read "+path, err)
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
func migrate(ctx context.Context, db *sql.DB, path string, now time.Time) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return sqliteEngine.failure("open "+path, err)
	}
	defer tx.Rollback()
	is, err := readIdentity(ctx, tx)
	if err != nil {
		return sqliteEngine.failure("read "+path, err)
	}
	if err := is.refusal(path); err != nil {
		return err
	}
	if is.version == len(migrations) {
		return nil
	}
	if is.version > 0 {
		if err := copyBefore(ctx, path, is.version, now); err != nil {
			return err
		}
	}
	for number, statements := range migrations[is.version:] {
		if _, err := tx.ExecContext(ctx, statements); err != nil {
			return sqliteEngine.failure(fmt.Sprintf("migrate %s to schema %d", path, is.version+number+1), err)
		}
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations))
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return sqliteEngine.failure("mark "+path, err)
	}
	if err := tx.Commit(); err != nil {
		return sqliteEngine.failure("migrate "+path, err)
	}
	return nil
}

// copyBefore keeps the file as it is before its schema changes, beside it. The
// caller holds the write lock, so nothing is written meanwhile. A copy counts
// only under its final name: what a kill left behind is named otherwise.
func copyBefore(ctx context.Context, path string, version int, now time.Time) error {
	kept := fmt.Sprintf("%s.schema-%d-%s", path, version, now.UTC().Format("20060102T150405.000Z"))
	if err := copyFile(ctx, path, kept); err != nil {
		return fmt.Errorf("copy %s before its schema changes, as %s: make room or let this user write there: %w", path, kept, err)
	}
	return nil
}
