package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var _ = register(Service{ID: "cognito", Name: "Amazon Cognito", Category: "security", Source: cognitoSource,
	Size:  plain(func(n Need, _ Policy) string { return units.FormatCount(n.Users) + " sign in" }),
	Meter: meterCognito})

// authNames are the Cognito plans as AWS writes them.
var authNames = map[string]string{"lite": "Lite", "essentials": "Essentials", "plus": "Plus"}

func meterCognito(n Need, _ Sizing, p Policy) []bill.Usage {
	plan := string(p.Workload.Asked.AuthPlan)
	return []bill.Usage{n.usage("cognito", n.Name+", "+authNames[plan]+", monthly active users", pricing.Key("cognito."+plan+".mau"), n.Users, n.why("Users who sign in", "monthly users × share that signs in", n.fill("{} × {}", n.Users/float64(p.Workload.Assumptions.SignedInShare), reason.Ratio(p.Workload.Assumptions.SignedInShare)), n.Users, "MAU", cognitoSource))}
}
