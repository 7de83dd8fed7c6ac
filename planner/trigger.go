package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// bandOf is the band of one stage with what ends it.
type bandOf struct {
	Band
	skipped  bool
	triggers []Trigger
	ends     *Trigger
	alone    string
}

var talkBands = [8]units.Users{100, 1e3, 100e3, 500e3, 700e3, 1e6, 5e6, 0}

// talkBand is the band of the talk, whatever the workload.
func talkBand(i int) Band {
	b := Band{From: 1, To: talkBands[i]}
	if i > 0 {
		b.From = talkBands[i-1]
	}
	return b
}

// bands computes where each stage ends: at the first of its triggers, and never
// before the stage before it does.
func (b builder) bands() []bandOf {
	n := len(roadmap.Stages())
	all := make([]bandOf, n)
	from := units.Users(1)
	for i := range n {
		ts := b.triggers(i)
		r := bandOf{Band: Band{From: from}, triggers: ts, alone: alone(ts[0])}
		if i < n-1 {
			r.ends = first(ts)
			if r.ends != nil {
				r.To = max(from, r.ends.Users)
				r.skipped = r.To <= from && i > 0 || r.ends.Users < 1
			}
		}
		all[i] = r
		if r.To > 0 {
			from = r.To
		}
		if i < n-1 && r.To == 0 {
			// Nothing ends this stage: the later ones have no users.
			return b.closeBands(all, i)
		}
	}
	return all
}

// triggers gives the three triggers of a stage, capacity first.
func (b builder) triggers(i int) []Trigger {
	b = b.figures()
	s := b.size(i+1, b.w.Users)
	return []Trigger{b.capacity(s, i), b.target(s, i), b.practice(i)}
}

// closeBands marks the stages after an endless one as skipped.
func (b builder) closeBands(all []bandOf, last int) []bandOf {
	for i := last + 1; i < len(all); i++ {
		ts := b.triggers(i)
		edge := max(all[last].From, b.w.Users)
		all[i] = bandOf{Band: Band{From: edge, To: edge}, skipped: true, triggers: ts, alone: alone(ts[0])}
	}
	return all
}

// first is the firing trigger with the fewest users; capacity wins a tie, for
// it cannot be argued with.
func first(ts []Trigger) *Trigger {
	var best *Trigger
	for i := range ts {
		if ts[i].Fires && (best == nil || ts[i].Users < best.Users) {
			best = &ts[i]
		}
	}
	return best
}

func alone(capacity Trigger) string {
	if !capacity.Fires {
		return "By capacity alone nothing in this stage would end it: each part is added to without a change of design."
	}
	return fmt.Sprintf("By capacity alone this stage would carry %s users.", units.FormatCount(float64(capacity.Users)))
}

// capacity finds the resource that binds first at the largest size the stage
// permits. Demand is proportional to users, so one evaluation gives the count.
func (b builder) capacity(s sized, i int) Trigger {
	t := Trigger{Kind: Capacity, Text: "Every part of this stage can be added to without a change of design."}
	least := math.Inf(1)
	for _, tier := range s.tiers {
		for _, r := range tier.Sizing.Resources {
			if tier.Service == "lightsail" {
				continue // EC2 takes over where Lightsail ends
			}
			h := r.LargestHeadroom()
			if h >= least {
				continue
			}
			least = h
			users := floorUsers(float64(s.demand.Users) * h)
			t.Fires, t.Users, t.Component, t.Resource, t.Unit = h < 1e15, users, tier.ID, r.Name, r.Unit
			t.Value, t.Threshold = reason.N(r.Max*r.Target), reason.N(r.Max)
			t.Text = fmt.Sprintf("At %s users the %s of %s reaches %s of the %s %s this stage permits at most.", units.FormatCount(float64(users)), r.Name, tier.Name, reason.Pct(r.Target), reason.N(r.Max), r.Unit)
			t.Reasons = []reason.Reason{
				reason.New("Users this stage carries at most", "⌊users × (largest capacity × target − what does not grow with users) ÷ what grows with them⌋",
					reason.Fill("⌊{} × ({} × {} − {}) ÷ {}⌋", float64(s.demand.Users), r.Max, reason.Ratio(r.Target), min(r.Base, r.AtLargest), r.AtLargest-min(r.Base, r.AtLargest)), float64(users), "users", r.Source),
			}
		}
	}
	if s.design.Single && s.facts.Server == "lightsail" {
		return b.largestServer(s)
	}
	return t
}

// largestServer asks EC2 for the limit of the one-server stage when the server
// entered is still a Lightsail bundle.
func (b builder) largestServer(s sized) Trigger {
	grown := b.size(1, s.demand.Users*100)
	for grown.facts.Server == "lightsail" && grown.demand.Users < 1e14 {
		grown = b.size(1, grown.demand.Users*100)
	}
	if grown.facts.Server == "lightsail" {
		return Trigger{Kind: Capacity, Text: "This workload never outgrows one server."}
	}
	return b.capacity(grown, 0)
}

// target fires where the composite availability or the p99 misses its target,
// but only when a later stage would meet it: otherwise moving on cures nothing.
func (b builder) target(s sized, i int) Trigger {
	from := b.w.Practice.OutageMatters
	t := Trigger{Kind: Target, Component: "request path", Resource: "availability", Unit: "", Threshold: units.FormatPercent(b.w.Availability, 3)}
	have := b.available(s, s.demand.Users)
	t.Value = units.FormatPercent(have.Value, 3)
	t.Reasons = have.Parts
	late := b.latency(s)
	switch {
	case have.Value < b.w.Availability:
		t.Fires = i < 7 && b.curedLater(i, func(o sized) bool { return b.composite(o) >= b.w.Availability })
		t.Text = fmt.Sprintf("The composite of SLAs is %s, below the target of %s, which is enforced from %s users.", t.Value, t.Threshold, units.FormatCount(float64(from)))
	case late.P99 > b.w.Latency:
		t.Resource, t.Unit = "p99 latency", "ms"
		t.Value, t.Threshold = reason.N(float64(late.P99)), reason.N(float64(b.w.Latency))
		t.Reasons = late.Reasons
		t.Fires = i < 7 && b.curedLater(i, func(o sized) bool { return b.latency(o).P99 <= b.w.Latency })
		t.Text = fmt.Sprintf("The p99 response is %s ms, above the target of %s ms, which is enforced from %s users.", t.Value, t.Threshold, units.FormatCount(float64(from)))
	default:
		t.Text = fmt.Sprintf("Met: %s against a target of %s, and a p99 of %s ms against %s ms.", t.Value, t.Threshold, reason.N(math.Round(float64(late.P99))), reason.N(float64(b.w.Latency)))
		return t
	}
	if t.Fires {
		t.Users = from
	} else {
		t.Text += " No later stage meets it either, so it ends none: relax the target" + or(b.w.Database.IsAurora(), ".", ", or choose Aurora for a higher SLA of the database.")
	}
	return t
}

func (b builder) curedLater(i int, met func(sized) bool) bool {
	for later := i + 1; later < 8; later++ {
		if met(b.size(later+1, b.w.Users)) {
			return true
		}
	}
	return false
}

// practice is the talk's band, as the team left it.
func (b builder) practice(i int) Trigger {
	t := Trigger{Kind: Practice, Resource: "common practice", Unit: "users"}
	if i >= len(b.w.Practice.Until) {
		t.Text = "The last stage has no upper band."
		return t
	}
	until := b.w.Practice.Until[i]
	if !b.w.Practice.Enabled || until == 0 {
		t.Text = "Switched off."
		return t
	}
	stage := roadmap.Track(b.w.Track)[i]
	t.Fires, t.Users = true, until
	t.Value, t.Threshold = units.FormatCount(float64(until)), units.FormatCount(float64(until))
	next := roadmap.Track(b.w.Track)[i+1]
	t.Text = fmt.Sprintf("Common practice moves on to “%s” at %s users: people and outages limit before machines do. The band is the talk's, and a rule you can edit.", next.Title, units.FormatCount(float64(until)))
	t.Reasons = []reason.Reason{{Label: "Practice rule", Formula: "users at which the talk moves on, editable", Substituted: "field practice_" + stage.ID, Value: reason.N(float64(until)), Unit: "users", Source: stage.Source}}
	return t
}

// or chooses between two texts.
func or(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}
