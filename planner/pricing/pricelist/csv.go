package pricelist

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of a CSV file. A row of EC2 has 75 columns and some two kilobytes.
const (
	longestLine  = 1 << 20
	mostColumns  = 1000
	longestProem = 20 // lines before the header; AWS writes five
)

// csvReader reads rows one line at a time. It is not encoding/csv because a
// quote inside a quoted field, which AWS has published, must not swallow the
// rows after it, and because a file cut off inside a row must be noticed.
type csvReader struct {
	r      *bufio.Reader
	line   int
	fields []string // of the row read last
}

func (c *csvReader) fail(format string, args ...any) error {
	return Malformed{Line: c.line, Problem: fmt.Sprintf(format, args...)}
}

// next reads a row, and says false at the end of the file.
func (c *csvReader) next() (bool, error) {
	line, err := c.readLine()
	if err != nil || line == "" {
		return false, err
	}
	return true, c.split(strings.TrimRight(line, "\r\n"))
}

// readLine gives a line with its end, or nothing at the end of the file.
func (c *csvReader) readLine() (string, error) {
	var b strings.Builder
	for {
		part, err := c.r.ReadSlice('\n')
		if b.Len() == 0 && len(part) > 0 {
			c.line++
			b.Grow(len(part))
		}
		b.Write(part)
		switch {
		case err == nil:
			return b.String(), nil
		case errors.Is(err, bufio.ErrBufferFull) && b.Len() <= longestLine:
		case errors.Is(err, bufio.ErrBufferFull):
			return "", c.fail("the line has more than %d KiB", longestLine>>10)
		case errors.Is(err, io.EOF) && b.Len() == 0:
			return "", nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			// AWS ends every line: a last one without an end is cut off.
			return "", truncated{Malformed{Line: c.line, Problem: ErrTruncated.Error() + " of a line"}}
		default:
			return "", fmt.Errorf("line %d: read: %w", c.line, err)
		}
	}
}

// split takes a line apart. A quote inside a quoted field that no comma follows
// is a character of the field.
func (c *csvReader) split(line string) error {
	c.fields = c.fields[:0]
	for {
		if len(c.fields) > mostColumns {
			return c.fail("more than %d columns", mostColumns)
		}
		if !strings.HasPrefix(line, `"`) {
			field, rest, more := strings.Cut(line, ",")
			c.fields = append(c.fields, field)
			if !more {
				return nil
			}
			line = rest
			continue
		}
		end, doubled := quoted(line)
		if end < 0 {
			return c.fail("a field in quotes has no end on its line")
		}
		field := line[1:end]
		if doubled {
			field = strings.ReplaceAll(field, `""`, `"`)
		}
		c.fields = append(c.fields, field)
		if end+1 == len(line) {
			return nil
		}
		line = line[end+2:]
	}
}

// quoted finds the quote that ends the field a line begins with: the first that
// a comma or the end of the line follows and that is not half of a pair.
func quoted(line string) (end int, doubled bool) {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] != '"':
		case i+1 == len(line) || line[i+1] == ',':
			return i, doubled
		case line[i+1] == '"':
			doubled = true
			i++
		}
	}
	return -1, doubled
}

// columns finds fields by the names of the header.
type columns struct {
	at    map[string]int
	count int
}

// header reads the lines before the header into the collector, and the header.
func (c *csvReader) header(col *collector) (columns, error) {
	for range longestProem {
		more, err := c.next()
		if err != nil {
			return columns{}, err
		}
		if !more {
			return columns{}, truncated{Malformed{Line: max(1, c.line), Problem: ErrTruncated.Error() + ": no header"}}
		}
		c.fields[0] = strings.TrimPrefix(c.fields[0], byteOrderMark)
		if attributeName(c.fields[0]) != "sku" {
			if len(c.fields) > 1 {
				if err := col.describe(metadataName(c.fields[0]), strings.Join(c.fields[1:], ",")); err != nil {
					return columns{}, c.fail("%v", err)
				}
			}
			continue
		}
		h := columns{at: map[string]int{}, count: len(c.fields)}
		for i, name := range c.fields {
			name = attributeName(name)
			if _, twice := h.at[name]; !twice { // "serviceCode" and "Service Code": the first is the standard one
				h.at[name] = i
			}
		}
		return h, nil
	}
	return columns{}, c.fail("no header that begins with SKU: this is not a price list as AWS publishes it")
}

// metadataName is a metadata line's name as in the JSON form.
func metadataName(name string) string {
	switch attributeName(name) {
	case "publicationdate":
		return "publicationDate"
	case "version":
		return "version"
	case "offercode":
		return "offerCode"
	case "formatversion":
		return "formatVersion"
	}
	return ""
}

// need names the columns without which the prices cannot be read.
func (h columns) need(c *csvReader, names ...string) error {
	for _, name := range names {
		if _, ok := h.at[name]; !ok {
			return c.fail("the header has no column for %s", name)
		}
	}
	return nil
}

// readCSV reads an offer or a savings plan as CSV.
func readCSV(r *bufio.Reader, col *collector) error {
	c := &csvReader{r: r}
	h, err := c.header(col)
	if err != nil {
		return err
	}
	if !col.described() {
		return c.fail("no line for the offer code, the version or the publication date: this is not a price list as AWS publishes it")
	}
	get := func(name string) string {
		if i, ok := h.at[name]; ok {
			return c.fields[i]
		}
		return ""
	}
	row := offerRow
	_, savings := h.at["discountedsku"]
	if savings {
		row = savingsRow
		err = h.need(c, "ratecode", "unit", "discountedrate", "currency", "discountedusagetype", "discountedregioncode")
	} else {
		err = h.need(c, "sku", "offertermcode", "termtype", "startingrange", "endingrange", "unit", "priceperunit", "currency", "productfamily", "usagetype")
	}
	if err != nil {
		return err
	}
	for {
		more, err := c.next()
		if err != nil || !more {
			return err
		}
		if len(c.fields) != h.count {
			return c.fail("%d columns, the header has %d", len(c.fields), h.count)
		}
		if err := row(c, col, get); err != nil {
			return err
		}
	}
}

// offerRow reads a row of an offer: one tier of one product.
func offerRow(c *csvReader, col *collector, get func(string) string) error {
	sku := get("sku")
	if sku == "" {
		return c.fail("a row has no SKU")
	}
	col.products++
	if get("termtype") != "OnDemand" || !col.hasFamily(get(familyName)) {
		return nil
	}
	if !col.isKept(sku) && !col.product(sku, get) {
		return nil
	}
	if currency := get("currency"); currency != "USD" {
		return c.fail("the price of %s is in %q, not in US dollars", sku, currency)
	}
	col.price(sku, dimension{term: get("offertermcode"), unit: get("unit"), from: get("startingrange"), to: get("endingrange"), usd: get("priceperunit")})
	return nil
}

// savingsRow reads a row of a savings plan: the price of one product under one
// plan. The rate code tells the plans apart.
func savingsRow(c *csvReader, col *collector, get func(string) string) error {
	id := get("ratecode")
	if id == "" {
		return c.fail("a row has no rate code")
	}
	col.products++
	if !col.product(id, get) {
		return nil
	}
	if currency := get("currency"); currency != "USD" {
		return c.fail("the price of %s is in %q, not in US dollars", id, currency)
	}
	col.price(id, dimension{term: onDemandTerm, unit: get("unit"), from: "0", to: "Inf", usd: get("discountedrate")})
	return nil
}
