package queueing

import (
	"errors"
	"math"
	"testing"
)

// The ends of every domain belong to it, and a step beyond does not.
func TestDomainsEndWhereTheySay(t *testing.T) {
	accepted := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s is refused: %v", what, err)
		}
	}
	refused := func(what string, err error) {
		t.Helper()
		var domain *DomainError
		if !errors.As(err, &domain) {
			t.Errorf("%s is accepted (%v)", what, err)
		}
	}
	accepted("one item", errorOf(ZipfHit(1, 1, 0)))
	accepted("all items cached", errorOf(ZipfHit(1, 3, 3)))
	refused("no item", errorOf(ZipfHit(1, 0, 0)))
	refused("more cached than there are", errorOf(ZipfHit(1, 3, 4)))
	refused("less than nothing cached", errorOf(ZipfHit(1, 3, -1)))
	refused("too many items", errorOf(ZipfHit(1, MaxItems+1, 1)))
	accepted("nothing cached", errorOf(ZipfHitClosed(1, 10, 0)))
	accepted("everything cached", errorOf(ZipfHitClosed(1, 10, 10)))
	refused("one item", errorOf(ZipfHitClosed(1, 1, 1)))
	accepted("a share of nothing", errorOf(LookAside(0, 1, 5)))
	accepted("a share of all", errorOf(LookAside(1, 1, 5)))
	refused("less than nothing", errorOf(LookAside(-1e-9, 1, 5)))
	refused("more than all", errorOf(LookAside(1+1e-9, 1, 5)))
	accepted("one server", errorOf(ErlangC(1, 0.5)))
	accepted("the most servers", errorOf(ErlangB(MaxServers, 0.5)))
	refused("no server", errorOf(ErlangC(0, 0.5)))
	refused("too many servers", errorOf(ErlangB(MaxServers+1, 0.5)))
	q := must[MMc](t)(NewMMc(2, 1, 1))
	accepted("the quantile of nobody", errorOf(q.WaitQuantile(0)))
	refused("the quantile of everybody", errorOf(q.WaitQuantile(1)))
	refused("a negative quantile", errorOf(q.WaitQuantile(-1e-9)))
}

// One cached item of many: the closed form begins at nothing, and meets the
// logarithm at z = 1 from both sides.
func TestZipfClosedAtItsJoints(t *testing.T) {
	near(t, "one item cached", must[float64](t)(ZipfHitClosed(0.8, 100, 1)), 0, 0)
	near(t, "just above one", must[float64](t)(ZipfHitClosed(0.8, 100, 1.0001)), math.Expm1(0.2*math.Log(1.0001))/math.Expm1(0.2*math.Log(100)), 1e-15)
	want := math.Log(10) / math.Log(100)
	for _, z := range []float64{1, 1 - 1e-13, 1 + 1e-13, 1 - 1e-9, 1 + 1e-9} {
		near(t, "around z = 1", must[float64](t)(ZipfHitClosed(z, 100, 10)), want, 1e-8)
	}
}

// The quantile is 0 up to the share that does not wait, and the fewest servers
// for a share are those whose Erlang C is just at or under it.
func TestWaitingAtItsJoints(t *testing.T) {
	q := must[MMc](t)(NewMMc(3, 2, 1))
	free := 1 - q.WaitProbability
	near(t, "the last that does not wait", must[float64](t)(q.WaitQuantile(free)), 0, 0)
	if got := must[float64](t)(q.WaitQuantile(free + 1e-6)); got <= 0 {
		t.Errorf("the first that waits, waits %v", got)
	}
	limit := must[float64](t)(ErlangC(3, 2))
	if n := must[int](t)(ServersForWait(2, limit)); n != 3 {
		t.Errorf("%d servers keep waiting at %v, want 3", n, limit)
	}
	if n := must[int](t)(ServersForWait(2, limit-1e-9)); n != 4 {
		t.Errorf("%d servers keep waiting under %v, want 4", n, limit)
	}
	// As many servers as offered load are never enough.
	if n := must[int](t)(ServersForWait(2, 0.999)); n != 3 {
		t.Errorf("%d servers for an offered load of 2, want 3", n)
	}
}
