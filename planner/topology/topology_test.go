package topology

import (
	"slices"
	"testing"
)

func sample() Graph {
	var g Graph
	g.Add(Component{ID: "users", Tier: "users", Place: Outside})
	g.Add(Component{ID: "web.a", Tier: "web", Place: ZoneA, New: true})
	g.Add(Component{ID: "web.b", Tier: "web", Place: ZoneB})
	g.Connect(Link{From: "users", To: "web.a", New: true})
	g.Connect(Link{From: "users", To: "web.b"})
	return g
}

func TestAddReplacesInPlace(t *testing.T) {
	g := sample()
	g.Add(Component{ID: "web.a", Tier: "web", Name: "changed", Place: ZoneA})
	if len(g.Components) != 3 || g.Components[1].Name != "changed" {
		t.Fatalf("components = %+v, want web.a replaced at index 1", g.Components)
	}
}

func TestRemoveTakesItsLinks(t *testing.T) {
	g := sample()
	g.Remove("web.a")
	if g.Has("web.a") || len(g.Links) != 1 || g.Links[0].To != "web.b" {
		t.Fatalf("after removal: %+v %+v", g.Components, g.Links)
	}
}

func TestConnectOnce(t *testing.T) {
	g := sample()
	g.Connect(Link{From: "users", To: "web.a"})
	if len(g.Links) != 2 {
		t.Fatalf("links = %d, want 2", len(g.Links))
	}
	g.Disconnect("users", "web.a")
	if len(g.Links) != 1 {
		t.Fatalf("links after disconnect = %d, want 1", len(g.Links))
	}
}

func TestConnectRefusesMissingEnds(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("linking a missing component did not panic")
		}
	}()
	g := sample()
	g.Connect(Link{From: "users", To: "nowhere"})
}

func TestCloneClearsNewAndShares(t *testing.T) {
	g := sample()
	c := g.Clone()
	c.Components[2].Name = "other"
	if c.Components[1].New || c.Links[0].New {
		t.Error("clone keeps New marks")
	}
	if g.Components[2].Name == "other" {
		t.Error("clone shares components with the original")
	}
}

func TestZonesAndTiers(t *testing.T) {
	g := sample()
	if got := g.UsedZones(); !slices.Equal(got, []Place{ZoneA, ZoneB}) {
		t.Errorf("zones = %v", got)
	}
	if got := len(g.Tier("web")); got != 2 {
		t.Errorf("web tier has %d components, want 2", got)
	}
	if g.HasTier("cache") {
		t.Error("a tier that is not there is reported")
	}
}
