// Package topology describes one stage of an architecture as a graph of
// components in zones, joined by links. It knows nothing of sizes or money.
package topology

// Place is the frame a component is drawn in.
type Place string

// The frames, outermost first. ZoneA to ZoneC are Availability Zones of the VPC.
const (
	Outside Place = "outside" // the users
	Edge    Place = "edge"    // AWS edge network: global services
	Region  Place = "region"  // regional services outside the VPC
	VPC     Place = "vpc"     // in the VPC, spanning zones (load balancers)
	ZoneA   Place = "a"
	ZoneB   Place = "b"
	ZoneC   Place = "c"
)

// Zones lists the Availability Zones in their fixed order.
var Zones = []Place{ZoneA, ZoneB, ZoneC}

// IsZone tells an Availability Zone from the other places.
func (p Place) IsZone() bool { return p == ZoneA || p == ZoneB || p == ZoneC }

// Component is one box. Its ID is stable from stage to stage ("web.a" stays
// "web.a"), so that it keeps its place in the picture.
type Component struct {
	ID      string // "web.a": tier, then zone where there is one
	Tier    string // "web": components of one tier are sized together
	Service string // catalogue id: "ec2", "rds", "alb"
	Role    string // "primary", "standby", "replica", "" when the tier says it all
	Name    string // "Web servers"
	Place   Place
	Row     int // fixed row of the tier in every stage, users first
	Order   int // fixed order inside the row
	New     bool
}

// LinkKind tells how a link is drawn.
type LinkKind string

const (
	Request     LinkKind = "request"     // synchronous request
	Event       LinkKind = "event"       // asynchronous message
	Replication LinkKind = "replication" // data copied between databases or caches
	Telemetry   LinkKind = "telemetry"   // metrics and traces
)

// Link is one arrow. There is one per relation between tiers and zone, not one
// per instance.
type Link struct {
	From, To string // component IDs
	Kind     LinkKind
	Spine    bool // part of users → balancer → web → database
	New      bool
}

// Key identifies the link in label maps.
func (l Link) Key() string { return l.From + ">" + l.To }

// Same tells links of one key.
func (l Link) Same(o Link) bool { return l.From == o.From && l.To == o.To }

// Graph is a stage. Components and links keep the order they were added in.
type Graph struct {
	Components []Component
	Links      []Link
}
