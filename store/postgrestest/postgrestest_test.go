package postgrestest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestMain is the child of TestTheServerEndsWithTheTests when asked to.
func TestMain(m *testing.M) {
	if end := os.Getenv("POSTGRESTEST_END"); end != "" {
		serveUntil(end)
	}
	os.Exit(m.Run())
}

// serveUntil tells the folder of the common server, and comes to its end.
func serveUntil(end string) {
	server, err := common()
	if err != nil {
		panic(err)
	}
	fmt.Println(server.folder)
	switch end {
	case "exit":
		os.Exit(1)
	case "panic":
		panic("as a test would")
	}
	select {}
}

func TestTheServerEndsWithTheTests(t *testing.T) {
	installed(t)
	for _, end := range []string{"exit", "panic", "kill"} {
		t.Run(end, func(t *testing.T) {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), "POSTGRESTEST_END="+end)
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			line, err := bufio.NewReader(out).ReadString('\n')
			folder := strings.TrimSpace(line)
			if err != nil || !filepath.IsAbs(folder) {
				t.Fatalf("the child says %q, %v", line, err)
			}
			server := serverIn(t, folder)
			if end == "kill" {
				child.Process.Kill()
			}
			child.Wait()
			for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
				_, gone := os.Stat(folder)
				if errors.Is(gone, os.ErrNotExist) && errors.Is(syscall.Kill(server, 0), syscall.ESRCH) {
					return
				}
				if time.Since(start) > 30*time.Second {
					t.Fatalf("process %d or folder %s is left", server, folder)
				}
			}
		})
	}
}

// serverIn gives the process of the server in a folder. It may have ended
// before one can look: then there is none.
func serverIn(t *testing.T, folder string) int {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(folder, "data", "postmaster.pid"))
	if errors.Is(err, os.ErrNotExist) {
		return 1 << 30 // above every process number
	}
	id, err := strconv.Atoi(strings.SplitN(string(file), "\n", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// count counts the tables of a database.
func count(address string) (n int, err error) {
	connection, err := pgx.Connect(context.Background(), address)
	if err != nil {
		return 0, err
	}
	defer connection.Close(context.Background())
	return n, connection.QueryRow(context.Background(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&n)
}

func TestDatabasesAreEmpty(t *testing.T) {
	first, second := Start(t), Start(t)
	connection, err := pgx.Connect(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	if _, err := connection.Exec(t.Context(), "CREATE TABLE here (one BIGINT)"); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]int{first: 1, second: 0, Start(t): 0} {
		if n, err := count(address); err != nil || n != want {
			t.Errorf("%s has %d tables, want %d (%v)", address, n, want, err)
		}
	}
}

func TestServerStopsAndStarts(t *testing.T) {
	server := NewServer(t, "work_mem=5MB")
	address := server.Database(t)
	for range 2 {
		if _, err := count(address); err != nil {
			t.Fatal(err)
		}
		if err := server.Stop(); err != nil {
			t.Fatal(err)
		}
		if _, err := count(address); err == nil {
			t.Fatal("a stopped server answers")
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
	}
	if err := server.run("DO $$ BEGIN ASSERT current_setting('work_mem') = '5MB'; END $$"); err != nil {
		t.Errorf("the setting is not that of the test: %v", err)
	}
}

func TestServerThatCannotStart(t *testing.T) {
	installed(t)
	_, err := newServer("no_such_setting=1")
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("the error does not say why: %v", err)
	}
	if folder := between(fmt.Sprint(err), "server in ", " could"); folder == "" {
		t.Errorf("the error names no folder: %v", err)
	} else if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its folder is left: %v", err)
	}
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

func TestNewestProgramIsFound(t *testing.T) {
	for path, want := range map[string]int{
		"/usr/lib/postgresql/15/bin/initdb":  15,
		"/usr/lib/postgresql/9.6/bin/initdb": 0,
	} {
		if got := version(path); got != want {
			t.Errorf("version(%s) = %d, want %d", path, got, want)
		}
	}
	if _, err := Program("no-such-program"); err == nil || !strings.Contains(err.Error(), "apt-get install") {
		t.Errorf("a missing program: %v", err)
	}
}
