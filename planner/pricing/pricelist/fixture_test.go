package pricelist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
)

// item is a product of a price list made for a test.
type item struct {
	sku, family string
	attributes  map[string]string // by the names of the JSON form
	tiers       []tierText
	term        string // "" is onDemandTerm
	reserved    bool   // also sold reserved
}

type tierText struct{ from, to, usd, unit, currency string }

func flat(usd, unit string) []tierText { return []tierText{{"0", "Inf", usd, unit, "USD"}} }

// list is a price list: one offer, in one of its forms.
type list struct {
	code  string
	items []item
}

const (
	testVersion   = "20261101120000"
	testPublished = "2026-11-01T12:00:00Z"
)

// columnNames are the attributes whose CSV column is not the JSON name split
// into words. From the headers that AWS publishes.
var columnNames = map[string]string{
	"preInstalledSw": "Pre Installed S/W", "capacitystatus": "CapacityStatus", "usagetype": "usageType", "operation": "operation",
	"servicecode": "serviceCode", "group": "Group", "tenancy": "Tenancy", "regionCode": "Region Code",
}

func columnName(attribute string) string {
	if name, ok := columnNames[attribute]; ok {
		return name
	}
	var b strings.Builder
	for i, r := range attribute {
		switch {
		case i == 0:
			b.WriteString(strings.ToUpper(string(r)))
		case r >= 'A' && r <= 'Z':
			b.WriteString(" " + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (l list) termsOf(i item) map[string]any {
	term := i.term
	if term == "" {
		term = onDemandTerm
	}
	dimensions := map[string]any{}
	for n, t := range i.tiers {
		code := fmt.Sprintf("%s.%s.%d", i.sku, term, n)
		dimensions[code] = map[string]any{"rateCode": code, "description": "test", "beginRange": t.from, "endRange": t.to, "unit": t.unit,
			"appliesTo": []string{}, "pricePerUnit": map[string]string{t.currency: t.usd}}
	}
	return map[string]any{i.sku + "." + term: map[string]any{"offerTermCode": term, "sku": i.sku, "effectiveDate": testPublished,
		"priceDimensions": dimensions, "termAttributes": map[string]string{}}}
}

// json writes the offer as JSON with its members in the given order.
func (l list) json(t testing.TB, order ...string) string {
	t.Helper()
	if len(order) == 0 {
		order = strings.Fields("formatVersion disclaimer offerCode version publicationDate products terms attributesList")
	}
	products, onDemand, reserved := map[string]any{}, map[string]any{}, map[string]any{}
	for _, i := range l.items {
		products[i.sku] = map[string]any{"sku": i.sku, "productFamily": i.family, "attributes": i.attributes}
		if len(i.tiers) > 0 {
			onDemand[i.sku] = l.termsOf(i)
		}
		if i.reserved {
			r := i
			r.term, r.tiers = "38NPMPTW36", flat("0.0123", "Hrs")
			reserved[i.sku] = l.termsOf(r)
		}
	}
	members := map[string]any{"formatVersion": "v1.0", "disclaimer": "It's \"as is\" {[", "offerCode": l.code, "version": testVersion,
		"publicationDate": testPublished, "products": products, "terms": map[string]any{"OnDemand": onDemand, "Reserved": reserved}, "attributesList": map[string]any{}}
	var b strings.Builder
	b.WriteString("{")
	for n, name := range order {
		raw, err := json.MarshalIndent(members[name], "  ", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, "\n  %q : %s", name, raw)
	}
	return b.String() + "\n}\n"
}

func quote(fields []string) string {
	for i, f := range fields {
		fields[i] = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
	}
	return strings.Join(fields, ",") + "\n"
}

// csv writes the offer as CSV: five lines about it, the header, and a row a tier.
func (l list) csv() string {
	names := []string{}
	for _, i := range l.items {
		for name := range i.attributes {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if !slices.Contains(names, "usagetype") {
		names = append(names, "usagetype")
	}
	slices.Sort(names)
	header := []string{"SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange", "EndingRange", "Unit", "PricePerUnit", "Currency", "Product Family"}
	for _, name := range names {
		header = append(header, columnName(name))
	}
	var b strings.Builder
	for _, line := range [][]string{{"FormatVersion", "v1.0"}, {"Disclaimer", `It's "as is", see aws.amazon.com`}, {"Publication Date", testPublished}, {"Version", testVersion}, {"OfferCode", l.code}, header} {
		b.WriteString(quote(line))
	}
	for _, i := range l.items {
		term := i.term
		if term == "" {
			term = onDemandTerm
		}
		rows := []tierText{}
		rows = append(rows, i.tiers...)
		if i.reserved {
			rows = append(rows, tierText{"0", "Inf", "0.0123", "Hrs", "USD"})
		}
		for n, t := range rows {
			kind, code := "OnDemand", term
			if n >= len(i.tiers) {
				kind, code = "Reserved", "38NPMPTW36"
			}
			row := []string{i.sku, code, fmt.Sprintf("%s.%s.%d", i.sku, code, n), kind, "a description, quoted", "2026-11-01", t.from, t.to, t.unit, t.usd, t.currency, i.family}
			for _, name := range names {
				row = append(row, i.attributes[name])
			}
			b.WriteString(quote(row))
		}
	}
	return b.String()
}

// jsonNames are the attributes of the rules as JSON writes them.
var jsonNames = map[string]string{}

func init() {
	for _, name := range strings.Fields(`instanceType operatingSystem tenancy preInstalledSw capacitystatus licenseModel operation usagetype regionCode
		location locationType databaseEngine engineCode deploymentOption volumeType cacheEngine group storageClass transferType toLocation
		fromLocation fromLocationType fromRegionCode queueType eventType servicecode marketoption`) {
		jsonNames[attributeName(name)] = name
	}
}

// regional are the attributes of a product of a Region.
func regional(region string, attributes ...string) map[string]string {
	m := map[string]string{"regionCode": region, "location": byCode[region].location, "locationType": "AWS Region"}
	for _, a := range attributes {
		name, value, _ := strings.Cut(a, "=")
		m[name] = value
	}
	return m
}

// prefixed is a usage type as it is written in a region. us-east-1 has no prefix
// in old offers and one in new ones; tests use both.
func prefixed(region, usage string, newer bool) string {
	if region == "us-east-1" && !newer {
		return usage
	}
	p := byCode[region].prefixes
	return p[len(p)-1] + usage
}

// whole makes a price list that states the prices of the book: a product for
// each key that comes from an offer, in each region.
func whole(t testing.TB, code string, book *pricing.Book, regions ...string) list {
	t.Helper()
	c, err := newCollector(book, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.choose(code); err != nil {
		t.Fatal(err)
	}
	l := list{code: code}
	for n, s := range c.selectors {
		where := regions
		if s.global {
			where = []string{pricing.Global}
		}
		for _, region := range where {
			for _, key := range c.selectors[n].wanted {
				rate, priced := book.Exact(key, region)
				if !priced && s.sized() {
					continue
				}
				if !priced {
					rate = c.old[key]
				}
				l.items = append(l.items, productFor(s, key, region, rate, len(l.items)))
			}
		}
	}
	return l
}

// productFor makes the product that a selector takes for a key.
func productFor(s selector, key pricing.Key, region string, rate pricing.Rate, n int) item {
	i := item{sku: fmt.Sprintf("SKU%05d", n), attributes: map[string]string{}, reserved: n%3 == 0}
	if len(s.families) > 0 {
		i.family = s.families[0]
	} else {
		i.family = "Some Family"
	}
	if region != pricing.Global {
		i.attributes = regional(region)
	}
	get := func(string) string { return "" }
	if m := s.keys.FindStringSubmatch(string(key)); len(m) > 1 {
		i.attributes["instanceType"] = m[1]
		get = func(string) string { return m[1] }
	}
	for _, c := range s.where {
		i.attributes[jsonNames[c.attribute]] = strings.TrimSuffix(c.values[0], "*")
	}
	usage := filled(s.usages[0], get)
	if !s.global {
		usage = prefixed(region, usage, n%2 == 0)
	}
	i.attributes["usagetype"] = usage
	per := big.NewRat(max(s.per, 1), max(s.parts, 1))
	tiers := rate.Tiers
	if tiers[0].Price.IsZero() && len(tiers) > 1 {
		tiers = slices.Clone(tiers[1:]) // the free amount is elsewhere in the file
		tiers[0].From = 0
	}
	for _, tier := range tiers {
		usd, _ := new(big.Rat).SetString(tier.Price.String())
		text := tierText{from: "0", to: "Inf", usd: decimal(new(big.Rat).Quo(usd, per)), unit: alternatives(s.unit)[0], currency: "USD"}
		bound := func(f float64) string {
			b, _ := new(big.Rat).SetString(fmt.Sprint(f))
			return decimal(new(big.Rat).Mul(b, per))
		}
		text.from = bound(tier.From)
		if tier.To != 0 {
			text.to = bound(tier.To)
		}
		i.tiers = append(i.tiers, text)
	}
	slices.Reverse(i.tiers) // a file has them in any order
	return i
}

// read reads a text as a file.
func read(text string, book *pricing.Book, o Options) (Import, error) {
	return Read(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte(text))), nil }, book, o)
}
