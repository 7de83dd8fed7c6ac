package pricing

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Header is the first line of a price book file. A row is one tier; from and to
// are in the row's unit, an empty from is 0 and an empty to is "and above".
const Header = "key,region,unit,usd,from,to,as_of,source,url"

// maxBookBytes bounds what Parse reads: the embedded book is under a megabyte.
const maxBookBytes = 16 << 20

// Patterns of the fields. Numbers are plain decimals, so that a price is
// printed as it was written and an exponent cannot ask for a billion digits.
var (
	keyPattern    = regexp.MustCompile(`^[a-z0-9]+([.+-][a-z0-9]+)*$`)
	regionPattern = regexp.MustCompile(`^([a-z]{2}(-[a-z]+)+-[1-9][0-9]?|global)$`)
	numberPattern = regexp.MustCompile(`^[0-9]{1,18}(\.[0-9]{1,18})?$`)
	textPattern   = regexp.MustCompile(`^[^\pC]+$`)
	urlPattern    = regexp.MustCompile(`^(https://[^\s\pC"<>]+)?$`)
)

// row is a parsed line.
type row struct {
	line int
	unit string
	tier Tier
}

// Parse reads a price book in the CSV form of Header. It refuses, naming the
// line: malformed fields and dates, a tier given twice, and tiers that leave a
// gap, overlap or do not begin at 0. The last tier must be open, except for a
// free allowance, which is a single free tier with an end.
func Parse(r io.Reader) (*Book, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxBookBytes+1))
	if err != nil {
		return nil, fmt.Errorf("price book: %w", err)
	}
	if len(content) > maxBookBytes {
		return nil, fmt.Errorf("price book: larger than %d MiB", maxBookBytes>>20)
	}
	rows, order, err := readRows(content)
	if err != nil {
		return nil, fmt.Errorf("price book: %w", err)
	}
	book := &Book{rates: make(map[place]Rate, len(order)), asOf: Undated}
	dates, regions := map[string]bool{}, map[string]bool{}
	for _, p := range order {
		rate, err := newRate(p, rows[p])
		if err != nil {
			return nil, fmt.Errorf("price book: %w", err)
		}
		book.rates[p] = rate
		if p.region != Global {
			regions[p.region] = true
		}
		for _, tier := range rate.Tiers {
			book.asOf = newer(book.asOf, tier.AsOf)
			dates[tier.AsOf] = true
		}
	}
	book.dates, book.regions = slices.Sorted(maps.Keys(dates)), slices.Sorted(maps.Keys(regions))
	book.indexed()
	sum := sha256.Sum256(content)
	book.version = book.asOf + "-" + hex.EncodeToString(sum[:6])
	return book, nil
}

// readRows groups the lines by place, in the order places first appear.
func readRows(content []byte) (map[place][]row, []place, error) {
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord = strings.Count(Header, ",") + 1
	reader.ReuseRecord = true
	header, err := reader.Read()
	if err != nil || strings.Join(header, ",") != Header {
		return nil, nil, fmt.Errorf("line 1: the header is not %q", Header)
	}
	rows := map[place][]row{}
	var order []place
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err // the csv package names the line
		}
		line, _ := reader.FieldPos(0)
		p, parsed, err := parseRow(record)
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", line, err)
		}
		parsed.line = line
		if rows[p] == nil {
			order = append(order, p)
		}
		rows[p] = append(rows[p], parsed)
	}
	if len(order) == 0 {
		return nil, nil, errors.New("line 2: no rates")
	}
	return rows, order, nil
}

// parseRow reads the fields of one line.
func parseRow(record []string) (place, row, error) {
	key, region, unit, usd := record[0], record[1], record[2], record[3]
	asOf, source, url := record[6], record[7], record[8]
	checks := []struct {
		ok          bool
		field, text string
	}{
		{keyPattern.MatchString(key), "key", key},
		{regionPattern.MatchString(region), "region", region},
		{textPattern.MatchString(unit), "unit", unit},
		{numberPattern.MatchString(usd), "usd", usd},
		{validDate(asOf), "as_of", asOf},
		{textPattern.MatchString(source), "source", source},
		{urlPattern.MatchString(url), "url", url},
	}
	for _, c := range checks {
		if !c.ok {
			return place{}, row{}, fmt.Errorf("%s %q is not valid", c.field, c.text)
		}
	}
	price, err := units.ParsePrice(usd)
	if err != nil {
		return place{}, row{}, err
	}
	from, err := parseBound("from", record[4])
	if err != nil {
		return place{}, row{}, err
	}
	to, err := parseBound("to", record[5])
	if err != nil {
		return place{}, row{}, err
	}
	if record[5] != "" && to <= from {
		return place{}, row{}, fmt.Errorf("tier ends at %q, which is not above its start", record[5])
	}
	// Clone: csv fields are slices of one string a line, kept alive as a whole.
	p := place{Key(strings.Clone(key)), strings.Clone(region)}
	asOf = strings.Clone(asOf)
	return p, row{unit: strings.Clone(unit), tier: Tier{
		From: from, To: to, Price: price, AsOf: asOf,
		Source: reason.Source{Name: strings.Clone(source), URL: strings.Clone(url), AsOf: asOf},
	}}, nil
}

// parseBound reads a tier bound; empty is 0.
func parseBound(field, text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	if !numberPattern.MatchString(text) {
		return 0, fmt.Errorf("%s %q is not valid", field, text)
	}
	bound, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("%s %q is not valid", field, text)
	}
	return bound, nil
}

// newRate checks and orders the tiers of one key in one region.
func newRate(p place, rows []row) (Rate, error) {
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.tier.From < b.tier.From:
			return -1
		case a.tier.From > b.tier.From:
			return 1
		}
		return 0
	})
	rate := Rate{Key: p.key, Region: p.region, Unit: rows[0].unit, AsOf: rows[0].tier.AsOf}
	for i, r := range rows {
		if err := follows(rows, i); err != nil {
			return Rate{}, fmt.Errorf("line %d: %s in %s: %w", r.line, p.key, p.region, err)
		}
		rate.Tiers = append(rate.Tiers, r.tier)
		rate.AsOf = older(rate.AsOf, r.tier.AsOf)
	}
	last := rows[len(rows)-1]
	if last.tier.To != 0 && !(len(rows) == 1 && last.tier.allowance()) {
		return Rate{}, fmt.Errorf("line %d: %s in %s: nothing is said above %v", last.line, p.key, p.region, last.tier.To)
	}
	rate.Source = rate.Price().Source
	return rate, nil
}

// follows checks that row i begins where the row before it ends.
func follows(rows []row, i int) error {
	r := rows[i]
	if r.unit != rows[0].unit {
		return fmt.Errorf("unit %q differs from %q on line %d", r.unit, rows[0].unit, rows[0].line)
	}
	if i == 0 {
		if r.tier.From != 0 {
			return fmt.Errorf("the tiers begin at %v, not at 0", r.tier.From)
		}
		return nil
	}
	before := rows[i-1]
	switch {
	case r.tier.From == before.tier.From:
		return fmt.Errorf("the tier from %v is given twice, also on line %d", r.tier.From, before.line)
	case before.tier.To == 0 || r.tier.From < before.tier.To:
		return fmt.Errorf("the tier from %v overlaps the one on line %d", r.tier.From, before.line)
	case r.tier.From > before.tier.To:
		return fmt.Errorf("nothing is said between %v and %v", before.tier.To, r.tier.From)
	}
	return nil
}

// validDate accepts a day, a month, a year, or Undated.
func validDate(s string) bool {
	if s == Undated {
		return true
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 2006 { // the year AWS began
			return true
		}
	}
	return false
}

// newer and older compare dates; a shorter date is the start of its year or
// month, and Undated is older than any.
func newer(a, b string) string {
	if a == Undated || (b != Undated && b > a) {
		return b
	}
	return a
}

func older(a, b string) string {
	if newer(a, b) == a {
		return b
	}
	return a
}
