package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A range is stated by flag, YAML, JSON and a printed plan, and gives the same
// figures each time.
func TestPlanOfRanges(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	byFlag := invoke(t, "", words("plan --users 40k..60k --format json"))
	if byFlag.status != 0 {
		t.Fatal(byFlag.stderr)
	}
	var doc struct {
		Ranges *struct {
			Cost struct{ Low, Likely, High json.Number }
		}
		Sensitivity *struct{ Drivers []any }
	}
	if err := json.Unmarshal([]byte(byFlag.stdout), &doc); err != nil || doc.Ranges == nil || doc.Sensitivity == nil {
		t.Fatalf("%v: %+v", err, doc)
	}
	for _, args := range [][]string{
		{"plan", file("w.yaml", "users: 40k..60k\n"), "--format", "json"},
		{"plan", file("w.json", `{"users": {"low": "40k", "high": "60k"}}`), "--format", "json"},
		{"plan", file("plan.json", byFlag.stdout), "--format", "json"},
		{"plan", file("other.yaml", "users: 5k\n"), "--users", "40k..60k", "--format", "json"},
	} {
		if got := invoke(t, "", args); got.stdout != byFlag.stdout {
			t.Errorf("%v prints another plan (%d): %s", args, got.status, got.stderr)
		}
	}
	if got := invoke(t, "", words("plan --users 40k..60k")); !strings.Contains(got.stdout, "What moves the cost, one interval at a time") {
		t.Error("the text lacks the ranges")
	}
	if got := invoke(t, "", words("plan --users 60k..40k")); got.status != 2 || !strings.Contains(got.stderr, "high end below its low end; accepted: 80k..120k") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
	if got := invoke(t, "", words("plan --help")); !strings.Contains(got.stdout, "low..likely..high") {
		t.Error("the help does not tell of ranges")
	}
}
