package queueing

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawn is a gamma time of mean 1 and a squared coefficient of variation, by
// adding exponentials where it is one over a whole number, and by a mixture of
// two exponentials where it is above 1.
func drawn(r *rand.Rand, cv2 float64) float64 {
	switch {
	case cv2 == 0:
		return 1
	case cv2 <= 1:
		k := int(math.Round(1 / cv2))
		sum := 0.0
		for range k {
			sum += r.ExpFloat64()
		}
		return sum / float64(k)
	default: // balanced means: half of the work comes from each kind
		p := (1 + math.Sqrt((cv2-1)/(cv2+1))) / 2
		if r.Float64() < p {
			return r.ExpFloat64() / (2 * p)
		}
		return r.ExpFloat64() / (2 * (1 - p))
	}
}

// simulate runs one queue first come first served: each arrival takes the server
// that is free first. It gives the waits after a tenth of the arrivals.
func simulate(seed uint64, servers, arrivals int, rho, ca2, cs2 float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 3))
	free := make([]float64, servers)
	now, gap := 0.0, 1/(rho*float64(servers))
	var waits []float64
	for i := range arrivals {
		now += gap * drawn(r, ca2)
		first := 0
		for j := range free {
			if free[j] < free[first] {
				first = j
			}
		}
		start := max(now, free[first])
		free[first] = start + drawn(r, cs2)
		if i >= arrivals/10 {
			waits = append(waits, start-now)
		}
	}
	slices.Sort(waits)
	return waits
}

func average(all []float64) float64 {
	sum := 0.0
	for _, x := range all {
		sum += x
	}
	return sum / float64(len(all))
}

// Erlang C and its waits for random arrivals and exponential service are exact:
// what differs is the simulation's own scatter.
func TestErlangCAgainstSimulation(t *testing.T) {
	for i, v := range []struct {
		servers int
		rho     float64
	}{{1, 0.5}, {1, 0.8}, {2, 0.416667}, {2, 0.7}, {3, 0.547945}, {3, 2.0 / 3}, {8, 0.7}, {10, 0.8}, {20, 0.8}} {
		q := must[GGc](t)(NewGGc(v.servers, v.rho*float64(v.servers), 1, 1, 1))
		waits := simulate(uint64(i), v.servers, 40_000*(4+v.servers), v.rho, 1, 1)
		beyond := 0.0
		for _, w := range waits {
			if w > 0 {
				beyond++
			}
		}
		name := fmt.Sprintf("%d servers at %.0f%%", v.servers, v.rho*100)
		near(t, name+": mean", q.MeanWait(), average(waits), 0.1*average(waits))
		near(t, name+": share waiting", q.WaitProbability, beyond/float64(len(waits)), 0.06*q.WaitProbability)
		near(t, name+": p99", must[float64](t)(q.WaitQuantile(0.99)), waits[len(waits)*99/100], 0.1*waits[len(waits)*99/100])
	}
}

// Allen–Cunneen for other service times and arrivals: what counts is the whole
// time, the wait with the service.
func TestAllenCunneenAgainstSimulation(t *testing.T) {
	for i, v := range []struct {
		servers       int
		rho, ca2, cs2 float64
	}{
		{1, 0.6, 1, 0}, {1, 0.8, 1, 4}, {2, 0.6, 1, 0}, {2, 0.8, 1, 0.25}, {2, 0.6, 1, 4}, {4, 0.7, 1, 4}, {4, 0.8, 1, 0.5}, {8, 0.8, 1, 2},
		{4, 0.7, 0.25, 1}, {4, 0.7, 2, 1}, {8, 0.8, 0.5, 0.5},
	} {
		q := must[GGc](t)(NewGGc(v.servers, v.rho*float64(v.servers), 1, v.ca2, v.cs2))
		simulated := 1 + average(simulate(uint64(100+i), v.servers, 120_000, v.rho, v.ca2, v.cs2))
		near(t, fmt.Sprintf("%+v: mean time", v), 1+q.MeanWait(), simulated, 0.1*simulated)
	}
}

// A hop of service and wait, its percentile by the fit to three moments.
func TestShiftedGammaAgainstSimulation(t *testing.T) {
	for i, v := range []struct {
		servers int
		rho     float64
	}{{1, 0.7}, {2, 0.6}, {2, 0.8}, {4, 0.8}, {8, 0.75}} {
		r := rand.New(rand.NewPCG(uint64(i), 5))
		q := must[GGc](t)(NewGGc(v.servers, v.rho*float64(v.servers), 1, 1, 1))
		times := simulate(uint64(200+i), v.servers, 120_000, v.rho, 1, 1)
		for j := range times {
			times[j] += r.ExpFloat64() // its own service, of which the wait knows nothing
		}
		slices.Sort(times)
		c, m := q.WaitProbability, q.MeanWait()/q.WaitProbability
		third := c*6*m*m*m - 3*c*m*c*2*m*m + 2*math.Pow(c*m, 3)
		d := ShiftedGamma(1+q.MeanWait(), 1+q.WaitVariance(), 2+third)
		for _, p := range []float64{0.5, 0.9, 0.99} {
			want := times[int(p*float64(len(times)))]
			near(t, fmt.Sprintf("%+v: p%.0f", v, p*100), must[float64](t)(MixedQuantile([]Delay{d}, p)), want, 0.06*want)
		}
	}
}

// An M/M/1 queue's excess dies away with the relaxation time: 1 ÷ (µ·(1 − √ρ)²).
func TestRelaxation(t *testing.T) {
	q := must[GGc](t)(NewGGc(1, 25, 0.01, 1, 1))
	near(t, "relaxation at a quarter", q.Relaxation(), 0.01/0.25, 1e-12)
	busy := must[GGc](t)(NewGGc(1, 81, 0.01, 1, 1))
	near(t, "at 81%", busy.Relaxation(), 1, 1e-9)
	near(t, "four servers", must[GGc](t)(NewGGc(4, 100, 0.01, 1, 3)).Relaxation(), 2*0.01/(4*0.25), 1e-12)
}
