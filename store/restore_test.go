package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func init() {
	children["hold"] = func(address string) {
		s := must(Open(address))
		fmt.Println("open")
		<-context.Background().Done()
		s.Close()
	}
	children["restore"] = func(address string) {
		from, to, _ := strings.Cut(address, "\n")
		_, err := Restore(context.Background(), from, to, time.Now())
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("restored")
	}
}

// named makes a closed database with one plan of this name.
func named(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plans.db")
	s := open(t, path)
	saved(t, s, person("Ann"), name)
	done(t, s.Close())
	return path
}

// nameIn is the name of the one plan in a database.
func nameIn(t testing.TB, path string) string {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	list, _, err := s.Plans(t.Context(), person("Ann").Identity, Query{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %d plans, %v", path, len(list), err)
	}
	return list[0].Name
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T, path string) (opened string){
		"closed":       func(t *testing.T, path string) string { return path },
		"through link": func(t *testing.T, path string) string { return symlink(t, path) },
		"killed, with its last plan in the log": func(t *testing.T, path string) string {
			from := filepath.Join(t.TempDir(), "plans.db")
			s := open(t, from)
			saved(t, s, person("Ann"), "before")
			for _, suffix := range []string{"", "-wal"} {
				done(t, os.WriteFile(path+suffix, must(os.ReadFile(from+suffix)), 0o640))
			}
			return path
		},
		"newer, for a way back": func(t *testing.T, path string) string {
			runScript(t, path, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			backup, path := named(t, "backed up"), named(t, "before")
			opened := prepare(t, path)
			done(t, os.Chmod(path, 0o640))
			if os.Geteuid() == 0 {
				done(t, os.Chown(path, 65532, 65532))
			}
			was := must(os.Stat(path)).Sys().(*syscall.Stat_t)
			restored, err := Restore(t.Context(), backup, opened, clock()())
			if err != nil || restored.String() != "1 plan, 1 revision, no links" || restored.Kept != path+".before-restore-20261101T110001.123Z" {
				t.Fatalf("%+v, %v", restored, err)
			}
			if is := must(os.Stat(path)).Sys().(*syscall.Stat_t); is.Mode != was.Mode || is.Uid != was.Uid || is.Gid != was.Gid {
				t.Errorf("the new file is %o of %d, the old one was %o of %d", is.Mode, is.Uid, was.Mode, was.Uid)
			}
			if files := must(filepath.Glob(filepath.Join(filepath.Dir(path), "*"))); len(files) != 2 {
				t.Errorf("the folder holds %q", files)
			}
			if opened != path && must(os.Lstat(opened)).Mode()&fs.ModeSymlink == 0 {
				t.Error("the symbolic link is a file now")
			}
			runScript(t, restored.Kept, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)))
			if now, kept := nameIn(t, opened), nameIn(t, restored.Kept); now != "backed up" || kept != "before" {
				t.Errorf("there is %q now, and %q is kept", now, kept)
			}
			if nameIn(t, backup) != "backed up" {
				t.Error("the backup is gone")
			}
		})
	}
}

func TestRestoreWhereNothingIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	log := named(t, "of another file")
	s := open(t, log)
	saved(t, s, person("Ann"), "more")
	done(t, os.WriteFile(path+"-wal", must(os.ReadFile(log+"-wal")), 0o600)) // its file was removed by hand
	restored, err := Restore(t.Context(), named(t, "backed up"), path, clock()())
	if err != nil || restored.Kept != "" {
		t.Fatalf("%+v, %v", restored, err)
	}
	if mode := must(os.Stat(path)).Mode().Perm(); mode != 0o600 {
		t.Errorf("the file has mode %o", mode)
	}
	if name := nameIn(t, path); name != "backed up" {
		t.Errorf("there is %q now", name)
	}
	if moved := must(filepath.Glob(path + ".before-restore-*-wal")); len(moved) != 1 {
		t.Errorf("the log of the former file is at %q", moved)
	}
}

func TestRestoreOfAFormerSchema(t *testing.T) {
	backup, held := released(t, 1)
	path := named(t, "before")
	if _, err := Restore(t.Context(), backup, path, clock()()); err != nil {
		t.Fatal(err)
	}
	oldPlansAreRead(t, open(t, path), held)
	if copies := keptCopies(path); len(copies) != 1 {
		t.Errorf("copies kept by the migration: %q", copies)
	}
}

func TestNoRestoreUnderAServer(t *testing.T) {
	backup, path := named(t, "backed up"), named(t, "before")
	server := child(t, "hold", path)
	said := bufio.NewReader(must(server.StdoutPipe()))
	done(t, server.Start())
	must(said.ReadString('\n'))
	restored, err := Restore(t.Context(), backup, path, clock()())
	if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "stop the server") || !strings.Contains(err.Error(), path) || restored != (Restored{}) {
		t.Errorf("under another process: %+v, %v", restored, err)
	}
	if left := must(filepath.Glob(path + ".*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	server.Process.Kill()
	server.Wait()
	s := open(t, path)
	if _, err := Restore(t.Context(), backup, path, clock()()); !errors.Is(err, ErrBusy) {
		t.Errorf("under the same process: %v", err)
	}
	saved(t, s, person("Ben"), "goes on")
	done(t, s.Close())
	if name := nameIn(t, path); name != "before" {
		t.Errorf("there is %q now", name)
	}
	if _, err := Restore(t.Context(), backup, path, clock()()); err != nil {
		t.Errorf("once it is closed: %v", err)
	}
}

// smash overwrites the middle of a file.
func smash(t testing.TB, path string, from int64) {
	t.Helper()
	file := must(os.OpenFile(path, os.O_WRONLY, 0))
	defer file.Close()
	must(file.WriteAt([]byte(strings.Repeat("damage! ", 512)), from))
}

func TestRestoreOverADamagedFile(t *testing.T) {
	for name, from := range map[string]int64{"its tables": 4096, "its schema": 100} {
		t.Run(name, func(t *testing.T) {
			backup, path := named(t, "backed up"), named(t, "before")
			server := child(t, "hold", path)
			said := bufio.NewReader(must(server.StdoutPipe()))
			done(t, server.Start())
			must(said.ReadString('\n'))
			smash(t, path, from)
			if _, err := Restore(t.Context(), backup, path, clock()()); !errors.Is(err, ErrBusy) {
				t.Errorf("under a server: %v", err)
			}
			server.Process.Kill()
			server.Wait()
			before := must(os.ReadFile(path))
			restored, err := Restore(t.Context(), backup, path, clock()())
			if err != nil {
				t.Fatal(err)
			}
			kept := must(os.ReadFile(restored.Kept))
			if name := nameIn(t, path); name != "backed up" || len(kept) != len(before) || string(kept[100:]) != string(before[100:]) {
				t.Errorf("there is %q now, and %d bytes of %d are kept", name, len(kept), len(before))
			}
		})
	}
}

func TestRestoresThatAreRefused(t *testing.T) {
	text := func(t *testing.T, path string) { done(t, os.WriteFile(path, []byte("users: 10\n"), 0o600)) }
	for name, c := range map[string]struct {
		backup, present func(t *testing.T, path string)
		want            error
		says            string
	}{
		"no backup":        {backup: func(t *testing.T, path string) { done(t, os.Remove(path)) }, want: fs.ErrNotExist},
		"a text as backup": {backup: text, want: ErrNotDatabase},
		"a damaged backup": {backup: func(t *testing.T, path string) { smash(t, path, 8192) }, want: ErrDamaged},
		"a cut backup":     {backup: func(t *testing.T, path string) { done(t, os.Truncate(path, 20_000)) }, want: ErrDamaged},
		"a backup with a reference to nothing": {backup: func(t *testing.T, path string) {
			runScript(t, path, "PRAGMA foreign_keys = OFF; DELETE FROM plans")
		}, want: ErrDamaged, says: "refer"},
		"a newer backup": {backup: func(t *testing.T, path string) {
			runScript(t, path, fmt.Sprintf("PRAGMA user_version = %d", len(migrations)+1))
		}, want: ErrNewerSchema},
		"over a text": {present: text, want: ErrNotDatabase, says: "move it away"},
		"over the file of another program": {present: func(t *testing.T, path string) { runScript(t, path, "PRAGMA application_id = 7") },
			want: ErrNotDatabase, says: "another program"},
		"over a folder": {present: func(t *testing.T, path string) {
			done(t, os.Remove(path))
			done(t, os.Mkdir(path, 0o700))
		}, want: ErrNotDatabase},
	} {
		t.Run(name, func(t *testing.T) {
			backup, path := named(t, "backed up"), named(t, "before")
			if c.backup != nil {
				c.backup(t, backup)
			}
			if c.present != nil {
				c.present(t, path)
			}
			before := folder(t, filepath.Dir(path))
			restored, err := Restore(t.Context(), backup, path, clock()())
			if err == nil || c.want != nil && !errors.Is(err, c.want) || restored != (Restored{}) {
				t.Fatalf("%+v, %v", restored, err)
			}
			if text := err.Error(); strings.Contains(text, "\n") || !strings.Contains(text, c.says) || !strings.Contains(text, backup) && !strings.Contains(text, path) {
				t.Errorf("it says %q", text)
			}
			if folder(t, filepath.Dir(path)) != before {
				t.Error("something changed")
			}
		})
	}
	path := named(t, "itself")
	if _, err := Restore(t.Context(), symlink(t, path), path, clock()()); err == nil || !strings.Contains(err.Error(), "itself") {
		t.Errorf("a database as its own backup: %v", err)
	}
}

// A kill leaves the old database or the new one under the path, and whatever is
// kept is whole.
func TestKilledWhileRestoring(t *testing.T) {
	left := map[string]int{}
	for _, moment := range []string{
		"pwrite64:1", "pwrite64:5", "fsync:1", "fsync:3", "unlink:1", "fsync:4", "unlink:3", "unlink:5", "fsync:5", "fsync:6",
		"fsync:7", "unlink:6", "linkat:1", "renameat:1", "fsync:8", "exit_group:1",
	} {
		backup, path := named(t, "backed up"), named(t, "before")
		calls, n, _ := strings.Cut(moment, ":")
		out, err := strace(t, child(t, "restore", backup+"\n"+path), "-o", "/dev/null", "-e", "trace="+calls, "-e", "inject="+calls+":signal=SIGKILL:when="+n).Output()
		if err == nil && string(out) != "restored\n" {
			t.Errorf("killed at %s: neither killed nor restored: %s", moment, out)
		}
		name := nameIn(t, path)
		if name != "before" && name != "backed up" {
			t.Errorf("killed at %s: there is %q", moment, name)
		}
		if err != nil {
			left[name]++
		}
		for _, kept := range must(filepath.Glob(path + ".before-restore-*Z")) {
			if nameIn(t, kept) != "before" {
				t.Errorf("killed at %s: %s is not what was there", moment, kept)
			}
		}
		if _, err := Restore(t.Context(), backup, path, time.Now()); err != nil || nameIn(t, path) != "backed up" {
			t.Errorf("killed at %s: the next restore: %v", moment, err)
		}
	}
	if left["before"] < 5 || left["backed up"] < 1 {
		t.Errorf("the kills left %v: they miss the restore", left)
	}
}

func TestNoRestoreOnAFullDisk(t *testing.T) {
	backup, _ := released(t, 2)
	large(t, backup)
	dir := tmpfs(t, 1<<20)
	path := filepath.Join(dir, "plans.db")
	before := named(t, "before")
	place(t, before, path)
	if _, err := Restore(t.Context(), backup, path, clock()()); !errors.Is(err, ErrFull) {
		t.Errorf("restore: %v, want ErrFull", err)
	}
	if left := must(filepath.Glob(dir + "/*")); len(left) != 1 || nameIn(t, path) != "before" {
		t.Errorf("left behind: %q", left)
	}
}
