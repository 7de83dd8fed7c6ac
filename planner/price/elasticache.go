package price

import "math"

// Serverless caches bill some memory at least: Valkey 100 MB, the others 1 GB.
var serverlessLeast = map[string]float64{"valkey": 0.1, "redis": 1, "memcached": 1}

var elasticache = Service{
	ID: "elasticache", Name: "Amazon ElastiCache",
	Charges: "Node-hours by type; serverless, GB-hours stored and capacity units (ECPU) by the million; backups.",
	Page:    page("Amazon ElastiCache pricing", "elasticache/pricing/", "2026-07-29"),
	Params: append([]Param{
		{Name: "engine", Kind: Word, Default: "valkey", Choices: []Choice{{"valkey", nil}, {"redis", []string{"redis-oss"}}, {"memcached", nil}}, Help: "Cache engine."},
		{Name: "type", Kind: Name, Aliases: []string{"node", "node_type", "instance"}, Help: "Node type, such as cache.m7g.large; none for serverless."},
		howMany("nodes"),
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Aliases: []string{"data_gb", "storage_gb"}, Help: "Serverless: mean data stored; Valkey bills 0.1 GB at least, the others 1 GB."},
		{Name: "ecpu", Kind: Count, Unit: "ECPU a month", Default: "0", Aliases: []string{"ecpus"}, Help: "Serverless: capacity units; a request takes one for each begun KB."},
		{Name: "requests_per_s", Kind: Amount, Unit: "requests a second", Default: "0", Help: "Serverless: instead of ecpu, the average."},
		{Name: "request_kb", Kind: Amount, Unit: "KB", Default: "1", Aliases: []string{"kb"}, Help: "Data of a request."},
		{Name: "backup_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Backups."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "node-hour", Key: "elasticache.{engine}.{type}"},
		{Name: "gb_h", Unit: "GB-hour", Key: "elasticache.serverless.{engine}.storage", Aliases: []string{"gb_hour"}},
		{Name: "ecpu_m", Unit: "million ECPU", Key: "elasticache.serverless.{engine}.ecpu"},
		{Name: "backup_gb", Unit: "GB-month", Key: "elasticache.backup.storage"},
	},
	Example: "engine=valkey type=cache.m7g.large n=2",
	meter:   meterElastiCache,
}

func meterElastiCache(s *sheet) {
	hours := s.hours()
	if s.has("type") || s.given("hour") {
		if s.has("gb", "ecpu", "requests_per_s") {
			s.refuse("gb, ecpu and requests_per_s are of a serverless cache, type of one with nodes: give one or the other")
			return
		}
		s.values["type"] = value{word: prefixed("cache.", s.word("type"))}
		s.perHour(named("Nodes", s.word("type")), "hour")
		s.addPlain(plain{name: "Backups", param: "backup_gb", rate: "backup_gb"})
		return
	}
	if !s.has("gb") && !s.need("type", "the price depends on it; or give gb for a serverless cache") {
		return
	}
	stored := max(s.number("gb"), serverlessLeast[s.word("engine")])
	s.add(line{name: "Data stored", rate: "gb_h", amount: stored * hours, formula: "GB (the least of the engine at least) × hours", sum: fillNumbers("{} × {}", stored, hours)})
	each := max(1, math.Ceil(s.number("request_kb")))
	s.add(line{
		name: "Capacity units", rate: "ecpu_m", amount: (s.number("ecpu") + s.number("requests_per_s")*each*hours*hourSeconds) / 1e6,
		formula: "(ECPU + requests/s × ⌈KB⌉ × hours × 3,600) ÷ 1,000,000", sum: fillNumbers("({} + {} × {} × {} × 3,600) ÷ 1,000,000", s.number("ecpu"), s.number("requests_per_s"), each, hours),
	})
	s.addPlain(plain{name: "Backups", param: "backup_gb", rate: "backup_gb"})
}
