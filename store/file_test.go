package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// children are what this test binary does instead of its tests when a test
// starts it as another process; each is given the address of a database.
var children = map[string]func(address string){"save": saveForEver}

// childVariable holds the name of a child and its address.
const childVariable = "STORE_TEST_CHILD"

// TestMain runs a child when asked to.
func TestMain(m *testing.M) {
	if name := os.Getenv(childVariable); name != "" {
		runtime.LockOSThread() // strace counts the calls of each thread
		children[name](os.Getenv(childVariable + "_AT"))
		return
	}
	os.Exit(m.Run())
}

// child is this program as another process.
func child(t testing.TB, name, address string) *exec.Cmd {
	t.Helper()
	c := exec.Command(must(os.Executable()))
	c.Env = append(os.Environ(), childVariable+"="+name, childVariable+"_AT="+address)
	c.Stderr = t.Output()
	t.Cleanup(func() {
		if c.Process != nil {
			c.Process.Kill()
		}
	})
	return c
}

// saveForEver prints the id of each plan once its save is acknowledged, from
// four writers at once.
func saveForEver(path string) {
	s := must(Open(path))
	var group sync.WaitGroup
	for w := range 4 {
		group.Go(func() {
			for i := 0; ; i++ {
				c := contents(fmt.Sprint(w, " ", i))
				c.Result = bytes.Repeat([]byte{byte(i)}, 20_000)
				fmt.Println(must(s.SavePlan(context.Background(), NewPlan{OpenByID: true, Contents: c})).ID)
			}
		})
	}
	group.Wait()
}

func TestKilledWhileSaving(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	acknowledged := 0
	for round := range 3 {
		saving := child(t, "save", path)
		out := must(saving.StdoutPipe())
		if err := saving.Start(); err != nil {
			t.Fatal(err)
		}
		var ids []string
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if !IsID(lines.Text()) {
				continue // the last line may be cut short by the kill
			}
			if ids = append(ids, lines.Text()); len(ids) == 30 {
				saving.Process.Signal(syscall.SIGKILL) // and read on what it had still printed
			}
		}
		saving.Wait()
		if len(ids) < 30 {
			t.Fatalf("round %d: the child saved only %d plans", round, len(ids))
		}
		acknowledged += len(ids)
		s := open(t, path)
		for _, id := range ids {
			plan, err := s.Plan(t.Context(), Identity{}, id)
			if err != nil {
				t.Fatalf("round %d: acknowledged plan %s is lost: %v", round, id, err)
			}
			if result, err := s.Result(t.Context(), plan); err != nil || len(result) != 20_000 {
				t.Errorf("round %d: the result of %s has %d bytes: %v", round, id, len(result), err)
			}
		}
		if n := count(t, s, "plans"); n < acknowledged {
			t.Errorf("round %d: %d plans in the file, %d acknowledged", round, n, acknowledged)
		}
		var check string
		if err := s.write.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil || check != "ok" {
			t.Errorf("round %d: integrity %q, %v", round, check, err)
		}
		s.Close()
	}
}

func count(t testing.TB, s *Store, table string) (n int) {
	t.Helper()
	if err := s.read.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestPragmasReachEveryConnection holds what durability rests on: kill -9
// alone cannot tell FULL from NORMAL, a power cut could.
func TestPragmasReachEveryConnection(t *testing.T) {
	s := freshFile(t)
	for _, db := range []*sql.DB{s.write, s.read} {
		var conns []*sql.Conn
		for range db.Stats().MaxOpenConnections {
			conn := must(db.Conn(t.Context()))
			conns = append(conns, conn)
			for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "wal_autocheckpoint": "4000"} {
				var got string
				if err := conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
					t.Errorf("%s = %q, want %q (%v)", pragma, got, want, err)
				}
			}
		}
		for _, conn := range conns {
			conn.Close()
		}
	}
	if _, err := s.read.Exec("DELETE FROM plans"); err == nil {
		t.Error("a reader can write")
	}
}

func TestConcurrentWritersOnOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	stores := []*Store{open(t, path), open(t, path)} // as two instances would
	me, _ := somebody(t, stores[0])
	id := must(stores[0].SavePlan(t.Context(), NewPlan{By: me, Contents: contents("counter")})).ID
	const workers, each = 6, 15
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			s := stores[w%2]
			for range each {
				// read, then write based on it: the pattern that fails under deferred transactions
				for {
					now, err := s.Plan(t.Context(), me.Identity, id)
					if err == nil {
						_, err = s.UpdatePlan(t.Context(), me, id, now.Revision, contents("n"))
					}
					if err == nil {
						break
					}
					if !errors.Is(err, ErrConflict) {
						t.Errorf("worker %d: %v", w, err)
						return
					}
				}
				if _, err := s.SavePlan(t.Context(), NewPlan{By: me, Contents: contents("extra")}); err != nil {
					t.Errorf("worker %d: %v", w, err)
				}
			}
		})
	}
	group.Wait()
	if got := must(stores[1].Plan(t.Context(), me.Identity, id)).Revision; got != 1+workers*each {
		t.Errorf("revision %d, want %d: an update was lost", got, 1+workers*each)
	}
	if got := count(t, stores[0], "plans"); got != 1+workers*each {
		t.Errorf("%d plans, want %d", got, 1+workers*each)
	}
}

func TestTokensAreKeptOnlyAsHashes(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := open(t, filepath.Join(dir, "p.db"))
	me, browser := somebody(t, s)
	id := must(s.SavePlan(ctx, NewPlan{By: me, Contents: contents("a")})).ID
	secrets := map[string]string{"browser": browser}
	for _, scope := range []Scope{View, Edit} {
		_, token, err := s.CreateLink(ctx, me, id, NewLink{Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		secrets[string(scope)] = token
	}
	team := must(s.CreateWorkspace(ctx, me, "Team"))
	secrets["join"] = must(s.RotateJoinLink(ctx, me, team.ID, Editor))
	secrets["session"] = must(s.CreateSession(ctx, IdentityOfPerson("https://id.example", "7"), "Ann", "ann@example.org", time.Hour))
	search := func(needle []byte) (found int) {
		for _, name := range must(filepath.Glob(filepath.Join(dir, "*"))) {
			found += bytes.Count(must(os.ReadFile(name)), needle)
		}
		return found
	}
	for _, when := range []string{"in the WAL", "after a checkpoint"} {
		for name, secret := range secrets {
			if search(hash(secret)) == 0 || search([]byte(id)) == 0 {
				t.Fatalf("%s: the hash of the %s token is not in the files, so the search proves nothing", when, name)
			}
			raw := must(base64.RawURLEncoding.DecodeString(secret))
			if search([]byte(secret)) != 0 || search(raw) != 0 {
				t.Errorf("%s: the %s token is in the files", when, name)
			}
		}
		if _, err := s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPingFindsALockedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	s := open(t, path)
	if err := s.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	other := open(t, path)
	tx := must(other.write.Begin())
	defer tx.Rollback()
	start := time.Now()
	if err := s.Ping(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("ping while locked: %v after %v", err, time.Since(start))
	}
}

func TestDocumentsArePackedAndChecked(t *testing.T) {
	for column, read := range map[string]func(*Store, context.Context, Plan) ([]byte, error){"result": (*Store).Result, "snapshot": (*Store).Snapshot} {
		s := freshFile(t)
		c, document := contents("a"), bytes.Repeat([]byte(`{"label": "the same words"}`), 10_000)
		c.Result, c.Snapshot = document, document
		plan := must(s.SavePlan(t.Context(), NewPlan{Contents: c}))
		if got := must(read(s, t.Context(), plan)); !bytes.Equal(got, document) {
			t.Fatalf("%s: %d bytes are read of %d", column, len(got), len(document))
		}
		var size int
		if err := s.read.QueryRow("SELECT length(" + column + ") FROM revisions").Scan(&size); err != nil || size > len(document)/50 {
			t.Errorf("%s: %d bytes are kept of %d (%v)", column, size, len(document), err)
		}
		for damage, to := range map[string]string{
			"a changed byte": `CAST(substr(IT, 1, length(IT) - 9) || x'00' || substr(IT, -8) AS BLOB)`,
			"a cut":          `substr(IT, 1, length(IT) - 3)`,
			"nothing":        `x''`,
			"too much":       `CAST(IT || IT AS BLOB)`,
		} {
			must(s.write.Exec(strings.ReplaceAll("UPDATE revisions SET IT = "+to, "IT", column)))
			if got, err := read(s, t.Context(), plan); err == nil {
				t.Errorf("%s damaged by %s is given as %.40q", column, damage, got)
			}
			must(s.write.Exec("UPDATE revisions SET "+column+" = ?", must(packed(document))))
		}
	}
}

// freshFile is a new SQLite file.
func freshFile(t testing.TB) *Store { return open(t, filepath.Join(t.TempDir(), "plans.db")) }

// somebody is a new visitor, with the token of their browser.
func somebody(t testing.TB, s *Store) (Actor, string) {
	t.Helper()
	token := must(s.NewBrowserToken())
	return Actor{Identity: IdentityOfToken(token)}, token
}
