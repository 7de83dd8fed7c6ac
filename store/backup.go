package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

// copyFile copies an SQLite file, as it is at one moment, to a file that must
// not exist yet, and leaves it there only once it is whole, checked and synced.
// Others may read and write the original meanwhile.
func copyFile(ctx context.Context, from, to string) (err error) {
	if _, err := os.Lstat(to); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", to, os.ErrExist)
	}
	aside := to + ".part"
	if err := os.Remove(aside); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(aside)))
		}
	}()
	made, err := os.OpenFile(aside, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) // SQLite fills an empty file and keeps its mode
	if err != nil {
		return err
	}
	defer made.Close()
	db, err := sql.Open("sqlite3", fileURI(from)+"?"+url.Values{"mode": {"ro"}, "_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())}}.Encode())
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", aside); err != nil {
		return sqliteEngine.failure("copy", err)
	}
	if err := verify(ctx, aside); err != nil {
		return err
	}
	if err := made.Sync(); err != nil {
		return err
	}
	if err := os.Rename(aside, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// verify reads a whole file and its references; it must be ours.
func verify(ctx context.Context, path string) error {
	if err := probe(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", fileURI(path)+"?"+url.Values{"mode": {"ro"}, "immutable": {"1"}}.Encode())
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return sqliteEngine.failure("check "+path, err)
	}
	if said != "ok" {
		return fmt.Errorf("%s is damaged: %s: %w", path, said, ErrNotDatabase)
	}
	rows, err := db.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return sqliteEngine.failure("check "+path, err)
	}
	defer rows.Close()
	if rows.Next() {
		return fmt.Errorf("%s is damaged: a row refers to one that is gone: %w", path, ErrNotDatabase)
	}
	return rows.Err()
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
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
