package planner

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

// The headline share, the peak and the seconds give the count of requests, and
// what could do without the primary fails only in the lost zone, until the
// balancer leaves it out.
func TestRequestsLostAreShareTimesPeakTimesSeconds(t *testing.T) {
	s := plan(t, "users", "300k").Stages[3]
	peak := 300e3 * 0.2 * 50 / 86400 * 3
	needs := 0.8*(1-math.Pow(0.8, 3)) + 0.2
	f := s.Failures[0]
	near(t, "share with the zone", float64(f.Failing), needs+(1-needs)*60/2/120, 1e-9)
	for _, f := range s.Failures {
		near(t, f.Title, f.Requests, float64(f.Failing)*peak*f.Recovery.High, 1e-6)
	}
}

// What goes to a stream does not miss the primary.
func TestEventsOfAStreamNeedNoPrimary(t *testing.T) {
	pairs := []string{"users", "10M", "read_write", "0/100", "nosql_share", "0", "async_share", "0", "ingest_share"}
	all, none := plan(t, append(pairs, "0")...).Stages[7], plan(t, append(pairs, "95%")...).Stages[7]
	with, without := none.Failures[1], all.Failures[1]
	if with.Failing <= 0 || float64(with.Failing) > 0.05+1e-9 || without.Failing < 3*with.Failing {
		t.Errorf("%v of requests fail with 95%% of writes in a stream, %v without", with.Failing, without.Failing)
	}
}

// No service but a relational database is told to do without a database while a
// larger class starts.
func TestEveryServiceHasARemedyOfItsOwn(t *testing.T) {
	b := newBuilder(plan(t).Workload, pricing.Embedded())
	for _, svc := range catalog.Services() {
		id := svc.ID
		if id == "rds" || id == "aurora" {
			id = "db"
		}
		s := sized{demand: b.size(4, 1000).demand, policy: b.size(4, 1000).policy, tiers: []Tier{{ID: id, Service: svc.ID}}}
		how, text := b.remedy(s, limited{tier: id, Resource: catalog.Resource{Name: "capacity", Demand: 1, Capacity: 2, Target: 1}})
		if how == "" || text == "" || (id != "db") == strings.Contains(text, "database") {
			t.Errorf("%s: %s, %q", svc.ID, how, text)
		}
	}
}

// S3 is billed at what is kept; the note says what a month adds and what retention
// comes to, events of a stream with it.
func TestObjectsNoteCountsEvents(t *testing.T) {
	p := plan(t, "users", "10M", "ingest_share", "50%", "object_share", "0", "objects_stored", "0", "retention_months", "24")
	s, d := p.Stages[7], p.Demand
	added := float64(d.WrittenPerMonth) / 2
	want := units.FormatBytes(units.Bytes(added)) + " of objects and events are added every month. When retention is full S3 holds " + units.FormatBytes(units.Bytes(float64(d.StoredAtRetention)/2)) + ", about $"
	if !noted(s, want) {
		t.Errorf("want %q in %q", want, s.Notes)
	}
}

func TestQuotasAndAssumptionsAreNoted(t *testing.T) {
	big := plan(t, "users", "200M", "event_share", "100%").Stages[7]
	if !noted(big, "Raise before launch") || !noted(big, "PutEvents of the account") {
		t.Errorf("%q", big.Notes)
	}
	logs := plan(t, "users", "1M", "static_share", "0", "cpu_ms", "1")
	found := false
	for _, s := range logs.Stages {
		found = found || noted(s, "rests on an assumption: ")
	}
	if !found {
		t.Error("no assumption of a bill is named")
	}
}

// A table that follows its load is no advice where the load rises faster.
func TestSessionsAdviceAtSharpPeaks(t *testing.T) {
	for peak, weaker := range map[string]bool{"7": false, "8": true, "20": true} {
		p := plan(t, "users", "1M", "peak_factor", peak)
		all, err := Alternatives(p.Workload, pricing.Embedded(), 6, 1e6)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			for _, o := range a.Options {
				if o.ID == "provisioned-scaled" && o.Weaker != weaker {
					t.Errorf("peak factor %s: weaker %v", peak, o.Weaker)
				}
			}
			if a.ID == "sessions" && weaker && strings.HasPrefix(a.Advice, "DynamoDB provisioned, scaled") {
				t.Errorf("peak factor %s: %q", peak, a.Advice)
			}
		}
	}
}

// Fifty dollars a month are worth naming, however large the bill.
func TestSavingWorthItself(t *testing.T) {
	dollars := func(n float64) units.Money { return units.MustPrice("1").Amount(units.NewQuantity(n)) }
	option := func(name string, n float64) *Option {
		return &Option{Name: name, WholeStage: dollars(n), Differs: "It differs."}
	}
	for saved, worth := range map[float64]bool{49.99: false, 50: true} {
		text := ranked(option("dear", 100000), option("cheap", 100000-saved), nil)
		if strings.Contains(text, "too little") == worth {
			t.Errorf("%v saved: %q", saved, text)
		}
	}
}

// The month in which the plan of CloudFront changes is named.
func TestGrowthNamesThePlansLeft(t *testing.T) {
	p := plan(t, "users", "1M", "growth_per_month", "5%")
	text := strings.Join(p.Growth.Notes, " ")
	if !strings.Contains(text, "pass the allowance of the plan Premium: CloudFront is paid as you go.") {
		t.Errorf("%q", p.Growth.Notes)
	}
}

// The change told is the one nearest to the workload, with the span in which the
// cheaper option is so.
func TestCrossoverNearestToTheWorkload(t *testing.T) {
	cents := func(n float64) units.Money { return units.MustPrice("0.01").Amount(units.NewQuantity(n)) }
	r := rivalry{a: "a", b: "b", from: 1, to: 1e6, steps: 24, unit: "x", own: 5000, beyond: "nothing fits", show: func(x float64) string { return units.FormatNumber(x, 2) },
		price: func(x float64) (units.Money, units.Money, bool) { // b wins from 10 to 1,000 and again from 20,000 to 100,000
			if x < 10 || x > 1000 && x < 20000 {
				return cents(100), cents(200), x < 100000
			}
			return cents(200), cents(100), x < 100000
		}}
	all := r.crossovers()
	if len(all) != 1 || math.Abs(all[0].Value-20000) > 300 || !strings.Contains(all[0].Text, "a is cheaper from about ") {
		t.Fatalf("%+v", all)
	}
	r.own, r.steps = 12, 12 // in the very step in which the cheaper one changes
	if x := r.crossovers()[0]; !strings.Contains(x.Text, "b is cheaper from about 10 up to about 1,") && !strings.Contains(x.Text, "b is cheaper from about 10 up to about 99") {
		t.Errorf("%s", x.Text)
	}
	r.own = 50000
	if x := r.crossovers()[0]; !strings.Contains(x.Text, "b is cheaper from about ") || !strings.HasSuffix(x.Text, "; above it nothing fits.") {
		t.Errorf("%s", x.Text)
	}
	r.own = 500000
	if x := r.crossovers()[0]; !strings.Contains(x.Text, "nothing fits; the last to fit does so up to about") {
		t.Errorf("%s", x.Text)
	}
}

// A database's disk fills though no more users come, in the months its limit says.
func TestStorageLimitSaysWhenItFills(t *testing.T) {
	p := plan(t, "users", "100k", "storage_months", "12", "retention_months", "84")
	for _, l := range p.Stages[2].Limits {
		if l.Resource != "storage" || l.Tier != "db" {
			continue
		}
		if !strings.Contains(l.Text, "At constant users ") || !strings.HasSuffix(l.Text, "months.") {
			t.Errorf("%q", l.Text)
		}
		return
	}
	t.Error("no limit of the database's storage")
}

// Ten times the users bring ten times the data, and the test says so.
func TestTenTimesSaysWhatDataItHolds(t *testing.T) {
	p := plan(t, "users", "100k", "data_stored", "80 GB")
	ten := p.Stages[2].TenTimes
	found := false
	for _, r := range ten.Reasons {
		found = found || r.Label == "Rows the bill for them holds" && r.Value == "800"
	}
	if !found || !strings.HasSuffix(ten.Text, " Data is scaled with users, to 800 GB of rows.") {
		t.Errorf("%q", ten.Text)
	}
}

// The cache is named where it costs more than it saves.
func TestCacheThatCostsMoreThanItSaves(t *testing.T) {
	named := 0
	for _, users := range []string{"1M", "2M"} {
		p := plan(t, "users", users)
		bare := plan(t, "users", users, "cache_hit", "0")
		for i, s := range p.Stages {
			if !s.Graph.HasTier("cache") || s.SizedAt != bare.Stages[i].SizedAt {
				continue
			}
			dearer := s.Bill.Total.Cmp(bare.Stages[i].Bill.Total) > 0
			if noted(s, "The cache costs ") != dearer {
				t.Errorf("%s users, stage %d: with %s, without %s, noted %v", users, s.Number, s.Bill.Total, bare.Stages[i].Bill.Total, !dearer)
			}
			if dearer {
				named++
			}
		}
	}
	if named == 0 {
		t.Error("no cache costs more than it saves: the test is void")
	}
}

// What goes to the stream publishes no event of its own.
func TestIngestedWritesPublishNoEvents(t *testing.T) {
	pairs := []string{"users", "10M", "event_share", "10%", "ingest_share"}
	all, _ := lines(plan(t, append(pairs, "0")...).Stages[7], "eventbridge")
	few, _ := lines(plan(t, append(pairs, "90%")...).Stages[7], "eventbridge")
	if math.Abs(few.Float()-all.Float()/10) > 0.02 {
		t.Errorf("events of a tenth of the writes cost %s, of all %s", few, all)
	}
}

// DynamoDB is one service under one agreement: sessions and hot data need it once.
func TestHotTablesStandInTheComposite(t *testing.T) {
	for share, want := range map[string]string{"30%": "DynamoDB, sessions and hot data", "0": "DynamoDB sessions"} {
		s := plan(t, "users", "10M", "nosql_share", share).Stages[7]
		count := 0
		for _, r := range s.Available.Parts {
			if strings.HasPrefix(r.Label, "DynamoDB") {
				count++
				if r.Label != want {
					t.Errorf("nosql_share %s: %q, want %q", share, r.Label, want)
				}
			}
		}
		if count != 1 {
			t.Errorf("nosql_share %s: %d agreements of DynamoDB", share, count)
		}
	}
}

// What no line covers is named: commitments, and free allowances not deducted.
func TestNotIncludedNamesCommitments(t *testing.T) {
	text := strings.Join(plan(t, "users", "1M").Stages[6].Bill.NotIncluded, "; ")
	for _, want := range []string{"reserved nodes of ElastiCache", "CloudFront negotiated", "10 metrics, 10 alarms, 5 GB of logs", "CodeBuild: 100 minutes"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among %s", want, text)
		}
	}
}

// A team whose writes only change rows states that they add none. Rows kept as
// items are then taken for rows of 1 KB, for a size of nothing divides nothing.
func TestWritesThatAddNoRows(t *testing.T) {
	kept := map[string]string{}
	for _, bytes := range []string{"0", "1 KB"} {
		for _, i := range plan(t, "users", "10M", "bytes_per_write", bytes, "data_stored", "100 GB", "nosql_share", "50%").Stages[7].Bill.Items {
			if i.Component == "hotdata" && i.RateKey == "dynamodb.storage.standard" {
				kept[bytes] = i.Quantity.String()
			}
		}
	}
	if kept["0"] == "" || kept["0"] != kept["1 KB"] {
		t.Errorf("GiB kept by bytes a write: %v, want the same twice", kept)
	}
}
