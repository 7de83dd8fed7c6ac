package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
)

var wafSource = reason.Source{Name: "AWS WAF pricing", URL: "https://aws.amazon.com/waf/pricing/", AsOf: "2026-09-14"}

// A need's Units are the web ACLs, each with the workload's rules, and its
// Messages the requests they read in a month.
var _ = register(Service{ID: "waf", Name: "AWS WAF", Category: "security", Source: wafSource,
	Size: plain(func(n Need, p Policy) string {
		return reason.N(p.Workload.Asked.FirewallRules) + " rules" + map[bool]string{true: " in 2 ACLs"}[n.Units > 1]
	}),
	Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
		acls, rules, m := float64(n.Units), float64(n.Units)*p.Workload.Asked.FirewallRules, n.Messages/1e6
		return []bill.Usage{
			n.usage("waf", n.Name+", web ACLs", "waf.webacl", acls, n.why("Web ACLs", "one in the region, one for CloudFront unless its plan includes it; on "+n.Role, reason.N(acls), acls, "ACL-months", wafSource)),
			n.usage("waf", n.Name+", rules", "waf.rule", rules, n.why("Rules", "web ACLs × rules in each", n.fill("{} × {}", n.Units, p.Workload.Asked.FirewallRules), rules, "rule-months", wafSource)),
			n.usage("waf", n.Name+", requests", "waf.request", m, append(slices.Clone(n.Because), n.why("Requests read", "requests a month ÷ 1,000,000", n.fill("{} ÷ 1,000,000", n.Messages), m, "million requests", wafSource))...),
		}
	}})
