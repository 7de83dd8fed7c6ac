package views

import (
	"math"
	"strings"
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
	for _, p := range append(planned(t), drawn()...) {
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
				borne[tier.ID] = len(tierCards(s.Graph, tier.ID)) > 0
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

// The cards of a tier stand for all its machines.
func TestCardsStandForAllMachines(t *testing.T) {
	uneven := 0
	for _, p := range append(planned(t), drawn()...) {
		for _, s := range p.Stages {
			counts := machines(s)
			for _, tier := range s.Tiers {
				sum, zones, counted := 0, false, map[int]bool{}
				for _, c := range tierCards(s.Graph, tier.ID) {
					sum += counts[c.ID]
					zones = zones || c.Place.IsZone()
					counted[counts[c.ID]] = true
				}
				if zones && tier.Sizing.Count > 0 && sum != tier.Sizing.Count {
					t.Errorf("%s stage %d: the cards of %s stand for %d of %d: %+v", workload.Encode(p.Workload), s.Number, tier.ID, sum, tier.Sizing.Count, tier.Sizing)
				}
				if len(counted) > 1 {
					uneven++
				}
			}
		}
	}
	if uneven == 0 {
		t.Error("no tier has cards that stand for different numbers: nothing is tried")
	}
}

// A part of a bill is spread by machines: of three replicas on two cards, one
// card bears twice the other's.
func TestCostFollowsMachines(t *testing.T) {
	amount, err := units.ParseMoney("100.01")
	if err != nil {
		t.Fatal(err)
	}
	s := planner.Stage{Tiers: []planner.Tier{{ID: "db", Service: "rds", Monthly: amount}}}
	s.Tiers[0].Sizing.Readers, s.Tiers[0].Sizing.Count = 3, 5
	for _, c := range []topology.Component{{ID: "db.a", Tier: "db", Role: "primary"}, {ID: "db.b", Tier: "db", Role: "standby"},
		{ID: "reader.b", Tier: "reader", Role: "replica"}, {ID: "reader.a", Tier: "reader", Role: "replica"}} {
		s.Graph.Add(c)
	}
	c := cardCosts(s)
	for id, want := range map[string]string{"db.a": "20.00", "db.b": "20.00", "reader.b": "40.01", "reader.a": "20.00"} {
		if got := c.cards[id].String(); got != want {
			t.Errorf("%s bears %s, want %s", id, got, want)
		}
	}
}

// A cost is as exact as the percentage beside it leaves room for.
func TestCostInTheRoomThereIs(t *testing.T) {
	for _, c := range []struct {
		amount string
		used   float64
		want   string
	}{
		{"0.50", 0.39, "$0.50"}, {"99999.99", 0.39, "$99,999.99"}, {"100000.49", 0.39, "$100,000"}, {"1233058410.00", -1, "$1.23B"},
		{"9999999.00", 0.39, "$9,999,999"}, {"99999999.00", 1.2, "$100M"}, {"99999.99", 12, "$100,000"}, {"0.00", -1, ""},
	} {
		amount, err := units.ParseMoney(c.amount)
		if err != nil {
			t.Fatal(err)
		}
		all := costs{cards: map[string]units.Money{"x": amount}}
		got := all.text("x", figureRoom(c.used))
		if got != c.want {
			t.Errorf("%s beside %v: %q, want %q", c.amount, c.used, got, c.want)
		}
		if w := svg.Width(got, 10, false); c.used >= 0 && w+svg.Width(diagram.Percent(c.used), 10, false) > 126-30-4-4 {
			t.Errorf("%q beside %s is %.1f wide", got, diagram.Percent(c.used), w)
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

// What arrives at a tier arrives there too when one of its zones is lost, over the
// lines that are left.
func TestLinesCarryWhatLostOnesDid(t *testing.T) {
	for _, p := range planned(t) {
		s := p.Stages[6]
		l := DiagramLabels(p.Workload, s)
		whole, left, raised := 0.0, 0.0, 0
		for _, link := range s.Graph.Links {
			to, _ := s.Graph.Find(link.To)
			if from, _ := s.Graph.Find(link.From); from.Tier != "alb" && from.Tier != "nlb" || to.Tier != "web" {
				continue
			}
			f := l.Failures[diagram.FailZoneB]
			before := l.Arrows[link.Key()]
			whole += before.Rate
			a, more := f.Arrows[link.Key()]
			switch {
			case f.Lost[link.To] && more:
				t.Errorf("%s: a lost line carries %v", p.Workload.Name, a)
			case !f.Lost[link.To] && !more:
				t.Errorf("%s: %s carries no more", p.Workload.Name, link.Key())
			case more:
				raised++
				left += a.Rate
				if a.Text == before.Text || !strings.HasSuffix(a.Text, " req/s") {
					t.Errorf("%s: %q became %q", p.Workload.Name, before.Text, a.Text)
				}
			}
			if same, more := l.Failures[diagram.FailPrimary].Arrows[link.Key()]; more {
				t.Errorf("%s: the loss of the primary makes %v", p.Workload.Name, same)
			}
		}
		if raised != 2 || math.Abs(left-whole) > whole*1e-9 {
			t.Errorf("%s: %d lines carry %v of %v", p.Workload.Name, raised, left, whole)
		}
	}
}

// A replica of a database by function is as full as replicas are, and as full as
// the primary becomes once it takes over.
func TestReplicasAreAsFullAsTheyAre(t *testing.T) {
	p := planOf(t, map[string][]string{"users": {"6M"}, "database": {"aurora-postgresql"}, "federation": {"3"}})
	s := p.Stages[7]
	l := DiagramLabels(p.Workload, s)
	var want float64
	for _, r := range byID(s)["db1"].Sizing.Resources {
		if r.Name == replicasCPU {
			want = r.Utilisation()
		}
	}
	replica, primary := l.Cards["db1.b"], l.Cards["db1.a"]
	if want <= 0 || replica.Utilisation != want || replica.Utilisation == primary.Utilisation {
		t.Errorf("the replica is %v full, its primary %v, replicas %v", replica.Utilisation, primary.Utilisation, want)
	}
	if !strings.Contains(replica.Tooltip, "CPU of the read replicas at ") || !strings.Contains(primary.Tooltip, "CPU of the primary at ") {
		t.Errorf("%s\n%s", replica.Tooltip, primary.Tooltip)
	}
	lost := l.Failures[diagram.FailPrimary]
	if lost.Before["db1.b"] != want || lost.After["db1.b"] <= primary.Utilisation {
		t.Errorf("taking over from %v it becomes %v to %v full", primary.Utilisation, lost.Before["db1.b"], lost.After["db1.b"])
	}
	if other := l.Failures[diagram.FailZoneC]; other.After["db1.b"] != want {
		t.Errorf("the loss of another zone makes it %v full", other.After["db1.b"])
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
