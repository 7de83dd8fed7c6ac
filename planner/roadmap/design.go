// Package roadmap holds the eight stages, each an ordered list of moves: why,
// what it changes in the topology, and how to migrate without downtime.
package roadmap

import (
	"fmt"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// Talk is the source of the stages and their bands.
var Talk = reason.Source{Name: "AWS re:Invent 2017, ARC201, Scaling Up to Your First 10 Million Users", AsOf: "2017-11-28"}

// Facts are what moves decide on.
type Facts struct {
	Workload  workload.Workload
	Server    string // service of the single server: "lightsail" or "ec2"
	Objects   bool   // the workload keeps objects (uploads, media)
	Static    bool   // it serves static files
	Sessions  bool   // its requests carry a session
	SignIn    bool   // its users sign in
	ReadHeavy bool   // reads cost the database more than writes
	Jobs      bool   // something runs later: async work, uploads, events
	Gateway   bool   // the API share stays under the gateway's throttle
	Shards    int    // shards the largest database needs in the last stage

	Lives *catalog.Lifecycle // what is offered; nil for the embedded table
}

// Design is a stage while moves build it: the graph and what it implies.
type Design struct {
	Graph      topology.Graph
	Zones      int
	Single     bool // web and database share one server
	CDN        bool
	Bucket     bool
	Cache      bool
	Sessions   bool
	Scaling    bool
	Monitoring bool // metrics, percentiles, alarms
	Pipeline   bool
	Services   bool
	Gateway    bool
	Queue      bool
	Tracing    bool
	Databases  int // 1 until federation
	Sharded    bool
	NoSQL      bool
	Balanced   bool // a load balancer spreads requests over zones
	SignIn     bool
	DNS        bool
	NAT        bool

	Front       string // tier of the load balancer users reach; "" before there is one
	SharedFiles bool
	Firewall    bool
	Warehouse   bool
	Ingest      bool // append-only events go through a stream
	Notify      bool
	DAX         bool
	CacheCopies bool // each shard of the cache has a copy in every zone
	Replica     bool // one read replica whatever the load
	Endpoints   bool // S3 and DynamoDB are reached without the NAT gateways

	lives  *catalog.Lifecycle
	track  workload.Track
	barred map[string]bool // components the lifecycle table leaves out
}

// Clone copies the design as the starting point of the next stage.
func (d Design) Clone() Design { d.Graph = d.Graph.Clone(); return d }

// slot is the fixed place of a tier in every picture.
type slot struct {
	service, name string
	row, order    int
}

// Rows are numbered with gaps: only their order is drawn.
var slots = map[string]slot{
	"users": {"users", "Users", 0, 0}, "route53": {"route53", "Route 53", 1, 2}, "cloudfront": {"cloudfront", "CloudFront", 1, 0}, "cognito": {"cognito", "Cognito", 1, 1},
	"s3": {"s3", "S3", 2, 0}, "apigateway": {"apigateway", "API Gateway", 2, 1}, "alb": {"alb", "Application LB", 2, 2}, "nlb": {"nlb", "Network LB", 2, 2}, "waf": {"waf", "AWS WAF", 3, 1},
	"server": {"ec2", "Server", 3, 0}, "web": {"ec2", "Web servers", 3, 2}, "dynamodb": {"dynamodb", "DynamoDB", 3, 0}, "redshift": {"redshift", "Redshift", 6, 0}, "efs": {"efs", "EFS", 6, 1},
	"hotdata": {"dynamodb", "DynamoDB", 4, 0}, "consumer": {"lambda", "Batch writer", 4, 1}, "ialb": {"internal-alb", "Internal LB", 4, 1},
	"eventbridge": {"eventbridge", "EventBridge", 5, 0}, "kinesis": {"kinesis", "Kinesis", 5, 1}, "svc": {"ec2", "Services", 5, 2}, "dax": {"dax", "DAX", 6, 2},
	"sqs": {"sqs", "SQS", 7, 0}, "xray": {"xray", "X-Ray", 7, 1}, "cache": {"elasticache", "ElastiCache", 7, 2}, "lambda": {"lambda", "Lambda", 8, 0}, "sns": {"sns", "SNS", 9, 0},
	"db": {"rds", "Database", 8, 2}, "reader": {"rds", "Read replicas", 9, 2}, "nat": {"nat", "NAT gateway", 70, 3},
	"cloudwatch": {"cloudwatch", "CloudWatch", 70, 0}, "cloudformation": {"cloudformation", "CloudFormation", 70, 1}, "codepipeline": {"codepipeline", "CodePipeline", 8, 1},
}

// part makes the component of a tier. The ID is the tier, with the zone where
// the place is one.
func part(tier string, place topology.Place) topology.Component {
	s := slots[tier]
	id := tier
	if place.IsZone() {
		id = tier + "." + string(place)
	}
	return topology.Component{ID: id, Tier: tier, Service: s.service, Name: s.name, Place: place, Row: s.row, Order: s.order, New: true}
}

func (d *Design) put(tier string, place topology.Place) topology.Component {
	c := part(tier, place)
	d.add(c)
	return c
}

func (d *Design) request(from, to string) {
	d.connect(topology.Link{From: from, To: to, Kind: topology.Request, New: true})
}

func (d *Design) spine(from, to string) {
	d.connect(topology.Link{From: from, To: to, Kind: topology.Request, Spine: true, New: true})
}

func (d *Design) event(from, to string) {
	d.connect(topology.Link{From: from, To: to, Kind: topology.Event, New: true})
}

func (d *Design) replicate(from, to string) {
	d.connect(topology.Link{From: from, To: to, Kind: topology.Replication, New: true})
}

// at names the component of a tier in a zone.
func at(tier string, z topology.Place) string { return tier + "." + string(z) }

// zones lists the zones in use.
func (d *Design) zones() []topology.Place { return topology.Zones[:d.Zones] }

// engine gives the catalogue id of the workload's database.
func engine(w workload.Workload) string {
	if w.Database.IsAurora() {
		return "aurora"
	}
	return "rds"
}

// Engine names the database on cards and bills.
func Engine(w workload.Workload) string {
	switch w.Database {
	case workload.MySQL:
		return "RDS MySQL"
	case workload.AuroraPostgreSQL:
		return "Aurora PostgreSQL"
	case workload.AuroraMySQL:
		return "Aurora MySQL"
	default:
		return "RDS PostgreSQL"
	}
}

// database puts a primary, or a standby or reader, of a database tier.
func (d *Design) database(f Facts, tier, name, role string, z topology.Place, row int) {
	c := part("db", z)
	c.ID, c.Tier, c.Service, c.Role, c.Name, c.Row = at(tier, z), tier, engine(f.Workload), role, name, row
	d.add(c)
}

// Readers puts one card of read replicas in each of the first zones that hold
// one, farthest from the primary first, and feeds it. fresh marks them as new in
// this stage.
func (d *Design) Readers(f Facts, count int, fresh bool) {
	if d.Databases != 1 || d.Single || d.Zones < 2 {
		return
	}
	order := []topology.Place{topology.ZoneB, topology.ZoneA}
	if d.Zones == 3 {
		order = []topology.Place{topology.ZoneC, topology.ZoneB, topology.ZoneA}
	}
	if count == 0 && !f.Workload.Database.IsAurora() {
		return
	}
	for i, z := range order {
		if i >= count {
			break
		}
		c := part("reader", z)
		c.Service, c.Role, c.New = engine(f.Workload), "replica", fresh
		if f.Workload.Database.IsAurora() {
			c.Name = "Aurora reader"
		}
		d.add(c)
		d.connect(topology.Link{From: "db.a", To: c.ID, Kind: topology.Replication, New: fresh})
		if from := d.reader(z); from != "" {
			d.connect(topology.Link{From: from, To: c.ID, Kind: topology.Request, New: fresh})
		}
	}
}

// reader is the component of a zone that queries the database. The cache does not:
// whoever misses there asks the database itself.
func (d *Design) reader(z topology.Place) string {
	for _, tier := range []string{"svc", "web"} {
		if d.Graph.Has(at(tier, z)) {
			return at(tier, z)
		}
	}
	return ""
}

// Part names one database of a federation with the share of the work it takes.
type Part struct {
	Tier, Name string
	Share      float64
}

// Federation splits the database by function: the largest part first.
func Federation(w workload.Workload) []Part {
	n := max(2, int(w.Assumptions.Federation))
	largest := float64(w.Assumptions.FederationLargest)
	names := []string{"Activity", "Content", "Accounts"}
	parts := make([]Part, 0, n)
	for i := range n {
		name, share := fmt.Sprintf("Function %d", i+1), (1-largest)/float64(n-1)
		if i < len(names) {
			name = names[i]
		}
		if i == 0 {
			share = largest
		}
		parts = append(parts, Part{Tier: fmt.Sprintf("db%d", i+1), Name: name, Share: share})
	}
	return parts
}
