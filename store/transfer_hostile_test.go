package store

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostile are values that no column of a kind may take.
func hostile(c column) []any {
	zip := func(document []byte) string { return base64.StdEncoding.EncodeToString(must(packed(document))) }
	never := []any{[]any{1000}, map[string]any{}}
	if !c.optional {
		never = append(never, nil)
	}
	switch c.kind {
	case anID:
		return append(never, "", "x", 5, strings.Repeat("A", 21)+"B", strings.Repeat("A", 23), strings.Repeat("A", 21)+"\n")
	case aText:
		return append(never, strings.Repeat("x", c.most+1), "a zero \x00 byte", 5, true)
	case aWord:
		return append(never, "", "boss", "EDITOR", 5)
	case tagList:
		return append(never, []string{"b", "a"}, []string{"a", "a"}, []string{" a"}, []string{"a\nb"}, []string{"a\x00"}, []string{""}, []string{strings.Repeat("a", MaxTag+1)},
			strings.Split("a b c d e f g h i j k", " "), "a", []int{1})
	case aHash:
		return append(never, "", "AA==", "no base64", strings.Repeat("A", 60), 5)
	case aMoment:
		return append(never, -1, int64(lastMoment+1), 1.5, "now", json.Number("1e30"))
	case aNumber:
		return append(never, 0, -1, c.most+1, 1.5, "1", json.Number("1e30"), json.Number("9223372036854775808"))
	case aFlag:
		return append(never, 0, 1, "true")
	}
	return append(never, "", "AAAA", "no base64", base64.StdEncoding.EncodeToString([]byte("no gzip")), zip(make([]byte, c.most+1)),
		base64.StdEncoding.EncodeToString(append(must(packed([]byte("a"))), 0)), base64.StdEncoding.EncodeToString(must(packed([]byte("abc")))[:20]))
}

// Every column of every table refuses every hostile value, and says which and where.
func TestHostileValues(t *testing.T) {
	from := filepath.Join(t.TempDir(), "from.db")
	everything(t, open(t, from))
	export := strings.SplitAfter(exported(t, from), "\n")
	for i := range exportedTables {
		table := &exportedTables[i]
		line := slices.IndexFunc(export, func(line string) bool { return strings.HasPrefix(line, `{"row":"`+table.name+`"`) })
		try := func(column string, value any) {
			var fields map[string]any
			decoder := json.NewDecoder(strings.NewReader(export[line]))
			decoder.UseNumber()
			done(t, decoder.Decode(&fields))
			if fields[column] = value; value == nil {
				delete(fields, column)
			}
			edited := slices.Clone(export)
			edited[line] = string(must(json.Marshal(fields))) + "\n"
			in, err := newLineReader(strings.NewReader(forged(strings.Join(edited, ""))))
			done(t, err)
			for more := true; more && err == nil; {
				_, more, err = in.next()
			}
			if text := fmt.Sprint(err); !errors.Is(err, ErrNotExport) || !strings.Contains(text, column) || !strings.Contains(text, fmt.Sprint("line ", line+1, ":")) || len(text) > 300 {
				t.Errorf("%s of %s as %.60v: %.300v", column, table.name, value, err)
			}
		}
		for _, c := range table.columns {
			for _, value := range hostile(c) {
				try(c.name, value)
			}
		}
		try("owner", "an unknown column")
	}
}

func TestHostileRows(t *testing.T) {
	id := strings.Repeat("A", 22)
	zip := base64.StdEncoding.EncodeToString(must(packed([]byte("{}"))))
	hash := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for line, says := range map[string]string{
		`{"row":"revisions","plan_id":"` + id + `","number":2,"name":"","workload":"","book":"","engine":"","title":"","note":"","author":"","restored":2,"created_at":1,"result":"` + zip + `"}`: "no earlier revision",
		`{"row":"links","id":"` + id + `","token_hash":"` + hash + `","plan_id":"` + id + `","scope":"edit","follows":false,"revision":1,"label":"","created_at":1}`:                              "follows its plan",
		`{"row":"revisions","number":`: "no JSON object",
		`null`:                         "which row",
		`{"row":5}`:                    "which row",
		`[]`:                           "no JSON object",
		`{"row":"end","rows":{},"sha256":"","more":1}`:   "not the last line",
		strings.Repeat(`{"row":`, 20_000):                "no JSON object",
		`{"row":"` + strings.Repeat("x", maxLine) + `"}`: "too long",
	} {
		head := exportHead{Format: exportFormat, Schema: 3, Rows: map[string]int{}}
		for _, table := range exportedTables {
			head.Rows[table.name] = 1
		}
		in, err := newLineReader(strings.NewReader(string(must(json.Marshal(head))) + "\n" + line + "\n"))
		done(t, err)
		if _, _, err := in.next(); !errors.Is(err, ErrNotExport) || !strings.Contains(fmt.Sprint(err), says) {
			t.Errorf("%.100s: %.300v, want %s", line, err, says)
		}
	}
	endless := io.MultiReader(strings.NewReader("{"), reading(func(p []byte) (int, error) { clear(p); return len(p), nil }))
	if _, err := newLineReader(endless); !errors.Is(err, ErrNotExport) || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a line that never ends: %v", err)
	}
}

// What is read was checked, and is written as it was read.
func FuzzExportIsRead(f *testing.F) {
	from := filepath.Join(f.TempDir(), "from.db")
	s := must(Open(from))
	everything(f, s)
	done(f, s.Close())
	var out bytes.Buffer
	must(Export(f.Context(), from, "1.2.3", &out))
	for line := range bytes.Lines(out.Bytes()) {
		f.Add(line)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, line []byte) {
		if in, err := newLineReader(bytes.NewReader(line)); err == nil {
			for more := true; more && err == nil; {
				_, more, err = in.next()
			}
		} else if !errors.Is(err, ErrNotExport) && !errors.Is(err, ErrNewerSchema) {
			t.Fatal(err)
		}
		for i := range exportedTables {
			var fields map[string]json.RawMessage
			if json.Unmarshal(line, &fields) != nil {
				return
			}
			delete(fields, "row")
			first, err := parseRow(&exportedTables[i], fields)
			if err != nil {
				continue
			}
			written := first.appendTo(nil)
			var again map[string]json.RawMessage
			if err := json.Unmarshal(written, &again); err != nil {
				t.Fatalf("%s: %v", written, err)
			}
			delete(again, "row")
			if second, err := parseRow(&exportedTables[i], again); err != nil || !same(first, second) {
				t.Fatalf("written as %s: %v", written, err)
			}
		}
	})
}
