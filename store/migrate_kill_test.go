package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func init() {
	children["open"] = openOnce
	children["open as another"] = func(address string) {
		if os.Geteuid() == 0 { // rights do not bind root
			if err := errors.Join(syscall.Setgid(65532), syscall.Setuid(65532)); err != nil {
				panic(err)
			}
		}
		openOnce(address)
	}
}

// openOnce opens a database, says so, and closes it.
func openOnce(address string) {
	s, err := Open(address)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("open")
	s.Close()
}

// large makes a released file whose migration takes long enough to be killed in.
func large(t testing.TB, path string) {
	t.Helper()
	runScript(t, path, `
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
		INSERT INTO plans (id, revision, created_at, updated_at) SELECT printf('%022d', i), 1, i, i FROM n;
		INSERT INTO revisions (plan_id, number, name, workload, book, engine, result, created_at)
		SELECT id, 1, 'plan ' || id, 'users=1', 'b', 'e', randomblob(5000), created_at FROM plans WHERE id < '0000000000000000002000'`)
}

// copied puts a closed file into a folder of its own.
func copied(t testing.TB, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "plans.db")
	if err := os.WriteFile(to, must(os.ReadFile(path)), 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// oldOrNew checks a file whose migration was killed, and brings it on.
func oldOrNew(t *testing.T, path, rows, moment string) (version int) {
	t.Helper()
	if _, err := os.Stat(path + "-wal"); err == nil {
		runScript(t, path, "PRAGMA wal_checkpoint") // so that verify, which reads the file alone, reads all
	}
	if _, err := verify(t.Context(), path, path); err != nil {
		t.Errorf("%s: %v", moment, err)
	}
	if version = versionOf(t, path); version != 1 && version != len(migrations) {
		t.Errorf("%s: the file is left at schema %d", moment, version)
	}
	if rowsOf(t, path) != rows {
		t.Errorf("%s: rows changed", moment)
	}
	s, err := Open(path)
	if err != nil {
		t.Errorf("%s: the next start fails: %v", moment, err)
		return version
	}
	defer s.Close()
	if rowsOf(t, path) != rows || versionOf(t, path) != len(migrations) {
		t.Errorf("%s: after the next start rows changed", moment)
	}
	copies := keptCopies(path)
	whole := 0
	for _, kept := range copies {
		if strings.HasSuffix(kept, ".part") {
			continue // what a kill left counts under its final name only
		}
		whole++
		if _, err := verify(t.Context(), kept, kept); err != nil || versionOf(t, kept) != 1 || rowsOf(t, kept) != rows {
			t.Errorf("%s: the copy %s is not the old file: %v", moment, kept, err)
		}
	}
	if whole == 0 {
		t.Errorf("%s: no copy of the old file is kept", moment)
	}
	return version
}

// A kill in a migration, at moments spread over its time, leaves the old file or
// the new one.
func TestKilledWhileMigrating(t *testing.T) {
	original, _ := released(t, 1)
	large(t, original)
	rows := rowsOf(t, original)
	start := time.Now()
	if out, err := child(t, "open", copied(t, original)).Output(); err != nil {
		t.Fatalf("%s%v", out, err)
	}
	whole := time.Since(start)
	const moments = 6
	for moment := range moments {
		path := copied(t, original)
		migrating := child(t, "open", path)
		if err := migrating.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(moment+1) / (moments + 1))
		migrating.Process.Signal(syscall.SIGKILL)
		migrating.Wait()
		oldOrNew(t, path, rows, fmt.Sprintf("killed after %d/%d of %v", moment+1, moments+1, whole))
	}
}

// strace gives the command that runs another under strace with these arguments.
func strace(t testing.TB, c *exec.Cmd, args ...string) *exec.Cmd {
	t.Helper()
	program, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("strace is missing: .ci/tools installs it")
		}
		t.Skip("strace is not installed")
	}
	traced := exec.Command(program, append(append([]string{"-f", "-qq"}, args...), c.Args...)...)
	traced.Env, traced.Stderr = c.Env, c.Stderr
	return traced
}

// The same, exactly at calls to the system: before the n-th of a kind.
func TestKilledAtCallsOfTheMigration(t *testing.T) {
	original, _ := released(t, 1)
	large(t, original)
	rows := rowsOf(t, original)
	left := map[int]int{}
	for _, moment := range []string{
		"pwrite64:1", "pwrite64:200", "fsync:1", "fsync:3", "unlink:1", "fsync:5", "renameat:1", "fsync:6", // of the copy
		"pwrite64:600", "fsync:7", "fsync:9", "fsync:10", "ftruncate:2", "fsync:11", "unlink:2", "unlink:3", // of the file
	} {
		path := copied(t, original)
		calls, n, _ := strings.Cut(moment, ":")
		out, err := strace(t, child(t, "open", path), "-o", "/dev/null", "-e", "trace="+calls, "-e", "inject="+calls+":signal=SIGKILL:when="+n).Output()
		if version := oldOrNew(t, path, rows, "killed at "+moment); err != nil {
			left[version]++
		} else if string(out) != "open\n" {
			t.Errorf("killed at %s: neither killed nor open: %s", moment, out)
		}
	}
	if left[1] < 6 || left[len(migrations)] < 2 {
		t.Errorf("the kills left files at schema %v: they miss the migration", left)
	}
}

// unchanged opens a file that must be refused and shows that it stayed as it was.
func unchanged(t *testing.T, path, opened string, mentions ...string) {
	t.Helper()
	before := must(os.ReadFile(path))
	out, err := child(t, "open as another", opened).Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || strings.Count(string(out), "\n") != 1 {
		t.Fatalf("opened: %q, %v", out, err)
	}
	for _, part := range append(mentions, opened) {
		if !strings.Contains(string(out), part) {
			t.Errorf("%q does not mention %q", out, part)
		}
	}
	if after := must(os.ReadFile(path)); string(after) != string(before) || versionOf(t, path) != 1 {
		t.Error("the file changed")
	}
	if copies := keptCopies(path); len(copies) != 0 {
		t.Errorf("left behind: %q", copies)
	}
}

// public makes a folder that the child of unchanged may enter.
func public(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "stagecraft-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// place copies a file to where the child of unchanged may write it.
func place(t testing.TB, from, to string) {
	t.Helper()
	in := must(os.Open(from))
	defer in.Close()
	out := must(os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o666))
	must(io.Copy(out, in))
	if err := errors.Join(out.Chmod(0o666), out.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestNoMigrationWithoutItsCopy(t *testing.T) {
	original, _ := released(t, 1)
	large(t, original)
	t.Run("the folder cannot be written", func(t *testing.T) {
		dir := public(t)
		path := filepath.Join(dir, "plans.db")
		place(t, original, path)
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		unchanged(t, path, path, "let this user write")
	})
	t.Run("the disk is full", func(t *testing.T) {
		dir := tmpfs(t, must(os.Stat(original)).Size()+2<<20) // room for the file and its log, not for a copy
		path := filepath.Join(dir, "plans.db")
		place(t, original, path)
		unchanged(t, path, path, "schema-1", "make room")
	})
	t.Run("there is something of its name", func(t *testing.T) {
		path := copied(t, original)
		kept := path + ".schema-1-" + stampOfFile(clock()())
		os.WriteFile(kept, []byte("kept"), 0o600)
		if _, err := Open(path, WithClock(clock())); !errors.Is(err, os.ErrExist) || !strings.Contains(err.Error(), kept) {
			t.Errorf("open: %v", err)
		}
		if string(must(os.ReadFile(kept))) != "kept" || versionOf(t, path) != 1 {
			t.Error("a file was overwritten")
		}
	})
}

// tmpfs is a small disk.
func tmpfs(t testing.TB, size int64) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=777", size)); err != nil {
		if os.Getenv("CI") == "true" && os.Geteuid() == 0 {
			t.Fatalf("mount a small disk: %v", err)
		}
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	for parent := filepath.Dir(dir); strings.HasPrefix(parent, os.TempDir()) && parent != os.TempDir(); parent = filepath.Dir(parent) {
		os.Chmod(parent, 0o755) // the child of unchanged is another user
	}
	return dir
}
