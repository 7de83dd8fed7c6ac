package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

var throughputSource = reason.Source{Name: "Amazon DynamoDB pricing, provisioned capacity", URL: "https://aws.amazon.com/dynamodb/pricing/provisioned/", AsOf: "2026-09-11"}

// Capacity is how provisioned capacity is bought: for a share of its units in use
// at the average load, which auto scaling follows, or at the peak.
type Capacity struct {
	Use  float64 // share of the capacity in use, above 0 and at most 1
	Peak bool    // bought for the peak, day and night
}

// MeterProvisioned bills a table by capacity-unit-hours in place of requests;
// what is stored costs the same.
func (c Capacity) MeterProvisioned(n Need, s Sizing, p Policy) []bill.Usage {
	read, write := requestUnits(n)
	lines := []bill.Usage{c.line(n, "read capacity", "dynamodb.provisioned.rcu", n.Reads.Scale(read)), c.line(n, "write capacity", "dynamodb.provisioned.wcu", n.Writes.Scale(write))}
	return append(lines, dynamoDB.Meter(n, s, p)[2])
}

// Throughput is the share of provisioned capacity in use at which it costs what
// requests do: an hour of one unit is 3,600 requests. The prices are of a
// unit-hour and of a million request units.
func Throughput(hour, million float64) float64 { return hour / (3600 * million / 1e6) }

// ThroughputReason is the arithmetic of Throughput.
func ThroughputReason(hour, million float64) reason.Reason {
	return reason.Share("Share of provisioned capacity in use at which it costs what requests do", "price of a unit-hour ÷ (3,600 requests × price of a million ÷ 1,000,000)", reason.Fill("{} ÷ (3,600 × {} ÷ 1,000,000)", hour, million), Throughput(hour, million), "of the capacity", throughputSource)
}

func (c Capacity) line(n Need, name string, key pricing.Key, load units.Rate) bill.Usage {
	formula, of := "average units/s ÷ share in use", float64(load.Average)
	if c.Peak {
		formula, of = "peak units/s ÷ share in use", float64(load.Peak)
	}
	count := of / c.Use
	return n.usage("dynamodb", n.Name+", "+name, key, count*units.HoursPerMonth,
		n.why("Capacity units", formula, n.fill("{} ÷ {}", of, reason.Ratio(c.Use)), count, "units", throughputSource),
		n.why("Capacity-unit-hours", "units × hours a month", n.fill("{} × 730 h", count), count*units.HoursPerMonth, "unit-hours", throughputSource))
}
