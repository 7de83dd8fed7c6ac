package fidelity

import (
	_ "embed" // the published cases
	"fmt"
	"net/url"
	"strings"

	"stagecraft/planner"
	"stagecraft/planner/demand"
	"stagecraft/planner/pricing"
	"stagecraft/planner/reason"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

//go:embed data/capacity.csv
var capacityCSV string

// dayOfMonth is a day as a share of the 730-hour month.
const dayOfMonth = units.SecondsPerDay / units.SecondsPerMonth

// figures are what a capacity case may compare, by the name in the data.
var figures = map[string]struct {
	words string
	of    func(workload.Workload, demand.Demand) (float64, error)
}{
	"requests_per_second":      {"average requests", demanded(func(d demand.Demand) float64 { return float64(d.Requests.Average) })},
	"peak_requests_per_second": {"requests at peak", demanded(func(d demand.Demand) float64 { return float64(d.Requests.Peak) })},
	"requests_a_day":           {"requests a day", demanded(func(d demand.Demand) float64 { return float64(d.Requests.Average) * units.SecondsPerDay })},
	"reads_per_second":         {"average reads", demanded(func(d demand.Demand) float64 { return float64(d.Reads.Average) })},
	"writes_per_second":        {"average writes", demanded(func(d demand.Demand) float64 { return float64(d.Writes.Average) })},
	"rows_a_month":             {"rows written a month", demanded(func(d demand.Demand) float64 { return float64(d.WrittenPerMonth / units.GB) })},
	"rows_a_day":               {"rows written a day", demanded(func(d demand.Demand) float64 { return float64(d.WrittenPerMonth/units.GB) * dayOfMonth })},
	"objects_a_day":            {"objects written a day", demanded(func(d demand.Demand) float64 { return float64(d.ObjectsPerMonth/units.GB) * dayOfMonth })},
	"all_a_day": {"rows and objects written a day", demanded(func(d demand.Demand) float64 {
		return float64((d.WrittenPerMonth+d.ObjectsPerMonth)/units.GB) * dayOfMonth
	})},
	"rows_at_retention": {"rows when retention is full", demanded(func(d demand.Demand) float64 { return float64(d.StoredAtRetention / units.GB) })},
	"all_at_retention":  {"rows and objects when retention is full", demanded(func(d demand.Demand) float64 { return float64((d.StoredAtRetention + d.ObjectsAtRetention) / units.GB) })},
	"written_per_second": {"bytes written", demanded(func(d demand.Demand) float64 {
		return float64((d.WrittenPerMonth+d.ObjectsPerMonth)/units.MB) / units.SecondsPerMonth
	})},
	"writes_at_retention": {"writes kept when retention is full", func(w workload.Workload, d demand.Demand) (float64, error) {
		return d.Writes.Average.PerMonth() * w.RetentionMonths, nil
	}},
	"read_replicas": {"read replicas of the plan", replicas},
}

func demanded(of func(demand.Demand) float64) func(workload.Workload, demand.Demand) (float64, error) {
	return func(_ workload.Workload, d demand.Demand) (float64, error) { return of(d), nil }
}

// replicas counts the read replicas of every stage of the plan.
func replicas(w workload.Workload, _ demand.Demand) (float64, error) {
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		return 0, err
	}
	count := 0
	for _, s := range p.Stages {
		for _, t := range s.Tiers {
			count += t.Sizing.Readers
		}
	}
	return float64(count), nil
}

// capacityCases plans the published workloads.
func capacityCases() ([]Case, error) {
	return each(capacityCSV, func(row []string) (Case, error) {
		c, err := newCase(Capacity, row)
		if err != nil {
			return Case{}, err
		}
		figure, known := figures[row[3]]
		if !known {
			return Case{}, fmt.Errorf("%q is no figure", row[3])
		}
		values, err := url.ParseQuery(strings.NewReplacer(" ", "+", "%", "%25").Replace(row[2]))
		if err != nil {
			return Case{}, err
		}
		w, refused := workload.ParseStrict(values)
		if err := refused.Err(); err != nil {
			return Case{}, err
		}
		c.Figure, c.Derivation = figure.words, row[2]
		c.Ours, err = figure.of(w, demand.At(w, w.Users))
		return c, err
	})
}

// ownBasis marks a row whose value nobody publishes.
const ownBasis = "own"

// newCase reads what every table has: id, title, two columns of its own, then
// published value, unit, tolerance, source, date, note and what the value rests
// on: it is published, or our own and then a vector whatever its table.
func newCase(group Group, row []string) (Case, error) {
	published, err := units.ParseNumber(row[4])
	if err != nil {
		return Case{}, err
	}
	tolerance, err := units.ParseRatio(row[6])
	if err != nil {
		return Case{}, err
	}
	switch row[10] {
	case "published":
	case ownBasis:
		group = Vectors
	default:
		return Case{}, fmt.Errorf("%q is no basis", row[10])
	}
	return Case{Group: group, ID: row[0], Title: row[1], Published: published, Unit: row[5], Tolerance: float64(tolerance),
		Source: reason.Source{Name: row[7], AsOf: row[8]}, Note: row[9]}, nil
}
