package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Restored is what a restore did.
type Restored struct {
	Counts        // of the database that is there now
	Kept   string // where the one that was there before is now; empty: there was none
}

// holdTime is how long a restore waits for others to leave the database.
const holdTime = 2 * time.Second

// Restore puts a backup in the place of an SQLite file, in one step: whoever
// opens the path finds the old database or the new one, whole. The backup is
// copied and verified first; the present database is kept beside the path, under
// a dated name. While any process of this machine has the database open, it
// refuses with ErrBusy. Other errors: fs.ErrNotExist, ErrNotDatabase,
// ErrNewerSchema, ErrFull.
func Restore(ctx context.Context, from, to string, now time.Time) (done Restored, err error) {
	if from, err = existing(from); err != nil {
		return Restored{}, err
	}
	if _, err := probe(from); err != nil {
		return Restored{}, err
	}
	present, to, err := replaceable(to)
	if err != nil {
		return Restored{}, err
	}
	if present != nil && sameFile(from, to) {
		return Restored{}, fmt.Errorf("%s is the database itself: name a backup", from)
	}
	aside, counts, err := copyAside(ctx, from, to)
	if err != nil {
		return Restored{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removePart(aside))
		}
	}()
	kept := fmt.Sprintf("%s.before-restore-%s", to, stampOfFile(now))
	if present == nil {
		if err := moveSidecars(to, kept); err != nil {
			return Restored{}, err
		}
		if err := PutNew(aside, to); err != nil {
			return Restored{}, err
		}
		return Restored{Counts: counts}, syncFolder(filepath.Dir(to))
	}
	if err := dress(aside, present); err != nil {
		return Restored{}, err
	}
	if err := exchange(ctx, aside, to, kept); err != nil {
		return Restored{}, err
	}
	return Restored{counts, kept}, syncFolder(filepath.Dir(to))
}

// replaceable looks at what a restore would replace; nil means nothing is there.
// Only what is ours, or was before it was damaged, may be replaced.
func replaceable(path string) (fs.FileInfo, string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, path, nil
	}
	if err != nil {
		return nil, "", err
	}
	if !info.Mode().IsRegular() {
		return nil, "", fmt.Errorf("%s %w: name a file, not a folder or a device", path, ErrNotDatabase)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, "", err
	}
	if info.Size() == 0 {
		return info, real, nil
	}
	if _, err := probe(real); errors.Is(err, ErrNotDatabase) {
		return nil, "", fmt.Errorf("%w; if it was one and is damaged, move it away first", err)
	}
	return info, real, nil
}

// dress gives the new file the rights and the owner of the old one: who restores
// may be another user than the server.
func dress(aside string, present fs.FileInfo) error {
	if err := os.Chmod(aside, present.Mode().Perm()); err != nil {
		return err
	}
	owner, known := present.Sys().(*syscall.Stat_t)
	if !known {
		return nil
	}
	if err := os.Chown(aside, int(owner.Uid), int(owner.Gid)); err != nil {
		return fmt.Errorf("the restored file cannot belong to the owner of the present one; restore as that user: %w", err)
	}
	return nil
}

// exchange keeps the present file under another name and gives its own to the
// new one, while nobody can open it.
func exchange(ctx context.Context, aside, path, kept string) error {
	release, err := hold(ctx, path)
	if err != nil {
		return err
	}
	defer release()
	if err := moveSidecars(path, kept); err != nil {
		return err
	}
	if err := os.Link(path, kept); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // a file system without hard links: for a moment the path names nothing
		if err := os.Rename(path, kept); err != nil {
			return err
		}
	}
	return os.Rename(aside, path)
}

// moveSidecars keeps the logs of a file that is replaced: beside the new file
// SQLite would take them for its own.
func moveSidecars(path, kept string) error {
	for _, beside := range sidecars(path) {
		if err := os.Rename(beside, kept+beside[len(path):]); err != nil {
			return err
		}
	}
	return nil
}

// hold makes sure that no other process has the file open, and keeps it so until
// release. What was in its log is then in the file, which has no log any more: a
// process that opens it at this moment waits, and finds afterwards that the path
// names another file, for it cannot begin a new log.
func hold(ctx context.Context, path string) (release func(), err error) {
	db, err := sql.Open("sqlite3", fileURI(path)+"?"+url.Values{"mode": {"rw"}, "_busy_timeout": {fmt.Sprint(holdTime.Milliseconds())}}.Encode())
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	release = func() {
		if conn != nil {
			conn.Close()
		}
		db.Close()
	}
	if err == nil {
		err = takeAlone(ctx, conn)
	}
	if err == nil {
		return release, nil
	}
	release()
	if isDamage(err) { // closing it later would remove the log of the new file, so it is not held
		err = unlocked(path)
	}
	if err == nil {
		return func() {}, nil
	}
	if err = sqliteEngine.failure("hold "+path, err); errors.Is(err, ErrBusy) {
		err = fmt.Errorf("stop the server, and whatever else has the database open, first: %w", err)
	}
	return nil, err
}

// takeAlone takes the file out of the mode with a log, which SQLite allows to the
// only process that has it open, and locks it in the other mode.
func takeAlone(ctx context.Context, conn *sql.Conn) error {
	for _, step := range []string{"PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE", "PRAGMA journal_mode"} {
		mode := "delete"
		err := conn.QueryRowContext(ctx, step).Scan(&mode)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if mode != "delete" { // another was first between two of the steps
			return ErrBusy
		}
	}
	return nil
}

// unlocked tells of a file that SQLite cannot read whether other processes have
// it open: these lock bytes of it, see “File Locking” in the documentation of SQLite.
func unlocked(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 1 << 30, Len: 512}
	if err := syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &lock); err != nil {
		return err
	}
	if lock.Type != syscall.F_UNLCK {
		return ErrBusy
	}
	return nil
}

// isDamage tells that a file cannot be read as a database.
func isDamage(err error) bool {
	var of sqlite3.Error
	return errors.As(err, &of) && (of.Code == sqlite3.ErrCorrupt || of.Code == sqlite3.ErrNotADB || of.Code == sqlite3.ErrIoErr)
}
