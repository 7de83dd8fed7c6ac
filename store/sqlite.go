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

// checkpointPages is how long the log grows, in pages of 4 KiB, before a save moves
// it into the file: of a large file those pages lie far apart, and that save takes
// several times as long as others. With SQLite's own 1,000 it is one save in 70.
const checkpointPages = 4000

// sqliteDriver is SQLite with the one pragma that has no place in an address.
const sqliteDriver = "sqlite3 of plans"

func init() {
	sql.Register(sqliteDriver, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(fmt.Sprint("PRAGMA wal_autocheckpoint = ", checkpointPages), nil)
		return err
	}})
}

// sqliteEngine is one file. It has one writer, so we queue in the pool of one
// connection and not in its busy handler, and no transaction loses a race.
var sqliteEngine = &engine{
	name:      "SQLite",
	meaning:   meaningOfSQLite,
	lostRace:  func(error) bool { return false },
	takeTurns: func(context.Context, statements) error { return nil }, // it never runs again
	canWrite:  func(context.Context, statements) error { return nil }, // an immediate transaction has begun by then
	keepOut:   func(context.Context, statements) error { return nil }, // so it has
	oneMoment: func(ctx context.Context, db *sql.DB) (runner, func(), error) {
		conn, err := db.Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED"); err != nil { // BeginTx would keep writers out
			return nil, nil, errors.Join(err, conn.Close())
		}
		return conn, func() {
			conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			conn.Close()
		}, nil
	},
	rejected: func(err error) bool {
		var of sqlite3.Error
		return errors.As(err, &of) && of.Code == sqlite3.ErrConstraint
	},
}

func (s *Store) openSQLite(path string) (*Store, error) {
	s.engine = sqliteEngine
	path, err := prepareFile(path)
	if err != nil {
		return nil, err
	}
	if s.write, err = sql.Open(sqliteDriver, dsn(path, nil)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(context.Background(), s.write, path, s.now()); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	if s.opened, err = os.Stat(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.write.Close())
	}
	s.path = path
	if s.read, err = sql.Open(sqliteDriver, dsn(path, url.Values{"_query_only": {"on"}})); err != nil {
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
	case of.Code == sqlite3.ErrCorrupt:
		return ErrDamaged
	case of.Code == sqlite3.ErrNotADB:
		return ErrNotDatabase
	}
	return nil
}

// dsn names the file with its pragmas. They belong here: a pragma sent by Exec
// would reach one connection of the pool only.
func dsn(path string, extra url.Values) string {
	pragmas := url.Values{
		"mode":          {"rw"}, // a file that vanished under us is missed, not made anew and empty
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
// it, and creates a missing file readable by its owner alone. It gives the path
// of the file itself: its log lies there, not beside a symbolic link.
func prepareFile(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return "", fmt.Errorf("cannot create the database file %s: make its folder first, writable by this user: %w", path, err)
		}
		if err := file.Close(); err != nil {
			return "", fmt.Errorf("cannot create the database file %s: %w", path, err)
		}
	case err != nil:
		return "", fmt.Errorf("cannot look at the database file %s: %w", path, err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s %w: name a file, not a folder or a device", path, ErrNotDatabase)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("cannot look at the database file %s: %w", path, err)
	}
	if info == nil || info.Size() == 0 {
		return real, nil
	}
	_, err = probe(real)
	return real, err
}
