package catalog

import (
	"errors"
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/reason/arithmetic"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// drawn gives random needs and policies, wide enough to reach every branch of a
// sizing: loads over nine powers of ten, and each amount now and then nothing.
type drawn struct{ *rand.Rand }

// between is a number whose logarithm is uniform; one in six is 0.
func (r drawn) between(low, high float64) float64 {
	if r.Intn(6) == 0 {
		return 0
	}
	return low * math.Pow(high/low, r.Float64())
}

func (r drawn) rate(low, high float64) units.Rate {
	peak := r.between(low, high)
	return units.Rate{Average: units.PerSecond(peak * (0.1 + 0.9*r.Float64())), Peak: units.PerSecond(peak)}
}

func (r drawn) bytes(low, high float64) units.Bytes { return units.Bytes(r.between(low, high)) }

func (r drawn) need() Need {
	rows := r.bytes(1e6, 1e14)
	n := Need{
		Tier: "tier", Name: "Tier", Role: "role", Users: r.between(1, 1e8), Requests: r.rate(0.01, 1e6), CPU: r.rate(0.001, 3e3), Network: r.rate(1e3, 1e12),
		Resident: r.bytes(1e8, 1e10), InFlight: r.between(0.01, 1e5), Reads: r.rate(0.01, 1e6), Writes: r.rate(0.01, 1e5), RowBytes: r.bytes(10, 4e5),
		Rows: rows, Ahead: rows * units.Bytes(1+2*r.Float64()), Written: r.bytes(1e6, 1e13), Retained: rows * units.Bytes(1+9*r.Float64()), Hot: r.bytes(1e6, 1e13),
		Clients: r.Intn(300), Objects: r.bytes(1e6, 1e16), ObjectsAdded: r.bytes(1e6, 1e13), Puts: r.between(1, 1e9), Gets: r.between(1, 1e10), Egress: r.bytes(1e6, 1e15),
		Internal: r.bytes(1e6, 1e14), Messages: r.between(1, 1e10), Duration: units.Milliseconds(r.between(1, 1e5)), Units: r.Intn(4), Servers: r.between(1, 50),
	}
	if r.Intn(2) == 0 {
		n.Batch = float64(1 + r.Intn(20))
	}
	return n
}

func (r drawn) policy() Policy {
	w := workload.Default()
	w.Processor = []workload.Processor{workload.ARM, workload.X86}[r.Intn(2)]
	w.Pricing = []workload.Pricing{workload.OnDemand, workload.Savings1Y, workload.Savings3Y}[r.Intn(3)]
	w.Database = []workload.Database{workload.PostgreSQL, workload.MySQL, workload.AuroraPostgreSQL, workload.AuroraMySQL}[r.Intn(4)]
	w.Region = []string{"us-east-1", "eu-central-1", "sa-east-1"}[r.Intn(3)]
	w.PeakFactor = units.Ratio(1 + 5*r.Float64())
	a := &w.Assumptions
	a.Utilisation, a.ReplicaReads, a.BufferHit = units.Ratio(0.3+0.6*r.Float64()), units.Ratio(r.Float64()), units.Ratio(0.5+0.5*r.Float64())
	a.StorageOverhead, a.RequestsPerConnection, a.ConnectionSeconds = units.Ratio(1+r.Float64()), 1+20*r.Float64(), 1+600*r.Float64()
	a.DBQuery, a.LogMonths, a.DeploymentsPerMonth, a.BuildMinutes = units.Milliseconds(0.2+10*r.Float64()), 12*r.Float64(), 100*r.Float64(), 1+30*r.Float64()
	a.DBReadsPerVCPU, a.DBWritesPerVCPU = units.PerSecond(200+3000*r.Float64()), units.PerSecond(50+1000*r.Float64())
	q := &w.Asked
	q.SharedReads, q.AnalyticsTime, q.NotifyEmail, q.FirewallRules = r.between(1, 1e4), 24*r.Float64(), units.Ratio(r.Float64()), float64(r.Intn(20))
	q.CacheEngine = []workload.CacheEngine{workload.Valkey, workload.Redis, workload.Memcached}[r.Intn(3)]
	q.AuthPlan = []workload.AuthPlan{workload.AuthLite, workload.AuthEssentials, workload.AuthPlus}[r.Intn(3)]
	if r.Intn(3) == 0 {
		q.Capacity = workload.Serverless
	}
	return Policy{Workload: w, Book: pricing.Embedded(), Zones: 1 + r.Intn(3), Scaling: r.Intn(2) == 0, Replicas: r.Intn(2) == 0, Replica: r.Intn(4) == 0, Shards: r.Intn(3) == 0}
}

// agreed makes a need say the same thing twice, as a plan does: what leaves for
// each request, and what leaves in all.
func agreed(id string, n Need, p Policy) Need {
	each := map[string]units.Bytes{"cloudfront": p.Workload.StaticSize, "cloudwatch": p.Workload.Assumptions.LogPerRequest, "nat": p.Workload.Assumptions.EgressPerRequest}
	if size, ok := each[id]; ok {
		n.Egress = units.Bytes(n.Requests.Average.PerMonth()) * size
	}
	return n
}

// worded are the reasons that quote without a sum.
var worded = map[string]bool{"Pay as you go instead": true}

// Whatever is sized, every printed sum can be redone, and what is metered is what
// the last of its reasons works out.
func TestPrintedSumsOfEveryService(t *testing.T) {
	seen := map[string]int{}
	for _, s := range Services() {
		t.Run(s.ID, func(t *testing.T) {
			r := drawn{rand.New(rand.NewSource(11))}
			for i := range 60 {
				n, p := r.need(), r.policy()
				n = agreed(s.ID, n, p)
				size := s.Size(n, p)
				if s.ID == "lightsail" && size.Unit == "" {
					size.Unit = "lightsail.linux.8gb"
				}
				redo(t, fmt.Sprintf("%s, need %d", s.ID, i), size.Reasons, seen)
				for _, u := range s.Meter(n, size, p) {
					what := fmt.Sprintf("%s, need %d, %s", s.ID, i, u.Key)
					if len(u.Reasons) == 0 || !(u.Amount >= 0) || math.IsInf(u.Amount, 0) {
						t.Fatalf("%s: %v with %d reasons", what, u.Amount, len(u.Reasons))
					}
					redo(t, what, u.Reasons, seen)
					if strings.HasPrefix(string(u.Key), "cloudfront.plan.") {
						is(t, what, u.Amount, 1) // a plan is one, whatever it holds
						continue
					}
					last := u.Reasons[len(u.Reasons)-1]
					if got := reason.N(u.Amount); got != last.Value {
						t.Errorf("%s: %s is metered, %s %s worked out by %s", what, got, last.Value, last.Unit, last.Label)
					}
				}
				if t.Failed() {
					t.Logf("need %+v\nsizing %+v", n, size)
					return
				}
			}
		})
	}
}

func redo(t *testing.T, what string, reasons []reason.Reason, seen map[string]int) {
	t.Helper()
	for _, r := range reasons {
		seen[r.Label]++
		err := arithmetic.Check(r)
		if errors.Is(err, arithmetic.ErrNoSum) && worded[r.Label] {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The bottleneck is the fixed resource with the least room, or the one with the
// least of all where everything is added to without a change of design.
func TestBottleneckIsTheLeastRoom(t *testing.T) {
	for _, s := range Services() {
		r := drawn{rand.New(rand.NewSource(12))}
		for range 60 {
			n, p := r.need(), r.policy()
			size := s.Size(n, p)
			if s.ID == "lightsail" && size.Unit == "" {
				continue // no bundle carries it
			}
			if size.Utilisation < 0 {
				if size.Bottleneck != "" || size.Headroom != 0 {
					t.Errorf("%s has no utilisation, but a bottleneck: %+v", s.ID, size)
				}
				continue
			}
			var bottleneck *Resource
			for i, r := range size.Resources {
				if r.Name == size.Bottleneck {
					bottleneck = &size.Resources[i]
				}
			}
			if bottleneck == nil {
				t.Fatalf("%s: no resource %q", s.ID, size.Bottleneck)
			}
			is(t, s.ID+": utilisation", size.Utilisation, bottleneck.Demand/bottleneck.Capacity)
			room := math.Inf(1)
			for _, r := range size.Resources {
				if r.Capacity > 0 && (r.Scales == bottleneck.Scales) && r.Demand > r.Base {
					room = min(room, max(0, (r.Capacity*r.Target-r.Base)/(r.Demand-r.Base)))
				}
				if !r.Scales && bottleneck.Scales {
					t.Errorf("%s: %s scales and binds, %s does not", s.ID, bottleneck.Name, r.Name)
				}
			}
			if math.IsInf(room, 1) {
				room = 0
			}
			is(t, s.ID+": room", size.Headroom, room)
			if size.Shards < 1 || size.Average == 0 && size.Count > 0 {
				t.Errorf("%s: %+v", s.ID, size)
			}
			if strings.TrimSpace(size.Detail) == "" {
				t.Errorf("%s says nothing on its card", s.ID)
			}
		}
	}
}
