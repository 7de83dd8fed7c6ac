package catalog

import (
	"math"
	"testing"

	"stagecraft/diagram/glyph"
	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// worked is one example of each service that a reader can redo with a
// calculator: need and sizing in, metered amounts out, in the unit of the rate.
var worked = []struct {
	service string
	need    Need
	size    Sizing // used as it is where Unit is given, else Size is asked
	zones   int
	amounts map[pricing.Key]float64
}{
	// One domain, 2 million look-ups, one health check.
	{"route53", Need{Messages: 2e6, Units: 1}, Sizing{}, 1, map[pricing.Key]float64{"route53.zone": 1, "route53.query.standard": 2, "route53.healthcheck.aws": 1}},
	// 1,024 GiB and 10 requests/s: 26,280,000 a month.
	{"cloudfront", Need{Requests: units.Rate{Average: 10}, Egress: 1024 * units.GiB}, Sizing{}, 1, map[pricing.Key]float64{"cloudfront.dto.us+mexico+canada": 1024, "cloudfront.https.us+mexico+canada": 2628}},
	{"cognito", Need{Users: 25e3}, Sizing{}, 1, map[pricing.Key]float64{"cognito.lite.mau": 25e3}},
	// 10 GB for the system and 5 GiB of rows in one snapshot.
	{"lightsail", Need{Rows: 5 * units.GiB}, Sizing{Unit: "lightsail.linux.2gb"}, 1, map[pricing.Key]float64{"lightsail.linux.2gb": 1, "ebs.snapshot.storage": 15}},
	// Three servers all month: 3 × 730 h, 3 × 20 GiB.
	{"ec2", Need{}, Sizing{Unit: "m7g.large", Count: 3, Average: 3}, 3, map[pricing.Key]float64{"ec2.m7g.large": 2190, "ebs.gp3.storage": 60}},
	// 1,000 requests/s of 20 kB: 72 LCU by bytes, for 730 h, addresses in two zones.
	{"alb", Need{Requests: units.Rate{Average: 1000}, Egress: units.Bytes(1000 * 20e3 * billedGB * units.SecondsPerMonth), Units: 2}, Sizing{}, 2, map[pricing.Key]float64{"alb.hour": 730, "alb.lcu": 72 * 730, "vpc.ipv4.inuse": 1460}},
	{"internal-alb", Need{Requests: units.Rate{Average: 1000}, Egress: units.Bytes(1000 * 20e3 * billedGB * units.SecondsPerMonth)}, Sizing{}, 2, map[pricing.Key]float64{"alb.hour": 730, "alb.lcu": 72 * 730}},
	// Two gateways, 100 GiB to third parties and 40 GiB to S3.
	{"nat", Need{Units: 2, Egress: 100 * units.GiB, Internal: 40 * units.GiB}, Sizing{}, 2, map[pricing.Key]float64{"nat.hour": 1460, "nat.data": 140, "vpc.ipv4.inuse": 1460}},
	// A primary with its standby, one replica, 100 GiB each; 50 GiB of rows leave the free backup space unused.
	{"rds", Need{Rows: 50 * units.GiB}, Sizing{Unit: "db.m7g.large", Standby: true, Readers: 1, Shards: 1, Storage: 100}, 2, map[pricing.Key]float64{"rds.postgresql.db.m7g.large.multi-az": 730, "rds.storage.gp3.multi-az": 100, "rds.postgresql.db.m7g.large.single-az": 730, "rds.storage.gp3.single-az": 100, "rds.backup.storage": 0}},
	// Writer and reader, 100 GiB × 1.3; no writes and no reads.
	{"aurora", Need{Rows: 100 * units.GiB}, Sizing{Unit: "db.r7g.large", Readers: 1, Shards: 1}, 2, map[pricing.Key]float64{"aurora.postgresql.db.r7g.large": 1460, "aurora.storage.standard": 130, "aurora.io": 0, "aurora.backup.storage": 0}},
	{"elasticache", Need{}, Sizing{Unit: "cache.r7g.large", Count: 3}, 3, map[pricing.Key]float64{"elasticache.valkey.cache.r7g.large": 2190}},
	{"s3", Need{Objects: 540 * units.GiB, Puts: 2e6, Gets: 5e6}, Sizing{}, 1, map[pricing.Key]float64{"s3.standard.storage": 540, "s3.standard.put": 2000, "s3.standard.get": 5000}},
	// 100 reads/s of 3 KB take half a unit each, 10 writes/s three. With a peak of
	// ten times that, requests are cheaper: 131.4 million × $0.125 and 78.84 million
	// × $0.625 are $65.70, 625 + 375 units for the peak $237. With a peak of twice
	// the average capacity is: 125 + 75 units × 730 h.
	{"dynamodb", Need{Reads: units.Rate{Average: 100, Peak: 1000}, Writes: units.Rate{Average: 10, Peak: 100}, RowBytes: 3 * units.KiB, Rows: 20 * units.GiB}, Sizing{}, 1, map[pricing.Key]float64{"dynamodb.ondemand.rru": 131.4, "dynamodb.ondemand.wru": 78.84, "dynamodb.storage.standard": 20}},
	{"dynamodb", Need{Reads: units.Rate{Average: 100, Peak: 200}, Writes: units.Rate{Average: 10, Peak: 20}, RowBytes: 3 * units.KiB, Rows: 20 * units.GiB}, Sizing{}, 1, map[pricing.Key]float64{"dynamodb.provisioned.rcu": 91_250, "dynamodb.provisioned.wcu": 54_750, "dynamodb.storage.standard": 20}},
	// 10 million messages, three requests each, one at a time; then ten at a time.
	{"sqs", Need{Messages: 10e6}, Sizing{}, 1, map[pricing.Key]float64{"sqs.standard.request": 30}},
	{"sqs", Need{Messages: 10e6, Requests: units.Rate{Peak: 100}}, Sizing{}, 1, map[pricing.Key]float64{"sqs.standard.request": 3}},
	{"eventbridge", Need{Messages: 5e6}, Sizing{}, 1, map[pricing.Key]float64{"eventbridge.custom": 5}},
	// 3 million jobs of 200 ms with half a GiB.
	{"lambda", Need{Messages: 3e6, Duration: 200}, Sizing{}, 1, map[pricing.Key]float64{"lambda.request": 3, "lambda.arm.gbs": 300e3}},
	{"apigateway", Need{Requests: units.Rate{Average: 100}}, Sizing{}, 1, map[pricing.Key]float64{"apigw.http.request": 262.8}},
	// 14 GiB of logs kept a month, 27 metrics, 15 alarms, two dashboards.
	{"cloudwatch", Need{Egress: 14 * units.GiB, Gets: 27, Puts: 15, Units: 2}, Sizing{}, 1, map[pricing.Key]float64{"cloudwatch.logs.ingest": 14, "cloudwatch.logs.storage": 14, "cloudwatch.metric": 27, "cloudwatch.alarm.standard": 15, "cloudwatch.dashboard": 2}},
	{"xray", Need{Messages: 2e6}, Sizing{}, 1, map[pricing.Key]float64{"xray.recorded": 2}},
	// Four pipelines, 40 deployments of 10 minutes each.
	{"codepipeline", Need{Units: 4}, Sizing{}, 1, map[pricing.Key]float64{"codepipeline.v1": 4, "codebuild.linux.small": 1600, "codedeploy.aws": 160}},
	{"codebuild", Need{Units: 4}, Sizing{}, 1, map[pricing.Key]float64{"codebuild.linux.small": 1600}},
	{"codedeploy", Need{Units: 4}, Sizing{}, 1, map[pricing.Key]float64{"codedeploy.aws": 160}},
	// Three small nodes all month.
	{"dax", Need{}, Sizing{Unit: "dax.t3.small", Count: 3}, 3, map[pricing.Key]float64{"dax.t3.small": 2190}},
	// 17.28 GB at 20 MB/s are a hundredth of a day, and a week of changes: 7.01 days × 24 h.
	{"dms", Need{Rows: 17.28 * units.GB, Units: 1}, Sizing{}, 1, map[pricing.Key]float64{"dms.t2.micro.single-az": 168.24}},
	// Two servers with 20 GiB of system and 30 GiB of data, which is kept once more.
	{"ebs", Need{Units: 2, Rows: 30 * units.GiB}, Sizing{}, 1, map[pricing.Key]float64{"ebs.gp3.storage": 100, "ebs.snapshot.storage": 30}},
	// 100 GiB, a fifth in use; a tenth of the rest is read; read once a day they need
	// less throughput than their size includes.
	{"efs", Need{Objects: 100 * units.GiB}, Sizing{}, 2, map[pricing.Key]float64{"efs.standard.storage": 20, "efs.standard-ia.storage": 80, "efs.ia.read": 8, "efs.provisioned.throughput": 0}},
	// Four tasks of half a vCPU and 2 GB all month.
	{"fargate", Need{}, Sizing{Unit: "0.5 vCPU, 2 GB", Count: 4, Average: 4, VCPU: 0.5, Storage: 2}, 2, map[pricing.Key]float64{"fargate.arm.vcpu": 1460, "fargate.arm.gb": 5840}},
	// 12,000 records/s: 15 shards at 80%, 31,536 million units of 25 KB.
	{"kinesis", Need{Requests: average(12_000), RowBytes: 100, Units: 1}, Sizing{}, 2, map[pricing.Key]float64{"kinesis.shard.hour": 10_950, "kinesis.put.unit": 31_536}},
	// 146 TB a month are 200 GB an hour: 200 NLCU.
	{"nlb", Need{Requests: average(100), Egress: 146_000 * units.GiB, Units: 2}, Sizing{}, 2, map[pricing.Key]float64{"nlb.hour": 730, "nlb.nlcu": 146_000, "vpc.ipv4.inuse": 1460}},
	// One TiB, 4 units for 4 hours a day of 730 ÷ 24 days.
	{"redshift", Need{Objects: 1024 * units.GiB}, Sizing{}, 2, map[pricing.Key]float64{"redshift.serverless.rpu": 4 * 4 * 730.0 / 24, "redshift.rms": 1024}},
	// 3 million notifications, a fifth of them e-mails, which are sold by 100,000.
	{"sns", Need{Messages: 3e6}, Sizing{}, 1, map[pricing.Key]float64{"sns.request": 3, "sns.delivery.push": 2.4, "sns.delivery.email": 6}},
	// Two ACLs of six rules each, 250 million requests.
	{"waf", Need{Units: 2, Messages: 250e6}, Sizing{}, 1, map[pricing.Key]float64{"waf.webacl": 2, "waf.rule": 12, "waf.request": 250}},
	{"cloudformation", Need{}, Sizing{}, 1, nil},
	// 500 GiB to users; 300 GiB inside, two thirds of it between zones, both ways.
	{"datatransfer", Need{Egress: 500 * units.GiB, Internal: 300 * units.GiB}, Sizing{}, 3, map[pricing.Key]float64{"dto.internet": 500, "dt.inter-az": 400}},
}

func TestWorkedExamples(t *testing.T) {
	for _, c := range worked {
		t.Run(c.service, func(t *testing.T) {
			s, ok := Lookup(c.service)
			if !ok {
				t.Fatal("not in the catalogue")
			}
			p := policy(c.zones)
			c.need.Tier, c.need.Name = "x", "x"
			size := c.size
			if size.Unit == "" {
				size = s.Size(c.need, p)
			}
			got := amounts(s.Meter(c.need, size, p))
			for key, want := range c.amounts {
				if math.Abs(got[key]-want) > 1e-6*max(1, want) {
					t.Errorf("%s = %v, want %v", key, got[key], want)
				}
			}
			for key := range got {
				if _, listed := c.amounts[key]; !listed {
					t.Errorf("%s is metered (%v), but not part of the example", key, got[key])
				}
			}
		})
	}
}

func amounts(lines []bill.Usage) map[pricing.Key]float64 {
	sum := map[pricing.Key]float64{}
	for _, l := range lines {
		sum[l.Key] += l.Amount
	}
	return sum
}

// What a new service still lacks, by name. TestEveryMeteredKeyHasAPrice names
// the rates.
func TestWhatAServiceLacks(t *testing.T) {
	example := map[string]bool{}
	for _, c := range worked {
		example[c.service] = true
	}
	for _, s := range Services() {
		if _, ok := s.Card(); !ok {
			t.Errorf("%s has no row in data/cards.csv, and so none in docs/services.md", s.ID)
		}
		if !example[s.ID] {
			t.Errorf("%s has no worked example", s.ID)
		}
		if !glyph.Own(s.ID) {
			t.Errorf("%s has no glyph", s.ID)
		}
	}
	for id := range cards() {
		if _, ok := Lookup(id); !ok {
			t.Errorf("data/cards.csv has a row for %s, which is no service", id)
		}
	}
}

// The classic track runs the engine the talk names.
func TestCacheEngineOfATrack(t *testing.T) {
	p := policy(2)
	for track, key := range map[workload.Track]pricing.Key{workload.Current: "elasticache.valkey.cache.r7g.large", workload.Classic: "elasticache.redis.cache.r7g.large"} {
		w, _ := workload.Parse(map[string][]string{"track": {string(track)}})
		p.Workload.Asked.CacheEngine = w.Asked.CacheEngine
		if got := amounts(meterCache(Need{}, Sizing{Unit: "cache.r7g.large", Count: 2}, p)); got[key] != 1460 {
			t.Errorf("the %s track bills %v, want %s", track, got, key)
		}
	}
	redis, _ := p.hourly("elasticache.redis.cache.r7g.large")
	valkey, _ := p.hourly("elasticache.valkey.cache.r7g.large")
	if saved := 1 - valkey/redis; math.Abs(saved-0.2) > 0.001 {
		t.Errorf("Valkey costs %.1f%% less than Redis OSS, AWS says a fifth", saved*100)
	}
}

func TestCardsRefuse(t *testing.T) {
	head := "service,sized_by,limits,sla,sla_source,sla_url,sla_as_of\n"
	if all, err := parseCards(head + "a,x,y,99%,agreement,,2024\nb,x,y,,,,\n"); err != nil || len(all) != 2 || all["a"].SLASource.AsOf != "2024" {
		t.Errorf("good cards: %v, %v", all, err)
	}
	for _, bad := range []string{"service\n", head + "a,,y,,,,\n", head + "a,x,,,,,\n", head + ",x,y,,,,\n", head + "a,x,y,,,,\na,x,y,,,,\n", head + "a,x,y,99%,,,2024\n", head + "a,x,y,99%,agreement,,\n", head + "a,x,y,,agreement,,2024\n"} {
		if _, err := parseCards(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}
