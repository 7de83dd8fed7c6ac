package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"stagecraft/planner/price"
)

// pricedJSON is what scripts read of the JSON.
type pricedJSON struct {
	Service  string
	Total    string
	Complete bool
	Items    []struct {
		Name, Unit string
		Quantity   *float64
		UnitPrice  *string `json:"unit_price"`
		Amount     *string
	}
}

// TestPublishedPrices asks the command for every published example and compares
// the total to the cent.
func TestPublishedPrices(t *testing.T) {
	for _, p := range price.Examples() {
		got := invoke(t, "", append(words(p.Words()), "--format", "json"))
		var answer pricedJSON
		if err := json.Unmarshal([]byte(got.stdout), &answer); err != nil || got.status != 0 {
			t.Errorf("%s: status %d, %v: %s", p.ID, got.status, err, got.stderr)
			continue
		}
		if answer.Total != p.Ours.String() || !answer.Complete || answer.Service != p.Request.Service || len(answer.Items) == 0 {
			t.Errorf("%s: %s, published %s\n%s", p.ID, answer.Total, p.Total, got.stdout)
		}
		for _, item := range answer.Items {
			if item.Name == "" || item.Unit == "" || item.Quantity == nil || item.UnitPrice == nil || item.Amount == nil {
				t.Errorf("%s: a line lacks a member: %s", p.ID, got.stdout)
			}
		}
	}
}

func TestPriceWords(t *testing.T) {
	want := `"total": "0.09"`
	for _, line := range []string{
		"price nat hours=1 gb=1 --rate hour=0.045 --rate gb=0.045 --format json",
		"price --format json --rate hour=0.045,gb=0.045 hours=1 nat gb=1",
		"price hours=1;gb=1 nat --format=json --rate=hour=0.045;gb=0.045 --region us-east-2",
		"price NAT-Gateway gb=1 hours=1 region=us-east-2 --region us-east-2 --rate hour=$0.045,gb=4.5e-2 --format json",
	} {
		if got := invoke(t, "", words(line)); got.status != 0 || !strings.Contains(got.stdout, want) {
			t.Errorf("%s: status %d\n%s%s", line, got.status, got.stdout, got.stderr)
		}
	}
}

func TestPriceText(t *testing.T) {
	got := invoke(t, "", words("price lambda requests=3M ms=120 memory_mb=1536 --rate req_m=0.20"))
	for _, part := range []string{"AWS Lambda in us-east-1", "3,000,000 × 0.12 s × 1,536 ÷ 1,024", "lambda.x86.gbs in us-east-1", "given with the request as req_m", "$2.73", "2026-"} {
		if !strings.Contains(got.stdout, part) {
			t.Errorf("the text lacks %q:\n%s", part, got.stdout)
		}
	}
}

func TestPriceHelp(t *testing.T) {
	all := invoke(t, "", words("price --help"))
	for _, s := range price.Services() {
		if !regexp.MustCompile(`(?m)^  `+s.ID+` `).MatchString(all.stdout) || all.status != 0 {
			t.Errorf("the help does not list %s", s.ID)
		}
		one := invoke(t, "", []string{"price", s.ID, "--help"})
		if one.status != 0 || !strings.Contains(one.stdout, s.Example) || !strings.Contains(one.stdout, "Rates, for --rate") {
			t.Errorf("the help of %s: status %d\n%s", s.ID, one.status, one.stdout)
		}
	}
}

func TestPriceMisuse(t *testing.T) {
	for line, problem := range map[string]string{
		"price":                                         "needs a service",
		"price hours=1":                                 "needs a service",
		"price lamda requests=1":                        "did you mean lambda",
		"price nat hours=1 foo":                         "“foo” is no parameter",
		"price nat huors=1":                             "did you mean hours",
		"price nat hours=1 --rate hourr=1":              "did you mean hour",
		"price nat hours=1 --rate hour":                 "is no rate",
		"price nat hours=x":                             "hours: “x”",
		"price nat hours=1 --format yaml":               "accepted: json, text",
		"price nat hours=1 --frob":                      "--frob",
		"price nat hours=1 --region moon":               "no region",
		"price nat region=eu-west-1 --region us-east-1": "region is given as",
	} {
		got := invoke(t, "", words(line))
		if got.status != 2 || got.stdout != "" || !strings.Contains(got.stderr, problem) {
			t.Errorf("%s: status %d, %q, want %q", line, got.status, got.stderr, problem)
		}
	}
	got := invoke(t, "", words("price nat hours=x gb=y --rate hour=z"))
	if lines := strings.Count(got.stderr, "\n"); got.status != 2 || lines != 3 {
		t.Errorf("three problems in %d lines: %s", lines, got.stderr)
	}
}

// A total without some rate is written, but is no success: a script would take
// it for a price.
func TestPriceWithoutARate(t *testing.T) {
	got := invoke(t, "", words("price kms keys=2 requests=1M --format json --rate req_10k=0.03"))
	var answer pricedJSON
	if err := json.Unmarshal([]byte(got.stdout), &answer); err != nil || answer.Complete || answer.Total != "2.94" {
		t.Errorf("%v: %s", err, got.stdout)
	}
	if got.status != 1 || !strings.Contains(got.stderr, "lower bound") || !strings.Contains(got.stderr, "no kms.key; give it with --rate key=") || strings.Count(got.stderr, "\n") != 2 {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
	got = invoke(t, "", words("price kms keys=2 requests=1M --rate key=1,req_10k=0.03"))
	if got.status != 0 || got.stderr != "" {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}
