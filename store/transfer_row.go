package store

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// row is the values of a row in the order of the columns, each nil, a string, an
// int64 or bytes.
type row struct {
	table  *exportedTable
	values []any
}

func (r row) get(name string) any {
	return r.values[slices.IndexFunc(r.table.columns, func(c column) bool { return c.name == name })]
}

// named tells the row by its key.
func (r row) named() string {
	name := strings.TrimSuffix(r.table.name, "s")
	for _, value := range r.values[:r.table.keys] {
		if bytes, is := value.([]byte); is {
			value = base64.StdEncoding.EncodeToString(bytes)
		}
		name += fmt.Sprint(" ", value)
	}
	return name
}

// scanRow reads a row of SELECT with the exported columns.
func scanRow(table *exportedTable, rows *sql.Rows) (row, error) {
	read := row{table, make([]any, len(table.columns))}
	into := make([]any, len(table.columns))
	for i, c := range table.columns {
		switch c.kind {
		case aHash, aDocument:
			into[i] = new([]byte)
		case aMoment, aNumber, aFlag:
			into[i] = new(sql.NullInt64)
		default:
			into[i] = new(sql.NullString)
		}
	}
	if err := rows.Scan(into...); err != nil {
		return row{}, err
	}
	for i := range into {
		switch value := into[i].(type) {
		case *[]byte:
			if *value != nil {
				read.values[i] = *value
			}
		case *sql.NullInt64:
			if value.Valid {
				read.values[i] = value.Int64
			}
		case *sql.NullString:
			if value.Valid {
				read.values[i] = value.String
			}
		}
	}
	return read, nil
}

// appendTo writes the row as a line. A text that is none, which the edge once let
// in and PostgreSQL refuses, is written with U+FFFD in its place.
func (r row) appendTo(line []byte) []byte {
	line = append(line, `{"row":`...)
	line = strconv.AppendQuote(line, r.table.name)
	for i, c := range r.table.columns {
		value := r.values[i]
		if value == nil {
			continue
		}
		line = append(line, `,"`+c.name+`":`...)
		switch value := value.(type) {
		case int64:
			if c.kind == aFlag {
				line = strconv.AppendBool(line, value != 0)
			} else {
				line = strconv.AppendInt(line, value, 10)
			}
		case []byte:
			line = append(line, '"')
			line = base64.StdEncoding.AppendEncode(line, value)
			line = append(line, '"')
		case string:
			var said any = strings.ReplaceAll(value, "\x00", "\uFFFD")
			if c.kind == tagList {
				said = append([]string{}, splitTags(value)...)
			}
			quoted, _ := json.Marshal(said) // of texts: cannot fail
			line = append(line, quoted...)
		}
	}
	return append(line, '}', '\n')
}

// parseRow reads a line and checks each value; what it gives can be kept.
func parseRow(table *exportedTable, fields map[string]json.RawMessage) (row, error) {
	read := row{table, make([]any, len(table.columns))}
	for i, c := range table.columns {
		raw, given := fields[c.name]
		delete(fields, c.name)
		if !given || string(raw) == "null" {
			if !c.optional {
				return row{}, fmt.Errorf("%s lacks %s", table.name, c.name)
			}
			continue
		}
		value, err := c.parse(raw)
		if err != nil {
			return row{}, fmt.Errorf("%s: %s %w", table.name, c.name, err)
		}
		read.values[i] = value
	}
	for name := range fields {
		return row{}, fmt.Errorf("%s has no %.50q", table.name, name)
	}
	if table.check != nil {
		if wrong := table.check(read); wrong != "" {
			return row{}, fmt.Errorf("%s: %s", read.named(), wrong)
		}
	}
	return read, nil
}

// lastMoment is the end of the year 9999.
const lastMoment = 253402300799999999

// parse reads one value, as hostile as it may be.
func (c column) parse(raw json.RawMessage) (any, error) {
	switch c.kind {
	case aMoment:
		return parsed(raw, func(n int64) (any, bool) { return n, n >= 0 && n <= lastMoment }, "is no time in microseconds since 1970")
	case aNumber:
		return parsed(raw, func(n int64) (any, bool) { return n, n >= 1 && n <= int64(c.most) }, fmt.Sprintf("is no number from 1 to %d", c.most))
	case aFlag:
		return parsed(raw, func(is bool) (any, bool) { return int64(flag(is)), true }, "is neither true nor false")
	case anID:
		return parsed(raw, func(s string) (any, bool) { return s, IsID(s) }, "is no id")
	case aWord:
		return parsed(raw, func(s string) (any, bool) { return s, slices.Contains(c.words, s) }, "is none of "+strings.Join(c.words, ", "))
	case aText:
		return parsed(raw, func(s string) (any, bool) { return s, len(s) <= c.most && checkText(s) == nil }, fmt.Sprintf("is no text of at most %d bytes", c.most))
	case tagList:
		return parsed(raw, func(tags []string) (any, bool) {
			clean, err := cleanTags(tags)
			return joinTags(clean), err == nil && slices.Equal(clean, tags)
		}, fmt.Sprintf("is no list of at most %d tags of at most %d bytes, each once and in order", MaxTags, MaxTag))
	case aHash:
		return parsed(raw, func(b []byte) (any, bool) { return b, len(b) == len(Identity{}) }, "is no SHA-256 in base64")
	}
	return parsed(raw, func(b []byte) (any, bool) { return b, unpackTo(io.Discard, b, int64(c.most)) == nil },
		fmt.Sprintf("is no gzip, in base64, of at most %d bytes", c.most))
}

// parsed reads JSON of a type and asks whether the value can be kept, and as what.
func parsed[T any](raw json.RawMessage, keep func(T) (any, bool), otherwise string) (any, error) {
	var value T
	if err := json.Unmarshal(raw, &value); err == nil {
		if kept, can := keep(value); can {
			return kept, nil
		}
	}
	return nil, fmt.Errorf("%s", otherwise)
}

// same tells whether two rows are written alike.
func same(a, b row) bool { return bytes.Equal(a.appendTo(nil), b.appendTo(nil)) }
