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
			"Checked over thousands of random bills with tiers and free allowances.",
			"planner/bill TestTotalIsTheSumOfTheLines"},
		{"More use never costs less, whatever tiers and allowances it runs through.",
			"Checked over random usages of tiered rates.",
			"planner/bill TestMoreUseNeverCostsLess"},
		{"Erlang B and C agree with their definition, not only with published tables.",
			"The recursion is compared with the sums of the definition.",
			"planner/queueing TestErlangAgainstDefinition"},
		{"More users never need less.",
			"Random workloads are planned at growing user counts; demand and sizes never shrink.",
			"planner TestMoreUsersNeverNeedLess"},
		{"The same input gives the same plan, byte for byte.",
			"Plans are made twice and compared whole.",
			"planner TestSameInputSamePlan"},
		{"No tier of a plan is sized above its target.",
			"Utilisation against target, reasons and bills of random workloads.",
			"planner TestInvariantsOverRandomWorkloads"},
	}
}

// Unknown lists what nobody can check yet, said plainly.
func Unknown() []string {
	return []string{
		"What a request of your application costs. The 10 ms of CPU, the three reads and two writes, and the operations a database vCPU carries are our assumptions until you measure yours; the section “How sure” shows which of them move the cost most.",
		"How many users bring which stage. The bands of the talk are practice, not measurement: no published study relates user counts to architectures. Capacity is computed; practice is a rule you can edit.",
		"Capacity of managed services per size. AWS publishes no table of queries per second by database class; vendor benchmarks with small data sets are a ceiling, so we discount them.",
		"Availability you will see. A service level agreement is a threshold for a refund. The composite says what is promised, not what is measured.",
		"Latency between your users and AWS, which depends on where they are: the response time is counted at the server.",
		"Your own discounts, credits and taxes, unless you state them as overrides of the price book.",
		"Carbon. AWS does not publish the power of its machines; the estimate follows a public method with coefficients for the industry.",
		"People. Hours of work for each service are our judgement; no public record of them exists.",
	}
}
