package workload

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDocuments(t *testing.T) {
	for _, c := range []struct{ format, document, link string }{
		{"yaml", "users: 250k\nread_write: 90:10\n", "users=250k&read_write=90/10"},
		{"yaml", "# our product\nworkload:\n  users: 10,000,000   # a good year\n  growth_per_month: 9%\n  data_stored: 1.9 TB\n  read_write: 90/10\n", "users=10M&growth_per_month=9%25&data_stored=1900+GB&read_write=90/10"},
		{"yaml", "users: 1_000_000\ncpu_ms: 7.5\npractice: off\n", "users=1M&cpu_ms=7.5&practice=off"},
		{"yaml", "users: 1e6\npractice: false\npractice_start: off\n", "users=1M&practice=off&practice_start=off"},
		{"yaml", "{users: 5k, cache_hit: 0.5}", "users=5k&cache_hit=50%25"},
		{"yaml", "'users': \"5k\"\nname: 2024\nregion: ~\nnote:\n", "users=5k&name=2024"},
		{"yaml", "note: |\n  First line\n  second: line\n", "note=First+line%0Asecond:+line"},
		{"yaml", "name: >-\n  A long\n  name\n", "name=A+long+name"},
		{"yaml", "", ""}, {"yaml", "# nothing yet\n", ""}, {"yaml", "---\nusers: 5\n", "users=5"}, {"yaml", "workload:\n", ""},
		{"yaml", "\ufeffusers: 5\n", "users=5"},
		{"yaml", "users: 5\r\ndaily_share: 30%\r\n", "users=5&daily_share=30%25"},
		{"json", `{"users": 250000, "read_write": "90/10", "cpu_ms": 7.5}`, "users=250k&read_write=90/10&cpu_ms=7.5"},
		{"json", `{"workload": {"users": 1E+6, "cache_hit": 0.5, "practice": false}}`, "users=1M&cache_hit=50%25&practice=off"},
		{"json", `{"users": null, "name": "", "data_stored": "500 GB"}`, "data_stored=500+GB"},
		{"json", "\ufeff{\"users\": 5}", "users=5"},
		{"yaml", "note: |\n  " + strings.Repeat("-", 70) + "\nusers: 5\n", "users=5&note=" + strings.Repeat("-", 70)},
		{"json", `{}`, ""}, {"json", ` {"workload":{}} `, ""},
		{"json", `{"users": 5000, "daily_share": "20%", "assumed": ["daily_share"]}`, "users=5k"},
		{"json", `{"daily_share": "30%", "assumed": ["daily_share", "nothing"]}`, "daily_share=30%25"},
		{"yaml", "users: 5k\ndaily_share: 20%\nassumed: [daily_share]\n", "users=5k"},
	} {
		parse := map[string]func([]byte) (Workload, error){"yaml": ParseYAML, "json": ParseJSON}[c.format]
		w, err := parse([]byte(c.document))
		if err != nil {
			t.Errorf("%q: %v", c.document, err)
		} else if got := strings.ReplaceAll(Encode(w), "1.9+TB", "1900+GB"); got != c.link {
			t.Errorf("%q reads as %q, want %q", c.document, got, c.link)
		}
	}
}

func TestRefusedDocuments(t *testing.T) {
	for _, c := range []struct {
		format, document, says string
		inFields               bool
	}{
		{"yaml", "userz: 5\n", "did you mean users?", true},
		{"yaml", "users: 1,5\nread_write: 90\n", "two ways", true},
		{"yaml", "users: -5\n", "negative", true},
		{"yaml", "users: .inf\n", "finite", true},
		{"yaml", "users: 0x10\n", "magnitude", true},
		{"yaml", "users: [1, 2]\n", "list", true},
		{"yaml", "users:\n  - 5\n", "list", true},
		{"yaml", "users: {a: 1}\n", "where one value", true},
		{"yaml", "users: &a 5\ndaily_share: *a\n", "anchor", true},
		{"yaml", "users: *a\n", "alias", true},
		{"yaml", "users: !!str 5\n", "tag", true},
		{"yaml", "<<: {users: 5}\n", "where one value", true},
		{"yaml", "workload:\n  users: 5\nregion: eu-west-1\n", "move it under it", true},
		{"yaml", "workload: 5\n", "names and values", false},
		{"yaml", "just text\n", "names and values", false},
		{"yaml", "- users\n", "names and values", false},
		{"yaml", "users: 5\n---\nusers: 6\n", "more than one document", false},
		{"yaml", "users: 5\nusers: 6\n", "already defined", false},
		{"yaml", "users: [5\n", "line 1", false},
		{"yaml", "users: \"5\n", "line 1", false},
		{"yaml", "\tusers: 5\n", "cannot be read", false},
		{"yaml", strings.Repeat("[", 33), "nests deeper", false},
		{"yaml", "users:\n" + strings.Repeat("- ", 65) + "5\n", "nests deeper", false},
		{"yaml", strings.Repeat("#", MaxYAML+1), "more than 64 KB", false},
		{"json", `{"userz": 5}`, "did you mean users?", true},
		{"json", `{"users": -5}`, "negative", true},
		{"json", `{"users": [1]}`, "list", true},
		{"json", `{"users": ["1"]}`, "list", true},
		{"json", `{"users": {"a": 1}}`, "object", true},
		{"json", `{"users": true}`, "not a number", true},
		{"json", `{"data_stored": 500}`, "no unit", true},
		{"json", `{"workload": {"users": 5}, "region": "eu-west-1"}`, "move it under it", true},
		{"json", `{"users": 5, "users": 6}`, "given twice", false},
		{"json", `{"workload": {"users": 5, "users": 6}}`, "given twice", false},
		{"json", `{"workload": 5}`, "object in braces", false},
		{"json", `[]`, "object in braces", false},
		{"json", `"users"`, "object in braces", false},
		{"json", ``, "ends in the middle", false},
		{"json", `{"users": 5`, "ends in the middle", false},
		{"json", `{"users": 5} {}`, "after the object", false},
		{"json", `{"users": 5,}`, "cannot be read", false},
		{"json", `{users: 5}`, "cannot be read", false},
		{"json", strings.Repeat(" ", MaxJSON+1), "more than 4 MB", false},
	} {
		parse := map[string]func([]byte) (Workload, error){"yaml": ParseYAML, "json": ParseJSON}[c.format]
		_, err := parse([]byte(c.document))
		shown := c.document[:min(len(c.document), 60)]
		if err == nil {
			t.Errorf("%q is accepted", shown)
			continue
		}
		var fields Errors
		if errors.As(err, &fields) != c.inFields || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v; want %q, fields at fault: %v", shown, err, c.says, c.inFields)
		}
		if fields == nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: message of several lines: %v", shown, err)
		}
	}
}

// Documents made to keep a parser busy are answered quickly.
func TestHostileDocumentsEndSoon(t *testing.T) {
	hostile := map[string]string{
		"nested lists":    strings.Repeat("[", MaxYAML),
		"nested maps":     strings.Repeat("{a: ", MaxYAML/4),
		"indented maps":   staircase(300),
		"many names":      manyNames(MaxYAML),
		"aliases":         "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\nusers: *d\n",
		"comments":        strings.Repeat("#\n", MaxYAML/2),
		"documents":       strings.Repeat("---\n", MaxYAML/4),
		"quotes":          strings.Repeat(`"`, MaxYAML),
		"spaces":          "users:" + strings.Repeat(" ", MaxYAML-10) + "5",
		"one long scalar": "users: " + strings.Repeat("9", MaxYAML-10),
		"question marks":  strings.Repeat("? ", MaxYAML/2),
		"dashes":          strings.Repeat("- ", MaxYAML/2),
		"literal":         "note: |\n" + strings.Repeat("  a\n", MaxYAML/5),
	}
	harmless := map[string]bool{"comments": true, "documents": true, "spaces": true}
	for name, document := range hostile {
		start := time.Now()
		if _, err := ParseYAML([]byte(document)); err == nil && !harmless[name] {
			t.Errorf("%s: accepted", name)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: YAML took %v", name, took)
		}
		start = time.Now()
		if _, err := ParseJSON([]byte(document)); err == nil {
			t.Errorf("%s: accepted as JSON", name)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: JSON took %v", name, took)
		}
	}
}

func staircase(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func manyNames(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size-12; i++ {
		b.WriteString(strings.Repeat("n", 1+i%3) + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + ": 1\n")
	}
	return b.String()
}

// seeds gives the documents of the tables to the fuzzers.
func seeds(f *testing.F) {
	for _, s := range []string{"users: 250k\nread_write: 90:10\n", "workload:\n  users: 5\n", "{\"users\": 5}", "note: |\n  a\n  b\n", "a: &a 1\nb: *a\n",
		"<<: {users: 5}\n", "? users\n: 5\n", "users: !!int 5\n", "---\n...\n---\n", "{\"workload\":{\"users\":\"5k\",\"assumed\":[]}}", "users: 'a''b'\n", "\"\\u0000\": 1"} {
		f.Add([]byte(s))
	}
}

// documentHolds checks what both parsers promise for any bytes.
func documentHolds(t *testing.T, parse func([]byte) (Workload, error), document []byte) {
	w, err := parse(document)
	if err != nil {
		if err.Error() == "" || strings.ContainsAny(err.Error(), "\x1b\x00") {
			t.Fatalf("%q: error %q cannot be shown", document, err)
		}
		return
	}
	again, err := ParseJSON(JSON(w))
	same(t, "JSON", w, again, err)
}

func FuzzParseYAML(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, document []byte) { documentHolds(t, ParseYAML, document) })
}

func FuzzParseJSON(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, document []byte) { documentHolds(t, ParseJSON, document) })
}

// Only a number has two ends: an object in another field is no text of two parts.
func TestObjectsAreForNumbersOnly(t *testing.T) {
	for _, f := range Fields() {
		document := `{"` + f.Name + `":{"low":"a","high":"b"}}`
		w, err := ParseJSON([]byte(document))
		var refused Errors
		if !errors.As(err, &refused) {
			t.Errorf("%s became %q", document, f.Value(w))
			continue
		}
		problem, named := refused.Of(f.Name)
		if !named || !f.Numeric() && !strings.Contains(problem.Problem, "only numbers") {
			t.Errorf("%s: %v", document, err)
		}
	}
	for _, document := range []string{`{"assumed":{"low":"a","high":"b"}}`, `{"workload":{"note":{"low":"a","likely":"b","high":"c"}}}`} {
		if _, err := ParseJSON([]byte(document)); err == nil {
			t.Errorf("%s is accepted", document)
		}
	}
}
