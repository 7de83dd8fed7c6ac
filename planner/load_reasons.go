package planner

import (
	"strings"

	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
)

// queuedAbove is how far above their average a queue feeds late writes to the
// database, our assumption: fast enough to empty it again after a peak.
const queuedAbove = 1.2

var queuedSource = reason.Ours("a queue feeds writes that run later to the database at 1.2 times their average, so that it empties again after a peak")

// factors is a product that is put together from what a design takes: of the
// factors that change nothing none is printed.
type factors struct {
	names, sums []string
	value       float64
}

func (f *factors) times(name string, by float64) {
	f.value *= by
	if by != 1 {
		f.names, f.sums = append(f.names, name), append(f.sums, reason.N(by*100)+"%")
	}
}

func (f *factors) formula() string { return strings.Join(f.names, " × ") }
func (f *factors) sum() string     { return strings.Join(f.sums, " × ") }

// reaching is what of the database operations reaches the relational database:
// what hot tables and the cache take is gone, and late writes come evenly. share
// is the part of one database among several.
func (b builder) reaching(g roadmap.Design, d demand.Demand, share float64) []reason.Reason {
	if b.terse {
		return nil
	}
	sql, hit := 1.0, 0.0
	if g.NoSQL {
		sql = 1 - float64(b.w.Assumptions.NoSQLShare)
	}
	if g.Cache {
		hit = float64(b.w.CacheHit)
	}
	reads := factors{value: float64(d.DatabaseReads.Peak), names: []string{"database reads/s at peak"}, sums: []string{reason.N(float64(d.DatabaseReads.Peak)) + "/s"}}
	reads.times("share kept in relational tables", sql)
	reads.times("share the cache does not answer", 1-hit)
	reads.times("share of this function", share)
	kept := factors{value: 1}
	kept.times("share that is no event for the stream", b.changing(g))
	kept.times("share kept in relational tables", sql)
	kept.times("share of this function", share)
	later, value := b.later(g), float64(b.smoothed(d.DatabaseWrites.Scale(kept.value), g).Peak)
	formula, with := "database writes/s at peak", b.fill("{}/s", float64(d.DatabaseWrites.Peak))
	src := ours
	if later > 0 {
		formula = "(writes/s at peak × (1 − share that runs later) + the lesser of that share of the peak and 1.2 × that share of the average: a queue feeds them)"
		with = b.fill("({}/s × (1 − {}) + min({} × {}, {} × {} × 1.2))", float64(d.DatabaseWrites.Peak), reason.Ratio(later), float64(d.DatabaseWrites.Peak), reason.Ratio(later), float64(d.DatabaseWrites.Average), reason.Ratio(later))
		src = queuedSource
	}
	if len(kept.names) > 0 {
		formula, with = formula+" × "+kept.formula(), with+" × "+kept.sum()
	}
	return []reason.Reason{b.why("Reads/s at peak that reach it", reads.formula(), reads.sum(), reads.value, "reads/s", ours), b.why("Writes/s at peak that reach it", formula, with, value, "writes/s", src)}
}

// addedRows is what a database is written in a month and in a day, of which its
// backups keep a week.
func (b builder) addedRows(d demand.Demand, share float64) []reason.Reason {
	if b.terse {
		return nil
	}
	month := float64(d.WrittenPerMonth/units.GB) * share
	return []reason.Reason{
		b.why("Rows written to it a month", "rows written a month × share kept here", b.fill("{} GB × {}", float64(d.WrittenPerMonth/units.GB), reason.Ratio(share)), month, "GB (10^9 bytes)", ours),
		b.why("Rows written to it a day", "rows written a month ÷ days of a month ÷ 1.073741824", b.fill("{} GB ÷ (730 ÷ 24) ÷ 1.073741824", month), month/daysPerMonth/1.073741824, "GiB", ours)}
}

// keptObjects is how S3 comes by what it holds.
func (b builder) keptObjects(g roadmap.Design, d demand.Demand, objects units.Bytes) []reason.Reason {
	if b.terse {
		return nil
	}
	formula, with := "objects stored", b.fill("{} GB", float64(b.w.ObjectsStored/units.GB))
	if share := b.rowsInBucket(g); share > 0 {
		formula += " + rows stored × share kept as objects or sent here by the stream"
		with += b.fill(" + {} GB × {}", float64(b.w.DataStored/units.GB), reason.Ratio(share))
	}
	return []reason.Reason{b.why("Objects kept", "("+formula+") × users ÷ users entered", b.fill("("+with+") × {} ÷ {}", float64(d.Users), float64(b.w.Users)), float64(objects/units.GB), "GB (10^9 bytes)", ours)}
}

// rowsInBucket is the share of all rows that S3 keeps: rows too large for a
// database, and events.
func (b builder) rowsInBucket(g roadmap.Design) float64 {
	share := 0.0
	if b.largeRows() && g.Bucket {
		share += b.changing(g)
	}
	if g.Ingest {
		share += float64(b.w.Asked.IngestShare)
	}
	return share
}

// writtenObjects is how many objects reach S3 in a month.
func (b builder) writtenObjects(g roadmap.Design, d demand.Demand, batches, puts float64) []reason.Reason {
	if b.terse {
		return nil
	}
	share := float64(b.w.ObjectShare)
	formula := "write requests/s × seconds a month × share that stores an object"
	if b.largeRows() && g.Bucket {
		share, formula = share+b.changing(g), "write requests/s × seconds a month × (share that stores an object + share whose row is one)"
	}
	with := b.fill("{}/s × 2,628,000 s × {}", float64(d.Writes.Average), reason.Ratio(share))
	if batches > 0 {
		formula, with = formula+" + batches of the stream", with+b.fill(" + {}", batches)
	}
	return []reason.Reason{b.why("Objects written a month", formula, with, puts, "requests", ours)}
}

// balancedReasons is what passes a load balancer: what API Gateway takes does not.
func (b builder) balancedReasons(g roadmap.Design, d demand.Demand, gateway, static bool, requests units.Rate, bytes units.Bytes) []reason.Reason {
	if b.terse {
		return nil
	}
	share := 1.0
	if gateway && g.Gateway {
		share = 1 - float64(b.w.Assumptions.APIShare)
	}
	formula, perSecond, sent := "requests/s × share that comes here: API Gateway takes the rest", b.fill("{}/s × {}", float64(d.Requests.Average), reason.Ratio(share)), b.fill("2,628,000 s × ({}/s × {} × {} GB", float64(d.Requests.Average), reason.Ratio(share), float64(b.w.ResponseSize/units.GB))
	if static {
		formula += " + static files/s"
		perSecond += b.fill(" + {}/s", float64(d.Static.Average))
		sent += b.fill(" + {}/s × {} GB", float64(d.Static.Average), float64(b.w.StaticSize/units.GB))
	}
	return []reason.Reason{
		b.why("Requests/s through the balancer, on average", formula, perSecond, float64(requests.Average), "requests/s", ours),
		b.why("Sent through the balancer a month", "seconds a month × (the same × bytes of each)", sent+")", float64(bytes/units.GB), "GB (10^9 bytes)", ours)}
}

// flightReasons is the requests in flight in the application, and the time they
// are there: balancer and calls between tiers are outside of it, and queues are
// left out.
func (b builder) flightReasons(g roadmap.Design, inline units.Rate, response float64) []reason.Reason {
	if b.terse {
		return nil
	}
	names, sums := []string{"CPU ms per request"}, []string{reason.N(float64(b.w.CPU))}
	way := b.way(sized{design: g})
	for _, part := range way.groups[1:] {
		for _, s := range part.steps {
			one := part
			one.steps = []step{s}
			alone := budget{share: way.share, groups: []group{{}, one}}
			if mean := alone.response().mean(); mean > 0 {
				names, sums = append(names, s.name), append(sums, reason.N(mean))
			}
		}
	}
	return []reason.Reason{
		b.why("Time of a request in the application", strings.Join(names, " + ")+", in ms, each as under Response time, ÷ 1,000", "("+strings.Join(sums, " + ")+") ÷ 1,000", response, "s, without queues, the balancer and calls between tiers", ours),
		b.why("Requests in flight with this stage's response time", "peak requests/s users wait for × time of a request in the application", b.fill("{} × {} s", float64(inline.Peak), response), float64(inline.Peak)*response, "requests", ours)}
}
