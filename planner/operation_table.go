package planner

import "stagecraft/planner/reason"

// care is what one tier of a service takes in a month, in hours of people who
// know it, and how often it pages somebody in a year. A further unit of the same
// kind, such as a second primary, takes a share of the first.
type care struct {
	patch, watch, rehearse float64
	pages                  float64 // a year, for a tier that survives the loss of a part
	why                    string  // what the hours are spent on
}

// again is the share of the first that each further primary or pipeline takes:
// the same runbook, our assumption.
const again = 0.25

// cares holds our estimates by service; what AWS runs takes less than what a
// team runs itself. A service without a row takes that of its category.
var cares = map[string]care{
	"lightsail":      {3, 1, 1, 4, "system, application and database patched by hand; the snapshot restored once a quarter (3 hours)"},
	"ec2":            {2, 2, 0.5, 1, "a new image built, tested and rolled out every month; saturation and errors read weekly; a server ended on purpose"},
	"rds":            {1.5, 3, 2, 1, "a minor version a quarter and a major one a year (12 hours); slow queries, locks and storage; a restore a quarter (4 hours) and two failovers a year (4 hours)"},
	"aurora":         {1, 2.5, 2, 0.7, "a minor version a quarter and a major one a year; slow queries and locks; a restore a quarter and two failovers a year"},
	"elasticache":    {0.25, 1, 0.5, 0.5, "engine versions in a window; hit ratio and evictions; one test with an empty cache a quarter"},
	"dynamodb":       {0, 0.5, 0.5, 0.2, "throttled and hot keys; a point-in-time restore twice a year"},
	"s3":             {0, 0.25, 0.25, 0.1, "access rules and lifecycle; a deleted object brought back"},
	"cloudfront":     {0, 0.5, 0, 0.2, "hit ratio and origin errors"},
	"alb":            {0, 0.5, 0, 0.2, "rejected connections, errors by target; certificates renew by themselves"},
	"internal-alb":   {0, 0.25, 0, 0.2, "errors by target"},
	"nat":            {0, 0.1, 0, 0.2, "ports in use and bytes"},
	"route53":        {0, 0.1, 0, 0.1, "records and health checks"},
	"cognito":        {0, 0.5, 0, 0.3, "sign-in errors and abuse"},
	"sqs":            {0, 0.5, 0.25, 0.5, "age of the oldest message; dead letters looked at and replayed"},
	"eventbridge":    {0, 0.25, 0, 0.2, "rules and failed deliveries"},
	"lambda":         {0.5, 1, 0, 0.5, "runtime versions before they end; errors and duration"},
	"apigateway":     {0, 0.5, 0, 0.3, "throttled callers and keys"},
	"cloudwatch":     {0, 2, 0, 0, "alarms that lied are mended, dashboards kept true"},
	"xray":           {0, 0.5, 0, 0, "slow paths read"},
	"codepipeline":   {1, 0.5, 0, 0, "build images and actions kept current; failed builds"},
	"cloudformation": {1, 0.5, 0.5, 0, "templates kept current; drift mended; the stage built once in an empty account, twice a year"},
}

// categoryCares are for services without a row.
var categoryCares = map[string]care{
	"compute":     {1, 1, 0.5, 1, "versions, errors and capacity"},
	"network":     {0, 0.5, 0, 0.2, "errors and limits"},
	"database":    {1, 2, 1, 0.7, "versions, slow operations and a restore"},
	"storage":     {0, 0.5, 0.25, 0.2, "access, growth and a restore"},
	"security":    {0, 0.5, 0, 0.2, "rules and false alarms"},
	"integration": {0, 0.5, 0.25, 0.3, "backlog and failed deliveries"},
	"management":  {0, 0.5, 0, 0, "kept true to what runs"},
}

// Hours and rates of what belongs to no tier, our assumptions.
const (
	releaseByHand = 0.5  // hours: prepare, copy, check
	releaseByPipe = 0.1  // hours: read the result
	pageByHand    = 0.05 // of releases by hand page somebody
	pageByPipe    = 0.01 // of those a pipeline takes back by itself
	reviewHours   = 1.0  // bill, quotas and capacity, a month
	secretsByHand = 1.0  // keys, access and secrets, a month
	secretsAsCode = 0.5
	loadTestHours = 8.0 // one load test, a quarter
	gameDayHours  = 12.0
	failedRelease = 1.0  // hours to take a release back; mending it is product work
	singlePages   = 4.0  // a year, of a stage whose parts have nothing to stand in for them
	needsPerson   = 0.25 // share of the failures of a part with a stand-in that do not heal by themselves
	officeHours   = 40.0
	weekHours     = 168.0
	nightHours    = 8.0   // until somebody looks in the morning
	monthHours    = 150.0 // of one engineer, leave and meetings taken off
	strainShare   = 0.8   // of a team's hours: beyond it nothing is left to build with
)

var (
	careSource    = reason.Ours("hours of people who know the service; replace them by what you log")
	releaseSource = reason.Ours("half an hour for a release by hand, six minutes with a pipeline")
	singleSource  = reason.Source{Name: "AWS Well-Architected, Reliability Pillar, 99% scenario: four failures a year that people recover", URL: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"}
	onCallSource  = reason.Source{Name: "Google, Site Reliability Engineering, chapter 11, Being On-Call: six hours an incident; at most half of the time on operations and a quarter on call; two on call make at least eight engineers on one site, or six on each of two", URL: "https://sre.google/sre-book/being-on-call/", AsOf: "2016"}
	teamSource    = reason.Source{Name: "aws/agent-toolkit-for-aws, startup advisor: one engineer uses fully managed services only; Kubernetes and several Regions from eight engineers on", AsOf: "2026"}
)

// Of the Google rules.
const (
	incidentHours  = 6.0
	operationShare = 0.5
	onCallShare    = 0.25
	onCallTogether = 2.0
	rotation       = onCallTogether / onCallShare // 8 engineers
	thinRotation   = 1 / onCallShare              // 4: nobody to back up who is on call
)
