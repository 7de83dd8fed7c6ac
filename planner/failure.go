package planner

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"stagecraft/planner/reason"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
)

// Times of failing over and starting anew, in seconds.
const (
	healthChecks  = 60.0  // two failed checks of a load balancer, 30 s apart
	scalingLead   = 240.0 // until Auto Scaling's new servers take load
	auroraRebuild = 600.0 // until Aurora has made an instance where none stood by
	logUpload     = 300.0 // between uploads of a database's transaction log
	dailySnapshot = 86400.0
)

var (
	failoverRDS    = reason.Source{Name: "Amazon RDS User Guide, Multi-AZ deployments: failover takes 60 to 120 seconds", AsOf: "2023-06-15"}
	failoverAurora = reason.Source{Name: "Amazon Aurora User Guide, high availability: failover to a reader under 60 seconds, often under 30", AsOf: "2023-06-15"}
	pointInTime    = reason.Source{Name: "Amazon RDS User Guide, restoring to a point in time: transaction logs are uploaded every five minutes", URL: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html", AsOf: "2023-06-15"}
	sixCopies      = reason.Source{Name: "Amazon Aurora User Guide, storage: six copies in three zones", AsOf: "2023-06-15"}
	healthGuide    = reason.Source{Name: "Elastic Load Balancing, Application Load Balancers: health checks every 30 seconds, two to fail", AsOf: "2023-06"}
	volumeRate     = reason.Source{Name: "Amazon RDS and EBS User Guides: gp3 reads 125 MiB/s, striped from 400 GiB 500 MiB/s", AsOf: "2023-06-15"}
)

// failures answers what a stage loses with a zone, and with its primary.
func (b builder) failures(z sized) []Failure {
	return []Failure{b.loseZone(z), b.losePrimary(z)}
}

// loss is what is gone while a failure is worked out.
type loss struct {
	kind FailureKind
	ids  []string
	lost map[string]bool
}

func lose(kind FailureKind, g topology.Graph, gone func(topology.Component) bool) loss {
	l := loss{kind: kind, lost: map[string]bool{}}
	for _, c := range g.Components {
		if gone(c) {
			l.ids = append(l.ids, c.ID)
			l.lost[c.ID] = true
		}
	}
	return l
}

// loseZone takes zone A: it holds the primary, and so costs most.
func (b builder) loseZone(z sized) Failure {
	l := lose(LosesZone, z.design.Graph, func(c topology.Component) bool {
		return c.Place == topology.ZoneA || c.Tier == "server"
	})
	f := b.after(z, l)
	f.Title, f.Zone = "Zone A is lost", topology.ZoneA
	f.Elsewhere = b.elsewhere(z, f)
	return f
}

// otherZones takes each of the zones in use beside zone A.
func (b builder) otherZones(z sized) []Failure {
	var all []Failure
	for _, zone := range z.design.Graph.UsedZones() {
		if zone == topology.ZoneA {
			continue
		}
		f := b.after(z, lose(LosesZone, z.design.Graph, func(c topology.Component) bool { return c.Place == zone }))
		f.Title, f.Zone = "Zone "+strings.ToUpper(string(zone))+" is lost", zone
		all = append(all, f)
	}
	return all
}

// elsewhere names what losing another zone would strain more: read replicas
// stand away from their primary first.
func (b builder) elsewhere(z sized, f Failure) string {
	if !slices.ContainsFunc(z.tiers, func(t Tier) bool { return t.Sizing.Readers > 0 }) {
		return ""
	}
	worst, text := 0.005, ""
	for _, zone := range z.design.Graph.UsedZones()[1:] {
		other := b.survivors(z, lose(LosesZone, z.design.Graph, func(c topology.Component) bool { return c.Place == zone }))
		for _, o := range other {
			here := 0.0
			for _, t := range f.Tiers {
				if t.Tier == o.Tier && t.Resource == o.Resource {
					here = t.After
				}
			}
			if more := o.After - max(here, o.Before); o.After > o.Target && more > worst {
				worst, text = more, fmt.Sprintf("Losing zone %s instead strains %s more: %s", strings.ToUpper(string(zone)), o.Name, o.Text)
			}
		}
	}
	return text
}

// losePrimary takes the primary of the largest database, with its volume.
func (b builder) losePrimary(z sized) Failure {
	first := ""
	l := lose(LosesPrimary, z.design.Graph, func(c topology.Component) bool {
		if c.Tier == "server" {
			return true
		}
		if isDatabase(c.Tier) && c.Role == "primary" && first == "" {
			first = c.ID
			return true
		}
		return false
	})
	f := b.after(z, l)
	f.Title = "The database primary is lost"
	if z.design.Single {
		f.Title = "The database is lost, with the server it runs on"
	}
	return f
}

// after works out a failure from what is lost.
func (b builder) after(z sized, l loss) Failure {
	f := Failure{Kind: l.kind, Lost: l.ids, Tiers: b.survivors(z, l), Fits: z.design.Balanced || l.kind == LosesPrimary && !z.design.Single, Within: true}
	for _, t := range f.Tiers {
		f.Fits = f.Fits && t.Left > 0 && (t.After <= 1+1e-9 || t.Resource == cpuCredits)
		if t.After > t.Target*(1+1e-9) {
			f.Within = false
			f.Flag += t.Name + ": " + t.Text + " "
		}
	}
	f.Within = f.Within && f.Fits
	f.Flag = strings.TrimSpace(f.Flag)
	f.Recovery, f.Data, f.Thin = b.recovery(z, l), b.dataLost(z, l), b.thin(z, l)
	for _, t := range f.Tiers {
		if t.Tier == "web" || t.Tier == "svc" {
			if t.Left > 0 && t.Left < t.Machines && t.Resource != "memory" {
				f.Reasons = append(f.Reasons, t.reason())
			}
		}
	}
	b.cost(z, l, &f)
	b.tell(z, l, &f)
	return f
}

// databases tells how the relational tiers stand after a loss.
func (l loss) databases(z sized) (all []standing) {
	for _, t := range z.tiers {
		if !isDatabase(t.ID) {
			continue
		}
		s := standing{tier: t, readers: t.Sizing.Readers}
		for _, c := range z.design.Graph.Tier(t.ID) {
			s.primary = s.primary || c.Role == "primary" && l.lost[c.ID]
			s.standby = s.standby || c.Role == "standby" && !l.lost[c.ID]
		}
		s.readers -= lostReaders(z.design.Graph, t, l)
		all = append(all, s)
	}
	return all
}

// standing is a database tier after a loss.
type standing struct {
	tier    Tier
	primary bool // its primary is lost
	standby bool // a standby stands by
	readers int  // read replicas left, before one of them is promoted
}

// lostReaders counts the replicas of a primary that stand in what is lost. They
// are spread over their cards as evenly as they can be, the first card first.
func lostReaders(g topology.Graph, t Tier, l loss) int {
	tier := t.ID
	if tier == "db" {
		tier = "reader"
	}
	var cards []topology.Component
	for _, c := range g.Tier(tier) {
		if c.Role == "replica" {
			cards = append(cards, c)
		}
	}
	lost := 0
	for i, c := range cards {
		if l.lost[c.ID] {
			lost += (t.Sizing.Readers + len(cards) - 1 - i) / len(cards)
		}
	}
	return lost
}

// cost is how many requests fail, at the peak rate for the longest recovery.
func (b builder) cost(z sized, l loss, f *Failure) {
	peak := float64(z.demand.Requests.Peak)
	if !z.design.Balanced && !(l.kind == LosesPrimary && !z.design.Single) {
		f.Failing, f.Requests = 1, peak*f.Recovery.High
		f.Reasons = append(f.Reasons, reason.New("Requests that fail, at most", "peak requests/s × longest recovery", reason.Fill("{}/s × {} s", peak, f.Recovery.High), f.Requests, "requests", reason.Ours("every request fails, and the failure comes at peak")))
		return
	}
	share, why := b.failing(z, l)
	f.Failing, f.Requests = units.Ratio(share), peak*share*f.Recovery.High
	f.Reasons = append(f.Reasons, why)
	if l.kind == LosesZone {
		// Until the checks fail, the balancer still sends its share there, and of
		// that share also what could do without the primary fails.
		zones := float64(z.design.Zones)
		all := share
		if f.Recovery.High > 0 {
			all += (1 - share) * healthChecks / zones / f.Recovery.High
		}
		f.Failing, f.Requests = units.Ratio(all), peak*all*f.Recovery.High
		f.Reasons = append(f.Reasons, reason.Share("Share of requests that fail while it lasts", "share that needs the primary + the rest × seconds of health checks ÷ zones ÷ longest recovery",
			reason.Fill("{} + (1 − {}) × {} s ÷ {} ÷ {} s", reason.Ratio(share), reason.Ratio(share), healthChecks, zones, f.Recovery.High), all, "of requests", reason.Ours("until two health checks have failed, the balancer sends requests to the lost zone as before")))
	}
	f.Reasons = append(f.Reasons, reason.New("Requests that fail, at most", "peak requests/s × share of requests that fail × longest recovery",
		reason.Fill("{}/s × {} × {} s", peak, reason.Ratio(f.Failing), f.Recovery.High), f.Requests, "requests", reason.Ours("the failure comes at peak, and no client tries again")))
}

// failing is the share of requests that need a primary that is lost: those with
// at least one operation that only it can answer.
func (b builder) failing(z sized, l loss) (float64, reason.Reason) {
	w, g := b.w, z.design
	reads, writes := 0.0, 0.0 // chance that one operation needs it
	for _, d := range l.databases(z) {
		if !d.primary {
			continue
		}
		r, wr := b.shareOf(z, d.tier)
		if l.kind == LosesPrimary { // one of several shards
			r, wr = r/float64(max(1, d.tier.Sizing.Shards)), wr/float64(max(1, d.tier.Sizing.Shards))
		}
		if d.readers > 0 {
			r *= 1 - float64(w.Assumptions.ReplicaReads)
		}
		reads, writes = reads+r, writes+wr
	}
	if g.Cache {
		reads *= 1 - float64(w.CacheHit)
	}
	if g.NoSQL {
		reads, writes = reads*(1-float64(w.Assumptions.NoSQLShare)), writes*(1-float64(w.Assumptions.NoSQLShare))
	}
	read, later, changing := float64(w.ReadFraction()), b.later(g), b.changing(g)
	any := func(one, n float64) float64 { return 1 - math.Pow(1-min(1, one), n) }
	share := read*any(reads, w.ReadsPerRequest) + (1-read)*changing*(1-later)*any(writes, w.WritesPerRequest)
	return share, reason.Reason{Label: "Share of requests that need the primary", Formula: "reads × (1 − (1 − chance of one)^operations) + writes × share that is no event for the stream × share that does not run later × the same",
		Substituted: reason.Fill("{} × (1 − (1 − {})^{}) + {} × {} × {} × (1 − (1 − {})^{})", reason.Ratio(read), reason.Ratio(min(1, reads)), w.ReadsPerRequest, reason.Ratio(1-read), reason.Ratio(changing), reason.Ratio(1-later), reason.Ratio(min(1, writes)), w.WritesPerRequest),
		Value:       reason.Pct(share), Unit: "of requests", Source: reason.Ours("operations miss cache and replicas independently; what can run later waits in the queue")}
}

// shareOf is the share of all relational reads and writes a tier takes.
func (b builder) shareOf(z sized, t Tier) (reads, writes float64) {
	r, w := 0.0, 0.0
	for _, o := range z.tiers {
		if isDatabase(o.ID) {
			r += float64(z.load[o.ID].Reads.Peak)
			w += float64(z.load[o.ID].Writes.Peak)
		}
	}
	n := z.load[t.ID]
	return float64(n.Reads.Peak) / max(r, 1e-300), float64(n.Writes.Peak) / max(w, 1e-300)
}

// span prints seconds from low to high.
func span(low, high float64) string {
	if math.Abs(low-high) < 0.5 {
		return lasts(high)
	}
	if low > 0 && high < 180 {
		return fmt.Sprintf("%.0f to %.0f s", low, high)
	}
	if low == 0 {
		return "up to " + lasts(high)
	}
	return lasts(low) + " to " + lasts(high)
}

func lasts(seconds float64) string {
	switch {
	case seconds < 180:
		return fmt.Sprintf("%.0f s", seconds)
	case seconds < 7200:
		return fmt.Sprintf("%.0f min", math.Ceil(seconds/60))
	case seconds < 2*dailySnapshot:
		return fmt.Sprintf("%.0f h", math.Ceil(seconds/3600))
	default:
		return fmt.Sprintf("%.0f days", math.Ceil(seconds/dailySnapshot))
	}
}

func (o Objective) with(rs ...reason.Reason) Objective {
	o.Text, o.Reasons = span(o.Low, o.High), slices.Concat(o.Reasons, rs)
	return o
}
