// Package override reads negotiated rates and a second currency from a small
// YAML file and lays them over a price book:
//
//	label: Enterprise agreement 2026
//	as_of: 2026-09-01
//	rates:
//	  - key: ec2.*            # * stands for anything
//	    discount: 12%
//	  - key: nat.hour
//	    region: eu-west-1
//	    usd: 0.040
//	currency: {code: EUR, rate: 0.92, as_of: 2026-11-20, source: ECB reference rate}
//
// A discount is off the list price, in all its tiers. The last entry that fits
// a rate decides: entries never add up.
package override

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Overrides are what a file lays over a book.
type Overrides struct {
	Rates    []Rate
	Exchange *pricing.Exchange
}

// Rate is one entry: a discount on the rates that fit, or one rate's price.
type Rate struct {
	Key      string       // a key, or a pattern with *
	Region   string       // empty for every region
	Discount *units.Price // percent off the list price
	USD      *units.Price // price in the unit of the rate, for one key in one region
	Label    string       // of the agreement
	AsOf     string       // ISO date of the agreement
}

// Apply lays the overrides over a book. It is an error, which names the entry,
// when one fits no rate of the book.
func (o Overrides) Apply(book *pricing.Book) (*pricing.Book, error) {
	all := book.All()
	places := matches(o.Rates, all)
	decides := map[int]int{} // index of a list rate: the last entry that fits it
	var rates []pricing.Rate
	for n, entry := range o.Rates {
		fits := 0
		for _, i := range places[entry.Key] {
			if entry.Region != "" && entry.Region != all[i].Region {
				continue
			}
			fits++
			if entry.USD != nil && isAllowance(all[i]) {
				return nil, fmt.Errorf("rates, entry %d: %s is a free allowance, which has no price to negotiate", n+1, all[i].Key)
			}
			decides[i] = n
		}
		if fits > 0 {
			continue
		}
		rate, err := entry.elsewhere(book)
		if err != nil {
			return nil, fmt.Errorf("rates, entry %d: %w", n+1, err)
		}
		rates = append(rates, rate)
	}
	for i, list := range all {
		if n, ok := decides[i]; ok {
			rates = append(rates, o.Rates[n].over(list))
		}
	}
	return book.Overlay(rates, o.Exchange, o.agreed()...)
}

// agreed lists the dates of the agreements.
func (o Overrides) agreed() []string {
	dates := make([]string, len(o.Rates))
	for i, r := range o.Rates {
		dates[i] = r.AsOf
	}
	return dates
}

// matches lists for each key or pattern of the entries, once, the places of the
// list rates that it fits in any region.
func matches(entries []Rate, all []pricing.Rate) map[string][]int {
	keyed := map[string][]int{}
	for i, list := range all {
		keyed[string(list.Key)] = append(keyed[string(list.Key)], i)
	}
	fitting := make(map[string][]int, len(entries))
	for _, entry := range entries {
		if _, known := fitting[entry.Key]; known {
			continue
		}
		if !strings.Contains(entry.Key, "*") {
			fitting[entry.Key] = keyed[entry.Key]
			continue
		}
		places := []int{}
		for key, at := range keyed {
			if ok, _ := path.Match(entry.Key, key); ok {
				places = append(places, at...)
			}
		}
		slices.Sort(places)
		fitting[entry.Key] = places
	}
	return fitting
}

func isAllowance(r pricing.Rate) bool {
	_, is := r.Allowance()
	return is
}

// elsewhere is the price of a key in a region for which the book has none of
// its own.
func (r Rate) elsewhere(book *pricing.Book) (pricing.Rate, error) {
	list, err := book.Rate(pricing.Key(r.Key), r.Region)
	if r.USD == nil || err != nil {
		return pricing.Rate{}, fmt.Errorf("the book has no rate of %q%s", r.Key, inRegion(r.Region))
	}
	list.Region, list.StandIn = r.Region, false
	return r.over(list), nil
}

func inRegion(region string) string {
	if region == "" {
		return ""
	}
	return " in " + region
}

// over is a list rate as the entry has it. A discount keeps the date of the list
// price it is taken off; a price of the agreement has the agreement's.
func (r Rate) over(list pricing.Rate) pricing.Rate {
	out := list
	if r.USD != nil {
		name := pricing.NegotiatedSource(fmt.Sprintf("%s of %s; list price %s, %s", r.Label, r.AsOf, list.Price().Price.Display(), list.Price().Source.Name))
		out.Tiers = []pricing.Tier{{Price: *r.USD, AsOf: r.AsOf, Source: reason.Source{Name: name, AsOf: r.AsOf}}}
		out.AsOf, out.Source = r.AsOf, out.Tiers[0].Source
		return out
	}
	out.Tiers = make([]pricing.Tier, len(list.Tiers))
	for i, t := range list.Tiers {
		if !t.Price.IsZero() {
			t.Source.Name = pricing.NegotiatedSource(fmt.Sprintf("%s%% off, %s of %s; list price %s, %s", r.Discount, r.Label, r.AsOf, t.Price.Display(), t.Source.Name))
			t.Price = t.Price.Less(*r.Discount)
		}
		out.Tiers[i] = t
	}
	return out
}

// Forms of the fields.
var (
	keyForm      = regexp.MustCompile(`^[a-z0-9*][a-z0-9.+*-]{0,99}$`)
	regionForm   = regexp.MustCompile(`^([a-z]{2}(-[a-z]+)+-[1-9][0-9]?|global)$`)
	numberForm   = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})(\.[0-9]{1,12})?$`)
	textForm     = regexp.MustCompile(`^[^\pC]{1,200}$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
)

func validDay(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && t.Year() >= 2006
}

// number reads a price, or a percentage with or without its sign.
func number(text string) (units.Price, bool) {
	if !numberForm.MatchString(text) {
		return units.Price{}, false
	}
	p, err := units.ParsePrice(text)
	return p, err == nil
}

func percentage(text string) (units.Price, bool) {
	p, ok := number(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")))
	return p, ok && !p.IsZero() && p.Cmp(units.MustPrice("100")) < 0
}
