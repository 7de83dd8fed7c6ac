package price

var ec2 = Service{
	ID: "ec2", Name: "Amazon EC2",
	Charges: "Instance-hours by type.",
	Page:    page("Amazon EC2 on-demand pricing", "ec2/pricing/on-demand/", "2026-09-24"),
	Params: append([]Param{
		{Name: "type", Kind: Name, Aliases: []string{"instance", "instance_type"}, Help: "Instance type."},
		howMany("instances"),
		{Name: "os", Kind: Word, Default: "linux", Choices: []Choice{{"linux", nil}, {"windows", []string{"win"}}}, Help: "Operating system; the book has Linux."},
		{Name: "pricing", Kind: Word, Default: "on-demand", Choices: []Choice{{"on-demand", nil}, {"savings-1y", []string{"1y"}}, {"savings-3y", []string{"3y"}}}, Help: "On demand, or a Compute Savings Plan without upfront payment."},
	}, period()...),
	Rates: []Rate{
		{Name: "hour", Unit: "instance-hour", Key: "{plan}ec2.{system}{type}"},
	},
	Example: "type=m7g.large n=4",
	meter:   meterEC2,
}

func meterEC2(s *sheet) {
	if !s.given("hour") && !s.need("type", "the price depends on it, unless a rate hour is given") {
		return
	}
	plans := map[string]string{"on-demand": "", "savings-1y": "compute-sp-1y-noupfront.", "savings-3y": "compute-sp-3y-noupfront."}
	s.values["plan"] = value{word: plans[s.word("pricing")]}
	if s.word("os") == "windows" {
		s.values["system"] = value{word: "windows."}
	}
	n, hours := s.number("n"), s.hours()
	name := "Instances"
	if s.word("type") != "" {
		name += ", " + s.word("type")
	}
	s.add(line{name: name, rate: "hour", amount: n * hours, formula: "instances × hours", sum: fillNumbers("{} × {}", n, hours)})
}
