package price

import "strings"

var dax = Service{
	ID: "dax", Name: "DynamoDB Accelerator (DAX)",
	Charges: "Node-hours by type.",
	Page:    page("Amazon DynamoDB pricing, DAX", "dynamodb/pricing/", "2026"),
	Params: append([]Param{
		{Name: "type", Kind: Name, Aliases: []string{"node", "node_type"}, Help: "Node type, such as dax.r5.large."},
		{Name: "n", Kind: Amount, Unit: "nodes", Default: "3", Aliases: []string{"nodes", "count"}, Help: "Nodes of the cluster; three, in three zones, keep it available."},
	}, period()...),
	Rates:   []Rate{{Name: "hour", Unit: "node-hour", Key: "dax.{type}"}},
	Example: "type=dax.t3.small n=3",
	meter: func(s *sheet) {
		if !s.given("hour") && !s.need("type", "the price depends on it, unless a rate hour is given") {
			return
		}
		s.values["type"] = value{word: strings.TrimPrefix(s.word("type"), "dax.")}
		s.perHour(named("Nodes", prefixed("dax.", s.word("type"))), "hour")
	},
}

var redshift = Service{
	ID: "redshift", Name: "Amazon Redshift",
	Charges: "Node-hours by type or RPU-hours of Serverless, GB-months of managed storage, TB scanned by Spectrum.",
	Page:    page("Amazon Redshift pricing", "redshift/pricing/", "2026-06"),
	Params: append([]Param{
		{Name: "type", Kind: Name, Aliases: []string{"node", "node_type"}, Help: "Node type, such as ra3.xlplus; none for Serverless."},
		howMany("nodes"),
		{Name: "rpu", Kind: Amount, Unit: "RPU", Aliases: []string{"rpus"}, Help: "Serverless: processing units while queries run, for the hours given."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Managed storage."},
		{Name: "scanned_tb", Kind: Amount, Unit: "TB a month", Default: "0", Help: "Scanned in S3 by Spectrum."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "node-hour", Key: "redshift.{type}"},
		{Name: "rpu_h", Unit: "RPU-hour", Key: "redshift.serverless.rpu"},
		{Name: "gb", Unit: "GB-month", Key: "redshift.rms", Aliases: []string{"gb_month"}},
		{Name: "scan_tb", Unit: "TB", Key: "redshift.spectrum"},
	},
	Example: "type=ra3.xlplus n=2 gb=500",
	meter: func(s *sheet) {
		if !s.has("rpu", "scanned_tb") && !s.given("hour") && !s.need("type", "the price depends on it; or give rpu for Serverless") {
			return
		}
		hours := s.hours()
		if s.has("type") || s.given("hour") {
			s.perHour(named("Nodes", s.word("type")), "hour")
		}
		s.add(line{name: "Serverless", rate: "rpu_h", amount: s.number("rpu") * hours, formula: "RPU × hours", sum: fillNumbers("{} × {}", s.number("rpu"), hours)})
		s.addPlain(plain{name: "Managed storage", param: "gb", rate: "gb"}, plain{name: "Scanned by Spectrum", param: "scanned_tb", rate: "scan_tb"})
	},
}

var dms = Service{
	ID: "dms", Name: "AWS Database Migration Service",
	Charges: "Hours of a replication instance by class and its storage, for as long as the migration takes.",
	Page:    page("AWS Database Migration Service pricing", "dms/pricing/", "2024-07-01"),
	Params: append([]Param{
		{Name: "type", Kind: Name, Aliases: []string{"class", "instance"}, Help: "Instance class, such as t3.medium."},
		howMany("instances"),
		{Name: "multi_az", Kind: Switch, Default: "no", Help: "With a standby in another zone."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Storage above what the class includes."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "hour", Key: "dms.{type}.{deployment}"},
		{Name: "gb", Unit: "GB-month", Key: "dms.storage.{deployment}"},
	},
	Example: "type=t2.micro days=7",
	meter: func(s *sheet) {
		if !s.given("hour") && !s.need("type", "the price depends on it, unless a rate hour is given") {
			return
		}
		s.values["deployment"] = value{word: "single-az"}
		if s.on("multi_az") {
			s.values["deployment"] = value{word: "multi-az"}
		}
		s.perHour(named("Replication instances", s.word("type")), "hour")
		hours, month := s.hours(), s.number("month_hours")
		s.add(line{name: "Storage", rate: "gb", amount: s.number("n") * s.number("gb") * hours / month, formula: "instances × GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", s.number("n"), s.number("gb"), hours, month)})
	},
}
