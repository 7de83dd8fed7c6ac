package planner

import (
	"fmt"
	"strings"

	"stagecraft/planner/bill"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// processor asks for the instruction set of the whole stage.
func (c comparison) processor() (Alternative, bool) {
	a := Alternative{ID: "processor", Title: "x86 or ARM", Question: "Graviton or Intel for every machine of the stage?"}
	var offers []offer
	for _, p := range []workload.Processor{workload.ARM, workload.X86} {
		b := c.on(p, 1)
		offers = append(offers, offered(string(p), processorName(p), map[workload.Processor]string{
			workload.ARM: "Binaries and container images must exist for ARM.", workload.X86: "Runs what is built for Intel and AMD only."}[p], way{b: b, z: b.size(c.number, c.users)}))
	}
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	a.Crossovers = c.processorCrossovers()
	return a, true
}

func processorName(p workload.Processor) string {
	if p == workload.X86 {
		return "x86"
	}
	return "ARM"
}

// on is a builder for a processor on which a request takes a multiple of the CPU
// time entered.
func (c comparison) on(p workload.Processor, times float64) builder {
	return c.with(fmt.Sprint(p, times), func(w *workload.Workload) {
		w.Processor, w.CPU = p, w.CPU*units.Milliseconds(times)
	})
}

// processorCrossovers are how much less CPU time the other processor would have to
// take for a request to cost the same. The plan takes both as equally fast.
func (c comparison) processorCrossovers() []Crossover {
	other := workload.X86
	if c.w.Processor == workload.X86 {
		other = workload.ARM
	}
	r := rivalry{a: processorName(other), b: processorName(c.w.Processor), from: 0.25, to: 4, steps: 4, unit: "× the CPU time of a request on " + processorName(c.w.Processor),
		show: func(x float64) string { return showShare(x) + " of the CPU time a request takes now" },
		price: func(x float64) (units.Money, units.Money, bool) {
			b := newBuilder(*c.w, c.book)
			b.w.Processor, b.w.CPU = other, b.w.CPU*units.Milliseconds(x)
			theirs, ok := way{b: b, z: b.size(c.number, c.users)}.total()
			return theirs, c.own.Total, ok && c.own.Complete
		}}
	return r.crossovers()
}

// terms are the ways to pay for EC2, with the months of the commitment.
var terms = []struct {
	pricing workload.Pricing
	name    string
	months  float64
}{{workload.OnDemand, "On demand", 0}, {workload.Savings1Y, "Compute Savings Plan, 1 year", 12}, {workload.Savings3Y, "Compute Savings Plan, 3 years", 36}}

var savingsSource = reason.Source{Name: "AWS Savings Plans pricing, Compute Savings Plans, no upfront", URL: "https://aws.amazon.com/savingsplans/compute-pricing/", AsOf: "2025-04-24"}

// commitment asks whether to commit to the servers for one or three years.
func (c comparison) commitment() (Alternative, bool) {
	a := Alternative{ID: "commitment", Title: "On demand or committed", Question: "Pay for servers by the hour, or commit for one or three years?"}
	var offers []offer
	var hourly units.Money // what the servers cost on demand
	for _, t := range terms {
		b := c.with(string(t.pricing), func(w *workload.Workload) { w.Pricing = t.pricing })
		o := offered(string(t.pricing), t.name, "No commitment.", way{b: b, z: b.size(c.number, c.users)})
		servers := serverLines(o.whole)
		if t.months == 0 {
			hourly = servers
			offers = append(offers, o)
			continue
		}
		if servers.IsZero() || hourly.IsZero() {
			offers = append(offers, refused(string(t.pricing), t.name, or(isFargate(*c.w), "A Compute Savings Plan covers Fargate too, but the book holds no such rate.", "Nothing here is covered: a Compute Savings Plan covers EC2, Fargate and Lambda, not a Lightsail bundle.")))
			continue
		}
		o.Differs = fmt.Sprintf("Every hour of %s months is paid for, used or not.", reason.N(t.months))
		o.Reasons = commitmentReasons(t.months, hourly.Float(), servers.Float(), o.whole.Total.Float())
		offers = append(offers, o)
		share := servers.Float() / hourly.Float()
		a.Crossovers = append(a.Crossovers, Crossover{Exists: share < 1, Value: t.months * share, Unit: "months of use",
			Text:    fmt.Sprintf("%s: pays once these servers are needed for more than %s of its %s months, or for more than %s of their hours.", t.name, units.FormatNumber(t.months*share, 2), reason.N(t.months), units.FormatPercent(units.Ratio(share), 0)),
			Reasons: o.Reasons[:2]})
	}
	a.Options = c.compare(offers)
	a.Advice = advice(a.Options)
	return a, true
}

// serverLines adds up the instance hours of a bill.
func serverLines(b bill.Bill) (total units.Money) {
	for _, item := range b.Items {
		if key := string(item.RateKey); strings.HasPrefix(key, "ec2.") || strings.HasPrefix(key, "compute-sp-") {
			total = total.Add(item.Monthly)
		}
	}
	return total
}

func commitmentReasons(months, onDemand, committed, whole float64) []reason.Reason {
	return []reason.Reason{
		reason.Share("Share of the hours from which it pays", "committed ÷ on demand, for the same servers", reason.Fill("{} ÷ {}", committed, onDemand), committed/onDemand, "of the hours", savingsSource),
		reason.New("Months of use from which it pays", "months of the term × committed ÷ on demand", reason.Fill("{} × {} ÷ {}", months, committed, onDemand), months*committed/onDemand, "months", savingsSource),
		reason.Share("Covered", "instance hours ÷ the stage's bill; databases, caches and Lambda stay on demand here", reason.Fill("{} ÷ {}", committed, max(whole, 0.01)), committed/max(whole, 0.01), "of the bill", savingsSource),
	}
}

// region prices the stage in every Region the book knows, cheapest first.
func (c comparison) region() (Alternative, bool) {
	a := Alternative{ID: "region", Title: "Which Region", Question: "What would this stage cost elsewhere?"}
	var offers []offer
	for _, r := range workload.Regions() {
		if !c.book.Sells(r.Value) {
			offers = append(offers, refused(r.Value, r.Label, "The price book has no rates for this Region."))
			continue
		}
		b := c.with("in "+r.Value, func(w *workload.Workload) { w.Region = r.Value })
		o := offered(r.Value, r.Label, "Distance to the users, and the law under which the data is kept.", way{b: b, z: b.size(c.number, c.users)})
		o.brief = true
		o.Reasons = []reason.Reason{standInShare(o)}
		offers = append(offers, o)
	}
	a.Options = c.compare(offers)
	for i := range a.Options { // nothing is shared by nine Regions: the whole bill differs
		a.Options[i].Monthly, a.Options[i].StandIn = a.Options[i].WholeStage, standIns(offers[i])
	}
	sortByCost(a.Options)
	a.Advice = advice(a.Options)
	for _, o := range a.Options {
		if o.Possible && !o.StandIn.IsZero() {
			a.Advice += " Where the book lacks a Region's own rates those of us-east-1 stand in; each option says for how much of its bill."
			break
		}
	}
	return a, true
}

func standIns(o offer) (total units.Money) {
	for _, item := range o.whole.Items {
		if item.StandIn {
			total = total.Add(item.Monthly)
		}
	}
	return total
}

// standInShare says how much of a bill rests on the rates of another Region.
func standInShare(o offer) reason.Reason {
	stand, total := standIns(o).Float(), o.whole.Total.Float()
	return reason.Share("Priced at "+pricing.Home+" for want of a rate of its own", "lines marked as stand-ins ÷ all lines", reason.Fill("{} ÷ {}", stand, max(total, 0.01)), stand/max(total, 0.01), "of the bill", reason.Source{Name: "the price book of this plan"})
}
