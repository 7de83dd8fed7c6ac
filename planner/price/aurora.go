package price

var aurora = Service{
	ID: "aurora", Name: "Amazon Aurora",
	Charges: "Instance-hours by class or ACU-hours, GB-months stored, I/O requests unless I/O-Optimized, and backups above one day.",
	Page:    page("Amazon Aurora pricing", "rds/aurora/pricing/", "2026-09-24"),
	Params: append([]Param{
		{Name: "engine", Kind: Word, Default: "postgresql", Choices: []Choice{{"postgresql", []string{"postgres", "pg", "aurora-postgresql"}}, {"mysql", []string{"aurora-mysql"}}}, Help: "Database engine."},
		{Name: "type", Kind: Name, Aliases: []string{"class", "instance", "instance_type"}, Help: "Instance class, such as db.r7g.large; none for Serverless."},
		howMany("instances: the writer and its readers"),
		{Name: "acu", Kind: Amount, Unit: "ACU", Aliases: []string{"acus"}, Help: "Serverless v2: mean capacity units in use."},
		{Name: "storage", Kind: Word, Default: "standard", Choices: []Choice{{"standard", nil}, {"io-optimized", []string{"iopt", "io"}}}, Help: "Cluster storage configuration."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Aliases: []string{"storage_gb"}, Help: "Stored by the cluster, counted once."},
		{Name: "io", Kind: Count, Unit: "requests a month", Default: "0", Aliases: []string{"ios", "io_requests"}, Help: "I/O requests; in the price when I/O-Optimized."},
		{Name: "io_per_s", Kind: Amount, Unit: "requests a second", Default: "0", Help: "The same as an average."},
		{Name: "backup_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Backups above the size of the cluster."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "instance-hour", Key: "aurora.{variant}.{type}"},
		{Name: "acu_h", Unit: "ACU-hour", Key: "aurora.serverlessv2.{acu_key}", Aliases: []string{"acu"}},
		{Name: "gb", Unit: "GB-month", Key: "aurora.storage.{storage}", Aliases: []string{"gb_month", "storage_gb"}},
		{Name: "io_m", Unit: "million I/O requests", Key: "aurora.io"},
		{Name: "backup_gb", Unit: "GB-month", Key: "aurora.backup.storage"},
	},
	Example: "type=db.r7g.large n=2 gb=200 io=100M",
	meter:   meterAurora,
}

func meterAurora(s *sheet) {
	if !s.has("type", "acu") && !s.given("hour") && !s.need("type", "the price depends on it; or give acu for Serverless v2") {
		return
	}
	optimized := s.word("storage") == "io-optimized"
	s.values["variant"], s.values["acu_key"] = value{word: s.word("engine")}, value{word: "acu"}
	if optimized {
		s.values["variant"], s.values["acu_key"] = value{word: "io-optimized"}, value{word: "acu.io-optimized"}
	}
	s.values["type"] = value{word: prefixed("db.", s.word("type"))}
	hours := s.hours()
	if s.has("type") || !s.has("acu") {
		s.perHour(named("Instances", s.word("type")), "hour")
	}
	s.add(line{name: "Serverless v2", rate: "acu_h", amount: s.number("acu") * hours, formula: "ACU × hours", sum: fillNumbers("{} × {}", s.number("acu"), hours)})
	month := s.number("month_hours")
	s.add(line{name: "Storage, " + s.word("storage"), rate: "gb", amount: s.number("gb") * hours / month, formula: "GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} ÷ {}", s.number("gb"), hours, month)})
	if optimized {
		if s.has("io", "io_per_s") {
			s.note("I/O requests are in the price of I/O-Optimized storage.")
		}
	} else {
		s.add(line{name: "I/O requests", rate: "io_m", amount: (s.number("io") + s.number("io_per_s")*hours*hourSeconds) / 1e6, formula: "(requests + requests/s × hours × 3,600) ÷ 1,000,000", sum: fillNumbers("({} + {} × {} × 3,600) ÷ 1,000,000", s.number("io"), s.number("io_per_s"), hours)})
	}
	s.addPlain(plain{name: "Backups", param: "backup_gb", rate: "backup_gb"})
}
