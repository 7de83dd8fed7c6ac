package store

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"stagecraft/store/postgrestest"
)

// oneLineOf reports an error of Open that is not one line, does not name the
// database or tells the password.
func oneLineOf(t *testing.T, err error, name, password string) {
	t.Helper()
	if err == nil {
		return // reported by who wanted another
	}
	text := fmt.Sprintf("%v %+v", err, err)
	if strings.Contains(text, "\n") || !strings.Contains(text, name) {
		t.Errorf("the message is not one line naming %q: %q", name, text)
	}
	if strings.Contains(text, password) {
		t.Errorf("the message tells the password: %q", text)
	}
}

// withPassword is the address with a password in it, and the name of the database.
func withPassword(t *testing.T, address, password string) (string, string) {
	t.Helper()
	u, err := url.Parse(address)
	done(t, err)
	u.User = url.UserPassword("postgres", password)
	return u.String(), strings.TrimPrefix(u.Path, "/")
}

func TestRefusedDatabasesStayAsTheyWere(t *testing.T) {
	for name, c := range map[string]struct {
		make []string
		want error
	}{
		"a newer schema":                {[]string{fmt.Sprint("UPDATE stagecraft_schema SET version = ", len(migrations)+1)}, ErrNewerSchema},
		"plans of another program":      {[]string{"CREATE TABLE plans (price BIGINT)"}, ErrNotDatabase},
		"sessions of another program":   {[]string{"CREATE TABLE sessions (id BIGINT PRIMARY KEY)", "INSERT INTO sessions VALUES (1)"}, ErrNotDatabase},
		"a view of that name":           {[]string{"CREATE VIEW links AS SELECT 1 AS one"}, ErrNotDatabase},
		"a type of that name":           {[]string{"CREATE TYPE members AS ENUM ('one')"}, ErrNotDatabase},
		"an index of that name":         {[]string{"CREATE TABLE other (x BIGINT)", "CREATE INDEX plans_by_owner ON other (x)"}, ErrNotDatabase},
		"a schema table of its own":     {[]string{"CREATE TABLE stagecraft_schema (name TEXT)"}, ErrNotDatabase},
		"an empty table of that name":   {[]string{"CREATE TABLE stagecraft_schema (one BIGINT, version BIGINT)"}, ErrNotDatabase},
		"a schema that is not there":    {nil, nil},
		"a migration that cannot begin": {[]string{"CREATE SEQUENCE revisions"}, ErrNotDatabase},
	} {
		t.Run(name, func(t *testing.T) {
			address, database := withPassword(t, postgrestest.Start(t), "hunter2")
			if c.want == ErrNewerSchema {
				open(t, address).Close()
			}
			raw(t, address, c.make...)
			opened := address
			if c.make == nil {
				opened = with(address, "search_path", "nowhere")
			}
			before := dump(t, address)
			s, err := Open(opened)
			if s != nil || err == nil || c.want != nil && !is(err, c.want) {
				t.Errorf("open: %v, want %v", err, c.want)
			}
			oneLineOf(t, err, database, "hunter2")
			if after := dump(t, address); after != before {
				t.Errorf("the database changed from\n%s\nto\n%s", before, after)
			}
		})
	}
}

// What shares a database, under other names or in another schema, is let be.
func TestDatabaseSharedWithOthers(t *testing.T) {
	address := postgrestest.Start(t)
	raw(t, address, "CREATE TABLE invoices (id BIGINT)", "CREATE SCHEMA theirs", "CREATE TABLE theirs.plans (id BIGINT)", "CREATE SCHEMA ours")
	ann := person("Ann")
	first := saved(t, open(t, address), ann, "in public")
	second := saved(t, open(t, with(address, "search_path", "ours,public")), ann, "in ours")
	for where, own := range map[string]Plan{address: first, with(address, "search_path", "ours,public"): second} {
		list, _, err := open(t, where).Plans(t.Context(), ann.Identity, Query{})
		if err != nil || len(list) != 1 || list[0].ID != own.ID {
			t.Errorf("%s lists %+v (%v)", where, list, err)
		}
	}
}

func TestAddressesThatLeadNowhere(t *testing.T) {
	address, database := withPassword(t, postgrestest.Start(t), "hunter2")
	for name, c := range map[string]struct {
		address, names string
		want           error
	}{
		"nobody listens":       {"postgres://postgres:hunter2@127.0.0.1:1/shop", "shop", ErrUnavailable},
		"one of two listens":   {"postgres://postgres:hunter2@127.0.0.1:1,127.0.0.1:2/shop", "shop", ErrUnavailable},
		"no such socket":       {"postgresql://postgres:hunter2@/shop?host=/nowhere", "shop", ErrUnavailable},
		"no such database":     {strings.Replace(address, database, "no_such_database", 1), "no_such_database", ErrUnavailable},
		"no such user":         {strings.Replace(address, "user=postgres", "user=no_such_user", 1), "no_such_user", ErrUnavailable},
		"cannot be read":       {"postgres://postgres:hunter2@127.0.0.1:port/shop", "PostgreSQL", nil},
		"cannot be read again": {"postgres://postgres:hunter2@[::1/shop", "PostgreSQL", nil},
		"a setting of no kind": {with(address, "no_such_setting", "1"), database, ErrUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(c.address)
			if s != nil || err == nil || !is(err, c.want) && c.want != nil {
				t.Errorf("open: %v, want %v", err, c.want)
			}
			oneLineOf(t, err, c.names, "hunter2")
		})
	}
}

// Instances that start together on an empty database make its tables once.
func TestOpenedAtOnce(t *testing.T) {
	for range 3 {
		address := postgrestest.Start(t)
		atOnce(8, func(i int) {
			s, err := Open(address)
			if err != nil {
				t.Errorf("open %d: %v", i, err)
				return
			}
			defer s.Close()
			if _, err := s.SavePlan(t.Context(), NewPlan{Contents: contents("a")}); err != nil {
				t.Errorf("save %d: %v", i, err)
			}
		})
		s := open(t, address)
		var version, plans int
		done(t, s.read.QueryRowContext(context.Background(), "SELECT version, (SELECT count(*) FROM plans) FROM stagecraft_schema").Scan(&version, &plans))
		if version != len(migrations) || plans != 8 {
			t.Errorf("schema %d with %d plans, want %d with 8", version, plans, len(migrations))
		}
		s.Close()
	}
}

// Both databases have the same tables and columns: a migration that is read
// otherwise by PostgreSQL would show here.
func TestTablesAreThoseOfSQLite(t *testing.T) {
	columns := func(s *Store, query string) string {
		var text string
		done(t, s.read.QueryRowContext(t.Context(), query).Scan(&text))
		return text
	}
	sqlite := columns(open(t, t.TempDir()+"/p.db"), `SELECT group_concat(name, ' ') FROM (SELECT t.name || '.' || c.name || ':' || lower(c.type) || ':' || c."notnull" AS name
		FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name || '.' || c.name)`)
	postgres := columns(open(t, postgrestest.Start(t)), `SELECT string_agg(name, ' ' ORDER BY name COLLATE "C") FROM (SELECT table_name || '.' || column_name || ':' ||
		CASE data_type WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'blob' ELSE data_type END || ':' || CASE is_nullable WHEN 'NO' THEN '1' ELSE '0' END AS name
		FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'stagecraft_schema') AS c`)
	if a, b := strings.ReplaceAll(sqlite, " ", "\n"), strings.ReplaceAll(postgres, " ", "\n"); a != b {
		t.Errorf("SQLite has\n%s\nPostgreSQL has\n%s", a, b)
	}
}
