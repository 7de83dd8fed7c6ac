// Package pricelist reads the files of the AWS Price List Bulk API (offers as
// JSON and CSV, savings plans as CSV) and turns what a price book needs of them
// into its rates.
//
// Files have hundreds of megabytes, so they are read as streams: what is kept is
// the products that a rule selects, some hundred of them. The rules (rules_*.go)
// are data: which attributes select the price of which key, in which unit.
//
// Nothing is guessed. A rate that the file should hold and that no product, or
// more than one, matches is an error that names it.
package pricelist

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"stagecraft/planner/pricing"
)

// Open opens the file from its start. It is called once, or up to three times
// for a JSON file that does not have its offer code, products and prices in the
// order AWS writes them.
type Open func() (io.ReadCloser, error)

// Options narrow an import. The patterns are keys with * for any run of
// characters: "ec2.*".
type Options struct {
	Only []string // keys to read; empty: all that a rule exists for
	Keep []string // keys whose rates stay as the book has them
}

// Place is a key in a region.
type Place struct {
	Key    pricing.Key
	Region string
}

// Import is what a file says about the rates of a book.
type Import struct {
	Offer      string // offer code, "AmazonEC2"
	Version    string // of the file, "20260507192915"
	Published  string // day of publication, ISO
	Products   int    // read, wanted or not; of a CSV its rows
	Regions    []string
	Rates      []pricing.Rate // by key and region
	NotOffered []Place        // sizes that the book knows and a Region does not sell
}

// Malformed says where a file stops being a price list.
type Malformed struct {
	Line    int   // from 1
	Offset  int64 // byte from the start, JSON only; 0: not known
	Problem string
}

func (m Malformed) Error() string {
	if m.Offset > 0 {
		return fmt.Sprintf("line %d, byte %d: %s", m.Line, m.Offset, m.Problem)
	}
	return fmt.Sprintf("line %d: %s", m.Line, m.Problem)
}

// ErrTruncated is wrapped by the errors of files that end too early.
var ErrTruncated = errors.New("the file ends in the middle")

// Read reads one price list file and gives the rates it has for the keys and
// regions of a book. The file may be compressed with gzip. Errors are Malformed
// with the place, Problems with the rates, or those of opening and reading.
func Read(open Open, book *pricing.Book, o Options) (Import, error) {
	c, err := newCollector(book, o)
	if err != nil {
		return Import{}, err
	}
	for read := false; !read; {
		if err := withReader(open, func(r *bufio.Reader) error {
			json, err := isJSON(r)
			if err != nil {
				return err
			}
			if json {
				read, err = readJSON(r, c)
				return err
			}
			read = true
			return readCSV(r, c)
		}); err != nil {
			return Import{}, err
		}
	}
	return c.result()
}

// withReader opens the file, through gzip when it begins with its mark.
func withReader(open Open, read func(*bufio.Reader) error) (err error) {
	file, err := open()
	if err != nil {
		return err
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, 256<<10)
	if mark, _ := r.Peek(2); bytes.Equal(mark, []byte{0x1f, 0x8b}) {
		zipped, err := gzip.NewReader(r)
		if err != nil {
			return fmt.Errorf("read gzip: %w", err)
		}
		r = bufio.NewReaderSize(zipped, 256<<10)
	}
	return read(r)
}

// isJSON looks at the first character that is not a space.
func isJSON(r *bufio.Reader) (bool, error) {
	start, err := r.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read: %w", err)
	}
	start = bytes.TrimSpace(bytes.TrimPrefix(start, []byte(byteOrderMark)))
	if len(start) == 0 {
		return false, Malformed{Line: 1, Problem: "the file is empty"}
	}
	return start[0] == '{', nil
}

const byteOrderMark = "\xef\xbb\xbf"

// wants says whether a key is to be read.
func (o Options) wants(key pricing.Key) bool {
	return (len(o.Only) == 0 || matchesAny(o.Only, key)) && !matchesAny(o.Keep, key)
}

func matchesAny(patterns []string, key pricing.Key) bool {
	for _, p := range patterns {
		if ok, _ := path.Match(p, string(key)); ok {
			return true
		}
	}
	return false
}

// check refuses patterns that cannot match.
func (o Options) check() error {
	for _, patterns := range [][]string{o.Only, o.Keep} {
		for _, p := range patterns {
			if _, err := path.Match(p, ""); err != nil {
				return fmt.Errorf("key pattern %q is not valid", p)
			}
		}
	}
	return nil
}

// day reads a publication date.
func day(published string) (string, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, published); err == nil && t.Year() >= 2006 {
			return t.UTC().Format(time.DateOnly), true
		}
	}
	return "", false
}
