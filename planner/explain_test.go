package planner

import (
	"testing"

	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// A copy takes what is written to its original, not what is read there too.
func TestCopiesTakeWrites(t *testing.T) {
	p, err := Build(workload.Default(), pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for _, s := range p.Stages {
		asked := map[string]units.PerSecond{} // by component
		for _, l := range s.Graph.Links {
			if l.Kind == topology.Request {
				asked[l.To] += s.Flows[l.Key()].Rate.Peak
			}
		}
		for _, l := range s.Graph.Links {
			if l.Kind != topology.Replication {
				continue
			}
			copies++
			if got := s.Flows[l.Key()].Rate.Peak; got <= 0 || got >= asked[l.From] {
				t.Errorf("stage %d: %s copies %v of the %v asked of its original", s.Number, l.Key(), got, asked[l.From])
			}
		}
	}
	if copies < 8 {
		t.Errorf("only %d copies", copies)
	}
}
