package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// IsPostgreSQL tells the address of a PostgreSQL database from the path of a file.
func IsPostgreSQL(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// connections is how many one instance opens at most: a server takes 100 unless
// told otherwise, and several instances share it.
const connections = 10

// idleTime is how long a connection may lie unused before it is tried, so that
// nobody is told of those that a server cut when it was started anew.
const idleTime = 100 * time.Millisecond

// openTime is how long Open waits for the database server.
const openTime = 15 * time.Second

// postgresEngine is a database that several instances write to. Its transactions
// are serializable, so that what was read still holds when it is committed; one
// that cannot be put in a row with the others is run again.
var postgresEngine = &engine{
	name:      "PostgreSQL",
	numbered:  true,
	dialect:   strings.NewReplacer(") STRICT;", ");", " BLOB", " BYTEA", " INTEGER", " BIGINT"),
	isolation: sql.LevelSerializable,
	meaning:   meaningOfPostgres,
	lostRace:  lostRaceInPostgres,
	// A lock of a table is taken before the transaction looks at anything, so that
	// it sees what those before it did; an advisory lock would come too late.
	takeTurns: func(ctx context.Context, q statements) error {
		_, err := q.exec(ctx, "wait for a turn", `LOCK TABLE stagecraft_schema IN SHARE ROW EXCLUSIVE MODE`)
		return err
	},
	canWrite: func(ctx context.Context, q statements) error {
		var readOnly string
		if err := q.row(ctx, `SHOW transaction_read_only`).Scan(&readOnly); err != nil {
			return q.engine.failure("write to the database", err)
		}
		if readOnly == "on" {
			return fmt.Errorf("write to the database: %w", ErrReadOnly)
		}
		return nil
	},
	oneMoment: func(ctx context.Context, db *sql.DB) (runner, func(), error) {
		tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
		if err != nil {
			return nil, nil, err
		}
		return tx, func() { tx.Rollback() }, nil
	},
	keepOut: func(ctx context.Context, q statements) error {
		_, err := q.exec(ctx, "keep others from writing", `LOCK TABLE workspaces, members, plans, revisions, links, grants, activity IN SHARE ROW EXCLUSIVE MODE`)
		return err
	},
	rejected: func(err error) bool { return strings.HasPrefix(stateOf(err), classConstraint) },
}

func (s *Store) openPostgreSQL(address string) (*Store, error) {
	where, err := s.connect(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), openTime)
	defer cancel()
	if err := s.migratePostgreSQL(ctx, where); err != nil {
		return nil, oneLine{errors.Join(err, s.write.Close())}
	}
	return s, nil
}

// connect makes the pool of connections; where names the database in errors.
func (s *Store) connect(address string) (where string, err error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return "", errors.New("the address of the PostgreSQL database cannot be read; accepted: postgres://user:password@host:5432/database") // the driver's own words may quote the password
	}
	s.engine = postgresEngine
	s.write = stdlib.OpenDB(*config, stdlib.OptionShouldPing(func(_ context.Context, is stdlib.ShouldPingParams) bool {
		return is.IdleDuration > idleTime
	}))
	s.write.SetMaxOpenConns(connections)
	s.write.SetMaxIdleConns(connections)
	s.write.SetConnMaxLifetime(time.Hour) // so that a new server behind the same name gets its share
	s.read = s.write
	return fmt.Sprintf("the PostgreSQL database %s at %s", config.Database, config.Host), nil
}

// SQLSTATE classes and codes of what a caller can react to.
const (
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
	stateReadOnly      = "25006"
	stateDiskFull      = "53100"
	stateNoColumn      = "42703"
	stateUndefined     = "42P01" // a table that is not there
	stateNotText       = "22021" // no UTF-8, or a zero byte
	classConstraint    = "23"
	classResources     = "53" // too many connections, out of memory
	classConnection    = "08"
	classShutdown      = "57P"
)

func stateOf(err error) string {
	var of *pgconn.PgError
	if errors.As(err, &of) {
		return of.Code
	}
	return ""
}

func lostRaceInPostgres(err error) bool {
	state := stateOf(err)
	return state == stateSerialization || state == stateDeadlock
}

func meaningOfPostgres(err error) error {
	var connect *pgconn.ConnectError
	state := stateOf(err)
	switch {
	case errors.Is(err, context.Canceled):
		return nil // also while connecting: whoever asked has gone, the server has not
	case state == stateDiskFull:
		return ErrFull
	case state == stateReadOnly:
		return ErrReadOnly
	case state == stateNotText:
		return ErrNotFound // what is to be kept was checked before, so it was looked for and cannot be there
	case strings.HasPrefix(state, classResources):
		return ErrBusy
	case strings.HasPrefix(state, classConnection), strings.HasPrefix(state, classShutdown), errors.As(err, &connect):
		return ErrUnavailable
	case state == "" && !errors.Is(err, context.DeadlineExceeded) && pgconn.SafeToRetry(err):
		return ErrUnavailable
	}
	return nil
}

// migratePostgreSQL runs the missing migrations in one transaction, as migrate
// does: what is refused stays as it was. Instances that start together take turns,
// and each statement sees what those before did, so none of them loses a race. A
// database that is up to date is not written to: it may be a copy that is read only.
func (s *Store) migratePostgreSQL(ctx context.Context, where string) error {
	tx, err := s.write.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return s.engine.failure("open "+where, err)
	}
	defer tx.Rollback() // after Commit this does nothing
	q := statements{tx, s.engine}
	if _, err := q.exec(ctx, "open "+where, `SELECT pg_advisory_xact_lock(?)`, applicationID); err != nil {
		return err
	}
	version, err := schemaInPostgres(ctx, q, where)
	switch {
	case err != nil:
		return err
	case version > len(migrations):
		return fmt.Errorf("%s %w (schema %d; this program knows up to %d): start that version, or name another database",
			where, ErrNewerSchema, version, len(migrations))
	case version == len(migrations):
		return nil
	}
	if err := runMigrations(ctx, q, where, version); err != nil {
		if version == 0 && isDuplicate(err) {
			return fmt.Errorf("%s %w: it has tables of the same names; name an empty database, or a schema of its own with ?search_path=", where, ErrNotDatabase)
		}
		return err
	}
	if _, err := q.exec(ctx, "mark "+where, `UPDATE stagecraft_schema SET version = ? WHERE one = 1`, len(migrations)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.engine.failure("migrate "+where, err)
	}
	return nil
}

// schemaInPostgres reads the version of the schema, and begins with it where there
// is none. It looks in the one place where tables would be made.
func schemaInPostgres(ctx context.Context, q statements, where string) (int, error) {
	var there bool
	if err := q.row(ctx, `SELECT to_regclass(quote_ident(current_schema()) || '.stagecraft_schema') IS NOT NULL`).Scan(&there); err != nil {
		return 0, q.engine.failure("open "+where, err)
	}
	if !there {
		_, err := q.exec(ctx, "open "+where, `CREATE TABLE stagecraft_schema (one BIGINT PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL); INSERT INTO stagecraft_schema VALUES (1, 0)`)
		return 0, err
	}
	var version int
	err := q.row(ctx, `SELECT version FROM stagecraft_schema WHERE one = 1`).Scan(&version)
	if errors.Is(err, sql.ErrNoRows) || stateOf(err) == stateNoColumn {
		return 0, fmt.Errorf("%s %w: it has a table of that name, but not ours; name another database", where, ErrNotDatabase)
	}
	if err != nil {
		return 0, q.engine.failure("open "+where, err)
	}
	return version, nil
}

// isDuplicate tells that a table, an index or a type of the name is there already.
func isDuplicate(err error) bool {
	state := stateOf(err)
	return state == "42P07" || state == "42710"
}
