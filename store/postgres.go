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

// openTime is how long Open waits for the database server.
const openTime = 15 * time.Second

// postgresEngine is a database that several instances write to. Its transactions
// are serializable, so that what was read still holds when it is committed; one
// that cannot be put in a row with the others is run again.
var postgresEngine = &engine{
	name:      "PostgreSQL",
	numbered:  true,
	isolation: sql.LevelSerializable,
	meaning:   meaningOfPostgres,
	lostRace:  lostRaceInPostgres,
	canWrite: func(q statements) error {
		var readOnly string
		if err := q.row(context.Background(), `SHOW transaction_read_only`).Scan(&readOnly); err != nil {
			return q.engine.failure("write to the database", err)
		}
		if readOnly == "on" {
			return fmt.Errorf("write to the database: %w", ErrReadOnly)
		}
		return nil
	},
}

func (s *Store) openPostgreSQL(address string) (*Store, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, errors.New("the address of the PostgreSQL database cannot be read; accepted: postgres://user:password@host:5432/database") // the driver's own words may quote the password
	}
	s.engine = postgresEngine
	s.write = stdlib.OpenDB(*config)
	s.write.SetMaxOpenConns(connections)
	s.write.SetMaxIdleConns(connections)
	s.write.SetConnMaxLifetime(time.Hour) // so that a new server behind the same name gets its share
	s.read = s.write
	where := fmt.Sprintf("the PostgreSQL database %s at %s", config.Database, config.Host)
	ctx, cancel := context.WithTimeout(context.Background(), openTime)
	defer cancel()
	if err := s.migratePostgreSQL(ctx, where); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	return s, nil
}

// SQLSTATE classes and codes of what a caller can react to.
const (
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
	stateReadOnly      = "25006"
	stateDiskFull      = "53100"
	stateUndefined     = "42P01"
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
	case state == stateDiskFull:
		return ErrFull
	case state == stateReadOnly:
		return ErrReadOnly
	case strings.HasPrefix(state, classResources):
		return ErrBusy
	case strings.HasPrefix(state, classConnection), strings.HasPrefix(state, classShutdown), errors.As(err, &connect):
		return ErrUnavailable
	case state == "" && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) && pgconn.SafeToRetry(err):
		return ErrUnavailable
	}
	return nil
}

// inPostgreSQL writes a migration with the names PostgreSQL has for the types.
var inPostgreSQL = strings.NewReplacer(") STRICT;", ");", " BLOB", " BYTEA", " INTEGER", " BIGINT")

// migratePostgreSQL runs the missing migrations in one transaction, as migrate
// does. Instances that start together take turns at the row of the version.
func (s *Store) migratePostgreSQL(ctx context.Context, where string) error {
	err := s.transact(ctx, func(q statements) error {
		_, err := q.exec(ctx, "open "+where, `CREATE TABLE IF NOT EXISTS stagecraft_schema (one BIGINT PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL)`)
		if err != nil {
			return err
		}
		_, err = q.exec(ctx, "open "+where, `INSERT INTO stagecraft_schema (one, version) VALUES (1, 0) ON CONFLICT (one) DO NOTHING`)
		return err
	})
	if err != nil && !racedCreating(err) {
		return err
	}
	return s.transact(ctx, func(q statements) error {
		var version int
		if err := q.row(ctx, `SELECT version FROM stagecraft_schema WHERE one = 1 FOR UPDATE`).Scan(&version); err != nil {
			return q.engine.failure("open "+where, err)
		}
		if version > len(migrations) {
			return fmt.Errorf("%s %w (schema %d; this program knows up to %d): start that version, or name another database",
				where, ErrNewerSchema, version, len(migrations))
		}
		if version == len(migrations) {
			return nil
		}
		for number, statements := range migrations[version:] {
			if _, err := q.exec(ctx, fmt.Sprintf("migrate %s to schema %d", where, version+number+1), inPostgreSQL.Replace(statements)); err != nil {
				if version == 0 && isDuplicate(err) {
					return fmt.Errorf("%s %w: it has tables of the same names; name an empty database, or a schema of its own with ?search_path=", where, ErrNotDatabase)
				}
				return err
			}
		}
		_, err := q.exec(ctx, "mark "+where, `UPDATE stagecraft_schema SET version = ? WHERE one = 1`, len(migrations))
		return err
	})
}

// racedCreating tells that another instance made the same table at that moment:
// "if not exists" of PostgreSQL is not atomic.
func racedCreating(err error) bool {
	state := stateOf(err)
	return state == "23505" || isDuplicate(err)
}

func isDuplicate(err error) bool {
	state := stateOf(err)
	return state == "42P07" || state == "42710"
}
