// Command trim makes the embedded price book from a wider collection of dated
// AWS list prices: go run ./trim PRICES.csv, in the folder of package pricing.
//
// It keeps the keys a planner uses (keep.go), puts tiers into the unit of their
// rate and completes them (tiers.go), says in readable words where each price
// was published (source.go), and adds prices the collection lacks (extra.go).
// The same input gives the same bytes.
package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"stagecraft/planner/pricing"
)

// output is relative to the folder of package pricing.
const output = "data/rates.csv"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "trim:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: go run ./trim PRICES.csv")
	}
	collected, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	content, err := book(collected)
	if err != nil {
		return err
	}
	parsed, err := pricing.Parse(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("the result is not a price book: %w", err)
	}
	if err := os.WriteFile(output, content, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d keys, %d bytes, version %s\n", output, len(parsed.Keys()), len(content), parsed.Version())
	return nil
}

// price is one row: a tier of a key in a region.
type price struct {
	key, region, unit, usd, from, to, asOf, source, url string
}

// book turns the collected CSV into the bytes of the embedded one.
func book(collected []byte) ([]byte, error) {
	records, err := csv.NewReader(bytes.NewReader(collected)).ReadAll()
	if err != nil {
		return nil, err
	}
	const header = "service,sku_key,region,unit,usd,tier_from,tier_to,as_of,source"
	if len(records) == 0 || strings.Join(records[0], ",") != header {
		return nil, fmt.Errorf("the header is not %q", header)
	}
	var rows []price
	for i, r := range records[1:] {
		if !kept(r[0], r[1], r[2]) {
			continue
		}
		origin, err := published(r[8], r[1])
		if err != nil {
			return nil, fmt.Errorf("record %d, %s: %w", i+2, r[1], err)
		}
		row := price{key: r[1], region: r[2], unit: r[3], usd: r[4], from: r[5], to: r[6], asOf: date(r[7]), source: origin.name, url: origin.url}
		rows = append(rows, row)
	}
	rows = replaceExtra(rows)
	if rows, err = normalise(rows); err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b price) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		if c := strings.Compare(a.region, b.region); c != 0 {
			return c
		}
		return compareBounds(a.from, b.from)
	})
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(strings.Split(pricing.Header, ","))
	for _, r := range rows {
		w.Write([]string{r.key, r.region, r.unit, r.usd, r.from, r.to, r.asOf, r.source, r.url})
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// date turns a missing date into the word for it.
func date(s string) string {
	if s == "" || s == "-" {
		return pricing.Undated
	}
	return s
}
