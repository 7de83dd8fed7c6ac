package planner

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/topology"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g ± %g", what, got, want, tolerance)
	}
}

// Static stability: a fleet that loses a zone stays within the target it was
// sized for, and a database at or under what a failure may cost it, or says so.
func TestLosingAZoneOverRandomWorkloads(t *testing.T) {
	for _, one := range samples() {
		for _, s := range one.plan.Stages {
			for _, f := range s.Failures {
				checkFailure(t, one.name, s, f)
			}
		}
	}
}

func checkFailure(t *testing.T, name string, s Stage, f Failure) {
	t.Helper()
	binds := s.Ends != nil && s.Ends.Kind == Capacity || s.Skipped
	for _, id := range f.Lost {
		if !s.Graph.Has(id) {
			t.Errorf("%s stage %d: %s loses %s, which is not there", name, s.Number, f.Kind, id)
		}
	}
	if len(f.Lost) == 0 || f.Notice == "" || f.Title == "" || f.Recovery.High <= 0 || len(f.Recovery.Reasons) == 0 || len(f.Data.Reasons) == 0 {
		t.Errorf("%s stage %d: %s lacks something: %+v", name, s.Number, f.Kind, f)
	}
	if f.Recovery.Low > f.Recovery.High || f.Data.Low > f.Data.High || f.Failing < 0 || f.Failing > 1 || f.Requests < 0 || math.IsNaN(f.Requests) {
		t.Errorf("%s stage %d: %s: %+v", name, s.Number, f.Kind, f)
	}
	within, fits := true, true
	for _, tier := range f.Tiers {
		fits = fits && tier.Left > 0 && (tier.After <= 1+1e-9 || tier.Resource == cpuCredits)
		within = within && tier.After <= tier.Target*(1+1e-9)
		if tier.Left > 0 && tier.After < tier.Before-1e-9 && tier.Resource != "CPU of the read replicas" && tier.Resource != "memory" {
			t.Errorf("%s stage %d: %s of %s falls from %v to %v", name, s.Number, tier.Resource, tier.Name, tier.Before, tier.After)
		}
		if (tier.Tier == "web" || tier.Tier == "svc") && s.Number >= 3 && tier.After > tier.Target*(1+1e-9) {
			t.Errorf("%s stage %d: %s of %s at %v after %s, target %v", name, s.Number, tier.Resource, tier.Name, tier.After, f.Kind, tier.Target)
		}
		if isDatabase(tier.Tier) && s.Number >= 3 && s.Number < 8 && !binds && tier.Resource != "IOPS" && tier.Resource != cpuCredits && tier.After > max(0.95, tier.Target)*(1+1e-9) {
			t.Errorf("%s stage %d: %s of %s at %v after %s", name, s.Number, tier.Resource, tier.Name, tier.After, f.Kind)
		}
	}
	if f.Fits != fits || f.Within != (within && fits) || (f.Flag == "") != within {
		t.Errorf("%s stage %d: %s fits %v, within %v, flag %q", name, s.Number, f.Kind, f.Fits, f.Within, f.Flag)
	}
}

// What each of the two takes from the graph.
func TestWhatIsLost(t *testing.T) {
	p := plan(t, "users", "6M", "database", "postgresql")
	for i, want := range []struct{ zone, primary []string }{
		0: {[]string{"server"}, []string{"server"}},
		1: {[]string{"web.a", "db.a"}, []string{"db.a"}},
		2: {[]string{"web.a", "db.a", "nat.a"}, []string{"db.a"}},
		3: {[]string{"web.a", "db.a", "nat.a", "cache.a"}, []string{"db.a"}},
		6: {[]string{"web.a", "db.a", "nat.a", "cache.a", "svc.a"}, []string{"db.a"}},
		7: {[]string{"web.a", "nat.a", "cache.a", "svc.a", "db1.a", "db3.a"}, []string{"db1.a"}},
	} {
		if want.zone == nil {
			continue
		}
		zone, primary := p.Stages[i].Failures[0], p.Stages[i].Failures[1]
		lost := slices.DeleteFunc(slices.Clone(zone.Lost), func(id string) bool { return strings.HasPrefix(id, "reader") })
		if !slices.Equal(lost, want.zone) || zone.Kind != LosesZone || (i > 0 && zone.Zone != topology.ZoneA) {
			t.Errorf("stage %d loses %v with zone %q, want %v", i+1, zone.Lost, zone.Zone, want.zone)
		}
		if !slices.Equal(primary.Lost, want.primary) || primary.Kind != LosesPrimary || primary.Zone != "" {
			t.Errorf("stage %d loses %v with its primary, want %v", i+1, primary.Lost, want.primary)
		}
	}
}

// RTO and RPO of the published figures.
func TestRecoveryObjectives(t *testing.T) {
	rds := plan(t, "users", "100k", "object_share", "10%", "object_size", "100 KB").Stages
	aurora := plan(t, "users", "100k", "database", "aurora-mysql").Stages
	for _, v := range []struct {
		name           string
		got            Objective
		low, high, rpo float64
		data           Objective
	}{
		{"one server, zone", rds[0].Failures[0].Recovery, 4200, 4200, 86400, rds[0].Failures[0].Data},
		{"one server, database", rds[0].Failures[1].Recovery, 4200, 4200, 86400, rds[0].Failures[1].Data},
		{"split, zone, with uploads", rds[1].Failures[0].Recovery, 4200, 4200, 86400, rds[1].Failures[0].Data},
		{"split, primary", rds[1].Failures[1].Recovery, 3600, 3600, 300, rds[1].Failures[1].Data},
		{"split, zone, Aurora", aurora[1].Failures[0].Recovery, 3000, 3000, 0, aurora[1].Failures[0].Data},
		{"split, primary, Aurora", aurora[1].Failures[1].Recovery, 0, 600, 0, aurora[1].Failures[1].Data},
		{"Multi-AZ, zone", rds[2].Failures[0].Recovery, 60, 120, 0, rds[2].Failures[0].Data},
		{"Multi-AZ, primary", rds[2].Failures[1].Recovery, 60, 120, 0, rds[2].Failures[1].Data},
		{"Aurora, zone: the balancer takes longer", aurora[2].Failures[0].Recovery, 60, 60, 0, aurora[2].Failures[0].Data},
		{"Aurora, primary", aurora[2].Failures[1].Recovery, 30, 60, 0, aurora[2].Failures[1].Data},
		{"federated, primary", rds[7].Failures[1].Recovery, 60, 120, 0, rds[7].Failures[1].Data},
	} {
		near(t, v.name+", RTO from", v.got.Low, v.low, 0)
		near(t, v.name+", RTO to", v.got.High, v.high, 0)
		near(t, v.name+", RPO", v.data.High, v.rpo, 0)
	}
	// 20 TB at 500 MiB/s take longer than the pillar's half hour; 200 GB at the
	// 125 MiB/s of a small volume little more.
	for stored, rate := range map[string]float64{"20 TB": 500, "200 GB": 125} {
		large := plan(t, "users", "1k", "data_stored", stored).Stages[1]
		gib := map[string]float64{"20 TB": 20e12, "200 GB": 200e9}[stored] * 1.3 / (1 << 30)
		near(t, "restoring "+stored, large.Failures[1].Recovery.High/60-30, gib*1024/rate/60, 1e-6)
	}
}

// The requests lost, by hand: 34.72/s at peak; every one reads the database, and
// so the lost zone adds none.
func TestRequestsLost(t *testing.T) {
	s := plan(t, "users", "100k").Stages[2]
	peak := 100e3 * 0.2 * 50 / 86400 * 3
	near(t, "with the zone", s.Failures[0].Requests, peak*120, 1e-6) // all need the primary already
	near(t, "with the primary", s.Failures[1].Requests, peak*120, 1e-6)
	// A cache answers four reads of five: a page of three reads needs the
	// database unless all three are found.
	s = plan(t, "users", "300k").Stages[3]
	near(t, "share past the cache", float64(s.Failures[1].Failing), 0.8*(1-math.Pow(0.8, 3))+0.2, 1e-9)
	// Of a federation, the largest takes half of the work.
	s = plan(t, "users", "10M", "nosql_share", "0", "cache_hit", "0").Stages[7]
	largest := slices.IndexFunc(s.Tiers, func(t Tier) bool { return t.ID == "db1" })
	shards := float64(s.Tiers[largest].Sizing.Shards)
	near(t, "share of a shard of the largest function", float64(s.Failures[1].Failing), 0.8*(1-math.Pow(1-0.5/shards, 3))+0.2*(1-math.Pow(1-0.5/shards, 2)), 1e-9)
}

// What survives, at unchanged replicas, is what the sizing says; with fewer, the
// load of those left grows in proportion.
func TestDatabaseLoadFollowsTheSizing(t *testing.T) {
	for _, engine := range []string{"postgresql", "aurora-postgresql"} {
		p := plan(t, "users", "90k", "requests_per_second", "8000/s", "read_write", "99/1", "cache_hit", "0", "database", engine)
		b := newBuilder(p.Workload, embedded())
		z := b.size(3, 90e3)
		db, _ := z.tier("db")
		if db.Sizing.Readers < 2 {
			t.Fatalf("%s: %d replicas, the case needs two", engine, db.Sizing.Readers)
		}
		same := catalog.DatabaseLoad(z.load.need("db"), z.policy, db.Sizing, db.Sizing.Readers)
		for _, r := range db.Sizing.Resources {
			switch r.Name {
			case "CPU of the primary":
				near(t, engine+" primary", same.Primary, r.Utilisation(), 1e-9)
			case "CPU of the read replicas":
				near(t, engine+" replicas", same.Replica, r.Utilisation(), 1e-9)
			}
		}
		fewer := catalog.DatabaseLoad(z.load.need("db"), z.policy, db.Sizing, db.Sizing.Readers-1)
		if fewer.Replica <= same.Replica || fewer.Primary != same.Primary {
			t.Errorf("%s: one replica fewer gives %+v after %+v", engine, fewer, same)
		}
		none := catalog.DatabaseLoad(z.load.need("db"), z.policy, db.Sizing, 0)
		if none.Primary <= same.Primary || none.Replica != 0 {
			t.Errorf("%s: without replicas %+v after %+v", engine, none, same)
		}
	}
}

// Two zones at 30% each become one at 60%; memory of the application is not shared.
func TestFleetAfterAZone(t *testing.T) {
	p := plan(t, "users", "10M", "requests_per_second", "20000/s")
	for _, s := range p.Stages[2:] {
		for _, tier := range s.Failures[0].Tiers {
			if (tier.Tier != "web" && tier.Tier != "svc") || tier.Resource != "CPU" {
				continue
			}
			near(t, s.Name+" "+tier.Tier, tier.After, tier.Before*float64(tier.Machines)/float64(tier.Left), 1e-9)
			if zones := len(s.Graph.UsedZones()); tier.Left*zones != tier.Machines*(zones-1) {
				t.Errorf("%s: %d of %d machines left of %d zones", s.Name, tier.Left, tier.Machines, zones)
			}
		}
	}
}
