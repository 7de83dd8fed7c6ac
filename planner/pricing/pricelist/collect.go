package pricelist

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/pricing"
)

// collector keeps the products that rules select, with their prices.
type collector struct {
	book      *pricing.Book
	options   Options
	regions   map[string]bool // of the book
	old       map[pricing.Key]pricing.Rate
	meta      map[string]string
	offer     offer
	selectors []selector
	byFamily  map[string][]int // selectors that ask for a family; "" for those that take any
	products  int
	kept      map[string]*found // by SKU
	hits      map[hit][]string  // SKUs that price a place
	// Of a JSON file, which may need another pass.
	productsRead, pricesRead bool
}

// found is a kept product.
type found struct{ prices []dimension }

// hit is a key in a region as one rule finds it.
type hit struct {
	rule   int
	key    pricing.Key
	region string
}

func newCollector(book *pricing.Book, o Options) (*collector, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	c := &collector{book: book, options: o, regions: map[string]bool{}, old: map[pricing.Key]pricing.Rate{},
		meta: map[string]string{}, kept: map[string]*found{}, hits: map[hit][]string{}}
	for _, r := range book.Regions() {
		c.regions[r] = true
	}
	for _, rate := range book.All() { // the rate of Home counts first: its unit and allowance stand for the others
		if _, has := c.old[rate.Key]; !has || rate.Region == pricing.Home {
			c.old[rate.Key] = rate
		}
	}
	return c, nil
}

// describe takes a line about the whole file.
func (c *collector) describe(name, text string) error {
	if name == "" {
		return nil
	}
	c.meta[name] = text
	switch name {
	case "formatVersion":
		if text != "v1.0" && !strings.HasPrefix(text, "v1.") {
			return fmt.Errorf("the format is %q, not v1.0", text)
		}
	case "version":
		if text == "" || strings.Trim(text, "0123456789") != "" || len(text) > 20 {
			return fmt.Errorf("the version %q is not a row of digits", text)
		}
	case "publicationDate":
		if _, ok := day(text); !ok {
			return fmt.Errorf("the publication date %q is not a date", text)
		}
	case "offerCode":
		return c.choose(text)
	}
	return nil
}

// choose makes the rules of an offer ready.
func (c *collector) choose(code string) error {
	if code == c.offer.code && code != "" {
		return nil // another pass
	}
	o, known := offerOf(code)
	if !known {
		return fmt.Errorf("no price of the book comes from offer %q; read are %s", code, strings.Join(Offers(), ", "))
	}
	c.offer, c.selectors, c.byFamily = o, nil, map[string][]int{}
	for i, r := range o.rules {
		s := newSelector(r)
		s.wanted = c.keysOf(s)
		c.selectors = append(c.selectors, s)
		if len(s.families) == 0 {
			c.byFamily[""] = append(c.byFamily[""], i)
		}
		for _, f := range s.families {
			c.byFamily[strings.ToLower(f)] = append(c.byFamily[strings.ToLower(f)], i)
		}
	}
	return nil
}

func (c *collector) described() bool {
	return c.offer.code != "" && c.meta["version"] != "" && c.meta["publicationDate"] != ""
}

// hasFamily says whether any rule could select products of a family.
func (c *collector) hasFamily(family string) bool {
	return len(c.byFamily[""]) > 0 || len(c.byFamily[strings.ToLower(family)]) > 0
}

// product offers a product to the rules, and says whether one takes it.
func (c *collector) product(sku string, get func(string) string) bool {
	region := regionOf(get)
	taken := false
	family := strings.ToLower(get(familyName))
	groups := [][]int{c.byFamily[family]}
	if family != "" {
		groups = append(groups, c.byFamily[""])
	}
	for _, group := range groups {
		for _, i := range group {
			s := &c.selectors[i]
			where := region
			if s.global {
				where = pricing.Global
			} else if !c.regions[region] {
				continue
			}
			key, ok := s.match(where, get)
			if !ok || !c.wanted(key) {
				continue
			}
			h := hit{i, pricing.Key(strings.Clone(string(key))), strings.Clone(where)}
			if !slices.Contains(c.hits[h], sku) {
				sku = strings.Clone(sku) // a field of a line keeps the line alive
				c.hits[h] = append(c.hits[h], sku)
			}
			taken = true
		}
	}
	if taken && c.kept[sku] == nil {
		c.kept[sku] = &found{}
	}
	return taken
}

// wanted says whether the book has a key anywhere and it is to be read.
func (c *collector) wanted(key pricing.Key) bool {
	_, has := c.old[key]
	return has && c.options.wants(key)
}

func (c *collector) isKept(sku string) bool { return c.kept[sku] != nil }

// price adds a tier to a kept product.
func (c *collector) price(sku string, d dimension) {
	f := c.kept[sku]
	f.prices = append(f.prices, dimension{strings.Clone(d.term), strings.Clone(d.unit), strings.Clone(d.from), strings.Clone(d.to), strings.Clone(d.usd)})
}
