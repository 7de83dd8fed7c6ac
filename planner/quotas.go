package planner

import (
	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// quotaUse is the share of a quota from which AWS should be asked for more, our
// assumption: a raise takes days.
const quotaUse = 0.8

// putEvents is EventBridge's default in large regions, in events a second.
const putEvents = 10_000.0

// guide names an AWS user guide's page of quotas.
func guide(name string) reason.Source {
	return reason.Source{Name: name + ", quotas", AsOf: "2023-06-15"}
}

// quotas lists the account quotas and vendor limits of a stage that no size has
// as a resource of its own: they are no capacity bought, but they bind all the
// same. Amounts are at peak.
func (s sized) quotas() []limited {
	var all []limited
	add := func(tier, name, resource string, demand, capacity float64, unit string, src reason.Source) {
		if demand > 0 {
			all = append(all, limited{tier: tier, name: name, quota: true, Resource: catalog.Resource{Name: resource, Demand: demand, Capacity: capacity, Target: quotaUse, AtLargest: demand, Unit: unit, Scales: true, Source: src}})
		}
	}
	for _, t := range s.tiers {
		switch n := s.load.need(t.ID); t.Service {
		case "ec2":
			if s.design.Balanced {
				add(balancerOf(t.ID), t.Name, "targets of the load balancer", float64(t.Sizing.Count), 1000, "targets", guide("Application Load Balancers User Guide"))
			}
		case "cloudfront":
			add(t.ID, n.Name, "requests of the distribution", float64(n.Requests.Peak), 250000, "requests/s", guide("Amazon CloudFront Developer Guide"))
			add(t.ID, n.Name, "data rate of the distribution", bits(n.Egress, n.Requests), 150, "Gbit/s", guide("Amazon CloudFront Developer Guide"))
		case "nat":
			// A gateway starts at 5 Gbit/s and grows to 100 by itself.
			add(t.ID, n.Name, "bandwidth", bits(n.Egress, n.Requests), 100*float64(max(1, n.Units)), "Gbit/s", guide("Amazon VPC User Guide"))
		case "s3":
			factor := float64(s.policy.Workload.PeakFactor) / units.SecondsPerMonth
			add(t.ID, n.Name, "writes to one prefix", n.Puts*factor, 3500, "requests/s", guide("Amazon S3 User Guide"))
			add(t.ID, n.Name, "reads from one prefix", n.Gets*factor, 5500, "requests/s", guide("Amazon S3 User Guide"))
		case "rds", "aurora":
			if t.Sizing.Shards > 1 { // only shards follow the load
				add(t.ID, n.Name, "instances in the Region", float64(t.Sizing.Count), 40, "instances", reason.Source{Name: "Amazon RDS User Guide, quotas", AsOf: "2026"})
			}
			all = append(all, s.classIOPS(t)...)
		case "kinesis":
			if t.Sizing.Unit != "on-demand" {
				add(t.ID, n.Name, "shards of the account", float64(t.Sizing.Count), catalog.ShardQuota, "shards", guide("Amazon Kinesis Data Streams Developer Guide"))
			}
		case "eventbridge":
			add(t.ID, n.Name, "PutEvents of the account", float64(n.Requests.Peak), putEvents, "events/s", guide("Amazon EventBridge User Guide, us-east-1"))
		case "cognito":
			// Each user who signs in does so once a day he comes, over the day's hours.
			rate := n.Users * float64(s.policy.Workload.DailyShare) / units.SecondsPerDay * float64(s.policy.Workload.PeakFactor)
			add(t.ID, n.Name, "sign-ins", rate, 120, "sign-ins/s", guide("Amazon Cognito Developer Guide"))
		}
	}
	return all
}

// classIOPS is the disk operations the instance class passes on, whatever the
// volume is provisioned with.
func (s sized) classIOPS(t Tier) []limited {
	i, known := catalog.InstanceNamed(t.Sizing.Unit)
	if !known || i.EBSIOPS <= 0 {
		return nil
	}
	for _, r := range t.Sizing.Resources {
		if r.Name == "IOPS" {
			r.Name, r.Capacity, r.Max = "IOPS of the class", i.EBSIOPS*float64(max(1, t.Sizing.Shards)), 0
			r.Source = reason.Source{Name: "Amazon EC2 User Guide, baseline IOPS of EBS-optimised instances", AsOf: "2026-08-21"}
			return []limited{{tier: t.ID, name: t.Name, Resource: r}}
		}
	}
	return nil
}

// limited is a resource with the tier it belongs to.
type limited struct {
	tier, name string
	quota      bool
	catalog.Resource
}

// balancerOf names the balancer in front of a fleet.
func balancerOf(tier string) string {
	if tier == "svc" {
		return "ialb"
	}
	return "alb"
}

// bits is the peak data rate in Gbit/s of bytes sent in a month, which follow
// the requests.
func bits(monthly units.Bytes, follows units.Rate) float64 {
	if follows.Average <= 0 {
		return 0
	}
	return float64(monthly) * 8 / units.SecondsPerMonth * float64(follows.Peak/follows.Average) / 1e9
}
