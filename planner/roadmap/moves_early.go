package roadmap

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

var (
	elbGuide = reason.Source{Name: "Amazon EC2 Auto Scaling and Elastic Load Balancing user guides", AsOf: "2023-06-15"}
	rdsGuide = reason.Source{Name: "Amazon RDS User Guide, Multi-AZ and read replicas", AsOf: "2023-06-15"}
)

func startMoves() []Move {
	return []Move{{ID: "one-server", Title: "One server with everything", Source: Talk,
		Why: "Web server, application and database on one machine: nothing is cheaper or simpler while a failure costs little.",
		Apply: func(d *Design, f Facts) {
			d.Single, d.DNS = true, true
			d.put("users", topology.Outside)
			d.put("route53", topology.Edge)
			c := part("server", topology.ZoneA)
			c.Service = f.Server
			if f.Server == "lightsail" {
				c.Place = topology.Region
				c.Name = "Lightsail server"
			}
			c.ID = "server"
			d.add(c)
			d.spine("users", "server")
		},
		Migrate: []string{
			"Put the domain on Route 53 from the first day, with a time to live of 300 s, so that moving later is a change of one record.",
			"Take a snapshot every day and restore one to a second server once, to know how long it takes.",
			"Keep configuration and uploads outside the application directory: the next stages move them.",
		}}}
}

func splitMoves(t workload.Track) []Move {
	moves := []Move{
		{ID: "split-tiers", Title: "Database on its own managed instance", Source: Talk,
			Why: "Web and database compete for one machine's memory and fail together. Apart, each is sized, patched and backed up on its own.",
			Apply: func(d *Design, f Facts) {
				d.Graph.Remove("server")
				d.Single = false
				d.fleet(f, "web", topology.ZoneA)
				d.database(f, "db", Engine(f.Workload), "primary", topology.ZoneA, slots["db"].row)
				d.spine("users", "web.a")
				d.spine("web.a", "db.a")
				d.keepNothing(f)
			},
			Migrate: []string{
				"Lower the time to live of the DNS record to 60 s a day ahead.",
				"Create the RDS instance in the same VPC; copy with DMS: full load, then change data capture; switch on data validation.",
				"Test large objects and secondary indexes on the copy: DMS does not create the latter for you.",
				"Stop writes, wait until replication lag is zero, change the connection string, start writes: a minute or two of read-only.",
				"Keep the old database read-only for a week as the way back.",
			}},
		{ID: "logs", Title: "Logs and first alarms in CloudWatch", Source: reason.Ours("two machines make reading logs on each of them a chore; the talk brings CloudWatch in with Auto Scaling"),
			Why:   "With more than one machine, logs belong in one place that survives them, and somebody should hear of a full disk before the users do.",
			Apply: func(d *Design, _ Facts) { d.put("cloudwatch", topology.Region) },
			Migrate: []string{
				"Install the CloudWatch agent; ship application and web server logs with a retention of a month.",
				"Alarm on disk, memory, errors and the age of the last backup.",
			}},
		{ID: "cognito", Title: "Sign-in with Cognito", Source: Talk,
			Why:    "Password storage, resets and multi-factor sign-in are work that gains a product nothing and costs it everything when done wrong.",
			Needed: func(f Facts) (bool, string) { return f.SignIn, "No users sign in (signed_in_share is 0)." },
			Apply: func(d *Design, _ Facts) {
				d.SignIn = true
				d.put("cognito", topology.Edge)
				d.request("users", "cognito")
			},
			Migrate: []string{
				"Create the user pool with a migration trigger: each user is copied at the first successful sign-in against the old store.",
				"Accept both old and new tokens for one session lifetime, then stop issuing old ones.",
				"Import who has not signed in after three months by file, with a password reset.",
			}},
	}
	if t == workload.Classic {
		return moves
	}
	return append(moves, infrastructureAsCode(t))
}

func balanceMoves(t workload.Track) []Move {
	moves := []Move{
		{ID: "load-balancer", Title: "Load balancer over two zones", Source: Talk,
			Why: "With two zones each able to carry the load, a broken server or a lost zone is no outage, and a release needs no downtime.",
			Apply: func(d *Design, f Facts) {
				d.Zones, d.Balanced, d.NAT = 2, true, true
				d.Graph.Disconnect("users", "web.a")
				d.Front = front(f)
				d.put(d.Front, topology.VPC)
				d.spine("users", d.Front)
				d.fleet(f, "web", topology.ZoneB)
				for _, z := range d.zones() {
					d.spine(d.Front, at("web", z))
					d.put("nat", z)
				}
				d.spine("web.b", "db.a")
			},
			Migrate: []string{
				"Move sessions to signed cookies, or switch on balancer stickiness until stage 4 takes sessions off the servers.",
				"Build the second web server from an image of the first, in another zone; give the health check a page that queries the database.",
				"Put the balancer in front, point a weighted DNS record at it: 1%, 10%, 50%, 100%, watching errors and latency at each step.",
				"Set the deregistration delay above the longest request (300 s by default), then close the old public address.",
			}},
		{ID: "bucket", Title: "Uploads to S3", Source: elbGuide,
			Why: "Two web servers cannot share a local disk: uploads go to S3 before the second server takes traffic.",
			Needed: func(f Facts) (bool, string) {
				if f.Objects && f.Workload.Asked.Compute == workload.Fargate {
					return false, "Tasks keep uploads in S3 from the first day."
				}
				return f.Objects, "The workload keeps no objects; static files stay on the web servers until stage 4."
			},
			Apply: func(d *Design, _ Facts) {
				d.Bucket = true
				d.put("s3", topology.Region)
				d.request("web.a", "s3")
			},
			Migrate: []string{"Write new uploads to S3 and read both places; copy the old ones in the background; compare counts and checksums; stop reading the disk."}},
		{ID: "multi-az", Title: "Database standby in the other zone", Source: rdsGuide,
			Why: "A standby takes over in 60 to 120 seconds (an Aurora reader in under 60); restoring a backup takes the better part of an hour.",
			Apply: func(d *Design, f Facts) {
				if f.Workload.Database.IsAurora() {
					return // readers are promoted; see Readers
				}
				d.database(f, "db", "Standby", "standby", topology.ZoneB, slots["db"].row)
				d.replicate("db.a", "db.b")
			},
			Migrate: []string{
				"Modify the instance to Multi-AZ outside peak hours: a snapshot is copied, writes are a little slower until it is in step.",
				"Set client DNS caching under 30 s and retry on connection loss; then reboot with failover on purpose and time it.",
			}},
		readReplicas(t),
		sharedFilesMove(),
		firewallMove(),
	}
	if t == workload.Classic {
		return moves
	}
	return append(moves, percentiles(t))
}
