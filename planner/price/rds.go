package price

// gp3 storage of RDS includes 3,000 operations, and 12,000 from 400 GB up.
const (
	rdsIOPS      = 3000.0
	rdsLargeIOPS = 12000.0
	rdsLargeGB   = 400.0
)

var rds = Service{
	ID: "rds", Name: "Amazon RDS",
	Charges: "Instance-hours by class, GB-months of storage, operations above those included, backups above the size of the storage, and RDS Proxy.",
	Page:    page("Amazon RDS pricing", "rds/pricing/", "2026-09-11"),
	Params: append([]Param{
		{Name: "engine", Kind: Word, Default: "postgresql", Choices: []Choice{{"postgresql", []string{"postgres", "pg"}}, {"mysql", nil}, {"mariadb", nil}}, Help: "Database engine."},
		{Name: "type", Kind: Name, Aliases: []string{"class", "instance", "instance_type"}, Help: "Instance class, such as db.m7g.large."},
		howMany("instances, each with its storage"),
		{Name: "multi_az", Kind: Switch, Default: "no", Aliases: []string{"multiaz"}, Help: "With a standby in another zone, in instance, storage and operations."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Aliases: []string{"storage_gb"}, Help: "gp3 storage of each."},
		{Name: "iops", Kind: Amount, Unit: "operations a second", Default: "0", Help: "Provisioned for each; 3,000 are included, from 400 GB 12,000."},
		{Name: "backup_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Backups, what exceeds the size of the storage."},
		{Name: "proxy_vcpu", Kind: Amount, Unit: "vCPU", Default: "0", Help: "vCPU of the databases behind RDS Proxy, two at least."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "instance-hour", Key: "rds.{engine}.{type}.{deployment}"},
		{Name: "gb", Unit: "GB-month", Key: "rds.storage.gp3.{deployment}", Aliases: []string{"gb_month", "storage_gb"}},
		{Name: "iops", Unit: "IOPS-month above those included", Key: "rds.storage.gp3.iops.{deployment}"},
		{Name: "backup_gb", Unit: "GB-month", Key: "rds.backup.storage"},
		{Name: "proxy_h", Unit: "vCPU-hour", Key: "rds.proxy.vcpu"},
	},
	Example: "engine=postgresql type=db.m7g.large multi_az=yes gb=100",
	meter:   meterRDS,
}

func meterRDS(s *sheet) {
	if !s.given("hour") && !s.need("type", "the price depends on it, unless a rate hour is given") {
		return
	}
	deployment, label := "single-az", "Single-AZ"
	if s.on("multi_az") {
		deployment, label = "multi-az", "Multi-AZ"
	}
	s.values["deployment"] = value{word: deployment}
	s.values["type"] = value{word: prefixed("db.", s.word("type"))}
	s.perHour(named("Instances", s.word("type"))+", "+label, "hour")
	hours, month, n := s.hours(), s.number("month_hours"), s.number("n")
	share := hours / month
	s.add(line{name: "Storage, gp3, " + label, rate: "gb", amount: n * s.number("gb") * share, formula: "instances × GB × hours ÷ hours of the month", sum: fillNumbers("{} × {} × {} ÷ {}", n, s.number("gb"), hours, month)})
	included := rdsIOPS
	if s.number("gb") >= rdsLargeGB {
		included = rdsLargeIOPS
	}
	above := max(s.number("iops")-included, 0)
	s.add(line{name: "Operations above those included, " + label, rate: "iops", amount: n * above * share, formula: "instances × (IOPS − included) × hours ÷ hours of the month", sum: fillNumbers("{} × ({} − {}) × {} ÷ {}", n, s.number("iops"), included, hours, month)})
	s.addPlain(plain{name: "Backups", param: "backup_gb", rate: "backup_gb"})
	s.add(line{name: "RDS Proxy", rate: "proxy_h", amount: s.number("proxy_vcpu") * hours, formula: "vCPU × hours", sum: fillNumbers("{} × {}", s.number("proxy_vcpu"), hours)})
}

// prefixed puts a prefix before a name that lacks it: m7g.large is db.m7g.large.
func prefixed(prefix, name string) string {
	if name == "" || len(name) > len(prefix) && name[:len(prefix)] == prefix {
		return name
	}
	return prefix + name
}

// named appends an instance type, when there is one, to the name of a line.
func named(name, kind string) string {
	if kind == "" {
		return name
	}
	return name + ", " + kind
}
