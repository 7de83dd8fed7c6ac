package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// CloudFrontPlan is a flat-rate plan of CloudFront: one price a month for one
// distribution, with an allowance of requests and bytes and no charge above it.
// AWS may slow down or move up a distribution that keeps passing its allowance,
// so a plan fits only what stays within it.
type CloudFrontPlan struct {
	ID       string // "pro"
	Name     string // "Pro"
	Key      pricing.Key
	Requests float64     // a month
	Data     units.Bytes // a month, sent to users
}

// planSource is where prices and allowances of the plans were published; the
// plans are sold since 18 November 2025.
var planSource = reason.Source{Name: "Amazon CloudFront flat-rate pricing plans: allowances for one distribution, no charge above them", URL: "https://aws.amazon.com/cloudfront/pricing/", AsOf: "2026-09-05"}

// CloudFrontPlans lists the plans, cheapest first. An allowance of 100 GB or 50 TB
// is read in powers of ten, the smaller of its two readings, so that a plan never
// seems to fit what it may not.
func CloudFrontPlans() []CloudFrontPlan {
	return []CloudFrontPlan{
		{"free", "Free", "cloudfront.plan.free", 1e6, 100 * units.GB},
		{"pro", "Pro", "cloudfront.plan.pro", 10e6, 50 * units.TB},
		{"business", "Business", "cloudfront.plan.business", 125e6, 50 * units.TB},
		{"premium", "Premium", "cloudfront.plan.premium", 500e6, 50 * units.TB},
	}
}

// CloudFrontPlanSource is the source of prices and allowances.
func CloudFrontPlanSource() reason.Source { return planSource }

// Fits tells whether a month's requests and bytes stay within the allowance.
func (c CloudFrontPlan) Fits(requests float64, data units.Bytes) bool {
	return requests <= c.Requests && data <= c.Data
}

// CheapestCloudFrontPlan is the first plan that holds a month's requests and
// bytes; false when even the largest does not.
func CheapestCloudFrontPlan(requests float64, data units.Bytes) (CloudFrontPlan, bool) {
	for _, plan := range CloudFrontPlans() {
		if plan.Fits(requests, data) {
			return plan, true
		}
	}
	return CloudFrontPlan{}, false
}

// Usage meters the plan for one distribution.
func (c CloudFrontPlan) Usage(n Need) []bill.Usage {
	line := n.usage("cloudfront", n.Name+", flat-rate plan "+c.Name, c.Key, 1,
		reason.Reason{Label: "Requests within the allowance", Formula: "requests/s × seconds a month ÷ requests of the plan", Substituted: n.fill("{}/s × 2,628,000 s ÷ {}", float64(n.Requests.Average), c.Requests), Value: reason.Pct(n.Requests.Average.PerMonth() / c.Requests), Unit: "of the allowance", Source: planSource},
		reason.Reason{Label: "Bytes within the allowance", Formula: "GB of the month ÷ GB of the plan", Substituted: n.fill("{} GB ÷ {} GB", float64(n.Egress/units.GB), float64(c.Data/units.GB)), Value: reason.Pct(float64(n.Egress / c.Data)), Unit: "of the allowance", Source: planSource})
	line.Unit = "month"
	return []bill.Usage{line}
}

// CloudFrontPayAsYouGo meters bytes and requests by the amount.
func CloudFrontPayAsYouGo(n Need, p Policy) []bill.Usage {
	area := geographies[p.Workload.Region]
	gb, requests := n.Egress.GiB(), n.Requests.Average.PerMonth()
	data := n.usage("cloudfront", n.Name+", data to users", pricing.Key("cloudfront.dto."+area), gb, n.why("Static files sent", "static requests/s × seconds a month × size ÷ 2^30", n.fill("{}/s × 2,628,000 s × {} ÷ 1,073,741,824", float64(n.Requests.Average), float64(p.Workload.StaticSize)), gb, "GB (2^30 bytes)", cdnSource))
	data.FreeKey = "cloudfront.free.data"
	calls := n.usage("cloudfront", n.Name+", HTTPS requests", pricing.Key("cloudfront.https."+area), requests/1e4, n.why("Static requests", "requests/s × seconds a month ÷ 10,000", n.fill("{}/s × 2,628,000 s ÷ 10,000", float64(n.Requests.Average)), requests/1e4, "10,000 requests", cdnSource))
	calls.FreeKey = "cloudfront.free.requests"
	return []bill.Usage{data, calls}
}
