package roadmap

import (
	"testing"

	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// full is a workload that takes every move; bare one that takes as few as it can.
func variants() map[string]Facts {
	full := Facts{Workload: workload.Default(), Server: "lightsail", Objects: true, Static: true, Sessions: true, SignIn: true, ReadHeavy: true, Jobs: true, Gateway: true, Shards: 3}
	bare := Facts{Workload: workload.Default(), Server: "ec2"}
	bare.Workload.CacheHit = 0
	bare.Workload.Assumptions.NoSQLShare = 0
	aurora := full
	aurora.Workload.Database = workload.AuroraMySQL
	return map[string]Facts{"full": full, "bare": bare, "aurora": aurora}
}

func TestEightStagesInOrder(t *testing.T) {
	want := []string{"start", "split", "balance", "lighten", "automate", "decouple", "everywhere", "partition"}
	stages := Stages()
	if len(stages) != len(want) {
		t.Fatalf("%d stages, want %d", len(stages), len(want))
	}
	seen := map[string]bool{}
	for i, s := range stages {
		if s.ID != want[i] || s.Number != i+1 || s.Name == "" || s.Title == "" || s.Summary == "" || len(s.Moves) == 0 {
			t.Errorf("stage %d is %+v, want %s", i+1, s, want[i])
		}
		for _, m := range s.Moves {
			if seen[m.ID] || m.Title == "" || m.Why == "" || m.Source.Name == "" || len(m.Migrate) == 0 {
				t.Errorf("move %q of %s lacks a field or is there twice", m.ID, s.ID)
			}
			seen[m.ID] = true
		}
	}
}

func TestEveryStageIsConnected(t *testing.T) {
	operations := map[string]bool{"route53": true, "nat": true, "cloudwatch": true, "cloudformation": true, "codepipeline": true, "xray": true}
	for name, f := range variants() {
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			linked := map[string]bool{}
			for _, l := range d.Graph.Links {
				linked[l.From], linked[l.To] = true, true
			}
			for _, c := range d.Graph.Components {
				if !linked[c.ID] && !operations[c.Tier] {
					t.Errorf("%s stage %d: %s stands alone", name, number, c.ID)
				}
				if c.Name == "" || c.Service == "" {
					t.Errorf("%s stage %d: %s has no name or service", name, number, c.ID)
				}
			}
		}
	}
}

// A component keeps its row, order and place from stage to stage.
func TestComponentsKeepTheirPlace(t *testing.T) {
	for name, f := range variants() {
		type where struct {
			place      topology.Place
			row, order int
		}
		seen := map[string]where{}
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			for _, c := range d.Graph.Components {
				at := where{c.Place, c.Row, c.Order}
				if old, ok := seen[c.ID]; ok && old != at {
					t.Errorf("%s stage %d: %s moves from %+v to %+v", name, number, c.ID, old, at)
				}
				seen[c.ID] = at
			}
		}
	}
}

// Nothing stands where something else does.
func TestOneComponentASlot(t *testing.T) {
	for name, f := range variants() {
		for number := 1; number <= 8; number++ {
			d, _ := Build(number, f)
			d.Readers(f, 3, true)
			type slot struct {
				column     string
				row, order int
			}
			taken := map[slot]string{}
			for _, c := range d.Graph.Components {
				s := slot{string(c.Place), c.Row, c.Order}
				if c.Place == topology.Edge || c.Place == topology.Outside {
					s.column = string(topology.Region)
				}
				if c.Place.IsZone() {
					s.order = 0
				}
				if other, ok := taken[s]; ok {
					t.Errorf("%s stage %d: %s and %s share a slot", name, number, c.ID, other)
				}
				taken[s] = c.ID
			}
		}
	}
}

func TestMovesNotNeededSayWhy(t *testing.T) {
	for number := 1; number <= 8; number++ {
		_, taken := Build(number, variants()["bare"])
		for _, m := range taken {
			if !m.Applied && m.WhyNot == "" {
				t.Errorf("move %s is not taken and does not say why", m.ID)
			}
		}
	}
}

func TestFederationShares(t *testing.T) {
	for _, n := range []float64{2, 3, 6} {
		w := workload.Default()
		w.Assumptions.Federation = n
		sum := 0.0
		for _, p := range Federation(w) {
			sum += p.Share
		}
		if len(Federation(w)) != int(n) || sum < 0.999999 || sum > 1.000001 {
			t.Errorf("%v parts take %v of the work", n, sum)
		}
	}
}
