package fidelity

import (
	_ "embed" // the published values
	"fmt"
	"strconv"
	"strings"

	"stagecraft/planner/catalog"
	"stagecraft/planner/queueing"
)

//go:embed data/formulas.csv
var formulasCSV string

// formula is one of the program's own, as it is used to plan.
type formula struct {
	words     string
	arguments int // 0: any number
	of        func([]float64) (float64, error)
}

// formulas are those a case may name.
var formulas = map[string]formula{
	"in_flight":    {"arrivals/s × seconds each (Little's law)", 2, func(a []float64) (float64, error) { return queueing.InFlight(a[0], a[1]) }},
	"closed_rate":  {"people ÷ (thinking + response)", 3, func(a []float64) (float64, error) { return queueing.ClosedRate(a[0], a[1], a[2]) }},
	"erlang_c":     {"Erlang C of servers and offered load", 2, func(a []float64) (float64, error) { return queueing.ErlangC(int(a[0]), a[1]) }},
	"mmc_wait":     {"mean wait of M/M/c: servers, arrivals, service", 3, mmcWait},
	"mg1_wait":     {"mean wait of M/G/1: arrivals, service, variance of service", 3, func(a []float64) (float64, error) { return queueing.MG1Wait(a[0], a[1], a[2]) }},
	"ggc_wait":     {"mean wait of G/G/c: servers, arrivals, service, variances of both", 5, func(a []float64) (float64, error) { return queueing.GGcWait(int(a[0]), a[1], a[2], a[3], a[4]) }},
	"halfin_whitt": {"share waiting by square-root staffing", 1, func(a []float64) (float64, error) { return queueing.HalfinWhitt(a[0]) }},
	"zipf":         {"share of requests for the most popular items: exponent, items, cached", 3, func(a []float64) (float64, error) { return queueing.ZipfHit(a[0], int(a[1]), int(a[2])) }},
	"headroom":     {"utilisation that leaves room: growth a second, seconds to react", 2, func(a []float64) (float64, error) { return queueing.Headroom(a[0], a[1]) }},
	"servers":      {"rate × work ÷ (lanes × utilisation), rounded up", 4, servers},
	"zones":        {"servers so that the loss of a zone leaves enough", 2, zones},
	"backlog":      {"(arrivals − capacity) × duration", 3, func(a []float64) (float64, error) { return queueing.Backlog(a[0], a[1], a[2]) }},
	"usl_peak":     {"most throughput by the universal scalability law: α, β, γ", 3, uslPeak},
	"lcu":          {"load balancer capacity units: requests/s, requests per connection, seconds kept, bytes", 4, lcu},
	"series":       {"product of the parts", 0, series},
	"parallel":     {"1 − product of the failures", 0, parallel},
	"operational":  {"1 − (failures × minutes + changes × minutes) ÷ 525,600", 4, operational},
}

func mmcWait(a []float64) (float64, error) {
	q, err := queueing.NewMMc(int(a[0]), a[1], a[2])
	if err != nil {
		return 0, err
	}
	return q.MeanWait(), nil
}

func servers(a []float64) (float64, error) {
	n, err := queueing.Servers(a[0], a[1], a[2], a[3])
	return float64(n), err
}

func zones(a []float64) (float64, error) {
	_, total, err := queueing.StaticallyStable(int(a[0]), int(a[1]))
	return float64(total), err
}

func uslPeak(a []float64) (float64, error) {
	_, throughput, err := queueing.USL{Alpha: a[0], Beta: a[1], Gamma: a[2]}.Peak()
	return throughput, err
}

func lcu(a []float64) (float64, error) {
	// The example counts GB of 10^9 bytes, the bill those of 2^30.
	needed, _, _, _ := catalog.LCU(a[0], a[1], a[2], a[0]*a[3]*1.073741824)
	return needed, nil
}

func series(parts []float64) (float64, error) {
	product := 1.0
	for _, p := range parts {
		product *= p
	}
	return product, nil
}

func parallel(parts []float64) (float64, error) {
	failed := 1.0
	for _, p := range parts {
		failed *= 1 - p
	}
	return 1 - failed, nil
}

func operational(a []float64) (float64, error) {
	return 1 - (a[0]*a[1]+a[2]*a[3])/525600, nil
}

// formulaCases works out the published values.
func formulaCases() ([]Case, error) {
	return each(formulasCSV, func(row []string) (Case, error) {
		c, err := newCase(Formulas, row)
		if err != nil {
			return Case{}, err
		}
		f, known := formulas[row[2]]
		if !known {
			return Case{}, fmt.Errorf("%q is no formula", row[2])
		}
		var arguments []float64
		for _, text := range strings.Fields(row[3]) {
			x, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return Case{}, fmt.Errorf("argument %q: %w", text, err)
			}
			arguments = append(arguments, x)
		}
		if f.arguments != 0 && len(arguments) != f.arguments {
			return Case{}, fmt.Errorf("%s takes %d arguments, not %d", row[2], f.arguments, len(arguments))
		}
		c.Figure, c.Derivation = f.words, strings.Join(strings.Fields(row[3]), ", ")
		c.Ours, err = f.of(arguments)
		return c, err
	})
}
