package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

// Export writes everything that a database keeps, save for sessions, as it is at
// one moment: the same rows give the same bytes, whichever engine keeps them.
// Others may read and write meanwhile. program is the version that the first line
// names. The database is only read: one of a former schema is ErrOlderSchema.
// Other errors: fs.ErrNotExist, ErrNotDatabase, ErrNewerSchema, ErrUnavailable.
func Export(ctx context.Context, address, program string, w io.Writer) (Counts, error) {
	s, err := openToRead(ctx, address)
	if err != nil {
		return Counts{}, err
	}
	defer s.Close()
	on, end, err := s.engine.oneMoment(ctx, s.read)
	if err != nil {
		return Counts{}, s.engine.failure("export", err)
	}
	defer end()
	q := statements{on, s.engine}
	head := exportHead{Format: exportFormat, Program: program, Schema: len(migrations), Rows: map[string]int{}}
	for _, table := range exportedTables {
		var n int
		if err := q.row(ctx, "SELECT count(*) FROM "+table.name).Scan(&n); err != nil {
			return Counts{}, q.engine.failure("count "+table.name, err)
		}
		head.Rows[table.name] = n
	}
	out, err := newLineWriter(w, head)
	if err != nil {
		return Counts{}, err
	}
	for i := range exportedTables {
		if err := exportTable(ctx, q, &exportedTables[i], out); err != nil {
			return Counts{}, err
		}
	}
	return countsOf(head.Rows), out.end()
}

func exportTable(ctx context.Context, q statements, table *exportedTable, out *lineWriter) error {
	doing := "export " + table.name
	rows, err := q.on.QueryContext(ctx, q.engine.bind(table.selectAll()))
	if err != nil {
		return q.engine.failure(doing, err)
	}
	defer rows.Close()
	var line []byte
	for rows.Next() {
		read, err := scanRow(table, rows)
		if err != nil {
			return q.engine.failure(doing, err)
		}
		line = read.appendTo(line[:0])
		if err := out.write(line); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		out.rows[table.name]++
	}
	if err := rows.Err(); err != nil {
		return q.engine.failure(doing, err)
	}
	return nil
}

// names lists the first n columns.
func (t *exportedTable) names(n int) []string {
	var names []string
	for _, c := range t.columns[:n] {
		names = append(names, c.name)
	}
	return names
}

// selectAll reads every row in the order of the bytes of its key.
func (t *exportedTable) selectAll() string {
	var order []string
	for _, c := range t.columns[:t.keys] {
		if c.kind == anID {
			order = append(order, c.name+" COLLATE BINARY")
		} else {
			order = append(order, c.name)
		}
	}
	return "SELECT " + strings.Join(t.names(len(t.columns)), ", ") + " FROM " + t.name + " ORDER BY " + strings.Join(order, ", ")
}

func countsOf(rows map[string]int) Counts {
	return Counts{Plans: rows["plans"], Revisions: rows["revisions"], Links: rows["links"], Workspaces: rows["workspaces"], Members: rows["members"]}
}

// openToRead opens a database of the present schema and changes nothing in it.
func openToRead(ctx context.Context, address string) (*Store, error) {
	s := &Store{now: time.Now}
	if IsPostgreSQL(address) {
		return s.readPostgreSQL(ctx, address)
	}
	path, err := existing(address)
	if err != nil {
		return nil, err
	}
	is, err := probe(path)
	if err == nil {
		err = presentSchema(path, is.version)
	}
	if err != nil {
		return nil, err
	}
	s.engine = sqliteEngine
	// Who only reads would leave an empty log beside a file that nobody has open.
	only := url.Values{"mode": {"rw"}, "_query_only": {"on"}, "_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())}}
	if s.read, err = sql.Open("sqlite3", fileURI(path)+"?"+only.Encode()); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.write = s.read
	return s, nil
}

// presentSchema refuses a database of another schema than the present one.
func presentSchema(where string, version int) error {
	switch {
	case version > len(migrations):
		return fmt.Errorf("%s %w (schema %d; this program knows up to %d): use that version", where, ErrNewerSchema, version, len(migrations))
	case version < len(migrations):
		return fmt.Errorf("%s %w (schema %d of %d): start “stagecraft serve” on it once, which brings it up to date", where, ErrOlderSchema, version, len(migrations))
	}
	return nil
}

func (s *Store) readPostgreSQL(ctx context.Context, address string) (*Store, error) {
	where, err := s.connect(address)
	if err != nil {
		return nil, err
	}
	var version int
	if err := s.reading().row(ctx, `SELECT version FROM stagecraft_schema WHERE one = 1`).Scan(&version); err != nil {
		s.Close()
		if stateOf(err) == stateUndefined {
			return nil, fmt.Errorf("%s %w: name another", where, ErrNotDatabase)
		}
		return nil, postgresEngine.failure("open "+where, err)
	}
	if err := presentSchema(where, version); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}
