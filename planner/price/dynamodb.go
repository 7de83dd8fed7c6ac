package price

import "stagecraft/planner/catalog"

var dynamodb = Service{
	ID: "dynamodb", Name: "Amazon DynamoDB",
	Charges: "Request units by the million on demand, or capacity unit-hours when provisioned; GB-months stored; backups, streams, exports.",
	Page:    page("Amazon DynamoDB pricing", "dynamodb/pricing/", "2026-09-11"),
	Params: append([]Param{
		{Name: "mode", Kind: Word, Default: "ondemand", Choices: []Choice{{"ondemand", []string{"on-demand"}}, {"provisioned", nil}}, Help: "Capacity mode."},
		{Name: "class", Kind: Word, Default: "standard", Choices: []Choice{{"standard", nil}, {"ia", []string{"standard-ia"}}}, Help: "Table class."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Stored; the first 25 GB of the Standard class are free."},
		{Name: "reads", Kind: Amount, Unit: "reads", Default: "0", Help: "On demand a month; provisioned a second."},
		{Name: "writes", Kind: Amount, Unit: "writes", Default: "0", Help: "On demand a month; provisioned a second."},
		{Name: "item_kb", Kind: Amount, Unit: "KB", Default: "1", Most: 400, Help: "Size of an item: a read unit is each begun 4 KB, a write unit each begun KB."},
		{Name: "consistency", Kind: Word, Default: "eventual", Choices: []Choice{{"eventual", []string{"eventually"}}, {"strong", []string{"strongly"}}, {"transactional", nil}}, Help: "Of reads: eventual takes half a unit, strong one, transactional two; transactional writes take two."},
		{Name: "rcu", Kind: Amount, Unit: "units", Help: "Provisioned read capacity, instead of reads."},
		{Name: "wcu", Kind: Amount, Unit: "units", Help: "Provisioned write capacity, instead of writes."},
		{Name: "backup_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Backups on demand."},
		{Name: "pitr_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Size of the table with point-in-time recovery."},
		{Name: "stream_reads", Kind: Count, Unit: "requests a month", Default: "0", Help: "Read requests of streams; the first 2.5 million are free."},
		{Name: "export_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Exported to S3."},
		{Name: "restore_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Restored."},
		freeTier("25 GB of the Standard class, 25 provisioned read and 25 write units, and 2.5 million stream reads a month are free."),
	}, period()...),
	Rates: []Rate{
		{Name: "gb", Unit: "GB-month", Key: "dynamodb.storage.{class}", Aliases: []string{"gb_month", "storage_gb"}},
		{Name: "rru_m", Unit: "million read request units", Key: "dynamodb.{prefix}ondemand.rru", Shown: "dynamodb.ondemand.rru; of class ia dynamodb.ia.ondemand.rru", Aliases: []string{"read_m"}},
		{Name: "wru_m", Unit: "million write request units", Key: "dynamodb.{prefix}ondemand.wru", Shown: "dynamodb.ondemand.wru; of class ia dynamodb.ia.ondemand.wru", Aliases: []string{"write_m"}},
		{Name: "rcu_h", Unit: "RCU-hour", Key: "dynamodb.{prefix}provisioned.rcu", Shown: "dynamodb.provisioned.rcu; of class ia dynamodb.ia.provisioned.rcu", Aliases: []string{"rcu", "rcu_hour"}},
		{Name: "wcu_h", Unit: "WCU-hour", Key: "dynamodb.{prefix}provisioned.wcu", Shown: "dynamodb.provisioned.wcu; of class ia dynamodb.ia.provisioned.wcu", Aliases: []string{"wcu", "wcu_hour"}},
		{Name: "backup_gb", Unit: "GB-month", Key: "dynamodb.backup.ondemand"},
		{Name: "pitr_gb", Unit: "GB-month", Key: "dynamodb.backup.pitr"},
		{Name: "stream_m", Unit: "million stream read requests", Key: "dynamodb.streams.read"},
		{Name: "export_gb", Unit: "GB", Key: "dynamodb.export"},
		{Name: "restore_gb", Unit: "GB", Key: "dynamodb.restore"},
	},
	Example: "gb=100 reads=200M writes=50M item_kb=1 consistency=eventual",
	meter:   meterDynamoDB,
}

// freeCapacity is the provisioned read and write capacity without charge.
const freeCapacity = 25.0

// dynamoFactor is what a consistency multiplies the units of a read by, and
// those of a write.
var dynamoFactor = map[string]struct{ read, write float64 }{"eventual": {0.5, 1}, "strong": {1, 1}, "transactional": {2, 2}}

func meterDynamoDB(s *sheet) {
	if s.word("class") == "ia" {
		s.values["prefix"] = value{word: "ia."}
	}
	kb, factor := s.number("item_kb"), dynamoFactor[s.word("consistency")]
	read, write := catalog.ReadUnits(kb)*factor.read, catalog.WriteUnits(kb)*factor.write
	provisioned := s.word("mode") == "provisioned"
	if !provisioned && s.has("rcu", "wcu") {
		if s.has("mode") {
			s.refuse("rcu and wcu are provisioned capacity: give mode=provisioned, or reads and writes")
			return
		}
		provisioned = true
	}
	if provisioned {
		s.dynamoCapacity(read, write)
	} else {
		s.add(line{name: "Read request units", rate: "rru_m", amount: s.number("reads") * read / 1e6, formula: "reads × ⌈KB ÷ 4⌉ × ½, 1 or 2 by consistency ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("reads"), read)})
		s.add(line{name: "Write request units", rate: "wru_m", amount: s.number("writes") * write / 1e6, formula: "writes × ⌈KB⌉ (double when transactional) ÷ 1,000,000", sum: fillNumbers("{} × {} ÷ 1,000,000", s.number("writes"), write)})
	}
	s.dynamoRest()
}

// dynamoCapacity charges provisioned units by the hour, whole ones.
func (s *sheet) dynamoCapacity(read, write float64) {
	free, hours := 0.0, s.hours()
	if s.on("free_tier") && s.word("class") == "standard" {
		free = freeCapacity * hours
	}
	for _, c := range []struct {
		name, given, rate, param string
		units                    float64
	}{{"Read capacity", "rcu", "rcu_h", "reads", read}, {"Write capacity", "wcu", "wcu_h", "writes", write}} {
		capacity, formula, sum := ceilUnits(s.number(c.param)*c.units), "⌈"+c.param+"/s × units of one⌉ × hours", fillNumbers("⌈{} × {}⌉ × {}", s.number(c.param), c.units, hours)
		if s.has(c.given) {
			if s.has(c.param) {
				s.refuse("%s and %s say the same: give one of them", c.given, c.param)
				return
			}
			capacity, formula, sum = s.number(c.given), "units × hours", fillNumbers("{} × {}", s.number(c.given), hours)
		}
		s.add(line{name: c.name, rate: c.rate, amount: capacity * hours, free: free, formula: formula, sum: sum})
	}
}

func (s *sheet) dynamoRest() {
	s.addPlain(
		plain{name: "Storage", param: "gb", rate: "gb", free: true},
		plain{name: "Backups", param: "backup_gb", rate: "backup_gb"},
		plain{name: "Point-in-time recovery", param: "pitr_gb", rate: "pitr_gb"},
		plain{name: "Exports", param: "export_gb", rate: "export_gb"},
		plain{name: "Restores", param: "restore_gb", rate: "restore_gb"},
		plain{name: "Stream reads", param: "stream_reads", rate: "stream_m", lot: 1e6, free: true},
	)
}
