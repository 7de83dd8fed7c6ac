package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// deliver writes the document where --out says, else to standard output.
func (f planFlags) deliver(p process, document []byte) error {
	if f.out == "" || f.out == standardStream {
		if _, err := p.stdout.Write(document); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		return nil
	}
	return writeFile(f.out, document)
}

// writeFile replaces a file in one step: whoever reads it sees the old or the
// new bytes, whole, and a failure leaves the old ones. What is no regular
// file, such as /dev/stdout, is written to directly.
func writeFile(path string, document []byte) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // a link keeps pointing at the file
	}
	mode := fs.FileMode(0o644)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("write: %w", err)
	case info.IsDir():
		return misuse("--out %q is a folder; name a file in it", path)
	case !info.Mode().IsRegular():
		if err := os.WriteFile(path, document, mode); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		return nil
	default:
		mode = info.Mode().Perm()
	}
	return replaceFile(path, document, mode)
}

func replaceFile(path string, document []byte, mode fs.FileMode) error {
	aside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	err = placed(aside, path, mode, os.Rename, func(w io.Writer) error {
		_, err := w.Write(document)
		return err
	})
	if err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	return nil
}

// placed fills a new file and lets place give it its name, once it is whole and
// synced; a failure removes it.
func placed(aside *os.File, path string, mode fs.FileMode, place func(aside, path string) error, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			aside.Close() // a second time is harmless
			os.Remove(aside.Name())
		}
	}()
	if err := write(aside); err != nil {
		return err
	}
	if err := errors.Join(aside.Chmod(mode), aside.Sync(), aside.Close()); err != nil {
		return err
	}
	return place(aside.Name(), path)
}
