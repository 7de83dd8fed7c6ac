package workload

import (
	"math"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        Interval
		canonical   string
		display     string
	}{
		{"users", "80k..120k", Interval{80e3, 100e3, 120e3}, "80k..120k", "80k – 120k, likely 100k"},
		{"users", " 80k .. 90k .. 120,000 users ", Interval{80e3, 90e3, 120e3}, "80k..90k..120k", "80k – 120k, likely 90k"},
		{"users", "1..2", Interval{1, 2, 2}, "1..2", "1 – 2, likely 2"},
		{"users", "80..120000", Interval{80, 60040, 120e3}, "80..120000", "80 – 120k, likely 60k"},
		{"practice_balance", "80k..120k", Interval{80e3, 100e3, 120e3}, "80k..120k", "80k – 120k, likely 100k"},
		{"daily_share", "20..40%", Interval{.2, .3, .4}, "20%..40%", "20% – 40%, likely 30%"},
		{"daily_share", "0.2..0.4", Interval{.2, .3, .4}, "20%..40%", "20% – 40%, likely 30%"},
		{"daily_share", "0.2..0.4%", Interval{.002, .003, .004}, "0.2%..0.4%", "0.2% – 0.4%, likely 0.3%"},
		{"cache_hit", "0..100%", Interval{0, .5, 1}, "0%..100%", "0% – 100%, likely 50%"},
		{"growth_per_month", "1..9%", Interval{.01, .05, .09}, "1%..9%", "1% – 9%, likely 5%"},
		{"peak_factor", "2..3..8x", Interval{2, 3, 8}, "2..3..8", "2× – 8×, likely 3×"},
		{"requests_per_second", "800..1200/s", Interval{800, 1000, 1200}, "800/s..1200/s", "800/s – 1,200/s, likely 1,000/s"},
		{"requests_per_second", "60..120/min", Interval{1, 1.5, 2}, "1/s..2/s", "1/s – 2/s, likely 1.5/s"},
		{"requests_per_second", "72k/min..90k/min", Interval{1200, 1350, 1500}, "1200/s..1500/s", "1,200/s – 1,500/s, likely 1,350/s"},
		{"data_stored", "80..120 GB", Interval{80e9, 100e9, 120e9}, "80 GB..120 GB", "80 GB – 120 GB, likely 100 GB"},
		{"data_stored", "80 GB..1..2 TB", Interval{80e9, 1e12, 2e12}, "80 GB..1 TB..2 TB", "80 GB – 2 TB, likely 1 TB"},
		{"data_stored", "0..1GiB", Interval{0, 1 << 29, 1 << 30}, "0..1 GiB", "0 B – 1 GiB, likely 512 MiB"},
		{"read_write", "70/30..90/10", Interval{.7, .8, .9}, "70/30..90/10", "70/30 – 90/10, likely 80/20"},
		{"read_write", "70..90%", Interval{.7, .8, .9}, "70/30..90/10", "70/30 – 90/10, likely 80/20"},
		{"read_write", "1:1..9:1", Interval{.5, .7, .9}, "50/50..90/10", "50/50 – 90/10, likely 70/30"},
		{"cpu_ms", "5..10..30", Interval{5, 10, 30}, "5..10..30", "5 ms – 30 ms, likely 10 ms"},
		{"latency_ms", "0.2..0.4 s", Interval{200, 300, 400}, "200..400", "200 ms – 400 ms, likely 300 ms"},
		{"latency_ms", "1e2..3e2", Interval{100, 200, 300}, "100..300", "100 ms – 300 ms, likely 200 ms"},
		{"requests_per_user_day", "40..60 requests", Interval{40, 50, 60}, "40..60", "40 – 60 requests, likely 50"},
		{"requests_per_user_day", ".5..1.5", Interval{.5, 1, 1.5}, "0.5..1.5", "0.5 – 1.5 requests, likely 1"},
		{"retention_months", "24..48 months", Interval{24, 36, 48}, "24..48", "24 months – 48 months, likely 36 months"},
		{"users", "80000..9e4..120k", Interval{80e3, 90e3, 120e3}, "80k..90k..120k", "80k – 120k, likely 90k"},
		{"users", "500..5k", Interval{500, 2750, 5000}, "500..5000", "500 – 5k, likely 2.75k"},
		{"users", "50k..50k..100k", Interval{50e3, 50e3, 100e3}, "50k..50k..100k", "50k – 100k, likely 50k"},
	} {
		w, refused := ParseStrict(one(c.name, c.typed))
		if refused != nil {
			t.Errorf("%s %q: %v", c.name, c.typed, refused)
			continue
		}
		f, _ := FieldNamed(c.name)
		got, stated := w.Range(c.name)
		if !stated || got != c.want || f.Number(w) != c.want.Likely || !w.Given(c.name) {
			t.Errorf("%s %q = %v, stated %v, struct field %v; want %v", c.name, c.typed, got, stated, f.Number(w), c.want)
		}
		if f.Value(w) != c.canonical || f.Display(w) != c.display {
			t.Errorf("%s %q is written %q and shown %q; want %q and %q", c.name, c.typed, f.Value(w), f.Display(w), c.canonical, c.display)
		}
		if list := w.Ranges(); len(list) != 1 || list[0].Field.Name != c.name || list[0].Interval != c.want {
			t.Errorf("%s %q: intervals %v", c.name, c.typed, list)
		}
	}
}

func TestRefusedIntervals(t *testing.T) {
	for _, c := range []struct{ name, typed, says string }{
		{"users", "120k..80k", "below its low end"},
		{"users", "80k..150k..120k", "likely value outside"},
		{"users", "80k..70k..120k", "likely value outside"},
		{"users", "80..120k", "two ways, with or without the “k” after the last; accepted: 80k..120k."},
		{"users", "80..100..120 million users", "accepted: 80 million..100 million..120 million"},
		{"requests_per_user_day", "1..2k", "two ways"},
		{"requests_per_second", "72..90k/min", "accepted: 72k/min..90k/min"},
		{"users", "0..120k", "the end “0”, which is below the least, 1"},
		{"users", "1..11B", "the end “11B”, which is above the most, 10B"},
		{"users", "-5..5", "the end “-5”, which is negative"},
		{"users", "..", "an end missing"}, {"users", "80k..", "an end missing"}, {"users", "..80k", "an end missing"},
		{"users", "80k.. ..120k", "an end missing"},
		{"users", "80k...120k", "three points"}, {"users", "80k....120k", "three points"}, {"users", "...", "three points"},
		{"users", "1..2..3..4", "more than a low"},
		{"users", "1.5..3", "whole number"}, {"users", "1,5..3", "two ways"},
		{"users", "80k..many", "the end “many”, which is not a number"},
		{"users", strings.Repeat("1..", 100), "longer than any range"},
		{"users", "80k..\x1b[31m", "which is not a number"},
		{"daily_share", "20%..40", "two ways without a % sign"},
		{"daily_share", "20..140%", "more than the whole"},
		{"data_stored", "80..120", "has no unit"},
		{"data_stored", "80..120 G", "two ways"},
		{"practice_balance", "off..120k", "stands for “off”"}, {"practice_balance", "0..120k", "stands for “off”"},
		{"retention_months", "0..36", "stands for “for ever”"}, {"retention_months", "12..for ever", "stands for “for ever”"},
		{"read_write", "70/30..90", "reads per write"},
		{"region", "eu-west-1..eu-west-2", "none of the choices"},
		{"practice", "on..off", "none of the choices"},
	} {
		_, refused := ParseStrict(one(c.name, c.typed))
		found, is := refused.Of(c.name)
		if !is || len(refused) != 1 || !strings.Contains(found.Error(), c.says) || found.Value != c.typed || found.Accepted == "" {
			t.Errorf("%s %q: %v; want one problem that says %q and a cure", c.name, c.typed, refused, c.says)
		}
		if strings.ContainsAny(refused.Error(), "\x1b\n") {
			t.Errorf("%s %q: %q is not one printable line", c.name, c.typed, refused.Error())
		}
	}
	if w, refused := Parse(one("name", "1..2", "note", "..")); refused != nil || w.Name != "1..2" || w.Note != ".." {
		t.Errorf("points in a text: %v", refused)
	}
}

// Equal ends are one value.
func TestIntervalOfOneValue(t *testing.T) {
	want, _ := Parse(one("users", "80k"))
	for _, typed := range []string{"80k..80k", "80k..80k..80k", "80,000..80k"} {
		w, refused := Parse(one("users", typed))
		same(t, typed, want, w, refused.Err())
		if w.Ranges() != nil || Encode(w) != "users=80k" {
			t.Errorf("%q keeps an interval: %q", typed, Encode(w))
		}
	}
}

// Every field with an amount takes the example it shows, at both ends.
func TestRangeForms(t *testing.T) {
	for _, f := range Fields() {
		form := f.RangeForm()
		if f.Numeric() != strings.Contains(form, "..") {
			t.Errorf("%s shows the range %q", f.Name, form)
		}
		if form == "" {
			continue
		}
		var w Workload
		if refused := f.set(&w, form); refused != nil {
			t.Errorf("%s refuses its own example: %v", f.Name, refused)
		}
		if i, stated := w.Range(f.Name); !stated || !(i.Low < i.High) || i.Low < f.Min || i.High > f.Max || f.Value(w) != form {
			t.Errorf("%s: %q reads as %v, %v, written %q", f.Name, form, i, stated, f.Value(w))
		}
	}
	for name, want := range map[string]string{"users": "80k..120k", "daily_share": "16%..24%", "data_stored": "40 GB..60 GB", "availability": "99.4%..99.6%",
		"services": "2..4", "session_share": "80%..100%", "requests_per_second": "960/s..1440/s", "object_share": "8%..12%"} {
		if f, _ := FieldNamed(name); f.RangeForm() != want {
			t.Errorf("%s shows %q, want %q", name, f.RangeForm(), want)
		}
	}
}

func TestIntervalDocuments(t *testing.T) {
	want, _ := Parse(one("users", "80k..90k..120k", "data_stored", "1..2 TB", "read_write", "70/30..90/10"))
	for _, c := range []struct{ format, document string }{
		{"yaml", "users: 80k..90k..120k\ndata_stored: 1 .. 2 TB\nread_write: 70/30..90/10\n"},
		{"yaml", "users: 80000..90000..120000\ndata_stored: \"1 TB..2 TB\"\nread_write: 70:30..90:10\n"},
		{"json", `{"users": "80k..90k..120k", "data_stored": "1..2 TB", "read_write": "70/30..90/10"}`},
		{"json", `{"users": {"low": 80000, "likely": 9e4, "high": "120k"}, "data_stored": {"high": "2 TB", "low": "1 TB"}, "read_write": {"low": "70/30", "likely": null, "high": "90/10"}}`},
		{"json", `{"ranges": null, "sensitivity": null, "workload": {"users": "80k..90k..120k", "data_stored": "1..2 TB", "read_write": "70/30..90/10"}}`},
	} {
		parse := map[string]func([]byte) (Workload, error){"yaml": ParseYAML, "json": ParseJSON}[c.format]
		w, err := parse([]byte(c.document))
		same(t, c.document, want, w, err)
	}
	if document := string(JSON(want)); !strings.Contains(document, `"users":"80k..90k..120k"`) || !strings.Contains(document, `"data_stored":"1 TB..2 TB"`) {
		t.Errorf("JSON %s", document)
	}
	if got := Encode(want); got != "users=80k..90k..120k&data_stored=1+TB..2+TB&read_write=70/30..90/10" {
		t.Errorf("link %q", got)
	}
	for document, says := range map[string]string{
		`{"users": {"low": 1}}`:                                "an end missing",
		`{"users": {"low": 5, "high": 1}}`:                     "below its low end",
		`{"users": {"low": "1..2", "high": 3}}`:                "low, likely and high",
		`{"users": {"low": {"low": 1, "high": 2}, "high": 3}}`: "low, likely and high",
		`{"users": {"low": [1], "high": 3}}`:                   "low, likely and high",
		`{"users": {"low": 1, "high": 3, "mean": 2}}`:          "low, likely and high",
		`{"users": {"low": 1, "low": 2, "high": 3}}`:           "given twice",
		`{"users": {}}`:                   "an end missing",
		`{"name": {"low": 1, "high": 3}}`: "only numbers",
	} {
		_, err := ParseJSON([]byte(document))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", document, err, says)
		}
	}
}

// A rule between fields must hold wherever in their intervals they lie.
func TestIntervalsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		typed map[string][]string
		field string // "" where all fits
	}{
		{one("reads_per_month", "0..1M"), "reads_per_month"},
		{one("reads_per_month", "0..1M", "writes_per_month", "1k"), ""},
		{one("object_share", "0..10%"), "object_size"},
		{one("object_share", "0..10%", "object_size", "0..1 MB"), "object_size"},
		{one("object_share", "0..10%", "object_size", "1 KB..1 MB"), ""},
		{one("practice_balance", "80k..600k"), "practice_lighten"},
		{one("practice_balance", "80k..500k"), ""},
		{one("practice_balance", "500..5k"), "practice_balance"},
		{one("federation", "1..4", "federation_largest", "60%"), "federation_largest"},
		{one("federation", "2..4", "federation_largest", "40..60%"), "federation_largest"},
		{one("federation", "2..4", "federation_largest", "50..60%"), ""},
		{one("federation", "1..4"), ""},
		{one("users", "1..100000", "requests_per_second", "5000"), "requests_per_second"},
		{one("users", "100..100000", "requests_per_second", "5000"), ""},
		{one("users", "1M..10B", "requests_per_user_day", "10..100000"), "requests_per_user_day"},
		{one("peak_factor", "1..1000", "requests_per_second", "2M/s"), "requests_per_second"},
		{one("peak_factor", "1..400", "requests_per_second", "2000000/s"), ""},
	} {
		_, refused := Parse(c.typed)
		if c.field == "" {
			if refused != nil {
				t.Errorf("%v: %v", c.typed, refused)
			}
			continue
		}
		if len(refused) != 1 || refused[0].Field != c.field || !strings.Contains(refused[0].Problem, "at one end of the ranges") {
			t.Errorf("%v: %v; want one problem of %s", c.typed, refused, c.field)
		}
	}
}

func TestWith(t *testing.T) {
	w, refused := Parse(one("users", "40k..60k..80k", "cpu_ms", "5..15", "data_stored", ""))
	if refused != nil || w.DataStored != 30*units.GB {
		t.Fatalf("%v, %v bytes", refused, w.DataStored)
	}
	low := w.With(map[string]float64{"users": 40_000.4})
	if low.Users != 40_000 || low.DataStored != 20*units.GB || low.CPU != 10 || len(low.Ranges()) != 1 || !low.Given("users") || low.Given("data_stored") {
		t.Errorf("at the low end: %+v", low)
	}
	if i, stated := w.Range("users"); !stated || i.High != 80_000 || w.Users != 60_000 {
		t.Error("the workload itself was changed")
	}
	if p := w.Likely(); p.Ranges() != nil || p.Users != 60_000 || len(w.Ranges()) != 2 {
		t.Errorf("likely values: %v", p.Ranges())
	}
	held := w.With(map[string]float64{"users": -5, "cache_hit": 7, "data_stored": 1e9})
	if held.Users != 1 || held.CacheHit != 1 || held.DataStored != units.GB {
		t.Errorf("not held to the range: %v, %v, %v", held.Users, held.CacheHit, held.DataStored)
	}
	own, _ := Parse(one("users", "40k..80k", "data_stored", "7 GB", "federation", "1..3", "reads_per_month", "5"))
	if at := own.With(map[string]float64{"users": 40e3, "federation": 1}); at.DataStored != 7*units.GB || at.Assumptions.FederationLargest != 1 || at.ReadsPerRequest != 1 {
		t.Errorf("defaults that depend on others: %v, %v, %v", at.DataStored, at.Assumptions.FederationLargest, at.ReadsPerRequest)
	}
	changed := w.Likely()
	changed.DataStored = 3 * units.GB // by the program, not stated
	if at := changed.With(map[string]float64{"users": 40e3}); at.DataStored != 3*units.GB {
		t.Errorf("an amount the program set became %v", at.DataStored)
	}
	for _, name := range []string{"region", "userz", "name"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("an amount was set for %s", name)
				}
			}()
			w.With(map[string]float64{name: 1})
		}()
	}
}

func TestAround(t *testing.T) {
	for _, c := range []struct {
		name      string
		v         float64
		low, high float64
	}{
		{"users", 100e3, 75e3, 125e3}, {"users", 1, 1, 2}, {"services", 3, 2, 4}, {"federation", 1, 1, 2},
		{"read_write", .8, .75, .85}, {"read_write", .2, .15, .25}, {"cache_hit", 1, .75, 1}, {"cache_hit", 0, 0, 0}, {"cache_hit", .5, .375, .625},
		{"availability", .995, .99375, .99625}, {"cpu_ms", 10, 7.5, 12.5}, {"peak_factor", 1.1, 1, 1.375}, {"data_stored", 50e9, 37.5e9, 62.5e9},
	} {
		f, _ := FieldNamed(c.name)
		if got := f.Around(c.v, .25); got.Low != c.low || got.High != c.high || got.Likely != c.v {
			t.Errorf("%s around %v: %v, want %v to %v", c.name, c.v, got, c.low, c.high)
		}
	}
}

// interval draws a valid interval of a field.
func randomInterval(f Field, r *rand.Rand) string {
	low, high := math.Max(f.Min, 1e-3), f.Max
	draw := func() float64 {
		v := low * math.Pow(high/low, r.Float64())
		if f.whole() {
			v = math.Max(1, math.Trunc(v))
		}
		return math.Min(math.Max(v, f.Min), f.Max)
	}
	a, b, c := draw(), draw(), draw()
	if a > b {
		a, b = b, a
	}
	i := Interval{Low: min(a, c), Likely: min(max(a, c), b), High: max(b, c)}
	if r.IntN(2) == 0 {
		i.Likely = f.middle(i.Low, i.High)
	}
	return f.canonicalInterval(i)
}

// Wherever the fields of an accepted workload lie in their intervals, they fit
// each other, and give back the workload they are.
func TestEverythingBetweenTheEndsFits(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	tried := 0
	for range 400 {
		w := random(t, r)
		if len(w.Ranges()) == 0 {
			continue
		}
		for range 10 {
			at := map[string]float64{}
			for _, stated := range w.Ranges() {
				i := stated.Interval
				at[stated.Field.Name] = []float64{i.Low, i.High, i.Low + r.Float64()*(i.High-i.Low)}[r.IntN(3)]
			}
			sample := w.With(at)
			if problems := check(sample, nil); problems != nil {
				t.Fatalf("%s\nat %v: %v", Encode(w), at, problems)
			}
			if sample.Ranges() != nil {
				t.Fatalf("%v keeps intervals", at)
			}
			tried++
		}
	}
	if tried < 1000 {
		t.Errorf("only %d samples tried", tried)
	}
}

func FuzzInterval(f *testing.F) {
	for _, s := range []string{"80k..120k", "80..120 GB", "20..40%", "70/30..90/10", "0.2..0.3..0.4 s", "1...2", "..", "9..0", "80..120k", "off..5", "1e3..1e4/min", "0..512 MiB"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, name := range []string{"users", "practice_everywhere", "daily_share", "growth_per_month", "peak_factor", "requests_per_second", "data_stored", "read_write", "cpu_ms", "requests_per_user_day", "retention_months"} {
			w, refused := ParseStrict(one(name, typed))
			if refused != nil {
				continue
			}
			if i, stated := w.Range(name); stated && !(i.Low < i.High && i.Low <= i.Likely && i.Likely <= i.High) {
				t.Fatalf("%s %q reads as %v", name, typed, i)
			}
			values, err := url.ParseQuery(Encode(w))
			if err != nil {
				t.Fatal(err)
			}
			again, refused := ParseStrict(values)
			same(t, "link", w, again, refused.Err())
			back, err := ParseJSON(JSON(w))
			same(t, "JSON", w, back, err)
			if !reflect.DeepEqual(Values(w), Values(again)) {
				t.Fatalf("%s %q: canonical form is not stable", name, typed)
			}
		}
	})
}

// A range written as elsewhere is refused with the form that is accepted.
func TestRangesWrittenWithADash(t *testing.T) {
	for typed, want := range map[string]string{"100k-150k": "100k..150k", "100k – 150k": "100k..150k", "100k to 150k": "100k..150k", "80—90": "80..90"} {
		_, refused := Parse(map[string][]string{"users": {typed}})
		if len(refused) != 1 || refused[0].Accepted != want {
			t.Errorf("%q: %v", typed, refused)
		}
	}
	for _, typed := range []string{"-5", "100k-", "a-b", "1e-3x"} {
		_, refused := Parse(map[string][]string{"users": {typed}})
		if len(refused) != 1 || strings.Contains(refused[0].Problem, "looks like a range") {
			t.Errorf("%q: %v", typed, refused)
		}
	}
}
