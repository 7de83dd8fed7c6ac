package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// publishedCases are totals that vendors print, each with its source.
const publishedCases = "../../planner/price/testdata/published.csv"

// TestPublishedPrices asks the command for every published example and compares
// the total to the cent.
func TestPublishedPrices(t *testing.T) {
	file, err := os.Open(publishedCases)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 20 {
		t.Fatalf("only %d published cases", len(rows)-1)
	}
	for _, row := range rows[1:] {
		id, service, inputs, rates, total := row[0], row[1], row[2], row[3], row[4]
		if row[5] != "" {
			total = row[5] // where we differ, with the reason in the last column
			if row[8] == "" {
				t.Errorf("%s differs without a reason", id)
			}
		}
		args := append([]string{"price", service}, strings.Split(inputs, ";")...)
		for _, rate := range strings.Split(rates, ";") {
			if rate != "" {
				args = append(args, "--rate", rate)
			}
		}
		got := invoke(t, "", append(args, "--format", "json"))
		if got.status != 0 {
			t.Errorf("%s: status %d: %s", id, got.status, got.stderr)
			continue
		}
		var answer struct {
			Service  string
			Total    string
			Complete bool
			Items    []struct{ Amount *string }
		}
		if err := json.Unmarshal([]byte(got.stdout), &answer); err != nil {
			t.Errorf("%s: %v\n%s", id, err, got.stdout)
			continue
		}
		if answer.Total != total || !answer.Complete || answer.Service != service {
			t.Errorf("%s: %s, published %s\n%s", id, answer.Total, total, got.stdout)
		}
	}
}
