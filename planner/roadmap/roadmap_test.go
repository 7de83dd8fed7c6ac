package roadmap

import (
	"testing"

	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// full is a workload that takes every move; bare one that takes as few as it can.
func variants() map[string]Facts {
	full := Facts{Workload: workload.Default(), Server: "lightsail", Objects: true, Static: true, Sessions: true, SignIn: true, ReadHeavy: true, Jobs: true, Gateway: true, Shards: 3}
	bare := Facts{Workload: workload.Default(), Server: "ec2"}
	bare.Workload.CacheHit = 0
	bare.Workload.Assumptions.NoSQLShare = 0
	aurora := full
	aurora.Workload.Database = workload.AuroraMySQL
	asked := full
	asked.Workload.Asked = workload.Asked{SharedFiles: 1, AnalyticsData: 1, IngestShare: 0.5, NotifyShare: 0.1, Balancer: workload.NetworkBalancer,
		Compute: workload.Fargate, DAX: true, CacheEngine: workload.Memcached}
	asked.Workload.ReadShare = 0.9
	guarded := bare
	guarded.Workload.Asked.Firewall, guarded.Workload.Asked.AnalyticsData, guarded.Workload.Asked.IngestShare, guarded.Workload.Asked.NotifyShare = true, 1, 1, 1
	guarded.Workload.Asked.SharedFiles = 1
	return map[string]Facts{"full": full, "bare": bare, "aurora": aurora, "asked": asked, "guarded": guarded}
}

func TestEightStagesInOrder(t *testing.T) {
	want := []string{"start", "split", "balance", "lighten", "automate", "decouple", "everywhere", "partition"}
	stages := Stages()
	if len(stages) != len(want) {
		t.Fatalf("%d stages, want %d", len(stages), len(want))
	}
	seen := map[string]bool{}
	for i, s := range stages {
		if s.ID != want[i] || s.Number != i+1 || s.Name == "" || s.Title == "" || s.Summary == "" || len(s.Moves) == 0 {
			t.Errorf("stage %d is %+v, want %s", i+1, s, want[i])
		}
		for _, m := range s.Moves {
			if seen[m.ID] || m.Title == "" || m.Why == "" || m.Source.Name == "" || len(m.Migrate) == 0 {
				t.Errorf("move %q of %s lacks a field or is there twice", m.ID, s.ID)
			}
			seen[m.ID] = true
		}
	}
}

func TestEveryStageIsConnected(t *testing.T) {
	operations := map[string]bool{"route53": true, "nat": true, "cloudwatch": true, "cloudformation": true, "codepipeline": true, "xray": true, "waf": true}
	for name, f := range variants() {
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			linked := map[string]bool{}
			for _, l := range d.Graph.Links {
				linked[l.From], linked[l.To] = true, true
			}
			for _, c := range d.Graph.Components {
				if !linked[c.ID] && !operations[c.Tier] {
					t.Errorf("%s stage %d: %s stands alone", name, number, c.ID)
				}
				if c.Name == "" || c.Service == "" {
					t.Errorf("%s stage %d: %s has no name or service", name, number, c.ID)
				}
			}
		}
	}
}

// A component keeps its row, order and place from stage to stage.
func TestComponentsKeepTheirPlace(t *testing.T) {
	for name, f := range variants() {
		type where struct {
			place      topology.Place
			row, order int
		}
		seen := map[string]where{}
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			for _, c := range d.Graph.Components {
				at := where{c.Place, c.Row, c.Order}
				if old, ok := seen[c.ID]; ok && old != at {
					t.Errorf("%s stage %d: %s moves from %+v to %+v", name, number, c.ID, old, at)
				}
				seen[c.ID] = at
			}
		}
	}
}

// Nothing stands where something else does.
func TestOneComponentASlot(t *testing.T) {
	for name, f := range variants() {
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			d.Readers(f, 3, true)
			type slot struct {
				column     string
				row, order int
			}
			taken := map[slot]string{}
			for _, c := range d.Graph.Components {
				s := slot{string(c.Place), c.Row, c.Order}
				if c.Place == topology.Edge || c.Place == topology.Outside {
					s.column = string(topology.Region)
				}
				if c.Place.IsZone() {
					s.order = 0
				}
				if other, ok := taken[s]; ok {
					t.Errorf("%s stage %d: %s and %s share a slot", name, number, c.ID, other)
				}
				taken[s] = c.ID
			}
		}
	}
}

func TestMovesNotNeededSayWhy(t *testing.T) {
	for number := 1; number <= 8; number++ {
		_, taken := Build(number, variants()["bare"])
		for _, m := range taken {
			if !m.Applied && m.WhyNot == "" {
				t.Errorf("move %s is not taken and does not say why", m.ID)
			}
		}
	}
}

func TestFederationShares(t *testing.T) {
	for _, n := range []float64{2, 3, 6} {
		w := workload.Default()
		w.Assumptions.Federation = n
		sum := 0.0
		for _, p := range Federation(w) {
			sum += p.Share
		}
		if len(Federation(w)) != int(n) || sum < 0.999999 || sum > 1.000001 {
			t.Errorf("%v parts take %v of the work", n, sum)
		}
	}
}

// What is not asked for is not even considered; what is joins in its stage.
func TestAskedServicesJoinInTheirStage(t *testing.T) {
	for _, c := range []struct {
		variant, tier, service string
		from                   int // first stage that holds it; 0 never
	}{
		{"asked", "efs", "efs", 2}, {"guarded", "efs", "efs", 3}, {"full", "efs", "", 0},
		{"asked", "s3", "s3", 2}, {"full", "s3", "s3", 3}, {"guarded", "s3", "s3", 4},
		{"asked", "nlb", "nlb", 3}, {"asked", "alb", "", 0}, {"full", "alb", "alb", 3}, {"full", "nlb", "", 0},
		{"guarded", "waf", "waf", 3}, {"asked", "waf", "", 0}, {"full", "waf", "", 0},
		{"asked", "redshift", "redshift", 4}, {"full", "redshift", "", 0},
		{"asked", "web", "fargate", 2}, {"full", "web", "ec2", 2}, {"asked", "svc", "fargate", 6},
		{"asked", "kinesis", "kinesis", 6}, {"asked", "consumer", "lambda", 6}, {"full", "kinesis", "", 0},
		{"asked", "sns", "sns", 6}, {"guarded", "sns", "sns", 6}, {"full", "sns", "", 0},
		{"asked", "dax", "dax", 8}, {"full", "dax", "", 0}, {"guarded", "dax", "", 0},
	} {
		for number := 1; number <= 8; number++ {
			d, taken := Build(number, variants()[c.variant])
			want := c.from > 0 && number >= c.from
			if d.Graph.HasTier(c.tier) != want {
				t.Errorf("%s stage %d: %s is there: %v, want %v", c.variant, number, c.tier, !want, want)
			}
			for _, x := range d.Graph.Tier(c.tier) {
				if x.Service != c.service {
					t.Errorf("%s stage %d: %s runs on %s, want %s", c.variant, number, x.ID, x.Service, c.service)
				}
			}
			for _, m := range taken {
				if m.Asked != nil && (c.variant == "full" || c.variant == "bare") {
					t.Errorf("%s stage %d considers %s unasked", c.variant, number, m.ID)
				}
			}
		}
	}
}

// DAX needs hot data that is read more than written; a firewall something that
// reads requests.
func TestAskedButNotNeeded(t *testing.T) {
	f := variants()["full"]
	f.Workload.Asked.DAX, f.Workload.Asked.Firewall, f.Workload.Asked.Balancer = true, true, workload.NetworkBalancer
	f.Workload.ReadShare = 0.5
	for number, id := range map[int]string{3: "firewall", 8: "dax"} {
		_, taken := Build(number, f)
		found := false
		for _, m := range taken {
			if m.ID == id {
				found = true
				if m.Applied || m.WhyNot == "" {
					t.Errorf("%s is applied: %v, why not: %q", id, m.Applied, m.WhyNot)
				}
			}
		}
		if !found {
			t.Errorf("%s is asked for and not considered", id)
		}
	}
}

// Memcached keeps no copies: nothing is replicated.
func TestMemcachedKeepsNoCopies(t *testing.T) {
	for number := 4; number <= 7; number++ {
		d, _ := Build(number, variants()["asked"])
		for _, c := range d.Graph.Tier("cache") {
			if c.Role != "" {
				t.Errorf("stage %d: %s has the role %q", number, c.ID, c.Role)
			}
		}
		for _, l := range d.Graph.Links {
			if l.Kind == topology.Replication && l.From == "cache.a" {
				t.Errorf("stage %d: %s is replicated", number, l.Key())
			}
		}
	}
}

// A cache is asked aside: it calls nobody but its copies, and whoever asks it asks
// the database too.
func TestTheCacheCallsNobody(t *testing.T) {
	asked := 0
	for name, f := range variants() {
		for number := 4; number <= 8; number++ {
			d, _ := Build(number, f)
			for _, l := range d.Graph.Links {
				from, _ := d.Graph.Find(l.From)
				to, _ := d.Graph.Find(l.To)
				if from.Tier == "cache" && to.Tier != "cache" {
					t.Errorf("%s stage %d: the cache calls %s", name, number, l.To)
				}
				if to.Tier != "cache" || from.Tier == "cache" {
					continue
				}
				asked++
				if d.Databases == 1 && !had(d.Graph, from.ID, "db.a") {
					t.Errorf("%s stage %d: %s asks the cache and no database", name, number, from.ID)
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d lines to a cache", asked)
	}
}
