package fidelity

// Claim is something verified other than by a published figure.
type Claim struct {
	Text string // what holds
	How  string // how it is verified
	Test string // "planner/reason/arithmetic TestCheck": the package and test that fail when it no longer does
}

// Claims lists what theory or recomputation verifies.
func Claims() []Claim {
	return []Claim{
		{"Every sum the plan prints gives the result printed beside it.",
			"A calculator that knows only the printed text redoes each reason of the presets and of random workloads: more than forty thousand sums. Printed numbers are taken as rounded to the digits shown.",
			"planner TestPrintedSumsHold"},
		{"A bill is the sum of its lines, and a line is its quantity × its price, rounded half up to a cent.",
			"Checked over two thousand random bills with tiers and free allowances.",
			"planner/bill TestTotalIsTheSumOfTheLines"},
		{"More use never costs less, whatever tiers and allowances it runs through.",
			"A random usage of a random bill grows; the bill falls by no more than the half cent each line may round.",
			"planner/bill TestMoreUseNeverCostsLess"},
		{"The command line answers every published price to the cent.",
			"The price command is asked for each example with the rates printed beside it.",
			"cmd/stagecraft TestPublishedPrices"},
		{"What the price command prints adds up.",
			"Each line and total of the published examples is worked out again from what is printed.",
			"planner/price TestPublishedExamples"},
		{"More of any parameter of a price never costs less.",
			"Every quantity of every priced service is raised step by step; shares, divisors and free amounts apart.",
			"planner/price TestMoreIsNeverCheaper"},
		{"The option marked as chosen costs what the stage costs.",
			"Of every alternative of every stage of the presets and of other plans: its bill is the stage's, its lines are lines of that bill, and differences between options are the same by lines and by bills.",
			"planner TestAlternativesHold"},
		{"On either side of a crossover the other option is cheaper.",
			"Both options are priced in full 0.6% below and 0.6% above it.",
			"planner TestCrossoversFlip"},
		{"Growth adds up.",
			"What is spent to a month is the sum of the bills to it, today is the bill of the stage shown, and a stage is left in the month whose bill first shows the next.",
			"planner TestGrowthAddsUp"},
		{"What breaks at ten times the users is what the limits say ends first.",
			"The two are compared in order for every stage of random workloads.",
			"planner TestTenTimesAgreesWithLimits"},
		{"Energy follows its published example.",
			"Four vCPU half busy for a month take 6.19 kWh with the published coefficients, and the energy of the data centre and the grid follow.",
			"planner/carbon TestPublishedVector"},
		{"Carbon adds up.",
			"Emissions of a stage are the sum of its parts in several Regions, each by its own grid, and never negative.",
			"planner TestCarbonAddsUp"},
		{"Erlang B and C agree with their definition, not only with published tables.",
			"The recursion is compared with the sums of the definition.",
			"planner/queueing TestErlangAgainstDefinition"},
		{"More users never need less.",
			"The presets are sized at growing user counts, stage by stage: each tier carries the load it is sized for, and the bill never falls by more than a size step explains.",
			"planner TestMoreUsersNeverNeedLess"},
		{"The same input gives the same plan.",
			"Plans of random workloads are made twice and compared whole.",
			"planner TestSameInputSamePlan"},
		{"Up to stage 7 no resource is sized above its target, save quotas of the account and stages that end by capacity.",
			"Demand against capacity × target for every resource of random workloads. Resources of DynamoDB, API Gateway and Lambda, whose limits AWS raises on request, a stage that is skipped or ends because a resource runs out, and stage 8 are left out: their utilisation is shown, whatever it is.",
			"planner TestInvariantsOverRandomWorkloads"},
		{"Mean and 99th percentile of the response time agree with a simulation within 10%, where one machine is web server and database within 15%.",
			"Twenty-five stages of ten workloads are simulated request by request, 25,000 each, with no queue more than 80% full; the median is held to 20%.",
			"planner TestLatencyAgainstSimulation"},
		{"The percentiles of one queue agree with a simulation within 6%.",
			"Median, p90 and p99 of service and wait at five fleets of one to eight servers, 60% to 80% full, 120,000 requests each.",
			"planner/queueing TestShiftedGammaAgainstSimulation"},
	}
}

// Unknown lists what nobody can check yet, said plainly.
func Unknown() []string {
	return []string{
		"What you will be billed. The published bills above are estimates of their authors; nobody publishes an invoice together with the traffic that caused it. Compare the plan of your present users with your own invoice before you trust the next stage.",
		"What a request of your application costs. The CPU time, the reads and writes, and the operations a database vCPU carries are our assumptions until you measure yours; the section “How sure” shows which of them move the cost most.",
		"How many users bring which stage. The bands of the talk are practice, not measurement: no published study relates user counts to architectures. Capacity is computed; practice is a rule you can edit.",
		"Capacity of managed services per size. AWS publishes no table of queries per second by database class; vendor benchmarks with small data sets are a ceiling, so we discount them.",
		"Rules of ours that are no field: a queue feeds late writes to the database at 1.2 times their average; four fifths of IOPS and of account quotas are planned for; a fleet with Auto Scaling is billed at its average load. Each is marked “our assumption” beside the figure it decides.",
		"Prices after the date each line shows. Most list prices last for years, but they change without notice; the date of the price book is on every plan.",
		"Availability you will see. A service level agreement is a threshold for a refund. The composite says what is promised, not what is measured, and takes failures as independent, which they are not when one Region is ill.",
		"Latency between your users and AWS, which depends on where they are: the response time is counted at the server.",
		"Your own discounts, credits and taxes, unless you state them as overrides of the price book.",
		"Carbon. AWS does not publish the power of its machines; the estimate follows a public method with coefficients for the industry.",
		"People. Hours of work for each service, and how often things fail, are our judgement; no public record of them exists.",
	}
}
