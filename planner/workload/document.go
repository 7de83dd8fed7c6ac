package workload

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
)

// The largest documents read, in bytes. A JSON document may be a whole exported
// plan.
const (
	MaxYAML = 64 << 10
	MaxJSON = 4 << 20
)

// The members of a document that are no fields.
const (
	nestedMember  = "workload"
	assumedMember = "assumed"
)

// planMembers may stand beside a nested workload: those of an exported plan.
var planMembers = map[string]bool{
	"id": true, "links": true, "here": true, "demand": true, "stages": true, "book": true, "engine": true, "growth": true,
	"ranges": true, "sensitivity": true, "warnings": true,
}

// member is one value of a document before it is read as a field.
type member struct {
	name string
	text string   // scalar as written, "" for null
	list []string // of scalars; nil when it is none
}

// documentMembers become a workload, through the same parsers as a form.
func parseMembers(members []member) (Workload, error) {
	values := map[string][]string{}
	var assumed []string
	var refused Errors
	for _, m := range members {
		switch {
		case m.name == assumedMember:
			assumed = m.list
			continue
		case m.list != nil:
			refused = append(refused, FieldError{Field: m.name, Problem: "holds a list where one value is expected"})
			continue
		}
		values[m.name] = []string{m.text}
	}
	withoutAssumed(values, assumed)
	w, problems := ParseStrict(values)
	if err := append(refused, problems...).Err(); err != nil {
		return Workload{}, err
	}
	return w, nil
}

// withoutAssumed drops the values that are said to be assumed and are what the
// field stands for when it is not given, so that they stay defaults that follow
// other fields.
func withoutAssumed(values map[string][]string, assumed []string) {
	stated := maps.Clone(values)
	for _, name := range assumed {
		delete(stated, name)
	}
	w, _ := parse(stated) // what is refused here is refused again with the rest
	for _, name := range assumed {
		f, known := FieldNamed(name)
		if !known || len(values[name]) == 0 {
			continue
		}
		typed := Workload{given: map[string]bool{name: true}}
		if f.set(&typed, values[name][0]) == nil && f.Value(typed) == contextDefault(f, w) {
			delete(values, name)
		}
	}
}

// ParseJSON reads a workload from an object of fields, flat or under
// "workload" as in an exported plan. Values are strings as they would be typed,
// or numbers. Unknown and repeated names are refused. The error is Errors when
// fields are at fault, else a sentence about the document.
func ParseJSON(document []byte) (Workload, error) {
	if len(document) > MaxJSON {
		return Workload{}, fmt.Errorf("the JSON has more than %d MB", MaxJSON>>20)
	}
	members, err := objectMembers(withoutMark(document))
	if err != nil {
		return Workload{}, fmt.Errorf("the JSON cannot be read: %w", err)
	}
	nested, err := nestedObject(members)
	if err != nil {
		return Workload{}, err
	}
	if nested != nil {
		if members, err = objectMembers(nested); err != nil {
			return Workload{}, fmt.Errorf("the JSON under %q cannot be read: %w", nestedMember, err)
		}
	}
	fields := make([]member, 0, len(members))
	for _, m := range members {
		field, err := jsonMember(m)
		if err != nil {
			return Workload{}, err
		}
		fields = append(fields, field)
	}
	return parseMembers(fields)
}

// withoutMark drops the byte order mark some editors put first.
func withoutMark(document []byte) []byte {
	return bytes.TrimPrefix(document, []byte("\ufeff"))
}

// rawMember is one member of a JSON object.
type rawMember struct {
	name  string
	value json.RawMessage
}

// objectMembers splits a JSON object, in order and without repeated names,
// which encoding/json would let pass.
func objectMembers(document []byte) ([]rawMember, error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	if start, err := decoder.Token(); err != nil {
		return nil, plainJSONError(err)
	} else if start != json.Delim('{') {
		return nil, errors.New("an object in braces is expected")
	}
	var members []rawMember
	seen := map[string]bool{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, plainJSONError(err)
		}
		name, isName := key.(string)
		if !isName || seen[name] {
			return nil, fmt.Errorf("the name %q is given twice", name)
		}
		seen[name] = true
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, plainJSONError(err)
		}
		members = append(members, rawMember{name, value})
	}
	if _, err := decoder.Token(); err != nil {
		return nil, plainJSONError(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is text after the object")
	}
	return members, nil
}

// plainJSONError names the end of an unfinished document in plain words.
func plainJSONError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it ends in the middle")
	}
	return err
}

// nestedObject finds the workload inside a plan; nil when the fields are flat.
func nestedObject(members []rawMember) (json.RawMessage, error) {
	var nested json.RawMessage
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.name
		if m.name == nestedMember {
			nested = m.value
		}
	}
	if nested == nil {
		return nil, nil
	}
	return nested, besideNested(names)
}

// besideNested refuses fields that slipped out of the nested workload.
func besideNested(names []string) error {
	for _, name := range names {
		if name != nestedMember && !planMembers[name] {
			return Errors{{Field: name, Problem: "stands beside " + nestedMember + ", move it under it"}}
		}
	}
	return nil
}

// jsonMember turns one JSON value into what would be typed.
func jsonMember(m rawMember) (member, error) {
	raw := strings.TrimSpace(string(m.value))
	switch {
	case raw == "null":
		return member{name: m.name}, nil
	case raw[0] == '"':
		var text string
		if err := json.Unmarshal(m.value, &text); err != nil {
			return member{}, fmt.Errorf("the JSON of %q cannot be read: %w", m.name, err)
		}
		return member{name: m.name, text: text}, nil
	case raw[0] == '[':
		list := []string{}
		if err := json.Unmarshal(m.value, &list); err != nil {
			return member{}, Errors{{Field: m.name, Problem: "holds a list where one value is expected"}}
		}
		return member{name: m.name, list: list}, nil
	case raw[0] == '{':
		// An unknown name is refused with the other fields.
		if f, known := FieldNamed(m.name); m.name == assumedMember || known && !f.Numeric() {
			return member{}, Errors{{Field: m.name, Label: f.Label, Problem: "holds an object where one value is expected; only numbers have a low and a high end"}}
		}
		return intervalMember(m)
	}
	return member{name: m.name, text: raw}, nil
}

// intervalMember turns {"low": …, "likely": …, "high": …} into what would be
// typed; the likely value may be left out.
func intervalMember(m rawMember) (member, error) {
	refused := Errors{{Field: m.name, Problem: "holds an object where one value is expected, or low, likely and high", Accepted: `"80k..120k" or {"low": "80k", "likely": "100k", "high": "120k"}`}}
	inner, err := objectMembers(m.value)
	if err != nil {
		return member{}, fmt.Errorf("the JSON of %q cannot be read: %w", m.name, err)
	}
	parts := map[string]string{}
	for _, one := range inner {
		raw := strings.TrimSpace(string(one.value))
		if one.name != "low" && one.name != "likely" && one.name != "high" || strings.ContainsAny(raw[:1], "{[") {
			return member{}, refused
		}
		value, err := jsonMember(one)
		if err != nil || strings.Contains(value.text, between) {
			return member{}, refused
		}
		parts[one.name] = value.text
	}
	text := parts["low"] + between + parts["high"]
	if parts["likely"] != "" {
		text = parts["low"] + between + parts["likely"] + between + parts["high"]
	}
	return member{name: m.name, text: text}, nil
}

// UnmarshalJSON is ParseJSON, for documents that hold a workload.
func (w *Workload) UnmarshalJSON(document []byte) error {
	read, err := ParseJSON(document)
	if err != nil {
		return err
	}
	*w = read
	return nil
}
