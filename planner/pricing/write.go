package pricing

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// CSV writes the book in the form Parse reads: sorted by key, region and tier,
// every number plain. A book parsed from these bytes has the same rates.
func (b *Book) CSV() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	write := func(fields ...string) {
		if err := w.Write(fields); err != nil {
			panic("pricing: " + err.Error()) // a bytes.Buffer takes everything
		}
	}
	write(strings.Split(Header, ",")...)
	for _, rate := range b.All() {
		for _, t := range rate.Tiers {
			write(string(rate.Key), rate.Region, rate.Unit, t.Price.String(), bound(t.From), bound(t.To), t.AsOf, t.Source.Name, t.Source.URL)
		}
	}
	w.Flush()
	return out.Bytes()
}

// bound writes a tier bound; 0 is empty, on either side.
func bound(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// With is the book with some rates replaced or added; the book itself stays as
// it is. The rates are checked as those of a file are, and the version is that
// of the file CSV writes.
func (b *Book) With(rates []Rate) (*Book, error) {
	changed := &Book{rates: make(map[place]Rate, len(b.rates)+len(rates))}
	for p, rate := range b.rates {
		changed.rates[p] = rate
	}
	for _, rate := range rates {
		if len(rate.Tiers) == 0 {
			return nil, fmt.Errorf("%s in %s has no price", rate.Key, rate.Region)
		}
		changed.rates[place{rate.Key, rate.Region}] = rate
	}
	return Parse(bytes.NewReader(changed.CSV()))
}
