package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stagecraft/planner/price"
	"stagecraft/planner/pricing"
)

// priceFormats are the words after --format of price.
var priceFormats = map[string]func(price.Result) []byte{"text": price.Text, "json": price.JSON}

// priceFlags is what stands on the command line of price.
type priceFlags struct {
	region, format string
	rates          []string
	words          []string
	prices         bookFlags
}

// priceService prices one service with its parameters. It needs no server. An
// answer without some rate is written and fails, so that no script takes its
// total for a price.
func priceService(_ context.Context, p process, args []string) error {
	given, err := readPriceFlags(p, args)
	if errors.Is(err, flag.ErrHelp) {
		return priceHelp(p, args)
	}
	if err != nil {
		return err
	}
	if len(given.words) == 0 {
		return misuse("price needs a service; “stagecraft price --help” lists them")
	}
	write, known := priceFormats[given.format]
	if !known {
		return misuse("--format %q is not known; accepted: %s", given.format, strings.Join(slices.Sorted(maps.Keys(priceFormats)), ", "))
	}
	book, err := given.prices.open()
	if err != nil {
		return err
	}
	result, err := given.quote(book)
	if err != nil {
		return misuseError{err.Error()}
	}
	if _, err := p.stdout.Write(write(result)); err != nil {
		return fmt.Errorf("write the price: %w", err)
	}
	if !result.Complete {
		return fmt.Errorf("the total is a lower bound and no price\n%w", result.Missing)
	}
	return nil
}

func readPriceFlags(p process, args []string) (priceFlags, error) {
	var given priceFlags
	flags := newFlags("price")
	flags.StringVar(&given.region, "region", "", "")
	flags.StringVar(&given.format, "format", "text", "")
	flags.Func("rate", "", func(typed string) error {
		given.rates = append(given.rates, typed)
		return nil
	})
	given.prices.define(flags, p.getenv)
	var err error
	if given.words, err = parse(flags, args); err != nil {
		return given, err
	}
	for _, rate := range given.rates {
		if strings.Trim(rate, " ,;") == "" {
			return given, misuse("--rate %q gives no rate; accepted: one such as hour=0.0336", rate)
		}
	}
	return given, nil
}

// quote puts the service first wherever it stands: it is the one word without
// an equals sign.
func (f priceFlags) quote(book *pricing.Book) (price.Result, error) {
	at := slices.IndexFunc(f.words, func(word string) bool { return !strings.Contains(word, "=") })
	if at < 0 {
		return price.Result{}, price.Problems{"price needs a service; “stagecraft price --help” lists them"}
	}
	rest := slices.Delete(slices.Clone(f.words), at, at+1)
	request, err := price.NewRequest(f.words[at], rest, f.rates, f.region)
	if err != nil {
		return price.Result{}, err
	}
	return price.Quote(book, request)
}

// priceHelp lists the services, or what the named one takes.
func priceHelp(p process, args []string) error {
	text := price.Overview()
	for _, word := range args {
		if s, known := price.Lookup(word); known {
			text = price.Help(s)
			break
		}
	}
	if _, err := p.stdout.Write(text); err != nil {
		return fmt.Errorf("write the help: %w", err)
	}
	return flag.ErrHelp
}
