package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// answered is a save that a visitor was told of.
type answered struct {
	by visitor
	at string
}

// A server killed while four visitors save keeps every save that it answered, and
// the next one is ready at once.
func TestKilledWhileVisitorsSave(t *testing.T) {
	const rounds, writers, ready = 10, 4, 3 * time.Second
	db := filepath.Join(t.TempDir(), "plans.db")
	var kept []answered
	var slowest time.Duration
	for round := range rounds {
		s := serveProgram(t, db)
		var mu sync.Mutex
		var saves atomic.Int64
		var group sync.WaitGroup
		for range writers {
			group.Go(func() {
				v := newVisitor()
				for {
					got, err := v.json(http.MethodPost, s.url+"/api/v1/plans", workloadOf("2k")) // worked out once, so that saves come fast
					if err != nil {
						return // the kill
					}
					if got.status != http.StatusCreated {
						t.Errorf("round %d: %d: %.200s", round, got.status, got.body)
						return
					}
					mu.Lock()
					kept = append(kept, answered{v, got.header.Get("Location")})
					mu.Unlock()
					saves.Add(1)
				}
			})
		}
		for until := time.Now().Add(time.Minute); saves.Load() < int64(10+5*round) && time.Now().Before(until); {
			time.Sleep(time.Millisecond)
		}
		s.kill()
		group.Wait()
		started := time.Now()
		next := serveProgram(t, db)
		newVisitor().get(t, next.url+"/readyz", http.StatusOK)
		took := time.Since(started)
		if slowest = max(slowest, took); took > ready {
			t.Errorf("round %d: ready again after %v", round, took)
		}
		_, says := backedUp(t, db)
		var plans int
		if m := regexp.MustCompile(`: (\d+) plans`).FindStringSubmatch(says); m != nil {
			plans, _ = strconv.Atoi(m[1])
		}
		if plans < len(kept) {
			t.Errorf("round %d: %d saves were answered, the file has %q", round, len(kept), says)
		}
		if round == rounds-1 {
			for _, save := range kept {
				save.by.get(t, next.url+save.at, http.StatusOK)
			}
		}
		next.kill()
	}
	t.Logf("%d acknowledged saves over %d kills are all there; ready again within %v", len(kept), rounds, slowest)
}

// Between the request and the answer of every save its log is synced.
func TestEverySaveIsSynced(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("strace is missing: .ci/tools installs it")
		}
		t.Skip("strace is not installed")
	}
	db, trace := filepath.Join(t.TempDir(), "plans.db"), filepath.Join(t.TempDir(), "trace")
	s := serveProgram(t, db, strace, "-D", "-f", "-y", "-ttt", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o", trace)
	type span struct{ from, to float64 }
	var saves []span
	now := func() float64 { return float64(time.Now().UnixMicro()) / 1e6 }
	v := newVisitor()
	for i := range 8 {
		from := now()
		v.save(t, s.url, fmt.Sprint(5000+i))
		saves = append(saves, span{from, now()})
	}
	s.Process.Signal(os.Interrupt)
	s.Wait()
	var synced []float64
	for _, line := range strings.Split(string(must(os.ReadFile(trace))), "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || !strings.Contains(line, "plans.db-wal>") {
			continue
		}
		at, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		synced = append(synced, at)
	}
	for i, save := range saves {
		n := 0
		for _, at := range synced {
			if save.from <= at && at <= save.to {
				n++
			}
		}
		if n == 0 {
			t.Errorf("save %d was answered without a sync of the log", i)
		}
	}
	t.Logf("%d saves, %d syncs of the log", len(saves), len(synced))
}

// Sixteen visitors save at once: none is turned away and nothing is lost.
func TestManyVisitorsSave(t *testing.T) {
	const writers, each = 16, 25
	db := filepath.Join(t.TempDir(), "plans.db")
	s := serveProgram(t, db)
	newVisitor().save(t, s.url, "2k") // worked out once, so that saves come fast
	saves := make(chan answered, writers*each)
	started := time.Now()
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			v := newVisitor()
			for range each {
				got, err := v.json(http.MethodPost, s.url+"/api/v1/plans", workloadOf("2k"))
				if err != nil || got.status != http.StatusCreated {
					t.Errorf("writer %d: %d, %v: %.200s", w, got.status, err, got.body)
					return
				}
				saves <- answered{v, got.header.Get("Location")}
			}
		})
	}
	group.Wait()
	took := time.Since(started)
	close(saves)
	distinct := map[string]bool{}
	for save := range saves {
		if distinct[save.at] = true; len(distinct)%10 == 0 { // the rest are counted below
			save.by.get(t, s.url+save.at, http.StatusOK)
		}
	}
	_, says := backedUp(t, db)
	if len(distinct) != writers*each || !strings.Contains(says, fmt.Sprintf(": %d plans, %d revisions", writers*each+1, writers*each+1)) {
		t.Errorf("%d plans were answered, the file has %q", len(distinct), says)
	}
	t.Logf("%d saves by %d visitors in %v", len(distinct), writers, took)
}
