package workload

import "stagecraft/planner/units"

// Asked is what brings in services that not every product needs. The zero value
// asks for none of them.
type Asked struct {
	SharedFiles   units.Bytes // "shared_files": files several servers open by path
	SharedReads   float64     // "shared_reads": reads a day of a shared file in use
	AnalyticsData units.Bytes // "analytics_data": rows a warehouse holds, compressed
	AnalyticsTime float64     // "analytics_hours": hours a day it answers queries
	IngestShare   units.Ratio // "ingest_share": write requests that only append an event
	NotifyShare   units.Ratio // "notify_share": write requests that notify somebody
	NotifyEmail   units.Ratio // "notify_email": of those, the share sent by e-mail
	Balancer      Balancer    // "load_balancer"
	Compute       Compute     // "compute"
	Firewall      bool        // "firewall"
	FirewallRules float64     // "firewall_rules"
	DAX           bool        // "dax"
	Capacity      AuroraMode  // "aurora_capacity"
	CacheEngine   CacheEngine // "cache_engine"
	AuthPlan      AuthPlan    // "auth_plan"
}

// Balancer is the kind of load balancer in front of the web servers.
type Balancer string

// Application balancers read requests; network balancers pass connections on.
const (
	ApplicationBalancer Balancer = "alb"
	NetworkBalancer     Balancer = "nlb"
)

// Compute is what the web servers and services run on.
type Compute string

// Servers of one's own, or tasks on servers nobody sees.
const (
	EC2     Compute = "ec2"
	Fargate Compute = "fargate"
)

// AuroraMode is how the capacity of an Aurora cluster is bought.
type AuroraMode string

// Instances of a fixed size, or capacity units that follow the load.
const (
	Provisioned AuroraMode = "provisioned"
	Serverless  AuroraMode = "serverless"
)

// CacheEngine is what ElastiCache runs.
type CacheEngine string

// Memcached keeps no copies: losing a node loses its part of the cache.
const (
	Valkey    CacheEngine = "valkey"
	Redis     CacheEngine = "redis"
	Memcached CacheEngine = "memcached"
)

// AuthPlan is the feature plan of a Cognito user pool.
type AuthPlan string

// The plans, cheapest first.
const (
	AuthLite       AuthPlan = "lite"
	AuthEssentials AuthPlan = "essentials"
	AuthPlus       AuthPlan = "plus"
)
