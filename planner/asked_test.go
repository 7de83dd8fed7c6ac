package planner

import (
	"maps"
	"math"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// of finds a tier of a stage.
func of(t *testing.T, s Stage, id string) Tier {
	t.Helper()
	for _, tier := range s.Tiers {
		if tier.ID == id {
			return tier
		}
	}
	t.Fatalf("stage %d has no %s", s.Number, id)
	return Tier{}
}

// lines are the amounts of a service on a bill, with its rate keys.
func lines(s Stage, service string) (total units.Money, keys []string) {
	for _, i := range s.Bill.Items {
		if i.Service == service {
			total = total.Add(i.Monthly)
			keys = append(keys, string(i.RateKey))
		}
	}
	return total, keys
}

func noted(s Stage, words string) bool { return strings.Contains(strings.Join(s.Notes, "\n"), words) }

// Without any of the new fields a plan has none of the services asked for.
func TestNothingUnasked(t *testing.T) {
	for _, s := range plan(t, "users", "6M").Stages {
		for _, service := range []string{"efs", "redshift", "sns", "kinesis", "dax", "nlb", "waf", "fargate", "dms"} {
			if _, keys := lines(s, service); keys != nil {
				t.Errorf("stage %d bills %v unasked", s.Number, keys)
			}
		}
	}
}

// A migration is paid once and stands in no monthly total: at 100 users the
// database holds 50 MB, a week of the smallest instance; at 5 million two
// functions move, and no price of their instances is published.
func TestMigrationIsPaidOnce(t *testing.T) {
	p := plan(t, "users", "100k")
	split, last := p.Stages[1], p.Stages[7]
	if got := split.OneOff.Total.String(); got != "3.02" || !split.OneOff.Complete || len(split.OneOff.Items) != 1 {
		t.Errorf("the split costs %s once, want 168 h × $0.018 = 3.02", got)
	}
	if len(last.OneOff.Items) != 2 || last.OneOff.Complete || !last.OneOff.Total.IsZero() {
		t.Errorf("the partition: %d lines, complete %v, $%s", len(last.OneOff.Items), last.OneOff.Complete, last.OneOff.Total)
	}
	for _, s := range p.Stages {
		if n := s.Number; n != 2 && n != 8 && len(s.OneOff.Items) > 0 {
			t.Errorf("stage %d is paid for once", n)
		}
		if !s.Bill.Complete {
			t.Errorf("stage %d: a migration makes the monthly bill incomplete", s.Number)
		}
	}
}

// Files shared by path are on the server's disk until there are two servers, and
// scale with the users.
func TestSharedFilesMoveToEFS(t *testing.T) {
	without, with := plan(t, "users", "100k"), plan(t, "users", "100k", "shared_files", "200 GB")
	for _, number := range []int{1, 2} {
		if with.Stages[number-1].Graph.HasTier("efs") {
			t.Errorf("stage %d has EFS for one server", number)
		}
	}
	if a, b := without.Stages[1].Bill.Total, with.Stages[1].Bill.Total; b.Cmp(a) <= 0 {
		t.Errorf("2 GB on the disk of stage 2 cost %s, without %s", b, a)
	}
	efs, _ := lines(with.Stages[2], "efs")
	// 200 GB are 186.2645 GiB: 37.2529 × $0.30 + 149.0116 × $0.025 + 14.9012 × $0.01.
	if efs.String() != "15.06" {
		t.Errorf("200 GB of shared files cost %s, want 11.18 + 3.73 + 0.15", efs)
	}
	if at := of(t, with.Stages[3], "efs").Sizing.Detail; at != "200 GB shared" {
		t.Errorf("stage 4, sized at the same users, holds %s", at)
	}
}

// Containers keep nothing on their disk: uploads are in S3 from stage 2.
func TestFargateKeepsNothing(t *testing.T) {
	p := plan(t, "users", "600k", "compute", "fargate", "object_share", "10%", "object_size", "1 MB", "shared_files", "1 GB", "pricing", "savings-1y")
	for _, s := range p.Stages[1:] {
		if !s.Graph.HasTier("s3") || !s.Graph.HasTier("efs") || of(t, s, "web").Service != "fargate" {
			t.Errorf("stage %d keeps files in tasks", s.Number)
		}
		ec2, keys := lines(s, "ec2")
		fargate, _ := lines(s, "fargate")
		if !ec2.IsZero() || keys != nil || fargate.IsZero() {
			t.Errorf("stage %d bills $%s of servers %v and $%s of tasks", s.Number, ec2, keys, fargate)
		}
		if !noted(s, "cover Fargate too") {
			t.Errorf("stage %d does not say that tasks have no commitment rates here", s.Number)
		}
	}
	if metrics := of(t, p.Stages[4], "cloudwatch").Monthly; metrics.Cmp(of(t, plan(t, "users", "600k").Stages[4], "cloudwatch").Monthly) >= 0 {
		t.Errorf("tasks pay for detailed monitoring of servers: %s", metrics)
	}
	if first := p.Stages[0]; of(t, first, "server").Service == "fargate" {
		t.Error("the one server with everything is a task")
	}
}

// Events take their share of writes and rows out of the databases, whole into
// the stream, and nothing of the reads.
func TestIngestTakesItsShare(t *testing.T) {
	pairs := []string{"users", "10M", "writes_per_month", "5e9", "reads_per_month", "500e6", "bytes_per_write", "50 B", "nosql_share", "0"}
	plain, streamed := plan(t, pairs...), plan(t, append(pairs, "ingest_share", "90%")...)
	for _, number := range []int{6, 7, 8} {
		before, after := 0.0, 0.0
		for i, p := range []Plan{plain, streamed} {
			for _, tier := range p.Stages[number-1].Tiers {
				if isDatabase(tier.ID) {
					for _, r := range tier.Sizing.Resources {
						if r.Name == "storage" {
							*[]*float64{&before, &after}[i] += r.Demand
						}
					}
				}
			}
		}
		if math.Abs(after/before-0.1) > 1e-9 {
			t.Errorf("stage %d keeps %v of the rows, want 10%%", number, after/before)
		}
	}
	if a, b := plain.Stages[4].Bill.Total, streamed.Stages[4].Bill.Total; a.Cmp(b) != 0 {
		t.Errorf("stage 5 has no stream yet and costs %s against %s", b, a)
	}
	s := streamed.Stages[7]
	kinesis := of(t, s, "kinesis")
	// 5e9 × 90% ÷ 2,628,000 s × 3 = 5,137 records/s at peak, ÷ 800: 7 shards.
	if kinesis.Sizing.Count != 7 {
		t.Errorf("5,137 records/s take %d shards, want 7", kinesis.Sizing.Count)
	}
	// A batch a minute and shard: 7 × 43,800 = 306,600, but 4.5e9 records at 10,000
	// a batch are 450,000.
	if writer := of(t, s, "consumer").Sizing; !strings.Contains(writer.Reasons[0].Value, "450,000") {
		t.Errorf("%s batches a month, want 450,000", writer.Reasons[0].Value)
	}
	if a, b := plain.Stages[7].Bill.Total, s.Bill.Total; b.Cmp(a) >= 0 {
		t.Errorf("with the stream the last stage costs %s, without %s", b, a)
	}
	if !noted(s, "go through Kinesis") {
		t.Errorf("no note names the stream: %q", s.Notes)
	}
}

// All writes may be events: then the databases have none.
func TestAllWritesAreEvents(t *testing.T) {
	for _, s := range plan(t, "users", "2M", "read_write", "1/99", "ingest_share", "100%").Stages[5:] {
		for _, tier := range s.Tiers {
			if isDatabase(tier.ID) && tier.Sizing.Shards > 1 {
				t.Errorf("stage %d: %s is sharded without a write", s.Number, tier.ID)
			}
		}
	}
}

// A record too large for a stream, a quota near and a choice without effect are
// said.
func TestIngestLimits(t *testing.T) {
	pairs := []string{"users", "10M", "ingest_share", "50%", "bytes_per_write"}
	if s := plan(t, append(pairs, "1 MiB")...).Stages[7]; !s.Graph.HasTier("kinesis") {
		t.Error("a record of 1 MB does not fit the stream")
	}
	s := plan(t, append(pairs, "1025 KiB")...).Stages[5]
	for _, m := range s.Moves {
		if m.ID == "ingest" && (m.Applied || !strings.Contains(m.Why, "1 MB")) {
			t.Errorf("a record above 1 MB: applied %v, %s", m.Applied, m.Why)
		}
	}
	if s.Graph.HasTier("kinesis") {
		t.Error("a record above 1 MB goes through the stream")
	}
	if !noted(plan(t, append(pairs, "1 MiB")...).Stages[7], "of 500 shards") {
		t.Error("hundreds of shards go unmentioned")
	}
	if !noted(plan(t, "users", "10M", "aurora_capacity", "serverless").Stages[7], "Serverless capacity is Aurora's") {
		t.Error("serverless RDS goes unmentioned")
	}
}

// More of what is asked for never costs less, and never changes what is not its
// own.
func TestMoreOfWhatIsAskedNeverCostsLess(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 11))
	for range 15 {
		v := random(r)
		for field, amounts := range map[string][2]string{"shared_files": {"100 GB", "7 TB"}, "analytics_data": {"500 GB", "300 TB"}, "notify_share": {"10%", "60%"}, "firewall_rules": {"1", "40"}, "analytics_hours": {"1", "20"}} {
			var totals [2]units.Money
			for i, amount := range amounts {
				x := url.Values{}
				maps.Copy(x, v)
				x.Set(field, amount)
				w, refused := workload.Parse(x)
				if refused != nil {
					t.Fatal(refused)
				}
				b := newBuilder(w, pricing.Embedded())
				totals[i] = b.bill(b.size(8, w.Users)).Total
			}
			if totals[1].Cmp(totals[0]) < 0 {
				t.Errorf("%s: %s of %s costs %s, %s costs %s", v.Encode(), field, amounts[1], totals[1], amounts[0], totals[0])
			}
		}
	}
}

// A flat-rate plan includes the firewall at the edge; paid as you go it is billed.
func TestFirewall(t *testing.T) {
	p := plan(t, "users", "800k", "firewall", "on")
	s := p.Stages[5]
	if of(t, s, "cloudfront").Sizing.Unit != "premium" {
		t.Fatalf("800,000 users are on plan %q", of(t, s, "cloudfront").Sizing.Unit)
	}
	// One ACL with six rules, and 219 million requests at balancer and gateway.
	total := 11 + 0.6*float64(p.Demand.Requests.Average.PerMonth())/1e6
	if waf, _ := lines(s, "waf"); math.Abs(waf.Float()-total) > 0.01 {
		t.Errorf("the firewall costs %s, want %.2f", waf, total)
	}
	for _, text := range s.Bill.NotIncluded {
		if strings.Contains(text, "WAF") {
			t.Errorf("the firewall is billed and not included: %s", text)
		}
	}
	big := plan(t, "users", "6M", "firewall", "on")
	all := 2*11 + 0.6*float64((big.Demand.Requests.Average+big.Demand.Static.Average).PerMonth())/1e6
	if waf, _ := lines(big.Stages[7], "waf"); math.Abs(waf.Float()-all) > 0.01 {
		t.Errorf("with the edge the firewall costs %s, want %.2f", waf, all)
	}
	nlb := plan(t, "users", "800k", "firewall", "on", "load_balancer", "nlb").Stages[5]
	// Behind a network load balancer it reads what comes through the gateway only:
	// the plan of the edge includes it there.
	calls := p.Workload.Assumptions.APIShare
	read := 11 + 0.6*float64(p.Demand.Requests.Average.PerMonth())*float64(calls)/1e6
	if waf, _ := lines(nlb, "waf"); math.Abs(waf.Float()-read) > 0.01 || !noted(nlb, "stays without a firewall") {
		t.Errorf("at the gateway the firewall costs %s, want %.2f; %q", waf, read, nlb.Notes)
	}
	alone := plan(t, "users", "50k", "firewall", "on", "load_balancer", "nlb").Stages[2]
	if waf, _ := lines(alone, "waf"); !waf.IsZero() || alone.Graph.HasTier("waf") || !noted(alone, "nothing here yet") {
		t.Errorf("nothing reads requests, and the firewall costs %s", waf)
	}
}

// The network balancer takes the place of the application one everywhere, and
// where it would save more than $100 a month the plan says so.
func TestNetworkLoadBalancer(t *testing.T) {
	for _, s := range plan(t, "users", "600k", "load_balancer", "nlb").Stages[2:] {
		if !s.Graph.HasTier("nlb") || s.Graph.HasTier("alb") {
			t.Errorf("stage %d: the wrong balancer", s.Number)
		}
		for key, f := range s.Flows {
			if strings.HasPrefix(key, "users>nlb") && f.Rate.Peak == 0 || strings.HasPrefix(key, "nlb>web") && f.Rate.Peak == 0 {
				t.Errorf("stage %d: %s carries nothing", s.Number, key)
			}
		}
		if s.Available.Parts[1].Label != "Network Load Balancer" {
			t.Errorf("stage %d promises %s", s.Number, s.Available.Parts[1].Label)
		}
	}
	if s := plan(t, "users", "100k").Stages[2]; noted(s, "Network Load Balancer") {
		t.Error("a saving below $100 is named")
	}
	if s := plan(t, "users", "20M").Stages[7]; !noted(s, "Network Load Balancer would cost") {
		t.Errorf("a saving above $100 is not named: %q", s.Notes)
	}
}

// DAX answers the share of reads a cache would; the table keeps all writes.
func TestDAXTakesReads(t *testing.T) {
	without, with := plan(t, "users", "6M").Stages[7], plan(t, "users", "6M", "dax", "on").Stages[7]
	quantity := func(s Stage, key string) float64 {
		for _, i := range s.Bill.Items {
			if string(i.RateKey) == key && i.Component == "hotdata" {
				return i.Quantity.Float()
			}
		}
		t.Fatalf("no line %s", key)
		return 0
	}
	if ratio := quantity(with, "dynamodb.ondemand.rru") / quantity(without, "dynamodb.ondemand.rru"); math.Abs(ratio-0.2) > 1e-6 {
		t.Errorf("%v of the reads reach the table, want 20%%", ratio)
	}
	if quantity(with, "dynamodb.ondemand.wru") != quantity(without, "dynamodb.ondemand.wru") {
		t.Error("DAX changes the writes")
	}
	if of(t, with, "dax").Sizing.Count < 3 {
		t.Error("fewer than three nodes")
	}
}

func TestAuroraServerlessPlan(t *testing.T) {
	p := plan(t, "users", "200k", "database", "aurora-postgresql", "aurora_capacity", "serverless")
	s := p.Stages[3]
	if db := of(t, s, "db"); db.Sizing.Unit != "db.serverless" || !noted(s, "capacity units") {
		t.Errorf("%+v, notes %q", db.Sizing, s.Notes)
	}
	heavy := plan(t, "users", "300k", "requests_per_second", "30000/s", "read_write", "1/99", "database", "aurora-postgresql", "aurora_capacity", "serverless", "practice", "off")
	ends := map[TriggerKind]bool{}
	for _, s := range heavy.Stages {
		if s.Ends != nil {
			ends[s.Ends.Kind] = true
		}
	}
	if !ends[Capacity] {
		t.Error("a write load above 256 units ends no stage")
	}
}

func TestNotificationsAndAnalytics(t *testing.T) {
	p := plan(t, "users", "1M", "notify_share", "50%", "analytics_data", "2 TB", "cache_engine", "memcached", "peak_factor", "2")
	s := p.Stages[5]
	// Writes a month × 50%, the first million free, ×$0.50, and so on.
	m := float64(p.Demand.Writes.Average.PerMonth()) / 2 / 1e6
	want := (m-1)*0.5 + m*0.8*0.5 + (m*0.2*10-0.01)*2
	if sns, _ := lines(s, "sns"); math.Abs(sns.Float()-want) > 0.02 {
		t.Errorf("notifications cost %s, want %.2f", sns, want)
	}
	for _, text := range s.Bill.NotIncluded {
		if strings.Contains(text, "mail") {
			t.Errorf("mail is billed and not included: %s", text)
		}
	}
	// 4 RPU × 4 h × 30.4167 × $0.375 + 1,862.645 GB × $0.024.
	if redshift, _ := lines(s, "redshift"); redshift.String() != "227.20" {
		t.Errorf("the warehouse costs %s, want 182.50 + 44.70", redshift)
	}
	if !noted(s, "Memcached keeps no copies: a lost zone takes 50%") || !noted(s, "bought by capacity for its peak") {
		t.Errorf("notes %q", s.Notes)
	}
}
