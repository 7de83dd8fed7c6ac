package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"stagecraft/planner/pricing"
)

const pricesHelp = `stagecraft prices show   [--book BOOK] [--key PATTERN] [--region REGION] [--format text|json]
stagecraft prices import FILE… [--book BOOK] [--out NEW.csv] [--only PATTERN] [--keep PATTERN] [--format text|json]
stagecraft prices diff   BOOK BOOK [WORKLOAD.yaml|.json|-] [workload flags] [--format text|json]

A BOOK is a file that import wrote, or the word embedded for the one in the program. A FILE is a price list of the AWS
Price List Bulk API: an offer as JSON or CSV, or AWSComputeSavingsPlan as CSV, for one Region or all; gzip is read, too.
A PATTERN is a key in which * stands for anything: 'ec2.*'.

show prints the book, or the rates of some keys.

import writes a new book: BOOK with the rates of the FILEs in it. A rate that a FILE should hold and that no product, or
more than one, matches is an error, and nothing is written.
  --out NEW.csv   where the new book goes (default prices-DATE.csv, the date being that of the book)
  --only PATTERN  read only these keys, as from a file that holds only part of an offer; may be repeated
  --keep PATTERN  leave these keys as they are, as for a size that AWS no longer sells; may be repeated

diff prints the rates that differ, and what they do to each stage of a plan: of the workload given, or of the default.
`

// prices are the commands about price books.
func prices(ctx context.Context, p process, args []string) error {
	if len(args) == 0 {
		return misuse("prices needs one of show, import and diff; “stagecraft prices --help” says more")
	}
	for _, c := range []command{
		{name: "show", run: pricesShow}, {name: "import", run: pricesImport}, {name: "diff", run: pricesDiff},
	} {
		if c.name != args[0] {
			continue
		}
		err := c.run(ctx, p, args[1:])
		if err == flag.ErrHelp {
			return pricesUsage(p)
		}
		return err
	}
	if args[0] == "--help" || args[0] == "-h" || args[0] == "-help" {
		return pricesUsage(p)
	}
	return misuse("prices does not know %q; accepted: show, import, diff", args[0])
}

func pricesUsage(p process) error {
	if _, err := io.WriteString(p.stdout, pricesHelp); err != nil {
		return err
	}
	return flag.ErrHelp
}

// printed writes a value as text or as JSON.
func printed(w io.Writer, format string, v interface{ text() string }) error {
	if format == "text" {
		_, err := io.WriteString(w, v.text())
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// checkFormat refuses a format that the prices commands do not have.
func checkFormat(format string) error {
	if format != "text" && format != "json" {
		return misuse("--format %q is not known; accepted: json, text", format)
	}
	return nil
}

// tierDoc is one tier for scripts.
type tierDoc struct {
	From   float64  `json:"from"`
	To     *float64 `json:"to"` // null: and above
	Price  string   `json:"usd"`
	AsOf   string   `json:"as_of"`
	Source string   `json:"source"`
	URL    string   `json:"source_url,omitempty"`
}

// rateDoc is one rate for scripts.
type rateDoc struct {
	Key    string    `json:"key"`
	Region string    `json:"region"`
	Unit   string    `json:"unit"`
	Tiers  []tierDoc `json:"tiers"`
}

func rateOf(r pricing.Rate) *rateDoc {
	if len(r.Tiers) == 0 {
		return nil
	}
	doc := rateDoc{Key: string(r.Key), Region: r.Region, Unit: r.Unit}
	for _, t := range r.Tiers {
		tier := tierDoc{From: t.From, Price: t.Price.String(), AsOf: t.AsOf, Source: t.Source.Name, URL: t.Source.URL}
		if t.To != 0 {
			to := t.To
			tier.To = &to
		}
		doc.Tiers = append(doc.Tiers, tier)
	}
	return &doc
}

// perUnit prints the price of a rate: "$0.023 a GB-month up to 51200, …".
func perUnit(r pricing.Rate) string {
	if len(r.Tiers) == 0 {
		return "–"
	}
	text := ""
	for i, t := range r.Tiers {
		if i > 0 {
			text += ", "
		}
		text += t.Price.Display()
		if t.To != 0 {
			text += fmt.Sprintf(" to %.12g", t.To)
		} else if i > 0 {
			text += " above"
		}
	}
	return text
}
