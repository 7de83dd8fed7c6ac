// Package demand turns a workload at N users into the work that arrives:
// average and peak rates, bytes, stored data, concurrency.
package demand

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Demand is the work arriving at one user count.
type Demand struct {
	Users          units.Users
	Requests       units.Rate // dynamic requests
	Static         units.Rate // requests static files can answer
	Reads          units.Rate // read requests, as the team states them
	Writes         units.Rate // write requests
	DatabaseReads  units.Rate // reads × reads per request
	DatabaseWrites units.Rate // writes × writes per request

	Stored             units.Bytes // rows today
	StoredAtRetention  units.Bytes // rows when the retention period is full
	Objects            units.Bytes // objects today
	ObjectsAtRetention units.Bytes
	WrittenPerMonth    units.Bytes // rows
	ObjectsPerMonth    units.Bytes
	DynamicPerMonth    units.Bytes // sent to users by the application
	StaticPerMonth     units.Bytes // static files sent to users
	EgressPerMonth     units.Bytes // both

	Concurrent Concurrency
	Reasons    []reason.Reason // keyed by Label, in the order of the fields
}

// Concurrency is requests in flight (Little's law).
type Concurrency struct{ Average, Peak float64 }
