package workload

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// unasked is why a service that not every product needs is left out.
const unasked = "Not every product needs it: left out unless the team says so."

// offOn are the words of a switch.
var offOn = []Option{{on, "On"}, {off, "Off"}}

// askedDataFields bring in stores and streams.
func askedDataFields() []Field {
	return []Field{
		{Name: "shared_files", Group: Data, Kind: Size, Label: "Files shared by path",
			Help:     "Files several servers open under one path, kept on EFS once there are several; uploads and media belong in S3 instead.",
			Accepted: []string{"200 GB", "0"}, Default: "0", Min: 0, Max: 1e18, Why: unasked, Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.Asked.SharedFiles })},
		{Name: "analytics_data", Group: Data, Kind: Size, Label: "Data for analytics",
			Help:     "Data a Redshift warehouse holds, compressed; 0 asks for none.",
			Accepted: []string{"2 TB", "0"}, Default: "0", Min: 0, Max: 1e18, Why: unasked, Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.Asked.AnalyticsData })},
		{Name: "ingest_share", Group: ReadsWrites, Kind: Share, Label: "Writes that only append events",
			Help:     "Share of writes that arrive without ever being changed: sensor readings, clicks, logs. From stage 6 a Kinesis stream takes them to S3 instead of the database.",
			Accepted: []string{"90%", "0%"}, Default: "0%", Min: 0, Max: 1, Why: unasked, Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.Asked.IngestShare })},
		{Name: "notify_share", Group: ReadsWrites, Kind: Share, Label: "Writes that notify somebody",
			Help:     "Share of write requests that send a notification to a phone or by e-mail, through SNS from stage 6.",
			Accepted: []string{"10%", "0%"}, Default: "0%", Min: 0, Max: 1, Why: unasked, Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.Asked.NotifyShare })},
	}
}

// askedServiceFields choose between services that do the same work.
func askedServiceFields() []Field {
	return []Field{
		{Name: "compute", Group: AWS, Kind: Choice, Label: "Servers or containers", Help: "What web servers and services run on once the database has left the first server.",
			Accepted: []string{"fargate"}, Default: string(EC2), Choices: []Option{{string(EC2), "EC2 servers"}, {string(Fargate), "Fargate tasks"}},
			Why: "The talk scales servers; tasks cost more for each vCPU and save their upkeep.", Source: talk,
			text: inText(func(w *Workload) *Compute { return &w.Asked.Compute })},
		{Name: "load_balancer", Group: AWS, Kind: Choice, Label: "Load balancer", Help: "A Network Load Balancer passes connections on: for fixed addresses and protocols other than HTTP.",
			Accepted: []string{"nlb"}, Default: string(ApplicationBalancer), Choices: []Option{{string(ApplicationBalancer), "Application"}, {string(NetworkBalancer), "Network"}},
			Why: "Routes by path, and a firewall can read what it passes on.", Source: judgement,
			text: inText(func(w *Workload) *Balancer { return &w.Asked.Balancer })},
		{Name: "aurora_capacity", Group: AWS, Kind: Choice, Label: "Aurora capacity", Help: "Instances of a fixed size, or Serverless v2 units that follow the load; for the Aurora engines.",
			Accepted: []string{"serverless"}, Default: string(Provisioned), Choices: []Option{{string(Provisioned), "Instances"}, {string(Serverless), "Serverless v2"}},
			Why: "Cheaper for a load that does not vanish at night.", Source: judgement,
			text: inText(func(w *Workload) *AuroraMode { return &w.Asked.Capacity })},
		{Name: "cache_engine", Group: AWS, Kind: Choice, Label: "Cache engine", Help: "What ElastiCache runs; Memcached keeps no copies.",
			Accepted: []string{"valkey"}, Default: string(Valkey), Choices: []Option{{string(Valkey), "Valkey"}, {string(Redis), "Redis OSS"}, {string(Memcached), "Memcached"}},
			Why:    "A fifth cheaper than Redis OSS for the same nodes.",
			Source: reason.Source{Name: "Amazon ElastiCache pricing, nodes with Valkey", URL: "https://aws.amazon.com/elasticache/pricing/", AsOf: "2026-07-29"},
			text:   inText(func(w *Workload) *CacheEngine { return &w.Asked.CacheEngine })},
		{Name: "auth_plan", Group: AWS, Kind: Choice, Label: "Cognito plan", Help: "Feature plan of the user pool: Essentials adds passkeys and hosted pages, Plus threat protection.",
			Accepted: []string{"essentials"}, Default: string(AuthLite), Choices: []Option{{string(AuthLite), "Lite"}, {string(AuthEssentials), "Essentials"}, {string(AuthPlus), "Plus"}},
			Why: "Passwords, social sign-in and codes are in it.", Source: judgement,
			text: inText(func(w *Workload) *AuthPlan { return &w.Asked.AuthPlan })},
		{Name: "firewall", Group: AWS, Kind: Switch, Label: "Web application firewall", Help: "AWS WAF on the load balancer, the gateway and CloudFront.",
			Accepted: []string{"on", "off"}, Default: off, Choices: offOn, Why: unasked, Source: judgement,
			text: inSwitch(func(w *Workload) *bool { return &w.Asked.Firewall })},
		{Name: "dax", Group: AWS, Kind: Switch, Label: "DAX in front of DynamoDB", Help: "Answers reads of hot data in microseconds, where they outnumber writes; from stage 8.",
			Accepted: []string{"on", "off"}, Default: off, Choices: offOn, Why: "Single-digit milliseconds are enough for most products.", Source: judgement,
			text: inSwitch(func(w *Workload) *bool { return &w.Asked.DAX })},
	}
}

// askedAssumptions are constants of the services above.
func askedAssumptions() []Field {
	return []Field{
		{Name: "shared_reads", Group: Assumption, Kind: Number, Label: "Reads a day of a shared file", Unit: "reads",
			Help:     "How often a shared file in use is read from EFS in a day.",
			Accepted: []string{"1"}, Default: "1", Min: 0, Max: 10000,
			Why: "Once by each batch, or by whoever needs it that day.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.Asked.SharedReads })},
		{Name: "analytics_hours", Group: Assumption, Kind: Number, Label: "Hours of analytics a day", Unit: "hours",
			Help:     "Hours a day in which the warehouse answers queries or loads data.",
			Accepted: []string{"4"}, Default: "4", Min: 0, Max: 24,
			Why: "A nightly load, reports in the morning and a few questions.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.Asked.AnalyticsTime })},
		{Name: "notify_email", Group: Assumption, Kind: Share, Label: "Notifications by e-mail",
			Help:     "Share of notifications sent by e-mail; the others go to phones.",
			Accepted: []string{"20%"}, Default: "20%", Min: 0, Max: 1,
			Why: "Most users of an app allow it to notify them.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.Asked.NotifyEmail })},
		{Name: "firewall_rules", Group: Assumption, Kind: Count, Label: "Firewall rules", Unit: "rules",
			Help:     "Rules and managed rule groups of the firewall.",
			Accepted: []string{"6"}, Default: "6", Min: 0, Max: 1500,
			Why: "Four managed groups of AWS, a rate limit and a list of addresses.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.Asked.FirewallRules })},
	}
}
