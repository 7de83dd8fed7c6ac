package planner

import (
	"fmt"

	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// look tells how a stage shows an item that is no box of its own: the component
// it belongs to, and a sentence; the sentence is empty where it does not.
type look func(z sized, s Stage) (component, text string)

// namedOnly begins the sentence of an item that a stage names beside what it
// uses, without using it.
const namedOnly = "Named as an alternative"

// drawnAs begins the text of what a box of the picture is: nothing beside it.
const drawnAs = "Drawn as"

// practices holds a look for every item without a catalogue service.
var practices = map[string]look{
	"edge-locations": func(_ sized, s Stage) (string, string) {
		if s.Graph.HasTier("cloudfront") {
			return "cloudfront", "The strip at the edge: DNS and static files are answered there, near the user."
		}
		return "route53", "The strip at the edge: DNS is answered there; static files follow with CloudFront."
	},
	"native-services": func(z sized, _ Stage) (string, string) {
		return "", when(!z.design.Single, "Databases, balancing, files, queues and sign-in are managed services; servers of one's own run the application only.")
	},
	"sql-first": func(z sized, _ Stage) (string, string) {
		if z.design.Single {
			return "server", "The database on the one server is relational: " + roadmap.Engine(z.policy.Workload) + " follows it without a change of queries."
		}
		return firstDatabase(z), "Rows are in a relational database; only sessions and hot simple data leave it."
	},
	"multi-az":           multiAZ,
	"read-replicas":      readers,
	"aurora-serverless":  serverless,
	"managed-containers": alternative("ec2", namedOnly+" to servers: containers without machines to patch, at a higher price for a steady load."),
	"ecs-express":        alternative("ec2", namedOnly+" to servers: one container image becomes a Fargate service with balancing and scaling."),
	"cloudfront-flat-rate": func(z sized, s Stage) (string, string) {
		if t, ok := z.tier("cloudfront"); ok && t.Sizing.Unit != "" {
			return "cloudfront", "The distribution is on one: cheaper here than paying as you go."
		}
		return "cloudfront", when(s.Graph.HasTier("cloudfront"), namedOnly+": paying as you go is cheaper here, or no plan holds these requests and bytes.")
	},
	"redis":     engineOf("redis"),
	"valkey":    engineOf("valkey"),
	"memcached": engineOf("memcached"),
	"sessions": func(z sized, _ Stage) (string, string) {
		return "dynamodb", when(z.design.Sessions, "Sessions are in DynamoDB: a web server can be added or lost at any moment.")
	},
	"gateway-endpoints": func(z sized, _ Stage) (string, string) {
		return "nat", when(z.design.Endpoints, "Routes to S3 and DynamoDB that pass by the NAT gateways, without a charge.")
	},
	"dms": func(_ sized, s Stage) (string, string) {
		return "", when(s.Number == 2 || s.Number == 8, "Copies the database while it stays in use; billed once for the hours it runs, not monthly.")
	},
	"auto-scaling": func(z sized, _ Stage) (string, string) {
		return "web", when(z.design.Scaling, "Adds and takes away servers by a CloudWatch metric, without a charge: the picture shows the peak, the bill the average fleet.")
	},
	"percentiles": func(z sized, _ Stage) (string, string) {
		return "cloudwatch", when(z.design.Monitoring, "p99 latency and error rate are alarms; dashboards show p50, p95 and p99.")
	},
	"elastic-beanstalk": func(_ sized, s Stage) (string, string) {
		return "", when(s.Number >= roadmap.Number("automate"), namedOnly+": builds web servers, balancer and scaling by itself, without a charge of its own.")
	},
	"systems-manager": func(_ sized, s Stage) (string, string) {
		return "", when(s.Number >= roadmap.Number("automate"), "Patches and runs commands on the servers, as OpsWorks did; without a charge for EC2.")
	},
	"codecommit": func(z sized, _ Stage) (string, string) {
		return "codepipeline", when(z.design.Pipeline, "The source of the pipeline; not billed here, its first users are free.")
	},
	"any-git": func(z sized, _ Stage) (string, string) {
		return "codepipeline", when(z.design.Pipeline, "The source of the pipeline: GitHub, GitLab, Bitbucket or CodeCommit, as the team has it.")
	},
	"codedeploy": func(z sized, _ Stage) (string, string) {
		return "codepipeline", when(z.design.Pipeline, "Deploys to the servers, without a charge for EC2.")
	},
	"soa": func(z sized, _ Stage) (string, string) {
		return "svc", when(z.design.Services, fmt.Sprintf("%s services behind an internal balancer, apart from the web tier.", units.FormatNumber(max(1, z.policy.Workload.Assumptions.Services), 2)))
	},
	"event-driven": func(z sized, _ Stage) (string, string) {
		return "sqs", when(z.design.Queue, "Work the user does not wait for goes through a queue to Lambda.")
	},
	"client-side": func(z sized, _ Stage) (string, string) {
		return "cloudfront", when(z.design.Gateway && z.design.CDN, "The interface runs in the browser: its files come from S3 through CloudFront, its data through API Gateway.")
	},
	"xray-sdk":      traced("The application sends its traces by the X-Ray SDK, as the talk does."),
	"opentelemetry": traced("The application sends its traces by OpenTelemetry; X-Ray keeps and shows them."),
	"million-checklist": func(_ sized, s Stage) (string, string) {
		met := 0
		for _, c := range s.Checklist {
			if fromTalk(c.ID) && c.Met {
				met++
			}
		}
		return "", fmt.Sprintf("%d of the talk's %d points are met in this stage; the third zone beside them is our addition.", met, len(points))
	},
	"federation": func(z sized, _ Stage) (string, string) {
		return firstDatabase(z), when(z.design.Databases > 1, fmt.Sprintf("%d databases, each for one function.", z.design.Databases))
	},
	"sharding": func(z sized, _ Stage) (string, string) {
		return firstDatabase(z), when(z.design.Sharded, fmt.Sprintf("The largest function is spread over %d primaries.", z.facts.Shards))
	},
	"nosql-shift": func(z sized, _ Stage) (string, string) {
		return "hotdata", when(z.design.NoSQL, fmt.Sprintf("%s of the database's work is in DynamoDB.", units.FormatPercent(z.policy.Workload.Assumptions.NoSQLShare, 1)))
	},
}

// when is the text where the condition holds.
func when(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

func firstDatabase(z sized) string {
	for _, t := range z.tiers {
		if isDatabase(t.ID) {
			return t.ID
		}
	}
	return ""
}

func multiAZ(z sized, s Stage) (string, string) {
	if !z.design.Balanced {
		return "", ""
	}
	if c, ok := role(s.Graph, "standby"); ok {
		return c.ID, fmt.Sprintf("Servers in %d zones; the standby takes over when the primary is lost.", z.design.Zones)
	}
	if c, ok := role(s.Graph, "replica"); ok {
		return c.ID, fmt.Sprintf("Servers in %d zones; an Aurora reader is promoted when the writer is lost.", z.design.Zones)
	}
	return "", ""
}

func readers(z sized, s Stage) (string, string) {
	for _, t := range z.tiers {
		if isDatabase(t.ID) && t.Sizing.Readers > 0 {
			if c, ok := role(s.Graph, "replica"); ok {
				return c.ID, fmt.Sprintf("%d beside the primary, for reads that tolerate a moment's lag.", t.Sizing.Readers)
			}
		}
	}
	return "", ""
}

// alternative is named beside what a plan draws, from the stage that balances
// or, for databases, splits.
func alternative(service, text string) look {
	return func(z sized, s Stage) (string, string) {
		for _, t := range s.Tiers {
			if t.Service == service && t.ID != "server" {
				return t.ID, text
			}
		}
		return "", ""
	}
}

// serverless is the capacity of the database, or named beside its instances.
func serverless(z sized, s Stage) (string, string) {
	for _, t := range s.Tiers {
		if t.Service == "aurora" {
			return t.ID, or(t.Sizing.Unit == "db.serverless", drawnAs+" the database, whose capacity follows the load by itself.", namedOnly+" to instances: it suits a load that rests.")
		}
	}
	return "", ""
}

func engineOf(id string) look {
	return func(z sized, s Stage) (string, string) {
		engine := string(z.policy.Workload.Asked.CacheEngine)
		return "cache", when(engine == id && s.Graph.HasTier("cache"), drawnAs+" the cache, whose engine it is.")
	}
}

func traced(text string) look {
	return func(z sized, s Stage) (string, string) {
		return "xray", when(z.design.Tracing && s.Graph.HasTier("xray"), text)
	}
}
