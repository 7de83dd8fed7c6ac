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
)

// Backup copies an SQLite file, of any schema this program knows, as it is at one
// moment. The copy is there, under its name, only once it was read whole, its
// references followed and everything synced; Counts is what it holds. Others may
// read and write the database meanwhile. Errors: fs.ErrNotExist, fs.ErrExist,
// ErrNotDatabase, ErrNewerSchema, ErrFull.
func Backup(ctx context.Context, from, to string) (Counts, error) {
	return backup(ctx, from, to, false)
}

// BackupOver is Backup that replaces a file of the name, in one step.
func BackupOver(ctx context.Context, from, to string) (Counts, error) {
	return backup(ctx, from, to, true)
}

func backup(ctx context.Context, from, to string, over bool) (Counts, error) {
	from, err := existing(from)
	if err != nil {
		return Counts{}, err
	}
	if _, err := probe(from); err != nil {
		return Counts{}, err
	}
	switch there, err := os.Lstat(to); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return Counts{}, err
	case !over:
		return Counts{}, fmt.Errorf("%s: %w", to, fs.ErrExist)
	case !there.Mode().IsRegular():
		return Counts{}, fmt.Errorf("%s is no regular file: name another", to)
	case sameFile(from, to):
		return Counts{}, fmt.Errorf("%s is the database itself: name another file", to)
	}
	for _, beside := range sidecars(to) {
		// A log beside the copy would be taken for its own, and damage it.
		return Counts{}, fmt.Errorf("%s lies there, so %s is a database in use or what is left of one: name another file", beside, to)
	}
	return copyFile(ctx, from, to, over)
}

// existing resolves the path of a database that must be there.
func existing(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("there is no database: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s %w: name a file, not a folder or a device", path, ErrNotDatabase)
	}
	return filepath.EvalSymlinks(path)
}

func sameFile(a, b string) bool {
	of, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	return err == nil && otherErr == nil && os.SameFile(of, other)
}

// sidecars lists the files that SQLite keeps beside one and that are there now.
func sidecars(path string) (there []string) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Lstat(path + suffix); err == nil {
			there = append(there, path+suffix)
		}
	}
	return there
}

// copyFile makes a verified and synced copy of an SQLite file. Without over, a
// file that has the name by then stays.
func copyFile(ctx context.Context, from, to string, over bool) (Counts, error) {
	aside, counts, err := copyAside(ctx, from, to)
	if err != nil {
		return Counts{}, err
	}
	place := PutNew
	if over {
		place = os.Rename
	}
	if err := place(aside, to); err != nil {
		return Counts{}, errors.Join(err, removePart(aside))
	}
	return counts, syncFolder(filepath.Dir(to))
}

// copyAside makes the copy under a name of its own in the same folder, so that
// what a kill leaves there is taken for no backup.
func copyAside(ctx context.Context, from, to string) (aside string, counts Counts, err error) {
	made, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*.part") // SQLite fills an empty file and keeps its mode, 0600
	if err != nil {
		return "", Counts{}, err
	}
	defer func() {
		made.Close()
		if err != nil {
			err = errors.Join(err, removePart(made.Name()))
		}
	}()
	// Who only reads would leave an empty log beside a file that nobody has open.
	db, err := sql.Open("sqlite3", fileURI(from)+"?"+url.Values{"mode": {"rw"}, "_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())}}.Encode())
	if err != nil {
		return "", Counts{}, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", made.Name()); err != nil {
		return "", Counts{}, sqliteEngine.failure("copy "+from, err)
	}
	if counts, err = verify(ctx, made.Name(), from); err != nil {
		return "", Counts{}, err
	}
	return made.Name(), counts, made.Sync()
}

// PutNew gives a file, that lies under another name in the same folder, its name
// unless another has it: fs.ErrExist.
func PutNew(aside, to string) error {
	err := os.Link(aside, to)
	switch {
	case err == nil:
		return os.Remove(aside)
	case errors.Is(err, fs.ErrExist):
		return err
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) { // a file system without hard links
		return fmt.Errorf("%s: %w", to, fs.ErrExist)
	}
	return os.Rename(aside, to)
}

// removePart removes what a copy that was cut off left behind.
func removePart(aside string) error {
	return errors.Join(ignoreMissing(os.Remove(aside)), ignoreMissing(os.Remove(aside+"-journal")))
}

// syncFolder makes a new name in a folder last.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
