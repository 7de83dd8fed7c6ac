package planner

import (
	"fmt"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Auto scaling of provisioned capacity aims at 70% used, the default of the
// console.
const scaledUse = 0.7

// sessions asks where sessions are kept.
func (c comparison) sessions() (Alternative, bool) {
	if !c.now.design.Sessions {
		return Alternative{}, false
	}
	a := Alternative{ID: "sessions", Title: "Where sessions are kept", Question: "DynamoDB on demand or provisioned, the cache, or a table?"}
	scaled, fixed := c.provisioned(catalog.Capacity{Use: scaledUse}), c.provisioned(catalog.PeakCapacity)
	offers := []offer{
		offered("on-demand", "DynamoDB on demand", "No capacity to think of.", way{b: c.builder, z: c.now, meters: map[string]meter{"dynamodb": catalog.MeterOnDemand}}),
		c.scaledTable(scaled),
		offered("provisioned-fixed", "DynamoDB provisioned for the peak", "Capacity is bought for the peak, at 80% used, day and night.", fixed),
		c.sessionsInCache(), c.sessionsInTable(),
	}
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	a.Crossovers = c.throughputCrossovers()
	return a, true
}

// sharpPeak is the peak factor from which a load rises faster than capacity
// follows it, our assumption.
const sharpPeak = 8.0

// scaledTable is capacity that follows the load: no advice for a load that rises
// faster than it does.
func (c comparison) scaledTable(scaled way) offer {
	o := offered("provisioned-scaled", "DynamoDB provisioned, scaled", "Capacity follows the load within minutes at 70% used; a sharper rise is throttled.", scaled)
	if c.w.PeakFactor >= sharpPeak {
		o = offered("provisioned-scaled", "DynamoDB provisioned, scaled", fmt.Sprintf("Capacity follows the load within minutes, and a peak of %s times the average rises faster: requests are throttled.", reason.N(float64(c.w.PeakFactor))), scaled).weaker()
	}
	return o
}

// provisioned buys the sessions' table by capacity units.
func (c comparison) provisioned(capacity catalog.Capacity) way {
	return way{b: c.builder, z: c.now, meters: map[string]meter{"dynamodb": capacity.MeterProvisioned}}
}

// sessionsInCache keeps sessions beside the hot rows, or in nodes of their own.
func (c comparison) sessionsInCache() offer {
	s := c.now.load.need("dynamodb")
	n := c.now.load.need("cache")
	name := "In the cache"
	z := c.now
	if !z.design.Cache {
		name = "In a cache of their own"
		n = catalog.Need{Tier: "cache", Name: "ElastiCache (Valkey), sessions"}
		z.tiers = append(append([]Tier{}, z.tiers...), Tier{ID: "cache", Service: "elasticache", Name: n.Name})
	}
	n.Reads, n.Writes, n.Hot = n.Reads.Add(s.Reads), n.Writes.Add(s.Writes), n.Hot+s.Rows
	n.Because = append(append([]reason.Reason{}, n.Because...), reason.New("Sessions kept", "daily users × (session size + 100 bytes)", reason.Fill("{} × {} × {} B", float64(c.users), reason.Ratio(c.w.DailyShare), float64(s.RowBytes+100)), s.Rows.GiB(), "GiB", ours))
	return offered("cache", name, "Losing all nodes of the cache signs everybody out, which DynamoDB does not.", way{b: c.builder, z: c.moved(z, "dynamodb", map[string]catalog.Need{"cache": n})}).weaker()
}

// sessionsInTable keeps sessions in the relational database, the smallest one
// where there are several.
func (c comparison) sessionsInTable() offer {
	s := c.now.load.need("dynamodb")
	tier := ""
	for _, t := range c.now.tiers {
		if isDatabase(t.ID) {
			tier = t.ID
		}
	}
	n := c.now.load.need(tier)
	n.Reads, n.Writes = n.Reads.Add(s.Reads), n.Writes.Add(s.Writes)
	n.Rows, n.Ahead, n.Retained, n.Hot = n.Rows+s.Rows, n.Ahead+s.Rows, n.Retained+s.Rows, n.Hot+s.Rows
	z := c.moved(c.now, "dynamodb", map[string]catalog.Need{tier: n})
	if t, _ := z.tier(tier); !carries(t) {
		return refused("table", "In a table of the database", fmt.Sprintf("With the sessions, %s would pass the target utilisation of the largest class.", t.Name))
	}
	return offered("table", "In a table of the database", "One store less to run; every request queries the database twice, and a session read from a replica may be a moment old.", way{b: c.builder, z: z})
}

// throughputCrossovers is the share of provisioned capacity in use at which it
// costs what requests on demand do: an hour of one unit is 3,600 requests.
func (c comparison) throughputCrossovers() []Crossover {
	prices, note := c.rates("dynamodb.provisioned.wcu", "dynamodb.ondemand.wru")
	hour, million := prices[0], prices[1]
	if hour <= 0 || million <= 0 {
		return nil
	}
	at := catalog.Throughput(hour, million)
	return []Crossover{{Exists: at < 1, Value: at, Unit: "share of the provisioned capacity in use",
		Text: fmt.Sprintf("Capacity bought for the peak is cheaper than requests on demand when more than %s of it is in use on average; with a peak of %s times the average, %s is. What follows the load is in use more, and priced above."+note,
			units.FormatPercent(units.Ratio(at), 1), reason.N(float64(c.w.PeakFactor)), units.FormatPercent(units.Ratio(catalog.PeakCapacity.Use/float64(c.w.PeakFactor)), 0)),
		Reasons: []reason.Reason{catalog.ThroughputReason(hour, million)}}}
}
