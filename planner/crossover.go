package planner

import (
	"fmt"
	"math"
	"strings"

	"stagecraft/planner/demand"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
)

// rivalry is two options priced over a range of one quantity.
type rivalry struct {
	a, b     string // names of the options
	from, to float64
	steps    int     // in which the range is first looked at; 0 for crossoverSteps
	most     int     // changes worth telling; 0 for one
	own      float64 // where this workload is; 0 where that has no meaning
	beyond   string  // why above some value only one of them is left: "no plan fits"; empty otherwise
	unit     string
	show     func(float64) string // "7.35 requests a second on average"
	// price gives both bills at a value; ok is false where one of the options
	// cannot carry it, or has no price.
	price func(x float64) (a, b units.Money, ok bool)
}

// The range is first looked at in steps, then the step in which the cheaper
// option changes is halved until its ends differ by less than one percent.
const (
	crossoverSteps = 10
	crossoverFine  = 1.01
)

// change is where the cheaper option changes: low and high are the two sides of
// it, sign says which one was cheaper below.
type change struct {
	low, high float64
	sign      int
}

// crossovers lists where the cheaper option changes, lowest value first; or says that none does.
func (r rivalry) crossovers() []Crossover {
	steps := crossoverSteps
	if r.steps > 0 {
		steps = r.steps
	}
	step := math.Pow(r.to/r.from, 1/float64(steps))
	first, before, sign := 0.0, 0.0, 0 // where a cheaper option was first and last seen, and which
	ends := change{}                   // where both are last priced, and where no longer
	var changes []change
	for i := 0; i <= steps; i++ {
		x := r.from * math.Pow(step, float64(i))
		s, ok := r.sign(x)
		if !ok && before > 0 && ends.low == 0 {
			ends = change{low: before, high: x}
		}
		if !ok || s == 0 {
			continue
		}
		if ends.low > 0 {
			ends = change{} // priced again further up
		}
		if sign == 0 {
			first = x
		} else if s != sign {
			changes = append(changes, change{before, x, sign})
		}
		sign, before = s, x
	}
	switch {
	case sign == 0:
		return nil
	case len(changes) == 0:
		return []Crossover{{Unit: r.unit, Text: fmt.Sprintf("%s is cheaper than %s all the way from %s to %s.", sentence(r.name(sign)), r.name(-sign), r.show(first), r.show(before))}}
	}
	if r.own > 0 {
		return r.around(changes, r.last(ends), before)
	}
	most := max(1, r.most)
	all := make([]Crossover, 0, most)
	for i, c := range changes[:min(len(changes), most)] {
		all = append(all, r.found(r.halve(c), i))
	}
	if len(changes) > most {
		all[most-1].Text += " Sizes grow in steps, so further up the cheaper one changes again."
	}
	return all
}

// last narrows down where both options are last priced; 0 where they are to the
// end of the range.
func (r rivalry) last(ends change) float64 {
	if ends.low == 0 {
		return 0
	}
	for ends.high/ends.low > crossoverFine {
		middle := math.Sqrt(ends.low * ends.high)
		if _, ok := r.sign(middle); ok {
			ends.low = middle
		} else {
			ends.high = middle
		}
	}
	return ends.low
}

// around tells of the change nearest to the workload's own value, and between
// which values what is cheaper there is so. last is where both are last priced, 0
// for the end of the range, which is to.
func (r rivalry) around(changes []change, last, to float64) []Crossover {
	var near []change
	for i, c := range changes {
		next := i+1 < len(changes) && changes[i+1].high <= r.own
		before := i > 0 && changes[i-1].low > r.own
		if next || before {
			continue // another change lies between it and the workload
		}
		near = append(near, r.halve(c))
	}
	at := func(c change) float64 { return math.Sqrt(c.low * c.high) }
	nearest, from, until := near[0], 0.0, 0.0
	for _, c := range near {
		if math.Abs(math.Log(at(c)/r.own)) < math.Abs(math.Log(at(nearest)/r.own)) {
			nearest = c
		}
		if at(c) <= r.own {
			from = at(c)
		} else if until == 0 {
			until = at(c)
		}
	}
	x := r.found(nearest, 0)
	sign, ok := r.sign(r.own)
	switch {
	case !ok && r.beyond != "" && last > 0 && r.own > last:
		x.Text += fmt.Sprintf(" At this workload's %s %s; the last to fit does so up to about %s.", r.show(r.own), r.beyond, r.show(last))
		return []Crossover{x}
	case !ok || sign == 0:
		return []Crossover{x}
	}
	x.Text += fmt.Sprintf(" At this workload's %s %s is cheaper%s.", r.show(r.own), r.name(sign), r.between(from, until, last, to))
	return []Crossover{x}
}

// between says from where to where: values of 0 are no bound.
func (r rivalry) between(from, until, last, to float64) string {
	text := ""
	if from > 0 {
		text = " from about " + r.show(from)
	}
	switch {
	case until > 0:
		return text + " up to about " + r.show(until)
	case last > 0 && r.beyond != "":
		return text + " up to about " + r.show(last) + "; above it " + r.beyond
	}
	return text + or(from > 0, " up, as far as "+r.show(max(to, r.own))+" was looked at", " all the way up to "+r.show(max(to, r.own)))
}

// halve narrows a change down.
func (r rivalry) halve(c change) change {
	for c.high/c.low > crossoverFine {
		middle := math.Sqrt(c.low * c.high)
		switch s, ok := r.sign(middle); {
		case ok && s == c.sign:
			c.low = middle
		default:
			c.high = middle
		}
	}
	return c
}

func (r rivalry) sign(x float64) (int, bool) {
	a, b, ok := r.price(x)
	return a.Cmp(b), ok
}

// name is the option a sign says is cheaper.
func (r rivalry) name(sign int) string {
	if sign < 0 {
		return r.a
	}
	return r.b
}

// found tells of the i-th change of a pair.
func (r rivalry) found(c change, i int) Crossover {
	at := math.Sqrt(c.low * c.high)
	x := Crossover{Exists: true, Value: at, Unit: r.unit, Text: fmt.Sprintf("%s is cheaper below about %s, %s above.", sentence(r.name(c.sign)), r.show(at), r.name(-c.sign))}
	if i > 0 {
		x.Text = fmt.Sprintf("From about %s up, %s is cheaper again.", r.show(at), r.name(-c.sign))
	}
	for _, side := range []struct {
		label string
		x     float64
	}{{"Both priced just below", c.low}, {"Both priced just above", c.high}} {
		a, b, _ := r.price(side.x)
		x.Reasons = append(x.Reasons, reason.New(side.label, "cost of the parts that can differ with "+r.a+" − the same with "+r.b,
			a.Display()+" − "+b.Display(), a.Sub(b).Float(), "US dollars a month, at "+reason.N(side.x)+" "+r.unit, reason.Source{Name: "both priced by the meters of the bill at that value, found by halving the range"}))
	}
	return x
}

// sentence gives a name the capital that starts a sentence; "x86" has none.
func sentence(name string) string {
	if strings.ContainsAny(name, "0123456789") {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// at is the design of the stage at another user count, as far as the tiers asked
// for; what else the stage has is the same in both options.
func (c comparison) at(b builder, users float64, keep func(tier string) bool) sized {
	d := demand.At(*b.w, units.Users(users))
	z := sized{design: c.now.design, facts: c.now.facts, demand: d, load: b.load(c.now.design, d), policy: b.policy(c.now.design)}
	b.sizeSome(&z, keep)
	return z
}

func everyTier(string) bool { return true }

// remembered prices a way at a value once.
func (c comparison) remembered(option string, at float64, price func() (units.Money, bool)) (units.Money, bool) {
	key := asked{option, at}
	if a, ok := c.priced[key]; ok {
		return a.total, a.ok
	}
	total, ok := price()
	c.priced[key] = answer{total, ok}
	return total, ok
}

// total is the bill of a way, ok only when every line has a price.
func (w way) total() (units.Money, bool) {
	b := w.bill()
	return b.Total, b.Complete
}
