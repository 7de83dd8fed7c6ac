package roadmap

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

func lightenMoves(t workload.Track) []Move {
	moves := []Move{
		{ID: "cdn", Title: "Static files from S3 through CloudFront", Source: Talk,
			Why: "Files that are the same for everybody should not cost web servers CPU or cross an ocean for every reader; from the edge they are faster and usually cheaper.",
			Needed: func(f Facts) (bool, string) {
				return f.Static || f.Objects, "The workload serves no static files or objects."
			},
			Apply: func(d *Design, f Facts) {
				d.CDN, d.Bucket = true, true
				d.guard(f)
				d.put("cloudfront", topology.Edge)
				if !d.Graph.Has("s3") {
					d.put("s3", topology.Region)
				}
				d.request("users", "cloudfront")
				d.request("cloudfront", "s3")
			},
			Migrate: []string{
				"Copy static files to S3 under versioned names; never overwrite one.",
				"Create the distribution with a cache policy without cookies; let S3 accept requests only from it.",
				"Serve files from their own host name and ramp its DNS weight 1%, 10%, 50%, 100%; keep the load balancer as failover origin.",
			}},
		{ID: "cache", Title: "Hot reads from ElastiCache", Source: Talk, Items: []string{"redis"},
			Why: "Most reads ask for the same few things. Answered from memory they take half a millisecond and never reach the database.",
			Needed: func(f Facts) (bool, string) {
				return f.Workload.CacheHit > 0 && f.ReadHeavyCache(), "A cache would answer too few reads to pay for itself: reads are rarer than writes, or cache_hit is 0."
			},
			// Look-aside: whoever asks the cache in vain asks the database itself, and
			// fills the cache. The cache calls nobody.
			Apply: func(d *Design, f Facts) {
				d.Cache, d.CacheCopies = true, f.Workload.Asked.CacheEngine != workload.Memcached
				for i, z := range d.zones()[:2] {
					c := part("cache", z)
					if d.CacheCopies {
						c.Role = [2]string{"primary", "replica"}[i]
					}
					d.add(c)
					d.spine(at("web", z), at("cache", z))
				}
				if d.CacheCopies {
					d.replicate("cache.a", "cache.b")
				}
			},
			Migrate: []string{
				"Start with the five hottest queries, look-aside, with a time to live and jitter; one request fills a missing key, the others wait.",
				"Watch hit ratio and evictions for a week, then add the next queries.",
				"Test at peak load with the cache empty: the database must survive the morning after a cache restart.",
			}},
		{ID: "sessions", Title: "Sessions in DynamoDB", Source: Talk,
			Why:    "A web server that holds no session can be added and taken away at any moment, which Auto Scaling does all day.",
			Needed: func(f Facts) (bool, string) { return f.Sessions, "Requests carry no session (session_share is 0)." },
			Apply: func(d *Design, _ Facts) {
				d.Sessions = true
				d.put("dynamodb", topology.Region)
				d.request("web.a", "dynamodb")
			},
			Migrate: []string{
				"Write sessions to both stores, read the new one and fall back to the old.",
				"After one session lifetime stop reading the old store and switch off stickiness at the balancer.",
			}},
		{ID: "auto-scaling", Title: "Auto Scaling on CloudWatch metrics", Source: Talk,
			Why: "The fleet follows the load: paid for the average, ready for the peak.",
			Apply: func(d *Design, _ Facts) {
				d.Scaling = true
			},
			Migrate: []string{
				"Replace the fixed fleet by an Auto Scaling group of the same size; only then switch on target tracking at the target utilisation.",
				"Switch on detailed (one-minute) metrics; set warm-up to what a server really needs; keep the minimum at one server a zone.",
				"Load-test a doubling in ten minutes and watch who is late.",
			}},
		warehouseMove(),
	}
	if t == workload.Classic {
		return moves
	}
	return append(moves, gatewayEndpoints())
}

// ReadHeavyCache tells whether reads outnumber writes enough for a cache to be
// worth its nodes.
func (f Facts) ReadHeavyCache() bool { return f.ReadHeavy || f.Workload.ReadShare >= 0.5 }

func decoupleMoves(t workload.Track) []Move {
	return []Move{
		{ID: "services", Title: "Services behind internal balancing", Source: Talk,
			Why: "Parts with different loads and owners scale and release apart; one slow part no longer holds the threads of all the others.",
			Apply: func(d *Design, f Facts) {
				d.Services = true
				d.put("ialb", topology.VPC)
				for _, z := range d.zones() {
					d.spine(at("web", z), "ialb")
					d.fleet(f, "svc", z)
					d.spine("ialb", at("svc", z))
					for _, to := range []string{at("cache", z), "db.a"} {
						if had(d.Graph, at("web", z), to) {
							d.Graph.Disconnect(at("web", z), to)
							d.spine(at("svc", z), to)
						}
					}
				}
			},
			Migrate: []string{"Cut along what changes together, one service at a time; route its path at the balancer to the new service for 1% of requests.", "Compare error rate and p99 of both for a week, raise the weight, then delete the old code."}},
		{ID: "api-gateway", Title: "API Gateway for apps and partners", Source: Talk,
			Why: "Keys, quotas and throttling for callers outside the browser, without code of one's own.",
			Needed: func(f Facts) (bool, string) {
				return f.Gateway, "The API share is 0 or above the account throttle of 10,000 requests/s: path rules at the load balancer do its work."
			},
			Apply: func(d *Design, f Facts) {
				d.Gateway = true
				d.guard(f)
				d.put("apigateway", topology.Region)
				d.request("users", "apigateway")
				d.request("apigateway", "ialb")
			},
			Migrate: []string{"Publish the API under its own host name, with the old paths answering as before until callers have moved.", "Set throttles from measured use, twice the peak of each caller."}},
		queue(t),
		tracing(t),
		ingestMove(),
		notifyMove(),
	}
}

func had(g topology.Graph, from, to string) bool {
	for _, l := range g.Links {
		if l.From == from && l.To == to {
			return true
		}
	}
	return false
}

func everywhereMoves() []Move {
	return []Move{
		{ID: "three-zones", Title: "A third Availability Zone", Source: reason.Source{Name: "Amazon Builders' Library, Static stability using Availability Zones"},
			Why: "Surviving a zone costs 100% extra over two zones and 50% over three.",
			Apply: func(d *Design, f Facts) {
				d.Zones = 3
				z := topology.ZoneC
				d.fleet(f, "web", z)
				d.put("nat", z)
				d.spine(d.Front, "web.c")
				if d.Services {
					d.fleet(f, "svc", z)
					d.spine("web.c", "ialb")
					d.spine("ialb", "svc.c")
				}
				d.thirdData()
			},
			Migrate: []string{"Add the zone's subnets, then the zone to balancers and Auto Scaling groups: capacity moves by itself.", "Lower the fleet to what two zones must carry, then take each zone out of the balancer once, on purpose, at peak."}},
		{ID: "checklist", Title: "No state on any server, in any tier", Source: Talk,
			Why:     "The over-a-million list as a release gate: Multi-AZ, balancing, scaling, services, content from S3 and CloudFront, caching, state off the tiers that scale.",
			Migrate: []string{"Terminate a random server every working day. What breaks is the next thing to mend."}},
	}
}

// thirdData gives the third zone's machines their data: the database, and a node
// of the cache where there is one.
func (d *Design) thirdData() {
	from := "web.c"
	if d.Services {
		from = "svc.c"
	}
	d.spine(from, "db.a")
	if !d.Cache {
		return
	}
	c := part("cache", topology.ZoneC)
	if d.CacheCopies {
		c.Role = "replica"
	}
	d.add(c)
	d.spine(from, c.ID)
	if d.CacheCopies {
		d.replicate("cache.a", c.ID)
	}
}

func partitionMoves() []Move {
	return []Move{
		{ID: "federation", Title: "Databases by function", Source: Talk,
			Why:     "Functions that share no transactions need not share a database. Each part gets its own primary, and the write limit of one machine stops being the limit of the product.",
			Apply:   federate,
			Migrate: []string{"Assign every table to a function; forbid joins and transactions across functions with a linter before anything moves.", "Replicate one function's tables to the new primary; block its writes for seconds; switch; keep reverse replication as the way back.", "Smallest function first."}},
		{ID: "sharding", Title: "Shards of the largest function", Source: Talk,
			Why: "One function outgrows one primary: its rows are spread over several by a key.",
			Needed: func(f Facts) (bool, string) {
				return f.Shards > 1, "Each function still fits one primary: shard when one no longer does."
			},
			Apply:   func(d *Design, _ Facts) { d.Sharded = true },
			Migrate: []string{"Choose the key that almost every query carries; make ten times as many logical shards as machines.", "Write to both, backfill, compare reads in the shadow, then cut over shard by shard."}},
		{ID: "nosql", Title: "Hot simple data in DynamoDB", Source: Talk,
			Why:    "Leaderboards, counters, feeds and look-ups need no joins: they leave the relational database for a store that scales by itself.",
			Needed: func(f Facts) (bool, string) { return f.Workload.Assumptions.NoSQLShare > 0, "nosql_share is 0." },
			Apply: func(d *Design, _ Facts) {
				d.NoSQL = true
				d.put("hotdata", topology.Region)
				from := "svc.a"
				if !d.Graph.Has(from) {
					from = "web.a"
				}
				d.request(from, "hotdata")
			},
			Migrate: []string{"Design keys from the queries; write to both stores, backfill, compare, then read from DynamoDB.", "Expire what ages with time to live; watch for a key that takes more than 1,000 writes a second."}},
		daxMove(),
	}
}

// federate replaces the one database by one for each function, their primaries
// in different zones.
func federate(d *Design, f Facts) {
	d.Databases = 0
	var gone []string
	for _, c := range d.Graph.Components {
		if c.Tier == "db" || c.Tier == "reader" {
			gone = append(gone, c.ID)
		}
	}
	worker := d.Graph.Has("lambda")
	for _, id := range gone {
		d.Graph.Remove(id)
	}
	zones := d.zones()
	for i, p := range Federation(f.Workload) {
		d.Databases++
		row := slots["db"].row + i
		primary, other := zones[i%len(zones)], zones[(i+1)%len(zones)]
		d.database(f, p.Tier, p.Name, "primary", primary, row)
		role := "standby"
		if f.Workload.Database.IsAurora() {
			role = "replica"
		}
		d.database(f, p.Tier, p.Name, role, other, row)
		d.replicate(at(p.Tier, primary), at(p.Tier, other))
		if from := d.reader(primary); from != "" {
			d.spine(from, at(p.Tier, primary))
		}
	}
	if worker {
		d.request("lambda", at("db1", zones[0]))
	}
}
