package pricelist

import (
	"bufio"
)

// productDoc is a product of a JSON offer.
type productDoc struct {
	SKU        string            `json:"sku"`
	Family     string            `json:"productFamily"`
	Attributes map[string]string `json:"attributes"`
}

// termDoc is one term of a product: the prices on demand.
type termDoc struct {
	Code       string                  `json:"offerTermCode"`
	Dimensions map[string]dimensionDoc `json:"priceDimensions"`
}

type dimensionDoc struct {
	Unit  string            `json:"unit"`
	From  string            `json:"beginRange"`
	To    string            `json:"endRange"`
	Price map[string]string `json:"pricePerUnit"`
}

// offerReader reads a JSON offer.
type offerReader struct {
	*scanner
	c     *collector
	names map[string]string // attribute names as rules write them
	seen  map[string]bool   // members of the offer
}

// readJSON reads of a JSON offer what can be read in one pass: products once the
// offer is known, prices once the products are. AWS writes them in that order,
// but the members of an object have none; read says whether all was read.
func readJSON(r *bufio.Reader, c *collector) (read bool, err error) {
	o := offerReader{scanner: newScanner(r), c: c, names: map[string]string{}, seen: map[string]bool{}}
	if err := o.object(o.member); err != nil {
		return false, err
	}
	if err := o.end(); err != nil {
		return false, err
	}
	for _, name := range []string{"offerCode", "version", "publicationDate", "products", "terms"} {
		if !o.seen[name] {
			return false, o.fail("no member %q: this is not the price list of an offer", name)
		}
	}
	return c.productsRead && c.pricesRead, nil
}

// member reads a member of the whole file.
func (o *offerReader) member(name string) error {
	if o.seen[name] {
		return o.fail("%q is given twice", name)
	}
	o.seen[name] = true
	switch name {
	case "offerCode", "version", "publicationDate", "formatVersion":
		var text string
		if err := o.into(&text); err != nil {
			return err
		}
		if err := o.c.describe(name, text); err != nil {
			return o.fail("%v", err)
		}
		if o.c.offer.path == savingsPath {
			return o.fail("savings plans are read as CSV: the same address with .csv at its end")
		}
		return nil
	case "products":
		if o.c.offer.code == "" || o.c.productsRead {
			return o.each(o.valid)
		}
		o.c.productsRead = true
		return o.each(o.product)
	case "terms":
		if !o.c.productsRead || o.c.pricesRead {
			return o.each(func() error { return o.each(o.valid) })
		}
		o.c.pricesRead = true
		return o.object(func(term string) error {
			if term != "OnDemand" {
				return o.each(o.valid)
			}
			return o.object(o.terms)
		})
	}
	return o.skip()
}

// each visits the members of an object whose names do not matter.
func (o *offerReader) each(visit func() error) error {
	return o.object(func(string) error { return visit() })
}

// valid passes over a value that must be well formed.
func (o *offerReader) valid() error {
	_, err := o.value()
	return err
}

func (o *offerReader) product() error {
	var p productDoc
	if err := o.into(&p); err != nil {
		return err
	}
	if p.SKU == "" {
		return o.fail("a product has no SKU")
	}
	o.c.products++
	if !o.c.hasFamily(p.Family) {
		return nil
	}
	attributes := make(map[string]string, len(p.Attributes))
	for name, value := range p.Attributes {
		short, known := o.names[name]
		if !known {
			short = attributeName(name)
			o.names[name] = short
		}
		attributes[short] = value
	}
	attributes[familyName] = p.Family
	o.c.product(p.SKU, func(name string) string { return attributes[name] })
	return nil
}

// terms reads the terms on demand of one product.
func (o *offerReader) terms(sku string) error {
	if !o.c.isKept(sku) {
		return o.valid()
	}
	var terms map[string]termDoc
	if err := o.into(&terms); err != nil {
		return err
	}
	for _, term := range terms {
		for _, d := range term.Dimensions {
			usd, ok := d.Price["USD"]
			if !ok {
				return o.fail("the price of %s is not in US dollars", sku)
			}
			o.c.price(sku, dimension{term: term.Code, unit: d.Unit, from: d.From, to: d.To, usd: usd})
		}
	}
	return nil
}
