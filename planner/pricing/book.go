// Package pricing is the price book: dated AWS rates by key and region, with
// tiers and sources.
package pricing

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Home is the region whose rates stand in where a region has none.
const Home = "us-east-1"

// Global marks rates that are the same everywhere.
const Global = "global"

// Key names a rate without its region: "ec2.m7g.large", "nat.hour".
type Key string

// Tier is one band of a rate, in the unit of the rate.
type Tier struct {
	From, To float64 // To is 0 for "and above"
	Price    units.Price
}

// Rate is one priced key in one region.
type Rate struct {
	Key     Key
	Region  string // where the rate applies: the asked region, Global, or Home when it stands in
	Unit    string
	Tiers   []Tier // ordered, contiguous from 0
	AsOf    string // ISO date
	Source  reason.Source
	StandIn bool // true when a us-east-1 rate is used for another region
}
