package catalog

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// sized sizes and prices a need of a service.
func sized(t *testing.T, id string, n Need, p Policy) (Sizing, bill.Bill) {
	t.Helper()
	svc, ok := Lookup(id)
	if !ok {
		t.Fatalf("no service %s", id)
	}
	n.Tier, n.Name = id, id
	s := svc.Size(n, p)
	return s, bill.Price(p.Book, p.Workload.Region, svc.Meter(n, s, p), nil)
}

// costs compares the lines of a bill with amounts worked out by hand, in order;
// "?" is a line without a price.
func costs(t *testing.T, b bill.Bill, want ...string) {
	t.Helper()
	var got []string
	for _, i := range b.Items {
		amount := i.Monthly.String()
		if i.Unpriced {
			amount = "?"
		}
		got = append(got, amount)
		if len(i.Reasons) == 0 {
			t.Errorf("%s has no reason", i.Name)
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("lines cost %v, want %v", got, want)
	}
}

func is(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// average is a rate that is the same at all times.
func average(perSecond float64) units.Rate {
	return units.Rate{Average: units.PerSecond(perSecond), Peak: units.PerSecond(perSecond)}
}

// 107.3741824 GB are 100 GiB: 20 in use at $0.30, 80 not at $0.025, of which 8
// are read at $0.01. Read 300 times a day at a peak of 3 the 20 GiB need
// 20 × 1,024 × 300 ÷ 86,400 × 3 × 13/30 = 92.444 MiB/s, of which 20 × 50 ÷ 1,024 =
// 0.977 are included: 91.4679 at $6.
func TestEFS(t *testing.T) {
	p := policy(2)
	n := Need{Objects: 100 * units.GiB}
	s, b := sized(t, "efs", n, p)
	costs(t, b, "6.00", "2.00", "0.08")
	is(t, "throughput above what is included", s.Average, 0)
	p.Workload.Asked.SharedReads = 300
	s, b = sized(t, "efs", n, p)
	is(t, "throughput needed", s.Resources[0].Demand, 20*1024*300.0/86400*3*13/30)
	costs(t, b, "6.00", "2.00", "0.08", "548.81")
	// At the break-even nothing is provisioned, a hair above it something is.
	p.Workload.Asked.SharedReads = 20 * 50.0 / 1024 / (20 * 1024 / 86400.0 * 3 * 13 / 30)
	if s, _ := sized(t, "efs", n, p); s.Average > 1e-9 {
		t.Errorf("%v MiB/s are provisioned at the amount included", s.Average)
	}
	p.Workload.Asked.SharedReads *= 1.01
	if s, _ := sized(t, "efs", n, p); s.Average <= 0 {
		t.Error("nothing is provisioned above the amount included")
	}
}

// 4 units for less than 6.4 TiB and up to 32 TB; then 8; from 128 TB 32; memory
// of 1% in steps of 8.
func TestRPU(t *testing.T) {
	for _, c := range []struct {
		data units.Bytes
		want float64
	}{
		{0, 4}, {units.TB, 4}, {6400 * units.GiB, 4}, {6401 * units.GiB, 8}, {12800 * units.GiB, 8}, {12801 * units.GiB, 16},
		{32 * units.TB, 24}, {128 * units.TB, 80}, {129 * units.TB, 80},
	} {
		is(t, units.FormatBytes(c.data), RPU(c.data), c.want)
	}
}

// 1 TiB with 4 units 4 hours a day: 4 × 4 × 730/24 = 486.6667 RPU-hours at $0.375
// are $182.50, 1,024 GB at $0.024 $24.58. Day and night it would be $1,095.00;
// two nodes of $1.086 are $1,585.56. 13 TiB take 16 units, 12 hours of which are
// $2,190.00, and day and night $4,380.00: more than ⌈133.12 ÷ 32⌉ = 5 nodes for
// $3,963.90.
func TestRedshift(t *testing.T) {
	p := policy(2)
	s, b := sized(t, "redshift", Need{Objects: 1024 * units.GiB}, p)
	costs(t, b, "182.50", "24.58")
	if s.Unit != "serverless" || s.Resources[0].Capacity != 512 {
		t.Errorf("1 TiB, 4 hours a day: %+v", s)
	}
	p.Workload.Asked.AnalyticsTime = 24
	if s, b = sized(t, "redshift", Need{Objects: 1024 * units.GiB}, p); s.Unit != "serverless" {
		t.Errorf("4 units day and night cost less than two nodes: %s", s.Detail)
	}
	costs(t, b, "1095.00", "24.58")
	p.Workload.Asked.AnalyticsTime = 12
	_, b = sized(t, "redshift", Need{Objects: 13 * 1024 * units.GiB}, p)
	costs(t, b, "2190.00", "319.49")
	p.Workload.Asked.AnalyticsTime = 24
	s, b = sized(t, "redshift", Need{Objects: 13 * 1024 * units.GiB}, p)
	costs(t, b, "3963.90", "319.49")
	if s.Unit != "ra3.xlplus" || s.Count != 5 {
		t.Errorf("day and night 13 TiB take %s", s.Detail)
	}
}

// Three servers with 20 GiB and 50.5 GiB of data each: 3 × 71 × $0.08, and one
// copy of 51 GiB at $0.05; without data no snapshot.
func TestEBS(t *testing.T) {
	_, b := sized(t, "ebs", Need{Units: 3, Rows: 50 * units.GiB, Objects: units.GiB / 2}, policy(2))
	costs(t, b, "17.04", "2.55")
	_, b = sized(t, "ebs", Need{Units: 3}, policy(2))
	costs(t, b, "4.80")
}

// 32 nodes of 32 GiB hold 100 TiB with 1% in memory; a hair more takes the next
// type. Above 512 units there is no serverless warehouse, however few its hours.
func TestRedshiftNodes(t *testing.T) {
	for _, c := range []struct {
		data  units.Bytes
		name  string
		count int
	}{{0, "ra3.xlplus", 2}, {102_400 * units.GiB, "ra3.xlplus", 32}, {102_401 * units.GiB, "ra3.4xlarge", 11}, {614_400 * units.GiB, "ra3.4xlarge", 64}, {614_401 * units.GiB, "ra3.16xlarge", 17}} {
		if node, count := nodesFor(c.data); node.name != c.name || count != c.count {
			t.Errorf("%v take %d × %s, want %d × %s", units.FormatBytes(c.data), count, node.name, c.count, c.name)
		}
	}
	p := policy(2)
	p.Workload.Asked.AnalyticsTime = 0.1
	for data, want := range map[units.Bytes]string{819_200 * units.GiB: "serverless", 819_201 * units.GiB: "ra3.16xlarge"} {
		if s, b := sized(t, "redshift", Need{Objects: data}, p); s.Unit != want || !b.Complete {
			t.Errorf("%v on %s, priced %v; want %s", units.FormatBytes(data), s.Detail, b.Complete, want)
		}
	}
}

// NLCU of TCP: 1,000 requests/s of 20 kB, 10 a connection kept 60 s, take
// max(0.125, 0.06, 72); connections bind for short answers, active ones for
// connections kept long.
func TestNLB(t *testing.T) {
	nlcu, conns, active, gb := NLCU(1000, 10, 60, 1000*20e3*billedGB)
	is(t, "new", conns, 0.125)
	is(t, "active", active, 0.06)
	is(t, "bytes", gb, 72)
	is(t, "NLCU", nlcu, 72)
	nlcu, _, _, _ = NLCU(80_000, 1, 10, 0)
	is(t, "NLCU by new connections", nlcu, 100)
	nlcu, _, _, _ = NLCU(80_000, 1, 200, 0)
	is(t, "NLCU by active connections", nlcu, 160)

	// 146,000 GB of 2^30 a month are 200 GB an hour: 200 NLCU. 730 h × $0.0225 = $16.425,
	// 146,000 NLCU-hours × $0.006 = $876, two addresses 1,460 h × $0.005 = $7.30.
	n := Need{Requests: average(100), Egress: 146_000 * units.GiB, Units: 2}
	_, b := sized(t, "nlb", n, policy(2))
	costs(t, b, "16.43", "876.00", "7.30")
	is(t, "saving over an ALB", NetworkSaves(n, policy(2)), 146_000*0.002)
}

// 10,000 records/s of 0.5 KB to 4 consumers: 4.88 by bytes in, 10 by records,
// 9.77 by bytes out (AWS Pricing Calculator): 10 shards. 12,000 records/s at 80%
// of a shard are 15. 730 h × 15 × $0.015 = $164.25; 12,000/s × 2,628,000 s =
// 31,536 million units × $0.014 = $441.50.
func TestKinesis(t *testing.T) {
	shards, in, records, out := Shards(10_000, 512, 4)
	is(t, "bytes in", in, 4.8828125)
	is(t, "records", records, 10)
	is(t, "bytes out", out, 9.765625)
	if shards != 10 {
		t.Errorf("%d shards, want 10", shards)
	}
	for _, c := range []struct {
		records, bytes float64
		consumers      int
		want           int
	}{{0, 100, 1, 1}, {1000, 100, 1, 1}, {1001, 100, 1, 2}, {100, mebibyte / 100, 1, 1}, {200, mebibyte / 100, 1, 2}, {100, mebibyte / 100, 2, 1}, {100, mebibyte / 100, 3, 2}} {
		if got, _, _, _ := Shards(c.records, c.bytes, c.consumers); got != c.want {
			t.Errorf("%v records/s of %v bytes to %d take %d shards, want %d", c.records, c.bytes, c.consumers, got, c.want)
		}
	}
	s, b := sized(t, "kinesis", Need{Requests: average(12_000), RowBytes: 100, Units: 1}, policy(2))
	costs(t, b, "164.25", "441.50")
	if s.Count != 15 || s.Utilisation != 0.8 {
		t.Errorf("12,000 records/s take %d shards, %v full", s.Count, s.Utilisation)
	}
	// A payload of 25 KB is one unit, a byte more two.
	for size, want := range map[units.Bytes]string{25 * 1024: "36.79", 25*1024 + 1: "73.58"} {
		lines := shardLines(Need{Requests: average(1000), RowBytes: size}, Sizing{Count: 1})
		if got := bill.Price(policy(2).Book, "us-east-1", lines[1:], nil).Total.String(); got != want {
			t.Errorf("1,000 records/s of %v bytes cost %s, want %s", size, got, want)
		}
	}
	// A peak of a thousand times the average is cheaper on demand: 730 h × $0.04;
	// 1/s of 1 KB = 2.5063 GB in at $0.08 and out at $0.04.
	s, b = sized(t, "kinesis", Need{Requests: units.Rate{Average: 1, Peak: 4000}, RowBytes: 1000, Units: 1}, policy(2))
	costs(t, b, "29.20", "0.20", "0.10")
	if s.Unit != "on-demand" {
		t.Errorf("the stream is bought by %s", s.Unit)
	}
}

// 3 million notifications, a fifth by e-mail: 2 million requests above the free
// one at $0.50, 2.4 million to phones at $0.50, 599,000 e-mails above 1,000 free
// at $2 for 100,000.
func TestSNS(t *testing.T) {
	_, b := sized(t, "sns", Need{Messages: 3e6}, policy(2))
	costs(t, b, "0.00", "1.00", "1.20", "0.00", "11.98")
	p := policy(2)
	p.Workload.Asked.NotifyEmail = 0
	_, b = sized(t, "sns", Need{Messages: 1e6}, p)
	costs(t, b, "0.00", "0.50")
}

// Two web ACLs of six rules: $10 + $12; 250 million requests at $0.60: $150.
func TestWAF(t *testing.T) {
	s, b := sized(t, "waf", Need{Units: 2, Messages: 250e6, Role: "ALB, edge"}, policy(2))
	costs(t, b, "10.00", "12.00", "150.00")
	if s.Detail != "6 rules in 2 ACLs" {
		t.Errorf("the card says %q", s.Detail)
	}
	if s, b = sized(t, "waf", Need{Units: 1, Messages: 1e6, Role: "ALB"}, policy(2)); s.Detail != "6 rules" {
		t.Errorf("the card says %q", s.Detail)
	}
	costs(t, b, "5.00", "6.00", "0.60")
}

// Three small nodes day and night: 2,190 h × $0.04 = $87.60. 1 GiB hot takes
// 1 × 1.5 ÷ 0.75 = 2 GiB, which is all of the small node; more takes the next,
// whose price nobody publishes: the line is unpriced, not free.
func TestDAX(t *testing.T) {
	p := policy(3)
	s, b := sized(t, "dax", Need{Hot: units.GiB, Reads: average(1000)}, p)
	costs(t, b, "87.60")
	if s.Count != 3 || s.PerZone != 1 || s.Unit != "dax.t3.small" {
		t.Errorf("three small nodes: %+v", s)
	}
	s, b = sized(t, "dax", Need{Hot: units.GiB + 1, Reads: average(1000)}, p)
	costs(t, b, "?")
	if s.Unit != "dax.t3.medium" || b.Complete || !b.Total.IsZero() {
		t.Errorf("%s priced as complete: %v at %s", s.Unit, b.Complete, b.Total)
	}
	// 20,000 operations/s of a small node at 60% are 12,000: 24,000 take two and one
	// spare, one more takes four, which is two in each of three zones.
	if s, _ = sized(t, "dax", Need{Reads: average(24_000)}, p); s.Count != 3 {
		t.Errorf("24,000 operations/s take %d nodes, want 3", s.Count)
	}
	if s, _ = sized(t, "dax", Need{Reads: average(24_001)}, p); s.Count != 6 {
		t.Errorf("24,001 operations/s take %d nodes, want 6", s.Count)
	}
	if s, _ = sized(t, "dax", Need{Reads: average(5e6), Hot: units.TB}, p); s.Count > daxMost || s.Utilisation <= 1 {
		t.Errorf("what no cluster carries: %d nodes, %v full", s.Count, s.Utilisation)
	}
}

// 17.28 GB at 20 MB/s load in 864 s = 0.01 day; with a week of changes 7.01 days
// are 168.24 h at $0.018 = $3.03.
func TestDMS(t *testing.T) {
	s, b := sized(t, "dms", Need{Rows: 17.28 * units.GB, Units: 1}, policy(2))
	costs(t, b, "3.03")
	if s.Unit != "dms.t2.micro" || b.Items[0].Quantity.String() != "168.24" {
		t.Errorf("%s for %s hours", s.Unit, b.Items[0].Quantity)
	}
	for _, n := range []Need{{Rows: 20*units.GB + 1, Units: 2}, {Writes: average(51), Units: 2}} {
		if s, b := sized(t, "dms", n, policy(2)); s.Unit != "dms.r5.large" || b.Complete || s.Count != 2 {
			t.Errorf("%+v takes %s, complete %v", n, s.Detail, b.Complete)
		}
	}
	if s, _ := sized(t, "dms", Need{Rows: 20 * units.GB, Writes: average(50), Units: 1}, policy(2)); s.Unit != "dms.t2.micro" {
		t.Errorf("the largest small migration takes %s", s.Unit)
	}
}

// 6 busy vCPUs at peak and 3 on average, in two zones: tasks of 1 vCPU at 60%
// would be 10, and 20 over the zones; 10 are billed. The cheapest size is chosen,
// and the bill is its vCPU-hours and GB-hours.
func TestFargate(t *testing.T) {
	p := policy(2)
	p.Scaling = true
	n := Need{CPU: units.Rate{Average: 3, Peak: 6}, Resident: 700 * units.MB, InFlight: 20}
	s, b := sized(t, "fargate", n, p)
	cores := s.Average * s.VCPU
	if cores < 10-1e-9 || s.Count < int(s.Average) || s.Resources[0].Demand > s.Resources[0].Capacity*s.Resources[0].Target*(1+1e-9) {
		t.Errorf("3 busy vCPUs on average are billed as %v, sized %s", cores, s.Detail)
	}
	vcpu, gb := units.MustPrice("0.03238"), units.MustPrice("0.00356")
	costs(t, b, vcpu.Amount(units.NewQuantity(cores*730)).String(), gb.Amount(units.NewQuantity(s.Average*s.Storage*730)).String())
	// In one zone no task carries 60 vCPUs: the largest is shown above its target.
	one := policy(1)
	if s, _ = sized(t, "fargate", Need{CPU: average(60), Resident: 700 * units.MB}, one); s.VCPU != 16 || s.Utilisation <= 1 || s.Headroom >= 1 {
		t.Errorf("60 vCPUs on one task: %+v", s)
	}
	if s, _ = sized(t, "fargate", Need{CPU: average(9.6), Resident: 700 * units.MB}, one); s.VCPU != 16 || s.Count != 1 || s.Headroom < 1-1e-9 {
		t.Errorf("9.6 vCPUs fit the largest task at 60%%: %+v", s)
	}
}

// Capacity bought for the peak at 80% costs what requests do when 28.9% of it is
// in use: at a peak of 2.77 times the average.
func TestDynamoDBProvisioned(t *testing.T) {
	table := func(peak float64) Need {
		return Need{Reads: units.Rate{Average: 1000, Peak: units.PerSecond(1000 * peak)}, Writes: units.Rate{Average: 100, Peak: units.PerSecond(100 * peak)}, RowBytes: 1024, Rows: 25 * units.GiB}
	}
	for peak, want := range map[float64]string{1: "provisioned", 2.7: "provisioned", 2.8: "", 3: "", 10: ""} {
		if s, _ := sized(t, "dynamodb", table(peak), policy(2)); s.Unit != want {
			t.Errorf("a peak of %v× is bought %q, want %q", peak, s.Unit, want)
		}
	}
	// Peak 2: 2,000 × 0.5 ÷ 0.8 = 1,250 RCU × 730 h × $0.00013 = $118.63;
	// 200 ÷ 0.8 = 250 WCU × 730 h × $0.00065 = $118.63; 25 GB free.
	s, b := sized(t, "dynamodb", table(2), policy(2))
	costs(t, b, "118.63", "118.63", "0.00")
	if s.Detail != ", provisioned" {
		t.Errorf("the card says %q", s.Detail)
	}
	// Peak 3: 1,314 M read units × $0.125 and 262.8 M write units × $0.625.
	_, b = sized(t, "dynamodb", table(3), policy(2))
	costs(t, b, "164.25", "164.25", "0.00")
	if n := len(MeterOnDemand(table(2), Sizing{}, policy(2))); n != 3 {
		t.Errorf("on demand has %d lines", n)
	}
}

func TestS3Prefixes(t *testing.T) {
	for _, c := range []struct {
		puts, gets float64
		want       int
	}{{0, 0, 1}, {3500, 5500, 1}, {3501, 0, 2}, {0, 5501, 2}, {7001, 5500, 3}, {3500, 22_001, 5}} {
		if got := Prefixes(c.puts, c.gets); got != c.want {
			t.Errorf("%v writes and %v reads a second take %d prefixes, want %d", c.puts, c.gets, got, c.want)
		}
	}
	// 5.256 billion GETs a month are 2,000/s, 6,000 at peak: two prefixes.
	s, _ := sized(t, "s3", Need{Gets: 2000 * units.SecondsPerMonth}, policy(2))
	is(t, "reads two prefixes take", s.Resources[1].Capacity, 11_000)
	is(t, "reads at peak", s.Resources[1].Demand, 6000)
}

// 110,000 users above the free 10,000: Lite $0.0055 for 90,000, then $0.0046;
// Essentials $0.015; Plus has no free users and costs $0.02.
func TestCognitoPlans(t *testing.T) {
	for plan, want := range map[workload.AuthPlan][]string{
		workload.AuthLite: {"0.00", "495.00", "46.00"}, workload.AuthEssentials: {"0.00", "1500.00"}, workload.AuthPlus: {"2200.00"},
	} {
		p := policy(2)
		p.Workload.Asked.AuthPlan = plan
		_, b := sized(t, "cognito", Need{Users: 110_000}, p)
		costs(t, b, want...)
	}
}

// Four pipelines of 40 deployments: $3 by the month; by the minute 4 × 40 × 15 =
// 2,400 − 100 free at $0.002 would be $4.60. With 4 deployments a month it is 240
// − 100 = 140 minutes, $0.28.
func TestCodePipeline(t *testing.T) {
	p := policy(2)
	_, b := sized(t, "codepipeline", Need{Units: 4}, p)
	costs(t, b, "0.00", "3.00", "8.00", "0.00")
	p.Workload.Assumptions.DeploymentsPerMonth = 4
	_, b = sized(t, "codepipeline", Need{Units: 4}, p)
	costs(t, b, "0.00", "0.28", "0.80", "0.00")
	if b.Items[1].RateKey != "codepipeline.v2" {
		t.Errorf("four releases a month are billed by %s", b.Items[1].RateKey)
	}
}

// CodeBuild and CodeDeploy stand for themselves as well: 400 minutes at $0.005,
// and deployments to EC2 at nothing.
func TestCodeBuildAndCodeDeploy(t *testing.T) {
	_, b := sized(t, "codebuild", Need{Units: 1}, policy(1))
	costs(t, b, "2.00")
	_, b = sized(t, "codedeploy", Need{Units: 1}, policy(1))
	costs(t, b, "0.00")
}

// 100 million requests and 6 TiB: 5,120 GB above the free terabyte at $0.085 are
// $435.20, 9,000 × 10,000 requests at $0.01 $90; the Business plan is $200. A
// million requests and 50 GB are free either way: no plan is needed. 200 million
// requests of 1 TiB pay 190 million at $0.01: $190, less than Premium's $1,000.
func TestCloudFrontChoosesTheCheaper(t *testing.T) {
	need := func(requests float64, data units.Bytes) Need {
		return Need{Requests: average(requests / units.SecondsPerMonth), Egress: data}
	}
	s, b := sized(t, "cloudfront", need(100e6, 6*units.TiB), policy(2))
	costs(t, b, "200.00")
	if s.Unit != "business" || !strings.Contains(s.Detail, "Business") || len(b.Items[0].Reasons) < 3 || b.Items[0].Reasons[0].Value != "80%" || b.Items[0].Reasons[2].Value != "$525.20" {
		t.Errorf("%+v of %+v", b.Items[0].Reasons, s)
	}
	s, b = sized(t, "cloudfront", need(1e6, 50*units.GB), policy(2))
	costs(t, b, "0.00", "0.00")
	if s.Unit != "" {
		t.Errorf("what is free anyway takes plan %s", s.Unit)
	}
	s, b = sized(t, "cloudfront", need(200e6, units.TiB), policy(2))
	costs(t, b, "0.00", "0.00", "190.00")
	if s.Unit != "" || !strings.Contains(s.Detail, "edge") {
		t.Errorf("%+v", s)
	}
}

// The same set on the three engines: Valkey costs four fifths of Redis OSS;
// Memcached spreads it over the zones without copies.
func TestCacheEngines(t *testing.T) {
	n := Need{Hot: 16 * units.GiB, Reads: average(1000)}
	total := map[workload.CacheEngine]float64{}
	size := map[workload.CacheEngine]Sizing{}
	for _, e := range []workload.CacheEngine{workload.Valkey, workload.Redis, workload.Memcached} {
		p := policy(2)
		p.Workload.Asked.CacheEngine = e
		s, b := sized(t, "elasticache", n, p)
		total[e], size[e] = b.Total.Float(), s
		if !strings.HasPrefix(string(b.Items[0].RateKey), "elasticache."+string(e)+".cache.") {
			t.Errorf("%s is billed by %s", e, b.Items[0].RateKey)
		}
	}
	if ratio := total[workload.Valkey] / total[workload.Redis]; size[workload.Valkey].Unit != size[workload.Redis].Unit || math.Abs(ratio-0.8) > 0.01 {
		t.Errorf("Valkey costs %v of Redis OSS", ratio)
	}
	m := size[workload.Memcached]
	if m.Count%2 != 0 || m.Count != 2*m.PerZone || m.Resources[0].Target != memcachedUsable || m.Resources[0].Capacity < 16*1.5/memcachedUsable {
		t.Errorf("24 GiB on Memcached: %+v", m)
	}
	if total[workload.Memcached] >= total[workload.Redis] {
		t.Errorf("without copies Memcached costs $%v, Redis OSS $%v", total[workload.Memcached], total[workload.Redis])
	}
}

// 600 writes/s at peak, 300 on average, two instances in two zones, no reads:
// 600 ÷ 300 ÷ 60% × 4 = 13.33 ACU at peak and 6.67 on average; 6.6667 × 2 × 730 h
// × $0.12 = $1,168.00. The target of 60% is met at the peak, the limit is 256.
func TestAuroraServerless(t *testing.T) {
	p := policy(2)
	p.Workload.Database, p.Workload.Asked.Capacity = workload.AuroraPostgreSQL, workload.Serverless
	s, b := sized(t, "aurora", Need{Writes: units.Rate{Average: 300, Peak: 600}}, p)
	if got := b.Items[0].Monthly.String(); got != "1168.00" || b.Items[0].RateKey != "aurora.serverlessv2.acu" {
		t.Errorf("%s costs %s, want 1168.00", b.Items[0].Name, got)
	}
	if s.Detail != "6.67 to 13.33 ACU" || s.Readers != 1 || s.Count != 2 {
		t.Errorf("%+v", s)
	}
	is(t, "utilisation at peak", s.Utilisation, 0.6)
	is(t, "largest", s.Resources[0].Max, 64)
	// 38.4 busy vCPUs are the 256 units of the largest instance at 60%; more is above.
	if s, _ = sized(t, "aurora", Need{Writes: average(300 * 38.4)}, p); math.Abs(s.Resources[0].LargestHeadroom()-1) > 1e-9 {
		t.Errorf("at the limit the largest fits %v times", s.Resources[0].LargestHeadroom())
	}
	if s, _ = sized(t, "aurora", Need{Writes: average(300 * 40)}, p); s.Resources[0].LargestHeadroom() >= 1 {
		t.Errorf("above the limit the largest fits %v times", s.Resources[0].LargestHeadroom())
	}
}
