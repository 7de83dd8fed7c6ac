package store

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// What a caller can react to, by errors.Is.
var (
	// ErrNotFound: no such plan, revision or link, or it was deleted or revoked.
	ErrNotFound = errors.New("not found")
	// ErrNotOwner: the plan exists but was saved by another browser.
	ErrNotOwner = errors.New("saved by another browser")
	// ErrConflict: the plan has a newer revision than the one the change was based on.
	ErrConflict = errors.New("changed in the meantime")
	// ErrTooLarge: a text or result above the limit that its message names.
	ErrTooLarge = errors.New("too large to save")
	// ErrFull: the disk, or the quota of the file, is full. Nothing was saved.
	ErrFull = errors.New("no space left for the database")
	// ErrBusy: another process held the write lock for the whole busy timeout.
	ErrBusy = errors.New("the database is locked by another process")
	// ErrReadOnly: the file or its folder cannot be written.
	ErrReadOnly = errors.New("the database cannot be written")
	// ErrNewerSchema: a newer program wrote the file.
	ErrNewerSchema = errors.New("was written by a newer Stagecraft")
	// ErrNotDatabase: the file is not a Stagecraft database.
	ErrNotDatabase = errors.New("is not a Stagecraft database")
)

// failure wraps an error of the driver with what was being done, and with the
// one of our errors that it means. Our own errors and those of the context
// pass through unchanged underneath.
func failure(doing string, err error) error {
	var of sqlite3.Error
	if errors.As(err, &of) {
		if meaning := meaningOf(of); meaning != nil {
			return fmt.Errorf("%s: %w: %w", doing, meaning, err)
		}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func meaningOf(err sqlite3.Error) error {
	switch {
	case err.Code == sqlite3.ErrFull, err.SystemErrno == syscall.ENOSPC, err.SystemErrno == syscall.EDQUOT:
		return ErrFull
	case err.Code == sqlite3.ErrBusy, err.Code == sqlite3.ErrLocked:
		return ErrBusy
	case err.Code == sqlite3.ErrReadonly:
		return ErrReadOnly
	case err.Code == sqlite3.ErrNotADB:
		return ErrNotDatabase
	}
	return nil
}
