package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stagecraft/store"
)

const exportHelp = `stagecraft export FILE [--force] [flags]: writes everything that is kept, save for who is signed in, as lines
of JSON that “stagecraft import” reads into any other database; docs/export.md says what they mean.
FILE is compressed when its name ends in .gz; - is standard output.

  --force    replace FILE when it exists
`

// export writes what a database keeps to a file.
func export(ctx context.Context, p process, args []string) error {
	flags := newFlags("export")
	force := flags.Bool("force", false, "")
	file, db, err := oneFile(p, args, flags, exportHelp)
	if err != nil {
		return err
	}
	if file == standardStream {
		_, err := store.Export(ctx, db, programVersion(), p.stdout)
		return inputFault(err)
	}
	ctx, release := untilSignal(ctx) // an unfinished file is removed
	defer release()
	var counts store.Counts
	write := func(w io.Writer) (err error) {
		counts, err = store.Export(ctx, db, programVersion(), w)
		return err
	}
	if err := newFile(file, *force, write); err != nil {
		return inputFault(err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s\n", printable(file), counts)
	return err
}

// newFile makes a file that its owner alone may read. It is there, under its
// name, only once it is whole and synced; what there was before is replaced only
// when told to.
func newFile(name string, over bool, write func(io.Writer) error) error {
	taken := fmt.Errorf("%s exists; name another file, or replace it with --force", name)
	there, err := os.Lstat(name)
	switch {
	case err == nil && !over:
		return misuseError{taken.Error()}
	case err == nil && !there.Mode().IsRegular():
		return misuse("%s is no regular file; name another", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	aside, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return err
	}
	place := store.PutNew
	if over {
		place = os.Rename
	}
	err = placed(aside, name, 0o600, place, func(w io.Writer) error { return zipped(name, w, write) })
	if errors.Is(err, fs.ErrExist) { // by now
		return misuseError{taken.Error()}
	}
	return err
}

// zipped compresses what is written when the name says so.
func zipped(name string, w io.Writer, write func(io.Writer) error) error {
	if !strings.HasSuffix(name, ".gz") {
		return write(w)
	}
	zip := gzip.NewWriter(w)
	if err := write(zip); err != nil {
		return err
	}
	return zip.Close()
}
