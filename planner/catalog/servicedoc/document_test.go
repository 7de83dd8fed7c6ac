package main

import (
	"os"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
)

// The page in the repository is the one this source writes.
func TestDocumentIsFresh(t *testing.T) {
	have, err := os.ReadFile("../../../" + output)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != string(document(pricing.Embedded())) {
		t.Errorf("%s is stale: run “make generate”", output)
	}
}

// One row for each service, complete, and one for each item.
func TestDocumentIsComplete(t *testing.T) {
	text := string(document(pricing.Embedded()))
	for _, gap := range []string{"not described", "unit not known", "\u0000"} {
		if at := strings.Index(text, gap); at >= 0 {
			t.Errorf("%q in: %s", gap, text[max(0, at-200):at+len(gap)])
		}
	}
	for _, s := range catalog.Services() {
		if strings.Count(text, "| `"+s.ID+"` |") != 1 {
			t.Errorf("%s has no row of its own", s.ID)
		}
	}
	for _, i := range catalog.Lives().Items() {
		if !strings.Contains(text, "\n| "+i.Name+" | "+i.Edition+" | "+i.Stage+" |") {
			t.Errorf("%s has no row", i.ID)
		}
	}
	for n, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|") != 10 && strings.Count(line, "|") != 9 {
			t.Errorf("line %d has %d bars: %s", n+1, strings.Count(line, "|"), line)
		}
	}
}

func TestGeneric(t *testing.T) {
	for key, want := range map[pricing.Key]string{
		"rds.postgresql.db.m7g.large.multi-az": "rds.postgresql.<class>.multi-az", "ec2.c7i.16xlarge": "ec2.<class>", "elasticache.valkey.cache.t4g.micro": "elasticache.valkey.<class>",
		"compute-sp-1y-noupfront.ec2.t4g.small": "compute-sp-1y-noupfront.ec2.<class>", "cloudfront.dto.us+mexico+canada": "cloudfront.dto.<area>", "lightsail.linux.2gb": "lightsail.linux.<bundle>",
		"s3.standard.put": "s3.standard.put", "lambda.arm.gbs": "lambda.arm.gbs", "rds.storage.gp3.multi-az": "rds.storage.gp3.multi-az",
	} {
		if got := generic(key); got != want {
			t.Errorf("%s becomes %s, want %s", key, got, want)
		}
	}
}
