package bill

import (
	"testing"

	"stagecraft/planner/pricing"
)

// Totals that vendors publish, recomputed from metered amounts at the rates of
// the embedded book, which are those of the examples.
func TestPublishedExamples(t *testing.T) {
	for _, v := range []struct {
		source, total string
		usages        []Usage
	}{
		{"AWS Lambda pricing page: 3M requests of 120 ms at 1536 MB", "2.73", []Usage{
			{Name: "Duration", Key: "lambda.x86.gbs", FreeKey: "lambda.free.gbs", Amount: 3e6 * 0.120 * 1.5},
			{Name: "Requests", Key: "lambda.request", FreeKey: "lambda.free.requests", Amount: 3}}},
		{"Amazon EventBridge pricing: 20M scheduled invocations, 14M free", "6.00", []Usage{{Name: "Scheduler", Key: "eventbridge.scheduler", Amount: 20}}},
		{"Amazon EventBridge pricing: 5M custom events", "5.00", []Usage{{Name: "Events", Key: "eventbridge.custom", Amount: 5}}},
		{"Amazon EventBridge pricing: 2M API destination invocations", "0.40", []Usage{{Name: "Destinations", Key: "eventbridge.apidestination", Amount: 2}}},
		{"Amazon API Gateway: 216M HTTP calls", "216.00", []Usage{{Name: "Calls", Key: "apigw.http.request", Amount: 216}}},
		{"AWS Pricing Calculator: 10 shards, 10,000 records a second", "477.42", []Usage{
			{Name: "Shards", Key: "kinesis.shard.hour", Amount: 10 * 730}, {Name: "Puts", Key: "kinesis.put.unit", Amount: 10_000 * 2_628_000 / 1e6}}},
		{"AWS Pricing Calculator: 540 GB in S3 Standard", "12.42", []Usage{{Name: "Objects", Key: "s3.standard.storage", Amount: 540}}},
		{"AWS Pricing Calculator: eight 50 GB gp2 volumes", "40.00", []Usage{{Name: "Volumes", Key: "ebs.gp2.storage", Amount: 400}}},
	} {
		b := Price(pricing.Embedded(), "us-east-1", v.usages, nil)
		if b.Total.String() != v.total || !b.Complete {
			t.Errorf("%s: %s, published %s\n%s", v.source, b.Total, v.total, lines(b))
		}
	}
}
