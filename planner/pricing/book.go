// Package pricing is the price book: dated AWS rates by key and region, with
// tiers and sources.
//
// A book is parsed once and never changes, so it may be read by any number of
// goroutines. The amounts of a tier are in the unit of its rate: a rate for
// "million requests" has its tiers in millions.
package pricing

import (
	"errors"
	"fmt"
	"slices"
	"sort"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Home is the region whose rates stand in where a region has none.
const Home = "us-east-1"

// Global marks rates that are the same everywhere.
const Global = "global"

// Undated is the date of a price whose reading was not recorded.
const Undated = "undated"

// ErrNoRate says that the book has no price for a key, neither in the region
// asked for, nor globally, nor at Home.
var ErrNoRate = errors.New("no rate in the price book")

// Key names a rate without its region: "ec2.m7g.large", "nat.hour".
type Key string

// Tier is one band of a rate, in the unit of the rate.
type Tier struct {
	From, To float64 // To is 0 for "and above"
	Price    units.Price
	AsOf     string // date of this band's price, as Rate.AsOf
	Source   reason.Source
}

// Rate is one priced key in one region.
type Rate struct {
	Key     Key
	Region  string // where the rate applies: the asked region, Global, or Home when it stands in
	Unit    string
	Tiers   []Tier // ordered, contiguous from 0; not to be changed
	AsOf    string // ISO date, year and month, year, or Undated; the oldest of the tiers
	Source  reason.Source
	StandIn bool // true when a us-east-1 rate is used for another region
}

// Book is an immutable set of rates.
type Book struct {
	rates   map[place]Rate
	regions []string // AWS regions with rates of their own, sorted; not to be changed
	// tables are the rates of each region as Rate gives them: a plan looks up some
	// thousand.
	tables  map[string]map[Key]*Rate
	version string
	asOf    string
	dates   []string // each date of a price, once; not to be changed
	agreed  []string // dates of what is laid over the book: agreements, a second currency
	// exchange is a second currency laid over the book; nil in a plain one.
	exchange *Exchange
}

// place is where a rate is found.
type place struct {
	key    Key
	region string
}

// Rate finds the price of a key for a region: the region's own, else the global
// one, else the one of Home with StandIn set. The error wraps ErrNoRate and
// names the key.
func (b *Book) Rate(key Key, region string) (Rate, error) {
	rate, err := b.Find(key, region)
	if err != nil {
		return Rate{}, err
	}
	return *rate, nil
}

// Find is Rate without the copy: the rate is not to be changed.
func (b *Book) Find(key Key, region string) (*Rate, error) {
	rate := b.found(key, region)
	if rate == nil {
		return nil, fmt.Errorf("price of %q in %s: %w", key, region, ErrNoRate)
	}
	return rate, nil
}

// Has says whether the book has a price of the region's own, or a global one,
// for a key. Where an instance type has none the Region does not offer it, so a
// planner should choose another rather than let the price of Home stand in.
func (b *Book) Has(key Key, region string) bool {
	rate := b.found(key, region)
	return rate != nil && !rate.StandIn
}

// First is the price of the first unit of a key that the region sells itself or
// that is global, for choosing between sizes; nothing stands in, as for Has.
func (b *Book) First(key Key, region string) (price float64, ok bool) {
	rate := b.found(key, region)
	if rate == nil || rate.StandIn || len(rate.Tiers) == 0 {
		return 0, false
	}
	return rate.Tiers[0].Price.Float(), true
}

// found looks a rate up in the table of its region; nil where there is none. A
// region without rates of its own has what every other such region has.
func (b *Book) found(key Key, region string) *Rate {
	table, ok := b.tables[region]
	if !ok {
		table = b.tables[elsewhere]
	}
	return table[key]
}

// elsewhere names the table of regions without rates of their own.
const elsewhere = ""

// indexed fills the tables: for each region the rates that Rate gives there.
func (b *Book) indexed() {
	b.tables = map[string]map[Key]*Rate{elsewhere: {}, Global: {}}
	for _, region := range b.regions {
		b.tables[region] = map[Key]*Rate{}
	}
	for region, table := range b.tables {
		for p, rate := range b.rates {
			switch {
			case p.region == region:
				table[p.key] = &rate
			case p.region == Global && b.lacks(p.key, region):
				table[p.key] = &rate
			case p.region == Home && b.lacks(p.key, region) && b.lacks(p.key, Global):
				rate.StandIn = true
				table[p.key] = &rate
			}
		}
	}
}

// lacks tells that the book has no rate for exactly a region.
func (b *Book) lacks(key Key, region string) bool {
	_, has := b.rates[place{key, region}]
	return !has
}

// Version names the content of the book: its newest date and a hash of its
// bytes, "2026-10-08-1f2e3d4c5b6a". Two books with the same version price
// everything alike.
func (b *Book) Version() string { return b.version }

// AsOf is the newest date of any price in the book, or Undated when no price
// has one. It may lie in the future, which the book cannot know; Newest does.
func (b *Book) AsOf() string { return b.asOf }

// Regions lists the AWS regions that have rates of their own, sorted, without
// Global.
func (b *Book) Regions() []string { return slices.Clone(b.regions) }

// Sells tells whether an AWS region has rates of its own.
func (b *Book) Sells(region string) bool {
	_, found := slices.BinarySearch(b.regions, region)
	return found
}

// Keys lists every key priced anywhere, sorted.
func (b *Book) Keys() []Key {
	seen := make(map[Key]bool, len(b.rates))
	var keys []Key
	for p := range b.rates {
		if !seen[p.key] {
			seen[p.key] = true
			keys = append(keys, p.key)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

// Rates lists the rates recorded for exactly this region (which may be Global),
// sorted by key, without any that stand in.
func (b *Book) Rates(region string) []Rate {
	var rates []Rate
	for p, rate := range b.rates {
		if p.region == region {
			rates = append(rates, rate)
		}
	}
	sort.Slice(rates, func(i, j int) bool { return rates[i].Key < rates[j].Key })
	return rates
}
