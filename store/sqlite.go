package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// readers is how many reads run side by side. Reads never wait for the writer
// in WAL mode; four keep two cores busy while one read waits for the disk.
const readers = 4

// busyTimeout is how long a statement waits for another process that holds the
// write lock of the same file.
const busyTimeout = 5 * time.Second

// sqliteEngine is one file. It has one writer, so we queue in the pool of one
// connection and not in its busy handler, and no transaction loses a race.
var sqliteEngine = &engine{
	name:     "SQLite",
	meaning:  meaningOfSQLite,
	lostRace: func(error) bool { return false },
	canWrite: func(statements) error { return nil }, // an immediate transaction has begun by then
}

func (s *Store) openSQLite(path string) (*Store, error) {
	s.engine = sqliteEngine
	if err := prepareFile(path); err != nil {
		return nil, err
	}
	var err error
	if s.write, err = sql.Open("sqlite3", dsn(path, nil)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(context.Background(), s.write, path, s.now()); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	if s.read, err = sql.Open("sqlite3", dsn(path, url.Values{"_query_only": {"on"}})); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.write.Close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	return s, nil
}

func meaningOfSQLite(err error) error {
	var of sqlite3.Error
	if !errors.As(err, &of) {
		return nil
	}
	switch {
	case of.Code == sqlite3.ErrFull, of.SystemErrno == syscall.ENOSPC, of.SystemErrno == syscall.EDQUOT:
		return ErrFull
	case of.Code == sqlite3.ErrBusy, of.Code == sqlite3.ErrLocked:
		return ErrBusy
	case of.Code == sqlite3.ErrReadonly:
		return ErrReadOnly
	case of.Code == sqlite3.ErrNotADB:
		return ErrNotDatabase
	}
	return nil
}

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
