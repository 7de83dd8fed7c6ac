// Package catalog is what we know of AWS: one file per service says how it is
// sized, metered, limited and promised.
package catalog

import (
	"math"
	"slices"
	"strings"
	"sync"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/queueing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Service is one AWS service: data and two functions. A file registers its
// services in package variables.
type Service struct {
	ID       string
	Name     string
	Category string // compute, network, database, storage, security, integration, management
	// Size chooses unit and count for a need. It never fails: a need no size can
	// carry comes back as the largest size with a utilisation above target.
	Size func(Need, Policy) Sizing
	// Meter says what a sizing uses in a month, each amount in the unit of its rate.
	Meter  func(Need, Sizing, Policy) []bill.Usage
	Source reason.Source
}

// Need is the work one tier must carry. Fields a service does not use stay zero.
type Need struct {
	Tier     string // topology tier, for the bill
	Name     string // name of the tier on the bill
	Role     string // "sessions", "hot data" where one service has several uses
	Users    float64
	Requests units.Rate
	CPU      units.Rate  // busy vCPUs
	Network  units.Rate  // bits per second towards users
	Resident units.Bytes // memory of one unit before any request arrives
	InFlight float64     // requests in flight at peak

	Reads, Writes units.Rate
	RowBytes      units.Bytes
	Rows          units.Bytes // stored today
	Ahead         units.Bytes // stored at the end of the planning period
	Written       units.Bytes // rows a month
	Retained      units.Bytes // stored when retention is full
	Hot           units.Bytes // working set of the reads that arrive
	Clients       int         // machines that keep connections open

	Objects      units.Bytes
	ObjectsAdded units.Bytes        // a month
	Puts, Gets   float64            // a month
	Egress       units.Bytes        // a month, towards users
	Internal     units.Bytes        // a month, between zones before the share that crosses
	Messages     float64            // a month
	Batch        float64            // messages handled together; 0 = by their rate
	Duration     units.Milliseconds // of one message's work, mean
	Units        int                // how many of it, where the design decides
	Servers      float64            // machines watched, on average
	Because      []reason.Reason    // how the work above was arrived at, shown first
	Kept, Put    []reason.Reason    // the same of Objects and of Puts, where each has a line of its own
	Terse        bool               // only figures are asked for: what is sized and metered carries no reasons
}

// Policy is what the stage permits and the team asks for.
type Policy struct {
	Workload workload.Workload
	Book     *pricing.Book
	Zones    int  // Availability Zones in use; 1 means nothing survives a zone
	Scaling  bool // Auto Scaling follows the load: billed on the average fleet
	Replicas bool // read replicas are allowed
	Replica  bool // and there is one whatever the load
	Shards   bool // a tier may be cut into several primaries
}

// Sizing is the chosen unit and count of a tier, with what it can carry.
type Sizing struct {
	Unit        string  // "m7g.large", "db.r7g.xlarge"; empty for services without units
	Count       int     // units at peak, all zones together; 0 for services without units
	PerZone     int     // units in each zone
	Average     float64 // units billed on average; equals Count without Auto Scaling
	Readers     int     // read replicas beside the primary
	Standby     bool
	Pooled      bool    // connections go through RDS Proxy
	Shards      int     // primaries, 1 unless sharded
	Storage     float64 // provisioned GiB per primary
	IOPS        float64 // provisioned per primary
	VCPU        float64 // of one unit
	Detail      string  // second line of the card: "2 × m7g.large"
	Bottleneck  string  // resource that binds first
	Utilisation float64 // of the bottleneck at peak, 0 to 1; negative when it has no meaning
	Headroom    float64 // how many times the peak fits at target utilisation; 0 when unlimited
	Resources   []Resource
	Reasons     []reason.Reason
}

// Resource is the limited resource with a name, if the sizing has it.
func (s Sizing) Resource(name string) (Resource, bool) {
	for _, r := range s.Resources {
		if r.Name == name {
			return r, true
		}
	}
	return Resource{}, false
}

// Resource is one dimension of a sizing: demand against capacity.
type Resource struct {
	Name      string
	Demand    float64
	Base      float64 // part of Demand that does not grow with users
	Capacity  float64 // of the size chosen, at 100%
	Target    float64 // share of Capacity planned for
	AtLargest float64 // demand in the largest configuration the stage permits
	Max       float64 // capacity of that configuration, at 100%; 0 = no limit known
	Unit      string
	Scales    bool // count grows by itself or by a setting, without a change of design
	Source    reason.Source
}

// Utilisation is demand over capacity, 0 when the resource has no capacity.
func (r Resource) Utilisation() float64 {
	if r.Capacity <= 0 {
		return 0
	}
	return r.Demand / r.Capacity
}

// Headroom is how many times today's growing demand fits until the target;
// infinite when nothing grows.
func (r Resource) Headroom() float64 { return times(r.Capacity*r.Target, r.Demand, r.Base) }

// LargestHeadroom is the same for the largest permitted size; infinite when it
// has no limit.
func (r Resource) LargestHeadroom() float64 {
	if r.Max == 0 {
		return math.Inf(1)
	}
	return times(r.Max*r.Target, r.AtLargest, min(r.Base, r.AtLargest))
}

func times(capacity, demand, base float64) float64 {
	if demand-base <= 0 {
		return math.Inf(1)
	}
	return max(0, (capacity-base)/(demand-base))
}

// finish fills bottleneck, utilisation and headroom from the resources. What is
// added to without a change of design is the bottleneck only where all is.
func (s Sizing) finish() Sizing {
	s.Utilisation = -1
	least := math.Inf(1)
	fixed := slices.ContainsFunc(s.Resources, func(r Resource) bool { return !r.Scales && r.Capacity > 0 })
	for _, r := range s.Resources {
		if r.Capacity <= 0 || (fixed && r.Scales) {
			continue
		}
		if h := r.Headroom(); h < least || s.Utilisation < 0 {
			least, s.Bottleneck, s.Utilisation = h, r.Name, r.Utilisation()
		}
	}
	if !math.IsInf(least, 1) {
		s.Headroom = least
	}
	if s.Shards == 0 {
		s.Shards = 1
	}
	if s.Average == 0 {
		s.Average = float64(s.Count)
	}
	return s
}

// quota fills a sizing whose only limits are account quotas, which AWS raises on
// request: they are listed, but are no utilisation of anything bought.
func (s Sizing) quota() Sizing {
	s = s.finish()
	s.Utilisation, s.Headroom, s.Bottleneck = -1, 0, ""
	return s
}

// registry is the catalogue: each file adds its services to it, so that a new
// one is a new file and nothing else.
var registry []Service

// register adds a service to the catalogue while the package starts.
func register(s Service) Service {
	registry = append(registry, s)
	return s
}

// Lookup finds a service by its id.
func Lookup(id string) (Service, bool) {
	s, ok := byID()[id]
	return s, ok
}

// byID indexes the catalogue: a plan looks a service up some thousand times.
var byID = sync.OnceValue(func() map[string]Service {
	all := map[string]Service{}
	for _, s := range Services() {
		all[s.ID] = s
	}
	return all
})

// Services lists the catalogue in the order of the ids, whatever file a service
// is in. The slice is the caller's own.
func Services() []Service {
	return slices.SortedFunc(slices.Values(registry), func(a, b Service) int { return strings.Compare(a.ID, b.ID) })
}

// ceil counts whole units. It forgives the rounding of a quotient: 2000 × 0.012 ÷
// (2 × 0.6) is 20, not 20.000000000000004.
func ceil(x float64) int { return int(min(queueing.Ceil(x), mostUnits)) }

// mostUnits bounds a count: no more is exact as a number, and none is built.
const mostUnits = 1 << 50

// hourly is the price of one key in the policy's region, for choosing between
// sizes; ok is false when the book has none.
func (p Policy) hourly(key pricing.Key) (float64, bool) {
	r, err := p.Book.Find(key, p.Workload.Region)
	if err != nil || len(r.Tiers) == 0 {
		return 0, false
	}
	return r.Tiers[0].Price.Float(), true
}

// offered is hourly for an instance type: a type without a rate of its own in
// the region is not sold there, so the rate of another region does not count.
func (p Policy) offered(key pricing.Key) (float64, bool) {
	return p.Book.First(key, p.Workload.Region)
}

// usage starts a metered line of the need's tier.
func (n *Need) usage(service, name string, key pricing.Key, amount float64, reasons ...reason.Reason) bill.Usage {
	if n.Terse {
		reasons = nil
	}
	return bill.Usage{Service: service, Component: n.Tier, Name: name, Key: key, Amount: amount, Reasons: reasons}
}

// why is reason.New, and nothing where only figures are asked for.
func (n *Need) why(label, formula, substituted string, value float64, unit string, source reason.Source) reason.Reason {
	if n.Terse {
		return reason.Reason{}
	}
	return reason.New(label, formula, substituted, value, unit, source)
}

// fill is reason.Fill, and nothing where only figures are asked for.
func (n *Need) fill(template string, args ...any) string {
	if n.Terse {
		return ""
	}
	return reason.Fill(template, args...)
}

// hours is the reason of a line billed by the hour.
func (n *Need) hours(label string, count float64, unit string) reason.Reason {
	return n.why(label, "units × hours a month", n.fill("{} × 730 h", count), count*units.HoursPerMonth, unit, monthSource)
}

var monthSource = reason.Source{Name: "AWS Pricing Calculator: a month is 730 hours", AsOf: "2026"}
