package planner

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"stagecraft/planner/demand"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func TestOtherTrack(t *testing.T) {
	w := workload.Default()
	if o := OtherTrack(w); o.Track != workload.Classic || OtherTrack(o).Track != workload.Current || o.Users != w.Users {
		t.Errorf("the other track of %s is %s", w.Track, o.Track)
	}
	for _, c := range []struct {
		w    workload.Workload
		want workload.CacheEngine
	}{{w, workload.Redis}, {OtherTrack(w), workload.Valkey}, {plan(t, "cache_engine", "memcached").Workload, workload.Memcached}} {
		if o := OtherTrack(c.w); o.Asked.CacheEngine != c.want {
			t.Errorf("on the %s track the cache runs %s, want %s", o.Track, o.Asked.CacheEngine, c.want)
		}
	}
}

// There and back is the same workload; a default of the track goes with it, and
// what was stated stays.
func TestOtherTrackTakesItsDefaults(t *testing.T) {
	for _, c := range []struct{ query, other string }{
		{"users=400k&region=eu-west-1", "users=400k&region=eu-west-1&track=classic"},
		{"users=60k&peak_factor=2..9", "users=60k&peak_factor=2..9&track=classic"},
		{"users=400k&cache_engine=memcached", "users=400k&cache_engine=memcached&track=classic"},
	} {
		values, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		w, refused := workload.Parse(values)
		if len(refused) > 0 {
			t.Fatal(refused)
		}
		other := OtherTrack(w)
		if got, want := parsed(t, workload.Encode(other)), parsed(t, c.other); got != want {
			t.Errorf("%s on the other track is %s, want %s", c.query, got, want)
		}
		if back := OtherTrack(other); string(workload.JSON(back)) != string(workload.JSON(w)) {
			t.Errorf("there and back %s is %s", c.query, workload.Encode(back))
		}
	}
	if o := OtherTrack(workload.Default()); o.Asked.CacheEngine != workload.Redis || OtherTrack(o).Asked.CacheEngine != workload.Valkey {
		t.Errorf("the talk caches in %s", o.Asked.CacheEngine)
	}
}

// parsed is a query in one order.
func parsed(t *testing.T, query string) string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return values.Encode()
}

// Without endpoints, by hand: 11.5740740… requests/s × 2,628,000 s × 1 KB × 1.1
// for sessions are 33.458 GB; objects of 5 GB a month count twice.
func TestThroughNAT(t *testing.T) {
	w := workload.Default()
	b := newBuilder(w, nil)
	d := demand.At(w, 100e3)
	d.ObjectsPerMonth = 5 * units.GB
	g := roadmap.Design{NAT: true, Bucket: true, Sessions: true}
	if got := float64(b.throughNAT(g, d) / units.GB); math.Abs(got-(33.4583333333+10)) > 1e-6 {
		t.Errorf("%v GB pass the NAT gateways, want 43.458", got)
	}
	if n := len(b.natReasons(g, d)); n != 2 {
		t.Errorf("%d reasons, want 2", n)
	}
	for name, g := range map[string]roadmap.Design{"endpoints": {NAT: true, Endpoints: true, Bucket: true, Sessions: true}, "public addresses": {Bucket: true, Sessions: true}, "nothing to call": {NAT: true}} {
		if b.throughNAT(g, d) != 0 || b.natReasons(g, d) != nil {
			t.Errorf("with %s %v pass", name, b.throughNAT(g, d))
		}
	}
}

// The tracks differ in the bill where they differ in the picture, and nowhere
// does today's advice cost more than measuring does.
func TestTracksDifferInTheBill(t *testing.T) {
	current, classic := plan(t, "users", "400k"), plan(t, "users", "400k", "track", "classic")
	for _, c := range []struct {
		stage         int
		key           string
		current, both bool
	}{
		{4, "elasticache.valkey.", true, false}, {4, "elasticache.redis.", false, false}, {6, "eventbridge.custom", true, false}, {6, "sqs.standard.request", true, true},
	} {
		if got := bills(current.Stages[c.stage-1], c.key); got != c.current {
			t.Errorf("today's advice bills %s in stage %d: %v", c.key, c.stage, got)
		}
		if got := bills(classic.Stages[c.stage-1], c.key); got != (c.both || !c.current) {
			t.Errorf("the talk bills %s in stage %d: %v", c.key, c.stage, got)
		}
	}
	a, _ := tier(current.Stages[3], "nat")
	b, _ := tier(classic.Stages[3], "nat")
	if a.Monthly.Cmp(b.Monthly) >= 0 {
		t.Errorf("NAT gateways with endpoints cost %s, without %s", a.Monthly, b.Monthly)
	}
	if db, _ := tier(classic.Stages[2], "db"); db.Sizing.Readers != 1 || !db.Sizing.Standby {
		t.Errorf("the talk draws a standby and a replica, the plan %d replicas, standby %v", db.Sizing.Readers, db.Sizing.Standby)
	}
	if db, _ := tier(classic.Stages[3], "db"); db.Sizing.Readers != 1 || len(classic.Stages[3].Graph.Tier("reader")) != 1 {
		t.Errorf("the replica of stage 3 is gone in stage 4: %d readers", db.Sizing.Readers)
	}
	if notes := strings.Join(classic.Stages[4].Notes, " "); !strings.Contains(notes, "AWS CodeStar was retired on 2024-07-31") || !strings.Contains(notes, "gp3") {
		t.Errorf("the classic track does not say what has been replaced: %s", notes)
	}
	if notes := strings.Join(classic.Stages[0].Notes, " "); strings.Contains(notes, "CodeStar") {
		t.Errorf("stage 1 speaks of what comes in stage 5: %s", notes)
	}
}

func bills(s Stage, key string) bool {
	for _, i := range s.Bill.Items {
		if strings.HasPrefix(string(i.RateKey), key) {
			return true
		}
	}
	return false
}

func tier(s Stage, id string) (Tier, bool) {
	for _, t := range s.Tiers {
		if t.ID == id {
			return t, true
		}
	}
	return Tier{}, false
}

// A replica is part of its primary's tier: pricing a move early must not size it
// a second time.
func TestEarlyMovesIgnoreReplicas(t *testing.T) {
	saves := func(p Plan) units.Money {
		for _, e := range p.Stages[2].Early {
			if e.ID == "cdn" {
				return e.Saves
			}
		}
		t.Fatal("CloudFront does not pay back")
		return units.Money{}
	}
	a, b := saves(plan(t, "users", "100k")), saves(plan(t, "users", "100k", "track", "classic"))
	if a.Cmp(b) != 0 {
		t.Errorf("CloudFront saves %s without a replica and %s with one", a, b)
	}
}

// The seven points of the talk are met one after another, on both tracks, each
// with its proof.
func TestEvidence(t *testing.T) {
	for _, track := range tracks {
		p := plan(t, "track", track)
		for _, s := range p.Stages {
			met := 0
			for i, e := range s.Evidence {
				check := s.Checklist[i]
				if e.Check != check.ID || e.Text == "" || e.Stage == 0 {
					t.Errorf("stage %d: evidence %+v of %s", s.Number, e, check.ID)
				}
				if e.InTalk && check.Met {
					met++
					if len(e.Components) == 0 || e.Stage > s.Number {
						t.Errorf("stage %d: %s is met by nothing: %+v", s.Number, check.ID, e)
					}
				}
				if !check.Met && (len(e.Components) > 0 || e.Stage <= s.Number) {
					t.Errorf("stage %d: %s is not met, but: %+v", s.Number, check.ID, e)
				}
				for _, id := range e.Components {
					if !s.Graph.Has(id) {
						t.Errorf("stage %d: %s is no component", s.Number, id)
					}
				}
			}
			if want := [8]int{0, 0, 2, 6, 6, 7, 7, 7}[s.Number-1]; met != want {
				t.Errorf("stage %d on the %s track meets %d points, want %d", s.Number, track, met, want)
			}
		}
	}
}

// A workload without sessions, files or cacheable reads is not told to wait for
// moves it never takes.
func TestEvidenceWithoutNeed(t *testing.T) {
	s := plan(t, "session_share", "0", "static_share", "0", "cache_hit", "0").Stages[6]
	for _, e := range s.Evidence {
		switch e.Check {
		case "content", "cache":
			if !strings.Contains(e.Text, "does without") {
				t.Errorf("%s: %s", e.Check, e.Text)
			}
		case "state":
			if !strings.Contains(e.Text, "Nothing of this workload needs it") {
				t.Errorf("%s: %s", e.Check, e.Text)
			}
		}
	}
}

// Flat-rate plans of CloudFront are sold since November 2025: the classic track
// pays as it goes, and is offered nothing else.
func TestFlatRateOnTheCurrentTrackOnly(t *testing.T) {
	current, classic := plan(t, "users", "200k"), plan(t, "users", "200k", "track", "classic")
	if !bills(current.Stages[3], "cloudfront.plan.") || bills(classic.Stages[3], "cloudfront.plan.") || !bills(classic.Stages[3], "cloudfront.dto.") {
		t.Error("flat-rate plans of CloudFront are not today's advice alone")
	}
	for _, p := range []Plan{current, classic} {
		all, err := Alternatives(p.Workload, embedded(), 4, p.Stages[3].SizedAt)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			for _, o := range a.Options {
				if p.Workload.Track == workload.Classic && strings.HasPrefix(o.ID, "plan-") || a.ID == "edge" && o.Chosen && o.WholeStage.Cmp(p.Stages[3].Bill.Total) != 0 {
					t.Errorf("the %s track offers %s for %s, the stage costs %s", p.Workload.Track, o.ID, o.WholeStage, p.Stages[3].Bill.Total)
				}
			}
		}
	}
}
