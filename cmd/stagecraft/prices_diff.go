package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"stagecraft/planner"
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/workload"
)

// pricesDiff compares two books, and what a plan costs with each.
func pricesDiff(_ context.Context, p process, args []string) error {
	given := planFlags{fields: map[string][]string{}}
	flags := newFlags("prices")
	flags.StringVar(&given.format, "format", "text", "")
	for _, f := range workload.Fields() {
		flags.Func(f.Flag(), "", func(typed string) error {
			given.fields[f.Name] = append(given.fields[f.Name], typed)
			return nil
		})
	}
	words, err := parse(flags, args)
	if err != nil {
		return err
	}
	if err := checkFormat(given.format); err != nil {
		return err
	}
	if len(words) < 2 || len(words) > 3 {
		return misuse("prices diff compares two books, and takes at most one workload file besides")
	}
	given.words = words[2:]
	older, err := openBook(words[0])
	if err != nil {
		return err
	}
	newer, err := openBook(words[1])
	if err != nil {
		return err
	}
	w, err := given.workload(p)
	if err != nil {
		return err
	}
	d := diffDoc{Older: older.Version(), Newer: newer.Version(), Changes: []changeDoc{}}
	for _, c := range pricing.Changes(older, newer) {
		if c.Priced() {
			d.Changes = append(d.Changes, changeOf(c))
		} else {
			d.Redated++
		}
	}
	if err := d.plan(w, older, newer); err != nil {
		return err
	}
	return printed(p.stdout, given.format, d)
}

// diffDoc is how two books differ.
type diffDoc struct {
	Older   string         `json:"older_version"`
	Newer   string         `json:"newer_version"`
	Redated int            `json:"redated"` // same price, another date or source
	Changes []changeDoc    `json:"changes"`
	Here    int            `json:"here"`
	Stages  []stageDiffDoc `json:"stages"`
}

// changeDoc is a rate that is another.
type changeDoc struct {
	Key     string   `json:"key"`
	Region  string   `json:"region"`
	Kind    string   `json:"kind"` // changed, added, removed
	Before  *rateDoc `json:"before"`
	After   *rateDoc `json:"after"`
	Percent *float64 `json:"percent"` // of the headline price; null when it has no meaning
	from    string
	to      string
}

func changeOf(c pricing.Change) changeDoc {
	doc := changeDoc{Key: string(c.Key), Region: c.Region, Kind: "changed", Before: rateOf(c.Before), After: rateOf(c.After),
		from: perUnit(c.Before), to: perUnit(c.After)}
	switch {
	case c.Added():
		doc.Kind = "added"
	case c.Removed():
		doc.Kind = "removed"
	}
	if ratio, ok := c.Ratio(); ok {
		percent := float64(int64(ratio*1e4+half(ratio))) / 100
		doc.Percent = &percent
	}
	return doc
}

// half rounds away from zero.
func half(x float64) float64 {
	if x < 0 {
		return -0.5
	}
	return 0.5
}

// stageDiffDoc is what the books do to a stage.
type stageDiffDoc struct {
	Number       int           `json:"number"`
	Name         string        `json:"name"`
	UsersBefore  float64       `json:"sized_at_users_before"`
	UsersAfter   float64       `json:"sized_at_users_after"`
	Before       string        `json:"total_before"`
	After        string        `json:"total_after"`
	Change       string        `json:"change"`
	Lines        []lineDiffDoc `json:"lines"`
	changeAmount string
}

// lineDiffDoc is a rate of a component whose lines cost or count otherwise.
type lineDiffDoc struct {
	Service   string `json:"service"`
	Component string `json:"component"`
	Key       string `json:"rate_key"`
	Name      string `json:"name"`
	Before    string `json:"before"`
	After     string `json:"after"`
	Change    string `json:"change"`
	Kind      string `json:"kind"` // changed, added, removed
	Unpriced  bool   `json:"unpriced"`
}

// plan compares the stages of a workload. Prices decide sizes and bands, too,
// so a line may move by more than its rate.
func (d *diffDoc) plan(w workload.Workload, older, newer *pricing.Book) error {
	before, err := planner.Build(w, older)
	if err != nil {
		return misuse("%v", err)
	}
	after, err := planner.Build(w, newer)
	if err != nil {
		return misuse("%v", err)
	}
	d.Here = after.Here
	for i, s := range after.Stages {
		was := before.Stages[i]
		change := s.Bill.Total.Sub(was.Bill.Total)
		doc := stageDiffDoc{Number: s.Number, Name: s.Name, UsersBefore: float64(was.SizedAt), UsersAfter: float64(s.SizedAt),
			Before: was.Bill.Total.String(), After: s.Bill.Total.String(), Change: change.String(), changeAmount: change.Display(), Lines: []lineDiffDoc{}}
		for _, line := range bill.Compare(was.Bill, s.Bill) {
			doc.Lines = append(doc.Lines, lineOf(line))
		}
		d.Stages = append(d.Stages, doc)
	}
	return nil
}

func lineOf(l bill.Difference) lineDiffDoc {
	kind := "changed"
	switch {
	case l.Added:
		kind = "added"
	case l.Removed:
		kind = "removed"
	}
	return lineDiffDoc{l.Service, l.Component, string(l.RateKey), l.Name, l.Before.String(), l.After.String(), l.Change.String(), kind, l.Unpriced}
}

func (d diffDoc) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "From book %s to %s\n\n", d.Older, d.Newer)
	writeChanges(&b, d.Changes)
	fmt.Fprintf(&b, "%d rates have another date or source and the same price.\n\nThe plan, US dollars a month\n", d.Redated)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, s := range d.Stages {
		mark := " "
		if s.Number == d.Here {
			mark = "▸"
		}
		fmt.Fprintf(w, "%s %d  %s\t%s → %s\t%s\n", mark, s.Number, s.Name, s.Before, s.After, s.changeAmount)
		if s.UsersBefore != s.UsersAfter {
			fmt.Fprintf(w, "     \tsized at %.0f users, was %.0f\t\n", s.UsersAfter, s.UsersBefore)
		}
		for _, l := range s.Lines {
			fmt.Fprintf(w, "     %s\t%s → %s\t%s\n", l.Name, l.Before, l.After, l.Change)
		}
	}
	w.Flush()
	return b.String()
}

// writeChanges prints the changed rates as a table.
func writeChanges(b *strings.Builder, changes []changeDoc) {
	if len(changes) == 0 {
		b.WriteString("No price differs.\n")
		return
	}
	fmt.Fprintf(b, "%d prices differ:\n", len(changes))
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, c := range changes {
		percent := ""
		if c.Percent != nil {
			percent = fmt.Sprintf("%+.2f%%", *c.Percent)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s → %s\t%s\n", c.Kind, c.Key, c.Region, c.from, c.to, percent)
	}
	w.Flush()
}
