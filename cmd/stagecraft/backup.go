package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"stagecraft/store"
)

const backupHelp = `stagecraft backup FILE [--force] [flags]: copies the SQLite file of the saved plans while servers use it,
and checks the copy, which is there only once it is whole.

  --force    replace FILE when it exists`

// backup copies the database to a file.
func backup(ctx context.Context, p process, args []string) error {
	flags := newFlags("backup")
	force := flags.Bool("force", false, "")
	file, db, err := oneFile(p, args, flags, backupHelp)
	if err != nil {
		return err
	}
	if err := onlySQLite("backup", db); err != nil {
		return err
	}
	ctx, release := untilSignal(ctx) // an unfinished copy is removed
	defer release()
	copyTo := store.Backup
	if *force {
		copyTo = store.BackupOver
	}
	counts, err := copyTo(ctx, db, file)
	switch {
	case errors.Is(err, fs.ErrExist):
		return misuse("%s exists; name another file, or replace it with --force", file)
	case err != nil:
		return inputFault(err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s; whole and checked\n", printable(file), counts)
	return err
}
