package planner

import (
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

func embedded() *pricing.Book { return pricing.Embedded() }

func TestCompositesOfEachStage(t *testing.T) {
	rds := plan(t, "users", "100k").Stages
	aurora := plan(t, "users", "100k", "database", "aurora-postgresql").Stages
	const zone, balancer, dynamo = 0.9999, 0.9999, 0.9999
	for i, want := range []struct{ rds, aurora float64 }{
		{0.995, 0.995},
		{0.995 * 0.995, 0.995 * 0.999},
		{balancer * zone * 0.9995, balancer * zone * 0.9999},
		{balancer * zone * dynamo * 0.9995, balancer * zone * dynamo * 0.9999},
		{balancer * zone * dynamo * 0.9995, balancer * zone * dynamo * 0.9999},
		{balancer * zone * balancer * zone * dynamo * 0.9995, balancer * zone * balancer * zone * dynamo * 0.9999},
	} {
		near(t, rds[i].Name, float64(rds[i].Available.Value), want.rds, 1e-12)
		near(t, aurora[i].Name+", Aurora", float64(aurora[i].Available.Value), want.aurora, 1e-12)
	}
	a := rds[2].Available
	near(t, "published example", float64(a.Value), 0.99930011, 5e-9)
	if a.PerMonth != "30 min in 30 days" || a.Downtime != "6 h 8 min a year" {
		t.Errorf("%s, %s; 30.24 min of 30 days", a.PerMonth, a.Downtime)
	}
	near(t, "minutes a year", a.Minutes, (1-0.9999*0.9999*0.9995)*525600, 1e-6)
}

func TestOtherWaysIn(t *testing.T) {
	want := map[string]float64{
		"Static files":              0.999 * (1 - (1-0.999)*(1-0.9999)),
		"Calls through API Gateway": 0.9995 * 0.9999 * 0.9999 * 0.9995,
		"New sign-ins":              0.9999 * 0.9999 * 0.9999 * 0.9999 * 0.9999 * 0.9995 * 0.999,
		"Work that runs later":      0.9999 * 0.999 * 0.9995 * 0.9995,
	}
	a := plan(t, "users", "900k").Stages[5].Available
	for _, p := range a.Paths {
		near(t, p.Name, float64(p.Value), want[p.Name], 1e-12)
		delete(want, p.Name)
	}
	if len(want) > 0 {
		t.Errorf("no path for %v", want)
	}
	if len(a.Fleets) != 2 || !strings.Contains(a.Fleets[0].Substituted, "BINOM.DIST(") {
		t.Errorf("fleets: %+v", a.Fleets)
	}
	if paths := plan(t, "users", "50", "signed_in_share", "0").Stages[0].Available.Paths; len(paths) != 0 {
		t.Errorf("one server has other ways in: %+v", paths)
	}
}

// The pillar's own case, and what more of each input does.
func TestUptime(t *testing.T) {
	stages := plan(t, "users", "100k").Stages
	near(t, "99% design", float64(stages[0].Available.Uptime.Value), 0.996728, 5e-7)
	near(t, "two zones by hand", stages[2].Available.Uptime.Minutes, 2*60+10*15, 0)
	near(t, "with a pipeline", stages[4].Available.Uptime.Minutes, 2*(15+15), 0)
	for i, s := range plan(t, "users", "100k", "failures_per_year", "8", "decide_minutes", "60").Stages {
		if s.Available.Uptime.Minutes <= stages[i].Available.Uptime.Minutes {
			t.Errorf("%s: more failures cost %v minutes, fewer %v", s.Name, s.Available.Uptime.Minutes, stages[i].Available.Uptime.Minutes)
		}
	}
}

func TestWhatReachesTheTarget(t *testing.T) {
	p := plan(t, "users", "100k", "availability", "99.95%")
	for _, s := range p.Stages {
		a := s.Available
		if a.Met != (len(a.Reach) == 0 && a.Beyond == "") {
			t.Errorf("%s: met %v with %d changes and %q", s.Name, a.Met, len(a.Reach), a.Beyond)
		}
		for i, r := range a.Reach {
			if r.Value < a.Target || r.Stage < s.Number || r.Text == "" || strings.Contains(r.Text, "$$") {
				t.Errorf("%s: %+v does not reach %v", s.Name, r, a.Target)
			}
			if i > 0 && r.Priced && a.Reach[i-1].Monthly.Cmp(r.Monthly) > 0 {
				t.Errorf("%s: %s before the cheaper %s", s.Name, a.Reach[i-1].Title, r.Title)
			}
		}
	}
	first := p.Stages[2].Available.Reach
	if len(first) == 0 || first[0].Title != "Aurora instead of RDS" {
		t.Fatalf("stage 3 would reach 99.95%% by %+v, want Aurora", first)
	}
	// The price is the difference of the two bills.
	with := plan(t, "users", "100k", "availability", "99.95%", "database", "aurora-postgresql").Stages[2]
	if got := with.Bill.Total.Sub(p.Stages[2].Bill.Total); with.SizedAt == p.Stages[2].SizedAt && got.Cmp(first[0].Monthly) != 0 {
		t.Errorf("Aurora costs %s more by its bill, %s by the change", got, first[0].Monthly)
	}
	if a := plan(t, "users", "100k", "availability", "99.99%").Stages[2].Available; len(a.Reach) != 0 || a.Beyond == "" {
		t.Errorf("99.99%% is within reach: %+v", a.Reach)
	}
	if one := plan(t, "users", "100", "availability", "99.9%").Stages[0].Available.Reach; len(one) != 1 || one[0].Stage != 3 || one[0].Monthly.Cmp(units.Money{}) <= 0 {
		t.Errorf("one server reaches 99.9%% by %+v, want stage 3", one)
	}
}
