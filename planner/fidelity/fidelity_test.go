package fidelity

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every published figure is met within the tolerance stated beside it.
func TestRecord(t *testing.T) {
	cases, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !c.Within() {
			t.Errorf("%s, %s: %v, published %v %s, off by %.4f%%", c.Title, c.Figure, c.Ours, c.Published, c.Unit, 100*c.Difference())
		}
		if c.Source.Name == "" || c.Source.AsOf == "" || c.Title == "" || c.Figure == "" {
			t.Errorf("%+v lacks a source, a date or words", c)
		}
	}
}

// The tests that claims rest on exist.
func TestClaimsNameTests(t *testing.T) {
	for _, c := range Claims() {
		dir, name, found := strings.Cut(c.Test, " ")
		if !found {
			t.Errorf("%q names no package and test", c.Test)
			continue
		}
		files, err := filepath.Glob(filepath.Join("..", "..", dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		exists := slices.ContainsFunc(files, func(path string) bool {
			text, err := os.ReadFile(path)
			return err == nil && strings.Contains(string(text), "func "+name+"(t *testing.T)")
		})
		if !exists {
			t.Errorf("%s has no %s", dir, name)
		}
	}
}

// A case that is off is not called right, in either direction.
func TestWithin(t *testing.T) {
	for _, v := range []struct {
		published, ours, tolerance float64
		want                       bool
	}{
		{100, 105, 0.05, true}, {100, 95, 0.05, true}, {100, 105.1, 0.05, false}, {100, 94.9, 0.05, false},
		{2.73, 2.73, 0, true}, {2.73, 2.74, 0, false}, {2.73, 2.72, 0, false}, {0, 0, 0, true}, {0, 1, 0, false},
	} {
		if got := (Case{Published: v.published, Ours: v.ours, Tolerance: v.tolerance}).Within(); got != v.want {
			t.Errorf("%+v: within %v", v, got)
		}
	}
}

// The document has a row for every case, and is the one in the repository.
func TestMarkdown(t *testing.T) {
	cases, err := Record()
	if err != nil {
		t.Fatal(err)
	}
	text := string(Markdown(cases))
	if rows := strings.Count(text, "\n| "); rows < len(cases) {
		t.Errorf("%d rows for %d cases", rows, len(cases))
	}
	kept, err := os.ReadFile("../../docs/fidelity.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != text {
		t.Error("docs/fidelity.md is not what the cases give: run make generate")
	}
}
