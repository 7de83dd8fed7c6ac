package graphviz_test

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"stagecraft/diagram"
	"stagecraft/planner/topology"
	"stagecraft/planner/workload"
)

// workloads are the presets and others that bring in Aurora, replicas, nothing
// but the request path, and five databases.
func workloads() map[string]url.Values {
	all := map[string]url.Values{
		"default":   {},
		"aurora":    {"database": {"aurora-postgresql"}, "objects_stored": {"1 TB"}},
		"plain":     {"signed_in_share": {"0"}, "session_share": {"0"}, "static_share": {"0"}, "event_share": {"0"}, "api_share": {"0"}},
		"federated": {"users": {"2M"}, "requests_per_second": {"20000/s"}, "read_write": {"99/1"}, "cache_hit": {"0"}, "federation": {"5"}},
	}
	for _, p := range workload.Presets() {
		v := url.Values{}
		for k, x := range p.Values {
			v.Set(k, x)
		}
		all[p.ID] = v
	}
	return all
}

func TestStages(t *testing.T) {
	for name, values := range workloads() {
		for n, scene := range stages(t, values) {
			placed, err := shared.Layout(t.Context(), scene)
			if err != nil {
				t.Errorf("%s, stage %d: %v", name, n+1, err)
				continue
			}
			t.Run(name, func(t *testing.T) { check(t, placed, scene) })
		}
	}
}

// Any part of a stage is a scene that can be drawn too: a workload nobody
// thought of drops components.
func TestPartsOfStages(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, values := range []url.Values{nil, workloads()["federated"]} {
		for n, whole := range stages(t, values) {
			for range 12 {
				scene := part(whole, random)
				placed, err := shared.Layout(t.Context(), scene)
				if err != nil {
					t.Fatalf("part of stage %d, %s: %v", n+1, scene.Shape(), err)
				}
				check(t, placed, scene)
			}
		}
	}
}

// part keeps most cards, at least one, and the links between them.
func part(whole diagram.Scene, random *rand.Rand) diagram.Scene {
	var s diagram.Scene
	kept := map[string]bool{}
	for i, c := range whole.Cards {
		if random.IntN(4) > 0 || i == len(whole.Cards)-1 && len(kept) == 0 {
			s.Cards = append(s.Cards, c)
			kept[c.ID] = true
		}
	}
	for _, l := range whole.Links {
		if kept[l.From] && kept[l.To] {
			s.Links = append(s.Links, l)
		}
	}
	return s
}

// check asks of a picture what a reader sees at once: no card on another, rows
// level and in order, columns straight, services left of the zones.
func check(t *testing.T, p diagram.Placed, s diagram.Scene) {
	t.Helper()
	if len(p.Cards) != len(s.Cards) {
		t.Fatalf("%d of %d cards placed", len(p.Cards), len(s.Cards))
	}
	for i, a := range s.Cards {
		boxA, _ := p.Card(a.ID)
		if boxA.X < 0 || boxA.Y < 0 || boxA.Right() > p.Width || boxA.Bottom() > p.Height {
			t.Errorf("card %s leaves the picture", a.ID)
		}
		for _, b := range s.Cards[i+1:] {
			boxB, _ := p.Card(b.ID)
			checkPair(t, a, b, boxA, boxB)
		}
	}
}

func checkPair(t *testing.T, a, b diagram.SceneCard, boxA, boxB diagram.Box) {
	t.Helper()
	if boxA.Grow(20).Overlaps(boxB.Grow(20)) {
		t.Errorf("cards %s and %s are nearer than 40 px", a.ID, b.ID)
	}
	if (a.Row < b.Row) != (boxA.Y < boxB.Y) || (a.Row == b.Row) != (boxA.Y == boxB.Y) {
		t.Errorf("cards %s and %s of rows %d and %d are at %v and %v", a.ID, b.ID, a.Row, b.Row, boxA.Y, boxB.Y)
	}
	if a.Place.IsZone() && a.Place == b.Place && boxA.X != boxB.X {
		t.Errorf("zone %s is not straight: %s and %s", a.Place, a.ID, b.ID)
	}
	zoneA, zoneB := slices.Index(topology.Zones, a.Place), slices.Index(topology.Zones, b.Place)
	if zoneA >= 0 && zoneB >= 0 && (zoneA < zoneB) != (boxA.X < boxB.X) {
		t.Errorf("zones of %s and %s stand in the wrong order", a.ID, b.ID)
	}
	if a.Place == topology.Region && zoneB >= 0 && boxA.Right() >= boxB.X || b.Place == topology.Region && zoneA >= 0 && boxB.Right() >= boxA.X {
		t.Errorf("of %s and %s the service is not left of the zone", a.ID, b.ID)
	}
	if a.Place == b.Place && a.Row == b.Row && (a.Order < b.Order) != (boxA.X < boxB.X) {
		t.Errorf("%s and %s stand in the wrong order", a.ID, b.ID)
	}
}

func TestLargeSceneIsRefused(t *testing.T) {
	p := newPool(t, nil, 1, patient)
	var s diagram.Scene
	for i := range 81 {
		s.Cards = append(s.Cards, diagram.SceneCard{ID: string(rune('a' + i)), Place: topology.Region, Row: i})
	}
	if _, err := p.Layout(t.Context(), s); err == nil || !strings.Contains(err.Error(), "81 cards") {
		t.Error("a scene of 81 cards went to Graphviz")
	}
}
