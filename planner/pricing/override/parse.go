package override

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// Bounds of a file.
const (
	mostBytes = 64 << 10
	mostRates = 500
)

// Parse reads an overrides file. Unknown and repeated names, anchors, aliases and
// tags, and values that are not what they should be are errors that name the
// entry. Numbers are read as written: plain digits, with a point.
func Parse(r io.Reader) (Overrides, error) {
	content, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return Overrides{}, err
	}
	if len(content) > mostBytes {
		return Overrides{}, fmt.Errorf("more than %d KB", mostBytes>>10)
	}
	doc, err := decode(content)
	if err != nil {
		return Overrides{}, err
	}
	var o Overrides
	for i, entry := range doc.Rates {
		rate, err := entry.rate(doc)
		if err != nil {
			return Overrides{}, fmt.Errorf("rates, entry %d: %w", i+1, err)
		}
		o.Rates = append(o.Rates, rate)
	}
	if doc.Currency != nil {
		if o.Exchange, err = doc.Currency.exchange(); err != nil {
			return Overrides{}, fmt.Errorf("currency: %w", err)
		}
	}
	if len(o.Rates) == 0 && o.Exchange == nil {
		return Overrides{}, errors.New("neither rates nor a currency")
	}
	return o, nil
}

func (d rateDoc) rate(doc document) (Rate, error) {
	r := Rate{Key: d.Key, Region: d.Region, Label: d.Label, AsOf: d.AsOf}
	if r.Label == "" {
		r.Label = doc.Label
	}
	if r.AsOf == "" {
		r.AsOf = doc.AsOf
	}
	if _, err := path.Match(r.Key, ""); err != nil || !keyForm.MatchString(r.Key) {
		return r, fmt.Errorf("key %q is not a key such as nat.hour, or a pattern such as ec2.*", d.Key)
	}
	if r.Region != "" && !regionForm.MatchString(r.Region) {
		return r, fmt.Errorf("region %q is not a region such as eu-west-1", d.Region)
	}
	if !textForm.MatchString(r.Label) {
		return r, errors.New("no label: say which agreement this is from")
	}
	if !validDay(r.AsOf) {
		return r, fmt.Errorf("as_of %q is not a date such as 2026-09-01", r.AsOf)
	}
	switch {
	case (d.Discount == "") == (d.USD == ""):
		return r, errors.New("give either a discount or a price in usd")
	case d.Discount != "":
		p, ok := percentage(d.Discount)
		if !ok {
			return r, fmt.Errorf("discount %q is not a percentage above 0 and below 100 in plain digits, such as 12%%", d.Discount)
		}
		r.Discount = &p
	default:
		p, ok := number(d.USD)
		if !ok {
			return r, fmt.Errorf("usd %q is not a price in plain digits, such as 0.040 or 0.0000166667", d.USD)
		}
		if strings.Contains(r.Key, "*") || r.Region == "" {
			return r, errors.New("a price is that of one key in one region: name both")
		}
		r.USD = &p
	}
	return r, nil
}

// leastRate is what a dollar buys at least; below it a bill would convert to
// nothing. The dearest currency, the Kuwaiti dinar, is at some 0.3. It is our
// bound, not a published one.
var leastRate = units.MustPrice("0.0001")

func (d currencyDoc) exchange() (*pricing.Exchange, error) {
	rate, ok := number(d.Rate)
	switch {
	case !currencyForm.MatchString(d.Code):
		return nil, fmt.Errorf("code %q is not a currency code such as EUR", d.Code)
	case d.Code == "USD":
		return nil, errors.New("the bill is in US dollars already")
	case !ok:
		return nil, fmt.Errorf("rate %q is not the amount of %s a dollar buys in plain digits, such as 0.92", d.Rate, d.Code)
	case rate.Cmp(leastRate) < 0:
		return nil, fmt.Errorf("rate %q is too small: a dollar buys at least %s of any currency", d.Rate, leastRate)
	case !validDay(d.AsOf):
		return nil, fmt.Errorf("as_of %q is not a date such as 2026-11-20", d.AsOf)
	case !textForm.MatchString(d.Source):
		return nil, errors.New("no source: say who states the rate")
	}
	return &pricing.Exchange{Currency: d.Code, Rate: rate, AsOf: d.AsOf, Source: d.Source}, nil
}
