package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"stagecraft/store"
)

const importHelp = `stagecraft import FILE [--merge] [flags]: reads what “stagecraft export” wrote into a database that holds no
plans yet: all of it, or nothing. A compressed file is known by its content; - is standard input.

  --merge    the database may hold plans; rows that are there already are skipped when they are the same,
             and refused, with everything, when they differ
`

// importPlans reads an export into a database.
func importPlans(ctx context.Context, p process, args []string) error {
	flags := newFlags("import")
	merge := flags.Bool("merge", false, "")
	file, db, err := oneFile(p, args, flags, importHelp)
	if err != nil {
		return err
	}
	from := p.stdin
	if file != standardStream {
		opened, err := openInput(file)
		if err != nil {
			return err
		}
		defer opened.Close()
		from = opened
	}
	plain, err := unzipped(from)
	if err != nil {
		return misuse("%s: %v", file, err)
	}
	imported, err := store.Import(ctx, db, plain, *merge)
	switch {
	case errors.Is(err, store.ErrNotExport):
		return misuse("%s: %v; nothing was imported", file, err)
	case errors.Is(err, store.ErrNotEmpty), errors.Is(err, store.ErrDiffers):
		return misuse("%s: %v; nothing was imported", hidden(db), err)
	case err != nil:
		return inputFault(err)
	}
	text := fmt.Sprintf("%s: %s", printable(hidden(db)), imported.Counts)
	if *merge {
		text += fmt.Sprintf("; rows that were there already: %d", imported.Skipped)
	}
	_, err = io.WriteString(p.stdout, text+"\n")
	return err
}
