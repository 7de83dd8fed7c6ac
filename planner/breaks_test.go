package planner

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stagecraft/planner/catalog"
	"stagecraft/planner/units"
)

// 30 of 100 with 10 that do not grow: to the target of 60 the rest grows
// (60 − 10) ÷ 20 = 2.5 times, to 100 it grows 4.5 times, and at ten times 210
// would be asked of 100.
func TestTimes(t *testing.T) {
	r := catalog.Resource{Demand: 30, Base: 10, Capacity: 100, Target: 0.6}
	if got := []float64{r.Headroom(), full(r), at(r, 10), at(r, 1)}; !slices.Equal(got, []float64{2.5, 4.5, 2.1, 0.3}) {
		t.Errorf("headroom, full, at ten times, now = %v, want 2.5, 4.5, 2.1, 0.3", got)
	}
	if got := at(catalog.Resource{Demand: 5}, 10); got != 0 {
		t.Errorf("without a capacity the utilisation is %v", got)
	}
}

// A load time of 240 s at 71.43% follows a doubling in 600 s: the published
// vector read backwards. Auto Scaling's own lead time is 60 + 120 + 60 + 60 s.
func TestPace(t *testing.T) {
	p := plan(t, "users", "100k", "utilisation", "60%")
	if got := p.Stages[4].TenTimes.Pace; !got.Automatic || got.Lead != 300 || math.Abs(got.Doubling-450) > 1e-9 {
		t.Errorf("with Auto Scaling: %+v, want 300 s and a doubling in 450 s", got)
	}
	if got := p.Stages[2].TenTimes.Pace; got.Automatic || got.Lead != 2700 || math.Abs(got.Doubling-4050) > 1e-9 {
		t.Errorf("by hand: %+v, want 2,700 s and a doubling in 4,050 s", got)
	}
	vector := newBuilder(p.Workload, nil)
	vector.w.Assumptions.Utilisation = 1 / (1 + 300.0/600) // Headroom(1/600, 300)
	s := sized{}
	s.design.Scaling = true
	if got := vector.pace(s).Doubling; math.Abs(got-600) > 1e-9 {
		t.Errorf("a target of 66.7%% follows a doubling in %v s, want 600", got)
	}
}

// What breaks at ten times is what Limits says binds before ten times the users,
// in the same order; a break that needs a move lies beyond the stage.
func TestTenTimesAgreesWithLimits(t *testing.T) {
	moves := 0
	for _, one := range samples() {
		v, p := one.values, one.plan
		for _, s := range p.Stages {
			ten := s.TenTimes
			if ten.Users != s.SizedAt*10 || ten.Text == "" || ten.Pace.Text == "" {
				t.Fatalf("%s stage %d: %+v", v.Encode(), s.Number, ten)
			}
			if ten.Beyond {
				if p.Workload.Carries(ten.Users) || len(ten.Breaks) > 0 || ten.Complete {
					t.Errorf("%s stage %d is beyond the fields: %+v", v.Encode(), s.Number, ten)
				}
				continue
			}
			var want, got []string
			for _, l := range s.Limits {
				if float64(l.Users) < math.Floor(10*float64(s.SizedAt)) {
					want = append(want, l.Tier+" "+l.Resource)
				}
				if l.Users < 1 || l.Reason.Formula == "" || (l.StageUsers > 0 && float64(l.StageUsers) < 1) {
					t.Errorf("%s stage %d: limit %+v", v.Encode(), s.Number, l)
				}
			}
			for _, k := range ten.Breaks {
				got = append(got, k.Tier+" "+k.Resource)
				if k.FullTimes < k.Times-1e-9 || k.How == "" || (k.Remedy == ByMove) != strings.HasPrefix(k.How, "No size") {
					t.Errorf("%s stage %d: %+v", v.Encode(), s.Number, k)
				}
				if k.Remedy == ByMove {
					moves++
					if ten.Stage <= s.Number && s.Number < 8 && s.Users.To != 0 {
						t.Errorf("%s stage %d needs a move for %s of %s, yet holds ten times itself", v.Encode(), s.Number, k.Resource, k.Tier)
					}
					for _, m := range k.Moves {
						if m.Stage <= s.Number {
							t.Errorf("stage %d is cured by %s of stage %d", s.Number, m.ID, m.Stage)
						}
					}
				}
			}
			if !slices.Equal(got, want) && s.SizedAt > 100 { // below, whole people round the limits
				t.Errorf("%s stage %d at %v: breaks %v, limits %v", v.Encode(), s.Number, s.SizedAt, got, want)
			}
		}
	}
	if moves == 0 {
		t.Error("no workload needed a move: the test is void")
	}
}

// A write load no primary carries is relieved by what splits the data, and by a
// queue only where writes may wait.
func TestMovesThatRelieve(t *testing.T) {
	for async, want := range map[string][]string{"0": {"federation", "sharding", "nosql"}, "50%": {"queue", "federation", "sharding", "nosql"}} {
		s := plan(t, "users", "300k", "requests_per_second", "30000/s", "read_write", "1/99", "async_share", async).Stages[2]
		i := slices.IndexFunc(s.TenTimes.Breaks, func(k Break) bool { return k.Resource == "CPU of the primary" })
		if i < 0 || s.TenTimes.Breaks[i].Remedy != ByMove {
			t.Fatalf("async %s: the primary carries ten times the writes: %+v", async, s.TenTimes.Breaks)
		}
		var got []string
		for _, m := range s.TenTimes.Breaks[i].Moves {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("async %s: relieved by %v, want %v", async, got, want)
		}
	}
}

// The stage that holds ten times the users has the bill it would have there.
func TestTenTimesCostsWhatThatStageCosts(t *testing.T) {
	at := plan(t, "users", "100k").Stages[2].TenTimes
	then := plan(t, "users", "1M", "data_stored", "500 GB")
	if at.Stage != then.Here || at.Monthly.Cmp(then.Stages[then.Here-1].Bill.Total) != 0 {
		t.Errorf("ten times 100k: stage %d, %s; 1M users: stage %d, %s", at.Stage, at.Monthly, then.Here, then.Stages[then.Here-1].Bill.Total)
	}
}

// A resource past its target before anybody grows is a limit of its own, not a
// missing one.
func TestLimitsKeepWhatIsAlreadyFull(t *testing.T) {
	p := plan(t, "users", "1", "requests_per_second", "900/s")
	if len(p.Stages[0].Limits) == 0 {
		t.Fatal("one user with 900 requests/s meets no limit")
	}
	for _, s := range p.Stages {
		for i, l := range s.Limits {
			if l.Users < 1 || i > 0 && l.Users < s.Limits[i-1].Users {
				t.Errorf("stage %d: limit %d is %+v after %+v", s.Number, i, l, s.Limits[max(0, i-1)])
			}
		}
	}
}

// Quotas: 1,000 targets of a balancer, 5,500 reads/s of a prefix, 120 sign-ins/s.
func TestQuotas(t *testing.T) {
	p := plan(t, "users", "5M")
	s := p.Stages[p.Here-1]
	found := map[string]Limit{}
	for _, l := range s.Limits {
		if l.Quota {
			found[l.Tier+" "+l.Resource] = l
			if l.StageUsers != 0 {
				t.Errorf("a quota ends the stage: %+v", l)
			}
		}
	}
	// 5M × 25% sign in, 20% of them a day, ÷ 86,400 s × 3 = 8.6806/s of 120 × 80%.
	if l := found["cognito sign-ins"]; math.Abs(l.Utilisation-8.680556/120) > 1e-6 || l.Users != units.Users(math.Floor(5e6*96/8.6805555555)) {
		t.Errorf("sign-ins: %+v", l)
	}
	for _, name := range []string{"alb targets of the load balancer", "ialb targets of the load balancer", "cloudfront requests of the distribution", "s3 reads from one prefix", "dynamodb table quota", "nat bandwidth"} {
		if _, ok := found[name]; !ok {
			t.Errorf("no limit %s among %v", name, found)
		}
	}
}
