package planner

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func plan(t testing.TB, pairs ...string) Plan {
	t.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return build(t, v)
}

func build(t testing.TB, v url.Values) Plan {
	t.Helper()
	w, errs := workload.Parse(v)
	if len(errs) > 0 {
		t.Fatalf("%v: %v", v, errs)
	}
	p, err := Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// random draws a valid workload; the same seed draws the same ones.
func random(r *rand.Rand) url.Values {
	pick := func(options ...string) string { return options[r.IntN(len(options))] }
	v := url.Values{}
	set := func(name string, options ...string) {
		if o := pick(options...); o != "" {
			v.Set(name, o)
		}
	}
	set("users", "1", "50", "800", "2k", "30k", "100k", "450k", "1M", "6M", "40M", "1B")
	set("read_write", "", "99/1", "70/30", "50/50", "10/90", "1/99")
	set("peak_factor", "", "1", "2", "10", "20")
	set("cpu_ms", "", "1", "30", "200")
	set("data_stored", "", "0", "1 GB", "2 TB", "90 TB")
	set("bytes_per_write", "", "50 B", "4 KB", "300 KB")
	set("object_share", "", "10%", "100%")
	if v.Has("object_share") {
		set("object_size", "200 KB", "3 MB")
	}
	set("static_share", "", "0", "90%")
	set("async_share", "", "20%", "100%")
	set("availability", "", "99%", "99.9%", "99.95%", "99.99%")
	set("latency_ms", "", "20", "1000")
	set("region", "", "eu-west-1", "sa-east-1", "ap-south-1", "us-west-2")
	set("pricing", "", "savings-1y", "savings-3y")
	set("processor", "", "x86")
	set("database", "", "mysql", "aurora-postgresql", "aurora-mysql")
	set("cache_hit", "", "0", "99%")
	set("retention_months", "", "0", "1", "120")
	set("practice", "", "off")
	set("session_share", "", "0")
	set("signed_in_share", "", "0", "100%")
	set("utilisation", "", "40%", "80%")
	set("shared_files", "", "", "5 GB", "40 TB")
	set("shared_reads", "", "0", "300")
	set("analytics_data", "", "", "300 GB", "90 TB", "2 PB")
	set("analytics_hours", "", "0", "24")
	set("ingest_share", "", "", "30%", "100%")
	set("notify_share", "", "", "50%")
	set("notify_email", "", "0", "100%")
	set("compute", "", "fargate")
	set("load_balancer", "", "nlb")
	set("aurora_capacity", "", "serverless")
	set("cache_engine", "", "redis", "memcached")
	set("auth_plan", "", "essentials", "plus")
	set("firewall", "", "on")
	set("dax", "", "on")
	switch r.IntN(4) {
	case 0:
		v.Set("reads_per_month", pick("1e6", "1e9", "100e9"))
		v.Set("writes_per_month", pick("1e5", "1e8", "5e9"))
		v.Set("users", pick("100k", "2M", "30M"))
	case 1:
		v.Set("requests_per_second", pick("1/s", "300/s", "20000/s"))
		v.Set("users", pick("100k", "2M", "30M"))
	}
	return v
}

func TestInvariantsOverRandomWorkloads(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) { invariants(t, s.plan) })
	}
}

func invariants(t *testing.T, p Plan) {
	if len(p.Stages) != 8 || p.Here < 1 || p.Here > 8 {
		t.Fatalf("%d stages, here %d", len(p.Stages), p.Here)
	}
	from := units.Users(1)
	for i, s := range p.Stages {
		if s.Users.From < from || (s.Users.To != 0 && s.Users.To < s.Users.From) {
			t.Errorf("stage %d serves %v to %v after %v", s.Number, s.Users.From, s.Users.To, from)
		}
		from = max(from, s.Users.From)
		if s.SizedAt < s.Users.From || (s.Users.To != 0 && s.SizedAt > s.Users.To) {
			t.Errorf("stage %d sized at %v outside its band", s.Number, s.SizedAt)
		}
		if i+1 == p.Here && (p.Workload.Users > s.Users.To && s.Users.To != 0) {
			t.Errorf("here is stage %d, which ends at %v", p.Here, s.Users.To)
		}
		stageInvariants(t, s, p.Workload)
	}
}

func stageInvariants(t *testing.T, s Stage, w workload.Workload) {
	sum := units.Money{}
	for _, item := range s.Bill.Items {
		sum = sum.Add(item.Monthly)
		if item.Unpriced && item.Service != "dax" { // whose larger nodes nobody publishes a price of
			t.Errorf("stage %d: %s has no price", s.Number, item.RateKey)
		}
		if item.Unpriced {
			continue
		}
		if got := item.UnitPrice.Amount(item.Quantity); got.Cmp(item.Monthly) != 0 {
			t.Errorf("stage %d: %s × %s = %s, printed %s", s.Number, item.Quantity, item.UnitPrice, got, item.Monthly)
		}
		if len(item.Reasons) == 0 && !item.Quantity.IsZero() {
			t.Errorf("stage %d: %s has no reason", s.Number, item.Name)
		}
	}
	if sum.Cmp(s.Bill.Total) != 0 {
		t.Errorf("stage %d: lines add to %s, total is %s", s.Number, sum, s.Bill.Total)
	}
	oneOff := units.Money{}
	for _, item := range s.OneOff.Items {
		oneOff = oneOff.Add(item.Monthly)
		if item.Service != "dms" || len(item.Reasons) == 0 {
			t.Errorf("stage %d: %s is paid once, with %d reasons", s.Number, item.Name, len(item.Reasons))
		}
	}
	if oneOff.Cmp(s.OneOff.Total) != 0 || (len(s.OneOff.Items) > 0) != (s.Number == 2 || s.Number == 8 && w.Assumptions.Federation > 1) {
		t.Errorf("stage %d: %d lines paid once add to %s, total is %s", s.Number, len(s.OneOff.Items), oneOff, s.OneOff.Total)
	}
	binds := s.Ends != nil && s.Ends.Kind == Capacity || s.Skipped
	for _, tier := range s.Tiers {
		for _, r := range tier.Sizing.Resources {
			quota := tier.Service == "dynamodb" || tier.Service == "apigateway" || tier.Service == "lambda"
			if r.Capacity > 0 && r.Demand > r.Capacity*r.Target*(1+1e-9) && !quota && !binds && s.Number < 8 {
				t.Errorf("stage %d at %v users: %s %s at %.3f of %.3f, target %.2f", s.Number, s.SizedAt, tier.ID, r.Name, r.Demand, r.Capacity, r.Target)
			}
		}
	}
	for _, l := range s.Graph.Links {
		if _, ok := s.Flows[l.Key()]; !ok {
			t.Errorf("stage %d: link %s has no flow", s.Number, l.Key())
		}
	}
	if float64(s.Available.Value) <= 0.9 || s.Available.Value > 1 {
		t.Errorf("stage %d: availability %v", s.Number, s.Available.Value)
	}
	if s.Latency.P50 > s.Latency.P99 || s.Latency.P50 <= 0 {
		t.Errorf("stage %d: p50 %v, p99 %v", s.Number, s.Latency.P50, s.Latency.P99)
	}
}

func TestSameInputSamePlan(t *testing.T) {
	for _, s := range samples()[:10] {
		if !reflect.DeepEqual(s.plan, build(t, s.values)) {
			t.Errorf("%s: two builds differ", s.name)
		}
	}
}

// More users never lower demand or capacity, and within one stage cost falls
// only where a size step explains it.
func TestMoreUsersNeverNeedLess(t *testing.T) {
	book := pricing.Embedded()
	for _, preset := range append(workload.Presets(), workload.Preset{ID: "default"}) {
		v := url.Values{}
		for k, x := range preset.Values {
			v.Set(k, x)
		}
		w, errs := workload.Parse(v)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		b := newBuilder(w, book)
		for number := 1; number <= 8; number++ {
			before := 0.0
			for users := w.Users / 4; users < w.Users*4; users *= 1.3 {
				z := b.size(number, users)
				total := b.bill(z).Total.Float()
				if total < before*0.95-10 {
					t.Errorf("%s stage %d: %v users cost %.2f, fewer cost %.2f", preset.ID, number, users, total, before)
				}
				for _, id := range []string{"web", "svc"} {
					if tier, ok := z.tier(id); ok && tier.Sizing.Headroom < 1-1e-9 && number > 2 {
						t.Errorf("%s stage %d: %s carries %.3f of the load of %v users", preset.ID, number, id, tier.Sizing.Headroom, users)
					}
				}
				before = total
			}
		}
	}
}

func TestDefaultBandsFollowTheTalk(t *testing.T) {
	p := plan(t, "users", "100k")
	want := []units.Users{100, 1e3, 100e3, 500e3, 700e3, 1e6, 5e6, 0}
	for i, s := range p.Stages {
		if s.Users.To != want[i] {
			t.Errorf("stage %s ends at %v, want %v", s.Name, s.Users.To, want[i])
		}
		if i < 7 && s.Ends.Kind != Practice && s.Ends.Kind != Target {
			t.Errorf("stage %s ends by %s, want the talk's practice", s.Name, s.Ends.Kind)
		}
	}
	if p.Here != 3 {
		t.Errorf("100,000 users are in stage %d, want 3", p.Here)
	}
}

func TestSmallRoadmapStartsSmall(t *testing.T) {
	p := plan(t, "users", "1000")
	for _, s := range p.Stages[:2] {
		if total := s.Bill.Total.Float(); total < 1 || total >= 100 {
			t.Errorf("stage %s costs $%.2f, want single or double digits", s.Name, total)
		}
	}
}

func TestWriteHeavyGetsNoReplicas(t *testing.T) {
	p := plan(t, "users", "10M", "writes_per_month", "5e9", "reads_per_month", "500e6", "bytes_per_write", "50 B")
	for _, s := range p.Stages {
		for _, tier := range s.Tiers {
			if tier.Sizing.Readers > 0 {
				t.Errorf("stage %s: %s has %d read replicas", s.Name, tier.ID, tier.Sizing.Readers)
			}
		}
	}
}

func TestHeavyReadsGetReplicas(t *testing.T) {
	p := plan(t, "users", "90k", "requests_per_second", "30000/s", "read_write", "99/1", "cache_hit", "0", "data_stored", "2 TB")
	s := p.Stages[2]
	for _, tier := range s.Tiers {
		if tier.ID == "db" && tier.Sizing.Readers == 0 {
			t.Errorf("stage %s with 90,000 reads/s on average has no read replica: %+v", s.Name, tier.Sizing)
		}
	}
}

func TestHeavyWorkloadEndsStagesByCapacity(t *testing.T) {
	p := plan(t, "users", "300k", "requests_per_second", "30000/s", "read_write", "1/99")
	kinds := map[TriggerKind]int{}
	skipped := 0
	for _, s := range p.Stages {
		if s.Ends != nil {
			kinds[s.Ends.Kind]++
		}
		if s.Skipped {
			skipped++
		}
	}
	if kinds[Capacity] == 0 || skipped == 0 {
		t.Errorf("a write load no primary can carry ended by %v with %d stages skipped", kinds, skipped)
	}
}

func TestScalingAWSCase(t *testing.T) {
	p := plan(t, "users", "10M", "writes_per_month", "1e9", "reads_per_month", "100e9", "bytes_per_write", "1 KB")
	if p.Here != 8 {
		t.Fatalf("here = %d, want 8", p.Here)
	}
	s := p.Stages[7]
	var databases, retained float64
	for _, tier := range s.Tiers {
		if isDatabase(tier.ID) {
			databases += float64(tier.Sizing.Shards)
		}
	}
	retained = float64(p.Demand.StoredAtRetention)
	if capacity := databases * float64(p.Workload.Assumptions.ShardData); capacity < retained*0.85 {
		t.Errorf("%v primaries hold %v bytes, retention needs %v", databases, capacity, retained)
	}
	if s.SizedAt != 10e6 {
		t.Errorf("stage 8 is sized at %v", s.SizedAt)
	}
}

func TestPracticeOff(t *testing.T) {
	p := plan(t, "users", "50k", "practice", "off")
	for _, s := range p.Stages {
		for _, tr := range s.Triggers {
			if tr.Kind == Practice && tr.Fires {
				t.Errorf("stage %s: practice fires though switched off", s.Name)
			}
		}
	}
}

func TestEarlyCDN(t *testing.T) {
	p := plan(t, "users", "100k")
	for _, e := range p.Stages[2].Early {
		if e.ID == "cdn" && e.Saves.Cmp(units.Money{}) > 0 {
			return
		}
	}
	t.Errorf("CloudFront pays back at 100,000 users but is not named: %+v", p.Stages[2].Early)
}

func ExampleBuild() {
	w := workload.Default()
	p, _ := Build(w, pricing.Embedded())
	s := p.Stages[p.Here-1]
	fmt.Println(s.Name, s.Ends.Kind, s.Ends.Users)
	// Output: Balance practice 100000
}
