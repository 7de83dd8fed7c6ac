package price

import (
	"errors"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	for words, problem := range map[string]string{
		"lamda requests=1": "did you mean lambda?",
		"xyzzy requests=1": "lists them",
		"lambda":           "needs parameters",
		"lambda requets=1": "did you mean requests?",
		"lambda requests=1 ms=1 memory_mb=512 --rate gb=1":     "lambda has no rate “gb”; did you mean gbs?",
		"lambda requests=1.5 ms=1 memory_mb=512":               "requests: “1.5” is not a whole number",
		"lambda requests=-1":                                   "is negative",
		"lambda requests=1M ms=100":                            "memory_mb is missing",
		"lambda requests=1M memory_mb=512":                     "ms is missing",
		"lambda requests=1M ms=1 memory_mb=64":                 "below the least, 128",
		"lambda provisioned=5 memory_mb=512":                   "hours is missing",
		"lambda pc_requests=5 pc_ms=1 memory_mb=512":           "provisioned and hours",
		"lambda arch=sparc requests=1":                         "one of x86, arm",
		"lambda requests":                                      "is no parameter; write it like requests=3M",
		"lambda requests=":                                     "has no value",
		"lambda requests=1 requests=2":                         "given twice",
		"lambda requests=1 free_tier=maybe":                    "neither yes nor no",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=-1":   "is no price",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=1e99": "is no price",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=":     "has no value",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs_2=1":  "rate gbs_2 is given without gbs",
		"ec2 type=bogus.large":                                 "type “bogus.large” is in no Region of the price book. Did you mean c7g.large? Or give its price with --rate hour=",
		"ec2 type=bogus.large hours=0":                         "is in no Region",
		"ec2 type=large":                                       "It has c7g.",
		"ec2 type=m7g.bogusbogus os=windows":                   "It has m7g.12xlarge, ",
		"rds type=m7g.huge":                                    "Did you mean db.m7g.large?",
		"aurora type=db.q7.large":                              "Did you mean db.r7g.large?",
		"elasticache type=bogus":                               "It has cache.",
		"dax type=dax.r5.large":                                "It has t3.small. Or give",
		"dms type=t9.medium":                                   "It has t2.micro.",
		"redshift type=ra3.enormous":                           "It has ra3.",
		"ebs type=gp9 gb=1":                                    "one of gp3",
		"ec2 n=1":                                              "type is missing",
		"ec2 type=m7g.large hours=3 days=2":                    "say how long it runs",
		"ec2 type=m7g.large region=Mars":                       "is no region",
		"ec2 type=../etc n=1":                                  "is no name",
		"ebs type=gp5 gb=1":                                    "did you mean gp3?",
		"ebs gb=1 TB":                                          "no parameter",
		"ebs gb=1TB":                                           "can be read two ways",
		"ebs gb=1 hours=740":                                   "give month_hours=744",
		"s3 gb=1 gb_day_1=1x2":                                 "both say what is stored",
		"s3 gb_day_1=1x20 gb_day_2=1x20":                       "last 40 days together",
		"s3 gb_day_1=5":                                        "write it like 100x15",
		"s3 gb_day_1=1x99":                                     "more days than a month",
		"s3 gb=5 --rate t2=1":                                  "without gb, the tier below it",
		"s3 gb=5 --rate t1=1,gb=2":                             "given twice",
		"alb active=5 connection_s=5":                          "say the same",
		"alb rules=20":                                         "requests_per_s is missing",
		"apigateway type=ws calls=5":                           "messages and connection_minutes",
		"apigateway calls=5 messages=5":                        "give type=ws",
		"eventbridge events=10 match=20":                       "can be read two ways",
		"eventbridge events=1000 match=2000":                   "more than the events",
		"eventbridge events=10 archive=yes":                    "needs kb",
		"eventbridge batch=10":                                 "",
		"dynamodb rcu=5 reads=5":                               "say the same",
		"dynamodb mode=ondemand rcu=5":                         "give mode=provisioned",
		"fargate vcpu=1":                                       "gb is missing",
		"fargate vcpu=1 gb=2 os=windows arch=arm":              "on x86 alone",
		"fargate vcpu=1 gb=2 hours=5 days=2":                   "say the same",
		"kinesis mode=ondemand shards=4":                       "on demand has none",
		"elasticache type=cache.m7g.large gb=1":                "give one or the other",
		"sqs requests=1 messages=1":                            "say the same",
		"xray requests=1 traces=1":                             "say the same",
		"codepipeline type=v2 pipelines=1":                     "belongs to the type",
		"codebuild minutes=1 builds=1":                         "say the same",
		"rds gb=1":                                             "type is missing",
		"aurora gb=1":                                          "or give acu",
		"redshift gb=1":                                        "or give rpu",
	} {
		_, err := ask(t, words)
		if problem == "" {
			if err != nil {
				t.Errorf("%s: %v", words, err)
			}
			continue
		}
		var problems Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: %v; want %q", words, err, problem)
		}
	}
}

func TestEveryProblemIsNamed(t *testing.T) {
	_, err := ask(t, "lambda requets=1 ms=x arch=z --rate frob=1,gbs=y")
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 5 {
		t.Errorf("want five problems, got %d: %v", len(problems), err)
	}
}
