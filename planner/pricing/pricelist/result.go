package pricelist

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
)

// Problem is a rate that the file should hold and that cannot be taken from it.
type Problem struct {
	Key    pricing.Key
	Region string
	Offer  string
	SKUs   []string // the candidates, when there are several
	Text   string
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s in %s, offer %s: %s", p.Key, p.Region, p.Offer, p.Text)
}

// Problems are all of them, by key and region.
type Problems []Problem

// mostProblems are printed; a file of another offer has hundreds.
const mostProblems = 20

func (p Problems) Error() string {
	var lines []string
	for _, problem := range p[:min(len(p), mostProblems)] {
		lines = append(lines, problem.Error())
	}
	if more := len(p) - mostProblems; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d rates more", more))
	}
	return strings.Join(lines, "\n")
}

// result turns what was collected into rates.
func (c *collector) result() (Import, error) {
	published, _ := day(c.meta["publicationDate"])
	i := Import{Offer: c.offer.code, Version: c.meta["version"], Published: published, Products: c.products}
	if err := c.anything(); err != nil {
		return Import{}, err
	}
	var problems Problems
	for n := range c.selectors {
		for _, region := range c.covered(n) {
			for _, key := range c.selectors[n].wanted {
				c.resolve(hit{n, key, region}, &i, &problems)
			}
		}
	}
	if len(problems) > 0 {
		slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(string(a.Key)+" "+a.Region, string(b.Key)+" "+b.Region) })
		return Import{}, problems
	}
	i.Regions = c.regionsHit()
	slices.SortFunc(i.Rates, func(a, b pricing.Rate) int {
		return strings.Compare(string(a.Key)+" "+a.Region, string(b.Key)+" "+b.Region)
	})
	slices.SortFunc(i.NotOffered, func(a, b Place) int { return strings.Compare(string(a.Key)+" "+a.Region, string(b.Key)+" "+b.Region) })
	return i, nil
}

// anything refuses a file without a product that the book prices.
func (c *collector) anything() error {
	if len(c.hits) > 0 {
		return nil
	}
	for n := range c.selectors {
		if len(c.selectors[n].wanted) > 0 {
			return fmt.Errorf("offer %s, version %s: none of its products is a rate of the book in its regions (%s)",
				c.offer.code, c.meta["version"], strings.Join(c.book.Regions(), ", "))
		}
	}
	return fmt.Errorf("offer %s: no key of the book comes from it, or none that was asked for", c.offer.code)
}

// regionsHit lists the regions that the file has products of.
func (c *collector) regionsHit() []string {
	seen := map[string]bool{}
	var list []string
	for h := range c.hits {
		if !seen[h.region] {
			seen[h.region] = true
			list = append(list, h.region)
		}
	}
	slices.Sort(list)
	return list
}

// covered lists the regions a rule should find something in: those of which the
// file has any product, or Global.
func (c *collector) covered(n int) []string {
	if c.selectors[n].global {
		return []string{pricing.Global}
	}
	return slices.DeleteFunc(c.regionsHit(), func(r string) bool { return r == pricing.Global })
}

// keysOf lists the keys of the book that a rule prices and that are wanted.
func (c *collector) keysOf(s selector) []pricing.Key {
	var keys []pricing.Key
	for key := range c.old {
		if s.keys.MatchString(string(key)) && c.options.wants(key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// resolve makes the rate of one key in one region, or says why there is none.
func (c *collector) resolve(h hit, i *Import, problems *Problems) {
	fail := func(skus []string, format string, args ...any) {
		*problems = append(*problems, Problem{Key: h.key, Region: h.region, Offer: c.offer.code, SKUs: skus, Text: fmt.Sprintf(format, args...)})
	}
	skus := slices.Sorted(slices.Values(c.hits[h]))
	s := c.selectors[h.rule]
	old, priced := c.book.Exact(h.key, h.region)
	switch {
	case len(skus) == 0 && s.sized() && !priced:
		i.NotOffered = append(i.NotOffered, Place{h.key, h.region})
		return
	case len(skus) == 0 && s.sized():
		fail(nil, "no product matches, but the book has it at %s", old.Price().Price.Display())
		return
	case len(skus) == 0:
		fail(nil, "no product matches")
		return
	case len(skus) > 1 && !s.alike:
		fail(skus, "%d products match: %s", len(skus), strings.Join(skus, ", "))
		return
	}
	list, err := c.bandsOf(skus, s)
	if err != nil {
		fail(skus, "%v", err)
		return
	}
	if !priced {
		old = c.old[h.key]
	}
	if free(list) && !old.Price().Price.IsZero() {
		fail(skus, "%s is free in the file, which in a price list marks an allowance; the book has %s", strings.Join(skus, ", "), old.Price().Price.Display())
		return
	}
	made, err := tiers(list, old, i.Published, c.origin(i, h.region))
	if err != nil {
		fail(skus, "%s: %v", skus[0], err)
		return
	}
	i.Rates = append(i.Rates, pricing.Rate{Key: h.key, Region: h.region, Unit: old.Unit, Tiers: made, AsOf: i.Published, Source: made[len(made)-1].Source})
}

// bandsOf reads the one price that all the products have.
func (c *collector) bandsOf(skus []string, s selector) ([]band, error) {
	var first []band
	for n, sku := range skus {
		list, err := bands(c.kept[sku].prices, s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", sku, err)
		}
		if n == 0 {
			first = list
		} else if !slices.EqualFunc(first, list, sameBand) {
			return nil, fmt.Errorf("%d products match and differ in price: %s", len(skus), strings.Join(skus, ", "))
		}
	}
	return s.inBookUnits(first), nil
}

func sameBand(a, b band) bool {
	return a.from.Cmp(b.from) == 0 && a.usd.Cmp(b.usd) == 0 && (a.to == nil) == (b.to == nil) && (a.to == nil || a.to.Cmp(b.to) == 0)
}

func free(list []band) bool {
	return !slices.ContainsFunc(list, func(b band) bool { return b.usd.Sign() != 0 })
}

// origin says where a price was read.
func (c *collector) origin(i *Import, region string) pricing.Tier {
	address := host + c.offer.path + c.offer.code + "/" + i.Version + "/"
	if region != pricing.Global {
		address += region + "/"
	}
	return pricing.Tier{Source: reason.Source{
		Name: fmt.Sprintf("AWS Price List API, offer %s, version %s", c.offer.code, i.Version), URL: address + "index.json", AsOf: i.Published,
	}}
}
