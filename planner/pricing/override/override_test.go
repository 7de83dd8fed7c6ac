package override

import (
	"strings"
	"testing"
	"time"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

const agreement = `
label: Enterprise agreement 2026
as_of: 2026-09-01
rates:
  - key: ec2.*
    discount: 12%
  - key: ec2.m7g.large      # the last that fits decides; they do not add up
    region: us-east-1
    discount: 20.5
  - key: nat.hour
    region: eu-west-1
    usd: 0.040
    label: Side letter
    as_of: 2026-10-02
  - key: dto.internet
    discount: 10 %
  - {key: waf.rule, region: eu-west-1, usd: 0.90}
currency: {code: EUR, rate: 0.920, as_of: 2026-11-20, source: "ECB, reference rate"}
`

func TestApply(t *testing.T) {
	o, err := Parse(strings.NewReader(agreement))
	if err != nil {
		t.Fatal(err)
	}
	list := pricing.Embedded()
	version := list.Version()
	book, err := o.Apply(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		key           pricing.Key
		region, price string
		asOf          string
		says          []string
	}{
		{"ec2.m7g.xlarge", "us-east-1", "0.143616", "2026-07-20", []string{"negotiated: 12% off, Enterprise agreement 2026 of 2026-09-01; list price $0.1632, AWS Price List"}}, // 0.1632 × 0.88
		{"ec2.m7g.large", "us-east-1", "0.064872", "2026-07-20", []string{"negotiated: 20.5% off", "list price $0.0816"}},                                                       // 0.0816 × 0.795
		{"nat.hour", "eu-west-1", "0.04", "2026-10-02", []string{"negotiated: Side letter of 2026-10-02; list price $0.048"}},
		{"nat.hour", "us-east-1", "0.045", "2026-09-24", nil},
		{"waf.rule", "eu-west-1", "0.9", "2026-09-01", []string{"negotiated: Enterprise agreement 2026"}}, // the book has no price of Ireland's own
	} {
		rate, ok := book.Exact(v.key, v.region)
		if !ok || rate.Price().Price.String() != v.price || rate.Price().AsOf != v.asOf || rate.StandIn {
			t.Errorf("%s in %s: %+v", v.key, v.region, rate)
		}
		if negotiated := strings.Contains(rate.Source.Name, "negotiated"); negotiated != (v.says != nil) {
			t.Errorf("%s in %s: source %q", v.key, v.region, rate.Source.Name)
		}
		for _, part := range v.says {
			if !strings.Contains(rate.Source.Name, part) {
				t.Errorf("%s in %s: source %q does not say %q", v.key, v.region, rate.Source.Name, part)
			}
		}
	}
	out, _ := book.Exact("dto.internet", "us-east-1")
	if len(out.Tiers) != 4 || out.Tiers[0].Price.String() != "0.081" || out.Tiers[3].Price.String() != "0.045" || out.Tiers[1].From != 10240 {
		t.Errorf("a discount goes over all tiers: %+v", out.Tiers)
	}
	x := book.Exchange()
	if x == nil || x.Currency != "EUR" || x.Rate.String() != "0.92" || x.AsOf != "2026-11-20" || x.Source != "ECB, reference rate" || x.Places() != 2 {
		t.Errorf("%+v", x)
	}
	if list.Version() != version || list.Exchange() != nil {
		t.Error("the list itself changed")
	}
	if rate, _ := list.Exact("nat.hour", "eu-west-1"); rate.Price().Price.String() != "0.048" {
		t.Error("the list itself changed")
	}
	if !strings.HasPrefix(book.Version(), version+"+") || book.AsOf() != list.AsOf() {
		t.Errorf("version %s, as of %s", book.Version(), book.AsOf())
	}
}

// The version names every part of what is laid over the list.
func TestVersionsDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{agreement, strings.Replace(agreement, "12%", "13%", 1), strings.Replace(agreement, "0.920", "0.93", 1), strings.Replace(agreement, "ECB", "Fed", 1),
		strings.Replace(agreement, "2026-11-20", "2026-11-21", 1), strings.Replace(agreement, "EUR", "CHF", 1), strings.Replace(agreement, "0.040", "0.041", 1), strings.Replace(agreement, "Side letter", "Other", 1)} {
		o, err := Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		book, err := o.Apply(pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		if before, twice := seen[book.Version()]; twice {
			t.Errorf("the same version for\n%s\nand\n%s", before, text)
		}
		seen[book.Version()] = text
	}
}

func TestRefused(t *testing.T) {
	for name, v := range map[string]struct{ text, want string }{
		"empty": {"", "empty"}, "nothing": {"label: x", "neither rates nor a currency"}, "unknown": {"rate: 1", "rate"}, "twice": {"label: a\nlabel: b", "label"},
		"not YAML": {"rates: [", ""}, "a list": {"- a", ""}, "two documents": {"currency: {code: EUR, rate: 1, as_of: 2026-01-01, source: S}\n---\nlabel: x", "more than one"},
		"no key":       {"rates: [{discount: 1, label: a, as_of: 2026-01-01}]", `entry 1: key ""`},
		"bad pattern":  {"rates: [{key: 'ec2.[', discount: 1, label: a, as_of: 2026-01-01}]", `key "ec2.["`},
		"no label":     {"rates: [{key: a, discount: 1, as_of: 2026-01-01}]", "no label"},
		"no date":      {"rates: [{key: a, discount: 1, label: a}]", `as_of ""`},
		"bad date":     {"rates: [{key: a, discount: 1, label: a, as_of: 2026-02-30}]", `as_of "2026-02-30"`},
		"neither":      {"rates: [{key: a, label: a, as_of: 2026-01-01}]", "either a discount or a price"},
		"both":         {"rates: [{key: a, region: us-east-1, discount: 1, usd: 1, label: a, as_of: 2026-01-01}]", "either a discount or a price"},
		"no discount":  {"rates: [{key: a, discount: 0%, label: a, as_of: 2026-01-01}]", `discount "0%"`},
		"all of it":    {"rates: [{key: a, discount: 100%, label: a, as_of: 2026-01-01}]", `discount "100%"`},
		"a surcharge":  {"rates: [{key: a, discount: -5%, label: a, as_of: 2026-01-01}]", `discount "-5%"`},
		"an exponent":  {"rates: [{key: a, region: us-east-1, usd: '1e9', label: a, as_of: 2026-01-01}]", `usd "1e9"`},
		"many keys":    {"rates: [{key: 'a*', region: us-east-1, usd: 1, label: a, as_of: 2026-01-01}]", "one key in one region"},
		"no region":    {"rates: [{key: a, usd: 1, label: a, as_of: 2026-01-01}]", "one key in one region"},
		"bad region":   {"rates: [{key: a, region: mars, discount: 1, label: a, as_of: 2026-01-01}]", `region "mars"`},
		"second entry": {"label: a\nas_of: 2026-01-01\nrates: [{key: a, discount: 1}, {key: b}]", "entry 2: give either"},
		"dollars":      {"currency: {code: USD, rate: 1, as_of: 2026-01-01, source: S}", "in US dollars already"},
		"no code":      {"currency: {code: Euro, rate: 1, as_of: 2026-01-01, source: S}", `code "Euro"`},
		"octal":        {"rates: [{key: a, region: us-east-1, usd: 012, label: a, as_of: 2026-01-01}]", `usd "012" is not a price in plain digits`},
		"hexadecimal":  {"rates: [{key: a, region: us-east-1, usd: 0x1, label: a, as_of: 2026-01-01}]", `usd "0x1"`},
		"underscored":  {"rates: [{key: a, region: us-east-1, usd: 1_0, label: a, as_of: 2026-01-01}]", `usd "1_0"`},
		"scientific":   {"rates: [{key: a, region: us-east-1, usd: 1e-5, label: a, as_of: 2026-01-01}]", `usd "1e-5"`},
		"infinite":     {"rates: [{key: a, region: us-east-1, usd: .inf, label: a, as_of: 2026-01-01}]", `usd ".inf"`},
		"octal rate":   {"currency: {code: EUR, rate: 01, as_of: 2026-01-01, source: S}", `rate "01" is not the amount of EUR`},
		"tiny rate":    {"currency: {code: EUR, rate: 0.000000000001, as_of: 2026-01-01, source: S}", `rate "0.000000000001" is too small`},
		"below least":  {"currency: {code: EUR, rate: 0.000099999999, as_of: 2026-01-01, source: S}", `is too small: a dollar buys at least 0.0001`},
		"alias":        {"label: &a x\nrates: [{key: *a}]", "label holds a YAML anchor"},
		"alias value":  {"rates: [{key: a, label: *a}]", ""},
		"anchored":     {"rates: [&a {key: a}, *a]", "entry 1: anchors, aliases and tags"},
		"merged":       {"rates: [{<<: {key: a}}]", `"<<" is not known`},
		"tagged":       {"rates: [{key: !!str a}]", "key holds a YAML tag"},
		"a list of it": {"rates: [{key: [a]}]", "entry 1: key holds a YAML sequence"},
		"no list":      {"rates: {key: a}", "rates holds no list"},
		"entry twice":  {"rates: [{key: a, key: b}]", `"key" already defined`},
		"deep":         {"rates: " + strings.Repeat("[", 10000), "nests deeper"},
		"deep marks":   {strings.Repeat("- ", 10000) + "a", "nests deeper"},
		"no rate":      {"currency: {code: EUR, rate: 0, as_of: 2026-01-01, source: S}", `rate "0"`},
		"no day":       {"currency: {code: EUR, rate: 1, as_of: 2026, source: S}", `as_of "2026"`},
		"no source":    {"currency: {code: EUR, rate: 1, as_of: 2026-01-01}", "no source"},
		"too long":     {strings.Repeat("#", mostBytes+1), "more than 64 KB"},
		"too many":     {"rates: [" + strings.Repeat("{key: a}, ", mostRates+1) + "]", "more than 500 rates"},
	} {
		if _, err := Parse(strings.NewReader(v.text)); err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v, want %q", name, err, v.want)
		}
	}
	for text, want := range map[string]string{
		"{key: no.such, discount: 1%}": `entry 1: the book has no rate of "no.such"`, "{key: 'nope.*', region: eu-west-1, discount: 1%}": `no rate of "nope.*" in eu-west-1`,
		"{key: no.such, region: eu-west-1, usd: 1}": `no rate of "no.such" in eu-west-1`, "{key: dto.free, region: global, usd: 1}": "rates, entry 1: dto.free is a free allowance",
		"{key: waf.rule, region: eu-west-1, discount: 1}": `no rate of "waf.rule" in eu-west-1`,
	} {
		o, err := Parse(strings.NewReader("label: a\nas_of: 2026-01-01\nrates: [" + text + "]"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Apply(pricing.Embedded()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// Numbers are read as written, quoted or not.
func TestNumbersAsWritten(t *testing.T) {
	for _, text := range []string{"0.0000166667", "'0.0000166667'", "0.040", "12", "0", "0.000000000001", "0.10"} {
		o, err := Parse(strings.NewReader("rates: [{key: a, region: us-east-1, usd: " + text + ", label: 2026, as_of: 2026-01-01}]"))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if want := units.MustPrice(strings.Trim(text, "'")); o.Rates[0].USD.Cmp(want) != 0 || o.Rates[0].Label != "2026" {
			t.Errorf("%s is read as %s, label %q", text, o.Rates[0].USD, o.Rates[0].Label)
		}
	}
	o, err := Parse(strings.NewReader("currency: {code: KWD, rate: 0.0001, as_of: 2026-01-01, source: S}"))
	if err != nil || o.Exchange.Rate.String() != "0.0001" {
		t.Errorf("%+v, %v", o.Exchange, err)
	}
}

// As many entries as there may be, each over the whole book, cost about what
// one does; and the last decides.
func TestManyPatternsAreQuick(t *testing.T) {
	o, err := Parse(strings.NewReader("label: a\nas_of: 2026-01-01\nrates: [" + strings.Repeat("{key: '*', discount: 1}, ", mostRates-1) + "{key: '*', discount: 50}]"))
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	book, err := o.Apply(pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
	if rate, _ := book.Exact("nat.hour", "us-east-1"); rate.Price().Price.String() != "0.0225" {
		t.Errorf("%s, not half of 0.045", rate.Price().Price)
	}
}

// An agreement of tomorrow is applied, with a warning.
func TestAgreementsOfTheFutureWarn(t *testing.T) {
	for text, warns := range map[string]bool{
		"rates: [{key: nat.hour, discount: 1, label: a, as_of: 2026-11-02}]": true, "rates: [{key: nat.hour, discount: 1, label: a, as_of: 2026-11-01}]": false,
		"currency: {code: EUR, rate: 1, as_of: 2026-11-02, source: S}": true, "currency: {code: EUR, rate: 1, as_of: 2026-11-01, source: S}": false,
	} {
		o, err := Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		book, err := o.Apply(pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		if said := strings.Join(book.Warnings("2026-11-01"), " "); strings.Contains(said, "dated in the future, 2026-11-02") != warns {
			t.Errorf("%s: %q", text, said)
		}
	}
}

// The last byte, entry and year that are read.
func TestParseReadsUpToItsEnds(t *testing.T) {
	head := "label: a\nas_of: 2006-01-01\nrates: ["
	most := head + strings.Repeat("{key: a, discount: 1}, ", mostRates) + "]"
	if o, err := Parse(strings.NewReader(most)); err != nil || len(o.Rates) != mostRates {
		t.Errorf("%d rates: %v", len(o.Rates), err)
	}
	whole := head + "{key: a, discount: 1}]\n#"
	whole += strings.Repeat("#", mostBytes-len(whole))
	if _, err := Parse(strings.NewReader(whole)); err != nil {
		t.Errorf("%d bytes: %v", len(whole), err)
	}
	if _, err := Parse(strings.NewReader("label: a\nas_of: 2005-12-31\nrates: [{key: a, discount: 1}]")); err == nil {
		t.Error("an agreement from before AWS is read")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(agreement)
	f.Add("a: &a [*a]\nrates: *a")
	f.Add("currency: {code: JPY, rate: 154.9, as_of: 2026-01-01, source: S}")
	f.Fuzz(func(t *testing.T, text string) {
		o, err := Parse(strings.NewReader(text))
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		for _, r := range o.Rates {
			if r.Label == "" || r.AsOf == "" || (r.Discount == nil) == (r.USD == nil) {
				t.Fatalf("not whole: %+v", r)
			}
		}
		if o.Exchange != nil && (o.Exchange.Rate.IsZero() || len(o.Exchange.Currency) != 3) {
			t.Fatalf("%+v", o.Exchange)
		}
	})
}
