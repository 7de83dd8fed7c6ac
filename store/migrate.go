package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// header is what tells our file, a new file and somebody else's apart.
type header struct {
	application, version, objects int
}

func readHeader(ctx context.Context, tx *sql.Tx) (header, error) {
	var is header
	for query, into := range map[string]*int{
		"PRAGMA application_id":              &is.application,
		"PRAGMA user_version":                &is.version,
		"SELECT count(*) FROM sqlite_schema": &is.objects,
	} {
		if err := tx.QueryRowContext(ctx, query).Scan(into); err != nil {
			return header{}, err
		}
	}
	return is, nil
}

// refusal is nil for a file of ours that this program knows, and for an empty
// database, which becomes ours.
func (is header) refusal(path string) error {
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

// probe reads the header of an existing file through a read-only connection, before
// the writer's pragmas could change it, and refuses what is not ours.
func probe(path string) (header, error) {
	magic := []byte("SQLite format 3\x00")
	head := make([]byte, len(magic))
	file, err := os.Open(path)
	if err != nil {
		return header{}, fmt.Errorf("cannot read the database file: let this user read and write it: %w", err)
	}
	n, _ := file.Read(head) // a short read shows as a wrong head
	file.Close()
	if !bytes.Equal(head[:n], magic) {
		return header{}, fmt.Errorf("%s %w: name another file", path, ErrNotDatabase)
	}
	db, err := sql.Open("sqlite3", fileURI(path)+"?"+looking(path).Encode())
	if err != nil {
		return header{}, fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		return header{}, sqliteEngine.failure("open "+path, err)
	}
	defer tx.Rollback()
	is, err := readHeader(context.Background(), tx)
	if err != nil {
		return header{}, sqliteEngine.failure("read "+path, err)
	}
	return is, is.refusal(path)
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
		return openFailure(path, err)
	}
	defer tx.Rollback()
	is, err := readHeader(ctx, tx)
	if err != nil {
		return sqliteEngine.failure("read "+path, err)
	}
	if err := is.refusal(path); err != nil {
		return err
	}
	if is.version == len(migrations) {
		return nil
	}
	kept := ""
	if is.version > 0 {
		if kept, err = copyBefore(ctx, path, is.version, now); err != nil {
			return err
		}
	}
	q := statements{tx, sqliteEngine}
	if err = runMigrations(ctx, q, path, is.version); err == nil {
		_, err = q.exec(ctx, "mark "+path, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations)))
	}
	if err == nil {
		if err = tx.Commit(); err != nil {
			err = sqliteEngine.failure("migrate "+path, err)
		}
	}
	if err != nil {
		if kept != "" { // it is no more than the file itself, and every new start would add one
			err = errors.Join(err, ignoreMissing(os.Remove(kept)))
		}
		return err
	}
	return nil
}

// openFailure says what to do about a file that the first write of a start fails on.
func openFailure(path string, err error) error {
	err = sqliteEngine.failure("open "+path, err)
	var of sqlite3.Error
	if errors.Is(err, ErrReadOnly) || errors.As(err, &of) && of.Code == sqlite3.ErrCantOpen {
		return fmt.Errorf("%w; let this user write the file and its folder, where its log lies", err)
	}
	return err
}

// runMigrations runs those after a version, inside a transaction.
func runMigrations(ctx context.Context, q statements, where string, from int) error {
	for version := from + 1; version <= len(migrations); version++ {
		script := migrations[version-1]
		if q.engine.dialect != nil {
			script = q.engine.dialect.Replace(script)
		}
		doing := fmt.Sprintf("migrate %s to schema %d", where, version)
		if _, err := q.exec(ctx, doing, script); err != nil {
			return err
		}
		if finish := finishMigration[version]; finish != nil {
			if err := finish(ctx, q, doing); err != nil {
				return err
			}
		}
	}
	return nil
}

// finishMigration is what Go does after the script of a version.
var finishMigration = map[int]func(ctx context.Context, q statements, doing string) error{3: refold}

// refold makes anew what searches look through: lower() of SQLite knows ASCII alone.
func refold(ctx context.Context, q statements, doing string) error {
	type plan struct{ id, name string }
	const atOnce = 500
	for last := ""; ; {
		plans, err := all(ctx, q, doing, func(rows *sql.Rows) (plan, error) {
			var p plan
			return p, rows.Scan(&p.id, &p.name)
		}, `SELECT id, name FROM plans WHERE id > ? ORDER BY id LIMIT ?`, last, atOnce)
		if err != nil || len(plans) == 0 {
			return err
		}
		for _, p := range plans {
			if _, err := q.exec(ctx, doing, `UPDATE plans SET folded = ? WHERE id = ?`, folded(p.name, nil), p.id); err != nil {
				return err
			}
			last = p.id
		}
	}
}

// copyBefore keeps the file as it is before its schema changes, beside it. The
// caller holds the write lock, so nothing is written meanwhile. A copy counts
// only under its final name: what a kill left behind is named otherwise.
func copyBefore(ctx context.Context, path string, version int, now time.Time) (kept string, err error) {
	if err := forgetParts(path); err != nil {
		return "", err
	}
	kept = fmt.Sprintf("%s.schema-%d-%s", path, version, stampOfFile(now))
	if _, err := copyFile(ctx, path, kept, false); err != nil {
		return "", fmt.Errorf("%s needs a copy, as %s, before its schema changes: make room or let this user write there: %w", path, kept, err)
	}
	return kept, nil
}

// forgetParts removes the copies that killed starts left unfinished. The caller
// holds the write lock, so nobody is at work on one.
func forgetParts(path string) error {
	parts, err := filepath.Glob(escapeGlob(path) + ".schema-*.*.part")
	for _, part := range parts {
		err = errors.Join(err, removePart(part))
	}
	return err
}

// escapeGlob takes the meaning from the signs of a pattern of file names.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// stampOfFile dates the name of a file.
func stampOfFile(now time.Time) string { return now.UTC().Format("20060102T150405.000Z") }
