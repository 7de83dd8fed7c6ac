package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// engine is what differs between the databases; everything else is one SQL.
type engine struct {
	name      string
	numbered  bool                                    // parameters are $1, $2, … and not ?
	dialect   *strings.Replacer                       // of migrations; nil: as they are written
	isolation sql.IsolationLevel                      // of a transaction that writes
	meaning   func(error) error                       // one of our errors, or nil
	lostRace  func(error) bool                        // the transaction may be run again
	rejected  func(error) bool                        // a row broke a rule of the schema
	canWrite  func(context.Context, statements) error // fails where nothing can be written
	takeTurns func(context.Context, statements) error // waits, in a transaction that has just begun, for others that do
	// keepOut lets nobody else write, in a transaction that has just begun.
	keepOut func(context.Context, statements) error
	// oneMoment reads everything as it is at one moment, until end.
	oneMoment func(context.Context, *sql.DB) (on runner, end func(), err error)
}

// failure wraps an error of the driver with what was being done, and with the
// one of our errors that it means. Our own errors and those of the context
// pass through unchanged underneath.
func (e *engine) failure(doing string, err error) error {
	if meaning := e.meaning(err); meaning != nil {
		return fmt.Errorf("%s: %w: %w", doing, meaning, oneLine{err})
	}
	return fmt.Errorf("%s: %w", doing, oneLine{err})
}

// oneLine is an error that says in one line what a driver says in several.
type oneLine struct{ error }

func (o oneLine) Error() string { return strings.Join(strings.Fields(o.error.Error()), " ") }
func (o oneLine) Unwrap() error { return o.error }

// sameInPostgres are the names there of a function and of the order of the bytes.
var sameInPostgres = strings.NewReplacer("instr(", "strpos(", " COLLATE BINARY", ` COLLATE "C"`)

// bind writes a query of ours as the engine wants it, which is SQLite's way unless
// it numbers parameters. No query of ours has a question mark in a text.
func (e *engine) bind(query string) string {
	if !e.numbered {
		return query
	}
	query = sameInPostgres.Replace(query)
	var out strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			out.WriteString("$" + strconv.Itoa(n))
		}
		out.WriteString(part)
		n++
	}
	return out.String()
}

// runner is a transaction or a pool of connections.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// statements runs our SQL on one engine.
type statements struct {
	on     runner
	engine *engine
}

// exec runs a statement and gives how many rows it changed. doing is for the
// error: "save the plan".
func (q statements) exec(ctx context.Context, doing, query string, args ...any) (int64, error) {
	result, err := q.on.ExecContext(ctx, q.engine.bind(query), args...)
	if err != nil {
		return 0, q.engine.failure(doing, err)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return 0, q.engine.failure(doing, err)
	}
	return changed, nil
}

// execOne is exec of a statement that must change a row: none is ErrNotFound.
func (q statements) execOne(ctx context.Context, doing, query string, args ...any) error {
	changed, err := q.exec(ctx, doing, query, args...)
	if err == nil && changed == 0 {
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return err
}

func (q statements) row(ctx context.Context, query string, args ...any) *sql.Row {
	return q.on.QueryRowContext(ctx, q.engine.bind(query), args...)
}

// found turns the error of a row into ours.
func (q statements) found(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return q.engine.failure(doing, err)
}

// all reads every row of a query.
func all[T any](ctx context.Context, q statements, doing string, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.on.QueryContext(ctx, q.engine.bind(query), args...)
	if err != nil {
		return nil, q.engine.failure(doing, err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, q.engine.failure(doing, err)
		}
		list = append(list, one)
	}
	if err := rows.Err(); err != nil {
		return nil, q.engine.failure(doing, err)
	}
	return list, nil
}

// flag is how a truth is kept: both engines compare and add numbers alike.
func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}
