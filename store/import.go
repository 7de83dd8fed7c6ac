package store

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"
)

// Imported is what an import did.
type Imported struct {
	Counts      // of the export
	Skipped int // rows of any kind that were kept already
}

// Import reads what Export wrote into a database, which is made, or brought up to
// date, first: all of it in one transaction, or nothing. It must hold no plans and
// no workspaces; with merge it may, and rows that are kept already are skipped when
// they are the same and refused when they differ. Every value is checked as if
// somebody hostile had written it, and no more than a row is in memory.
// Errors: ErrNotExport, ErrNotEmpty, ErrDiffers, ErrFull, ErrBusy, and those of Open.
func Import(ctx context.Context, address string, r io.Reader, merge bool) (Imported, error) {
	in, err := newLineReader(r) // before a file is made
	if err != nil {
		return Imported{}, err
	}
	s, err := Open(address)
	if err != nil {
		return Imported{}, err
	}
	defer s.Close()
	tx, err := s.write.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return Imported{}, s.engine.failure("begin", err)
	}
	defer tx.Rollback() // after Commit this does nothing
	q := statements{tx, s.engine}
	if err := s.engine.keepOut(ctx, q); err != nil {
		return Imported{}, err
	}
	if !merge {
		if err := isEmpty(ctx, q); err != nil {
			return Imported{}, err
		}
	}
	importing := importer{in: in, q: q, merge: merge}
	defer importing.close()
	if err := importing.all(ctx); err != nil {
		return Imported{}, endedBy(ctx, err)
	}
	if err := isConsistent(ctx, q); err != nil {
		return Imported{}, err
	}
	if err := tx.Commit(); err != nil {
		return Imported{}, s.engine.failure("commit", err)
	}
	return Imported{countsOf(in.rows), importing.skipped}, nil
}

// isEmpty refuses a database that somebody uses.
func isEmpty(ctx context.Context, q statements) error {
	var n int
	if err := q.row(ctx, `SELECT (SELECT count(*) FROM plans) + (SELECT count(*) FROM workspaces)`).Scan(&n); err != nil {
		return q.engine.failure("look whether the database is empty", err)
	}
	if n > 0 {
		return fmt.Errorf("the database %w: name an empty one, or add to it with --merge", ErrNotEmpty)
	}
	return nil
}

// isConsistent holds what the program relies on and the schema does not say.
func isConsistent(ctx context.Context, q statements) error {
	for _, rule := range []struct{ broken, query string }{
		{"has not every revision from the first to its newest", `
			SELECT p.id FROM plans p WHERE p.revision <> (SELECT count(*) FROM revisions r WHERE r.plan_id = p.id)
			OR EXISTS (SELECT 1 FROM revisions r WHERE r.plan_id = p.id AND r.number > p.revision) ORDER BY p.id LIMIT 1`},
		{"has no owner", `
			SELECT w.id FROM workspaces w WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = w.id AND m.role = 'owner') ORDER BY w.id LIMIT 1`},
	} {
		broken, err := all(ctx, q, "check what was imported", func(rows *sql.Rows) (string, error) {
			var id string
			return id, rows.Scan(&id)
		}, rule.query)
		if err != nil {
			return err
		}
		if len(broken) > 0 {
			return fmt.Errorf("%s %s: %w", broken[0], rule.broken, ErrNotExport)
		}
	}
	return nil
}

// importer writes the rows of an export in a transaction.
type importer struct {
	in      *lineReader
	q       statements
	merge   bool
	skipped int

	table        *exportedTable // that of the statements
	insert, find *sql.Stmt
}

func (i *importer) all(ctx context.Context) error {
	for {
		r, more, err := i.in.next()
		if err != nil || !more {
			return err
		}
		if r.table != i.table {
			if err := i.prepare(ctx, r.table); err != nil {
				return err
			}
		}
		if err := i.one(ctx, r); err != nil {
			return err
		}
	}
}

func (i *importer) one(ctx context.Context, r row) error {
	if i.merge {
		kept, there, err := i.kept(ctx, r)
		if err != nil {
			return err
		}
		if there && !same(kept, r) {
			return fmt.Errorf("line %d: %s %w", i.in.number, r.named(), ErrDiffers)
		}
		if there {
			i.skipped++
			return nil
		}
	}
	values := r.values
	if r.table.folds {
		values = append(values[:len(values):len(values)], folded(r.get("name").(string), splitTags(r.get("tags").(string))))
	}
	_, err := i.insert.ExecContext(ctx, values...)
	switch {
	case err == nil:
		return nil
	case i.q.engine.rejected(err):
		return fmt.Errorf("line %d: %s repeats what there is, or refers to what there is not: %w", i.in.number, r.named(), ErrNotExport)
	}
	return i.q.engine.failure("import "+r.table.name, err)
}

// kept reads the row with the same key.
func (i *importer) kept(ctx context.Context, r row) (row, bool, error) {
	rows, err := i.find.QueryContext(ctx, r.values[:r.table.keys]...)
	if err != nil {
		return row{}, false, i.q.engine.failure("look for the same row", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return row{}, false, rows.Err()
	}
	kept, err := scanRow(r.table, rows)
	return kept, true, err
}

func (i *importer) prepare(ctx context.Context, table *exportedTable) (err error) {
	i.close()
	i.table = table
	names := table.names(len(table.columns))
	if table.folds {
		names = append(names, "folded")
	}
	insert := "INSERT INTO " + table.name + " (" + strings.Join(names, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(names)-1) + ")"
	find := "SELECT " + strings.Join(table.names(len(table.columns)), ", ") + " FROM " + table.name + " WHERE " + strings.Join(table.names(table.keys), " = ? AND ") + " = ?"
	tx := i.q.on.(*sql.Tx)
	if i.insert, err = tx.PrepareContext(ctx, i.q.engine.bind(insert)); err == nil {
		i.find, err = tx.PrepareContext(ctx, i.q.engine.bind(find))
	}
	if err != nil {
		return i.q.engine.failure("import "+table.name, err)
	}
	return nil
}

// close ends the statements of a table.
func (i *importer) close() {
	for _, statement := range []*sql.Stmt{i.insert, i.find} {
		if statement != nil {
			statement.Close()
		}
	}
	i.insert, i.find = nil, nil
}
