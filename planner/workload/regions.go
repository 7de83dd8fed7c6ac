package workload

// Regions lists the AWS regions a plan can be made for, with AWS's own names.
func Regions() []Option {
	return []Option{
		{"us-east-1", "US East (N. Virginia)"},
		{"us-west-2", "US West (Oregon)"},
		{"eu-west-1", "Europe (Ireland)"},
		{"eu-central-1", "Europe (Frankfurt)"},
		{"ap-southeast-1", "Asia Pacific (Singapore)"},
		{"ap-southeast-2", "Asia Pacific (Sydney)"},
		{"ap-northeast-1", "Asia Pacific (Tokyo)"},
		{"ap-south-1", "Asia Pacific (Mumbai)"},
		{"sa-east-1", "South America (São Paulo)"},
	}
}

// RegionName gives the name of a region's code, or the code itself.
func RegionName(code string) string {
	for _, r := range Regions() {
		if r.Value == code {
			return r.Label
		}
	}
	return code
}
