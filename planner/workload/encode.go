package workload

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// Stated tells what Parse could not guess: a field that was given, or whose
// value is not the one it would take by default.
func (f Field) Stated(w Workload) bool {
	return f.statedIn(&w)
}

func (f Field) statedIn(w *Workload) bool {
	return w.given[f.Name] || f.valueIn(w) != contextDefault(f, *w)
}

// Values gives the canonical typed values of the fields that were given or
// differ from their defaults. Parse reads them back as the same workload.
func Values(w Workload) url.Values {
	values := url.Values{}
	for _, f := range table() {
		if value := f.valueIn(&w); value != "" && f.statedIn(&w) {
			values.Set(f.Name, value)
		}
	}
	return values
}

// Encode gives Values as the query of a link, in the order of the fields and
// with the marks left readable that a query may hold: "read_write=90/10".
func Encode(w Workload) string {
	values := Values(w)
	var pairs []string
	for _, f := range table() {
		if value := values.Get(f.Name); value != "" {
			pairs = append(pairs, f.Name+"="+readable.Replace(url.QueryEscape(value)))
		}
	}
	return strings.Join(pairs, "&")
}

// readable undoes escapes that RFC 3986 does not ask for in a query.
var readable = strings.NewReplacer("%2F", "/", "%3A", ":", "%2C", ",")

// JSON gives every field in order, as one object. Counts, multiples,
// durations and plain numbers are numbers, intervals are strings, what is not given is null, and
// everything else is a string as it would be typed. The last member, assumed,
// lists the fields the team did not state, so that ParseJSON gives back the
// same workload.
func JSON(w Workload) []byte {
	var b, assumed bytes.Buffer
	b.Grow(5000)
	assumed.Grow(2500)
	name := func(to *bytes.Buffer, plain string) { // no name has a sign to be escaped
		to.WriteByte('"')
		to.WriteString(plain)
		to.WriteByte('"')
	}
	b.WriteByte('{')
	for _, f := range table() {
		name(&b, f.Name)
		b.WriteByte(':')
		b.WriteString(f.json(&w))
		b.WriteByte(',')
		if w.given[f.Name] {
			continue
		}
		if assumed.Len() > 0 {
			assumed.WriteByte(',')
		}
		name(&assumed, f.Name)
	}
	name(&b, assumedMember)
	b.WriteString(":[")
	b.Write(assumed.Bytes())
	b.WriteString("]}")
	return b.Bytes()
}

// MarshalJSON is JSON, for documents that hold a workload.
func (w Workload) MarshalJSON() ([]byte, error) { return JSON(w), nil }

// json gives one value.
func (f Field) json(w *Workload) string {
	if f.usual.known && f.number(w).get() == f.usual.value && w.ranges[f.Name] == (Interval{}) {
		return f.usual.json
	}
	value := f.valueIn(w)
	switch {
	case value == "" && !f.Kind.IsText():
		return "null"
	case value == off && f.Kind == Threshold:
	case len(w.ranges) > 0 && w.ranges[f.Name] != (Interval{}): // a text, as it would be typed
	case f.Kind == Count, f.Kind == Threshold, f.Kind == Number, f.Kind == Months, f.Kind == Factor, f.Kind == Duration:
		return strconv.FormatFloat(f.number(w).get(), 'f', -1, 64)
	}
	text, err := json.Marshal(value)
	if err != nil { // a string always has a JSON form
		panic(err)
	}
	return string(text)
}
