package workload

import (
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// judgement is the source of a default that only stands in for what the team
// knows better.
var judgement = reason.Ours("a default until the team states or measures its own")

// stackOverflow published a whole day's requests, queries and times.
var stackOverflow = reason.Source{
	Name: "Stack Overflow: The Architecture, 2016 Edition",
	URL:  "https://stackoverflow.blog/2016/02/17/stack-overflow-the-architecture-2016-edition/",
	AsOf: "2016-02-17",
}

// trafficFields say who comes and how often.
func trafficFields() []Field {
	return []Field{
		{Name: "users", Group: Traffic, Kind: Count, Label: "Monthly active users", Unit: "users",
			Help:     "People who use the product at least once a month.",
			Accepted: []string{"250k", "10M", "1e7", "10,000,000"}, Default: "100k", Min: 1, Max: 10e9,
			Why: "The middle of the roadmap.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Users { return &w.Users })},
		{Name: "daily_share", Group: Traffic, Kind: Share, Label: "Daily share of users",
			Help:     "Daily ÷ monthly active users.",
			Accepted: []string{"20%", "0.2"}, Default: "20%", Min: 0.001, Max: 1,
			Why: "One user in five comes on a given day.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.DailyShare })},
		{Name: "requests_per_user_day", Group: Traffic, Kind: Number, Label: "Requests per daily user and day", Unit: "requests",
			Help:     "Dynamic requests: those the application computes. Static files are counted apart.",
			Accepted: []string{"50", "1,500"}, Default: "50", Min: 0.01, Max: 1e6,
			Why: "A few visits of a dozen pages or calls.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.RequestsPerUser })},
		{Name: "requests_per_second", Group: Traffic, Kind: Rate, Label: "Average requests per second",
			Help:     "Average over the month, at the entered users; replaces daily share × requests per user.",
			Accepted: []string{"1200/s", "1.2k/s", "72k/min"}, Min: 0.0001, Max: 1e8,
			number: inNumber(func(w *Workload) *units.PerSecond { return &w.RequestsPerSecond })},
		{Name: "reads_per_month", Group: Traffic, Kind: Count, Label: "Reads per month", Unit: "reads",
			Help:     "Read operations a month, at the entered users; with writes per month it replaces the requests above and the read/write ratio.",
			Accepted: []string{"100B", "1e11"}, Min: 0, Max: 100e12,
			number: inNumber(func(w *Workload) *float64 { return &w.ReadsPerMonth })},
		{Name: "writes_per_month", Group: Traffic, Kind: Count, Label: "Writes per month", Unit: "writes",
			Help:     "Write operations a month, at the entered users; with reads per month it replaces the requests above and the read/write ratio.",
			Accepted: []string{"1B", "1e9"}, Min: 0, Max: 100e12,
			number: inNumber(func(w *Workload) *float64 { return &w.WritesPerMonth })},
		{Name: "peak_factor", Group: Traffic, Kind: Factor, Label: "Peak ÷ average", Unit: "×",
			Help:     "The busiest minutes against the average of the month; servers are sized for the peak.",
			Accepted: []string{"3", "3x"}, Default: "3", Min: 1, Max: 1000,
			Why:    "Users of one time zone: about 2 for a world-wide product, 5 for events, 10 and more for a sale.",
			Source: judgement, number: inNumber(func(w *Workload) *units.Ratio { return &w.PeakFactor })},
		{Name: "growth_per_month", Group: Traffic, Kind: Growth, Label: "Growth of users a month",
			Help:     "Compound; gives the month in which each stage is reached.",
			Accepted: []string{"9%", "0.09"}, Default: "5%", Min: 0, Max: 1,
			Why: "About 80% a year.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.GrowthPerMonth })},
	}
}

// dataFields say what is kept and what is sent.
func dataFields() []Field {
	return []Field{
		{Name: "data_stored", Group: Data, Kind: Size, Label: "Database rows stored today",
			Help:     "Rows in the database, without indexes.",
			Accepted: []string{"500 GB", "1.9 TB", "500GiB"}, Default: "50 GB", Min: 0, Max: 1e18,
			Why: "500 KB for each of the 100,000 users the defaults describe, and for fewer users in proportion; above that state your own.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.DataStored })},
		{Name: "bytes_per_write", Group: Data, Kind: Size, Label: "Row bytes per write",
			Help:     "Bytes each write adds to the database.",
			Accepted: []string{"1 KB", "200 B"}, Default: "1 KB", Min: 0, Max: 1e9,
			Why: "A row with a few texts.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.BytesPerWrite })},
		{Name: "object_share", Group: Data, Kind: Share, Label: "Writes with an object",
			Help:     "Share of writes that also store a file: a photo, a document.",
			Accepted: []string{"10%", "0.1"}, Default: "0%", Min: 0, Max: 1,
			Why: "Nothing is uploaded unless the team says so.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.ObjectShare })},
		{Name: "object_size", Group: Data, Kind: Size, Label: "Size of an object",
			Help:     "Bytes of one stored file.",
			Accepted: []string{"1 MB", "200 KB"}, Default: "0", Min: 0, Max: 5e12,
			Why: "Nothing is uploaded unless the team says so.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.ObjectSize })},
		{Name: "objects_stored", Group: Data, Kind: Size, Label: "Photos and files stored today",
			Help:     "Media and static files kept today.",
			Accepted: []string{"1.9 TB", "200 GB"}, Default: "0", Min: 0, Max: 1e18,
			Why: "Nothing is kept unless the team says so.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.ObjectsStored })},
		{Name: "retention_months", Group: Data, Kind: Months, Label: "Writes are kept for", Unit: "months",
			Help:     "Months until a written row or object is deleted; 0 means for ever.",
			Accepted: []string{"36", "0", "for ever"}, Default: "36", Min: 0, Max: 1200,
			Why: "Three years of history.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.RetentionMonths })},
		{Name: "response_size", Group: Data, Kind: Size, Label: "Bytes per dynamic response",
			Help:     "Sent to the user for one request the application computes, compressed.",
			Accepted: []string{"20 KB"}, Default: "20 KB", Min: 0, Max: 1e9,
			Why:    "Stack Overflow sent 18.7 kB per page view, rounded up.",
			Source: stackOverflow, number: inNumber(func(w *Workload) *units.Bytes { return &w.ResponseSize })},
		{Name: "static_share", Group: Data, Kind: Share, Label: "Static share of requests",
			Help:     "Share of all requests that static files could answer: scripts, styles, images.",
			Accepted: []string{"60%", "0.6"}, Default: "60%", Min: 0, Max: 0.999,
			Why: "Three files for two computed responses, browsers caching the rest.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.StaticShare })},
		{Name: "static_size", Group: Data, Kind: Size, Label: "Bytes per static file",
			Help:     "Mean size of a static response.",
			Accepted: []string{"60 KB"}, Default: "60 KB", Min: 0, Max: 5e9,
			Why: "Between a script and a picture.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Bytes { return &w.StaticSize })},
	}
}

// readWriteFields say what a request does.
func readWriteFields() []Field {
	return []Field{
		{Name: "read_write", Group: ReadsWrites, Kind: ReadWrite, Label: "Read/write ratio",
			Help:     "Reads against writes, by number of requests.",
			Accepted: []string{"90/10", "90:10", "9:1", "90%"}, Default: "80/20", Min: 0, Max: 1,
			Why: "Four reads for a write.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.ReadShare })},
		{Name: "cache_hit", Group: ReadsWrites, Kind: Share, Label: "Reads a cache answers",
			Help:     "Share of reads answered by a cache once there is one.",
			Accepted: []string{"80%", "0.8"}, Default: "80%", Min: 0, Max: 1,
			Why: "The hot fifth of the data answers most reads.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.CacheHit })},
		{Name: "cpu_ms", Group: ReadsWrites, Kind: Duration, Label: "CPU per request", Unit: "ms",
			Help:     "CPU milliseconds of one vCPU per dynamic request; measure it if you can.",
			Accepted: []string{"10", "10 ms"}, Default: "10", Min: 0.01, Max: 60000,
			Why:    "Our spread: about 3 for Go, 8 for Node or Java, 20 for PHP, Python or Ruby. Stack Overflow published 24 for a whole page.",
			Source: judgement, number: inNumber(func(w *Workload) *units.Milliseconds { return &w.CPU })},
		{Name: "reads_per_request", Group: ReadsWrites, Kind: Number, Label: "Database reads per read request", Unit: "reads",
			Help:     "Database operations one read request makes; 1 when operations per month are given.",
			Accepted: []string{"3", "0.5"}, Default: "3", Min: 0, Max: 1000,
			Why: "Stack Overflow made 7.6 queries for a whole page; an API call makes fewer.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.ReadsPerRequest })},
		{Name: "writes_per_request", Group: ReadsWrites, Kind: Number, Label: "Database writes per write request", Unit: "writes",
			Help:     "Database operations one write request makes; 1 when operations per month are given.",
			Accepted: []string{"2", "1"}, Default: "2", Min: 0, Max: 1000,
			Why: "The row itself and one more: a counter, an audit row.", Source: judgement,
			number: inNumber(func(w *Workload) *float64 { return &w.WritesPerRequest })},
		{Name: "async_share", Group: ReadsWrites, Kind: Share, Label: "Write work that may run later",
			Help:     "Share of the work of writes that a queue may put off: mails, thumbnails, counters.",
			Accepted: []string{"20%", "0.2"}, Default: "0%", Min: 0, Max: 1,
			Why: "Nothing is put off unless the team says so.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Ratio { return &w.AsyncShare })},
	}
}

// targetFields say what the team promises its users.
func targetFields() []Field {
	return []Field{
		{Name: "availability", Group: Targets, Kind: Share, Label: "Availability target",
			Help:     "For the request path, as the composite of AWS service level agreements; optional parts are left out.",
			Accepted: []string{"99.95%", "0.9995"}, Default: "99.5%", Min: 0.5, Max: 0.99999,
			Why: "The service level of a single EC2 instance.",
			Source: reason.Source{Name: "Amazon Compute Service Level Agreement, instance level",
				URL: "https://aws.amazon.com/compute/sla/", AsOf: "2022-05-05"},
			number: inNumber(func(w *Workload) *units.Ratio { return &w.Availability })},
		{Name: "latency_ms", Group: Targets, Kind: Duration, Label: "Response time target, p99", Unit: "ms",
			Help:     "99 of 100 responses leave the server within this time; the way to the user is not in it.",
			Accepted: []string{"300", "300 ms", "0.3 s"}, Default: "300", Min: 1, Max: 60000,
			Why: "Feels prompt with the network on top.", Source: judgement,
			number: inNumber(func(w *Workload) *units.Milliseconds { return &w.Latency })},
		{Name: "engineers", Group: Targets, Kind: Count, Label: "Engineers", Unit: "engineers",
			Help:     "People who build and run the product; when given, each stage says whether they can.",
			Accepted: []string{"3", "12"}, Min: 1, Max: 10000,
			number: inNumber(func(w *Workload) *float64 { return &w.Engineers })},
	}
}

// awsFields say what is bought.
func awsFields() []Field {
	return []Field{
		{Name: "region", Group: AWS, Kind: Choice, Label: "Region", Help: "AWS region all stages run in.",
			Accepted: []string{"eu-west-1"}, Default: "us-east-1", Choices: Regions(),
			Why: "The region AWS prints its examples for.", Source: judgement,
			text: inText(func(w *Workload) *string { return &w.Region })},
		{Name: "pricing", Group: AWS, Kind: Choice, Label: "Purchase option", Help: "How instances are paid.",
			Accepted: []string{"on-demand"}, Default: string(OnDemand),
			Choices: []Option{{string(OnDemand), "On demand"}, {string(Savings1Y), "Savings, one year"}, {string(Savings3Y), "Savings, three years"}},
			Why:     "No commitment before the sizes have settled.", Source: judgement,
			text: inText(func(w *Workload) *Pricing { return &w.Pricing })},
		{Name: "processor", Group: AWS, Kind: Choice, Label: "Processor", Help: "Instruction set of the instances.",
			Accepted: []string{"arm"}, Default: string(ARM),
			Choices: []Option{{string(ARM), "Arm (Graviton)"}, {string(X86), "x86"}},
			Why:     "Graviton costs less for the same number of vCPU.", Source: judgement,
			text: inText(func(w *Workload) *Processor { return &w.Processor })},
		{Name: "database", Group: AWS, Kind: Choice, Label: "Database", Help: "Relational engine.",
			Accepted: []string{"postgresql"}, Default: string(PostgreSQL),
			Choices: []Option{{string(PostgreSQL), "RDS for PostgreSQL"}, {string(MySQL), "RDS for MySQL"},
				{string(AuroraPostgreSQL), "Aurora PostgreSQL"}, {string(AuroraMySQL), "Aurora MySQL"}},
			Why: "SQL first, as the talk advises; managed.", Source: talk,
			text: inText(func(w *Workload) *Database { return &w.Database })},
		{Name: "carbon", Group: AWS, Kind: Switch, Label: "Carbon estimate",
			Help:     "Whether each stage also estimates its energy and emissions.",
			Accepted: []string{"on", "off"}, Default: off, Choices: []Option{{on, "On"}, {off, "Off"}},
			Why: "An estimate by public averages, for those who ask for it.", Source: judgement,
			text: inSwitch(func(w *Workload) *bool { return &w.Carbon })},
	}
}

// The longest free texts, in characters.
const (
	longestTitle = 120
	longestNote  = 4000
)

// aboutFields name the plan.
func aboutFields() []Field {
	return []Field{
		{Name: "name", Group: About, Kind: Text, Label: "Name", Help: "What the plan is for.",
			Accepted: []string{"Recipe sharing app"}, Max: longestTitle,
			text: inText(func(w *Workload) *string { return &w.Name })},
		{Name: "note", Group: About, Kind: LongText, Label: "Note", Help: "Anything a reader of the plan should know.",
			Accepted: []string{"Launch in March, two engineers."}, Max: longestNote,
			text: inText(func(w *Workload) *string { return &w.Note })},
	}
}
