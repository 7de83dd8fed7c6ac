package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/pricing/pricelist"
)

// pricesImport reads price list files into a new book. The old book is only
// read, and the new one appears whole or not at all.
func pricesImport(_ context.Context, p process, args []string) error {
	var from bookFlags
	var options pricelist.Options
	flags := newFlags("prices")
	from.defineBook(flags, p.getenv)
	out := flags.String("out", "", "")
	format := flags.String("format", "text", "")
	flags.Func("only", "", func(v string) error { options.Only = append(options.Only, v); return nil })
	flags.Func("keep", "", func(v string) error { options.Keep = append(options.Keep, v); return nil })
	files, err := parse(flags, args)
	if err != nil {
		return err
	}
	if err := checkFormat(*format); err != nil {
		return err
	}
	if len(files) == 0 {
		return misuse("prices import needs a file; “stagecraft prices --help” says which")
	}
	old, err := from.open()
	if err != nil {
		return err
	}
	book, done := old, imported{Old: old.Version()}
	for _, file := range files {
		read, err := importFile(file, old, options)
		if err != nil {
			return err
		}
		if err := done.add(file, read); err != nil {
			return err
		}
		if book, err = book.With(read.Rates); err != nil {
			return fmt.Errorf("%q gives no price book: %w", file, err)
		}
	}
	if *out == "" {
		*out = "prices-" + book.AsOf() + ".csv"
	}
	if err := writeFile(*out, book.CSV()); err != nil {
		return err
	}
	done.New, done.AsOf, done.Out = book.Version(), book.AsOf(), *out
	done.note(pricing.Changes(old, book))
	return printed(p.stdout, *format, done)
}

// importFile reads one file. What is wrong with it is the input's fault, save
// for a failing disk.
func importFile(name string, old *pricing.Book, o pricelist.Options) (pricelist.Import, error) {
	var system error
	read, err := pricelist.Read(func() (io.ReadCloser, error) {
		file, err := openInput(name)
		system = err
		return file, err
	}, old, o)
	var problems pricelist.Problems
	switch {
	case err == nil:
		return read, nil
	case system != nil:
		return read, err
	case errors.As(err, &problems):
		return read, misuse("%q: %s\nnothing was written; --only PATTERN reads a file that holds part of an offer, --keep KEY leaves a rate as it is",
			name, strings.ReplaceAll(problems.Error(), "\n", fmt.Sprintf("\n%q: ", name)))
	}
	return read, misuse("%q: %v; nothing was written", name, err)
}

// imported is what an import did.
type imported struct {
	Old       string      `json:"old_version"`
	New       string      `json:"new_version"`
	AsOf      string      `json:"as_of"`
	Out       string      `json:"out"`
	Files     []fileDoc   `json:"files"`
	Confirmed int         `json:"confirmed"`         // rates that stay, with a new date
	Backward  int         `json:"older_than_before"` // rates whose date is now earlier
	Changes   []changeDoc `json:"changes"`
	from      map[pricelist.Place]string
}

// fileDoc is one file of an import.
type fileDoc struct {
	File       string   `json:"file"`
	Offer      string   `json:"offer"`
	Version    string   `json:"version"`
	Published  string   `json:"published"`
	Products   int      `json:"products"`
	Regions    []string `json:"regions"`
	Rates      int      `json:"rates"`
	NotOffered []string `json:"not_offered"` // "key region"
}

// add notes a file. Two files with the same rate are two prices for one thing.
func (i *imported) add(file string, read pricelist.Import) error {
	if i.from == nil {
		i.from = map[pricelist.Place]string{}
	}
	for _, r := range read.Rates {
		place := pricelist.Place{Key: r.Key, Region: r.Region}
		if before, twice := i.from[place]; twice {
			return misuse("%q and %q both hold %s in %s; nothing was written: import one of them", before, file, r.Key, r.Region)
		}
		i.from[place] = file
	}
	doc := fileDoc{File: file, Offer: read.Offer, Version: read.Version, Published: read.Published, Products: read.Products,
		Regions: read.Regions, Rates: len(read.Rates), NotOffered: []string{}}
	for _, p := range read.NotOffered {
		doc.NotOffered = append(doc.NotOffered, string(p.Key)+" "+p.Region)
	}
	i.Files = append(i.Files, doc)
	return nil
}

// note sorts what changed into prices and dates.
func (i *imported) note(changes []pricing.Change) {
	i.Changes = []changeDoc{}
	for _, c := range changes {
		switch {
		case c.Priced():
			i.Changes = append(i.Changes, changeOf(c))
		default:
			i.Confirmed++
		}
		if !c.Added() && !c.Removed() && c.Before.AsOf > c.After.AsOf && c.Before.AsOf != pricing.Undated {
			i.Backward++
		}
	}
}

func (i imported) text() string {
	var b strings.Builder
	for _, f := range i.Files {
		fmt.Fprintf(&b, "%s: offer %s, version %s, published %s: %d rates in %s, from %d products or rows\n",
			printable(f.File), f.Offer, f.Version, f.Published, f.Rates, strings.Join(f.Regions, ", "), f.Products)
		if n := len(f.NotOffered); n > 0 {
			fmt.Fprintf(&b, "  not offered there, so not in the book (%d): %s\n", n, strings.Join(f.NotOffered, ", "))
		}
	}
	writeChanges(&b, i.Changes)
	fmt.Fprintf(&b, "%d rates stay as they were and have the new date.\n", i.Confirmed)
	if i.Backward > 0 {
		fmt.Fprintf(&b, "Note: %d rates of the old book were newer than the file.\n", i.Backward)
	}
	fmt.Fprintf(&b, "%s: book %s, was %s\n", printable(i.Out), i.New, i.Old)
	return b.String()
}
