// Package store keeps saved plans, their revisions, links and workspaces: in one
// SQLite file, or in a PostgreSQL database that several instances share. It knows
// inputs and bytes: a workload and a result are opaque here.
//
// A save that returned without error survives a crash of the process or the
// machine: in SQLite every commit is synced (WAL with synchronous=FULL), in
// PostgreSQL it is as durable as that server makes its commits. Tokens are kept
// as SHA-256 hashes only, so a copied database opens no link and proves no
// ownership.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"time"
)

// Store is one open database. It is safe for concurrent use.
type Store struct {
	engine *engine
	write  *sql.DB
	read   *sql.DB     // the same as write where the engine has no single writer
	path   string      // of the SQLite file
	opened os.FileInfo // of that file, when it was opened; nil for another engine
	now    func() time.Time
	random io.Reader
}

// Option changes what Open takes for granted.
type Option func(*Store)

// WithClock replaces the wall clock that dates plans and links.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// WithRandom replaces crypto/rand as the origin of ids and tokens.
func WithRandom(random io.Reader) Option { return func(s *Store) { s.random = random } }

// Open opens a database and brings its schema up to date: a PostgreSQL database
// when the address is one of postgres:// or postgresql://, else the SQLite file
// of that path, which is created (mode 0600) when there is none. ErrNotDatabase
// is returned for what belongs to another program and ErrNewerSchema for what a
// newer program wrote; both leave it as it was and say in one line what to do.
func Open(address string, options ...Option) (*Store, error) {
	s := &Store{now: time.Now, random: rand.Reader}
	for _, option := range options {
		option(s)
	}
	if IsPostgreSQL(address) {
		return s.openPostgreSQL(address)
	}
	return s.openSQLite(address)
}

// Close waits for running statements and closes the database.
func (s *Store) Close() error {
	if s.read == s.write {
		return s.write.Close()
	}
	return errors.Join(s.read.Close(), s.write.Close())
}

// Ping tells whether the store can serve: it reads through a reader and begins
// to write, so that a read-only or locked database is found before a visitor's
// save finds it.
func (s *Store) Ping(ctx context.Context) error {
	if s.opened != nil {
		if now, err := os.Stat(s.path); err != nil || !os.SameFile(now, s.opened) {
			return fmt.Errorf("%s was moved, removed or replaced while it is in use, so what is saved now is lost: stop, put it back, start again: %w", s.path, ErrUnavailable)
		}
	}
	var one int
	if err := s.reading().row(ctx, `SELECT 1`).Scan(&one); err != nil {
		return s.engine.failure("read the database", err)
	}
	return s.transact(ctx, func(q statements) error { return s.engine.canWrite(ctx, q) })
}

// attempts is how often a transaction is run that lost a race with another
// instance, and longestPause what it waits at most before each new run.
const (
	attempts     = 20
	longestPause = 200 * time.Millisecond
)

// transact runs do in one transaction and commits it. Where the engine reports
// that transactions of several instances could not be put in a row, do runs
// again: it must change nothing outside the transaction before it returns nil.
// Those that run again do so one after the other, or many of them would go on
// losing to each other.
func (s *Store) transact(ctx context.Context, do func(statements) error) error {
	pause := 2 * time.Millisecond
	for attempt := 1; ; attempt++ {
		err := s.once(ctx, func(q statements) error {
			if attempt > 1 {
				if err := s.engine.takeTurns(ctx, q); err != nil {
					return err
				}
			}
			return do(q)
		})
		if err == nil || !s.engine.lostRace(err) {
			return err
		}
		if attempt == attempts {
			return fmt.Errorf("after %d attempts: %w: %w", attempts, ErrBusy, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + mathrand.N(pause)):
		}
		pause = min(2*pause, longestPause)
	}
}

func (s *Store) once(ctx context.Context, do func(statements) error) error {
	tx, err := s.write.BeginTx(ctx, &sql.TxOptions{Isolation: s.engine.isolation})
	if err != nil {
		return s.engine.failure("begin", err)
	}
	defer tx.Rollback() // after Commit this does nothing
	if err := do(statements{tx, s.engine}); err != nil {
		return endedBy(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return endedBy(ctx, s.engine.failure("commit", err))
	}
	return nil
}

// endedBy adds why a context ended to the error of its transaction, which is taken
// back under the statements: they may say no more than that they are closed.
func endedBy(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("%w: %w", ended, err)
	}
	return err
}

// reading gives the statements of a reader.
func (s *Store) reading() statements { return statements{s.read, s.engine} }

// stamp is the current time as it is kept: whole microseconds in UTC, so that
// what a save returns equals what a later read returns.
func (s *Store) stamp() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// moment reads a time as it is kept.
func moment(micro int64) time.Time { return time.UnixMicro(micro).UTC() }

// momentOrNever reads a time that may not be set.
func momentOrNever(micro sql.NullInt64) time.Time {
	if !micro.Valid {
		return time.Time{}
	}
	return moment(micro.Int64)
}

// orNever is how a time that may not be set is kept.
func orNever(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}
