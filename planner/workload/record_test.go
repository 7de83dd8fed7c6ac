package workload

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner/units"
)

func TestRecordRoundTrips(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 4))
	for n := range 300 {
		w := random(t, r)
		if n%3 == 0 { // amounts that nobody stated and that are no defaults
			w = w.With(map[string]float64{"users": 12345, "cpu_ms": 1.0 / 3})
		}
		document, err := Record(w)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseRecord(document)
		if err != nil {
			t.Fatalf("%v\n%s", err, document)
		}
		if len(w.given) == 0 {
			w.given = back.given // nil and empty say the same
		}
		if !reflect.DeepEqual(w, back) {
			t.Fatalf("came back as\n%+v\nwant\n%+v", back, w)
		}
		if again, _ := Record(back); !bytes.Equal(document, again) {
			t.Fatalf("written again it is\n%s\nwant\n%s", again, document)
		}
	}
}

// What a later version has more, and what an earlier one lacked.
func TestRecordsOfOtherVersions(t *testing.T) {
	w, err := ParseRecord([]byte(`{"fields": {"users": 5e5, "cpu_ms": 0.01, "gone": {"a": 1}, "database": "db2", "region": "mars-1", "growth_per_month": 7},
		"stated": ["users", "gone"], "ranges": {"users": {"Low": 1, "Likely": 5e5, "High": 6e5}, "gone": {"Low": 3}, "region": {"Low": 1, "High": 2}}, "more": []}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Users, want.CPU, want.Database, want.Region, want.GrowthPerMonth = 5e5, 0.01, "db2", "mars-1", 7
	want.given, want.ranges = map[string]bool{"users": true}, map[string]Interval{"users": {1, 5e5, 6e5}}
	if !reflect.DeepEqual(w, want) {
		t.Errorf("got\n%+v\nwant\n%+v", w, want)
	}
}

func TestRecordRefusals(t *testing.T) {
	for document, want := range map[string]string{
		`{`:                             "cannot be read",
		`[]`:                            "cannot be read",
		`null`:                          "no fields",
		`{"fields": {}}`:                "no fields",
		`{"fields": {"users": "many"}}`: "recorded users",
		`{"fields": {"users": 1e999}}`:  "recorded users",
		`{"fields": {"region": 7}}`:     "recorded region",
		`{"fields": {"users": 1}, "ranges": {"users": {"Low": 2, "Likely": 1, "High": 3}}}`: "range of users",
	} {
		if w, err := ParseRecord([]byte(document)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v; want an error about %q", document, w.Users, err, want)
		}
	}
	w := Default()
	w.Users = units.Users(math.NaN())
	if document, err := Record(w); err == nil {
		t.Errorf("no number of users is recorded as %s", document)
	}
}
