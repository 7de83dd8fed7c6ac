package workload

import "stagecraft/planner/reason"

// pillar is where the figures of failure and recovery come from.
var pillar = reason.Source{Name: "AWS Well-Architected, Reliability Pillar, design for 99%", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}

// resilienceFields are the assumptions about waiting, failing and mending.
func resilienceFields() []Field {
	return []Field{
		{Name: "arrival_cv2", Group: Assumption, Kind: Number, Label: "Variation of arrivals",
			Help:     "Squared coefficient of variation of the times between requests: 1 is random, more is bursts within a second.",
			Accepted: []string{"1"}, Default: "1", Min: 0, Max: 100,
			Why: "Many people who know nothing of each other arrive at random.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.Assumptions.ArrivalVariation })},
		{Name: "service_cv2", Group: Assumption, Kind: Number, Label: "Variation of service times",
			Help:     "Squared coefficient of variation of the work of a request or query: 0 when all take the same, 1 when exponential.",
			Accepted: []string{"1"}, Default: "1", Min: 0, Max: 100,
			Why: "Short requests are many and long ones few; measure yours, it moves p99 most.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.Assumptions.ServiceVariation })},
		{Name: "failures_per_year", Group: Assumption, Kind: Number, Label: "Failures a year", Unit: "failures",
			Help:     "Failures of a design without standby that somebody must mend; a design with one masks half of them.",
			Accepted: []string{"4"}, Default: "4", Min: 0, Max: 1000,
			Why: "The pillar counts four for one zone with backups.", Source: pillar,
			number: inNumber(func(w *Workload) *float64 { return &w.Assumptions.FailuresPerYear })},
		{Name: "decide_minutes", Group: Assumption, Kind: Number, Label: "Minutes to decide", Unit: "minutes",
			Help:     "From a failure until somebody has understood it and chosen what to do.",
			Accepted: []string{"30"}, Default: "30", Min: 0, Max: 10080,
			Why: "The pillar allows half an hour; at night, with nobody on call, it is the night.", Source: pillar,
			number: inNumber(func(w *Workload) *float64 { return &w.Assumptions.DecideMinutes })},
	}
}
