package price

var efs = Service{
	ID: "efs", Name: "Amazon EFS",
	Charges: "GB-months by storage class, GB read from the infrequent class, and provisioned or elastic throughput.",
	Page:    page("Amazon EFS pricing", "efs/pricing/", "2024-07-01"),
	Params: append([]Param{
		{Name: "class", Kind: Word, Default: "standard", Choices: []Choice{{"standard", []string{"regional"}}, {"standard-ia", []string{"ia"}}, {"onezone", []string{"one-zone"}}}, Help: "Storage class of gb."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Stored."},
		{Name: "ia_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Stored in Infrequent Access beside gb."},
		{Name: "ia_read_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Read from Infrequent Access."},
		{Name: "mbps", Kind: Amount, Unit: "MB/s", Default: "0", Aliases: []string{"throughput"}, Help: "Provisioned throughput; what the storage brings is not charged: 1 MB/s for each 20 GB."},
		{Name: "read_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Read with elastic throughput."},
		{Name: "write_gb", Kind: Gigabytes, Unit: "GB a month", Default: "0", Help: "Written with elastic throughput."},
	}, period()...),
	Rates: []Rate{
		{Name: "gb", Unit: "GB-month", Key: "efs.{class}.storage", Aliases: []string{"gb_month"}},
		{Name: "ia_gb", Unit: "GB-month", Key: "efs.standard-ia.storage"},
		{Name: "ia_read_gb", Unit: "GB", Key: "efs.ia.read"},
		{Name: "mbps", Unit: "MB/s-month", Key: "efs.provisioned.throughput", Aliases: []string{"throughput"}},
		{Name: "read_gb", Unit: "GB", Key: "efs.elastic.read"},
		{Name: "write_gb", Unit: "GB", Key: "efs.elastic.write"},
	},
	Example: "gb=100 ia_gb=400 ia_read_gb=20",
	meter:   meterEFS,
}

// efsGBPerMBps is the storage that brings 1 MB/s of throughput: 50 KB/s a GB.
const efsGBPerMBps = 20.0

func meterEFS(s *sheet) {
	hours, month := s.hours(), s.number("month_hours")
	for _, p := range []struct{ name, param string }{{"Storage, " + s.word("class"), "gb"}, {"Storage, Infrequent Access", "ia_gb"}} {
		s.add(line{name: p.name, rate: p.param, amount: s.number(p.param) * hours / month, formula: "GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} ÷ {}", s.number(p.param), hours, month)})
	}
	brought := 0.0
	if s.word("class") != "standard-ia" {
		brought = s.number("gb") / efsGBPerMBps
	}
	above := max(s.number("mbps")-brought, 0)
	s.add(line{name: "Provisioned throughput", rate: "mbps", amount: above * hours / month, formula: "(MB/s − GB ÷ 20) × hours ÷ hours of the month", sum: fillNumbers("({} − {}) × {} ÷ {}", s.number("mbps"), min(brought, s.number("mbps")), hours, month)})
	s.addPlain(
		plain{name: "Read from Infrequent Access", param: "ia_read_gb", rate: "ia_read_gb"},
		plain{name: "Elastic throughput, read", param: "read_gb", rate: "read_gb"},
		plain{name: "Elastic throughput, written", param: "write_gb", rate: "write_gb"},
	)
}
