package planner

import (
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/catalog"
	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/roadmap"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// balancerNames and engineNames are what bills call the choices of the workload.
var (
	balancerNames = map[string]string{"alb": "Application Load Balancer", "nlb": "Network Load Balancer"}
	engineNames   = map[workload.CacheEngine]string{workload.Valkey: "Valkey", workload.Redis: "Redis OSS", workload.Memcached: "Memcached"}
)

// frontOf is the tier of the load balancer users reach.
func frontOf(g roadmap.Design) string {
	if g.Front == "" {
		return "alb"
	}
	return g.Front
}

// ratio is a user count against the one entered: totals scale with it.
func (b builder) ratio(d demand.Demand) units.Bytes {
	return units.Bytes(float64(d.Users) / float64(b.w.Users))
}

// shared is the files opened by path at a demand.
func (b builder) shared(d demand.Demand) units.Bytes { return b.w.Asked.SharedFiles * b.ratio(d) }

// changing is the share of writes and rows that stay in databases: all of them
// until events go through a stream.
func (b builder) changing(g roadmap.Design) float64 {
	if g.Ingest {
		return 1 - float64(b.w.Asked.IngestShare)
	}
	return 1
}

// asked fills the services a workload asks for by its fields.
func (b builder) asked(l load, g roadmap.Design, d demand.Demand) {
	l["efs"] = catalog.Need{Name: "EFS", Objects: b.shared(d)}
	l["redshift"] = catalog.Need{Name: "Redshift", Objects: b.w.Asked.AnalyticsData * b.ratio(d)}
	notified := d.Writes.Scale(float64(b.w.Asked.NotifyShare))
	l["sns"] = catalog.Need{Name: "SNS", Requests: notified, Messages: notified.Average.PerMonth(), Because: []reason.Reason{
		b.why("Notifications a month", "write requests/s × seconds a month × share that notifies somebody", b.fill("{}/s × 2,628,000 s × {}", float64(d.Writes.Average), reason.Ratio(b.w.Asked.NotifyShare)), notified.Average.PerMonth(), "notifications", ours)}}
	if g.Firewall {
		b.firewall(l, g)
	}
	if g.Ingest {
		b.ingest(l, g, d)
	}
	if g.DAX {
		hot := l["hotdata"]
		n := catalog.Need{Name: "DAX", Reads: hot.Reads, Writes: hot.Writes, Hot: b.hot(hot.Reads, hot.RowBytes, hot.Rows), Because: b.hotReasons(hot.Reads, hot.RowBytes, hot.Rows)}
		l["dax"] = n
		hot.Reads = hot.Reads.Scale(1 - float64(b.w.CacheHit))
		l["hotdata"] = hot
	}
}

// firewall reads what the load balancer, the gateway and CloudFront answer.
func (b builder) firewall(l load, g roadmap.Design) {
	front, gateway, edge := 0.0, 0.0, 0.0
	n := catalog.Need{Name: "AWS WAF"}
	var at []string
	if frontOf(g) == "alb" { // a network load balancer passes connections on unread
		front, n.Units = l["alb"].Requests.Average.PerMonth(), 1
		at = append(at, "ALB")
	}
	if g.Gateway {
		gateway, n.Units = l["apigateway"].Requests.Average.PerMonth(), 1
		at = append(at, "gateway")
	}
	if g.CDN && b.edgePlan(l) == "" {
		edge = l["cloudfront"].Requests.Average.PerMonth()
		at, n.Units = append(at, "edge"), n.Units+1
	}
	n.Role = strings.Join(at, ", ")
	n.Messages = front + gateway + edge
	n.Because = []reason.Reason{b.why("Requests a month", "at the load balancer + at the gateway + at CloudFront, unless its plan includes the firewall", b.fill("{} + {} + {}", front, gateway, edge), n.Messages, "requests", ours)}
	l["waf"] = n
}

// edgePlan is the flat-rate plan CloudFront is on; its firewall is part of it.
func (b builder) edgePlan(l load) string {
	svc, _ := catalog.Lookup("cloudfront")
	return svc.Size(b.figures().need(l, "cloudfront"), b.policy(roadmap.Design{})).Unit
}

// A batch writer waits for a minute of records of each shard, or for what one
// invocation takes at most.
const (
	batchSeconds = 60.0
	batchRecords = 10_000.0
	batchBytes   = 6 * units.MB
	recordMS     = 0.02
)

var batchSource = reason.Source{Name: "AWS Lambda Developer Guide, Kinesis as an event source: batches of 10,000 records or 6 MB at most, a window of up to 300 s", URL: "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html", AsOf: "2023-06"}

// ingest fills the stream, what empties it, and the bucket it ends in.
func (b builder) ingest(l load, g roadmap.Design, d demand.Demand) {
	records := d.Writes.Scale(float64(b.w.Asked.IngestShare))
	size := b.w.BytesPerWrite
	because := []reason.Reason{b.why("Events", "write requests/s at peak × share that only appends", b.fill("{}/s × {}", float64(d.Writes.Peak), reason.Ratio(b.w.Asked.IngestShare)), float64(records.Peak), "records/s", ours)}
	stream := catalog.Need{Name: "Kinesis", Requests: records, RowBytes: size, Units: 1, Because: because}
	l["kinesis"] = stream
	svc, _ := catalog.Lookup("kinesis")
	stream.Terse = true
	shards := float64(svc.Size(stream, b.policy(roadmap.Design{})).Count)
	month := records.Average.PerMonth()
	windows, full, heavy := shards*units.SecondsPerMonth/batchSeconds, month/batchRecords, month*float64(size/batchBytes)
	batches := max(min(windows, month), full, heavy)
	mean := 0.0
	if batches > 0 {
		mean = month / batches
	}
	duration := b.w.Assumptions.WorkerDuration + units.Milliseconds(mean*recordMS)
	rate := units.PerSecond(batches / units.SecondsPerMonth)
	l["consumer"] = catalog.Need{Name: "Batch writer", Messages: batches, Batch: 1, Duration: duration,
		Requests: units.Rate{Average: rate, Peak: rate * units.PerSecond(b.w.PeakFactor)}, Because: []reason.Reason{
			b.why("Batches a month", "the largest of one a minute and shard (never more than records), records ÷ 10,000, and bytes ÷ 6 MB", b.fill("max(min({} × 43,800, {}), {} ÷ 10,000, {} GB ÷ 0.006 GB)", shards, month, month, month*float64(size/units.GB)), batches, "batches", batchSource),
			b.why("Time of a batch", "worker_ms + records of a batch × 0.02 ms", b.fill("{} + {} × 0.02", float64(b.w.Assumptions.WorkerDuration), mean), float64(duration), "ms", reason.Ours("0.02 ms to decode and compress a record")),
		}}
	bucket := l["s3"]
	bucket.Puts += batches
	bucket.Put = b.writtenObjects(g, d, batches, bucket.Puts)
	l["s3"] = bucket
}

// oneOff prices the migration into a stage that is entered at a user count.
func (b builder) oneOff(number int, users units.Users) bill.Bill {
	if number != 2 && number != 8 {
		return bill.Price(b.book, b.w.Region, nil, nil)
	}
	svc, _ := catalog.Lookup("dms")
	z := b.figures().size(number, users)
	needs := []catalog.Need{{Name: "Migration to " + roadmap.Engine(*b.w) + " with DMS", Rows: z.demand.Stored, Writes: z.demand.DatabaseWrites, Units: 1}}
	if number == 8 {
		needs = nil
		for i, p := range roadmap.Federation(*b.w) {
			if i == 0 {
				continue // the largest function stays where it is
			}
			n := z.load.need(p.Tier)
			needs = append(needs, catalog.Need{Name: "Migration of " + p.Name + " with DMS", Rows: n.Rows, Writes: n.Writes, Units: 1})
		}
	}
	var usages []bill.Usage
	for _, n := range needs {
		usages = append(usages, svc.Meter(n, svc.Size(n, z.policy), z.policy)...)
	}
	return bill.Price(b.book, b.w.Region, usages, nil)
}
