// Package bill turns metered usage and rates into line items that can be
// re-added: each line rounds to cents and the total is the sum of the lines.
package bill

import (
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Usage is a metered monthly amount of one price key.
type Usage struct {
	Service   string // catalogue id
	Component string // tier id in the topology, "" for what belongs to no box
	Name      string // "Web servers, m7g.large"
	Key       pricing.Key
	Amount    float64 // in the unit of the rate, per month; finite and not negative
	// FreeKey is the free allowance that comes off the front of this usage:
	// "dto.free". Empty when there is none or when it is not to be counted.
	FreeKey pricing.Key
	// Unit is what Amount counts where no rate says it; empty for that of the last
	// step of the arithmetic.
	Unit    string
	Reasons []reason.Reason
}

// Item is one line of a bill: quantity × unit price, rounded to cents.
type Item struct {
	Service   string
	Component string
	Name      string
	Quantity  units.Quantity
	Unit      string
	UnitPrice units.Price
	Monthly   units.Money
	RateKey   pricing.Key
	Region    string // region of the rate
	StandIn   bool   // priced at us-east-1 for want of a regional rate
	Unpriced  bool   // no rate at all: Monthly is not known, not zero
	AsOf      string
	Source    reason.Source
	Reasons   []reason.Reason
}

// Bill is the monthly cost of one stage.
type Bill struct {
	Items       []Item
	Total       units.Money // sum of the priced lines
	Complete    bool        // false when a line is unpriced: Total is then a lower bound
	NotIncluded []string
}
