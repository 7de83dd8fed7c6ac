package planner

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// compared prices the alternatives of every stage of the plans to compare, once
// for all tests.
var compared = sync.OnceValues(func() (map[string]Plan, error) {
	all := map[string]Plan{}
	for name, p := range plansToCompare() {
		with, err := WithAlternatives(p, pricing.Embedded(), 0)
		if err != nil {
			return nil, err
		}
		all[name] = with
	}
	return all, nil
})

func comparedPlans(t testing.TB) map[string]Plan {
	t.Helper()
	all, err := compared()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// plansToCompare are the presets, and what presets leave out: other Regions,
// engines, processors and terms.
func plansToCompare() map[string]Plan {
	all := map[string]Plan{}
	add := func(name string, w workload.Workload) {
		p, err := Build(w, pricing.Embedded())
		if err != nil {
			panic(err)
		}
		all[name] = p
	}
	for _, preset := range workload.Presets() {
		add(preset.ID, preset.Workload())
	}
	add("default", workload.Default())
	for name, values := range map[string]map[string]string{
		"aurora in São Paulo":  {"users": "900k", "database": "aurora-mysql", "region": "sa-east-1", "processor": "x86"},
		"committed in Ireland": {"users": "3M", "pricing": "savings-3y", "region": "eu-west-1", "static_share": "0"},
		"tasks and Serverless": {"users": "2M", "compute": "fargate", "database": "aurora-postgresql", "aurora_capacity": "serverless", "firewall": "on", "peak_factor": "2", "object_share": "10%", "object_size": "1 MB"},
		"all that is asked":    {"users": "800k", "track": "classic", "load_balancer": "nlb", "dax": "on", "cache_engine": "memcached", "data_stored": "200 GB", "shared_files": "100 GB", "analytics_data": "1 TB", "ingest_share": "20%", "notify_share": "10%"},
	} {
		add(name, workload.Preset{Values: values}.Workload())
	}
	return all
}

func TestAlternativesHold(t *testing.T) {
	for name, p := range comparedPlans(t) {
		for _, s := range p.Stages {
			if len(s.Alternatives) < 2 {
				t.Errorf("%s, stage %d raises only %d questions", name, s.Number, len(s.Alternatives))
			}
			for _, a := range s.Alternatives {
				t.Run(name+"/"+s.ID+"/"+a.ID, func(t *testing.T) { alternativeHolds(t, s, a, p.Workload.Region) })
			}
		}
	}
}

func alternativeHolds(t *testing.T, s Stage, a Alternative, region string) {
	if a.Title == "" || a.Question == "" || a.Advice == "" {
		t.Errorf("lacks words: %+v", a)
	}
	var chosen *Option
	for i := range a.Options {
		o := &a.Options[i]
		optionHolds(t, *o, region)
		if o.Chosen {
			if chosen != nil {
				t.Errorf("both %s and %s are chosen", chosen.ID, o.ID)
			}
			chosen = o
		}
	}
	if chosen == nil {
		t.Fatalf("no option is what the stage buys")
	}
	if chosen.WholeStage.Cmp(s.Bill.Total) != 0 {
		t.Errorf("chosen %s costs %s, the stage %s", chosen.ID, chosen.WholeStage, s.Bill.Total)
	}
	var own []line
	for _, item := range s.Bill.Items {
		own = append(own, lineOf(item))
	}
	for _, item := range chosen.Items {
		if !slices.Contains(own, lineOf(item)) {
			t.Errorf("%s is no line of the stage's bill", item.Name)
		}
	}
	for _, o := range a.Options {
		if o.Possible && o.Monthly.Sub(chosen.Monthly).Cmp(o.WholeStage.Sub(chosen.WholeStage)) != 0 {
			t.Errorf("%s − %s: %s by the lines, %s by the bills", o.ID, chosen.ID, o.Monthly.Sub(chosen.Monthly), o.WholeStage.Sub(chosen.WholeStage))
		}
	}
	for _, c := range a.Crossovers {
		if c.Text == "" || c.Unit == "" || c.Exists && (!(c.Value > 0) || len(c.Reasons) == 0) || !c.Exists && a.ID != "sessions" && a.ID != "commitment" && a.ID != "database" && c.Value != 0 {
			t.Errorf("crossover %+v", c)
		}
	}
}

func optionHolds(t *testing.T, o Option, region string) {
	if !o.Possible {
		if o.WhyNot == "" || !o.WholeStage.IsZero() || len(o.Items) != 0 || o.Chosen {
			t.Errorf("%s is not possible: %+v", o.ID, o)
		}
		return
	}
	if o.WhyNot != "" || o.Differs == "" || o.WholeStage.Cmp(o.Monthly) < 0 || o.Monthly.Cmp(units.Money{}) < 0 || o.StandIn.Cmp(o.Monthly) > 0 {
		t.Errorf("%s: %q %q, %s of %s, %s standing in", o.ID, o.WhyNot, o.Differs, o.Monthly, o.WholeStage, o.StandIn)
	}
	if len(o.Items) == 0 {
		return // nothing differs, or everything does
	}
	sum, stand := units.Money{}, units.Money{}
	for _, item := range o.Items {
		sum = sum.Add(item.Monthly)
		if item.Region == pricing.Home && region != pricing.Home {
			if !item.StandIn {
				t.Errorf("%s: %s is priced at %s unmarked", o.ID, item.Name, item.Region)
			}
			stand = stand.Add(item.Monthly)
		}
		if item.Monthly.Cmp(units.Money{}) < 0 || len(item.Reasons) == 0 || item.Unpriced {
			t.Errorf("%s: %+v", o.ID, item)
		}
	}
	if sum.Cmp(o.Monthly) != 0 || stand.Cmp(o.StandIn) != 0 {
		t.Errorf("%s: lines add up to %s (%s standing in), shown %s (%s)", o.ID, sum, stand, o.Monthly, o.StandIn)
	}
}

// Both sides of a crossover found by search, priced in full, buy differently.
func TestCrossoversFlip(t *testing.T) {
	flipped := map[string]int{}
	for name, p := range comparedPlans(t) {
		for _, number := range []int{3, 4, 6, 8} {
			s := p.Stages[number-1]
			c := newComparison(p.Workload, pricing.Embedded(), number, s.SizedAt)
			for _, a := range s.Alternatives {
				for _, x := range a.Crossovers {
					price := fullPrice(c, a.ID, x)
					if price == nil || !x.Exists {
						continue
					}
					below, above := price(x.Value/1.006), price(x.Value*1.006)
					if below*above >= 0 {
						t.Errorf("%s, stage %d: %q: %d below, %d above", name, number, x.Text, below, above)
					}
					flipped[a.ID]++
				}
			}
		}
	}
	for _, id := range []string{"compute", "processor", "database", "edge"} {
		if flipped[id] < 3 {
			t.Errorf("only %d crossovers of %s were tried", flipped[id], id)
		}
	}
}

// fullPrice compares the two options of a crossover at a value, by bills of the
// whole stage; nil for crossovers in closed form.
func fullPrice(c comparison, question string, x Crossover) func(float64) int {
	at := func(b builder, v float64) units.Money { return b.bill(b.sizeAnew(c.number, units.Users(v))).Total }
	switch {
	case question == "compute" && x.Unit == "requests/s on average":
		other := "fargate"
		if strings.Contains(x.Text, "Lambda") {
			other = "lambda"
		}
		return func(v float64) int {
			c := newComparison(*c.w, c.book, c.number, c.users)
			a, _ := c.computeAt(other, v, everyTier)
			b, _ := c.computeAt("ec2", v, everyTier)
			return a.Cmp(b)
		}
	case question == "database" && x.Unit == "users":
		rds, aurora := c.engines()
		return func(v float64) int { return at(rds, v).Cmp(at(aurora, v)) }
	case question == "processor":
		return func(v float64) int {
			b := newBuilder(*c.w, c.book)
			b.w.CPU *= units.Milliseconds(v)
			b.w.Processor = workload.X86
			if c.w.Processor == workload.X86 {
				b.w.Processor = workload.ARM
			}
			return at(b, float64(c.users)).Cmp(c.own.Total)
		}
	case question == "edge":
		return func(gb float64) int { a, b, _ := c.edgeAt(c.edgeNeed(), gb); return a.Cmp(b) }
	}
	return nil
}

// Crossovers in closed form, from the prices of us-east-1 by hand.
func TestCrossoversByHand(t *testing.T) {
	stages := comparedPlans(t)["default"].Stages
	value := func(stage int, question, unit string) float64 {
		for _, a := range stages[stage-1].Alternatives {
			for _, x := range a.Crossovers {
				if a.ID == question && x.Unit == unit && x.Exists {
					return x.Value
				}
			}
		}
		t.Errorf("stage %d has no crossover of %s in %s", stage, question, unit)
		return 0
	}
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		// $0.00065 ÷ (3,600 × $0.625 ÷ 1,000,000) = 28.89%
		{"DynamoDB", value(4, "sessions", "share of the provisioned capacity in use"), 0.288889},
		// 2 zones × 730 h × $0.01 ÷ ($0.045 − $0.01) = 417.14 GB
		{"endpoint in two zones", value(3, "outbound", "GB (2^30 bytes) a month to one service"), 417.142857},
		// 3 zones: 625.71 GB
		{"endpoint in three zones", value(7, "outbound", "GB (2^30 bytes) a month to one service"), 625.714286},
		// two db.t4g.medium at $0.073 against two serverless instances at $0.12: 0.6083 ACU
		{"serverless", value(3, "database", "ACU on average for each instance"), 0.608333},
		// 12 months × $17.67 ÷ $24.53 = 8.644
		{"one year", value(3, "commitment", "months of use"), 12 * 17.67 / 24.53},
	} {
		if diff := c.got - c.want; diff > 1e-5 || diff < -1e-5 {
			t.Errorf("%s: %v, by hand %v", c.name, c.got, c.want)
		}
	}
}

// The I/O crossover: a million requests to either side of it, standard costs less
// and more than I/O-Optimized.
func TestIOCrossover(t *testing.T) {
	for name, p := range comparedPlans(t) {
		for _, s := range p.Stages[1:] {
			for _, a := range s.Alternatives {
				if a.ID != "database" {
					continue
				}
				fixed, included := units.Money{}, units.Money{}
				for _, o := range a.Options {
					for _, item := range o.Items {
						switch {
						case o.ID == "aurora-standard" && item.RateKey != "aurora.io":
							fixed = fixed.Add(item.Monthly)
						case o.ID == "aurora-io-optimized":
							included = included.Add(item.Monthly)
						}
					}
				}
				for _, x := range a.Crossovers {
					if x.Unit != "million I/O requests a month" || !x.Exists {
						continue
					}
					io := func(millions float64) units.Money {
						return fixed.Add(bill.Price(pricing.Embedded(), p.Workload.Region, []bill.Usage{{Key: "aurora.io", Amount: millions}}, nil).Total)
					}
					if io(max(0, x.Value-1)).Cmp(included) >= 0 || io(x.Value+1).Cmp(included) <= 0 {
						t.Errorf("%s, stage %d: at %v million I/O %s standard, %s optimized", name, s.Number, x.Value, io(x.Value), included)
					}
				}
			}
		}
	}
}

// Two servers of stage 3 by hand: Lambda at 100,000 users serves 11.574 requests/s,
// 30.417 million a month, of ⌈10 × 1,769 ÷ 768 + wait⌉ ms in 0.75 GB, and 1.5 times
// as many files of 1 ms.
func TestFunctionsByHand(t *testing.T) {
	for _, a := range comparedPlans(t)["default"].Stages[2].Alternatives {
		if a.ID != "compute" {
			continue
		}
		i := slices.IndexFunc(a.Options, func(o Option) bool { return o.ID == "lambda" })
		got := map[string]string{}
		for _, item := range a.Options[i].Items {
			got[item.Name] = item.Quantity.String() + " " + item.Monthly.String()
		}
		for name, want := range map[string]string{
			// 30.4167 M less the free million at $0.20; 1.5 × 30.4167 M at $0.20
			"Web servers, functions, requests": "29.4167 5.88", "Web servers, functions, files": "45.625 9.13",
			// wait: 0.8 × 3 reads of 1.2 ms, 0.2 × 2 writes of their 1,000 ÷ 300 ms of CPU,
			// and half of them across zones, 5.61 ms; ⌈23.03 + 5.61⌉ = 29 ms;
			// 30.4167 M × 0.029 s × 0.75 GB − 400,000 free
			"Web servers, functions, requests, duration, first 7,500,000,000 GB-second (400,000 GB-second of it free)": "261562.5 3.49",
			// (11.574 + 17.361)/s × 2,628,000 s at $1 a million
			"HTTP API in place of the load balancer, first 300 million requests": "76.0417 76.04",
			// 45.625 M × 0.001 s × 0.75 GB at $0.0000133334
			"Web servers, functions, files, duration, first 7,500,000,000 GB-second": "34218.75 0.46",
		} {
			if got[name] != want {
				t.Errorf("%s: %s, by hand %s; lines %v", name, got[name], want, got)
			}
		}
	}
}

func TestAlternativesAreDeterministic(t *testing.T) {
	w := plan(t, "users", "1M").Workload
	one, err := Alternatives(w, pricing.Embedded(), 7, 1e6)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := Alternatives(w, pricing.Embedded(), 7, 1e6)
	if !reflect.DeepEqual(one, two) {
		t.Error("the same stage has other alternatives the second time")
	}
	for _, number := range []int{0, 9} {
		if _, err := Alternatives(w, pricing.Embedded(), number, 1e6); err == nil {
			t.Errorf("stage %d has alternatives", number)
		}
	}
	w.Region = "moon-1"
	if _, err := Alternatives(w, pricing.Embedded(), 7, 1e6); err == nil {
		t.Error("a Region without rates has alternatives")
	}
}

// What this workload cannot have says why.
func TestImpossibleOptions(t *testing.T) {
	for _, c := range []struct {
		pairs                  []string
		stage                  int
		question, option, says string
	}{
		{[]string{"response_size", "8 MB"}, 4, "compute", "lambda", "6 MB"},
		{[]string{"db_query_ms", "10000", "reads_per_request", "500", "cache_hit", "0"}, 3, "compute", "lambda", "15 minutes"},
		{[]string{"users", "60"}, 1, "commitment", "savings-1y", "Lightsail"},
		{[]string{"users", "5M"}, 7, "edge", "plan-premium", "do not both fit its allowance"},
		{nil, 3, "outbound", "isolated", "outbound_per_request"},
	} {
		v := url.Values{}
		for i := 0; i < len(c.pairs); i += 2 {
			v.Set(c.pairs[i], c.pairs[i+1])
		}
		p := build(t, v)
		all, err := Alternatives(p.Workload, pricing.Embedded(), c.stage, p.Stages[c.stage-1].SizedAt)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, a := range all {
			for _, o := range a.Options {
				if a.ID == c.question && o.ID == c.option {
					found = true
					if o.Possible || !strings.Contains(o.WhyNot, c.says) {
						t.Errorf("%v: %s is possible: %v, %q", c.pairs, o.ID, o.Possible, o.WhyNot)
					}
				}
			}
		}
		if !found {
			t.Errorf("%v: no option %s of %s", c.pairs, c.option, c.question)
		}
	}
}

func BenchmarkAlternatives(b *testing.B) {
	w := workload.Default()
	for b.Loop() {
		for number := 1; number <= 8; number++ {
			if _, err := Alternatives(w, pricing.Embedded(), number, w.Users); err != nil {
				b.Fatal(err)
			}
		}
	}
}
