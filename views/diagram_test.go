package views

import (
	"math"
	"testing"

	"stagecraft/diagram"
	"stagecraft/diagram/svg"
	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/topology"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

// planned plans every preset, and one with read replicas.
func planned(t *testing.T) []planner.Plan {
	t.Helper()
	var all []planner.Plan
	add := func(w workload.Workload) {
		p, err := planner.Build(w, pricing.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	for _, p := range workload.Presets() {
		add(p.Workload())
	}
	w, errs := workload.Parse(map[string][]string{"users": {"2M"}, "requests_per_second": {"20000/s"}, "read_write": {"99/1"}, "cache_hit": {"0"}})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	add(w)
	return all
}

// The cards and what stands on none of them add up to the bill, to the cent.
func TestCardsAddUpToTheBill(t *testing.T) {
	for _, p := range planned(t) {
		for _, s := range p.Stages {
			c := cardCosts(s)
			sum := units.Money{}
			for _, amount := range c.cards {
				if amount.Float() < 0 {
					t.Errorf("%s stage %d: a card costs %s", p.Workload.Name, s.Number, amount)
				}
				sum = sum.Add(amount)
			}
			if sum.Cmp(c.onCards) != 0 {
				t.Errorf("stage %d: cards come to %s, the legend says %s", s.Number, sum, c.onCards)
			}
			borne := map[string]bool{}
			for _, tier := range s.Tiers {
				if cards, _ := bearers(s.Graph, tier); len(cards) > 0 {
					borne[tier.ID] = true
				}
			}
			for _, item := range s.Bill.Items {
				if !borne[item.Component] {
					sum = sum.Add(item.Monthly)
				}
			}
			if sum.Cmp(s.Bill.Total) != 0 {
				t.Errorf("%s stage %d: cards and the rest come to %s of %s", p.Workload.Name, s.Number, sum, s.Bill.Total)
			}
		}
	}
}

// What a card says under any overlay fits its line.
func TestReadingsFitTheCard(t *testing.T) {
	const room = diagram.CardWidth - 54 - 8
	for _, p := range planned(t) {
		for _, s := range p.Stages {
			l := DiagramLabels(p.Workload, s)
			for id, c := range l.Cards {
				for o, r := range c.Readings {
					if w := svg.Width(r.Text, 10, false); w > room {
						t.Errorf("stage %d, %s under %q: %q is %.0f wide of %.0f", s.Number, id, o, r.Text, w, room)
					}
					if math.IsNaN(r.Level) || r.Level > 1 && o != diagram.Headroom {
						t.Errorf("stage %d, %s under %q: level %v", s.Number, id, o, r.Level)
					}
				}
				for _, text := range []struct {
					text string
					size float64
					bold bool
				}{{c.Title, 12.5, true}, {c.Detail, 11, false}} {
					if w := svg.Width(text.text, text.size, text.bold); w > room {
						t.Errorf("stage %d, %s: %q is %.0f wide of %.0f", s.Number, id, text.text, w, room)
					}
				}
				if w := svg.Width(c.Cost, 10, false); w > room-30-4-26 {
					t.Errorf("stage %d, %s: %q is %.0f wide", s.Number, id, c.Cost, w)
				}
			}
		}
	}
}

// Each zone in use can be lost, and so can the primary; what is lost is drawn.
func TestFailuresOfThePicture(t *testing.T) {
	for _, p := range planned(t) {
		for _, s := range p.Stages {
			failures := diagramFailures(s)
			for _, zone := range s.Graph.UsedZones() {
				f, ok := failures[diagram.Overlay("fail-zone-"+string(zone))]
				if !ok || f.Notice == "" {
					t.Fatalf("stage %d: zone %s cannot fail: %+v", s.Number, zone, f)
				}
				for _, c := range s.Graph.Components {
					if f.Lost[c.ID] != (c.Place == zone || c.Tier == "server") {
						t.Errorf("stage %d, zone %s: %s lost is %v", s.Number, zone, c.ID, f.Lost[c.ID])
					}
					after, told := f.After[c.ID]
					if c.Tier == "web" && told && after < f.Before[c.ID] {
						t.Errorf("stage %d, zone %s: %s gets emptier: %v to %v", s.Number, zone, c.ID, f.Before[c.ID], after)
					}
					if c.Role == "standby" && told && !lostPrimary(f, s.Graph, c.Tier) {
						t.Errorf("stage %d, zone %s: standby %s takes over from a primary that stands", s.Number, zone, c.ID)
					}
				}
			}
			for id := range failures[diagram.FailPrimary].After {
				c, _ := s.Graph.Find(id)
				if f := failures[diagram.FailPrimary]; c.Tier == "web" && f.After[id] != f.Before[id] {
					t.Errorf("stage %d: the loss of the primary fills %s from %v to %v", s.Number, id, f.Before[id], f.After[id])
				}
			}
			if len(failures[diagram.FailPrimary].Lost) == 0 {
				t.Errorf("stage %d: no primary is lost", s.Number)
			}
			if want := max(1, len(s.Graph.UsedZones())) + 1; len(failures) != want {
				t.Errorf("stage %d: %d failures", s.Number, len(failures))
			}
		}
	}
}

func lostPrimary(f diagram.Failure, g topology.Graph, tier string) bool {
	for _, c := range g.Tier(tier) {
		if c.Role == "primary" && f.Lost[c.ID] {
			return true
		}
	}
	return false
}
