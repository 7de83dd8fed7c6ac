package price

import "math"

// What a shard carries a second, and what a PUT payload unit holds.
const (
	shardInKB    = 1024.0
	shardOutKB   = 2048.0
	shardRecords = 1000.0
	putUnitKB    = 25.0
)

var kinesis = Service{
	ID: "kinesis", Name: "Amazon Kinesis Data Streams", Aliases: []string{"kinesis-data-streams", "kds"},
	Charges: "Shard-hours and PUT payload units of 25 KB; on demand, stream-hours and GB in and out; enhanced fan-out and longer retention.",
	Page:    page("Amazon Kinesis Data Streams pricing", "kinesis/data-streams/pricing/", "2024-07-01"),
	Params: append([]Param{
		{Name: "mode", Kind: Word, Default: "provisioned", Choices: []Choice{{"provisioned", nil}, {"ondemand", []string{"on-demand"}}}, Help: "Capacity mode."},
		{Name: "records_per_s", Kind: Amount, Unit: "records a second", Default: "0", Aliases: []string{"records"}, Help: "Records put, on average."},
		{Name: "kb", Kind: Amount, Unit: "KB", Default: "1", Aliases: []string{"record_kb"}, Help: "Size of a record; a unit is each begun 25 KB."},
		{Name: "consumers", Kind: Amount, Unit: "consumers", Default: "1", Help: "Applications that read all of it; they share 2 MB/s a shard."},
		{Name: "shards", Kind: Amount, Unit: "shards", Help: "Instead of the number that follows from the records."},
		{Name: "fanout", Kind: Amount, Unit: "consumers", Default: "0", Aliases: []string{"efo_consumers"}, Help: "Consumers with enhanced fan-out, 2 MB/s each for themselves."},
		{Name: "retention_hours", Kind: Amount, Unit: "hours", Default: "24", Least: 24, Most: 8760, Help: "How long records stay; above 24 hours it is charged."},
	}, period()...),
	Rates: []Rate{
		{Name: "shard_h", Unit: "shard-hour", Key: "kinesis.shard.hour"},
		{Name: "put_m", Unit: "million PUT payload units", Key: "kinesis.put.unit"},
		{Name: "stream_h", Unit: "stream-hour", Key: "kinesis.ondemand.stream.hour"},
		{Name: "in_gb", Unit: "GB put on demand", Key: "kinesis.ondemand.ingest"},
		{Name: "out_gb", Unit: "GB read on demand", Key: "kinesis.ondemand.retrieve"},
		{Name: "fanout_h", Unit: "consumer-shard-hour", Key: "kinesis.efo.shard"},
		{Name: "fanout_gb", Unit: "GB by enhanced fan-out", Key: "kinesis.efo.data"},
		{Name: "retention_h", Unit: "shard-hour kept longer than 24 hours"},
	},
	Example: "records_per_s=10000 kb=0.5 consumers=4",
	meter:   meterKinesis,
}

func meterKinesis(s *sheet) {
	records, kb, hours := s.number("records_per_s"), s.number("kb"), s.hours()
	gb := records * kb * hours * hourSeconds / kbPerGB
	data := fillNumbers("{} × {} × {} × 3,600 ÷ 1,048,576", records, kb, hours)
	if s.word("mode") == "ondemand" {
		if s.has("shards") {
			s.refuse("shards are of mode=provisioned: on demand has none")
			return
		}
		s.add(line{name: "Stream", rate: "stream_h", amount: hours, formula: "hours", sum: fillNumbers("{}", hours)})
		billed := records * math.Ceil(kb) * hours * hourSeconds / kbPerGB
		s.add(line{name: "Data put", rate: "in_gb", amount: billed, formula: "records/s × ⌈KB⌉ × hours × 3,600 ÷ 1,024²", sum: fillNumbers("{} × {} × {} × 3,600 ÷ 1,048,576", records, math.Ceil(kb), hours)})
		s.add(line{name: "Data read", rate: "out_gb", amount: gb * s.number("consumers"), formula: "records/s × KB × hours × 3,600 ÷ 1,024² × consumers", sum: data + fillNumbers(" × {}", s.number("consumers"))})
		return
	}
	shards, formula, sum := s.shards(records, kb)
	s.add(line{name: "Shards", rate: "shard_h", amount: shards * hours, formula: formula + " × hours", sum: sum + fillNumbers(" × {}", hours)})
	units := max(1, math.Ceil(kb/putUnitKB))
	s.add(line{name: "PUT payload units", rate: "put_m", amount: records * units * hours * hourSeconds / 1e6, formula: "records/s × ⌈KB ÷ 25⌉ × hours × 3,600 ÷ 1,000,000", sum: fillNumbers("{} × {} × {} × 3,600 ÷ 1,000,000", records, units, hours)})
	fanout := s.number("fanout")
	s.add(line{name: "Enhanced fan-out, hours", rate: "fanout_h", amount: fanout * shards * hours, formula: "consumers × shards × hours", sum: fillNumbers("{} × {} × {}", fanout, shards, hours)})
	s.add(line{name: "Enhanced fan-out, data", rate: "fanout_gb", amount: gb * fanout, formula: "records/s × KB × hours × 3,600 ÷ 1,024² × consumers", sum: data + fillNumbers(" × {}", fanout)})
	if s.number("retention_hours") > 24 {
		s.add(line{name: "Longer retention", rate: "retention_h", amount: shards * hours, formula: "shards × hours", sum: fillNumbers("{} × {}", shards, hours)})
	}
}

// shards is the most that bytes in, records or bytes out need.
func (s *sheet) shards(records, kb float64) (shards float64, formula, sum string) {
	if s.has("shards") {
		return s.number("shards"), "shards", fillNumbers("{}", s.number("shards"))
	}
	readers := max(s.number("consumers"), 0)
	in, count, out := records*kb/shardInKB, records/shardRecords, records*kb*readers/shardOutKB
	shards = math.Ceil(max(in, count, out))
	return shards, "⌈max(KB/s ÷ 1,024, records/s ÷ 1,000, KB/s × consumers ÷ 2,048)⌉",
		fillNumbers("⌈max({}, {}, {})⌉", in, count, out)
}
