package queueing

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"
)

// near fails unless got is within tolerance of want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g ± %g", what, got, want, tolerance)
	}
}

// must fails on an error and hands on the value.
func must[T any](t *testing.T) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestErlangCAgainstPublishedTables(t *testing.T) {
	file, err := os.Open("testdata/erlang_c.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 14 {
		t.Fatalf("%d rows, want a header and 13 vectors", len(rows))
	}
	for _, row := range rows[1:] {
		var v [5]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		const service = 0.25
		q := must[MMc](t)(NewMMc(int(v[0]), v[1]/service, service))
		// The table prints six decimals of offered load too.
		near(t, row[5]+" C", q.WaitProbability, v[2], 2e-6)
		near(t, row[5]+" Lq", q.MeanQueue(), v[3], 2e-6)
		near(t, row[5]+" Wq/S", q.MeanWait()/service, v[4], 2e-6)
		near(t, row[5]+" ρ", q.Utilisation(), v[1]/v[0], 1e-9)
	}
}

// The recursion against the definition, summed term by term.
func TestErlangAgainstDefinition(t *testing.T) {
	for _, c := range []int{1, 2, 3, 7, 20, 60} {
		for _, rho := range []float64{0.01, 0.3, 0.7, 0.95, 0.999} {
			a := rho * float64(c)
			term, sum := 1.0, 1.0
			for k := 1; k <= c; k++ {
				term *= a / float64(k)
				sum += term
			}
			near(t, "B", must[float64](t)(ErlangB(c, a)), term/sum, 1e-12)
			waiting := term / (1 - rho)
			near(t, "C", must[float64](t)(ErlangC(c, a)), waiting/(sum-term+waiting), 1e-11)
		}
	}
}

func TestBronsonRepairShop(t *testing.T) {
	q := must[MMc](t)(NewMMc(3, 300/365.0, 2)) // a = 300 ÷ 182.5, service of two days
	near(t, "Lq", q.MeanQueue(), 0.352426, 1e-6)
	near(t, "L", q.MeanInSystem(), 1.996262, 1e-6)
	near(t, "Wq", q.MeanWait(), 0.4288, 1e-4)
	// p0 follows from C = a^c ÷ c! · c ÷ (c − a) · p0.
	a := q.Offered
	near(t, "p0", q.WaitProbability*6*(3-a)/(a*a*a*3), 0.177537, 1e-6)
}

func TestSmallFleetsWaitMore(t *testing.T) {
	for _, v := range []struct {
		servers int
		want    float64
	}{{2, 0.576}, {8, 0.271}, {16, 0.130}, {64, 0.004}} {
		got := must[float64](t)(ErlangC(v.servers, 0.7*float64(v.servers)))
		near(t, "P(wait) at 70%", got, v.want, 6e-4)
	}
}

func TestErlangErrors(t *testing.T) {
	for _, a := range []float64{2, 2.1, 1e9} {
		if _, err := ErlangC(2, a); !errors.Is(err, ErrUnstable) {
			t.Errorf("ErlangC(2, %v): %v, want unstable", a, err)
		}
	}
	if _, err := NewMMc(4, 4, 1); !errors.Is(err, ErrUnstable) {
		t.Errorf("ρ = 1: %v, want unstable", err)
	}
	if b := must[float64](t)(ErlangB(2, 1e9)); b < 0.999999 || b > 1 {
		t.Errorf("overload loses %v, want nearly all", b)
	}
	var domain *DomainError
	for _, err := range []error{
		errorOf(ErlangB(0, 1)), errorOf(ErlangB(MaxServers+1, 1)), errorOf(ErlangB(1, -1)),
		errorOf(ErlangC(1, math.NaN())), errorOf(ErlangC(1, math.Inf(1))), errorOf(NewMMc(1, 1, 0)), errorOf(NewMMc(1, -1, 1)),
		errorOf(ServersForWait(1, 0)), errorOf(ServersForWait(1, 1)), errorOf(ServersForWait(math.Inf(1), 0.1)),
	} {
		if !errors.As(err, &domain) {
			t.Errorf("%v, want a domain error", err)
		}
	}
}

func errorOf[T any](_ T, err error) error { return err }

func TestDomainErrorSaysWhatToDo(t *testing.T) {
	_, err := ErlangB(1, -3)
	if got := err.Error(); got != "Erlang B: offered load is -3, must be finite and at least 0" {
		t.Error(got)
	}
}

func TestServersForWait(t *testing.T) {
	if got := must[int](t)(ServersForWait(2.5, 0.10)); got != 6 {
		t.Errorf("ServersForWait(2.5, 10%%) = %d, want 6 (Wolfram)", got)
	}
	if got := must[int](t)(ServersForWait(0, 0.5)); got != 1 {
		t.Errorf("no work needs %d servers, want 1", got)
	}
	for _, a := range []float64{0.3, 1, 7.9, 80, 1234.5} {
		for _, limit := range []float64{0.5, 0.1, 0.001} {
			n := must[int](t)(ServersForWait(a, limit))
			if c := must[float64](t)(ErlangC(n, a)); c > limit {
				t.Errorf("%d servers for %v: %v wait, over %v", n, a, c, limit)
			}
			if n > 1 {
				if c, err := ErlangC(n-1, a); err == nil && c <= limit {
					t.Errorf("%d servers for %v: one fewer would do", n, a)
				}
			}
		}
	}
}

// Waiting never falls as load rises, and never rises with servers.
func TestErlangCMonotone(t *testing.T) {
	for c := 1; c <= 40; c++ {
		last := -1.0
		for i := 0; i < 100; i++ {
			a := float64(c) * float64(i) / 100
			now := must[float64](t)(ErlangC(c, a))
			if now < last || now < 0 || now > 1 {
				t.Fatalf("C(%d, %v) = %v after %v", c, a, now, last)
			}
			if more := must[float64](t)(ErlangC(c+1, a)); more > now {
				t.Fatalf("C(%d, %v) = %v, above that of %d servers", c+1, a, more, c)
			}
			last = now
		}
	}
}

// Mean and variance of the wait must follow from its distribution.
func TestWaitDistribution(t *testing.T) {
	q := must[MMc](t)(NewMMc(8, 560, 0.010))
	var mean, square float64
	const step = 1e-6
	for i := 0; i < 100_000; i++ {
		at := (float64(i) + 0.5) * step
		mean += q.WaitBeyond(at) * step
		square += 2 * at * q.WaitBeyond(at) * step
	}
	near(t, "mean", q.MeanWait(), mean, 1e-9)
	near(t, "variance", q.WaitVariance(), square-mean*mean, 1e-9)
	near(t, "P(wait > 0)", q.WaitBeyond(-1), q.WaitProbability, 0)
	for _, p := range []float64{0.75, 0.9, 0.99, 0.9999} {
		at := must[float64](t)(q.WaitQuantile(p))
		near(t, "P(wait > quantile)", q.WaitBeyond(at), 1-p, 1e-12)
	}
	near(t, "median", must[float64](t)(q.WaitQuantile(0.5)), 0, 0)
	if _, err := q.WaitQuantile(1); err == nil {
		t.Error("the certain wait has no bound")
	}
}
