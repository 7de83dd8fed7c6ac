package main

import (
	"fmt"
	"strconv"
	"strings"
)

// unitNames are the units whose collected wording repeats the tiers, or differs
// between the rows of one rate. A rate is billed by its unit, so what its price
// leaves out (the included IOPS, say) stays in the name.
var unitNames = map[string]string{
	"1000 requests":                                         "1,000 requests",
	"1000 requests (GET and other)":                         "1,000 requests",
	"1000 requests (PUT/COPY/POST/LIST)":                    "1,000 requests",
	"1000 objects-month":                                    "1,000 objects-month",
	"10000 requests":                                        "10,000 requests",
	"100k notifications over 1k free":                       "100,000 notifications",
	"million notifications over 100k free":                  "million notifications",
	"million requests over 1M free":                         "million requests",
	"million requests (512 KB units)":                       "million requests",
	"million requests (64 KB units)":                        "million requests",
	"million requests per month":                            "million requests",
	"million messages (32 KB units)":                        "million messages",
	"million events (64 KB units)":                          "million events",
	"million PUT payload units (25 KB)":                     "million PUT payload units",
	"million invocations over 14M free":                     "million invocations",
	"million stream read requests over 2.5M free":           "million stream read requests",
	"million traces over 100k free":                         "million traces",
	"million traces over 1M free":                           "million traces",
	"path over 1000 free":                                   "path",
	"dashboard-month over 3 free":                           "dashboard-month",
	"active pipeline-month (1 free)":                        "active pipeline-month",
	"action-minute over 100 free":                           "action-minute",
	"SAML/OIDC MAU over 50 free":                            "SAML or OIDC MAU",
	"MAU (no free tier)":                                    "MAU",
	"GB per month":                                          "GB",
	"GB per month, account-wide, all regions except CN/Gov": "GB",
	"GB-second per month":                                   "GB-second",
	"GB from AWS origin":                                    "GB",
	"month (100 GB, 1M requests)":                           "month",
	"GB-month (compressed)":                                 "GB-month",
	"GB-month gp2":                                          "GB-month",
	"GB-month over free (=100% of provisioned storage)":     "GB-month above the provisioned storage",
	"GB-month over free":                                    "GB-month above the provisioned storage",
	"GB-hour (min 1 GB)":                                    "GB-hour",
	"GB-hour (min 100 MB)":                                  "GB-hour",
	"GB-hour over 20 GB":                                    "GB-hour above 20 GB a task",
	"GB-second over 512 MB":                                 "GB-second above 512 MB",
	"IOPS-month over 3000":                                  "IOPS-month above 3,000 a volume",
	"IOPS-month over included":                              "IOPS-month above those included",
	"MiBps-month over 125":                                  "MiB/s-month above 125 a volume",
	"endpoint-hour per AZ":                                  "endpoint-hour",
}

// leading is the amount each month that costs nothing, in the unit of the rate,
// where the collected row only says so in words or begins above it.
var leading = map[string]string{
	"cloudfront.invalidation":   "1000",
	"cloudwatch.dashboard":      "3",
	"codepipeline.v1":           "1",
	"codepipeline.v2":           "100",
	"cognito.federated.mau":     "50",
	"dynamodb.storage.standard": "25",
	"dynamodb.streams.read":     "2.5",
	"eventbridge.scheduler":     "14",
	"sns.delivery.email":        "0.01",
	"sns.delivery.http":         "0.1",
	"sns.request":               "1",
	"xray.recorded":             "0.1",
	"xray.retrieved":            "1",
}

// allowances are free amounts kept as rates of their own, because several rates
// draw on one of them or because a bill may leave them out. They are put into
// the unit of the rate they come off.
var allowances = map[string]struct{ unit, to string }{
	"cloudfront.free.data":     {"GB", "1024"},
	"cloudfront.free.requests": {"10,000 requests", "1000"},
	"dto.free":                 {"GB", "100"},
	"lambda.free.gbs":          {"GB-second", "400000"},
	"lambda.free.requests":     {"million requests", "1"},
	"sqs.free":                 {"million requests", "1"},
}

// normalise puts every rate into one unit with tiers from 0 upwards.
func normalise(rows []price) ([]price, error) {
	groups := map[string][]price{}
	var order []string
	for _, r := range rows {
		if name, ok := unitNames[r.unit]; ok {
			r.unit = name
		}
		r.from, r.to = plain(r.from), plain(r.to)
		if r.from == "0" {
			r.from = ""
		}
		id := r.key + " " + r.region
		if groups[id] == nil {
			order = append(order, id)
		}
		groups[id] = append(groups[id], r)
	}
	var out []price
	for _, id := range order {
		tiers, err := complete(groups[id], groups)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		out = append(out, tiers...)
	}
	return out, nil
}

// complete closes the tiers of one rate at both ends.
func complete(tiers []price, groups map[string][]price) ([]price, error) {
	key := tiers[0].key
	if allowance, ok := allowances[key]; ok {
		if len(tiers) != 1 || tiers[0].usd != "0" {
			return nil, fmt.Errorf("a free allowance is one free tier")
		}
		tiers[0].unit, tiers[0].to = allowance.unit, allowance.to
		return tiers, nil
	}
	if key == "sqs.standard.request" && tiers[0].from == "1" {
		tiers[0].from = "" // the first million is the allowance sqs.free
	}
	if free, ok := leading[key]; ok && tiers[0].usd != "0" {
		zero := tiers[0]
		zero.usd, zero.from, zero.to = "0", "", free
		if tiers[0].from == "" {
			tiers[0].from = free
			if zero.region != "us-east-1" && zero.region != "global" {
				zero.source = "derived: the monthly free amount of us-east-1"
			}
		}
		if tiers[0].from != free {
			return nil, fmt.Errorf("the first tier begins at %s, the free amount ends at %s", tiers[0].from, free)
		}
		tiers = append([]price{zero}, tiers...)
	}
	return open(tiers, groups)
}

// open continues a rate whose highest tiers were not collected. Where its known
// tiers equal those of us-east-1, so do the others; elsewhere the last known
// price, which is the dearer, is kept.
func open(tiers []price, groups map[string][]price) ([]price, error) {
	last := tiers[len(tiers)-1]
	if last.to == "" || last.usd == "0" {
		return tiers, nil
	}
	home := groups[last.key+" us-east-1"]
	if last.region != "us-east-1" && len(home) > len(tiers) && sameStart(tiers, home) {
		for _, h := range home[len(tiers):] {
			h.region, h.source = last.region, "derived: the tier of us-east-1, whose first tier is the same"
			tiers = append(tiers, h)
		}
		return tiers, nil
	}
	rest := last
	rest.from, rest.to = last.to, ""
	rest.source = "derived: the price of the tier below, for want of this one's"
	return append(tiers, rest), nil
}

func sameStart(tiers, home []price) bool {
	for i, t := range tiers {
		if t.usd != home[i].usd || t.from != home[i].from || t.to != home[i].to {
			return false
		}
	}
	return true
}

// plain writes a number without exponent or trailing zeros; empty stays empty.
func plain(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// compareBounds orders tier starts, the empty one first.
func compareBounds(a, b string) int {
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return strings.Compare(a, b)
}
