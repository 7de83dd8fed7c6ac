package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"stagecraft/planner/pricing"
	"stagecraft/planner/pricing/override"
)

// embeddedBook is the word for the price book that comes with the program.
const embeddedBook = "embedded"

// noRates is the word for list prices alone.
const noRates = "none"

// bookFlags choose the prices of a command: serve, plan, price.
type bookFlags struct{ book, rates string }

// settings are the flags with their environment variables.
func (b *bookFlags) settings() []setting {
	return []setting{
		{"book", "STAGECRAFT_BOOK", embeddedBook, "price book: a file of “stagecraft prices import”, or embedded", &b.book},
		{"rates", "STAGECRAFT_RATES", noRates, "negotiated rates and a second currency: a YAML file, see docs/prices.md", &b.rates},
	}
}

// defineBook puts the book alone among the flags: the commands about books know
// list prices.
func (b *bookFlags) defineBook(flags *flag.FlagSet, getenv func(string) string) {
	b.settings()[0].define(flags, getenv)
}

// define puts them among the flags of a command.
func (b *bookFlags) define(flags *flag.FlagSet, getenv func(string) string) {
	for _, s := range b.settings() {
		s.define(flags, getenv)
	}
}

// open reads what was chosen: a book with what is laid over it.
func (b bookFlags) open() (*pricing.Book, error) {
	book, err := openBook(b.book)
	if err != nil || b.rates == "" || b.rates == noRates {
		return book, err
	}
	file, err := openInput(b.rates)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	over, err := override.Parse(file)
	if err != nil {
		return nil, misuse("%q: %v", b.rates, err)
	}
	if book, err = over.Apply(book); err != nil {
		return nil, misuse("%q: %v", b.rates, err)
	}
	return book, nil
}

// openBook reads a price book: a file, which may be compressed with gzip, or
// the embedded one.
func openBook(name string) (*pricing.Book, error) {
	if name == embeddedBook || name == "" {
		return pricing.Embedded(), nil
	}
	file, err := openInput(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := unzipped(file)
	if err != nil {
		return nil, fmt.Errorf("read price book %q: %w", name, err)
	}
	book, err := pricing.Parse(content)
	if err != nil {
		return nil, misuse("%q is not a price book: %v", name, err)
	}
	return book, nil
}

// openInput opens a file that was named on the command line.
func openInput(name string) (*os.File, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misuse("there is no file %q", name)
	}
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		file.Close()
		return nil, misuse("%q is a folder; name a file in it", name)
	}
	return file, nil
}

// unzipped reads through gzip where the content begins with its mark.
func unzipped(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	if mark, _ := buffered.Peek(2); !bytes.Equal(mark, []byte{0x1f, 0x8b}) {
		return buffered, nil
	}
	return gzip.NewReader(buffered)
}
