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
		"lambda requests=1 ms=1 memory_mb=512 --rate gb=1":                    "lambda has no rate “gb”; did you mean gbs?",
		"lambda requests=1.5 ms=1 memory_mb=512":                              "requests: “1.5” is not a whole number",
		"lambda requests=-1":                                                  "is negative",
		"lambda requests=1M ms=100":                                           "memory_mb is missing",
		"lambda requests=1M memory_mb=512":                                    "ms is missing",
		"lambda requests=1M ms=1 memory_mb=64":                                "below the least, 128",
		"lambda provisioned=5 memory_mb=512":                                  "hours is missing",
		"lambda pc_requests=5 pc_ms=1 memory_mb=512":                          "provisioned and hours",
		"lambda arch=sparc requests=1":                                        "one of x86, arm",
		"lambda requests":                                                     "is no parameter; write it like requests=3M",
		"lambda requests=":                                                    "has no value",
		"lambda requests=1 requests=2":                                        "given twice",
		"lambda requests=1 free_tier=maybe":                                   "neither yes nor no",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=-1":                  "is no price",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=1e99":                "is no price",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs=":                    "has no value",
		"lambda requests=1 ms=1 memory_mb=512 --rate gbs_2=1":                 "rate gbs_2 is given without gbs",
		"ec2 type=bogus.large":                                                "type “bogus.large” is in no Region of the price book. Did you mean c7g.large? Or give its price with --rate hour=",
		"ec2 type=bogus.large hours=0":                                        "is in no Region",
		"ec2 type=large":                                                      "It has c7g.",
		"ec2 type=m7g.bogusbogus os=windows":                                  "It has m7g.12xlarge, ",
		"rds type=m7g.huge":                                                   "Did you mean db.m7g.large?",
		"aurora type=db.q7.large":                                             "Did you mean db.r7g.large?",
		"elasticache type=bogus":                                              "It has cache.",
		"dax type=dax.r5.large":                                               "It has t3.small. Or give",
		"dms type=t9.medium":                                                  "It has t2.micro.",
		"redshift type=ra3.enormous":                                          "It has ra3.",
		"lambda requests=1 ms=900001 memory_mb=128":                           "above the most, 900000; a function runs 15 minutes at most",
		"lambda provisioned=1 hours=1 pc_requests=1 pc_ms=901s memory_mb=128": "pc_ms: “901s” is above the most",
		"lambda requests=1 ms=1 memory_mb=10241":                              "above the most, 10240",
		"fargate vcpu=3 gb=8":                                                 "a task has 0.25, 0.5, 1, 2, 4, 8 or 16 vCPU",
		"fargate vcpu=0.25 gb=1.5":                                            "give gb=2",
		"fargate vcpu=0.25 gb=4":                                              "from 0.5 to 2 GB",
		"fargate vcpu=0.5 gb=0.5":                                             "from 1 to 4 GB",
		"fargate vcpu=1 gb=9":                                                 "from 2 to 8 GB",
		"fargate vcpu=2 gb=3":                                                 "from 4 to 16 GB",
		"fargate vcpu=4 gb=31":                                                "from 8 to 30 GB",
		"fargate vcpu=8 gb=17":                                                "from 16 to 60 GB in the steps that Fargate offers; give gb=20",
		"fargate vcpu=16 gb=24":                                               "from 32 to 120 GB",
		"fargate vcpu=8 gb=16 os=windows":                                     "Windows has 1, 2 or 4",
		"fargate vcpu=1 gb=2 --rate vcpu_s=1,vcpu_h=1":                        "rates vcpu_s and vcpu_h say the same",
		"ebs type=st1 gb=124":                                                 "at least 125 GB; give gb=125 or type=gp3",
		"ebs type=sc1 gb=16385":                                               "at most 16384 GB; give more volumes with n",
		"ebs type=gp3 gb=65537":                                               "at most 65536 GB; give more volumes",
		"ebs type=gp2 gb=16385":                                               "give type=gp3",
		"ebs type=standard gb=1025":                                           "at most 1024 GB",
		"ebs type=gp3 gb=0.5":                                                 "at least 1 GB; give gb=1",
		"ebs type=gp3 iops=80001":                                             "at most 80000 operations a second; give type=io2",
		"ebs type=io1 iops=64001":                                             "at most 64000",
		"ebs type=io2 iops=256001":                                            "at most 256000",
		"ebs type=gp3 gb=10 iops=10000":                                       "give gb=20",
		"ebs type=io1 gb=10 iops=501":                                         "give gb=11",
		"ebs type=gp3 mbps=2001 iops=80000":                                   "at most 2000 MiB/s",
		"ebs type=gp3 mbps=751":                                               "give iops=3004",
		"cloudfront plan=pro requests=10000001":                               "plan=pro is not possible: ",
		"cloudfront plan=pro gb=60000":                                        "give plan=payg",
		"cloudfront plan=free requests=600k http_requests=600k":               "give plan=pro or plan=payg",
		"ebs type=gp9 gb=1":                                                   "one of gp3",
		"ec2 n=1":                                                             "type is missing",
		"ec2 type=m7g.large hours=3 days=2":                                   "say how long it runs",
		"ec2 type=m7g.large region=Mars":                                      "is no region",
		"ec2 type=../etc n=1":                                                 "is no name",
		"ebs type=gp5 gb=1":                                                   "did you mean gp3?",
		"ebs gb=1 TB":                                                         "no parameter",
		"ebs gb=1TB":                                                          "can be read two ways",
		"ebs gb=1 hours=740":                                                  "give month_hours=744",
		"s3 gb=1 gb_day_1=1x2":                                                "both say what is stored",
		"s3 gb_day_1=1x20 gb_day_2=1x20":                                      "last 40 days together",
		"s3 gb_day_1=5":                                                       "write it like 100x15",
		"s3 gb_day_1=1x99":                                                    "more days than a month",
		"s3 gb=5 --rate t2=1":                                                 "without gb, the tier below it",
		"s3 gb=5 --rate t1=1,gb=2":                                            "given twice",
		"alb active=5 connection_s=5":                                         "say the same",
		"alb rules=20":                                                        "requests_per_s is missing",
		"apigateway type=ws calls=5":                                          "messages and connection_minutes",
		"apigateway calls=5 messages=5":                                       "give type=ws",
		"eventbridge events=10 match=20":                                      "can be read two ways",
		"eventbridge events=1000 match=2000":                                  "more than the events",
		"eventbridge events=10 archive=yes":                                   "needs kb",
		"eventbridge batch=10":                                                "",
		"dynamodb rcu=5 reads=5":                                              "say the same",
		"dynamodb mode=ondemand rcu=5":                                        "give mode=provisioned",
		"fargate vcpu=1":                                                      "gb is missing",
		"fargate vcpu=1 gb=2 os=windows arch=arm":                             "on x86 alone",
		"fargate vcpu=1 gb=2 hours=5 days=2":                                  "say the same",
		"kinesis mode=ondemand shards=4":                                      "on demand has none",
		"elasticache type=cache.m7g.large gb=1":                               "give one or the other",
		"sqs requests=1 messages=1":                                           "say the same",
		"xray requests=1 traces=1":                                            "say the same",
		"codepipeline type=v2 pipelines=1":                                    "belongs to the type",
		"codebuild minutes=1 builds=1":                                        "say the same",
		"rds gb=1":                                                            "type is missing",
		"aurora gb=1":                                                         "or give acu",
		"redshift gb=1":                                                       "or give rpu",
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
