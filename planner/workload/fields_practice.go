package workload

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// The talk this planner follows, and the edition two years before it, which
// names the bands below 100,000 users that the 2017 edition leaves out.
var (
	talk = reason.Source{
		Name: "AWS re:Invent 2017: Scaling Up to Your First 10 Million Users (ARC201)", AsOf: "2017-11-28"}
	earlierTalk = reason.Source{
		Name: "AWS re:Invent 2015: Scaling Up to Your First 10 Million Users (ARC301)", AsOf: "2015-10"}
)

// practiceFields are the talk's user bands as rules that can be changed.
func practiceFields() []Field {
	both := []Option{{on, "On"}, {off, "Off"}}
	fields := []Field{
		{Name: "track", Group: StageRules, Kind: Choice, Label: "Track",
			Help:     "Today's advice, or the talk as given in 2017 with retired services shown as their successors.",
			Accepted: []string{"current"}, Default: string(Current),
			Choices: []Option{{string(Current), "Today's advice"}, {string(Classic), "The talk as given"}},
			Why:     "Services have changed since the talk.", Source: judgement,
			text: inText(func(w *Workload) *Track { return &w.Track })},
		{Name: "practice", Group: StageRules, Kind: Switch, Label: "Bands of the talk",
			Help:     "Whether a stage also ends at the user count where the talk moves on; off leaves capacity and targets.",
			Accepted: []string{"on", "off"}, Default: on, Choices: both,
			Why: "The talk's bands are common practice: what teams of that size need besides capacity.", Source: talk,
			text: inSwitch(func(w *Workload) *bool { return &w.Practice.Enabled })},
	}
	fields = append(fields, bandFields()...)
	return append(fields, Field{
		Name: "outage_matters", Group: StageRules, Kind: Count, Label: "Outages matter from", Unit: "users",
		Help:     "User count from which the availability and response time targets are enforced; 0 enforces them always.",
		Accepted: []string{"1k", "0"}, Default: "1k", Min: 0, Max: 10e9,
		Why:    "Below a thousand users an hour's outage is met by an apology, and the talk adds a second zone above.",
		Source: reason.Ours("where an outage starts to cost more than a second zone"),
		number: inNumber(func(w *Workload) *units.Users { return &w.Practice.OutageMatters })})
}

// bandFields are the seven user counts at which the talk moves on.
func bandFields() []Field {
	bands := []struct {
		name, title, until, why string
		source                  reason.Source
	}{
		{"start", "Start", "100", "Above 100 users the database moves to a service of its own.", earlierTalk},
		{"split", "Split", "1k", "Above 1,000 users come a load balancer, a second zone and a standby.", earlierTalk},
		{"balance", "Balance", "100k", "Load balancing, a standby and read replicas carry up to 100,000 users.", talk},
		{"lighten", "Lighten", "500k", "With files, sessions and hot reads moved off, auto scaling carries up to 500,000 users.", talk},
		{"automate", "Automate", "700k", "The talk names 500,000 to 1 million for automation and services together; the split at 700,000 is ours.",
			reason.Ours("the talk's band of 500,000 to 1 million users, split in two by us")},
		{"decouple", "Decouple", "1M", "Above 1 million users the talk combines everything before.", talk},
		{"everywhere", "Everywhere", "5M", "From 5 million users the earlier edition federates, shards and moves to NoSQL.", earlierTalk},
	}
	fields := make([]Field, len(bands))
	for i, band := range bands {
		fields[i] = Field{
			Name: "practice_" + band.name, Group: StageRules, Kind: Threshold, Unit: "users",
			Label: band.title + " up to", Help: "Users up to which this stage is common practice; off drops the rule.",
			Accepted: []string{band.until, "off"}, Default: band.until, Min: 1, Max: 10e9,
			Why: band.why, Source: band.source,
			number: inNumber(func(w *Workload) *units.Users { return &w.Practice.Until[i] }),
		}
	}
	return fields
}
