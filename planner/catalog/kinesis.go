package catalog

import (
	"fmt"
	"slices"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

const (
	shardUse     = 0.8      // of a shard planned for: keys never spread evenly
	shardRecords = 1000.0   // records/s into one shard
	mebibyte     = 1 << 20  // the megabyte of shard limits
	putUnit      = 25 << 10 // bytes of one PUT payload unit
)

// Limits of a stream. The quota is of an account in a large region and is raised
// on request.
const (
	ShardQuota  = 500
	RecordBytes = units.Bytes(1 << 20) // of one record at most
)

var kinesisSource = reason.Source{Name: "Amazon Kinesis Data Streams: a shard takes 1 MB/s or 1,000 records/s and gives 2 MB/s", URL: "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html", AsOf: "2023-06-15"}

// A need's Requests are the records a second, RowBytes the size of one and Units
// the consumers that each read all of them.
var _ = register(Service{ID: "kinesis", Name: "Amazon Kinesis Data Streams", Category: "integration", Source: kinesisSource, Size: sizeKinesis, Meter: meterKinesis})

// Shards is what a stream needs at a rate: the largest of bytes in, records in
// and bytes out to the consumers.
func Shards(recordsPerSecond, recordBytes float64, consumers int) (shards int, in, records, out float64) {
	mb := recordsPerSecond * recordBytes / mebibyte
	in, records, out = mb, recordsPerSecond/shardRecords, mb*float64(consumers)/2
	return max(1, ceil(in), ceil(records), ceil(out)), in, records, out
}

func sizeKinesis(n Need, p Policy) Sizing {
	peak, size := float64(n.Requests.Peak), float64(n.RowBytes)
	shards, in, records, out := Shards(peak/shardUse, size, n.Units)
	s := Sizing{Unit: "shard", Count: shards, Detail: strings.TrimSuffix(fmt.Sprintf("%d shards", shards), map[bool]string{true: "s"}[shards == 1]), Resources: []Resource{
		{Name: "records", Demand: peak, Capacity: float64(shards) * shardRecords, Target: shardUse, AtLargest: peak, Unit: "records/s", Scales: true, Source: kinesisSource},
		{Name: "bytes in", Demand: peak * size / mebibyte, Capacity: float64(shards), Target: shardUse, AtLargest: peak * size / mebibyte, Unit: "MB/s", Scales: true, Source: kinesisSource},
	}, Reasons: append(slices.Clone(n.Because),
		n.why("Shards by bytes in", "records/s at peak ÷ 80% × bytes ÷ 1 MB/s", n.fill("{} ÷ 80% × {} B ÷ 1,048,576", peak, size), in, "shards", kinesisSource),
		n.why("Shards by records", "records/s at peak ÷ 80% ÷ 1,000/s", n.fill("{} ÷ 80% ÷ 1,000", peak), records, "shards", kinesisSource),
		n.why("Shards by bytes out", "bytes in × consumers ÷ 2 MB/s", n.fill("{} × {} ÷ 2", in, n.Units), out, "shards", kinesisSource),
		n.why("Shards", "the largest of the three, rounded up, at least 1", n.fill("⌈max({}, {}, {})⌉, at least 1", in, records, out), float64(shards), "shards", reason.Ours("a fifth of each shard is left free, for keys never spread evenly")),
	)}
	n.Terse = true
	if Estimate(onDemandStream(n), p) < Estimate(shardLines(n, s), p) {
		s.Unit, s.Detail = "on-demand", "on demand"
	}
	return s.finish()
}

// meterKinesis bills shards, or the stream on demand where that is cheaper.
func meterKinesis(n Need, s Sizing, _ Policy) []bill.Usage {
	if s.Unit == "on-demand" {
		return onDemandStream(n)
	}
	return shardLines(n, s)
}

func shardLines(n Need, s Sizing) []bill.Usage {
	each := float64(max(1, ceil(float64(n.RowBytes)/putUnit)))
	put := n.Requests.Average.PerMonth() * each / 1e6
	return []bill.Usage{
		n.usage("kinesis", n.Name+", shards", "kinesis.shard.hour", float64(s.Count)*units.HoursPerMonth, n.hours("Shards, at peak day and night", float64(s.Count), "shard-hours")),
		n.usage("kinesis", n.Name+", PUT payload units", "kinesis.put.unit", put, n.why("PUT payload units", "records/s × seconds a month × ⌈bytes ÷ 25 KB⌉ ÷ 1,000,000", n.fill("{}/s × 2,628,000 s × {} ÷ 1,000,000", float64(n.Requests.Average), each), put, "million PUT payload units", kinesisSource)),
	}
}

func onDemandStream(n Need) []bill.Usage {
	kb := float64(max(1, ceil(float64(n.RowBytes)/1024)))
	gb := n.Requests.Average.PerMonth() * kb / mebibyte
	out := gb * float64(n.Units)
	return []bill.Usage{
		n.usage("kinesis", n.Name+", on-demand stream", "kinesis.ondemand.stream.hour", units.HoursPerMonth, n.hours("Streams", 1, "stream-hours")),
		n.usage("kinesis", n.Name+", data in", "kinesis.ondemand.ingest", gb, n.why("Data in", "records/s × seconds a month × ⌈KB⌉ ÷ 1,048,576", n.fill("{}/s × 2,628,000 s × {} ÷ 1,048,576", float64(n.Requests.Average), kb), gb, "GB", kinesisSource)),
		n.usage("kinesis", n.Name+", data out", "kinesis.ondemand.retrieve", out, n.why("Data out", "data in × consumers", n.fill("{} × {}", gb, n.Units), out, "GB", kinesisSource)),
	}
}
