package roadmap

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// The moves in which the two tracks differ: what the talk of 2017 says, and what
// its later editions and AWS's guidance say today.

// later is the source of advice that came after the talk.
var later = reason.Source{Name: "AWS re:Invent 2022 STP211 and 2023 ARC206, Scaling on AWS for your first 10 million users", AsOf: "2023-11"}

var (
	asCodeSource = reason.Source{Name: "AWS Well-Architected, Operational Excellence Pillar: operations as code", URL: "https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/", AsOf: "2024"}
	replicaGuide = reason.Source{Name: "Amazon RDS User Guide, working with read replicas", AsOf: "2023-06-15"}
	vpcGuide     = reason.Source{Name: "AWS Prescriptive Guidance, startup security baseline, WKLD.12: gateway endpoints at no additional charge", URL: "https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/wkld-12.html", AsOf: "2026-11"}
	otelGuide    = reason.Source{Name: "AWS X-Ray Developer Guide, migrating from X-Ray instrumentation to OpenTelemetry", URL: "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-migration.html", AsOf: "2026-11"}
)

func readReplicas(t workload.Track) Move {
	m := Move{ID: "read-replicas", Title: "Read replicas where reads ask for them", Source: replicaGuide,
		Why: "Reads that tolerate a moment's lag can come from copies, which leaves the primary to writes. A replica carries no writes and costs as much as the primary: one is bought when it is cheaper than a larger primary, not before.",
		Needed: func(f Facts) (bool, string) {
			return f.ReadHeavy, "Writes cost this database more than reads: every replica would replay all of them, so replicas do not help."
		},
		Migrate: []string{
			"Create the replica and let it warm its memory before it takes traffic.",
			"Route one read path at a time behind a flag; what a user has just written is read from the primary.",
			"Alarm on replication lag, and fall back to the primary above it.",
		}}
	if t == workload.Classic {
		m.Title, m.Source = "A read replica beside the standby", Talk
		m.Apply = func(d *Design, _ Facts) { d.Replica = true }
		m.Why = "The talk draws a standby and a read replica together with the load balancer: reads that tolerate a moment's lag come from the copy, which leaves the primary to writes."
	}
	return m
}

func infrastructureAsCode(t workload.Track) Move {
	m := Move{ID: "infrastructure-as-code", Title: "Infrastructure as code", Source: asCodeSource,
		Why:     "A stage that can be built from a file can be rebuilt after a disaster, reviewed before a change, and copied for a test. The talk brings it in above 500,000 users; it costs nothing and is least work while there are few parts, so today's advice starts with it.",
		Apply:   func(d *Design, _ Facts) { d.put("cloudformation", topology.Region) },
		Migrate: []string{"Describe network, server and database in stacks (CloudFormation, or a tool that writes them) and import what exists; change nothing by hand from then on.", "Build the whole stage once in an empty account: what is missing shows at once."}}
	if t == workload.Classic {
		m.Source, m.Items = Talk, []string{"opsworks"}
		m.Why = "A stage that can be built from a file can be rebuilt after a disaster, reviewed before a change, and copied for a test. The talk offers Elastic Beanstalk or OpsWorks as higher-level services, or CloudFormation to do it oneself; the last is drawn, for it knows every part of this stage."
		m.Migrate = []string{"Import what exists into stacks, network first; change nothing by hand from then on.", "Run drift detection every night; build the whole stage once in an empty account."}
	}
	return m
}

func percentiles(t workload.Track) Move {
	m := Move{ID: "percentiles", Title: "Percentiles, alarms and dashboards", Source: later,
		Why:     "An average hides the users who wait. The balancer publishes percentiles from its first day, so p99 latency and error rate become alarms now, where the talk waits until 500,000 users: later editions measure first and scale by what they see.",
		Apply:   func(d *Design, _ Facts) { d.Monitoring = true },
		Migrate: []string{"Publish p50, p95 and p99 of each route from the balancer and the application.", "Alarm on what users feel; page somebody only for that."}}
	if t == workload.Classic {
		m.Source = Talk
		m.Why = "An average hides the users who wait. p99 latency and error rate are alarms; everything else is a graph."
	}
	return m
}

func gatewayEndpoints() Move {
	return Move{ID: "gateway-endpoints", Title: "Gateway endpoints for S3 and DynamoDB", Source: vpcGuide,
		Why: "Uploads and sessions would otherwise pass the NAT gateways, which bill every gigabyte. A gateway endpoint is a route, costs nothing and keeps that traffic inside AWS.",
		Needed: func(f Facts) (bool, string) {
			return f.Objects || f.Sessions, "Nothing in the private subnets calls S3 or DynamoDB: the workload keeps neither objects nor sessions."
		},
		Apply:   func(d *Design, _ Facts) { d.Endpoints = d.takes("gateway-endpoints") },
		Migrate: []string{"Add both endpoints to the route tables of the private subnets, with a policy that names the buckets and tables.", "Watch the bytes of the NAT gateways fall; open connections to S3 are cut once when the route changes."}}
}

func automateSummary(t workload.Track) string {
	if t == workload.Classic {
		return "Infrastructure becomes code, releases go through a pipeline, and percentiles replace averages on the dashboards. Capacity hardly changes: what changes is how often people make mistakes."
	}
	return "Releases and changes of infrastructure go through a pipeline that builds, tests, deploys and rolls back; code and percentiles have been there since stages 2 and 3. Capacity hardly changes: what changes is how often people make mistakes."
}

func automateMoves(t workload.Track) []Move {
	pipeline := Move{ID: "pipeline", Title: "Build, test and deploy by pipeline", Source: Talk, Items: []string{"codestar"},
		Why: "Many small releases are safer than few large ones, if nobody has to do them. CodePipeline takes the source from any Git host, CodeBuild builds and tests, CodeDeploy deploys to the servers.",
		Apply: func(d *Design, _ Facts) {
			d.Pipeline = true
			d.put("codepipeline", topology.Region)
		},
		Migrate: []string{"Start with the pipeline deploying to a copy; then production in two steps, one zone first, with automatic rollback on the error alarm.", "Separate schema changes from releases: expand, migrate, contract."}}
	if t == workload.Classic {
		pipeline.Why = "Many small releases are safer than few large ones, if nobody has to do them. CodePipeline takes the source from CodeCommit, which new customers can use again since 24 November 2025, CodeBuild builds and tests, CodeDeploy deploys to the servers."
		return []Move{infrastructureAsCode(t), pipeline, percentiles(t)}
	}
	return []Move{pipeline, {ID: "infrastructure-pipeline", Title: "Infrastructure through the same pipeline", Source: asCodeSource,
		Why:     "Stacks that only two people can apply are applied late and by hand. In the pipeline a change of infrastructure is reviewed, tried on a copy and rolled back like any other.",
		Migrate: []string{"Let the pipeline show the change set of every stack and wait for an approval before production.", "Run drift detection every night: what was changed by hand is brought back into code or undone."}}}
}

func decoupleSummary(t workload.Track) string {
	if t == workload.Classic {
		return "The web tier is cut into services behind internal balancing and an API gateway; work that can wait goes through a queue to Lambda workers; traces show where time goes."
	}
	return "The web tier is cut into services behind internal balancing and an API gateway; work that can wait goes through events and a queue to Lambda workers; traces show where time goes."
}

func queue(t workload.Track) Move {
	m := Move{ID: "queue", Title: "Events and a queue to Lambda workers", Source: Talk,
		Why: "What the user does not wait for leaves the request: mails, thumbnails, search indexes. A queue turns a peak into a backlog.",
		Needed: func(f Facts) (bool, string) {
			return f.Jobs, "No work may run later (async_share, object_share and event_share are 0)."
		},
		Apply: func(d *Design, f Facts) {
			d.Queue = true
			events := d.takes("eventbridge")
			if events {
				d.put("eventbridge", topology.Region)
			}
			d.put("sqs", topology.Region)
			d.put("lambda", topology.Region)
			if events {
				d.event("svc.a", "eventbridge")
				d.event("eventbridge", "sqs")
			}
			if f.Workload.AsyncShare > 0 || f.Workload.ObjectShare > 0 || !events {
				d.event("svc.a", "sqs")
			}
			d.event("sqs", "lambda")
			d.request("lambda", "db.a")
		},
		Migrate: []string{"Write the event in the same transaction as the change (an outbox table); a relay publishes it.", "Make every worker idempotent; give the queue a dead-letter queue and an alarm on the age of the oldest message.", "Run both paths, compare, then remove the inline one."}}
	if t == workload.Classic {
		m.Title = "A queue to Lambda workers"
		m.Why += " EventBridge was offered two years after the talk: on this track services write business events to the queue themselves."
	}
	return m
}

func tracing(t workload.Track) Move {
	m := Move{ID: "tracing", Title: "Tracing with OpenTelemetry and X-Ray", Source: otelGuide, Items: []string{"xray-sdk"},
		Why: "With services, a slow page has many suspects. Traces show which one it was.",
		Apply: func(d *Design, _ Facts) {
			d.Tracing = true
			d.put("xray", topology.Region)
		},
		Migrate: []string{"Instrument with OpenTelemetry, sample a fixed share of requests and every error; the collector sends to X-Ray."}}
	if t == workload.Classic {
		m.Title, m.Source = "Tracing with X-Ray", Talk
		m.Why += " The talk instruments with the X-Ray SDK, which still works; since 25 February 2026 only its security faults are mended."
		m.Migrate = []string{"Instrument with the X-Ray SDK, sample a fixed share of requests and every error; keep the calls to it in one place, for OpenTelemetry follows it."}
	}
	return m
}
