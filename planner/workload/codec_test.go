package workload

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

// random gives a valid workload with some fields given, in odd amounts as well
// as round ones.
func random(t *testing.T, r *rand.Rand) Workload {
	t.Helper()
	for {
		values := map[string][]string{}
		for _, f := range Fields() {
			if r.IntN(3) == 0 {
				values[f.Name] = []string{randomValue(f, r)}
				if f.Numeric() && r.IntN(3) == 0 {
					values[f.Name] = []string{randomInterval(f, r)}
				}
			}
		}
		if r.IntN(2) == 0 {
			delete(values, "requests_per_second")
		} else {
			delete(values, "reads_per_month")
			delete(values, "writes_per_month")
		}
		w, refused := ParseStrict(values)
		if refused == nil {
			return w
		}
		for _, e := range refused { // drop what does not fit, keep the rest
			delete(values, e.Field)
		}
		if w, refused = ParseStrict(values); refused == nil {
			return w
		}
	}
}

func randomValue(f Field, r *rand.Rand) string {
	switch {
	case f.Kind == Text:
		return "Plan & <b>50% / 2+2=4?</b> " + fmt.Sprint(r.IntN(100))
	case f.Kind == LongText:
		return "First: \"line\" #1\n\tsecond, - é ü 漢\n" + fmt.Sprint(r.IntN(100))
	case f.text != nil:
		return f.Choices[r.IntN(len(f.Choices))].Value
	}
	low, high := math.Max(f.Min, 1e-3), f.Max
	v := low * math.Pow(high/low, r.Float64())
	if f.Kind == Count || f.Kind == Threshold {
		v = math.Max(1, math.Trunc(v))
	}
	return amounts[f.Kind].canonical(math.Min(math.Max(v, f.Min), f.Max))
}

// A workload comes back the same, with what was given, through each of its
// encodings.
func TestEncodingsRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		w := random(t, r)
		values, err := url.ParseQuery(Encode(w))
		if err != nil {
			t.Fatalf("%q is no query: %v", Encode(w), err)
		}
		if !reflect.DeepEqual(values, Values(w)) {
			t.Fatalf("link %q holds %v, want %v", Encode(w), values, Values(w))
		}
		fromLink, refused := ParseStrict(values)
		same(t, "link", w, fromLink, refused.Err())

		document := JSON(w)
		if !json.Valid(document) {
			t.Fatalf("no valid JSON: %s", document)
		}
		fromJSON, err := ParseJSON(document)
		same(t, "JSON", w, fromJSON, err)
		fromYAML, err := ParseYAML(document) // JSON is YAML
		same(t, "YAML", w, fromYAML, err)
		fromPlan, err := ParseJSON([]byte(`{"here":4,"workload":` + string(document) + `,"stages":[{"number":1}],"growth":{"months":[]},"engine":"1"}`))
		same(t, "plan", w, fromPlan, err)

		var plan struct{ Workload Workload }
		text, err := json.Marshal(struct{ Workload Workload }{w})
		if err == nil {
			err = json.Unmarshal(text, &plan)
		}
		same(t, "embedded", w, plan.Workload, err)
	}
}

func same(t *testing.T, form string, want, got Workload, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s refused: %v", form, err)
	}
	if len(want.given) == 0 && len(got.given) == 0 {
		want.given, got.given = nil, nil
	}
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("through the %s\n %+v\nbecomes\n %+v", form, want, got)
	}
}

func TestEncodeIsReadable(t *testing.T) {
	w, refused := Parse(one("users", "10,000,000", "read_write", "100:1", "data_stored", "0.5 TB", "growth_per_month", "9%", "region", "eu-west-1", "name", "A & B"))
	if refused != nil {
		t.Fatal(refused)
	}
	if got, want := Encode(w), "users=10M&growth_per_month=9%25&data_stored=500+GB&read_write=100:1&region=eu-west-1&name=A+%26+B"; got != want {
		t.Errorf("link %q, want %q", got, want)
	}
}

// Fewer users than the defaults describe have less data; more have no more.
func TestDataStoredFollowsFewUsers(t *testing.T) {
	for users, want := range map[string]units.Bytes{"1": 500 * units.KB, "2k": units.GB, "100k": 50 * units.GB, "10M": 50 * units.GB} {
		if w, _ := Parse(one("users", users)); w.DataStored != want {
			t.Errorf("%s users store %v bytes, want %v", users, w.DataStored, want)
		}
	}
	if w, _ := Parse(one("users", "5", "data_stored", "50 GB")); w.DataStored != 50*units.GB {
		t.Errorf("data that is stated becomes %v", w.DataStored)
	}
}

// What was changed in the program but not given is in the link too, and what
// was given at its default stays given.
func TestValuesHoldWhatMatters(t *testing.T) {
	w := Default()
	w.Users = 7_000_000
	if got := Encode(w); got != "users=7M" {
		t.Errorf("changed: %q", got)
	}
	w, _ = Parse(one("users", "100k"))
	if got := Encode(w); got != "users=100k" {
		t.Errorf("given at its default: %q", got)
	}
	w, _ = Parse(one("reads_per_month", "0", "writes_per_month", "1B"))
	if got := Encode(w); got != "reads_per_month=0&writes_per_month=1B" {
		t.Errorf("defaults that depend on others: %q", got)
	}
}

func TestJSONShape(t *testing.T) {
	w, refused := Parse(one("users", "250k", "practice_start", "off", "requests_per_second", "1200", "name", "</script>"))
	if refused != nil {
		t.Fatal(refused)
	}
	document := string(JSON(w))
	for _, part := range []string{`{"users":250000,"daily_share":"20%"`, `"requests_per_second":"1200/s"`, `"reads_per_month":null`, `"peak_factor":3,`,
		`"data_stored":"50 GB"`, `"read_write":"80/20"`, `"cpu_ms":10`, `"practice":"on"`, `"practice_start":"off"`, `"practice_split":1000`, `"retention_months":36`, `"assumed":["daily_share",`} {
		if !strings.Contains(document, part) {
			t.Errorf("%s lacks %s", document, part)
		}
	}
	if strings.Contains(document, "</script>") {
		t.Error("a name could close a script element")
	}
	last := -1
	for _, f := range Fields() {
		at := strings.Index(document, `"`+f.Name+`":`)
		if at <= last {
			t.Errorf("%s is out of order", f.Name)
		}
		last = at
	}
}

func TestPresets(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Presets() {
		if p.ID == "" || seen[p.ID] || p.Name == "" || !strings.HasSuffix(p.Summary, ".") || !strings.HasSuffix(p.Why, ".") {
			t.Errorf("preset %+v is not described", p)
		}
		seen[p.ID] = true
		w := p.Workload() // panics on a value that is refused
		for name := range p.Values {
			if !w.Given(name) {
				t.Errorf("%s: %s is not given", p.ID, name)
			}
		}
		if average, _ := w.averageRequests(); average < 1 || average > 5000 {
			t.Errorf("%s: %v requests a second", p.ID, average)
		}
		perUser := float64(w.DataStored) / float64(w.Users)
		if perUser < 10e3 || perUser > 10e6 {
			t.Errorf("%s: %v bytes of rows a user", p.ID, perUser)
		}
	}
	for _, id := range []string{"content", "saas", "social", "iot", "marketplace"} {
		if !seen[id] {
			t.Errorf("no preset %s", id)
		}
	}
}

// Ingest is the preset that exercises what the others take for granted.
func TestIngestPreset(t *testing.T) {
	for _, p := range Presets() {
		if p.ID != "iot" {
			continue
		}
		w := p.Workload()
		if w.ReadShare > 0.1 || w.Assumptions.SessionShare != 0 || w.Assumptions.SignedInShare != 0 || w.StaticShare != 0 || w.ResponseSize > 1000 {
			t.Errorf("ingest is not write-heavy and bare: %+v", w)
		}
	}
}

// FuzzParse gives every field the same hostile text and reads back what was
// accepted.
func FuzzParse(f *testing.F) {
	for _, c := range fieldCases {
		f.Add(c.name, c.typed, "users", "5")
	}
	f.Add("practice_start", "1M", "practice_split", "1k")
	f.Add("reads_per_month", "0", "writes_per_month", "0")
	f.Add("federation", "1", "federation_largest", "0.99999999")
	f.Add("users", "1e10", "peak_factor", "1000")
	f.Add("users", "80k..120k", "data_stored", "80..90..120 GB")
	f.Add("federation", "1..3", "federation_largest", "50%..0.6")
	f.Add("name", "\u2028", "note", "\x00")
	f.Fuzz(func(t *testing.T, name1, typed1, name2, typed2 string) {
		w, refused := ParseStrict(map[string][]string{name1: {typed1}, name2: {typed2}})
		for _, e := range refused {
			if e.Problem == "" || strings.ContainsAny(e.Error(), "\n\r\x1b\x00") {
				t.Fatalf("%q=%q: refusal %+v is not one printable line with a problem", name1, typed1, e)
			}
		}
		if refused != nil {
			return
		}
		again, refused := ParseStrict(Values(w))
		same(t, "link", w, again, refused.Err())
		back, err := ParseJSON(JSON(w))
		same(t, "JSON", w, back, err)
	})
}
