package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"stagecraft/planner/pricing"
)

// oldestShown is how many of the oldest rates the summary lists.
const oldestShown = 10

// pricesShow prints a book, or some of its rates.
func pricesShow(_ context.Context, p process, args []string) error {
	var from bookFlags
	flags := newFlags("prices")
	from.defineBook(flags, p.getenv)
	key := flags.String("key", "", "")
	region := flags.String("region", "", "")
	format := flags.String("format", "text", "")
	words, err := parse(flags, args)
	if err != nil {
		return err
	}
	if err := checkFormat(*format); err != nil {
		return err
	}
	if err := noWords("prices show", words); err != nil {
		return err
	}
	book, err := from.open()
	if err != nil {
		return err
	}
	if *key == "" && *region == "" {
		return printed(p.stdout, *format, summaryOf(book, p.today()))
	}
	rates, err := selected(book, *key, *region)
	if err != nil {
		return err
	}
	return printed(p.stdout, *format, rates)
}

// selected lists the rates of a key pattern and a region.
func selected(book *pricing.Book, pattern, region string) (ratesDoc, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, misuse("--key %q is not a pattern; accepted: a key such as nat.hour, or one with *, such as 'ec2.*'", pattern)
	}
	rates := ratesDoc{}
	for _, rate := range book.All() {
		fits, _ := path.Match(pattern, string(rate.Key))
		if (fits || pattern == "") && (region == "" || rate.Region == region) {
			rates = append(rates, rateOf(rate))
		}
	}
	if len(rates) == 0 {
		return nil, misuse("the book has no rate of key %q in region %q; its regions are %s and %s",
			pattern, region, strings.Join(book.Regions(), ", "), pricing.Global)
	}
	return rates, nil
}

type ratesDoc []*rateDoc

func (r ratesDoc) text() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, rate := range r {
		for i, t := range rate.Tiers {
			name, where := rate.Key, rate.Region
			if i > 0 {
				name, where = "", ""
			}
			span := ""
			switch {
			case t.To != nil:
				span = fmt.Sprintf("%.12g to %.12g", t.From, *t.To)
			case t.From > 0:
				span = fmt.Sprintf("above %.12g", t.From)
			}
			fmt.Fprintf(w, "%s\t%s\t$%s per %s\t%s\t%s\t%s\n", name, where, t.Price, rate.Unit, span, t.AsOf, t.Source)
		}
	}
	w.Flush()
	return b.String()
}

// summaryDoc is a book at a glance.
type summaryDoc struct {
	Version string     `json:"version"`
	AsOf    string     `json:"as_of"`
	AgeDays *int       `json:"age_days"` // null: no rate has a date that has come
	Regions []string   `json:"regions"`
	Keys    int        `json:"keys"`
	Rates   int        `json:"rates"`
	Oldest  []ageDoc   `json:"oldest"`
	Sources []countDoc `json:"sources"`
	Warning []string   `json:"warnings"`
}

type ageDoc struct {
	Key    string `json:"key"`
	Region string `json:"region"`
	AsOf   string `json:"as_of"`
}

type countDoc struct {
	Source string `json:"source"`
	Rates  int    `json:"rates"`
}

func summaryOf(book *pricing.Book, today string) summaryDoc {
	all := book.All()
	doc := summaryDoc{Version: book.Version(), AsOf: book.AsOf(), Regions: book.Regions(), Keys: len(book.Keys()), Rates: len(all),
		Oldest: []ageDoc{}, Sources: []countDoc{}, Warning: book.Warnings(today)}
	if days, ok := book.Age(today); ok {
		doc.AgeDays, doc.AsOf = &days, book.Newest(today)
	}
	count := map[string]int{}
	for _, rate := range all {
		count[rate.Source.Name]++
	}
	for source, n := range count {
		doc.Sources = append(doc.Sources, countDoc{source, n})
	}
	slices.SortFunc(doc.Sources, func(a, b countDoc) int {
		if a.Rates != b.Rates {
			return b.Rates - a.Rates
		}
		return strings.Compare(a.Source, b.Source)
	})
	slices.SortStableFunc(all, func(a, b pricing.Rate) int { return strings.Compare(dated(a.AsOf), dated(b.AsOf)) })
	for _, rate := range all[:min(len(all), oldestShown)] {
		doc.Oldest = append(doc.Oldest, ageDoc{string(rate.Key), rate.Region, rate.AsOf})
	}
	return doc
}

// dated sorts what has no date first.
func dated(asOf string) string {
	if asOf == pricing.Undated {
		return ""
	}
	return asOf
}

func (d summaryDoc) text() string {
	var b strings.Builder
	age := ""
	if d.AgeDays != nil {
		age = fmt.Sprintf(", %d days ago", *d.AgeDays)
	}
	fmt.Fprintf(&b, "Book %s, newest price of %s%s\n%d keys, %d rates\nRegions: %s, and those for all\n",
		d.Version, d.AsOf, age, d.Keys, d.Rates, strings.Join(d.Regions, ", "))
	for _, warning := range d.Warning {
		fmt.Fprintln(&b, "Warning: "+warning)
	}
	b.WriteString("\nOldest rates\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, r := range d.Oldest {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", r.AsOf, r.Key, r.Region)
	}
	w.Flush()
	b.WriteString("\nSources\n")
	w = tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, s := range d.Sources {
		fmt.Fprintf(w, "  %d\t rates: %s\n", s.Rates, s.Source)
	}
	w.Flush()
	return b.String()
}
