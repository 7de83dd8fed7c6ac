package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var _ = register(Service{ID: "cloudfront", Name: cloudFront.Name, Category: cloudFront.Category, Source: cdnSource, Size: sizeEdge, Meter: meterEdge})

// sizeEdge is the requests CloudFront answers and how they are paid.
func sizeEdge(n Need, p Policy) Sizing {
	s := cloudFront.Size(n, p)
	s.Detail = units.FormatBytes(n.Egress) + " at the edge"
	if plan, ok := edgePlan(n, p); ok {
		s.Unit = plan.ID
		s.Detail = units.FormatBytes(n.Egress) + ", " + plan.Name
	}
	return s
}

// edgePlan is the cheapest flat-rate plan that fits, where it costs less than
// paying as you go.
func edgePlan(n Need, p Policy) (CloudFrontPlan, bool) {
	plan, fits := CheapestCloudFrontPlan(n.Requests.Average.PerMonth(), n.Egress)
	return plan, fits && cheaper(plan.Usage(n), CloudFrontPayAsYouGo(n, p), p)
}

func meterEdge(n Need, _ Sizing, p Policy) []bill.Usage {
	plan, ok := edgePlan(n, p)
	if !ok {
		return CloudFrontPayAsYouGo(n, p)
	}
	lines := plan.Usage(n)
	instead := bill.Price(p.Book, p.Workload.Region, CloudFrontPayAsYouGo(n, p), nil).Total.Float()
	lines[0].Reasons = append(lines[0].Reasons, reason.New("Pay as you go instead", "data to users + HTTPS requests, with their free allowances", "by the price tiers of the area", instead, "US dollars a month; the plan is cheaper", cdnSource))
	return lines
}
