// Package workload is what a team tells us: traffic, data, read/write ratio,
// targets and assumptions, with one codec for form, URL, flags, YAML and JSON.
package workload

import "stagecraft/planner/units"

// Workload is one validated description. The zero value is not valid: start
// from Default or Parse. Field meanings and accepted forms are in Fields.
type Workload struct {
	Users             units.Users
	DailyShare        units.Ratio
	RequestsPerUser   float64         // dynamic requests per daily user and day
	RequestsPerSecond units.PerSecond // average; 0 = not given
	ReadsPerMonth     float64         // 0 = not given
	WritesPerMonth    float64         // 0 = not given
	PeakFactor        units.Ratio
	GrowthPerMonth    units.Ratio
	DataStored        units.Bytes
	BytesPerWrite     units.Bytes
	ObjectShare       units.Ratio
	ObjectSize        units.Bytes
	ObjectsStored     units.Bytes
	RetentionMonths   float64 // 0 = for ever
	ResponseSize      units.Bytes
	StaticShare       units.Ratio
	StaticSize        units.Bytes
	ReadShare         units.Ratio // reads ÷ (reads + writes)
	CacheHit          units.Ratio
	CPU               units.Milliseconds // CPU time per dynamic request
	ReadsPerRequest   float64
	WritesPerRequest  float64
	AsyncShare        units.Ratio
	Availability      units.Ratio
	Latency           units.Milliseconds
	Engineers         float64 // people who build and run it; 0 = not asked
	Carbon            bool    // whether each stage also estimates its emissions
	Region            string
	Pricing           Pricing
	Processor         Processor
	Database          Database
	Track             Track
	Name, Note        string

	Asked       Asked
	Practice    Practice
	Assumptions Assumptions

	// given holds the names of the fields the team stated; the others are
	// shown with an "assumed" badge.
	given map[string]bool
	// ranges holds the intervals the team stated, by field; the struct fields
	// hold their likely values. nil when there is none.
	ranges map[string]Interval
}

// PerMonthGiven tells that operations per month replace users × requests.
func (w Workload) PerMonthGiven() bool { return w.ReadsPerMonth > 0 || w.WritesPerMonth > 0 }

// Given tells whether the team stated the field itself.
func (w Workload) Given(field string) bool { return w.given[field] }

// Pricing is the purchase option.
type Pricing string

const (
	OnDemand  Pricing = "on-demand"
	Savings1Y Pricing = "savings-1y"
	Savings3Y Pricing = "savings-3y"
)

// Processor is the instruction set of the instances.
type Processor string

const (
	ARM Processor = "arm"
	X86 Processor = "x86"
)

// Database is the relational engine.
type Database string

const (
	PostgreSQL       Database = "postgresql"
	MySQL            Database = "mysql"
	AuroraPostgreSQL Database = "aurora-postgresql"
	AuroraMySQL      Database = "aurora-mysql"
)

// IsAurora tells the Aurora engines from the RDS ones.
func (d Database) IsAurora() bool { return d == AuroraPostgreSQL || d == AuroraMySQL }

// Track chooses today's advice or the talk as given.
type Track string

const (
	Current Track = "current"
	Classic Track = "classic"
)

// Practice is the talk's user bands as editable rules: up to how many users
// each stage is common practice. 0 switches one rule off; Enabled false
// switches all off.
type Practice struct {
	Enabled bool           // field "practice": on, off
	Until   [7]units.Users // fields practice_start, practice_split, practice_balance, practice_lighten, practice_automate, practice_decouple, practice_everywhere
	// OutageMatters is the user count from which availability and latency
	// targets are enforced (field "outage_matters").
	OutageMatters units.Users
}

// Assumptions are the planner's own constants, each a field the team may
// override. Defaults, units, reasons and sources are in Fields.
type Assumptions struct {
	Utilisation           units.Ratio        // "utilisation" 60%: target utilisation at peak
	DBReadsPerVCPU        units.PerSecond    // "db_reads_per_vcpu" 1000: simple reads/s one database vCPU answers at 100%
	DBWritesPerVCPU       units.PerSecond    // "db_writes_per_vcpu" 300
	ReplicaReads          units.Ratio        // "replica_reads" 80%: share of reads that tolerate replication lag
	BufferHit             units.Ratio        // "buffer_hit" 95%: reads answered from database memory once the hot set fits
	HotShare              units.Ratio        // "hot_share" 20%: share of a day's read bytes that is the working set
	StorageMonths         float64            // "storage_months" 3: months of writes provisioned ahead
	StorageOverhead       units.Ratio        // "storage_overhead" 1.3: indexes and free space over row bytes
	ShardData             units.Bytes        // "shard_data" 8 TB: data per database primary we are willing to restore
	AppMemory             units.Bytes        // "app_memory" 700 MB: operating system and application per web server
	RequestMemory         units.Bytes        // "request_memory" 10 MB: memory per request in flight
	StaticCPU             units.Milliseconds // "static_cpu_ms" 0.3: CPU per static file served by a web server
	RequestsPerConnection float64            // "requests_per_connection" 10
	ConnectionSeconds     float64            // "connection_seconds" 60: how long a client keeps a connection
	EdgeHit               units.Ratio        // "edge_hit" 90%: static requests answered at the edge
	CacheOpsPerNode       units.PerSecond    // "cache_ops_per_node" 100000
	SessionShare          units.Ratio        // "session_share" 100%: dynamic requests that read a session
	SessionWrites         units.Ratio        // "session_writes" 10%: of those, the share that also writes it
	SessionSize           units.Bytes        // "session_size" 1 KB
	SignedInShare         units.Ratio        // "signed_in_share" 25%: monthly users who sign in
	EgressPerRequest      units.Bytes        // "outbound_per_request" 1 KB: calls to third parties through NAT
	LogPerRequest         units.Bytes        // "log_per_request" 500 B
	LogMonths             float64            // "log_months" 1: months logs are kept
	EventShare            units.Ratio        // "event_share" 10%: write requests that publish a business event
	APIShare              units.Ratio        // "api_share" 10%: dynamic requests from apps and partners, behind API Gateway
	Services              float64            // "services" 3: services the web tier is split into
	ServiceCPU            units.Ratio        // "service_cpu" 60%: share of request CPU that moves into services
	WorkerDuration        units.Milliseconds // "worker_ms" 200
	WorkerMemory          units.Bytes        // "worker_memory" 512 MiB
	TraceShare            units.Ratio        // "trace_share" 1%
	DeploymentsPerMonth   float64            // "deployments_per_month" 40
	BuildMinutes          float64            // "build_minutes" 10
	NoSQLShare            units.Ratio        // "nosql_share" 15%: database operations moved to DynamoDB in stage 8
	Federation            float64            // "federation" 3: databases by function in stage 8
	FederationLargest     units.Ratio        // "federation_largest" 50%: share of the largest of them
	LargeRow              units.Bytes        // "large_row" 100 KB: rows above this are kept as S3 objects from stage 4
	DBQuery               units.Milliseconds // "db_query_ms" 1.2: mean database query at the server
	CrossZone             units.Milliseconds // "cross_zone_ms" 1: round trip between zones
	ArrivalVariation      float64            // "arrival_cv2" 1: variance ÷ mean² of the times between requests
	ServiceVariation      float64            // "service_cv2" 1: variance ÷ mean² of the work of a request or query
	FailuresPerYear       float64            // "failures_per_year" 4: failures of a design without standby that somebody must mend
	DecideMinutes         float64            // "decide_minutes" 30: from a failure until somebody knows what to do
}
