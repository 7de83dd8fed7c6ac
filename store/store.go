// Package store keeps saved plans, their revisions and their share links in
// one SQLite file. It knows inputs and bytes: a workload and a result are
// opaque here.
//
// A save that returned without error survives a crash of the process or the
// machine: every commit is synced (WAL with synchronous=FULL). Tokens are kept
// as SHA-256 hashes only, so a copied file opens no link and proves no
// ownership.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// readers is how many reads run side by side. Reads never wait for the writer
// in WAL mode; four keep two cores busy while one read waits for the disk.
const readers = 4

// busyTimeout is how long a statement waits for another process that holds the
// write lock of the same file.
const busyTimeout = 5 * time.Second

// Store is one open database file. It is safe for concurrent use.
type Store struct {
	write  *sql.DB // one connection: SQLite has one writer, so we queue here and not in its busy handler
	read   *sql.DB
	now    func() time.Time
	random io.Reader
}

// Option changes what Open takes for granted.
type Option func(*Store)

// WithClock replaces the wall clock that dates plans and links.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// WithRandom replaces crypto/rand as the origin of ids and tokens.
func WithRandom(random io.Reader) Option { return func(s *Store) { s.random = random } }

// Open opens the database file, creates it (mode 0600) when there is none, and
// brings its schema up to date. It returns ErrNotDatabase for a file that is
// something else and ErrNewerSchema for one that a newer program wrote; both
// leave the file as it was and say in one line what to do.
func Open(path string, options ...Option) (*Store, error) {
	s := &Store{now: time.Now, random: rand.Reader}
	for _, option := range options {
		option(s)
	}
	if err := prepareFile(path); err != nil {
		return nil, err
	}
	var err error
	if s.write, err = sql.Open("sqlite3", dsn(path, nil)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(context.Background(), s.write, path); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	if s.read, err = sql.Open("sqlite3", dsn(path, url.Values{"_query_only": {"on"}})); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.write.Close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	return s, nil
}

// Close waits for running statements and closes the file.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

// Ping tells whether the store can serve: it reads through a reader and takes
// the write lock for a moment, so that a read-only or locked file is found
// before a visitor's save finds it.
func (s *Store) Ping(ctx context.Context) error {
	var version int
	if err := s.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return failure("read the database", err)
	}
	return s.transact(ctx, func(*sql.Tx) error { return nil })
}

// transact runs do in one immediate transaction and commits it.
func (s *Store) transact(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return failure("begin", err)
	}
	defer tx.Rollback() // after Commit this does nothing
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return failure("commit", err)
	}
	return nil
}

// stamp is the current time as it is kept: whole microseconds in UTC, so that
// what a save returns equals what a later read returns.
func (s *Store) stamp() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// dsn names the file with its pragmas. They belong here: a pragma sent by Exec
// would reach one connection of the pool only.
func dsn(path string, extra url.Values) string {
	pragmas := url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"}, // the driver's default, NORMAL, does not sync a commit in WAL mode
		"_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"}, // a deferred read-then-write fails when another writes in between
	}
	for key, value := range extra {
		pragmas[key] = value
	}
	return fileURI(path) + "?" + pragmas.Encode()
}

// fileURI escapes the path, so that a question mark or a percent sign in it is
// part of the name.
func fileURI(path string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
}

// prepareFile refuses what is not ours before any connection could write to
// it, and creates a missing file readable by its owner alone.
func prepareFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return fmt.Errorf("cannot create the database file %s: make its folder first, writable by this user: %w", path, err)
		}
		return file.Close()
	case err != nil:
		return fmt.Errorf("cannot look at the database file %s: %w", path, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s %w: name a file, not a folder or a device", path, ErrNotDatabase)
	case info.Size() == 0:
		return nil
	}
	return probe(path)
}
