package planner

import (
	"fmt"

	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/sampling"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// The simulation. The seed is a constant and each field draws from a stream of
// its own, so a workload gives everyone the same numbers, and two workloads
// differ by what they state and not by luck. It is the day of the talk.
const (
	RangeSamples = 512 // a power of two, so that the chances of the stages add up to exactly 1
	RangeSeed    = 20171128
	lowest       = 0.05 // quantile shown as low
	highest      = 0.95 // and as high
	quantiles    = 20   // equal steps of Spread.Quantiles
)

// Ranges is what becomes of a plan whose workload states intervals.
type Ranges struct {
	Samples int
	Seed    uint64
	Inputs  []RangeInput
	Cost    Spread[units.Money] // a month, of the stage each sample is in
	Staying Spread[units.Money] // a month, of the stage of the likely values throughout
	Stage   int                 // number of that stage
	Beyond  float64             // share of samples with more users than that stage carries at its largest
	Peak    Spread[units.PerSecond]
	P99     Spread[units.Milliseconds]
	OnTime  float64 // share of samples whose p99 meets its target
	Stages  []StageChance
	Drivers []Driver // what moves the cost, most first
	// Complete is false when a bill had a line without a price: costs are then
	// lower bounds.
	Complete bool
	Reasons  []reason.Reason
}

// RangeInput is one interval as the team stated it, in the base unit of its field.
type RangeInput struct {
	Field, Label, Text string // "users", "Monthly active users", "80k – 120k, likely 100k"
	Interval           workload.Interval
}

// Spread is how a result spreads over the samples. Low and High are its 5% and
// 95% quantiles, widened to hold Likely, the result of the likely values.
type Spread[T any] struct {
	Low, Likely, High T
	Median, Mean      T
	Quantiles         []T // at 0%, 5%, 10% … 100% of the samples, for drawing
}

// StageChance is how often a stage holds the users.
type StageChance struct {
	Number  int
	Name    string
	Samples int
	Chance  float64     // Samples ÷ all
	Cost    units.Money // median month of these samples; nothing without any
}

// WithRanges adds Ranges to a plan whose workload states intervals, and gives
// back any other as it is. The book must be the plan's own.
func WithRanges(p Plan, book *pricing.Book) (Plan, error) { return withRanges(p, book, never) }

func withRanges(p Plan, book *pricing.Book, stopped func() bool) (Plan, error) {
	if err := sameBook(p, book); err != nil {
		return p, err
	}
	if len(p.Workload.Ranges()) == 0 {
		return p, nil
	}
	r, err := ranges(p, book, RangeSamples, stopped)
	if err != nil {
		return p, err
	}
	p.Ranges = r
	return p, nil
}

// ranges simulates the intervals of a plan's workload. The error is ErrStopped.
func ranges(p Plan, book *pricing.Book, samples int, stopped func() bool) (*Ranges, error) {
	r := &Ranges{Samples: samples, Seed: RangeSeed, Stage: p.Here}
	for _, s := range p.Workload.Ranges() {
		r.Inputs = append(r.Inputs, RangeInput{s.Field.Name, s.Field.Label, s.Field.Display(p.Workload), s.Interval})
	}
	likely := evaluate(p.Workload.Likely(), book, p.Here)
	all, err := simulate(p.Workload, book, p.Here, samples, stopped)
	if err != nil {
		return nil, err
	}
	r.gather(all, likely, p.Stages)
	if r.Drivers, err = tornado(p.Workload, book, likely, stopped); err != nil {
		return nil, err
	}
	r.Reasons = rangeReasons(r)
	return r, nil
}

// simulate evaluates the samples of a Latin hypercube over the intervals. Fields
// are drawn independently of each other; defaults that depend on them follow.
func simulate(w workload.Workload, book *pricing.Book, stage, samples int, stopped func() bool) ([]outcome, error) {
	stated := w.Ranges()
	columns := make([][]float64, len(stated))
	for i, s := range stated {
		columns[i] = sampling.Stratified(samples, sampling.Stream(RangeSeed, s.Field.Name))
	}
	all := make([]outcome, samples)
	for n := range all {
		if stopped() {
			return nil, ErrStopped
		}
		at := make(map[string]float64, len(stated))
		for i, s := range stated {
			t := sampling.Triangular{Low: s.Interval.Low, Mode: s.Interval.Likely, High: s.Interval.High}
			at[s.Field.Name] = t.Quantile(columns[i][n])
		}
		all[n] = evaluate(w.With(at), book, stage)
	}
	return all, nil
}

// gather turns the outcomes of the samples into spreads and chances.
func (r *Ranges) gather(all []outcome, likely outcome, stages []Stage) {
	r.Cost = spreadMoney(all, func(o outcome) units.Money { return o.cost }, likely)
	r.Staying = spreadMoney(all, func(o outcome) units.Money { return o.staying }, likely)
	r.Peak = spreadNumber(all, func(o outcome) units.PerSecond { return o.peak }, likely)
	r.P99 = spreadNumber(all, func(o outcome) units.Milliseconds { return o.p99 }, likely)
	r.Complete = likely.complete
	costs := make([][]units.Money, len(stages))
	beyond, onTime := 0, 0
	for _, o := range all {
		costs[o.here-1] = append(costs[o.here-1], o.cost)
		r.Complete = r.Complete && o.complete
		if o.beyond {
			beyond++
		}
		if o.onTime {
			onTime++
		}
	}
	r.Beyond, r.OnTime = float64(beyond)/float64(len(all)), float64(onTime)/float64(len(all))
	for i, s := range stages {
		c := StageChance{Number: s.Number, Name: s.Name, Samples: len(costs[i]), Chance: float64(len(costs[i])) / float64(len(all))}
		if c.Samples > 0 {
			c.Cost = sampling.Quantile(sampling.Sorted(costs[i], units.Money.Cmp), 0.5)
		}
		r.Stages = append(r.Stages, c)
	}
}

func spreadMoney(all []outcome, of func(outcome) units.Money, likely outcome) Spread[units.Money] {
	values := make([]units.Money, len(all))
	for i, o := range all {
		values[i] = of(o)
	}
	s := spread(values, of(likely), units.Money.Cmp)
	s.Mean = units.MeanMoney(values)
	return s
}

func spreadNumber[T ~float64](all []outcome, of func(outcome) T, likely outcome) Spread[T] {
	values, plain := make([]T, len(all)), make([]float64, len(all))
	for i, o := range all {
		values[i], plain[i] = of(o), float64(of(o))
	}
	s := spread(values, of(likely), func(a, b T) int { return sampling.Ascending(float64(a), float64(b)) })
	s.Mean = T(sampling.Mean(plain))
	return s
}

// spread takes the quantiles of the values, by nearest rank: each is the result
// of one sample.
func spread[T any](values []T, likely T, compare func(a, b T) int) Spread[T] {
	sorted := sampling.Sorted(values, compare)
	s := Spread[T]{Low: sampling.Quantile(sorted, lowest), Likely: likely, High: sampling.Quantile(sorted, highest), Median: sampling.Quantile(sorted, 0.5)}
	if compare(likely, s.Low) < 0 {
		s.Low = likely
	}
	if compare(likely, s.High) > 0 {
		s.High = likely
	}
	for i := range quantiles + 1 {
		s.Quantiles = append(s.Quantiles, sampling.Quantile(sorted, float64(i)/quantiles))
	}
	return s
}

// rangeReasons say how the spreads come about, so that they can be drawn again.
func rangeReasons(r *Ranges) []reason.Reason {
	rank := func(p float64) float64 { return float64(sampling.Rank(p, r.Samples)) }
	cube := reason.Source{Name: "McKay, Beckman, Conover: A Comparison of Three Methods for Selecting Values of Input Variables, Technometrics 21", AsOf: "1979"}
	return []reason.Reason{
		{Label: "Distribution of each interval", Formula: "triangular: from low, likeliest at the likely value, to high; fields independent of each other", Substituted: "density 0 at the ends", Value: "triangular", Source: reason.Ours("three numbers are what a team can state, and the triangle needs no other")},
		{Label: "Samples", Formula: "Latin hypercube: each interval cut into as many equally likely parts as there are samples, one value from each, in an order of its own", Substituted: reason.Fill("SplitMix64, seed {} mixed with the field's name", fmt.Sprint(r.Seed)), Value: reason.N(float64(r.Samples)), Unit: "samples", Source: cube},
		{Label: "Low", Formula: "the sample at rank ⌈5% × samples⌉, or the likely result where that is lower", Substituted: reason.Fill("⌈{} × {}⌉", reason.Ratio(lowest), r.Samples), Value: reason.N(rank(lowest)), Unit: "rank from below", Source: reason.Ours("nine of ten samples lie between low and high")},
		{Label: "High", Formula: "the sample at rank ⌈95% × samples⌉, or the likely result where that is higher", Substituted: reason.Fill("⌈{} × {}⌉", reason.Ratio(highest), r.Samples), Value: reason.N(rank(highest)), Unit: "rank from below", Source: reason.Ours("nine of ten samples lie between low and high")},
		{Label: "Chance of a stage", Formula: "samples whose users that stage holds ÷ samples", Substituted: reason.Fill("{} ÷ {} for stage {}", r.Stages[r.Stage-1].Samples, r.Samples, r.Stage), Value: reason.Pct(r.Stages[r.Stage-1].Chance), Source: reason.Ours("the intervals are taken as the team's own chances")},
		{Label: "Cost of staying", Formula: "bill of the stage of the likely values, sized for each sample's users, whether or not the stage would still hold them", Substituted: reason.Fill("stage {}; beyond its largest size in {} of the samples, whose cost is then too low", r.Stage, reason.Ratio(r.Beyond)), Value: r.Staying.Likely.String(), Unit: "USD a month at the likely values", Source: reason.Ours("what not moving on would cost")},
	}
}
