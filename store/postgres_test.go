package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"stagecraft/store/postgrestest"
)

// TestLostRaceIsRunAgain makes a transaction lose: what it read is written by
// another before it commits, and so it cannot be put before or after that one.
func TestLostRaceIsRunAgain(t *testing.T) {
	for name, c := range map[string]struct {
		races int // how many of its attempts lose
		want  error
	}{"once": {1, nil}, "often": {5, nil}, "for ever": {1 << 30, ErrBusy}} {
		t.Run(name, func(t *testing.T) {
			s, ann := open(t, postgrestest.Start(t)), person("Ann")
			mine, other := saved(t, s, ann, "0").ID, saved(t, s, ann, "0").ID
			runs := 0
			err := s.transact(t.Context(), func(q statements) error {
				runs++
				h, err := s.headOf(t.Context(), q, ann.Identity, other)
				if err != nil {
					return err
				}
				if runs <= c.races {
					must(s.UpdatePlan(t.Context(), ann, other, h.revision, contents(fmt.Sprint(runs)))) // by another instance
				}
				return q.execOne(t.Context(), "race", "UPDATE plans SET name = ? WHERE id IN (?, ?)", "after "+h.name, mine, other)
			})
			expect(t, "the transaction", err, c.want)
			if want := min(c.races+1, attempts); runs != want {
				t.Errorf("it ran %d times, want %d", runs, want)
			}
			for id, wants := range map[string][]string{mine: {fmt.Sprint("after ", c.races), "0"}, other: {fmt.Sprint("after ", c.races), fmt.Sprint(attempts)}} {
				var name string
				want := wants[0]
				if c.want != nil {
					want = wants[1]
				}
				if err := s.read.QueryRow("SELECT name FROM plans WHERE id = $1", id).Scan(&name); err != nil || name != want {
					t.Errorf("the plan is called %q, want %q (%v)", name, want, err)
				}
			}
		})
	}
}

// Each of two transactions reads what the other writes: it is found when the
// second commits.
func TestRaceLostAtTheCommit(t *testing.T) {
	s, ann := open(t, postgrestest.Start(t)), person("Ann")
	red, blue := saved(t, s, ann, "red").ID, saved(t, s, ann, "blue").ID
	paint := func(q statements, from, to string) error {
		var name string
		if err := q.row(t.Context(), "SELECT name FROM plans WHERE id = ?", from).Scan(&name); err != nil {
			return q.engine.failure("read", err)
		}
		return q.execOne(t.Context(), "paint", "UPDATE plans SET name = ? WHERE id = ?", name, to)
	}
	runs := 0
	done(t, s.transact(t.Context(), func(q statements) error {
		runs++
		if err := paint(q, red, blue); err != nil || runs > 1 {
			return err
		}
		return s.transact(t.Context(), func(other statements) error { return paint(other, blue, red) })
	}))
	if runs != 2 {
		t.Errorf("it ran %d times, want 2", runs)
	}
	for _, id := range []string{red, blue} { // one after the other, both end up in one colour
		var name string
		if err := s.read.QueryRow("SELECT name FROM plans WHERE id = $1", id).Scan(&name); err != nil || name != "blue" {
			t.Errorf("painted %q, want blue (%v)", name, err)
		}
	}
}

func TestCancelledBetweenRaces(t *testing.T) {
	s := open(t, postgrestest.Start(t))
	ctx, cancel := context.WithCancel(t.Context())
	lost := fmt.Errorf("lost: %w", &pgconn.PgError{Code: stateDeadlock})
	err := s.transact(ctx, func(statements) error { cancel(); return lost })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled between two attempts: %v", err)
	}
}

// A server that is away is told from other errors by every method, and nothing
// need be opened again once it is back.
func TestServerThatIsAwayForAWhile(t *testing.T) {
	server := postgrestest.NewServer(t, "fsync=off")
	s := open(t, server.Database(t))
	calls := newScene(t, s).calls()
	atOnce(2*connections, func(int) { // so that there are many connections to be cut
		if _, err := s.read.ExecContext(t.Context(), "SELECT pg_sleep(0.1)"); err != nil {
			t.Error(err)
		}
	})
	if n := s.write.Stats().OpenConnections; n != connections {
		t.Errorf("%d connections are open, want %d", n, connections)
	}
	before := census(t, s)
	done(t, server.Stop())
	for name, call := range calls {
		expect(t, name+" while the server is away", call(t.Context()), ErrUnavailable)
	}
	ctx, cancel := context.WithTimeout(t.Context(), -time.Second)
	defer cancel()
	if err := s.Ping(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrUnavailable) {
		t.Errorf("ping without any time, while the server is away: %v", err)
	}
	done(t, server.Start())
	if after := census(t, s); after != before {
		t.Errorf("the server came back with %s, had %s", after, before)
	}
	done(t, calls["Ping"](t.Context()))
	must(s.SavePlan(t.Context(), NewPlan{Contents: contents("b")}))
}

// Connections that were cut while nobody used them are not seen by anybody.
func TestServerThatStartedAnew(t *testing.T) {
	server := postgrestest.NewServer(t, "fsync=off")
	s := open(t, server.Database(t))
	for round := range 3 {
		atOnce(2*connections, func(int) {
			if _, err := s.read.ExecContext(t.Context(), "SELECT pg_sleep(0.1)"); err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		})
		done(t, server.Stop())
		done(t, server.Start())
		atOnce(2*connections, func(i int) {
			var err error
			if i%2 == 0 {
				_, err = s.SavePlan(t.Context(), NewPlan{By: person(fmt.Sprint(i)), Contents: contents("a")})
			} else {
				_, _, err = s.Plans(t.Context(), person(fmt.Sprint(i)).Identity, Query{})
			}
			if err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		})
	}
}

func TestReadOnlyServer(t *testing.T) {
	address := postgrestest.Start(t)
	ann := person("Ann")
	plan := saved(t, open(t, address), ann, "a")
	s := open(t, with(address, "default_transaction_read_only", "on"))
	expect(t, "ping", s.Ping(t.Context()), ErrReadOnly)
	_, err := s.SavePlan(t.Context(), NewPlan{By: ann, Contents: contents("b")})
	expect(t, "save", err, ErrReadOnly)
	_, err = s.UpdatePlan(t.Context(), ann, plan.ID, 1, contents("b"))
	expect(t, "update", err, ErrReadOnly)
	if _, err := s.Plan(t.Context(), ann.Identity, plan.ID); err != nil {
		t.Errorf("read: %v", err)
	}
	_, err = Open(with(postgrestest.Start(t), "default_transaction_read_only", "on"))
	expect(t, "making the tables", err, ErrReadOnly)
}

// with adds a parameter to an address.
func with(address, key, value string) string {
	return address + "&" + url.Values{key: {value}}.Encode()
}

// raw runs statements that the store would not.
func raw(t *testing.T, address string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	done(t, err)
	defer db.Close()
	for _, statement := range statements {
		_, err := db.Exec(statement)
		done(t, err)
	}
}

// dump is everything in a database, as text. Newer versions of the program put a
// random word into it, against which the lines are of no use.
func dump(t *testing.T, address string) string {
	t.Helper()
	program, err := postgrestest.Program("pg_dump")
	done(t, err)
	out, err := exec.Command(program, "--dbname", address).Output()
	done(t, err)
	var lines []string
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, `\restrict`) && !strings.HasPrefix(line, `\unrestrict`) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
