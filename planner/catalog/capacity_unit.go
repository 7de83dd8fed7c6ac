package catalog

// CapacityUnit is what one capacity unit of a kind of load balancer holds; it
// is billed by the dimension that needs the most of them.
type CapacityUnit struct {
	New    float64 // new connections or flows a second
	Active float64 // connections or flows open at a time
	GB     float64 // processed in an hour
	Rules  float64 // rule evaluations a second; 0 where rules are not counted
}

// The capacity units of the Elastic Load Balancing price page (2026-09-20).
var (
	ALBUnit    = CapacityUnit{New: 25, Active: 3000, GB: 1, Rules: 1000}
	NLBTCPUnit = CapacityUnit{New: 800, Active: 100000, GB: 1}
	NLBUDPUnit = CapacityUnit{New: 400, Active: 50000, GB: 1}
	NLBTLSUnit = CapacityUnit{New: 50, Active: 3000, GB: 1}
	GWLBUnit   = CapacityUnit{New: 600, Active: 60000, GB: 1}
)

// Units are the capacity units that each dimension of a traffic needs.
type Units struct{ New, Active, GB, Rules float64 }

// Most is the dimension that is billed.
func (u Units) Most() float64 { return max(u.New, u.Active, u.GB, u.Rules) }

// Units divides a traffic by what one unit holds.
func (u CapacityUnit) Units(newPerSecond, active, gbPerHour, rulesPerSecond float64) Units {
	needed := Units{New: newPerSecond / u.New, Active: active / u.Active, GB: gbPerHour / u.GB}
	if u.Rules > 0 {
		needed.Rules = rulesPerSecond / u.Rules
	}
	return needed
}

// ReadUnits and WriteUnits are the request units that DynamoDB counts for one
// operation on an item of so many KB: a strongly consistent read takes one for
// each 4 KB, a write one for each KB. An eventually consistent read takes half,
// a transactional operation double.
func ReadUnits(kb float64) float64 { return float64(max(1, ceil(kb/4))) }

// WriteUnits: see ReadUnits.
func WriteUnits(kb float64) float64 { return float64(max(1, ceil(kb))) }
