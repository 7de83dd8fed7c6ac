package planner

import (
	"stagecraft/planner/roadmap"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
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

// freeAllowances names what AWS gives an account free and no line deducts, for
// another application of the account may have used it.
func freeAllowances(g roadmap.Design) string {
	text := "Free allowances of CloudWatch, which are not deducted: 10 metrics, 10 alarms, 5 GB of logs"
	if g.Pipeline {
		text += "; and of CodeBuild: 100 minutes"
	}
	return text
}

// notIncluded lists what no line of the bill covers.
func notIncluded(w workload.Workload, g roadmap.Design) []string {
	all := []string{"Taxes, AWS Support plans and the people who run it", "Development, staging and test environments", "Free credits of new accounts",
		"Security and audit services: " + or(g.Firewall, "", "WAF, ") + "GuardDuty, CloudTrail, Config, Secrets Manager, KMS", or(g.Notify, "Text messages", "Outgoing mail and text messages") + ", container registry, copies in a second region"}
	all = append(all, freeAllowances(g))
	if !g.Single {
		all = append(all, "Reserved instances of RDS and reserved nodes of ElastiCache, which cost about a third less for a year's commitment")
		all = append(all, "Automated database backups up to the size of the provisioned storage, which are free")
	}
	if g.SignIn {
		all = append(all, "Text messages for sign-in")
	}
	if g.CDN {
		all = append(all, "CloudFront invalidations", "Prices of CloudFront negotiated for a committed volume")
	}
	if g.NAT {
		all = append(all, "What happens once when a stage is reached, other than the migration shown: people's time, second copies of data")
	}
	if g.Ingest {
		all = append(all, "Interface endpoints to Kinesis, which keep its traffic off the NAT gateways")
	}
	return all
}
