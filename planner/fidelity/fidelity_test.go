package fidelity

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// Every published figure is met within the tolerance stated beside it.
func TestRecord(t *testing.T) {
	cases, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !c.Within() {
			t.Errorf("%s, %s: %v, published %v %s, off by %.4f%%", c.Title, c.Figure, c.Ours, c.Published, c.Unit, 100*c.Difference())
		}
		if c.Source.Name == "" || c.Source.AsOf == "" || c.Title == "" || c.Figure == "" {
			t.Errorf("%+v lacks a source, a date or words", c)
		}
	}
}

// The tests that claims rest on exist.
func TestClaimsNameTests(t *testing.T) {
	for _, c := range Claims() {
		dir, name, found := strings.Cut(c.Test, " ")
		if !found {
			t.Errorf("%q names no package and test", c.Test)
			continue
		}
		files, err := filepath.Glob(filepath.Join("..", "..", dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		exists := slices.ContainsFunc(files, func(path string) bool {
			text, err := os.ReadFile(path)
			return err == nil && strings.Contains(string(text), "func "+name+"(t *testing.T)")
		})
		if !exists {
			t.Errorf("%s has no %s", dir, name)
		}
	}
}

// A case that is off is not called right, in either direction.
func TestWithin(t *testing.T) {
	for _, v := range []struct {
		published, ours, tolerance float64
		want                       bool
	}{
		{100, 105, 0.05, true}, {100, 95, 0.05, true}, {100, 105.1, 0.05, false}, {100, 94.9, 0.05, false},
		{2.73, 2.73, 0, true}, {2.73, 2.74, 0, false}, {2.73, 2.72, 0, false}, {0, 0, 0, true}, {0, 1, 0, false},
	} {
		if got := (Case{Published: v.published, Ours: v.ours, Tolerance: v.tolerance}).Within(); got != v.want {
			t.Errorf("%+v: within %v", v, got)
		}
	}
}

// The document has a row for every case, and is the one in the repository.
func TestMarkdown(t *testing.T) {
	cases, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	text := string(Markdown(cases))
	if rows := strings.Count(text, "\n| "); rows < len(cases) {
		t.Errorf("%d rows for %d cases", rows, len(cases))
	}
	kept, err := os.ReadFile("../../docs/fidelity.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != text {
		t.Error("docs/fidelity.md is not what the cases give: run make generate")
	}
}

// Every worked example that vendors print is in the record, and every difference
// says why.
func TestPrices(t *testing.T) {
	byID := map[string]Case{}
	for _, c := range record(t, Prices) {
		byID[c.ID] = c
		explained(t, c)
		if !strings.HasPrefix(c.Derivation, "stagecraft price ") {
			t.Errorf("%s is redone by %q", c.ID, c.Derivation)
		}
	}
	for id, total := range map[string]float64{
		"lambda-1": 2.73, "lambda-pc-1": 19.96, "lambda-old-1": 18.74, "fargate-1": 1.26, "fargate-3": 4.37, "ebs-gp3": 3.63, "ebs-io1": 5.25,
		"ebs-st1": 1.50, "ebs-sc1": 0.50, "eventbridge-custom": 5, "eventbridge-scheduler": 6, "eventbridge-apidest": 0.40, "nat-1gb": 0.09,
		"apigw-http": 216, "kinesis-calc-1": 477.42, "ec2-calc-1": 297.84, "ec2-calc-2": 219.58, "ebs-calc": 40, "s3-calc": 12.42,
	} {
		c, found := byID[id]
		if !found || c.Published != total || c.Ours != total || !c.Exact() {
			t.Errorf("%s: published %v, ours %v, want both %v exactly", id, c.Published, c.Ours, total)
		}
	}
	if len(byID) < 43 {
		t.Errorf("only %d prices", len(byID))
	}
}

// explained wants a tolerance where ours differs and nowhere else, just as wide
// as the difference, and a note on it.
func explained(t *testing.T, c Case) {
	t.Helper()
	differs := c.Off() != "0"
	if differs != c.Contradicted() || differs && (c.Note == "" || c.Allowed() != strings.TrimLeft(c.Off(), "+−")) {
		t.Errorf("%s, %s is off by %s where %s is allowed; note %q", c.Title, c.Figure, c.Off(), c.Allowed(), c.Note)
	}
}

func record(t *testing.T, g Group) []Case {
	t.Helper()
	all, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	return of(all, g)
}

// The total of an architecture is the sum of our lines and of those taken as
// published; published lines add up to the published total unless a note says
// that they do not.
func TestArchitectures(t *testing.T) {
	reader := csv.NewReader(strings.NewReader(architecturesCSV))
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cases := record(t, Architecture)
	var ours, published units.Money
	at, last := 0, ""
	for _, row := range rows[1:] {
		if row[archSource] == "" || row[archAsOf] == "" || !strings.HasPrefix(row[archURL], "https://") {
			t.Errorf("%s %s has no dated source", row[archID], row[archLine])
		}
		amount, err := units.ParseMoney(row[archPublished])
		if err != nil {
			t.Fatal(err)
		}
		if row[archLine] != totalLine && row[archService] == "" {
			ours, published, last = ours.Add(amount), published.Add(amount), row[archID]
			continue
		}
		c := cases[at]
		at++
		explained(t, c)
		if c.ID != row[archID] {
			t.Errorf("%s, %s is of row %s", c.Title, c.Figure, row[archID])
		}
		if row[archLine] != totalLine {
			ours, published, last = ours.Add(dollarsOf(t, c.Ours)), published.Add(amount), row[archID]
			continue
		}
		if last != row[archID] || ours.Cmp(dollarsOf(t, c.Ours)) != 0 {
			t.Errorf("%s: our lines add up to %s, the total is %v", c.Title, ours, c.Ours)
		}
		if published.Cmp(amount) != 0 && c.Note == "" {
			t.Errorf("%s: published lines add up to %s, not %s", c.Title, published, amount)
		}
		ours, published = units.Money{}, units.Money{}
	}
	if at != len(cases) || !ours.IsZero() {
		t.Errorf("%d of %d cases have a row; %s is in no total", at, len(cases), ours)
	}
}

func dollarsOf(t *testing.T, x float64) units.Money {
	t.Helper()
	m, err := units.ParseMoney(strconv.FormatFloat(x, 'f', 2, 64))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Four of the published figures, by hand.
func TestArchitecturesByHand(t *testing.T) {
	ours := map[string]float64{}
	for _, c := range record(t, Architecture) {
		ours[c.ID+" "+c.Figure] = c.Ours
	}
	for figure, want := range map[string]float64{
		"aws-dynamic-site Network Load Balancer":                        104.03, // 730 × 0.0225 + 20 × 730 × 0.006
		"keycloak-aurora total of 3 lines":                              241.36, // 59.10 + 12.98 + 119.72 + 5.00 + 18.79 + 16.43 + 9.34
		"l2-stretch total of 5 lines":                                   136.43, // 78.84 + 7.59 + 3.65 + 37.35 + 9.00
		"transfer-small S3 requests":                                    622.92, // 214,800 × 0.0004 + 107,400 × 0.005
		"transfer-small total of 6 lines, 1 of them taken as published": 1114.70,
	} {
		if got, found := ours[figure]; !found || got != want {
			t.Errorf("%s: %v, want %v", figure, got, want)
		}
	}
}

// A row that cannot be worked out is an error that names it, not a hole.
func TestArchitectureRefusals(t *testing.T) {
	good := []string{"x", "X", "line", "nat", "gb=1", "hour=1;gb=1", "1.00", "0", "source", "https://example.com", "2026", ""}
	for name, change := range map[string]func([]string){
		"a service that is not priced": func(r []string) { r[archService] = "eks" },
		"a parameter unknown":          func(r []string) { r[archInputs] = "petabytes=1" },
		"no rate anywhere":             func(r []string) { r[archService], r[archInputs], r[archRates] = "ebs", "type=gp3;dsu_hours=2", "" },
		"no amount":                    func(r []string) { r[archPublished] = "" },
		"no tolerance":                 func(r []string) { r[archWithin] = "some" },
	} {
		row := slices.Clone(good)
		change(row)
		if _, _, err := (&sum{}).read(row); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if c, shown, err := (&sum{}).read(good); err != nil || !shown || c.Ours != 731 {
		t.Errorf("%+v, %v, %v", c, shown, err)
	}
}

// Money is off by dollars, other figures by a share.
func TestOffAndAllowed(t *testing.T) {
	for _, v := range []struct {
		c            Case
		off, allowed string
	}{
		{Case{Published: 60.30, Ours: 60.31, Unit: dollars, Tolerance: 0.01 / 60.30}, "+$0.01", "$0.01"},
		{Case{Published: 138.13, Ours: 136.43, Unit: dollars, Tolerance: 1.70 / 138.13}, "−$1.70", "$1.70"},
		{Case{Published: 0, Ours: 0.02, Unit: dollars, Tolerance: 0.02}, "+$0.02", "$0.02"},
		{Case{Published: 5, Ours: 5, Unit: dollars}, "0", "exact"},
		{Case{Published: 400, Ours: 380, Unit: "writes/s", Tolerance: 0.05}, "−5%", "5%"},
		{Case{Published: 0, Ours: 2, Unit: "replicas"}, "2", "exact"},
	} {
		if off, allowed := v.c.Off(), v.c.Allowed(); off != v.off || allowed != v.allowed {
			t.Errorf("%+v: %s, %s", v.c, off, allowed)
		}
	}
}

// The summary tells apart what agrees, what is rounded, what contradicts itself
// and what is off.
func TestSummary(t *testing.T) {
	text := Summary([]Case{
		{Published: 1, Ours: 1, Unit: dollars}, {Published: 1, Ours: 2, Unit: "servers"},
		{Group: Vectors, Published: 1, Ours: 1}, {Group: Vectors, Published: 3, Ours: 3, Tolerance: 0.1},
		{Published: 100, Ours: 99, Unit: "writes/s", Tolerance: 0.05}, {Published: 60, Ours: 61, Unit: dollars, Tolerance: 1.0 / 60},
	})
	for _, part := range []string{"4 published", "Of 2 that must agree to the printed digit, 1 do", "of 1 whose authors round, 1 agree", "In 1 the published amount", "2 vectors of our own", " 1 are off."} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
}

// What we worked out ourselves is no published figure, and a secondary source
// does not link to the page it quotes.
func TestVectorsAreApart(t *testing.T) {
	vectors := record(t, Vectors)
	if len(vectors) < 14 {
		t.Errorf("only %d vectors", len(vectors))
	}
	all, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		own := false
		for _, word := range []string{"by hand", "by us", "of ours", "recursion", "from the formula", "term by term"} {
			own = own || strings.Contains(c.Source.Name, word)
		}
		if own && c.Group != Vectors {
			t.Errorf("%s, %s of %s is counted as published", c.Title, c.Figure, c.Source.Name)
		}
		if strings.Contains(c.Source.Name, "quoting") || strings.Contains(c.Source.Name, "repeats") {
			if strings.HasPrefix(c.Source.URL, "https://aws.amazon.com/") {
				t.Errorf("%s: %s links to AWS", c.ID, c.Source.Name)
			}
		}
	}
	if !strings.HasPrefix(Summary(all), strconv.Itoa(len(all)-len(vectors))+" published figures") {
		t.Errorf("the summary counts vectors: %s", Summary(all))
	}
	row := []string{"id", "title", "in_flight", "1 1", "1", "", "0%", "source", "2026", "", "guessed"}
	if _, err := newCase(Formulas, row); err == nil {
		t.Error("a basis unknown is accepted")
	}
}
