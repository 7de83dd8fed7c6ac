package price

import (
	"math"

	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// services lists every priced service, by the part of an architecture it is.
var services = []Service{
	ec2, ebs, lambda, fargate,
	alb, nlb, gwlb, clb, nat, datatransfer, apigateway,
	cloudfront, route53, vpc,
	s3, efs,
	rds, aurora, dynamodb, dax, elasticache, redshift, dms,
	sqs, sns, eventbridge, kinesis,
	cognito, waf, secrets, kms,
	cloudwatch, xray, codepipeline, codebuild, lightsail,
}

// period is the time parameters of what is charged by the hour.
func period() []Param {
	return []Param{
		{Name: "hours", Kind: Amount, Unit: "hours in the month", Help: "How long it runs; a whole month when left out."},
		{Name: "days", Kind: Amount, Unit: "days in the month", Most: 366, Help: "The same in days of 24 hours, or of hours_per_day."},
		{Name: "hours_per_day", Kind: Amount, Unit: "hours", Default: "24", Most: 24, Help: "Hours it runs on each of the days."},
		{Name: "month_hours", Kind: Amount, Unit: "hours", Default: "730", Least: 1, Most: 744, Help: "Hours that count as a month: 730 on average, 720 for 30 days, 744 for 31."},
	}
}

// hours is the running time of the period parameters, and how it came about.
func (s *sheet) hours() float64 {
	switch {
	case s.has("hours") && s.has("days", "hours_per_day"):
		s.refuse("hours and days both say how long it runs: give hours=%s in the month, or days with hours_per_day", units.CanonicalNumber(s.number("hours")*max(s.number("days"), 1)))
	case s.has("hours"):
		return s.number("hours")
	case s.has("days"):
		return s.number("days") * s.number("hours_per_day")
	case s.has("hours_per_day"):
		return s.number("hours_per_day") * s.number("month_hours") / 24
	}
	return s.number("month_hours")
}

// fillNumbers prints numbers into a template, as reason.Fill does.
func fillNumbers(template string, numbers ...float64) string {
	args := make([]any, len(numbers))
	for i, n := range numbers {
		args[i] = n
	}
	return reason.Fill(template, args...)
}

// page is the source of a service's rules.
func page(name, path, asOf string) reason.Source {
	return reason.Source{Name: name, URL: "https://aws.amazon.com/" + path, AsOf: asOf}
}

// howMany is the parameter of equal things.
func howMany(what string) Param {
	return Param{Name: "n", Kind: Amount, Unit: what, Default: "1", Aliases: []string{"count", "quantity"}, Help: "How many of them."}
}

// freeTier is the parameter of a monthly allowance that every account has.
func freeTier(help string) Param {
	return Param{Name: "free_tier", Kind: Switch, Default: "yes", Help: help}
}

// ceilUnits counts whole units. It forgives the rounding of a product: 57.87 ×
// 0.5 is never a unit more than it is.
func ceilUnits(x float64) float64 { return math.Ceil(x - 1e-9) }

// plain is a line whose amount is a parameter as it stands, or in lots.
type plain struct {
	name, param, rate string
	lot               float64 // how many make one unit of the rate; 0 = 1
	free              bool    // the book has a free amount at the front of the rate, or free says
	allowance         string  // the Free rate that says how much, when it is not the rate itself
}

// addPlain adds such lines in order.
func (s *sheet) addPlain(lines ...plain) {
	for _, p := range lines {
		n := s.number(p.param)
		l := line{name: p.name, rate: p.rate, amount: n, formula: p.param, sum: fillNumbers("{}", n)}
		if p.lot > 1 {
			l.amount = n / p.lot
			l.formula += " ÷ " + reason.N(p.lot)
			l.sum += " ÷ " + reason.N(p.lot)
		}
		if p.free && s.on("free_tier") {
			l.free = s.allowance(p.rate)
			if p.allowance != "" {
				l.free = s.allowance(p.allowance)
			}
		}
		s.add(l)
	}
}
