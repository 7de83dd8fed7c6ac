package catalog

import (
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
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

// FlatRate tells whether a track takes a flat-rate plan: a plan of 2017 could not
// have known of any.
func FlatRate(track workload.Track) bool { return Lives().Takes("cloudfront-flat-rate", track) }

// edgePlan is the cheapest flat-rate plan that fits, where it costs less than
// paying as you go.
func edgePlan(n Need, p Policy) (CloudFrontPlan, bool) {
	if !FlatRate(p.Workload.Track) {
		return CloudFrontPlan{}, false
	}
	plan, fits := CheapestCloudFrontPlan(n.Requests.Average.PerMonth(), n.Egress)
	n.Terse = true
	return plan, fits && cheaper(plan.Usage(n), CloudFrontPayAsYouGo(n, p), p)
}

func meterEdge(n Need, _ Sizing, p Policy) []bill.Usage {
	plan, ok := edgePlan(n, p)
	if !ok {
		return CloudFrontPayAsYouGo(n, p)
	}
	lines := plan.Usage(n)
	if n.Terse {
		return lines
	}
	instead := bill.Price(p.Book, p.Workload.Region, CloudFrontPayAsYouGo(n, p), nil)
	var parts []string
	for _, i := range instead.Items {
		parts = append(parts, i.Monthly.Display())
	}
	lines[0].Reasons = append(lines[0].Reasons, reason.Reason{Label: "Pay as you go instead", Formula: "data to users + HTTPS requests by the price tiers of the area, with their free allowances", Substituted: strings.Join(parts, " + "), Value: instead.Total.Display(), Unit: "a month; the plan is cheaper", Source: cdnSource})
	return lines
}
