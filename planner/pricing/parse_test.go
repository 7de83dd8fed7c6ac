package pricing

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// file makes a book file of rows.
func file(rows ...string) string { return Header + "\n" + strings.Join(rows, "\n") + "\n" }

const (
	tierOne   = "s3.storage,us-east-1,GB-month,0.023,,51200,2026-09-18,Source,https://example.com/a"
	tierTwo   = "s3.storage,us-east-1,GB-month,0.022,51200,512000,2026-09-17,Other,"
	tierThree = "s3.storage,us-east-1,GB-month,0.021,512000,,2026,Source,"
	allowed   = "dto.free,global,GB,0,,100,2026-08,Source,"
	single    = "nat.hour,eu-west-1,hour,0.048,,,undated,Source,"
)

func TestParse(t *testing.T) {
	book, err := Parse(strings.NewReader(file(tierThree, allowed, tierOne, single, tierTwo))) // any order
	if err != nil {
		t.Fatal(err)
	}
	rate, err := book.Rate("s3.storage", "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	if len(rate.Tiers) != 3 || rate.Unit != "GB-month" || rate.StandIn {
		t.Fatalf("%+v", rate)
	}
	if rate.AsOf != "2026" || rate.Source.Name != "Source" || rate.Source.URL != "https://example.com/a" || rate.Source.AsOf != "2026-09-18" {
		t.Errorf("the rate is as old as its oldest tier, and its source that of the first: %+v", rate)
	}
	if two := rate.Tiers[1]; two.From != 51200 || two.To != 512000 || two.Price.String() != "0.022" || two.AsOf != "2026-09-17" || two.Source.Name != "Other" {
		t.Errorf("second tier %+v", two)
	}
	if book.AsOf() != "2026-09-18" || !strings.HasPrefix(book.Version(), "2026-09-18-") || len(book.Version()) != len("2026-09-18-")+12 {
		t.Errorf("as of %s, version %s", book.AsOf(), book.Version())
	}
	if nat, _ := book.Rate("nat.hour", "eu-west-1"); nat.AsOf != Undated {
		t.Errorf("undated price as of %q", nat.AsOf)
	}
}

func TestLookup(t *testing.T) {
	book, err := Parse(strings.NewReader(file(
		"a,us-east-1,hour,1,,,2026,S,", "a,eu-west-1,hour,2,,,2026,S,", "b,global,hour,3,,,2026,S,", "b,us-east-1,hour,4,,,2026,S,", "c,eu-west-1,hour,5,,,2026,S,")))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		key           Key
		region, price string
		where         string
		standIn       bool
	}{
		{"a", "eu-west-1", "2", "eu-west-1", false}, {"a", "us-east-1", "1", "us-east-1", false},
		{"a", "sa-east-1", "1", "us-east-1", true}, {"b", "eu-west-1", "3", Global, false}, {"b", "us-east-1", "4", "us-east-1", false},
	} {
		rate, err := book.Rate(v.key, v.region)
		if err != nil || rate.Tiers[0].Price.String() != v.price || rate.Region != v.where || rate.StandIn != v.standIn {
			t.Errorf("%s in %s: %+v, %v", v.key, v.region, rate, err)
		}
	}
	_, err = book.Rate("c", "us-east-1")
	if !errors.Is(err, ErrNoRate) || !strings.Contains(err.Error(), `"c"`) {
		t.Errorf("a missing rate must be named: %v", err)
	}
	if !book.Has("a", "eu-west-1") || !book.Has("b", "sa-east-1") || book.Has("a", "sa-east-1") || book.Has("c", "us-east-1") {
		t.Error("a price that stands in is not the region's own")
	}
	if rate, _ := book.Rate("a", "us-east-1"); rate.StandIn {
		t.Error("looking up a stand-in changed the book")
	}
	if got := strings.Join(book.Regions(), " "); got != "eu-west-1 us-east-1" {
		t.Errorf("regions %s", got)
	}
	if keys := book.Keys(); len(keys) != 3 || keys[0] != "a" || keys[2] != "c" {
		t.Errorf("keys %v", keys)
	}
	if rates := book.Rates("eu-west-1"); len(rates) != 2 || rates[0].Key != "a" || rates[1].Key != "c" {
		t.Errorf("rates of Ireland %v", rates)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, v := range map[string]struct{ content, want string }{
		"empty":            {"", "line 1"},
		"other header":     {"a,b\n1,2\n", "line 1"},
		"no rows":          {Header + "\n", "line 2"},
		"missing field":    {file(single, "nat.hour,us-east-1,hour"), "line 3"},
		"open quote":       {file(`"nat`), "line 2"},
		"bad key":          {file("NAT hour,us-east-1,hour,1,,,2026,S,"), `line 2: key "NAT hour"`},
		"bad region":       {file("nat,mars,hour,1,,,2026,S,"), `line 2: region "mars"`},
		"no unit":          {file("nat,us-east-1,,1,,,2026,S,"), "line 2: unit"},
		"negative":         {file("nat,us-east-1,hour,-1,,,2026,S,"), `line 2: usd "-1"`},
		"exponent":         {file("nat,us-east-1,hour,1e9,,,2026,S,"), `line 2: usd "1e9"`},
		"bad date":         {file("nat,us-east-1,hour,1,,,2026-02-30,S,"), `line 2: as_of "2026-02-30"`},
		"word for a date":  {file("nat,us-east-1,hour,1,,,-,S,"), "line 2: as_of"},
		"before AWS":       {file("nat,us-east-1,hour,1,,,1999,S,"), "line 2: as_of"},
		"no source":        {file("nat,us-east-1,hour,1,,,2026,,"), "line 2: source"},
		"unsafe address":   {file("nat,us-east-1,hour,1,,,2026,S,javascript:x"), "line 2: url"},
		"control":          {file("nat,us-east-1,hour,1,,,2026,S\x1b,"), "line 2: source"},
		"bad bound":        {file("nat,us-east-1,hour,1,-5,,2026,S,"), `line 2: from "-5"`},
		"empty tier":       {file("nat,us-east-1,hour,1,5,5,2026,S,"), "line 2: tier ends"},
		"twice":            {file(single, allowed, single), "line 4: nat.hour in eu-west-1: the tier from 0 is given twice, also on line 2"},
		"gap":              {file(tierOne, tierThree), "line 3: s3.storage in us-east-1: nothing is said between 51200 and 512000"},
		"overlap":          {file(tierOne, "s3.storage,us-east-1,GB-month,0.021,500,,2026,S,"), "line 3: s3.storage in us-east-1: the tier from 500 overlaps the one on line 2"},
		"after an open":    {file("s3.storage,us-east-1,GB-month,0.021,,,2026,S,", tierTwo, tierThree), "overlaps the one on line 2"},
		"late start":       {file(tierTwo, tierThree), "line 2: s3.storage in us-east-1: the tiers begin at 51200"},
		"no end":           {file(tierOne), "line 2: s3.storage in us-east-1: nothing is said above 51200"},
		"free but ends":    {file("a,us-east-1,GB,0,,5,2026,S,", "a,us-east-1,GB,0,5,9,2026,S,"), "line 3: a in us-east-1: nothing is said above 9"},
		"two units":        {file(tierOne, "s3.storage,us-east-1,TB,0.021,51200,,2026,S,"), `line 3: s3.storage in us-east-1: unit "TB" differs`},
		"digits too many":  {file("nat,us-east-1,hour,0.1234567890123456789,,,2026,S,"), "line 2: usd"},
		"far too long row": {file("nat,us-east-1,hour,1,,,2026,S,", strings.Repeat("x", 1000)), "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			book, err := Parse(strings.NewReader(v.content))
			if err == nil {
				t.Fatalf("accepted: %v", book.Keys())
			}
			if !strings.Contains(err.Error(), v.want) {
				t.Errorf("%q does not say %q", err, v.want)
			}
		})
	}
}

func TestParseBoundsItsInput(t *testing.T) {
	long := strings.NewReader(strings.Repeat("x", maxBookBytes+1))
	if _, err := Parse(long); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("%v", err)
	}
}

func TestVersionFollowsContent(t *testing.T) {
	version := func(content string) string {
		book, err := Parse(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		return book.Version()
	}
	if first, again := version(file(single)), version(file(single)); first != again {
		t.Error("the same file has two versions")
	}
	if version(file(single)) == version(file(strings.Replace(single, "0.048", "0.049", 1))) {
		t.Error("another price has the same version")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(file(tierOne, tierTwo, tierThree, allowed, single), 1000.0)
	f.Add(file(tierOne), 0.0)
	f.Add(file(`"a",global,"1,000 requests",0.0004,,,2026-08,"A, b",`), 1e18)
	f.Add("\xef\xbb\xbf"+file(single), -1.0)
	f.Fuzz(func(t *testing.T, content string, amount float64) {
		book, err := Parse(strings.NewReader(content))
		if err != nil {
			if !strings.Contains(err.Error(), "line ") {
				t.Fatalf("an error must name the line: %v", err)
			}
			return
		}
		for _, key := range book.Keys() {
			for _, region := range append(book.Regions(), Global) {
				rate, err := book.Rate(key, region)
				if err != nil {
					continue
				}
				checkRate(t, rate)
				checkSplit(t, rate, 0, amount)
			}
		}
	})
}

// checkRate fails unless a rate is whole.
func checkRate(t *testing.T, rate Rate) {
	t.Helper()
	if len(rate.Tiers) == 0 || rate.Unit == "" || rate.AsOf == "" || rate.Source.Name == "" {
		t.Fatalf("%s in %s is not whole: %+v", rate.Key, rate.Region, rate)
	}
	end := 0.0
	for i, tier := range rate.Tiers {
		if tier.From != end || (i > 0 && end == 0) {
			t.Fatalf("%s in %s: tier %d begins at %v, not %v", rate.Key, rate.Region, i, tier.From, end)
		}
		end = tier.To
	}
	if _, allowance := rate.Allowance(); allowance != (end != 0) {
		t.Fatalf("%s in %s ends at %v, allowance %v", rate.Key, rate.Region, end, allowance)
	}
}

// checkSplit fails unless the parts of an amount lie in their tiers and add up.
func checkSplit(t *testing.T, rate Rate, start, amount float64) {
	t.Helper()
	sum := 0.0
	position := max(start, 0)
	for _, part := range rate.SplitFrom(start, amount) {
		tolerance := 1e-9 * max(1, math.Abs(position+part.Amount))
		if !(part.Amount > 0) || position < part.Tier.From-tolerance || (part.Tier.To != 0 && position+part.Amount > part.Tier.To+tolerance) {
			t.Fatalf("%s: %v from %v lies outside tier %v to %v", rate.Key, part.Amount, position, part.Tier.From, part.Tier.To)
		}
		sum += part.Amount
		position += part.Amount
	}
	want := max(amount, 0)
	if limit, ok := rate.Allowance(); ok {
		want = min(want, max(limit-max(start, 0), 0))
	}
	if !(math.Abs(sum-want) <= 1e-9*max(1, want)) && !math.IsInf(want, 1) && !math.IsNaN(amount) {
		t.Fatalf("%s: %v from %v splits into %v", rate.Key, amount, start, sum)
	}
}

// The largest file that is read is full of nothing but one rate and empty lines;
// a byte more is refused.
func TestParseReadsUpToTheBound(t *testing.T) {
	content := file(single)
	content += strings.Repeat("\n", maxBookBytes-len(content))
	if _, err := Parse(strings.NewReader(content)); err != nil {
		t.Errorf("%d bytes: %v", len(content), err)
	}
	if _, err := Parse(strings.NewReader(content + "\n")); err == nil {
		t.Error("a byte more is read")
	}
}

// AWS began in 2006: no price is older.
func TestDatesBeginWithAWS(t *testing.T) {
	for date, want := range map[string]bool{
		"2006": true, "2005": false, "2006-01": true, "2005-12": false, "2006-01-01": true, "2005-12-31": false, Undated: true, "": false, "06": false,
	} {
		if validDate(date) != want {
			t.Errorf("%q is a date: %v", date, !want)
		}
	}
}

// A shorter date is the start of its year or month, and no date is older than any.
func TestNewerAndOlder(t *testing.T) {
	for _, c := range []struct{ newer, older string }{
		{"2026-10-08", "2026-10-07"}, {"2026-10-01", "2026-10"}, {"2026-01", "2026"}, {"2027", "2026-12-31"}, {"2006", Undated}, {"2026", "2026"}, {Undated, Undated},
	} {
		if newer(c.newer, c.older) != c.newer || newer(c.older, c.newer) != c.newer || older(c.newer, c.older) != c.older || older(c.older, c.newer) != c.older {
			t.Errorf("%s is not newer than %s", c.newer, c.older)
		}
	}
}

// Rates are told apart by key before region, and equal ones compare as equal.
func TestOrderOfRates(t *testing.T) {
	at := func(key Key, region string) Rate { return Rate{Key: key, Region: region} }
	for _, c := range []struct {
		a, b Rate
		want int
	}{
		{at("a", "x"), at("a", "x"), 0}, {at("a", "x"), at("a", "y"), -1}, {at("a", "y"), at("a", "x"), 1},
		{at("a", "y"), at("b", "x"), -1}, {at("b", "x"), at("a", "y"), 1}, {at("b", "x"), at("a", "x"), 1}, {at("a", "x"), at("b", "x"), -1},
	} {
		if got := byPlace(c.a, c.b); got != c.want {
			t.Errorf("%s in %s before %s in %s: %d, want %d", c.a.Key, c.a.Region, c.b.Key, c.b.Region, got, c.want)
		}
	}
}
