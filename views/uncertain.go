package views

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"stagecraft/planner"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// Uncertain says how far the figures may be off, and by which assumption.
type Uncertain struct {
	Stated      []Row    // the intervals; none when the team stated none
	Try         string   // address of the same plan with an interval
	TryText     string   // what that interval is
	Spreads     []Spread // cost, peak, response time
	Chances     []ChanceRow
	Drivers     Tornado
	Assumed     Tornado
	Samples     string
	Reasons     []reason.Reason
	AssumedWhy  []reason.Reason
	AssumedText string
}

// Spread is one result as low, likely and high.
type Spread struct {
	Label, Low, Likely, High string
	Note                     string
	// Places on a strip of 1000: where the samples lie, the box from low to high,
	// the likely value.
	From, To, BoxFrom, BoxWidth, At string
}

// ChanceRow is how likely a stage holds the users.
type ChanceRow struct {
	Name   string
	Chance Meter
	Cost   string
	Here   bool
}

// Tornado is what each field alone does to the monthly cost.
type Tornado struct {
	Likely string
	Rows   []TornadoRow
	Rest   []TornadoRow
}

// TornadoRow is one field; X and Width are on a strip of 1000, Middle is the
// likely cost on it.
type TornadoRow struct {
	ID, Label, Low, High, Swing, Text string
	X, Width, Middle                  string
	Reasons                           []reason.Reason
}

// shownDrivers is how many fields are shown before the rest is folded away.
const shownDrivers = 8

// strip is the width of the drawings.
const strip = 1000.0

func newUncertain(p planner.Plan, at Address) *Uncertain {
	v := &Uncertain{}
	v.Try, v.TryText = tryRange(p.Workload, at)
	if s := p.Sensitivity; s != nil {
		v.Assumed = newTornado("assumed", s.Cost, s.Drivers)
		v.AssumedWhy = s.Reasons
		v.AssumedText = fmt.Sprintf("Of %d numbers that were assumed, %d move the bill of stage %d. Each is moved %s down and up, alone: measure those at the top first.",
			s.Tried, len(s.Drivers), s.Stage, units.FormatPercent(units.Ratio(s.Step), 0))
	}
	r := p.Ranges
	if r == nil {
		return v
	}
	for _, input := range r.Inputs {
		v.Stated = append(v.Stated, Row{Label: input.Label, Value: input.Text})
	}
	v.Samples = fmt.Sprintf("%d workloads drawn from your ranges, the same for everyone who opens this link. Low and high hold nine of ten of them.", r.Samples)
	v.Spreads = spreads(r)
	v.Chances = chances(r)
	v.Drivers = newTornado("driver", r.Cost.Likely, r.Drivers)
	v.Reasons = r.Reasons
	return v
}

func spreads(r *planner.Ranges) []Spread {
	cost := newSpread("Monthly cost", r.Cost, units.Money.Float, func(m units.Money) string { return atLeast(r.Complete) + m.Display() })
	cost.Note = "in whichever stage holds the users"
	staying := newSpread(fmt.Sprintf("Staying in stage %d", r.Stage), r.Staying, units.Money.Float, func(m units.Money) string { return atLeast(r.Complete) + m.Display() })
	if r.Beyond > 0 {
		staying.Note = units.FormatPercent(units.Ratio(r.Beyond), 1) + " of the drawn workloads are more than it carries"
	}
	peak := newSpread("Requests at peak", r.Peak, func(v units.PerSecond) float64 { return float64(v) }, units.FormatRate)
	late := newSpread("p99 response", r.P99, func(v units.Milliseconds) float64 { return float64(v) }, func(m units.Milliseconds) string { return units.FormatMilliseconds(round(m)) })
	late.Note = units.FormatPercent(units.Ratio(r.OnTime), 1) + " meet the target"
	return []Spread{cost, staying, peak, late}
}

func newSpread[T any](label string, s planner.Spread[T], number func(T) float64, text func(T) string) Spread {
	least, most := number(s.Quantiles[0]), number(s.Quantiles[len(s.Quantiles)-1])
	least, most = min(least, number(s.Low)), max(most, number(s.High))
	place := func(v T) float64 {
		if most <= least {
			return strip / 2
		}
		return 10 + (strip-20)*(number(v)-least)/(most-least)
	}
	return Spread{Label: label, Low: text(s.Low), Likely: text(s.Likely), High: text(s.High), From: "10", To: length(strip - 10),
		BoxFrom: length(place(s.Low)), BoxWidth: length(max(2, place(s.High)-place(s.Low))), At: length(place(s.Likely))}
}

func chances(r *planner.Ranges) []ChanceRow {
	var rows []ChanceRow
	for _, c := range r.Stages {
		if c.Samples == 0 {
			continue
		}
		rows = append(rows, ChanceRow{Name: strconv.Itoa(c.Number) + " " + c.Name, Chance: shareMeter(c.Chance), Cost: c.Cost.Display(), Here: c.Number == r.Stage})
	}
	return rows
}

// newTornado draws the drivers on one scale.
func newTornado(id string, likely units.Money, drivers []planner.Driver) Tornado {
	t := Tornado{Likely: likely.Display()}
	least, most := likely.Float(), likely.Float()
	for _, d := range drivers {
		for _, m := range []units.Money{d.Low.Cost, d.High.Cost} {
			least, most = min(least, m.Float()), max(most, m.Float())
		}
	}
	place := func(m units.Money) float64 {
		if most <= least {
			return strip / 2
		}
		return strip * (m.Float() - least) / (most - least)
	}
	for i, d := range drivers {
		ends := []float64{place(d.Low.Cost), place(d.High.Cost), place(likely)}
		from, to := slices.Min(ends), slices.Max(ends)
		row := TornadoRow{ID: fmt.Sprintf("%s-%d", id, i+1), Label: d.Label, Low: d.Low.Cost.Display() + " at " + d.Low.Value, High: d.High.Cost.Display() + " at " + d.High.Value,
			Swing: d.Swing.Display(), Text: d.Text, X: length(from), Width: length(max(3, to-from)), Middle: length(place(likely)), Reasons: d.Reasons}
		if i < shownDrivers {
			t.Rows = append(t.Rows, row)
		} else {
			t.Rest = append(t.Rest, row)
		}
	}
	return t
}

// tryRange is the same plan with the users a quarter down and up, to show what a
// range does; empty where the team has stated ranges.
func tryRange(w workload.Workload, at Address) (address, text string) {
	users, found := workload.FieldNamed("users")
	if !found || len(w.Ranges()) > 0 || w.Users < 8 {
		return "", ""
	}
	around := users.Around(float64(w.Users), 0.25)
	text = units.FormatCount(around.Low) + ".." + units.FormatCount(around.High)
	values, err := url.ParseQuery(cmp.Or(at.Query, workload.Encode(w)))
	if err != nil {
		return "", ""
	}
	values.Set("users", text)
	at.Query = values.Encode()
	return at.Page(0), text
}
