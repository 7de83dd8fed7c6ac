package pricelist

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
)

func smallList() list {
	return list{"AmazonEC2", []item{m7g("A", "0.08"), m7g("B", "9", "tenancy=Host")}}
}

// smallBook has the rates of the small lists alone, which is fast to look through.
var smallBook = func() *pricing.Book {
	book, err := pricing.Parse(strings.NewReader(pricing.Header + "\nec2.m7g.large,us-east-1,instance-hour,0.0816,,,2026,S,\ncompute-sp-1y-noupfront.ec2.m7g.large,eu-west-1,instance-hour,0.06,,,2026,S,\n"))
	if err != nil {
		panic(err)
	}
	return book
}()

var onlyM7g = Options{Only: []string{"ec2.m7g.large"}}

// A file cut off anywhere is refused, with the line at which it ends.
func TestTruncated(t *testing.T) {
	for name, text := range map[string]string{"json": smallList().json(t), "csv": smallList().csv(),
		"savings": savingsCSV(savingsRowText("P.1.A", "0.0650", "EU-BoxUsage:m7g.large", "RunInstances", "No Upfront", "1", "ComputeSavingsPlans", "eu-west-1", "m7g.large"))} {
		whole := len(text)
		for cut := 0; cut < whole-1; cut++ {
			i, err := read(text[:cut], smallBook, Options{Only: []string{"*ec2.m7g.large"}})
			if header := strings.Index(text, "SKU"); name != "json" && cut > header && text[cut-1] == '\n' {
				// Whole rows: a shorter file, which only its missing rates give away.
				if has := len(i.Rates) > 0; has != strings.Contains(text[:cut], "m7g.large") || has != (err == nil) {
					t.Fatalf("%s cut at %d: %+v, %v", name, cut, i, err)
				}
				continue
			}
			var m Malformed
			if !errors.As(err, &m) {
				t.Fatalf("%s cut at %d: %+v, %v", name, cut, i, err)
			}
			if want := 1 + strings.Count(text[:cut], "\n"); m.Line != want && m.Line != want-1 {
				t.Fatalf("%s cut at %d says line %d, ends on %d: %v", name, cut, m.Line, want, err)
			}
			if name == "json" && cut > 0 && m.Offset != int64(cut) && cut < whole-2 {
				t.Fatalf("cut at %d says byte %d", cut, m.Offset)
			}
		}
		if _, err := read(text, smallBook, Options{Only: []string{"*ec2.m7g.large"}}); err != nil {
			t.Errorf("%s whole: %v", name, err)
		}
	}
}

func TestMalformedJSON(t *testing.T) {
	good := smallList().json(t)
	lineOf := func(text, part string) int { return 1 + strings.Count(text[:strings.Index(text, part)], "\n") }
	for name, v := range map[string]struct{ old, new, want string }{
		"a missing comma":         {`"sku": "A",`, `"sku": "A"`, "invalid character"},
		"a word":                  {`"A": {`, `"A": nothing {`, ""},
		"a missing brace":         {`"regionCode": "us-east-1"`, `"regionCode": "us-east-1"}`, ""},
		"wrong bracket":           {`"appliesTo": []`, `"appliesTo": [}`, "closes nothing"},
		"a bare name":             {`"products" :`, `products :`, "name in quotes"},
		"no colon":                {`"products" :`, `"products"`, "stands where ':' should"},
		"a raw line break":        {`"Linux"`, "\"Li\nnux\"", "no end on its line"},
		"an unreadable escape":    {`"Linux"`, `"Li\qnux"`, "invalid character"},
		"another format":          {`"v1.0"`, `"v2.0"`, `the format is "v2.0"`},
		"another offer":           {`"AmazonEC2"`, `"AmazonNeptune"`, `offer "AmazonNeptune"; read are AmazonEC2`},
		"no date":                 {`"2026-11-01T12:00:00Z"`, `"yesterday"`, `publication date "yesterday"`},
		"a version with a path":   {`"` + testVersion + `"`, `"../../x"`, "not a row of digits"},
		"a savings plan":          {`"AmazonEC2"`, `"AWSComputeSavingsPlan"`, "savings plans are read as CSV"},
		"twice":                   {`"disclaimer"`, `"formatVersion" : "v1.0", "disclaimer"`, "given twice"},
		"no terms":                {`"terms" :`, `"term" :`, `no member "terms"`},
		"no publication":          {`"publicationDate" :`, `"published" :`, `no member "publicationDate"`},
		"an attribute of numbers": {`"instanceType": "m7g.large"`, `"instanceType": 7`, "cannot unmarshal number"},
		"a product without SKU":   {`"sku": "A"`, `"sku": ""`, "no SKU"},
		"a list":                  {`"products" : {`, `"products" : [{`, "stands where '{' should"},
		"deep":                    {`"attributesList" : {}`, `"attributesList" : ` + strings.Repeat("[", 100) + strings.Repeat("]", 100), "nests deeper"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, v.old) {
				t.Fatalf("no %q in\n%s", v.old, good)
			}
			bad := strings.Replace(good, v.old, v.new, 1)
			_, err := read(bad, smallBook, onlyM7g)
			var m Malformed
			if !errors.As(err, &m) || !strings.Contains(err.Error(), v.want) || !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("%v, want %q", err, v.want)
			}
			if at := lineOf(good, v.old); v.want != "" && !strings.HasPrefix(v.want, "no ") && (m.Line < at || m.Line > at+30) {
				t.Errorf("says line %d, it is on %d", m.Line, at)
			}
		})
	}
	if _, err := read(good+"{}", smallBook, onlyM7g); err == nil || !strings.Contains(err.Error(), "after the end") {
		t.Errorf("two documents: %v", err)
	}
	if _, err := read(byteOrderMark+good, smallBook, onlyM7g); err != nil {
		t.Errorf("byte order mark: %v", err)
	}
	long := strings.Replace(good, `"Linux"`, `"`+strings.Repeat("x", longestValue)+`"`, 1)
	if _, err := read(long, smallBook, onlyM7g); err == nil || !strings.Contains(err.Error(), "more than 4 MiB") {
		t.Errorf("a value without end: %v", err)
	}
}

// The place is exact: the line and byte at which encoding/json stops.
func TestPlaceOfTheFault(t *testing.T) {
	good := smallList().json(t)
	bad := strings.Replace(good, `"tenancy": "Shared"`, `"tenancy"; "Shared"`, 1)
	at := strings.Index(bad, ";")
	_, err := read(bad, smallBook, onlyM7g)
	var m Malformed
	if !errors.As(err, &m) || m.Offset != int64(at+1) || m.Line != 1+strings.Count(bad[:at], "\n") {
		t.Errorf("%v, want byte %d", err, at+1)
	}
}

func TestMalformedCSV(t *testing.T) {
	good := smallList().csv()
	for name, v := range map[string]struct{ old, new, want string }{
		"an open quote":       {`"m7g.large"`, `"m7g.large`, "line 7: "},
		"a column too few":    {`"A","JRTCKXETXF",`, `"A",`, "line 7: "},
		"a column too many":   {`"B","JRTCKXETXF",`, `"B","","JRTCKXETXF",`, "line 8: "},
		"no SKU":              {`"B","JRTCKXETXF"`, `"","JRTCKXETXF"`, "line 8: a row has no SKU"},
		"no price column":     {`"PricePerUnit"`, `"Price"`, "line 6: the header has no column for priceperunit"},
		"no header":           {`"SKU"`, `"Stock"`, "line 8: "},
		"no offer":            {`"OfferCode"`, `"Offer"`, "line 6: no line for the offer code"},
		"another offer":       {`"AmazonEC2"`, `"AmazonNeptune"`, `line 5: no price of the book comes from offer "AmazonNeptune"`},
		"a date that is none": {`"2026-11-01T12:00:00Z"`, `"2026-13-01"`, `line 3: the publication date "2026-13-01"`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(strings.Replace(good, v.old, v.new, 1), smallBook, onlyM7g); err == nil || !strings.Contains(err.Error(), v.want) {
				t.Errorf("%v, want %q", err, v.want)
			}
		})
	}
	for name, text := range map[string]string{
		"quotes inside":      strings.ReplaceAll(good, "a description, quoted", `a 19" rack, "quoted" wrongly`),
		"other line ends":    strings.ReplaceAll(good, "\n", "\r\n"),
		"byte order mark":    byteOrderMark + good,
		"upper-case headers": strings.Replace(good, `"usageType"`, `"USAGETYPE"`, 1),
		"lower-case headers": strings.Replace(good, `"Pre Installed S/W"`, `"preInstalledSw"`, 1),
		"no quotes":          strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(good, "a description, quoted", "text"), `It's ""as is"", see aws`, "as is"), `"`, ""),
	} {
		if i, err := read(text, smallBook, onlyM7g); err != nil || len(i.Rates) != 1 || i.Rates[0].Price().Price.String() != "0.08" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, v := range map[string]struct{ text, want string }{
		"empty": {"", "line 1: the file is empty"}, "spaces": {" \n ", "line 1: the file is empty"}, "prose": {strings.Repeat("hello, world\n", 30), "line 20: no header"},
		"a page": {"<html>\n", "the file ends in the middle: no header"}, "a long line": {strings.Repeat("x", 2*longestLine) + "\n", "more than 1024 KiB"},
		"many columns": {strings.Repeat(",", 2*mostColumns) + "\n", "line 1: more than 1000 columns"},
	} {
		if _, err := read(v.text, smallBook, Options{}); err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v, want %q", name, err, v.want)
		}
	}
}

// What the scanner takes for JSON is what encoding/json takes for JSON, as long
// as the file is an object.
func FuzzJSON(f *testing.F) {
	f.Add(smallList().json(f))
	f.Add(`{"a":[1,-2.5e3,true,null,"x\"y\\"],"b":{},"c":""}`)
	f.Add(`{"a":1}{`)
	f.Add(`{"a":tru}`)
	f.Add("{\"a\":\"\n\"}")
	f.Fuzz(func(t *testing.T, text string) {
		s := newScanner(bufio.NewReader(strings.NewReader(text)))
		err := s.object(func(string) error { _, err := s.value(); return err })
		if err == nil {
			err = s.end()
		}
		body := strings.TrimPrefix(text, byteOrderMark)
		object := strings.HasPrefix(strings.TrimLeft(body, " \n\r\t"), "{")
		if valid := json.Valid([]byte(body)) && object; (err == nil) != valid && !errors.Is(err, ErrTruncated) && !(err != nil && strings.Contains(err.Error(), "nests deeper")) {
			t.Fatalf("valid is %v, the scanner says %v", valid, err)
		}
		if _, err := read(text, smallBook, Options{}); err != nil && err.Error() == "" {
			t.Fatal("an error without words")
		}
	})
}

// What encoding/csv reads without complaint, split reads alike; whatever the
// bytes, it ends and gives fields that add up to no more than the line.
func FuzzCSV(f *testing.F) {
	f.Add(smallList().csv())
	f.Add("\"a\",\"b \"\" c\",d\n")
	f.Add("\"a\"b,c\n")
	f.Add(",,\n\"\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := &csvReader{r: bufio.NewReader(strings.NewReader(text))}
		line, _, _ := strings.Cut(text, "\n")
		want, wrong := csv.NewReader(strings.NewReader(line)).Read()
		if err := c.split(strings.TrimRight(line, "\r\n")); wrong == nil && !strings.Contains(line, "\r") {
			if err != nil || !slices.Equal(c.fields, want) {
				t.Fatalf("%q is %q, %v; want %q", line, c.fields, err, want)
			}
		}
		if size := len(strings.Join(c.fields, ",")); size > len(line) {
			t.Fatalf("%q became %q", line, c.fields)
		}
		_, err := read(text, smallBook, Options{})
		var m Malformed
		var p Problems
		if err != nil && !errors.As(err, &m) && !errors.As(err, &p) && !strings.Contains(err.Error(), "offer") && !strings.Contains(err.Error(), "gzip") {
			t.Fatalf("an error without a place: %v", err)
		}
	})
}
