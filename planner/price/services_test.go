package price

import (
	"testing"
)

// Totals at the rates of the embedded book, worked out by hand.
func TestServices(t *testing.T) {
	for words, total := range map[string]string{
		"ec2 type=m7g.large n=4":                                                           "238.27", // 2,920 × 0.0816
		"ec2 type=m7g.large hours=100":                                                     "8.16",
		"ec2 type=m7g.large days=10 hours_per_day=8":                                       "6.53",  // 80 × 0.0816
		"ec2 n=2 hours=10 --rate hour=1":                                                   "20.00", // the price is given, so no type is needed
		"ebs type=gp3 gb=2000 iops=10000 mbps=500":                                         "210.00",
		"ebs type=gp3 gb=2000 iops=3000 mbps=125":                                          "160.00", // what a volume includes
		"ebs type=gp2 gb=100 iops=9000":                                                    "10.00",  // operations are in the price
		"ebs gb=100 n=2 snapshot_gb=50":                                                    "21.00",  // 200 × 0.08 + 100 × 0.05
		"lambda requests=3M ms=120 memory_mb=1536":                                         "2.73",
		"lambda requests=3M ms=120 memory_mb=1536 arch=arm":                                "2.27", // 140,000 × 0.0000133334 + 0.40
		"lambda requests=3M ms=120 memory_mb=1536 free_tier=no":                            "9.60", // 540,000 × 0.0000166667 + 0.60
		"lambda requests=900k ms=100 memory_mb=1024":                                       "0.00",
		"lambda requests=100B ms=100 memory_mb=1024":                                       "179993.33",
		"fargate vcpu=0.25 gb=0.5":                                                         "9.01", // 182.5 × 0.04048 + 365 × 0.004445
		"fargate vcpu=1 gb=2 hours=100 --rate vcpu_h=0.04,gb_h=0.004":                      "4.80",
		"fargate vcpu=1 gb=2 hours_per_day=8 days=10 --rate vcpu_h=0.04,gb_h=0":            "3.20",
		"fargate vcpu=1 gb=2 hours_per_day=12 --rate vcpu_h=0.04,gb_h=0":                   "14.60", // 365 × 0.04
		"fargate vcpu=1 gb=2 seconds_per_day=7200 --rate vcpu_h=0.1,gb_h=0":                "6.08",  // 2 × 730 ÷ 24 × 0.1
		"fargate vcpu=1 gb=2 seconds_per_day=600 days=30":                                  "0.24",  // 5 × 0.04048 + 10 × 0.004445
		"fargate vcpu=1 gb=2 hours=10 ephemeral_gb=30 --rate vcpu_h=1,gb_h=1,eph_gb_h=0.1": "40.00",
		"lambda requests=5M":                                                               "0.80",
		"lambda requests=5M free_tier=no":                                                  "1.00",
		"ebs type=st1 gb=125":                                                              "5.63", // 125 × 0.045
		"ebs type=io1 gb=10 iops=500":                                                      "33.75",
		"ebs type=gp3 gb=1 iops=3000 mbps=750":                                             "25.08",  // 0.08 + 625 × 0.04
		"ebs type=gp3 gb=4000 iops=80000 mbps=2000":                                        "780.00", // 320 + 77,000 × 0.005 + 1,875 × 0.04
		"cloudfront plan=pro gb=50000 requests=10M":                                        "15.00",
		"cloudfront plan=pro gb=100000 requests=20M distributions=2":                       "30.00",
		"fargate vcpu=1 gb=2 hours=100 arch=arm":                                           "3.95", // 100 × 0.03238 + 200 × 0.00356
		"alb new_per_s=1 active=120 gb_per_h=1.08 rules_per_s=250 hours=720":               "22.42",
		"alb gb_per_h=0.54 lambda_gb_per_h=0.54 hours=720":                                 "27.09", // 1.89 LCU
		"alb new_per_s=10 active=3000 mtls=yes hours=100":                                  "3.85",  // 2 LCU
		"nlb protocol=tls new_per_s=100 hours=100":                                         "3.45",  // 2 NLCU
		"nat n=3 gb=1000":                                                                  "143.55",
		"datatransfer gb=1000":                                                             "81.00", // 900 after the 100 that are free
		"datatransfer gb=1000 both_directions=yes":                                         "20.00",
		"datatransfer gb=1000 kind=inter-az":                                               "10.00",
		"datatransfer gb=1000 --rate gb=0.02":                                              "20.00",
		"datatransfer gb=20000 free_gb=0":                                                  "1751.20", // 10,240 × 0.09 + 9,760 × 0.085
		"apigateway calls=400M":                                                            "390.00",
		"apigateway calls=100M response_kb=513 --rate call_m=1":                            "200.00",
		"apigateway calls=100M response_kb=512 --rate call_m=1":                            "100.00",
		"apigateway calls=400M --rate call_m=1,call_m_2=0.9":                               "390.00",
		"apigateway calls=400M --rate t1=1,t2=0.9":                                         "390.00",
		"apigateway type=rest calls=400M":                                                  "1353.10", // 333 × 3.50 + 67 × 2.80
		"apigateway type=ws messages=1M message_kb=33 connection_minutes=4M":               "3.00",
		"cloudfront gb=5000 requests=50M":                                                  "377.96",
		"cloudfront gb=1024 requests=4M http_requests=6M":                                  "0.00",
		"cloudfront plan=pro distributions=2":                                              "30.00",
		"route53 zones=30 queries=2000M health_checks=2":                                   "614.00",
		"vpc addresses=3 endpoints=2 zones=3 gb=500":                                       "59.75",
		"s3 gb=540 put=310k get=620k":                                                      "14.22",
		"s3 gb=600000":                                                                     "13163.20", // three tiers
		"s3 gb=100 class=standard-ia retrieved_gb=10 put=1000":                             "1.36",
		"s3 gb_day_1=310x10 gb_day_2=0x21 --rate gb=0.1":                                   "10.00",
		"s3 gb_day_1=730x10 --rate gb=0.1":                                                 "24.00", // a month of 730 hours
		"efs gb=100 ia_gb=400 ia_read_gb=20 mbps=15":                                       "100.20",
		"rds type=db.m7g.large multi_az=yes gb=100":                                        "268.28",
		"rds engine=mysql type=m7g.large gb=400 iops=14000":                                "208.64", // 122.64 + 46 + 2,000 × 0.02
		"aurora type=db.r7g.large n=2 gb=200 io=100M":                                      "442.96",
		"aurora acu=2 gb=10 storage=io-optimized io=5B":                                    "230.01", // 1,460 × 0.156 + 10 × 0.225, half a cent up
		"dynamodb gb=100 reads=200M writes=50M":                                            "62.50",
		"dynamodb reads=1M writes=1M item_kb=5 consistency=strong":                         "3.38", // 2 RRU and 5 WRU each
		"dynamodb reads=1M writes=1M item_kb=5 consistency=transactional":                  "6.75",
		"dynamodb mode=provisioned reads=100 writes=50 consistency=strong":                 "18.98", // 75 RCU and 25 WCU are billed
		"dynamodb rcu=100 wcu=50 free_tier=no":                                             "33.22",
		"elasticache type=cache.m7g.large n=2":                                             "184.54",
		"elasticache gb=10 ecpu=1000M":                                                     "615.50",
		"elasticache gb=0.01":                                                              "6.13", // 100 MB at least
		"dms type=t2.micro days=7":                                                         "3.02",
		"sqs requests=101M":                                                                "40.00",
		"sqs messages=10M batch=10 type=fifo free_tier=no kb=65":                           "3.00",
		"sns requests=10M http=2M email=5000 sqs=10M":                                      "5.72",
		"sns requests=1M http=100k email=1000":                                             "0.00",
		"eventbridge events=1M kb=65":                                                      "2.00",
		"eventbridge invocations=20M":                                                      "6.00",
		"eventbridge destinations=2M invocations=15M":                                      "1.40",
		"eventbridge events=100M match=25% batch=10 kb=1":                                  "1.00", // 2.5 million requests
		"eventbridge events=100M match=25M kb=65":                                          "20.00",
		"eventbridge discovery=10M kb=8KB --rate event_m=0.1":                              "0.50",
		"lambda requests=3M ms=120ms memory_mb=1536MB":                                     "2.73",
		"eventbridge archive=60 replay=1M":                                                 "8.38",
		"eventbridge discovery=10M kb=9 --rate disc_m=0.1":                                 "1.50", // two units each, five million free
		"kinesis records_per_s=10000 kb=0.5 consumers=4":                                   "477.42",
		"kinesis shards=2 records_per_s=10 kb=26 hours=100":                                "3.10",
		"kinesis mode=ondemand records_per_s=1048.576 kb=1 consumers=0 hours=10":           "3.28",
		"cognito mau=50000":                                                                "600.00",
		"cognito plan=lite mau=110000 federated=150":                                       "542.50",
		"waf rules=5 requests=20M":                                                         "22.00",
		"cloudwatch metrics=110 alarms=20 dashboards=5 logs_gb=55 kept_gb=5":               "62.00",
		"cloudwatch metrics=10010 free_tier=no":                                            "3001.00",
		"xray traces=2M retrieved=1M scanned=1M":                                           "10.00",
		"xray requests=100M sampled=2%":                                                    "9.50",
		"codepipeline pipelines=4":                                                         "3.00",
		"codepipeline type=v2 minutes=1600":                                                "3.00",
		"codebuild builds=100 minutes_per_build=4.5":                                       "2.00",
		"codebuild size=medium minutes=100":                                                "1.00",
		"lightsail bundle=2gb n=2":                                                         "24.00",
		"dax type=dax.r5.large hours=100 --rate hour=0.255":                                "76.50",
		"redshift rpu=8 hours=10 --rate rpu_h=0.375":                                       "30.00",
		"gwlb new_per_s=600 hours=100 --rate hour=0.0125,lcu=0.004":                        "1.65",
		"clb gb=100 hours=720 --rate hour=0.025,gb=0.008":                                  "18.80",
		"secrets secrets=5 calls=100k --rate secret=0.40,call_10k=0.05":                    "2.50",
		"kms keys=2 requests=1M --rate key=1,req_10k=0.03":                                 "4.94",
	} {
		r := mustAsk(t, words)
		if r.Total.String() != total || !r.Complete {
			t.Errorf("%s: %s, want %s\n%s", words, r.Total, total, Text(r))
		}
		audit(t, words, r)
	}
}
