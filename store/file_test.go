package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"
)

// TestMain runs the saving child of TestKilledWhileSaving when asked to.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_TEST_SAVE_TO"); path != "" {
		saveForEver(path)
	}
	os.Exit(m.Run())
}

// saveForEver prints the id of each plan once its save is acknowledged.
func saveForEver(path string) {
	s := must(Open(path))
	for i := 0; ; i++ {
		c := contents(fmt.Sprint(i))
		c.Result = bytes.Repeat([]byte{byte(i)}, 20_000)
		fmt.Println(must(s.SavePlan(context.Background(), NewPlan{Contents: c})).ID)
	}
}

func TestKilledWhileSaving(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	acknowledged := 0
	for round := range 3 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "STORE_TEST_SAVE_TO="+path)
		out := must(child.StdoutPipe())
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		var ids []string
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if !IsID(lines.Text()) {
				continue // the last line may be cut short by the kill
			}
			if ids = append(ids, lines.Text()); len(ids) == 30 {
				child.Process.Signal(syscall.SIGKILL) // and read on what it had still printed
			}
		}
		child.Wait()
		if len(ids) < 30 {
			t.Fatalf("round %d: the child saved only %d plans", round, len(ids))
		}
		acknowledged += len(ids)
		s := open(t, path)
		for _, id := range ids {
			if read, err := s.Plan(t.Context(), id); err != nil || len(read.Result) != 20_000 {
				t.Errorf("round %d: acknowledged plan %s is lost: %v", round, id, err)
			}
		}
		var n int
		var check string
		if err := s.read.QueryRow("SELECT count(*) FROM plans").Scan(&n); err != nil || n < acknowledged {
			t.Errorf("round %d: %d plans in the file, %d acknowledged (%v)", round, n, acknowledged, err)
		}
		if err := s.write.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil || check != "ok" {
			t.Errorf("round %d: integrity %q, %v", round, check, err)
		}
		s.Close()
	}
}

// TestPragmasReachEveryConnection holds what durability rests on: kill -9
// alone cannot tell FULL from NORMAL, a power cut could.
func TestPragmasReachEveryConnection(t *testing.T) {
	s := fresh(t)
	for _, db := range []*sql.DB{s.write, s.read} {
		var conns []*sql.Conn
		for range db.Stats().MaxOpenConnections {
			conn := must(db.Conn(t.Context()))
			conns = append(conns, conn)
			for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
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
	browser := must(stores[0].NewBrowserToken())
	id := must(stores[0].SavePlan(t.Context(), NewPlan{Browser: browser, Contents: contents("counter")})).ID
	const workers, each = 6, 15
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			s := stores[w%2]
			for range each {
				// read, then write based on it: the pattern that fails under deferred transactions
				for {
					now, err := s.Plan(t.Context(), id)
					if err == nil {
						_, err = s.UpdatePlan(t.Context(), browser, id, now.Revision, contents("n"))
					}
					if err == nil {
						break
					}
					if !errors.Is(err, ErrConflict) {
						t.Errorf("worker %d: %v", w, err)
						return
					}
				}
				if _, err := s.SavePlan(t.Context(), NewPlan{Browser: browser, Contents: contents("extra")}); err != nil {
					t.Errorf("worker %d: %v", w, err)
				}
			}
		})
	}
	group.Wait()
	if got := must(stores[1].Plan(t.Context(), id)).Revision; got != 1+workers*each {
		t.Errorf("revision %d, want %d: an update was lost", got, 1+workers*each)
	}
	if got := len(must(stores[0].PlansOfBrowser(t.Context(), browser))); got != 1+workers*each {
		t.Errorf("%d plans, want %d", got, 1+workers*each)
	}
}

func TestTokensAreKeptOnlyAsHashes(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "p.db"))
	browser := must(s.NewBrowserToken())
	id := must(s.SavePlan(t.Context(), NewPlan{Browser: browser, Contents: contents("a")})).ID
	token := must(s.CreateShareLink(t.Context(), id))
	search := func(needle []byte) (found int) {
		for _, name := range must(filepath.Glob(filepath.Join(dir, "*"))) {
			found += bytes.Count(must(os.ReadFile(name)), needle)
		}
		return found
	}
	for _, when := range []string{"in the WAL", "after a checkpoint"} {
		if search(hash(browser)) == 0 || search(hash(token)) == 0 || search([]byte(id)) == 0 {
			t.Fatalf("%s: the hashes are not in the files, so the search proves nothing", when)
		}
		for _, secret := range []string{browser, token} {
			raw := must(base64.RawURLEncoding.DecodeString(secret))
			if search([]byte(secret)) != 0 || search(raw) != 0 {
				t.Errorf("%s: a token is in the files", when)
			}
		}
		if _, err := s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			t.Fatal(err)
		}
	}
}

// folder reads every file, to show that a refusal changed nothing.
func folder(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range must(filepath.Glob(filepath.Join(dir, "*"))) {
		fmt.Fprintf(&all, "%s %x\n", filepath.Base(name), must(os.ReadFile(name)))
	}
	return all.String()
}

func TestRefusedFilesStayAsTheyWere(t *testing.T) {
	sqlite := func(journal, statements string) func(string) {
		return func(path string) {
			db := must(sql.Open("sqlite3", path+"?_journal_mode="+journal))
			defer db.Close()
			must(db.Exec(statements))
		}
	}
	newer := func(path string) {
		must(Open(path)).Close()
		sqlite("WAL", fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))(path)
	}
	for name, c := range map[string]struct {
		make func(path string)
		want error
	}{
		"newer schema":            {newer, ErrNewerSchema},
		"text":                    {func(path string) { os.WriteFile(path, []byte("users: 10\n"), 0o600) }, ErrNotDatabase},
		"long text":               {func(path string) { os.WriteFile(path, bytes.Repeat([]byte("users: 10\n"), 5000), 0o600) }, ErrNotDatabase},
		"another program's":       {sqlite("DELETE", "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), ErrNotDatabase},
		"another program's, WAL":  {sqlite("WAL", "CREATE TABLE t (x); INSERT INTO t VALUES (1)"), ErrNotDatabase},
		"another program's by id": {sqlite("DELETE", "PRAGMA application_id = 7; PRAGMA user_version = 1"), ErrNotDatabase},
		"damaged header": {func(path string) {
			os.WriteFile(path, append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{7}, 9000)...), 0o600)
		}, ErrNotDatabase},
		"folder": {func(path string) { os.Mkdir(path, 0o700) }, ErrNotDatabase},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "p.db")
			c.make(path)
			if name == "folder" {
				dir = path
			}
			before := folder(t, dir)
			s, err := Open(path)
			if s != nil || !errors.Is(err, c.want) {
				t.Fatalf("open: %v, want %v", err, c.want)
			}
			if text := err.Error(); !strings.Contains(text, path) || strings.Contains(text, "\n") {
				t.Errorf("the message is not one line naming the path: %q", text)
			}
			if after := folder(t, dir); after != before {
				t.Errorf("the folder changed:\n%.300s\n%.300s", before, after)
			}
		})
	}
}

func TestOpenCreatesOnlyTheFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "missing", "p.db")); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("in a missing folder: %v", err)
	}
	path := filepath.Join(dir, "empty.db")
	os.WriteFile(path, nil, 0o600)
	must(open(t, path).SavePlan(t.Context(), NewPlan{Contents: contents("a")}))
	created := filepath.Join(dir, "new.db")
	open(t, created)
	if mode := must(os.Stat(created)).Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
}

func TestFullDisk(t *testing.T) {
	s := fresh(t)
	browser := must(s.NewBrowserToken())
	kept := must(s.SavePlan(t.Context(), NewPlan{Browser: browser, Contents: contents("a")})).ID
	var pages int
	if err := s.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+2)); err != nil {
		t.Fatal(err)
	}
	big := contents("b")
	big.Result = make([]byte, 1<<20)
	rand.NewChaCha8([32]byte{}).Read(big.Result) // does not pack
	if _, err := s.SavePlan(t.Context(), NewPlan{Browser: browser, Contents: big}); !errors.Is(err, ErrFull) {
		t.Errorf("save: %v, want ErrFull", err)
	}
	if list := must(s.PlansOfBrowser(t.Context(), browser)); len(list) != 1 || list[0].ID != kept {
		t.Errorf("after a failed save the list is %+v", list)
	}
}

func TestDriverErrorsAreNamed(t *testing.T) {
	for want, err := range map[error]sqlite3.Error{
		ErrFull:     {Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC},
		ErrBusy:     {Code: sqlite3.ErrBusy},
		ErrReadOnly: {Code: sqlite3.ErrReadonly},
	} {
		if got := failure("save", err); !errors.Is(got, want) {
			t.Errorf("%v is reported as %v", err, got)
		}
	}
	if got := failure("save", sqlite3.Error{Code: sqlite3.ErrConstraint}); errors.Is(got, ErrFull) || errors.Is(got, ErrBusy) {
		t.Errorf("a constraint is reported as %v", got)
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

func TestResultsArePackedAndChecked(t *testing.T) {
	s := fresh(t)
	c := contents("a")
	c.Result = bytes.Repeat([]byte(`{"label": "the same words"}`), 10_000)
	id := must(s.SavePlan(t.Context(), NewPlan{Contents: c})).ID
	var size int
	if err := s.read.QueryRow("SELECT length(result) FROM revisions").Scan(&size); err != nil || size > len(c.Result)/50 {
		t.Errorf("%d bytes are kept of %d (%v)", size, len(c.Result), err)
	}
	if _, err := s.write.Exec("UPDATE revisions SET result = CAST(substr(result, 1, length(result) - 9) || x'00' || substr(result, -8) AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	if read, err := s.Plan(t.Context(), id); err == nil {
		t.Errorf("a damaged result is given as %.40q", read.Result)
	}
}

// Links of a file from before some followed stay as they were.
func TestFileOfTheFirstSchemaIsBroughtOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	token := strings.Repeat("A", 43)
	db := must(sql.Open("sqlite3", path))
	must(db.Exec(migrations[0]))
	must(db.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 1", applicationID)))
	must(db.Exec(`INSERT INTO plans (id, revision, created_at, updated_at) VALUES ('p', 2, 1, 2)`))
	for number := 1; number <= 2; number++ {
		must(db.Exec(`INSERT INTO revisions VALUES ('p', ?, ?, 'users=1', 'b', 'e', ?, 1)`, number, fmt.Sprint("revision ", number), must(packed([]byte("{}")))))
	}
	must(db.Exec(`INSERT INTO links (id, token_hash, plan_id, revision, created_at) VALUES ('l', ?, 'p', 1, 1)`, hash(token)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing left to do
		s := open(t, path)
		if plan := must(s.PlanByShareToken(t.Context(), token)); plan.Revision != 1 || plan.Name != "revision 1" {
			t.Errorf("the old link shows %+v", plan)
		}
		s.Close()
	}
}
