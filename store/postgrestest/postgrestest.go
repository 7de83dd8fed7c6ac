// Package postgrestest gives tests a real PostgreSQL: a server of their own, in a
// folder of its own, that lives no longer than the tests do.
package postgrestest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// common is the one server of a test binary: to make one takes a second, to make
// a database in it hardly anything. It ends with the binary, however that ends.
var common = sync.OnceValues(func() (*Server, error) {
	return newServer("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300")
})

// Start gives the address of an empty database of the test's own. Where PostgreSQL
// is not installed the test is skipped, or fails with CI=true.
func Start(t testing.TB) string {
	t.Helper()
	installed(t)
	server, err := common()
	if err != nil {
		t.Fatal(err)
	}
	return server.Database(t)
}

// NewServer starts a server for one test, which may stop it and start it again.
// A setting is one of postgresql.conf: “fsync=off”. It loses nothing when the
// machine fails, unless told to.
func NewServer(t testing.TB, settings ...string) *Server {
	t.Helper()
	installed(t)
	server, err := newServer(settings...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.end(); err != nil {
			t.Errorf("end the PostgreSQL server: %v", err)
		}
	})
	return server
}

// installed ends the test where there is no PostgreSQL.
func installed(t testing.TB) {
	t.Helper()
	if _, err := Program("initdb"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

var databases atomic.Int64

// Database makes an empty database and gives its address. It is dropped with the
// test, and with it whatever is still connected.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("test%d", databases.Add(1))
	// From template0, which nobody is connected to: a template in use cannot be copied.
	if err := s.run("CREATE DATABASE " + name + " TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.stopped.Load() {
			return // its folder is removed with everything in it
		}
		if err := s.run("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return s.address(name)
}

// run sends one statement to the server.
func (s *Server) run(statement string) error {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	defer connection.Close(ctx)
	if _, err := connection.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", strings.ToLower(statement), err)
	}
	return nil
}
