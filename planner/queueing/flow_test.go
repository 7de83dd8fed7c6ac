package queueing

import (
	"errors"
	"math"
	"testing"
)

func TestSingleServerWaits(t *testing.T) {
	for _, v := range []struct{ cs2, want float64 }{{1, 0.040}, {0, 0.020}, {4, 0.100}} {
		near(t, "Pollaczek–Khinchine", must[float64](t)(MG1Wait(80, 0.010, v.cs2)), v.want, 1e-12)
	}
	q := must[MMc](t)(NewMMc(1, 80, 0.010))
	near(t, "M/M/1", must[float64](t)(MG1Wait(80, 0.010, 1)), q.MeanWait(), 1e-12)
	if _, err := MG1Wait(100, 0.010, 1); !errors.Is(err, ErrUnstable) {
		t.Errorf("a full server: %v", err)
	}
}

func TestAllenCunneen(t *testing.T) {
	near(t, "ca²=cs²=1", must[float64](t)(GGcWait(8, 560, 0.010, 1, 1)), 0.0011275, 5e-8)
	near(t, "ca²=4, cs²=2", must[float64](t)(GGcWait(8, 560, 0.010, 4, 2)), 0.0033825, 1e-7)
	if _, err := GGcWait(8, 800, 0.010, 1, 1); !errors.Is(err, ErrUnstable) {
		t.Errorf("full servers: %v", err)
	}
}

func TestStaffing(t *testing.T) {
	for _, v := range []struct{ beta, want float64 }{{0.5, 0.504}, {1, 0.223}, {1.5, 0.085}, {2, 0.027}} {
		near(t, "Halfin–Whitt", must[float64](t)(HalfinWhitt(v.beta)), v.want, 6e-4)
	}
	if got := must[int](t)(Staff(100, 1)); got != 110 {
		t.Errorf("Staff(100, 1) = %d, want 110", got)
	}
	// The approximation must come near Erlang C for a large fleet.
	n := must[int](t)(Staff(10_000, 1))
	near(t, "share waiting", must[float64](t)(ErlangC(n, 10_000)), must[float64](t)(HalfinWhitt(1)), 0.005)
	if got := must[float64](t)(HalfinWhitt(60)); got != 0 && got > 1e-300 {
		t.Errorf("ample staffing: %v wait", got)
	}
}

func TestServersAndZones(t *testing.T) {
	if got := must[int](t)(Servers(2000, 0.012, 2, 0.6)); got != 20 {
		t.Errorf("Servers = %d, want 20 exactly", got)
	}
	if got := must[int](t)(Servers(0, 0.012, 2, 0.6)); got != 1 {
		t.Errorf("no work needs %d servers, want 1", got)
	}
	for _, v := range []struct{ needed, zones, perZone, total int }{
		{20, 2, 20, 40}, {20, 3, 10, 30}, {100, 4, 34, 136}, {5, 1, 5, 5}, {0, 3, 0, 0}, {1, 2, 1, 2},
	} {
		perZone, total, err := StaticallyStable(v.needed, v.zones)
		if err != nil || perZone != v.perZone || total != v.total {
			t.Errorf("StaticallyStable(%d, %d) = %d, %d, %v", v.needed, v.zones, perZone, total, err)
		}
		if v.zones > 1 && total-perZone < v.needed {
			t.Errorf("%+v: %d left without a zone", v, total-perZone)
		}
	}
}

func TestCeil(t *testing.T) {
	for _, v := range []struct{ in, want float64 }{
		{0.1 * 3 * 10, 3}, {20.000000000000004, 20}, {20.001, 21}, {0, 0}, {1e-12, 0}, {-0.5, 0}, {7, 7},
	} {
		if got := Ceil(v.in); got != v.want {
			t.Errorf("Ceil(%v) = %v, want %v", v.in, got, v.want)
		}
	}
}

func TestLittle(t *testing.T) {
	near(t, "Google SRE Workbook workers", must[float64](t)(InFlight(1_020_000, 0.025)), 25_500, 1e-9)
	near(t, "Stack Overflow SQL in flight", must[float64](t)(InFlight(5842.8, 0.0012026)), 7.03, 0.005)
	near(t, "closed", must[float64](t)(ClosedRate(10_000, 9.8, 0.2)), 1000, 1e-9)
	if _, err := ClosedRate(1, 0, 0); err == nil {
		t.Error("people who neither think nor wait have no rate")
	}
}

func TestBacklogAndDrain(t *testing.T) {
	backlog := must[float64](t)(Backlog(500, 300, 600))
	near(t, "backlog", backlog, 120_000, 0)
	near(t, "drain", must[float64](t)(Drain(backlog, 100, 300)), 600, 0)
	near(t, "slack", must[float64](t)(Backlog(100, 300, 600)), 0, 0)
	near(t, "nothing to drain", must[float64](t)(Drain(0, 300, 300)), 0, 0)
	if _, err := Drain(1, 300, 300); !errors.Is(err, ErrUnstable) {
		t.Errorf("never drains: %v", err)
	}
}

func TestHeadroom(t *testing.T) {
	for _, v := range []struct{ doubling, lead, want float64 }{{600, 240, 0.7143}, {600, 360, 0.625}, {300, 240, 0.5556}} {
		near(t, "headroom", must[float64](t)(Headroom(1/v.doubling, v.lead)), v.want, 5e-5)
	}
	near(t, "steady load", must[float64](t)(Headroom(0, 240)), 1, 0)
}

func TestUSL(t *testing.T) {
	u := USL{Alpha: 0.0277285, Beta: 0.0001044, Gamma: 89.9952} // CRAN package usl, readme
	workers, peak, err := u.Peak()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "workers at peak", workers, 96.50, 0.005)
	near(t, "peak", peak, 1883.8, 0.05)
	near(t, "limit", u.Limit(), 3245.6, 0.05)
	near(t, "optimum", must[float64](t)(u.Throughput(1/u.Alpha)), 1542.4, 0.05)
	for _, n := range []float64{1, 10, 90, 100, 500} {
		if x := must[float64](t)(u.Throughput(n)); x > peak {
			t.Errorf("%v workers do %v, above the peak", n, x)
		}
	}
	amdahl := USL{Alpha: 0.05, Gamma: 10}
	if workers, limit, err := amdahl.Peak(); err != nil || !math.IsInf(workers, 1) || limit != 200 {
		t.Errorf("without coherency cost: %v, %v, %v", workers, limit, err)
	}
	if !math.IsInf(USL{Gamma: 1}.Limit(), 1) {
		t.Error("linear scaling has no limit")
	}
	if _, err := u.Throughput(0.5); err == nil {
		t.Error("half a worker has no throughput")
	}
}

func TestDomains(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	var domain *DomainError
	for i, err := range []error{
		errorOf(MG1Wait(-1, 1, 1)), errorOf(MG1Wait(1, 0, 1)), errorOf(MG1Wait(1, 0.1, nan)),
		errorOf(GGcWait(1, 1, 0.1, -1, 1)), errorOf(GGcWait(1, 1, 0.1, 1, inf)), errorOf(GGcWait(0, 1, 0.1, 1, 1)),
		errorOf(Staff(-1, 1)), errorOf(Staff(1, 0)), errorOf(Staff(1e9, 1)), errorOf(HalfinWhitt(0)),
		errorOf(Servers(1, 1, 0, 1)), errorOf(Servers(1, 1, 1, 0)), errorOf(Servers(1, 1, 1, 1.1)), errorOf(Servers(1e9, 1, 1, 1)),
		errorOf(InFlight(-1, 1)), errorOf(ClosedRate(nan, 1, 1)), errorOf(Backlog(1, -1, 1)), errorOf(Drain(-1, 1, 1)),
		errorOf(Headroom(-1, 1)), errorOf(USL{Alpha: -1, Gamma: 1}.Throughput(1)), USL{Gamma: 0}.Check(),
		errorOf(GammaQuantile(0, 1, 0.5)), errorOf(GammaQuantile(1, -1, 0.5)), errorOf(GammaQuantile(1, 1, 1)), errorOf(GammaQuantile(1, 1, 0)),
		errorOf(LookAside(1.1, 1, 1)), errorOf(LookAsideBreakEven(1, 0)), errorOf(ZipfHit(-1, 10, 1)), errorOf(ZipfHit(1, 10, 11)),
		errorOf(ZipfHit(1, 0, 0)), errorOf(ZipfHit(1, MaxItems+1, 0)), errorOf(ZipfHitClosed(1, 1, 1)), errorOf(ZipfHitClosed(nan, 9, 1)),
	} {
		if !errors.As(err, &domain) {
			t.Errorf("case %d: %v, want a domain error", i, err)
		}
	}
	if _, _, err := StaticallyStable(1, 0); !errors.As(err, &domain) {
		t.Errorf("no zones: %v", err)
	}
	if _, _, err := (USL{Alpha: 2, Beta: 1, Gamma: 1}).Peak(); !errors.As(err, &domain) {
		t.Errorf("alpha above 1: %v", err)
	}
}
