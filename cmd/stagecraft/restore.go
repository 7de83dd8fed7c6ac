package main

import (
	"context"
	"fmt"

	"stagecraft/store"
)

const restoreHelp = `stagecraft restore FILE [flags]: checks a backup and puts it in the place of the SQLite file of the saved
plans, which is kept beside it under a dated name. Stop the server first.
`

// restore puts a backup in the place of the database.
func restore(ctx context.Context, p process, args []string) error {
	file, db, err := oneFile(p, args, newFlags("restore"), restoreHelp)
	if err != nil {
		return err
	}
	if err := onlySQLite("restore", db); err != nil {
		return err
	}
	ctx, release := untilSignal(ctx) // the copy made aside is removed
	defer release()
	restored, err := store.Restore(ctx, file, db, p.clock())
	if err != nil {
		return inputFault(err)
	}
	text := fmt.Sprintf("%s is %s now: %s", printable(db), printable(file), restored.Counts)
	if restored.Kept != "" {
		text += "; what it was before is " + printable(restored.Kept)
	}
	_, err = fmt.Fprintln(p.stdout, text)
	return err
}
