package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// computeName is what the servers of a stage are in its promises.
func computeName(s sized) string {
	if isFargate(s.policy.Workload) {
		return "Fargate"
	}
	return "EC2"
}

// isFargate tells that the team asks for tasks in place of servers.
func isFargate(w workload.Workload) bool { return w.Asked.Compute == workload.Fargate }

// oneServer is the promise for a single web server or task.
func oneServer(compute string) catalog.Promise {
	if compute == "Fargate" {
		return promise("fargate.task", "")
	}
	return promise("ec2.instance", "")
}

// worthNaming is the saving a month from which another balancer is named, our
// choice.
const worthNaming = 100.0

// askedNotes are about what the workload asks for and the choices it leaves to
// the plan.
func askedNotes(w workload.Workload, z sized, s Stage) []string {
	var all []string
	for _, t := range s.Tiers {
		if t.ID == "cloudfront" && t.Sizing.Unit != "" {
			all = append(all, fmt.Sprintf("CloudFront is on its flat-rate plan %s, cheaper here than paying as you go: one price for one distribution, no charge above the allowance, but AWS may ask who keeps passing it to move up.", t.Sizing.Unit))
		}
		if t.Service == "dynamodb" && t.Sizing.Unit != "" {
			all = append(all, fmt.Sprintf("%s is bought by capacity for its peak: with a peak of %s× that is cheaper than paying by the request.", t.Name, reason.N(float64(w.PeakFactor))))
		}
		if t.Service == "aurora" && t.Sizing.Unit == "db.serverless" {
			all = append(all, fmt.Sprintf("%s scales between %s capacity units and never below what holds its working set.", t.Name, t.Sizing.Detail))
			break
		}
	}
	if z.design.Balanced && frontOf(z.design) == "alb" {
		if saves := catalog.NetworkSaves(z.load.need("alb"), z.policy); saves >= worthNaming {
			all = append(all, fmt.Sprintf("At this rate a Network Load Balancer would cost $%s a month less (load_balancer nlb). It passes connections on unread: no routing by path, no firewall, no sign-in at the balancer.", units.FormatExact(saves)))
		}
	}
	if w.Asked.Firewall && frontOf(z.design) == "nlb" && z.design.Balanced {
		all = append(all, "The Network Load Balancer stays without a firewall: it passes connections on unread, and "+or(z.design.Firewall, "AWS WAF reads only what comes through CloudFront and API Gateway.", "nothing here yet lets AWS WAF read requests."))
	}
	if z.design.Firewall && z.design.CDN {
		all = append(all, or(!strings.Contains(z.load.need("waf").Role, "edge"), "CloudFront's flat-rate plan includes the firewall at the edge: only what reaches the load balancer and the gateway is billed.",
			"The firewall reads every static request as well; CloudFront's flat-rate plans would include that, but none of them fits or is cheaper here."))
	}
	if isFargate(w) && !z.design.Single && !z.design.Balanced {
		all = append(all, "A task gets another public address whenever it is replaced: until the load balancer comes with stage 3, its DNS record must follow it, and users wait for the record to expire.")
	}
	if isFargate(w) && w.Pricing != workload.OnDemand {
		all = append(all, "Compute Savings Plans cover Fargate too; its tasks stay at on-demand rates here, for the book holds no commitment rates for them.")
	}
	if z.design.Cache && !z.design.CacheCopies {
		all = append(all, fmt.Sprintf("Memcached keeps no copies: a lost zone takes %s of the cache with it, and those reads reach the database until it has filled again.", units.FormatPercent(units.Ratio(1/float64(max(1, z.design.Zones))), 0)))
	}
	if w.Asked.Capacity == workload.Serverless && !w.Database.IsAurora() && !z.design.Single {
		all = append(all, "Serverless capacity is Aurora's: with "+roadmap.Engine(w)+" the database runs on instances (aurora_capacity).")
	}
	if z.design.Ingest {
		all = append(all, fmt.Sprintf("%s of writes go through Kinesis to S3, and so do the rows kept of them; what pages show of single events needs a table beside it, for S3 is read in files.", units.FormatPercent(w.Asked.IngestShare, 0)))
	}
	return all
}
