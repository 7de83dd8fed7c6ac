package planner

import (
	"fmt"
	"math"

	"stagecraft/planner/catalog"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// Operation is what a stage takes to run: hours of engineers in a month, pages,
// and whether the entered team can. All hours are estimates.
type Operation struct {
	Tasks     []Task // of each tier, then of the stage as a whole
	Work      Work   // their sum, hours a month
	Hours     float64
	Pages     float64 // expected a month
	Night     float64 // of those, outside office hours
	OnCall    OnCall
	Needed    int      // engineers it takes by the estimate
	Engineers float64  // as entered; 0 = not asked
	Verdict   Verdict  // empty when not asked
	Why       []string // what the verdict rests on, a sentence each
	Text      string
	Reasons   []reason.Reason
}

// Work is hours a month by what they are spent on.
type Work struct {
	Patch, Watch, Rehearse, Release, Answer float64
}

// Sum is the hours of all kinds.
func (w Work) Sum() float64 { return w.Patch + w.Watch + w.Rehearse + w.Release + w.Answer }

func (w Work) add(o Work) Work {
	return Work{w.Patch + o.Patch, w.Watch + o.Watch, w.Rehearse + o.Rehearse, w.Release + o.Release, w.Answer + o.Answer}
}

// Task is the work one tier brings, or one habit of the whole stage.
type Task struct {
	Tier   string // empty for the stage as a whole
	Name   string
	Work   Work
	Pages  float64 // a year
	Text   string  // what is done
	Reason reason.Reason
}

// OnCall is whether somebody must answer at night.
type OnCall struct {
	Rotation bool // round the clock; false: best effort is enough
	Size     int  // engineers a humane rotation takes; 0 without one
	Text     string
}

// operation estimates what the stage takes to run.
func (b builder) operation(z sized, s Stage) Operation {
	o := Operation{Engineers: b.w.Engineers}
	heals := 0.0
	for _, t := range z.tiers {
		task, needs := b.care(z, t)
		o.Tasks = append(o.Tasks, task)
		heals += needs
	}
	failures := 0.0 // a year
	for _, t := range o.Tasks {
		failures += t.Pages
	}
	o.Tasks = append(o.Tasks, b.habits(z, failures)...)
	releases := 0.0
	for _, t := range o.Tasks {
		o.Work = o.Work.add(t.Work)
		if t.Tier == "" {
			releases += t.Pages
		}
	}
	o.Hours = o.Work.Sum()
	o.Pages = (failures + releases) / 12
	o.Night = failures / 12 * (weekHours - officeHours) / weekHours
	unattended := heals * (weekHours - officeHours) / weekHours * nightHours
	o.OnCall = b.onCall(s.Available.Enforced, unattended)
	parts := pipelines(z)
	o.Needed = needed(o.Hours, parts, o.OnCall.Rotation)
	o.Verdict, o.Why = judge(b.w.Engineers, o.Hours, parts, o.OnCall.Rotation, !z.design.Single)
	o.Text = o.text()
	o.Reasons = b.operationReasons(z, o, failures, releases, unattended, parts, s)
	return o
}

// pipelines is the parts released apart.
func pipelines(z sized) int { return max(1, z.load.need("codepipeline").Units) }

// care is the work of one tier, and how many of its failures in a year wait for
// a person.
func (b builder) care(z sized, t Tier) (Task, float64) {
	c, further := cares[t.Service], b.further(z, t)
	if c.why == "" {
		svc, _ := catalog.Lookup(t.Service)
		c = categoryCares[svc.Category]
	}
	if t.ID == "server" { // application and database on one machine
		c = cares["lightsail"]
	}
	if t.Service == "ec2" && z.design.Pipeline {
		c.patch /= 2 // the pipeline builds and rolls out the image
	}
	times := 1 + again*further
	pages, waiting, src := c.pages*times, c.pages*times*needsPerson, careSource
	if n := z.alone(); n > 0 && isMachine(t.Service) {
		pages, src = singlePages/float64(n), singleSource
		waiting = pages
	}
	work := Work{Patch: c.patch * times, Watch: c.watch * times, Rehearse: c.rehearse * times}
	r := reason.New("Hours for "+t.Name, "(patching + watching + rehearsing) × (1 + a quarter of each further unit with the same runbook)",
		reason.Fill("({} + {} + {}) × (1 + {} × {})", c.patch, c.watch, c.rehearse, again, further), work.Sum(), "hours a month", src)
	return Task{Tier: t.ID, Name: t.Name, Work: work, Pages: pages, Text: upperFirst(c.why) + ".", Reason: r}, waiting
}

// further counts the units of a tier beyond the first that are run one by one:
// primaries and readers, servers without a common image, services, pipelines.
func (b builder) further(z sized, t Tier) float64 {
	switch {
	case isDatabase(t.ID):
		return float64(max(1, t.Sizing.Shards)*(1+t.Sizing.Readers) - 1)
	case t.ID == "svc":
		return max(1, b.w.Assumptions.Services) - 1
	case t.Service == "ec2" && !z.design.Scaling:
		return float64(t.Sizing.Count - 1)
	case t.ID == "codepipeline":
		return float64(pipelines(z) - 1)
	}
	return 0
}

// isMachine tells services whose units fail as machines do.
func isMachine(service string) bool {
	return service == "ec2" || service == "lightsail" || service == "rds" || service == "aurora"
}

// alone counts the tiers of machines that nothing stands in for: all of a stage
// in one zone.
func (s sized) alone() int {
	if s.design.Balanced {
		return 0
	}
	n := 0
	for _, t := range s.tiers {
		if isMachine(t.Service) {
			n++
		}
	}
	return n
}

// habits is the work of the stage as a whole: releases, incidents, tests,
// secrets, reviews.
func (b builder) habits(z sized, failures float64) []Task {
	g, runs := z.design, b.w.Assumptions.DeploymentsPerMonth*float64(pipelines(z))
	hours, share, secrets := releaseByHand, pageByHand, secretsByHand
	if g.Pipeline {
		hours, share, secrets = releaseByPipe, pageByPipe, secretsAsCode
	}
	all := []Task{
		{Name: "Releases", Work: Work{Release: runs * hours, Answer: runs * share * failedRelease}, Pages: runs * share * 12,
			Text: or(g.Pipeline, "Read what the pipeline says; it takes bad releases back by itself.", "Prepared, copied and checked by hand."),
			Reason: reason.New("Hours for releases", "deployments a month × parts released apart × (hours each + share that fails × hours to take back)",
				reason.Fill("{} × {} × ({} + {} × {})", b.w.Assumptions.DeploymentsPerMonth, pipelines(z), hours, reason.Ratio(share), failedRelease), runs*(hours+share*failedRelease), "hours a month", releaseSource)},
		{Name: "Incidents", Work: Work{Answer: failures / 12 * incidentHours}, Text: "Answered, understood, mended and written up.",
			Reason: reason.New("Hours for incidents", "failures a year ÷ 12 × hours each with their follow-up", reason.Fill("{} ÷ 12 × {}", failures, incidentHours), failures/12*incidentHours, "hours a month", onCallSource)},
		{Name: "Review", Work: Work{Watch: reviewHours}, Text: "Bill, quotas and capacity against the plan.",
			Reason: reason.New("Hours for reviews", "hours a month", reason.N(reviewHours), reviewHours, "hours a month", careSource)},
		{Name: "Secrets and access", Work: Work{Rehearse: secrets}, Text: "Keys and passwords changed, people who left taken out.",
			Reason: reason.New("Hours for secrets", "hours a month; half with infrastructure as code", reason.N(secrets), secrets, "hours a month", careSource)},
	}
	if !g.Balanced {
		return all
	}
	days := 2.0
	if g.Zones >= 3 {
		days = 4
	}
	rehearse := loadTestHours*4/12 + gameDayHours*days/12
	return append(all, Task{Name: "Load tests and game days", Work: Work{Rehearse: rehearse}, Text: "A load test a quarter; days on which a zone or a database is taken away on purpose.",
		Reason: reason.New("Hours for tests", "(load tests a year × hours + game days a year × hours) ÷ 12", reason.Fill("(4 × {} + {} × {}) ÷ 12", loadTestHours, days, gameDayHours), rehearse, "hours a month", careSource)})
}

// onCall asks for a rotation where failures left until the morning would use up
// what the availability target allows in a year.
func (b builder) onCall(enforced bool, unattended float64) OnCall {
	allowed := (1 - float64(b.w.Availability)) * 8760
	switch {
	case !enforced:
		return OnCall{Text: "Nobody is on call: at this user count outages wait for the morning."}
	case unattended > allowed:
		return OnCall{Rotation: true, Size: rotation, Text: fmt.Sprintf("Somebody must answer at night: left until the morning, failures would cost %s hours a year, and the target allows %s. A humane rotation takes %.0f engineers on one site, or six on each of two; a smaller team carries it as best effort, and should say so.",
			units.FormatNumber(unattended, 2), units.FormatNumber(allowed, 2), rotation)}
	}
	return OnCall{Text: fmt.Sprintf("Best effort at night is enough: failures left until the morning cost about %s hours a year, and the target allows %s.", units.FormatNumber(unattended, 2), units.FormatNumber(allowed, 2))}
}

func (o Operation) text() string {
	text := fmt.Sprintf("About %s hours a month and %s pages, %s of them at night.", units.FormatNumber(o.Hours, 2), units.FormatNumber(o.Pages, 2), units.FormatNumber(o.Night, 2))
	need := fmt.Sprintf(" It takes %d engineers", o.Needed)
	if o.Needed == 1 {
		need = " One engineer is enough"
	}
	switch o.Verdict {
	case "":
		return text + need + "."
	case Can:
		return text + fmt.Sprintf(" A team of %s can run it.", units.FormatCount(o.Engineers))
	case Strained:
		return text + fmt.Sprintf(" A team of %s can run it with strain.", units.FormatCount(o.Engineers))
	}
	return text + fmt.Sprintf(" A team of %s cannot run it.", units.FormatCount(o.Engineers))
}

func (b builder) operationReasons(z sized, o Operation, failures, releases, unattended float64, parts int, s Stage) []reason.Reason {
	rs := []reason.Reason{
		reason.New("Pages a month", "(failures a year of the parts + failed releases a year) ÷ 12", reason.Fill("({} + {}) ÷ 12", failures, releases), o.Pages, "pages", careSource),
		reason.New("Pages at night", "failures a year ÷ 12 × share of the week outside office hours", reason.Fill("{} ÷ 12 × (168 − 40) ÷ 168", failures), o.Night, "pages", careSource),
		reason.New("Down if nobody answers at night", "failures that need a person × share of the week outside office hours × hours until the morning", reason.Fill("{} × (168 − 40) ÷ 168 × {}", unattended/nightHours*weekHours/(weekHours-officeHours), nightHours), unattended, "hours a year", careSource),
		reason.New("Down that the target allows", "(1 − target) × 8,760 h", reason.Fill("(1 − {}) × 8,760", finePercent(b.w.Availability)), (1-float64(b.w.Availability))*8760, "hours a year", reason.Source{Name: "the availability target as entered"}),
		reason.New("Down before AWS owes a refund", "(1 − composite of SLAs) × 8,760 h: no forecast; refunds begin above it", reason.Fill("(1 − {}) × 8,760", finePercent(s.Available.Value)), (1-float64(s.Available.Value))*8760, "hours a year", reason.Source{Name: "composite of SLAs of the request path"}),
		reason.New("Engineers by hours", "hours a month ÷ (hours of an engineer × share spent on operations at most)", reason.Fill("{} ÷ ({} × {})", o.Hours, monthHours, reason.Ratio(operationShare)), o.Hours/(monthHours*operationShare), "engineers", onCallSource),
		reason.New("Engineers by parts", "two people know each part released apart, and nobody keeps more than four", reason.Fill("{} × 2 ÷ 4", parts), float64(parts)/2, "engineers", reason.Ours("a stand-in for everybody")),
	}
	if o.OnCall.Rotation {
		rs = append(rs, reason.New("Engineers by rotation", "on call together ÷ share of time on call at most", reason.Fill("{} ÷ {}", onCallTogether, reason.Ratio(onCallShare)), rotation, "engineers", onCallSource))
	}
	if b.w.Engineers > 0 {
		rs = append(rs, reason.New("Engineers entered", "one: fully managed services only; eight and more: before Kubernetes or a second Region, of which no stage has either", "field engineers", b.w.Engineers, "engineers", teamSource))
	}
	for _, t := range o.Tasks {
		rs = append(rs, t.Reason)
	}
	return rs
}

// needed is the engineers a stage takes: by hours, by parts to know, and by a
// rotation where there is one.
func needed(hours float64, parts int, rotating bool) int {
	n := max(1, math.Ceil(hours/(monthHours*operationShare)-1e-9), math.Ceil(float64(parts)/2))
	if rotating {
		n = max(n, rotation)
	}
	return int(n)
}
