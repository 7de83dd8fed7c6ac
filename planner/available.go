package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// sla is one service level agreement on the request path.
type sla struct {
	name  string
	value float64
	src   reason.Source
}

var (
	computeSLA = reason.Source{Name: "Amazon Compute Service Level Agreement", URL: "https://aws.amazon.com/compute/sla/", AsOf: "2022-05-05"}
	elbSLA     = reason.Source{Name: "Elastic Load Balancing Service Level Agreement", AsOf: "2023-01-08"}
	rdsSLA     = reason.Source{Name: "Amazon RDS Service Level Agreement", URL: "https://aws.amazon.com/rds/sla/", AsOf: "2024-01-22"}
	auroraSLA  = reason.Source{Name: "Amazon Aurora Service Level Agreement", URL: "https://aws.amazon.com/rds/aurora/sla/", AsOf: "2022-05-19"}
	dynamoSLA  = reason.Source{Name: "Amazon DynamoDB Service Level Agreement", AsOf: "2023-01-08"}
	dnsSLA     = reason.Source{Name: "Amazon Route 53 Service Level Agreement", AsOf: "2023-01-08"}
)

// path lists the parts every dynamic request needs.
func path(s sized) []sla {
	g := s.design
	parts := []sla{{"Route 53", 1, dnsSLA}}
	if g.Single {
		if s.facts.Server == "lightsail" {
			return append(parts, sla{"one Lightsail server", 0.995, reason.Ours("the instance-level figure of EC2: the Lightsail agreement's own was not found")})
		}
		return append(parts, sla{"one EC2 instance", 0.995, computeSLA})
	}
	aurora := s.policy.Workload.Database.IsAurora()
	if !g.Balanced {
		parts = append(parts, oneServer(s))
		if aurora {
			return append(parts, sla{"Aurora in one zone", 0.999, auroraSLA})
		}
		return append(parts, sla{"RDS, single instance", 0.995, rdsSLA})
	}
	parts = append(parts, sla{balancerNames[frontOf(g)], 0.9999, elbSLA}, sla{computeName(s) + " over several zones", 0.9999, computeSLA})
	if g.Services {
		parts = append(parts, sla{"Internal Load Balancer", 0.9999, elbSLA}, sla{"Services over several zones", 0.9999, computeSLA})
	}
	if g.SharedFiles {
		parts = append(parts, sla{"EFS", 0.9999, efsSLA})
	}
	if g.Sessions {
		parts = append(parts, sla{"DynamoDB sessions", 0.9999, dynamoSLA})
	}
	database := sla{"RDS Multi-AZ", 0.9995, rdsSLA}
	if aurora {
		database = sla{"Aurora over several zones", 0.9999, auroraSLA}
	}
	// A request of a federated design needs one of its databases: the others
	// may be down without it noticing.
	return append(parts, database)
}

// available composes the SLAs of the request path in series.
func (b builder) available(s sized, users units.Users) Availability {
	a := Availability{Value: 1, Target: b.w.Availability, Enforced: users >= b.w.Practice.OutageMatters}
	var terms []string
	for _, p := range path(s) {
		a.Value *= units.Ratio(p.value)
		terms = append(terms, reason.Pct(p.value))
		a.Parts = append(a.Parts, reason.Reason{Label: p.name, Formula: "service level agreement", Substituted: reason.Pct(p.value), Value: reason.Pct(p.value), Unit: "monthly uptime", Source: p.src})
	}
	a.Parts = append(a.Parts, reason.Reason{Label: "Composite", Formula: "product of the parts in series", Substituted: strings.Join(terms, " × "), Value: reason.Pct(float64(a.Value)), Unit: "composite of SLAs", Source: reason.Source{Name: "AWS Well-Architected, Reliability Pillar: hard dependencies multiply", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}})
	a.Met = a.Value >= a.Target-1e-12
	a.Downtime = downtime(a.Value)
	a.Left = leftOut(s.design)
	return a
}

func leftOut(g roadmap.Design) []string {
	var left []string
	if g.CDN {
		left = append(left, "CloudFront and S3 carry static files only and fail over to the load balancer; multiplied in, CloudFront's 99.9% would lower the figure.")
	}
	if g.Cache {
		left = append(left, "ElastiCache: without it reads go to the database, slower but answered.")
	}
	if g.Warehouse {
		left = append(left, "Redshift: answers reports, not requests.")
	}
	if g.Ingest {
		left = append(left, "Kinesis, with its batches to S3: a client that cannot deliver an event sends it again.")
	}
	if g.DAX {
		left = append(left, "DAX: without it reads go to the tables, slower but answered.")
	}
	if g.SignIn {
		left = append(left, "Cognito: who is signed in stays so; only new sign-ins wait.")
	}
	if g.Queue {
		left = append(left, "EventBridge, SQS and Lambda: work that runs later waits in the outbox or the queue.")
	}
	if g.Gateway {
		left = append(left, "API Gateway: carries the API share only.")
	}
	return left
}

func downtime(v units.Ratio) string {
	minutes := (1 - float64(v)) * 525600
	switch {
	case minutes >= 1440:
		return fmt.Sprintf("%.1f days a year", minutes/1440)
	case minutes >= 60:
		return fmt.Sprintf("%d h %d min a year", int(minutes)/60, int(minutes)%60)
	default:
		return fmt.Sprintf("%.0f min a year", minutes)
	}
}
