package bill

import "stagecraft/planner/pricing"

// TierName says which band of a tiered rate a line is in: ", first 10,240 GB";
// empty for a rate of one tier. The line begins at start, of which free cost
// nothing, all in the unit of the rate.
func TierName(rate pricing.Rate, tier pricing.Tier, start, free float64) string {
	return tierName(&rate, &tier, start, free)
}
