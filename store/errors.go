package store

import "errors"

// What a caller can react to, by errors.Is.
var (
	// ErrNotFound: no such plan, revision or link, or it was deleted or revoked.
	ErrNotFound = errors.New("not found")
	// ErrForbidden: who asks may see it but not do this to it.
	ErrForbidden = errors.New("not allowed")
	// ErrConflict: the plan has a newer revision than the one the change was based on.
	ErrConflict = errors.New("changed in the meantime")
	// ErrTooLarge: a text or result above the limit that its message names.
	ErrTooLarge = errors.New("too large to save")
	// ErrQuota: a limit that its message names is reached; nothing was saved.
	ErrQuota = errors.New("no more can be kept")
	// ErrLastOwner: a workspace cannot lose its last owner.
	ErrLastOwner = errors.New("the last owner of the workspace")
	// ErrFull: the disk, or the quota of the file, is full. Nothing was saved.
	ErrFull = errors.New("no space left for the database")
	// ErrBusy: other processes were first for as long as was worth waiting.
	ErrBusy = errors.New("the database is in use by others")
	// ErrUnavailable: the database server does not answer.
	ErrUnavailable = errors.New("the database does not answer")
	// ErrReadOnly: the database cannot be written.
	ErrReadOnly = errors.New("the database cannot be written")
	// ErrNewerSchema: a newer program wrote the database.
	ErrNewerSchema = errors.New("was written by a newer Stagecraft")
	// ErrDamaged: what is kept cannot be read, or refers to what is gone.
	ErrDamaged = errors.New("the database is damaged")
	// ErrOlderSchema: a program of before wrote it, and nobody brought it on yet.
	ErrOlderSchema = errors.New("was written by an older Stagecraft")
	// ErrNotExport: a file to be imported is none, was cut off or changed.
	ErrNotExport = errors.New("this is no whole export of Stagecraft")
	// ErrNotEmpty: something would be imported beside what is kept already.
	ErrNotEmpty = errors.New("holds plans already")
	// ErrDiffers: a row to be imported is kept already, with another content.
	ErrDiffers = errors.New("is kept already, and differs")
	// ErrNotDatabase: it is not a Stagecraft database.
	ErrNotDatabase = errors.New("is not a Stagecraft database")
)
