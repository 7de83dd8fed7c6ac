package price

const (
	fargateFreeGB = 20.0 // ephemeral storage of every task
	hourSeconds   = 3600.0
)

var fargate = Service{
	ID: "fargate", Name: "AWS Fargate",
	Charges: "vCPU-seconds and GB-seconds of running tasks or pods, ephemeral storage above 20 GB each, and the licence of Windows.",
	Page:    page("AWS Fargate pricing", "fargate/pricing/", "2026-09-11"),
	Params: []Param{
		{Name: "os", Kind: Word, Default: "linux", Choices: []Choice{{"linux", nil}, {"windows", []string{"win"}}}, Help: "Operating system."},
		{Name: "arch", Kind: Word, Default: "x86", Choices: []Choice{{"x86", []string{"x86_64", "amd64", "intel"}}, {"arm", []string{"arm64", "graviton"}}}, Aliases: []string{"processor"}, Help: "Processor."},
		{Name: "tasks", Kind: Amount, Unit: "tasks or pods", Default: "1", Aliases: []string{"pods", "n"}, Help: "How many run at a time."},
		{Name: "vcpu", Kind: Amount, Unit: "vCPU", Most: 16, Aliases: []string{"vcpus"}, Help: "vCPU of a task."},
		{Name: "gb", Kind: Gigabytes, Unit: "GB", Most: 120, Aliases: []string{"memory_gb"}, Help: "Memory of a task."},
		{Name: "ephemeral_gb", Kind: Gigabytes, Unit: "GB", Default: "20", Most: 200, Help: "Ephemeral storage of a task; the first 20 GB are free."},
		{Name: "seconds_per_day", Kind: Amount, Unit: "seconds", Most: 86400, Help: "How long each runs a day; the whole day when left out."},
		{Name: "hours_per_day", Kind: Amount, Unit: "hours", Most: 24, Help: "The same in hours."},
		{Name: "days", Kind: Amount, Unit: "days a month", Most: 366, Help: "On how many days; 730 hours ÷ 24 when left out."},
		{Name: "hours", Kind: Amount, Unit: "hours a month", Help: "Instead of days and seconds a day: running hours in the month."},
		{Name: "month_hours", Kind: Amount, Unit: "hours", Default: "730", Least: 1, Most: 744, Help: "Hours that count as a month."},
	},
	Rates: []Rate{
		{Name: "vcpu_s", Unit: "vCPU-second", Key: "fargate.{platform}.vcpu", Per: hourSeconds},
		{Name: "gb_s", Unit: "GB-second", Key: "fargate.{platform}.gb", Per: hourSeconds},
		{Name: "eph_gb_s", Unit: "GB-second above 20 GB", Key: "fargate.ephemeral.gb", Per: hourSeconds},
		{Name: "os_s", Unit: "vCPU-second of Windows", Key: "fargate.windows.license", Per: hourSeconds, Aliases: []string{"os", "os_vcpu_s", "windows_s", "win_s", "license_s", "licence_s", "os_license_s"}},
	},
	Example: "tasks=5 vcpu=1 gb=2 ephemeral_gb=30 seconds_per_day=600 days=30",
	meter:   meterFargate,
}

func meterFargate(s *sheet) {
	if !s.need("vcpu", "a task has at least 0.25") || !s.need("gb", "a task has at least 0.5") {
		return
	}
	windows := s.word("os") == "windows"
	if windows && s.word("arch") == "arm" {
		s.refuse("os=windows and arch=arm: Fargate runs Windows on x86 alone")
		return
	}
	platform := s.word("arch")
	if windows {
		platform = "windows"
	}
	s.values["platform"] = value{word: platform}
	seconds, formula, sum := s.fargateSeconds()
	tasks, vcpu, gb := s.number("tasks"), s.number("vcpu"), s.number("gb")
	s.add(line{name: "vCPU", rate: "vcpu_s", amount: tasks * vcpu * seconds, formula: "tasks × vCPU × " + formula, sum: fillNumbers("{} × {} × ", tasks, vcpu) + sum})
	s.add(line{name: "Memory", rate: "gb_s", amount: tasks * gb * seconds, formula: "tasks × GB × " + formula, sum: fillNumbers("{} × {} × ", tasks, gb) + sum})
	if windows {
		s.add(line{name: "Windows licence", rate: "os_s", amount: tasks * vcpu * seconds, formula: "tasks × vCPU × " + formula, sum: fillNumbers("{} × {} × ", tasks, vcpu) + sum})
	}
	above := max(s.number("ephemeral_gb")-fargateFreeGB, 0)
	s.add(line{name: "Ephemeral storage", rate: "eph_gb_s", amount: tasks * above * seconds, formula: "tasks × GB above 20 × " + formula, sum: fillNumbers("{} × {} × ", tasks, above) + sum})
}

// fargateSeconds is how long a task runs in the month.
func (s *sheet) fargateSeconds() (seconds float64, formula, sum string) {
	if s.has("hours") && s.has("seconds_per_day", "hours_per_day", "days") || s.has("seconds_per_day") && s.has("hours_per_day") {
		s.refuse("hours, hours_per_day and seconds_per_day say the same: give hours in the month, or one of the others with days")
	}
	if s.has("hours") {
		return s.number("hours") * hourSeconds, "hours × 3,600", fillNumbers("{} × 3,600", s.number("hours"))
	}
	daily := 86400.0
	switch {
	case s.has("seconds_per_day"):
		daily = s.number("seconds_per_day")
	case s.has("hours_per_day"):
		daily = s.number("hours_per_day") * hourSeconds
	}
	if s.has("days") {
		return daily * s.number("days"), "seconds a day × days", fillNumbers("{} × {}", daily, s.number("days"))
	}
	month := s.number("month_hours")
	return daily * month / 24, "seconds a day × hours of the month ÷ 24", fillNumbers("{} × {} ÷ 24", daily, month)
}
