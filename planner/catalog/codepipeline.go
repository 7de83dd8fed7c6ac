package catalog

import (
	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
)

// deployMinutes is the deploy action of a run, our assumption.
const deployMinutes = 5.0

var codeDeploySource = reason.Source{Name: "AWS CodeDeploy pricing: no charge for deployments to EC2, Lambda or ECS", URL: "https://aws.amazon.com/codedeploy/pricing/"}

// A need's Units are the pipelines, one for each deployable part.
var (
	codeBuild = register(Service{ID: "codebuild", Name: "AWS CodeBuild", Category: "management", Source: deliverySource,
		Size: plain(func(Need, Policy) string { return "build and test" }),
		Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
			a := p.Workload.Assumptions
			minutes := a.DeploymentsPerMonth * a.BuildMinutes * float64(n.Units)
			return []bill.Usage{n.usage("codebuild", "Build minutes", "codebuild.linux.small", minutes, n.why("Build minutes", "deployments a month × minutes × pipelines", n.fill("{} × {} × {}", a.DeploymentsPerMonth, a.BuildMinutes, n.Units), minutes, "minutes", deliverySource))}
		}})
	codeDeploy = register(Service{ID: "codedeploy", Name: "AWS CodeDeploy", Category: "management", Source: codeDeploySource,
		Size: plain(func(Need, Policy) string { return "deploy to EC2" }),
		Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
			a := p.Workload.Assumptions
			count := a.DeploymentsPerMonth * float64(n.Units)
			return []bill.Usage{n.usage("codedeploy", "Deployments", "codedeploy.aws", count, n.why("Deployments", "deployments a month × pipelines", n.fill("{} × {}", a.DeploymentsPerMonth, n.Units), count, "deployments", codeDeploySource))}
		}})
	_ = register(Service{ID: "codepipeline", Name: "AWS CodePipeline", Category: "management", Source: deliverySource,
		Size: plain(func(Need, Policy) string { return "build, test, deploy" }), Meter: meterDelivery})
)

// meterDelivery bills pipelines by the month or by the minute, whichever is
// cheaper, with their builds and deployments.
func meterDelivery(n Need, s Sizing, p Policy) []bill.Usage {
	a := p.Workload.Assumptions
	minutes := a.DeploymentsPerMonth * (a.BuildMinutes + deployMinutes) * float64(n.Units)
	byMonth := n.usage("codepipeline", "Pipelines", "codepipeline.v1", float64(n.Units), n.why("Pipelines", "one for each deployable part", reason.N(float64(n.Units)), float64(n.Units), "pipeline-months", deliverySource))
	byMinute := n.usage("codepipeline", "Pipelines, by the minute", "codepipeline.v2", minutes, n.why("Action-minutes", "deployments a month × (build minutes + 5 of deployment) × pipelines; cheaper than by the month", n.fill("{} × ({} + 5) × {}", a.DeploymentsPerMonth, a.BuildMinutes, n.Units), minutes, "action-minutes", reason.Ours("five minutes of the deploy action")))
	pipelines := byMonth
	if cheaper([]bill.Usage{byMinute}, []bill.Usage{byMonth}, p) {
		pipelines = byMinute
	}
	lines := append([]bill.Usage{pipelines}, codeBuild.Meter(n, s, p)...)
	return append(lines, codeDeploy.Meter(n, s, p)...)
}

// cheaper tells whether one way of buying costs less than another, price tiers
// and free allowances counted; a way with a rate missing never does.
func cheaper(one, other []bill.Usage, p Policy) bool {
	a, known := bill.Sum(p.Book, p.Workload.Region, one)
	b, otherKnown := bill.Sum(p.Book, p.Workload.Region, other)
	return known && (!otherKnown || a.Cmp(b) < 0)
}
