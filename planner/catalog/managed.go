package catalog

import (
	"slices"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

var (
	s3Source       = reason.Source{Name: "Amazon S3 pricing", URL: "https://aws.amazon.com/s3/pricing/", AsOf: "2026-09-18"}
	dynamoSource   = reason.Source{Name: "Amazon DynamoDB pricing and developer guide: a read unit is 4 KB (half when eventually consistent), a write unit 1 KB", URL: "https://aws.amazon.com/dynamodb/pricing/", AsOf: "2026-09-11"}
	cognitoSource  = reason.Source{Name: "Amazon Cognito pricing by plan", URL: "https://aws.amazon.com/cognito/pricing/", AsOf: "2026"}
	sqsSource      = reason.Source{Name: "Amazon SQS pricing", URL: "https://aws.amazon.com/sqs/pricing/", AsOf: "2026-09-11"}
	ebSource       = reason.Source{Name: "Amazon EventBridge pricing", URL: "https://aws.amazon.com/eventbridge/pricing/", AsOf: "2024-07-01"}
	lambdaSource   = reason.Source{Name: "AWS Lambda pricing and quotas", URL: "https://aws.amazon.com/lambda/pricing/", AsOf: "2026-09-11"}
	watchSource    = reason.Source{Name: "Amazon CloudWatch pricing", URL: "https://aws.amazon.com/cloudwatch/pricing/", AsOf: "2024-07-01"}
	xraySource     = reason.Source{Name: "AWS X-Ray pricing", URL: "https://aws.amazon.com/xray/pricing/", AsOf: "2026"}
	deliverySource = reason.Source{Name: "AWS CodePipeline and CodeBuild pricing", URL: "https://aws.amazon.com/codepipeline/pricing/", AsOf: "2026"}
)

// plain is the size of a service without units: only what its card says.
func plain(detail func(Need, Policy) string) func(Need, Policy) Sizing {
	return func(n Need, p Policy) Sizing { return Sizing{Detail: detail(n, p), Utilisation: -1} }
}

// dynamoDB is a table bought on demand; see sizeTable for the choice.
var dynamoDB = Service{ID: "dynamodb", Name: "Amazon DynamoDB", Category: "database", Source: dynamoSource,
	Size: func(n Need, p Policy) Sizing {
		rru, wru := requestUnits(n)
		peak := max(float64(n.Reads.Peak)*rru, float64(n.Writes.Peak)*wru)
		return Sizing{Detail: n.Role, Resources: []Resource{{Name: "table quota", Demand: peak, Capacity: 40000, Target: 0.8, AtLargest: peak, Unit: "request units/s", Source: dynamoSource, Scales: true}}}.quota()
	},
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		rru, wru := requestUnits(n)
		r, w := n.Reads.Average.PerMonth()*rru/1e6, n.Writes.Average.PerMonth()*wru/1e6
		return []bill.Usage{
			n.usage("dynamodb", n.Name+", read request units", "dynamodb.ondemand.rru", r, n.why("Read request units", "reads/s × seconds a month × ⌈item ÷ 4 KB⌉ ÷ 2 (eventually consistent) ÷ 1,000,000", n.fill("{}/s × 2,628,000 s × {} ÷ 1,000,000", float64(n.Reads.Average), rru), r, "million read request units", dynamoSource)),
			n.usage("dynamodb", n.Name+", write request units", "dynamodb.ondemand.wru", w, n.why("Write request units", "writes/s × seconds a month × ⌈item ÷ 1 KB⌉ ÷ 1,000,000", n.fill("{}/s × 2,628,000 s × {} ÷ 1,000,000", float64(n.Writes.Average), wru), w, "million write request units", dynamoSource)),
			n.usage("dynamodb", n.Name+", storage", "dynamodb.storage.standard", n.Rows.GiB(), append(slices.Clone(n.Because), n.why("Stored", "GB (10^9 bytes) with 100 bytes for each item ÷ 1.073741824", n.fill("{} GB ÷ 1.073741824", float64(n.Rows/units.GB)), n.Rows.GiB(), "GB-month", dynamoSource))...),
		}
	}}

// requestUnits is the units one read and one write of an item take.
func requestUnits(n Need) (read, write float64) {
	kb := float64(n.RowBytes / 1024)
	return ReadUnits(kb) / 2, WriteUnits(kb)
}

// batch is the messages handled together: as many as arrive in a tenth of a
// second at peak, at least one and at most Lambda's default of ten. A mean may
// be a fraction.
func batch(n Need) float64 {
	if n.Batch > 0 {
		return n.Batch
	}
	return min(10, max(1, float64(n.Requests.Peak)/10))
}

var _ = register(Service{ID: "sqs", Name: "Amazon SQS", Category: "integration", Source: sqsSource,
	Size: plain(func(n Need, _ Policy) string { return perMonth(n.Messages) }),
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		m := n.Messages * 3 / batch(n) / 1e6
		line := n.usage("sqs", n.Name+", requests", "sqs.standard.request", m, n.why("Requests", "messages × 3 (send, receive, delete) ÷ messages in a batch ÷ 1,000,000; a batch is what arrives in a tenth of a second at peak, 1 to 10", n.fill("{} × 3 ÷ {} ÷ 1,000,000", n.Messages, batch(n)), m, "million requests", reason.Ours("a poller waits a tenth of a second for its batch, which holds ten at most")))
		line.Reasons = append(slices.Clone(n.Because), line.Reasons...)
		line.FreeKey = "sqs.free"
		return []bill.Usage{line}
	}})

var _ = register(Service{ID: "eventbridge", Name: "Amazon EventBridge", Category: "integration", Source: ebSource,
	Size: plain(func(n Need, _ Policy) string { return perMonth(n.Messages) }),
	Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
		m := n.Messages / 1e6
		return []bill.Usage{n.usage("eventbridge", n.Name+", custom events", "eventbridge.custom", m, append(slices.Clone(n.Because), n.why("Events", "events a month ÷ 1,000,000", n.fill("{} ÷ 1,000,000", n.Messages), m, "million events", ebSource))...)}
	}})

var _ = register(Service{ID: "lambda", Name: "AWS Lambda", Category: "compute", Source: lambdaSource,
	Size: func(n Need, _ Policy) Sizing {
		concurrency := float64(n.Requests.Peak) * n.Duration.Seconds()
		kind := "workers, "
		if n.Batch > 0 {
			kind = "batches, "
		}
		return Sizing{Detail: kind + units.FormatRate(n.Requests.Peak), Resources: []Resource{{Name: "concurrency", Demand: concurrency, Capacity: 1000, Target: 0.8, AtLargest: concurrency, Unit: "executions", Source: lambdaSource, Scales: true}},
			Reasons: append(slices.Clone(n.Because), n.why("Concurrent executions at peak", "jobs/s × duration", n.fill("{}/s × {} s", float64(n.Requests.Peak), n.Duration.Seconds()), concurrency, "executions", lambdaSource))}.quota()
	},
	Meter: meterLambda})

func meterLambda(n Need, _ Sizing, p Policy) []bill.Usage {
	gib := p.Workload.Assumptions.WorkerMemory.GiB()
	gbs := n.Messages * n.Duration.Seconds() * gib
	m := n.Messages / batch(n) / 1e6
	rate := pricing.Key("lambda.arm.gbs")
	if p.Workload.Processor == workload.X86 {
		rate = "lambda.x86.gbs"
	}
	calls := n.usage("lambda", n.Name+", requests", "lambda.request", m, n.why("Invocations", "jobs a month ÷ jobs in a batch ÷ 1,000,000", n.fill("{} ÷ {} ÷ 1,000,000", n.Messages, batch(n)), m, "million requests", lambdaSource))
	calls.FreeKey = "lambda.free.requests"
	calls.Reasons = append(slices.Clone(n.Because), calls.Reasons...)
	time := n.usage("lambda", n.Name+", duration", rate, gbs, n.why("GB-seconds", "jobs × mean seconds × GB", n.fill("{} × {} s × {} GB", n.Messages, n.Duration.Seconds(), gib), gbs, "GB-seconds", lambdaSource))
	time.FreeKey = "lambda.free.gbs"
	return []bill.Usage{calls, time}
}

var _ = register(Service{ID: "cloudwatch", Name: "Amazon CloudWatch", Category: "management", Source: watchSource,
	Size: plain(func(n Need, _ Policy) string { return n.Role }),
	Meter: func(n Need, _ Sizing, p Policy) []bill.Usage {
		gib := n.Egress.GiB()
		kept := gib * p.Workload.Assumptions.LogMonths
		metrics, alarms := n.Gets, n.Puts
		lines := []bill.Usage{
			n.usage("cloudwatch", "Logs ingested", "cloudwatch.logs.ingest", gib, n.why("Logs", "requests/s × seconds a month × bytes per request ÷ 2^30", n.fill("{}/s × 2,628,000 s × {} ÷ 1,073,741,824", float64(n.Requests.Average), float64(p.Workload.Assumptions.LogPerRequest)), gib, "GB (2^30 bytes)", watchSource)),
			n.usage("cloudwatch", "Logs kept", "cloudwatch.logs.storage", kept, n.why("Logs kept", "logs a month × months kept", n.fill("{} × {}", gib, p.Workload.Assumptions.LogMonths), kept, "GB-month", watchSource)),
			n.usage("cloudwatch", "Metrics", "cloudwatch.metric", metrics, n.why("Metrics", "7 detailed metrics for each server on average (with Auto Scaling) + 20 of the application (with percentiles) + 20 for each service", n.fill("7 × {} + 20 × {}", n.Servers, (metrics-7*n.Servers)/20), metrics, "metric-months", reason.Ours("20 metrics for the application and for each service"))),
			n.usage("cloudwatch", "Alarms", "cloudwatch.alarm.standard", alarms, n.why("Alarms", "5 for each tier watched", n.fill("5 × {}", alarms/5), alarms, "alarm-months", reason.Ours("errors, latency, saturation, two of the tier's own"))),
		}
		if n.Units > 0 {
			lines = append(lines, n.usage("cloudwatch", "Dashboards", "cloudwatch.dashboard", float64(n.Units), n.why("Dashboards", "one of the service, one of the business; the first three are free", reason.N(float64(n.Units)), float64(n.Units), "dashboard-months", reason.Ours("two dashboards, one of the service and one of the business; the first three are free"))))
		}
		return lines
	}})

var _ = register(Service{ID: "xray", Name: "AWS X-Ray", Category: "management", Source: xraySource,
	Size: plain(func(_ Need, p Policy) string {
		return units.FormatPercent(p.Workload.Assumptions.TraceShare, 1) + " of requests"
	}),
	Meter: func(n Need, _ Sizing, _ Policy) []bill.Usage {
		m := n.Messages / 1e6
		return []bill.Usage{n.usage("xray", n.Name+", traces recorded", "xray.recorded", m, append(slices.Clone(n.Because), n.why("Traces", "requests traced a month ÷ 1,000,000", n.fill("{} ÷ 1,000,000", n.Messages), m, "million traces", xraySource))...)}
	}})

var _ = register(Service{ID: "cloudformation", Name: "AWS CloudFormation", Category: "management", Source: reason.Source{Name: "AWS CloudFormation pricing: no charge for AWS resource types", AsOf: "2024-07-01"},
	Size:  plain(func(Need, Policy) string { return "stacks as code" }),
	Meter: func(Need, Sizing, Policy) []bill.Usage { return nil }})
