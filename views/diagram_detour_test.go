package views

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/topology"
)

// carried is the rate of all lines left between two tiers, by the names of the
// tiers: with the whole they carry after a loss.
func carried(s planner.Stage, l diagram.Labels, f diagram.Failure, to func(topology.Component) bool) float64 {
	sum := 0.0
	count := func(key, from, into string) {
		target, _ := s.Graph.Find(into)
		if f.Lost[from] || f.Lost[into] || !to(target) {
			return
		}
		a, more := f.Arrows[key]
		if !more {
			a = l.Arrows[key]
		}
		sum += a.Rate
	}
	for _, link := range s.Graph.Links {
		if link.Kind != topology.Replication {
			count(link.Key(), link.From, link.To)
		}
	}
	for _, d := range f.Detours {
		if d.Kind != topology.Replication {
			count(d.Key, d.From, d.To)
		}
	}
	return sum
}

// Whatever is lost, what reached each kind of component reaches it still, as long
// as one of them is left; and no part that worked alone is left without a line.
func TestALossLosesNoTraffic(t *testing.T) {
	tried, over := 0, 0
	for _, p := range append(planned(t), drawn()...) {
		for _, s := range p.Stages {
			l := DiagramLabels(p.Workload, s)
			for o, f := range l.Failures {
				over += len(f.Detours)
				for _, c := range s.Graph.Components {
					// Reads of a lost replica go to its primary: a database is asked as one.
					same := func(to topology.Component) bool { return ownTier(to) == ownTier(c) }
					whole := carried(s, l, diagram.Failure{}, same)
					if c.Role == "standby" || ownTier(c) != c.Tier || whole == 0 || !answered(s, f, c) {
						continue
					}
					tried++
					if left := carried(s, l, f, same); math.Abs(left-whole) > whole*1e-9 {
						t.Errorf("%s stage %d, %s: %v of %v reach %s", p.Workload.Name, s.Number, o, left, whole, c.Tier)
					}
				}
			}
		}
	}
	if tried < 1000 || over < 100 {
		t.Errorf("only %d tiers and %d detours looked at", tried, over)
	}
}

// answered tells whether a component or its heir is left, and so is somebody who
// calls it.
func answered(s planner.Stage, f diagram.Failure, c topology.Component) bool {
	if f.Lost[c.ID] && s.Graph.Heir(c.ID, f.Lost) == "" {
		return false
	}
	for _, l := range s.Graph.Links {
		from, _ := s.Graph.Find(l.From)
		if l.To == c.ID && f.Lost[from.ID] && s.Graph.Heir(from.ID, f.Lost) == "" {
			return false
		}
	}
	return true
}

// What takes over is drawn, named and listed.
func TestWhatTakesOverIsTold(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"1M"}})
	s := p.Stages[5]
	l := DiagramLabels(p.Workload, s)
	f := l.Failures[diagram.FailZoneA]
	scene := diagram.NewScene(s.Graph).Failing(f)
	placed, err := diagram.Draw(t.Context(), diagram.Grid{}, scene)
	if err != nil {
		t.Fatal(err)
	}
	picture := svg.Render(scene, placed, l, svg.Options{Overlay: diagram.FailZoneA})
	if got := bytes.Count(picture, []byte(`class="d-line d-over"`)); got != len(f.Detours)+1 || got < 4 {
		t.Errorf("%d lines and a key for %d that take over", got, len(f.Detours))
	}
	for _, want := range []string{"Takes over: carries what a lost one did", "Taken over: ", "Lost: "} {
		if !bytes.Contains(picture, []byte(want)) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	whole := diagram.NewScene(s.Graph)
	placed.Detours = nil
	if plain := svg.Render(whole, placed, l, svg.Options{}); bytes.Contains(plain, []byte("d-over")) {
		t.Error("a whole picture has lines that take over")
	}
	said := map[string]string{}
	for _, row := range newLinkRows(s, l, diagram.FailZoneA) {
		if strings.HasSuffix(row.Kind, ", taken over") {
			said[row.From+" to "+row.To] = row.Label
		}
	}
	if len(said) != len(f.Detours) || !strings.HasSuffix(said["Services b to Standby b"], " ops/s") {
		t.Errorf("%v", said)
	}
}

// Look-ups reach the cache, and what misses there with all writes the database;
// both add up to what is asked for.
func TestTheCacheIsAskedAside(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"1M"}})
	w := p.Workload
	s := p.Stages[5]
	sum := map[string]float64{}
	for _, link := range s.Graph.Links {
		to, _ := s.Graph.Find(link.To)
		from, _ := s.Graph.Find(link.From)
		if link.Kind == topology.Request && from.Tier == "svc" {
			sum[ownTier(to)] += float64(s.Flows[link.Key()].Rate.Peak)
		}
		if from.Tier == "cache" && to.Tier != "cache" {
			t.Errorf("the cache calls %s", to.ID)
		}
	}
	// All stages carry the demand of their own users.
	share := float64(s.SizedAt) / float64(w.Users)
	reads := float64(p.Demand.DatabaseReads.Peak) * share
	writes := float64(p.Demand.DatabaseWrites.Peak) * share
	if math.Abs(sum["cache"]-reads) > reads*1e-9 {
		t.Errorf("%v of %v reads are looked up", sum["cache"], reads)
	}
	misses := reads * (1 - float64(w.CacheHit))
	if sum["db"] > misses+writes+1e-9 || sum["db"] < misses { // what runs later is written less at once
		t.Errorf("the database is asked %v times, for %v misses and at most %v writes", sum["db"], misses, writes)
	}
}
