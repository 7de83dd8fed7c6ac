package price

var cloudwatch = Service{
	ID: "cloudwatch", Name: "Amazon CloudWatch",
	Charges: "Custom and detailed metrics in falling tiers, alarms, dashboards, logs ingested, kept and scanned, API requests.",
	Page:    page("Amazon CloudWatch pricing", "cloudwatch/pricing/", "2024-07-01"),
	Params: []Param{
		{Name: "metrics", Kind: Amount, Unit: "metrics", Default: "0", Help: "Custom and detailed metrics; the first ten are free."},
		{Name: "alarms", Kind: Amount, Unit: "alarms", Default: "0", Help: "Alarms of standard resolution; the first ten are free."},
		{Name: "highres_alarms", Kind: Amount, Unit: "alarms", Default: "0", Help: "Alarms of high resolution; none is free."},
		{Name: "dashboards", Kind: Amount, Unit: "dashboards", Default: "0", Help: "The first three are free."},
		{Name: "logs_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Aliases: []string{"ingest_gb", "log_gb"}, Help: "Logs ingested; the first 5 GB are free."},
		{Name: "kept_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Aliases: []string{"store_gb"}, Help: "Logs kept, compressed as AWS stores them; the first 5 GB are free."},
		{Name: "scanned_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Aliases: []string{"insights_gb"}, Help: "Logs scanned by queries; nothing of it is free."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "API requests above the million that are free."},
		freeTier("Ten metrics, ten alarms, three dashboards, 5 GB ingested and 5 GB kept are free over the account."),
	},
	Rates: []Rate{
		{Name: "metric", Unit: "metric-month", Key: "cloudwatch.metric", Tiered: true, Named: []string{"t1", "t2", "t3", "t4"}},
		{Name: "alarm", Unit: "alarm-month", Key: "cloudwatch.alarm.standard"},
		{Name: "highres_alarm", Unit: "alarm-month", Key: "cloudwatch.alarm.highres"},
		{Name: "dashboard", Unit: "dashboard-month", Key: "cloudwatch.dashboard"},
		{Name: "logs_gb", Unit: "GB", Key: "cloudwatch.logs.ingest", Aliases: []string{"ingest_gb", "log_gb"}},
		{Name: "kept_gb", Unit: "GB-month", Key: "cloudwatch.logs.storage", Aliases: []string{"store_gb"}},
		{Name: "scanned_gb", Unit: "GB scanned", Key: "cloudwatch.logs.insights", Aliases: []string{"insights_gb"}},
		{Name: "req_k", Unit: "1,000 requests"},
	},
	Example: "metrics=100 alarms=20 dashboards=2 logs_gb=50 kept_gb=50",
	meter:   meterCloudWatch,
}

func meterCloudWatch(s *sheet) {
	for _, p := range []struct {
		name, param, rate string
		free              float64
	}{
		{"Metrics", "metrics", "metric", 10}, {"Alarms", "alarms", "alarm", 10}, {"Alarms, high resolution", "highres_alarms", "highres_alarm", 0},
		{"Dashboards", "dashboards", "dashboard", 3}, {"Logs ingested", "logs_gb", "logs_gb", 5}, {"Logs kept", "kept_gb", "kept_gb", 5}, {"Logs scanned", "scanned_gb", "scanned_gb", 0},
	} {
		if !s.on("free_tier") {
			p.free = 0
		}
		s.add(line{name: p.name, rate: p.rate, amount: s.number(p.param), free: p.free, formula: p.param, sum: fillNumbers("{}", s.number(p.param))})
	}
	s.addPlain(plain{name: "API requests", param: "requests", rate: "req_k", lot: 1000})
}

var xray = Service{
	ID: "xray", Name: "AWS X-Ray",
	Charges: "Traces recorded and traces retrieved or scanned, by the million.",
	Page:    page("AWS X-Ray pricing", "xray/pricing/", "2026"),
	Params: []Param{
		{Name: "traces", Kind: Count, Unit: "traces a month", Default: "0", Aliases: []string{"recorded"}, Help: "Traces recorded; the first 100,000 are free."},
		{Name: "requests", Kind: Count, Unit: "requests a month", Default: "0", Help: "Instead of traces, with sampled: requests of the application."},
		{Name: "sampled", Kind: Share, Default: "5%", Aliases: []string{"sampling", "sample_rate"}, Help: "Share of the requests that is traced."},
		{Name: "retrieved", Kind: Count, Unit: "traces a month", Default: "0", Help: "Traces retrieved; the first million retrieved or scanned are free."},
		{Name: "scanned", Kind: Count, Unit: "traces a month", Default: "0", Help: "Traces scanned by queries."},
		freeTier("100,000 traces recorded and a million retrieved or scanned a month are free."),
	},
	Rates: []Rate{
		{Name: "traces_m", Unit: "million traces", Key: "xray.recorded", Aliases: []string{"trace_m", "recorded_m"}},
		{Name: "retrieved_m", Unit: "million traces", Key: "xray.retrieved", Aliases: []string{"scanned_m"}},
	},
	Example: "traces=2M retrieved=500k",
	meter:   meterXRay,
}

func meterXRay(s *sheet) {
	freeTraces, freeReads := 0.0, 0.0
	if s.on("free_tier") {
		freeTraces, freeReads = s.allowance("traces_m"), s.allowance("retrieved_m")
	}
	traces, formula, sum := s.number("traces"), "traces ÷ 1,000,000", fillNumbers("{} ÷ 1,000,000", s.number("traces"))
	if s.has("requests") {
		if s.has("traces") {
			s.refuse("traces and requests say the same: give traces, or requests with sampled")
			return
		}
		traces = s.number("requests") * s.number("sampled")
		formula, sum = "requests × share traced ÷ 1,000,000", fillNumbers("{} × {} ÷ 1,000,000", s.number("requests"), s.number("sampled"))
	}
	s.add(line{name: "Traces recorded", rate: "traces_m", amount: traces / 1e6, free: freeTraces, formula: formula, sum: sum})
	read := s.number("retrieved") + s.number("scanned")
	s.add(line{name: "Traces retrieved or scanned", rate: "retrieved_m", amount: read / 1e6, free: freeReads, formula: "(retrieved + scanned) ÷ 1,000,000", sum: fillNumbers("({} + {}) ÷ 1,000,000", s.number("retrieved"), s.number("scanned"))})
}
