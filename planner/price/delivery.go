package price

var codepipeline = Service{
	ID: "codepipeline", Name: "AWS CodePipeline",
	Charges: "V1: active pipelines by the month. V2: minutes of actions.",
	Page:    page("AWS CodePipeline pricing", "codepipeline/pricing/", "2026"),
	Params: []Param{
		{Name: "type", Kind: Word, Default: "v1", Choices: []Choice{{"v1", nil}, {"v2", nil}}, Aliases: []string{"version"}, Help: "Pipeline type."},
		{Name: "pipelines", Kind: Amount, Unit: "active pipelines", Default: "0", Aliases: []string{"n"}, Help: "V1; one is free, and new ones are for 30 days."},
		{Name: "minutes", Kind: Amount, Unit: "action-minutes a month", Default: "0", Help: "V2; the first 100 are free."},
		freeTier("One V1 pipeline and 100 V2 action-minutes a month are free."),
	},
	Rates: []Rate{
		{Name: "pipeline", Unit: "active pipeline-month", Key: "codepipeline.v1"},
		{Name: "minute", Unit: "action-minute", Key: "codepipeline.v2"},
	},
	Example: "type=v2 minutes=1500",
	meter: func(s *sheet) {
		if v2 := s.word("type") == "v2"; v2 && s.has("pipelines") || !v2 && s.has("minutes") && s.has("type") {
			s.refuse("pipelines are charged in type=v1 and minutes in type=v2: give what belongs to the type")
			return
		}
		s.addPlain(
			plain{name: "Pipelines, V1", param: "pipelines", rate: "pipeline", free: true},
			plain{name: "Action-minutes, V2", param: "minutes", rate: "minute", free: true},
		)
	},
}

var codebuild = Service{
	ID: "codebuild", Name: "AWS CodeBuild",
	Charges: "Build minutes by size of the machine.",
	Page:    page("AWS CodeBuild pricing", "codebuild/pricing/", "2024-07-01"),
	Params: []Param{
		{Name: "size", Kind: Word, Default: "small", Choices: []Choice{{"small", []string{"general1.small"}}, {"medium", []string{"general1.medium"}}, {"large", []string{"general1.large"}}}, Aliases: []string{"type"}, Help: "Linux machine."},
		{Name: "minutes", Kind: Amount, Unit: "minutes a month", Default: "0", Help: "Build minutes; the first 100 of the small machine are free."},
		{Name: "builds", Kind: Count, Unit: "builds a month", Default: "0", Help: "Instead of minutes, with minutes_per_build; each is rounded up to a minute."},
		{Name: "minutes_per_build", Kind: Amount, Unit: "minutes", Default: "1", Help: "Mean duration of a build."},
		freeTier("100 minutes of the small machine a month are free."),
	},
	Rates:   []Rate{{Name: "minute", Unit: "minute", Key: "codebuild.linux.{size}"}},
	Example: "size=small builds=100 minutes_per_build=5",
	meter:   meterCodeBuild,
}

const freeBuildMinutes = 100.0

func meterCodeBuild(s *sheet) {
	if s.has("minutes") && s.has("builds") {
		s.refuse("minutes and builds say the same: give minutes, or builds with minutes_per_build")
		return
	}
	free := 0.0
	if s.on("free_tier") && s.word("size") == "small" {
		free = freeBuildMinutes
	}
	minutes, formula, sum := s.number("minutes"), "minutes", fillNumbers("{}", s.number("minutes"))
	if s.has("builds") {
		each := ceilUnits(s.number("minutes_per_build"))
		minutes, formula, sum = s.number("builds")*each, "builds × ⌈minutes⌉", fillNumbers("{} × {}", s.number("builds"), each)
	}
	s.add(line{name: "Build minutes, " + s.word("size"), rate: "minute", amount: minutes, free: free, formula: formula, sum: sum})
}

var lightsail = Service{
	ID: "lightsail", Name: "Amazon Lightsail",
	Charges: "A bundle of server, disk and transfer a month, and snapshots by the GB-month.",
	Page:    page("Amazon Lightsail pricing", "lightsail/pricing/", "2026-09-17"),
	Params: append([]Param{
		{Name: "bundle", Kind: Word, Choices: []Choice{{"0.5gb", []string{"0.5", "512mb", "nano"}}, {"1gb", []string{"1", "micro"}}, {"2gb", []string{"2", "small"}}, {"4gb", []string{"4", "medium"}}, {"8gb", []string{"8", "large"}}, {"16gb", []string{"16", "xlarge"}}, {"32gb", []string{"32", "2xlarge"}}}, Aliases: []string{"type", "size", "gb"}, Help: "Linux bundle with a public IPv4 address, by its memory."},
		howMany("bundles"),
		{Name: "snapshot_gb", Kind: Gigabytes, Unit: "GB", Default: "0", Help: "Snapshots kept."},
	}, period()...),
	Rates: []Rate{
		{Name: "month", Unit: "month", Key: "lightsail.linux.{bundle}"},
		{Name: "snap_gb", Unit: "GB-month", Key: "ebs.snapshot.storage", Aliases: []string{"snapshot_gb"}},
	},
	Example: "bundle=2gb",
	meter: func(s *sheet) {
		if !s.given("month") && !s.need("bundle", "the price depends on it, unless a rate month is given") {
			return
		}
		hours, month := s.hours(), s.number("month_hours")
		s.add(line{name: named("Bundles", s.word("bundle")), rate: "month", amount: s.number("n") * hours / month, formula: "bundles × hours ÷ hours of the month", sum: fillNumbers("{} × {} ÷ {}", s.number("n"), hours, month)})
		s.addPlain(plain{name: "Snapshots", param: "snapshot_gb", rate: "snap_gb"})
	},
}
