package planner

import (
	"math"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// restoring is how long data takes to come back from a backup.
type restoring struct {
	minutes float64
	why     reason.Reason
}

// restore reads all the data of the server, or of the largest primary, back at
// the rate of its volume; never faster than the pillar's half hour. Aurora's
// volume needs no restoring.
func (b builder) restore(z sized) restoring {
	gib, rate := 0.0, 125.0
	for _, t := range z.tiers {
		switch n := z.load.need(t.ID); {
		case t.ID == "server":
			gib = n.Rows.GiB()*float64(b.w.Assumptions.StorageOverhead) + n.Objects.GiB()
		case t.Service == "rds":
			if one := n.Rows.GiB() * float64(b.w.Assumptions.StorageOverhead) / float64(max(1, t.Sizing.Shards)); one >= gib {
				gib = one
				if t.Sizing.Storage >= 400 {
					rate = 500
				}
			}
		case t.Service == "aurora":
			return restoring{auroraRebuild / 60, reason.New("A new instance on the volume that is there", "allowed for it", "10", auroraRebuild/60, "min", reason.Ours("Aurora makes an instance by itself; ten minutes allowed for it"))}
		}
	}
	minutes := max(restoreMinutes, gib*1024/rate/60)
	return restoring{minutes, reason.New("Restoring the data", "GiB × 1,024 ÷ MiB/s ÷ 60, at least the pillar's 30 minutes", reason.Fill("max(30, {} × 1,024 ÷ {} ÷ 60)", gib, rate), minutes, "min", volumeRate)}
}

func (b builder) decide() reason.Reason {
	m := b.w.Assumptions.DecideMinutes
	return reason.New("Deciding", "minutes until somebody knows what to do, as entered", reason.N(m), m, "min", pillarSource)
}

var stack = reason.New("A new server from its image", "the pillar's time to bring up a stack in another zone", "10", stackMinutes, "min", pillarSource)

// recovery is the time until every request is answered again: the slowest of
// what must happen at once, the sum of what people do one after another.
func (b builder) recovery(z sized, l loss) Objective {
	decide := b.w.Assumptions.DecideMinutes
	aurora := b.w.Database.IsAurora()
	if !z.design.Balanced {
		r := b.restore(z)
		switch {
		case z.design.Single || l.kind == LosesZone:
			total := (decide + stackMinutes + r.minutes) * 60
			return Objective{Low: total, High: total}.with(b.decide(), stack, r.why)
		case aurora:
			return Objective{Low: 0, High: auroraRebuild}.with(r.why)
		default:
			total := (decide + r.minutes) * 60
			return Objective{Low: total, High: total}.with(b.decide(), r.why)
		}
	}
	o := Objective{}
	for _, d := range l.databases(z) {
		if d.primary {
			o = o.slower(b.failover(d))
		}
	}
	if l.kind == LosesZone {
		o = o.slower(Objective{Low: healthChecks, High: healthChecks}.with(
			reason.New("The balancer stops sending to the zone", "failed checks × seconds apart", "2 × 30", healthChecks, "s", healthGuide)))
	}
	return o
}

// slower is what both take together, side by side.
func (o Objective) slower(p Objective) Objective {
	return Objective{Low: max(o.Low, p.Low), High: max(o.High, p.High), Reasons: o.Reasons}.with(p.Reasons...)
}

// failover is the promotion of what stands by for a lost primary.
func (b builder) failover(d standing) Objective {
	switch {
	case d.standby:
		return Objective{Low: 60, High: 120}.with(reason.Reason{Label: "The standby of " + d.tier.Name + " takes over", Formula: "failover of a Multi-AZ instance", Substituted: "60 to 120", Value: "60 to 120", Unit: "s", Source: failoverRDS})
	case b.w.Database.IsAurora() && d.readers > 0:
		return Objective{Low: 30, High: 60}.with(reason.Reason{Label: "A reader of " + d.tier.Name + " is promoted", Formula: "failover of an Aurora cluster with a reader", Substituted: "under 60, often under 30", Value: "30 to 60", Unit: "s", Source: failoverAurora})
	case b.w.Database.IsAurora():
		return Objective{Low: auroraRebuild, High: auroraRebuild}.with(reason.New("Aurora makes a new instance on the volume", "allowed for it", "10 × 60", auroraRebuild, "s", reason.Ours("ten minutes allowed for it")))
	default:
		total := (b.w.Assumptions.DecideMinutes + restoreMinutes) * 60
		return Objective{Low: total, High: total}.with(b.decide())
	}
}

// dataLost is how far back the last writes that survive may lie.
func (b builder) dataLost(z sized, l loss) Objective {
	none := func(why string, src reason.Source) Objective {
		return Objective{}.with(reason.Reason{Label: "Writes lost", Formula: why, Substituted: "0", Value: "0", Unit: "s", Source: src})
	}
	switch g := z.design; {
	case g.Single:
		return Objective{High: dailySnapshot}.with(reason.New("Writes since the last snapshot", "hours between snapshots × 3,600", "24 × 3,600", dailySnapshot, "s", reason.Ours("a snapshot every night, as stage 1 sets up and pays for")))
	case b.w.Database.IsAurora():
		return none("a write is answered once four of six copies in three zones have it", sixCopies)
	case !g.Balanced:
		o := Objective{High: logUpload}.with(reason.New("Writes since the last upload of the log", "minutes between uploads × 60", "5 × 60", logUpload, "s", pointInTime))
		if l.kind == LosesZone && !g.Bucket && (b.w.ObjectShare > 0 || b.w.ObjectsStored > 0) {
			o.High = dailySnapshot
			o = o.with(reason.New("Uploads on the web server's disk", "hours between snapshots × 3,600", "24 × 3,600", dailySnapshot, "s", reason.Ours("a snapshot of the volume every night")))
		}
		return o
	default:
		return none("a write is answered once the standby has it too", failoverRDS)
	}
}

// thin is how long the stage runs with what is left.
func (b builder) thin(z sized, l loss) Objective {
	g := z.design
	if !g.Balanced || l.kind == LosesPrimary {
		return Objective{Text: "–"}
	}
	if !g.Scaling {
		return Objective{Text: "until the zone is back, or somebody starts servers in another"}
	}
	return Objective{Low: healthChecks, High: scalingLead}.with(
		reason.New("Auto Scaling replaces what is gone", "minutes of metrics + to launch + to warm up, × 60", "(2 + 1 + 1) × 60", scalingLead, "s", reason.Ours("one-minute metrics over two periods, a minute to launch and one to warm up")))
}

// count prints requests, a part of one as one.
func count(x float64) string { return units.FormatCount(math.Ceil(x)) }
