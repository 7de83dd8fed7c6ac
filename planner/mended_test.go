package planner

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/pricing"
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
