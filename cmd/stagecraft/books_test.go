package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"stagecraft/planner/pricing"
)

const ratesYAML = "label: EA\nas_of: 2026-09-01\nrates:\n  - {key: 'ec2.*', discount: 50%}\ncurrency: {code: EUR, rate: 0.92, as_of: 2026-11-20, source: ECB}\n"

func TestPlanWithOtherPrices(t *testing.T) {
	dear := bytes.ReplaceAll(pricing.Embedded().CSV(), []byte("nat.hour,us-east-1,hour,0.045"), []byte("nat.hour,us-east-1,hour,0.09"))
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(dear); err != nil {
		t.Fatal(err)
	}
	z.Close()
	book, packed, rates := write(t, "book.csv", string(dear)), write(t, "book.csv.gz", zipped.String()), write(t, "rates.yaml", ratesYAML)
	type plan struct {
		Warnings []string
		Book     struct{ Version string }
		Stages   []struct {
			Bill struct {
				Total     string `json:"total_monthly"`
				Currency  string
				Converted *struct {
					Currency, Rate, Source string
					AsOf                   string `json:"as_of"`
					Total                  string `json:"total_monthly"`
				}
				Items []struct{ Monthly, Converted, Source string }
			}
		}
	}
	read := func(args []string, env ...string) plan {
		t.Helper()
		got := invoke(t, "", append(words("plan --users 100k --format json"), args...), env...)
		var p plan
		if err := json.Unmarshal([]byte(got.stdout), &p); err != nil || got.status != 0 {
			t.Fatalf("%v: %+v", err, got.stderr)
		}
		return p
	}
	list := read(nil)
	if list.Book.Version != pricing.Embedded().Version() || list.Stages[3].Bill.Converted != nil || list.Warnings == nil {
		t.Errorf("%+v", list.Book)
	}
	for _, p := range []plan{read([]string{"--book", book}), read(nil, "STAGECRAFT_BOOK", book), read([]string{"--book", packed})} {
		if p.Book.Version == list.Book.Version {
			t.Error("the book was not used")
		}
	}
	for _, p := range []plan{read([]string{"--rates", rates}), read(nil, "STAGECRAFT_RATES", rates)} {
		b := p.Stages[3].Bill
		if b.Converted == nil || b.Converted.Currency != "EUR" || b.Converted.Rate != "0.92" || b.Converted.AsOf != "2026-11-20" || b.Converted.Source != "ECB" || b.Currency != "USD" {
			t.Fatalf("%+v", b.Converted)
		}
		sum, negotiated := 0, false
		for _, i := range b.Items {
			sum += cents(t, i.Converted)
			negotiated = negotiated || strings.HasPrefix(i.Source, "negotiated: 50% off, EA of 2026-09-01")
		}
		if sum != cents(t, b.Converted.Total) || !negotiated || cents(t, b.Total) >= cents(t, list.Stages[3].Bill.Total) {
			t.Errorf("lines add up to %d, total %s; negotiated %v; %s of %s", sum, b.Converted.Total, negotiated, b.Total, list.Stages[3].Bill.Total)
		}
	}
	text := invoke(t, "", append(words("plan --users 100k --stage 4"), "--rates", rates))
	if !strings.Contains(strings.Join(strings.Fields(text.stdout), " "), "at 0.92 EUR per USD of 2026-11-20, stated by ECB") {
		t.Errorf("%s", text.stdout)
	}
	if strings.Contains(strings.Join(strings.Fields(text.stdout), " "), ", negotiated)") {
		t.Error("a line says twice that it is negotiated")
	}
	if !strings.Contains(strings.Join(strings.Fields(text.stdout), " "), "negotiated") || !strings.Contains(text.stdout, "negotiated ones where a line says so") {
		t.Errorf("the text does not say what is negotiated:\n%s", text.stdout)
	}
	rows := csvOf(t, invoke(t, "", append(words("plan --users 100k --stage 4 --format csv"), "--rates", rates)).stdout)
	if converted := rows[1][15]; rows[0][15] != "converted" || rows[1][16] != "EUR" || cents(t, converted) == 0 {
		t.Errorf("%v", rows[1])
	}
	for _, bad := range [][]string{{"--book", "missing.csv"}, {"--book", rates}, {"--rates", book}, {"--rates", "missing.yaml"}, {"--rates", write(t, "x.yaml", "rates: [{key: no.such, discount: 1%, label: a, as_of: 2026-01-01}]")}} {
		for _, command := range []string{"plan", "serve"} {
			if got := invoke(t, "", append([]string{command}, bad...)); got.status != 2 || got.stdout != "" {
				t.Errorf("%s %v: %+v", command, bad, got)
			}
		}
	}
}

// cents reads an amount exactly.
func cents(t *testing.T, amount string) int {
	t.Helper()
	whole, part, ok := strings.Cut(amount, ".")
	n := 0
	for _, c := range whole + part {
		n = n*10 + int(c-'0')
	}
	if !ok || len(part) != 2 {
		t.Fatalf("%q is no amount", amount)
	}
	return n
}

func csvOf(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v in %q", err, text)
	}
	return rows
}

// Every export of an old book warns, and none of a fresh one.
func TestOldPricesWarn(t *testing.T) {
	export := func(format string, days int) string {
		t.Helper()
		read, err := time.Parse(time.DateOnly, pricing.Embedded().AsOf())
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		p := process{getenv: testEnv, stdin: strings.NewReader(""), stdout: &out, stderr: &bytes.Buffer{},
			now: func() time.Time { return read.AddDate(0, 0, days) }}
		stage := " --stage 3"
		if format == "poster" { // which has them all
			stage = ""
		}
		if err := plan(context.Background(), p, words("--users 100k --format "+format+stage)); err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(out.String()), " ")
	}
	for _, format := range []string{"text", "json", "csv", "svg", "poster"} {
		const warning = "These prices are old"
		if fresh := export(format, pricing.StaleDays); strings.Contains(fresh, warning) {
			t.Errorf("%s warns after %d days", format, pricing.StaleDays)
		}
		if old := export(format, pricing.StaleDays+1); !strings.Contains(old, warning) {
			t.Errorf("%s does not warn after %d days", format, pricing.StaleDays+1)
		}
	}
}
