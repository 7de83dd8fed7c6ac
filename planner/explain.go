package planner

import (
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// flows labels each link with its peak rate.
func (b builder) flows(s sized) map[string]Flow {
	all := map[string]Flow{}
	for _, l := range s.design.Graph.Links {
		from, _ := s.design.Graph.Find(l.From)
		to, _ := s.design.Graph.Find(l.To)
		rate, unit := b.flow(s, from, to)
		if l.Kind == topology.Replication { // what is read is not copied
			rate = s.load.need(from.Tier).Writes
		}
		f := Flow{Rate: rate}
		switch {
		case l.Kind == topology.Replication && to.Role == "standby":
			f.Label = "sync"
		case l.Kind == topology.Replication:
			f.Label = "async"
		case rate.Peak > 0:
			f.Label = units.FormatNumber(float64(rate.Peak), 3) + unit
		}
		all[l.Key()] = f
	}
	return all
}

// flow is the rate of a link between two tiers, shared by the zones at the
// end that has several.
func (b builder) flow(s sized, from, to topology.Component) (units.Rate, string) {
	zones := float64(max(1, s.design.Zones))
	per := func(r units.Rate) units.Rate {
		if to.Place.IsZone() || from.Place.IsZone() {
			return r.Scale(1 / zones)
		}
		return r
	}
	n := s.load.need(to.Tier)
	switch to.Tier {
	case "server":
		return s.demand.Requests.Add(s.demand.Static), " req/s"
	case "cloudfront", "alb", "nlb", "apigateway":
		return n.Requests, " req/s"
	case "web", "svc":
		if from.Tier == "users" {
			return s.demand.Requests.Add(s.demand.Static), " req/s"
		}
		return per(s.load.need(frontOf(s.design)).Requests.Add(s.load.need("apigateway").Requests.Scale(boolFloat(to.Tier == "svc")))), " req/s"
	case "ialb":
		if from.Tier == "apigateway" {
			return s.load.need("apigateway").Requests, " req/s"
		}
		return per(s.load.need(frontOf(s.design)).Requests), " req/s"
	case "cache":
		// The look-ups, hits and misses; what a miss or a write changes there follows
		// from the lines to the database.
		return n.Reads.Scale(1 / zones), " reads/s"
	case "consumer":
		return n.Requests, " batches/s"
	case "dax":
		return per(n.Reads.Add(n.Writes)), " ops/s"
	case "efs", "redshift":
		return units.Rate{}, ""
	case "dynamodb", "hotdata":
		return n.Reads.Add(n.Writes), " ops/s"
	case "sqs":
		events := s.load.need("eventbridge").Requests.Scale(boolFloat(s.design.Graph.HasTier("eventbridge")))
		if from.Tier == "eventbridge" {
			return events, "/s"
		}
		return n.Requests.Add(events.Scale(-1)), "/s"
	case "eventbridge", "lambda", "sns", "kinesis":
		return n.Requests, "/s"
	case "s3":
		if from.Tier == "consumer" {
			return s.load.need("consumer").Requests, " req/s"
		}
		if from.Tier == "cloudfront" {
			n.Gets, n.Puts = max(0, n.Gets-n.Puts), 0
		} else if s.design.CDN {
			n.Gets = n.Puts // what was written is read again by the application
		}
		return units.Rate{Average: units.PerSecond((n.Puts + n.Gets) / units.SecondsPerMonth), Peak: units.PerSecond((n.Puts + n.Gets) / units.SecondsPerMonth * float64(b.w.PeakFactor))}, " req/s"
	}
	return b.databaseFlow(s, from, to)
}

func boolFloat(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// databaseFlow is the queries of a link to a database, reader or sign-in.
func (b builder) databaseFlow(s sized, from, to topology.Component) (units.Rate, string) {
	if to.Tier == "cognito" || from.Tier == "lambda" {
		return units.Rate{}, ""
	}
	if to.Tier == "reader" {
		db := s.load.need("db")
		return db.Reads.Scale(float64(b.w.Assumptions.ReplicaReads) / max(1, float64(len(s.design.Graph.Tier("reader"))))), " reads/s"
	}
	n := s.load.need(to.Tier)
	reads := n.Reads
	if s.design.Graph.HasTier("reader") {
		reads = reads.Scale(1 - float64(b.w.Assumptions.ReplicaReads))
	}
	share := 1.0
	if links := incoming(s.design.Graph, to); links > 0 {
		share = 1 / float64(links)
	}
	return reads.Add(n.Writes).Scale(share), " ops/s"
}

// incoming counts the requesting links of a component, workers aside.
func incoming(g topology.Graph, to topology.Component) int {
	n := 0
	for _, l := range g.Links {
		if l.To == to.ID && l.Kind == topology.Request && l.From != "lambda" {
			n++
		}
	}
	return n
}
