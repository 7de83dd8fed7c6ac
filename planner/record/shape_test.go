package record

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"stagecraft/planner"
)

// What the first format holds. A member that is renamed or gone would be lost
// from every plan saved before, without an error: it asks for the next Format and
// for code that reads the old one. A member that is new is read as zero from old
// plans: where that is right, UPDATE_GOLDEN=1 adds it here.
func TestMembersOfTheFormat(t *testing.T) {
	const file = "testdata/format1.txt"
	got := members(reflect.TypeFor[planner.Plan](), map[reflect.Type]bool{})
	if os.Getenv("UPDATE_GOLDEN") != "" {
		must(t, os.WriteFile(file, []byte(strings.Join(got, "")), 0o644))
	}
	golden, err := os.ReadFile(file)
	must(t, err)
	is, was := map[string]bool{}, map[string]bool{}
	for _, line := range got {
		is[line] = true
	}
	for line := range strings.Lines(string(golden)) {
		was[line] = true
		if !is[line] {
			t.Errorf("saved plans hold %s which is gone", strings.TrimSpace(line))
		}
	}
	for _, line := range got {
		if !was[line] {
			t.Errorf("saved plans lack %s", strings.TrimSpace(line))
		}
	}
}

// members lists the exported fields of a type and of what it is made of.
func members(t reflect.Type, seen map[reflect.Type]bool) []string {
	if _, leaf := leaves[t]; leaf || seen[t] {
		return nil
	}
	seen[t] = true
	var lines []string
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return members(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			lines = append(lines, fmt.Sprintf("%v.%s %v\n", t, t.Field(i).Name, t.Field(i).Type))
		}
		for i := range t.NumField() {
			lines = append(lines, members(t.Field(i).Type, seen)...)
		}
	}
	return lines
}
