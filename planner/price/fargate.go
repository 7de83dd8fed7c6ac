package price

const (
	fargateFreeGB = 20.0 // ephemeral storage of every task
	hourSeconds   = 3600.0
)

var fargate = Service{
	ID: "fargate", Name: "AWS Fargate",
	Charges: "vCPU and memory of running tasks or pods by the second, ephemeral storage above 20 GB each, and the licence of Windows.",
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
		{Name: "vcpu_h", Unit: "vCPU-hour", Key: "fargate.{platform}.vcpu"},
		{Name: "gb_h", Unit: "GB-hour", Key: "fargate.{platform}.gb"},
		{Name: "eph_gb_h", Unit: "GB-hour above 20 GB", Key: "fargate.ephemeral.gb"},
		{Name: "os_h", Unit: "vCPU-hour of Windows", Key: "fargate.windows.license"},
		{Name: "vcpu_s", Help: "instead of vcpu_h", Unit: "vCPU-second", Key: "fargate.{platform}.vcpu", Per: hourSeconds},
		{Name: "gb_s", Help: "instead of gb_h", Unit: "GB-second", Key: "fargate.{platform}.gb", Per: hourSeconds},
		{Name: "eph_gb_s", Help: "instead of eph_gb_h", Unit: "GB-second above 20 GB", Key: "fargate.ephemeral.gb", Per: hourSeconds},
		{Name: "os_s", Help: "instead of os_h", Unit: "vCPU-second of Windows", Key: "fargate.windows.license", Per: hourSeconds, Aliases: []string{"os", "os_vcpu_s", "windows_s", "win_s", "license_s", "licence_s", "os_license_s"}},
	},
	Example: "tasks=5 vcpu=1 gb=2 ephemeral_gb=30 seconds_per_day=600 days=30",
	meter:   meterFargate,
}

func meterFargate(s *sheet) {
	if !s.need("vcpu", "a task has at least 0.25") || !s.need("gb", "a task has at least 0.5") {
		return
	}
	if s.has("hours") && s.has("seconds_per_day", "hours_per_day", "days") || s.has("seconds_per_day") && s.has("hours_per_day") {
		s.refuse("hours, hours_per_day and seconds_per_day say the same: give hours in the month, or one of the others with days")
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
	tasks, vcpu, gb := s.number("tasks"), s.number("vcpu"), s.number("gb")
	s.checkTask(vcpu, gb, windows)
	s.fargateLine("vCPU", "vcpu", "tasks × vCPU", tasks, vcpu)
	s.fargateLine("Memory", "gb", "tasks × GB", tasks, gb)
	if windows {
		s.fargateLine("Windows licence", "os", "tasks × vCPU", tasks, vcpu)
	}
	above := max(s.number("ephemeral_gb")-fargateFreeGB, 0)
	s.fargateLine("Ephemeral storage", "eph_gb", "tasks × GB above 20", tasks, above)
}

// fargateLine charges so much of every task for as long as it runs: by the hour,
// as the book has the rates, or by the second when such a rate is given.
func (s *sheet) fargateLine(name, rate, formula string, tasks, each float64) {
	bySecond, byHour := rate+"_s", rate+"_h"
	if s.given(bySecond) && s.given(byHour) {
		s.refuse("rates %s and %s say the same: give one of them", bySecond, byHour)
		return
	}
	long, used := s.fargateHours(), byHour
	if s.given(bySecond) {
		long, used = s.fargateSeconds(), bySecond
	}
	s.add(line{name: name, rate: used, amount: tasks * each * long.amount, formula: formula + " × " + long.formula, sum: fillNumbers("{} × {} × ", tasks, each) + long.sum})
}

// fargateSeconds is the running time for rates by the second.
func (s *sheet) fargateSeconds() span {
	if s.has("hours") {
		return span{s.number("hours") * hourSeconds, "hours × 3,600", fillNumbers("{} × 3,600", s.number("hours"))}
	}
	daily := 86400.0
	switch {
	case s.has("seconds_per_day"):
		daily = s.number("seconds_per_day")
	case s.has("hours_per_day"):
		daily = s.number("hours_per_day") * hourSeconds
	}
	if s.has("days") {
		return span{daily * s.number("days"), "seconds a day × days", fillNumbers("{} × {}", daily, s.number("days"))}
	}
	month := s.number("month_hours")
	return span{daily * month / 24, "seconds a day × hours of the month ÷ 24", fillNumbers("{} × {} ÷ 24", daily, month)}
}
