package catalog

import "testing"

func TestPromises(t *testing.T) {
	for id, want := range map[string]float64{
		"route53": 1, "ec2.instance": 0.995, "ec2.region": 0.9999, "elb": 0.9999, "rds.single": 0.995, "rds.multi-az": 0.9995,
		"aurora.single": 0.999, "aurora.multi-az": 0.9999, "dynamodb": 0.9999, "s3": 0.999, "cloudfront": 0.999, "sqs": 0.999,
		"lambda": 0.9995, "apigateway": 0.9995, "eventbridge": 0.9999, "cognito": 0.999, "nat": 0.999,
	} {
		if got := Promised(id).Uptime; float64(got) != want {
			t.Errorf("%s is promised at %v, want %v", id, got, want)
		}
	}
	for id, p := range promises() {
		if p.Uptime < 0.9 || p.Uptime > 1 || p.Name == "" || p.Source.Name == "" || (!p.Source.Ours && (p.Source.AsOf == "" || p.Source.URL == "")) {
			t.Errorf("%s lacks a figure or a dated public source: %+v", id, p)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown agreement did not panic")
		}
	}()
	Promised("nowhere")
}
