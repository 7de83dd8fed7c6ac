package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
)

// PeakCapacity is capacity bought for the peak with a fifth in hand: it never
// throttles, as requests on demand never do. Auto scaling would take less and
// throttle a sharper rise than it can follow.
var PeakCapacity = Capacity{Use: 0.8, Peak: true}

// A table is bought on demand or by capacity units, whichever is cheaper.
var _ = register(Service{ID: "dynamodb", Name: "Amazon DynamoDB", Category: "database", Source: dynamoSource, Size: sizeTable, Meter: meterTable})

// MeterOnDemand bills a table by the request, whatever that costs.
func MeterOnDemand(n Need, s Sizing, p Policy) []bill.Usage { return dynamoDB.Meter(n, s, p) }

// meterTable bills the cheaper way.
func meterTable(n Need, s Sizing, p Policy) []bill.Usage {
	if s.Unit == "provisioned" {
		return PeakCapacity.MeterProvisioned(n, s, p)
	}
	return dynamoDB.Meter(n, s, p)
}

func sizeTable(n Need, p Policy) Sizing {
	s := dynamoDB.Size(n, p)
	terse := n
	terse.Terse = true
	requests, capacity := Estimate(dynamoDB.Meter(terse, s, p), p), Estimate(PeakCapacity.MeterProvisioned(terse, s, p), p)
	// A read and a write unit are cheaper by the hour from the same share in use.
	hour, hourKnown := p.hourly("dynamodb.provisioned.wcu")
	million, millionKnown := p.hourly("dynamodb.ondemand.wru")
	if !hourKnown || !millionKnown || million == 0 || capacity >= missing {
		return s
	}
	inUse := 0.0
	if n.Writes.Peak+n.Reads.Peak > 0 {
		inUse = float64((n.Writes.Average+n.Reads.Average)/(n.Writes.Peak+n.Reads.Peak)) * PeakCapacity.Use
	}
	chosen := "on demand is chosen"
	if capacity < requests {
		s.Unit, chosen = "provisioned", "provisioned capacity is chosen"
		s.Detail = n.Role + ", provisioned"
	}
	if n.Terse {
		return s
	}
	s.Reasons = append(s.Reasons,
		ThroughputReason(hour, million))
	if n.Writes.Peak+n.Reads.Peak > 0 {
		s.Reasons = append(s.Reasons, reason.Share("Share in use when bought for the peak", "average ÷ peak × 80%", n.fill("{} ÷ {} × 80%", float64(n.Writes.Average+n.Reads.Average), float64(n.Writes.Peak+n.Reads.Peak)), inUse, "of the capacity: "+chosen,
			reason.Ours("capacity for the peak with a fifth in hand never throttles; auto scaling of a steady table takes about half of it; the 25 units of each kind that AWS gives free are not deducted, which favours requests")))
	}
	return s
}
