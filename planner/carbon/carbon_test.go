package carbon

import (
	"math"
	"testing"

	"stagecraft/planner/workload"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 5e-4*max(1e-3, math.Abs(want)) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// Published vector: 4 vCPU at 50% for 730 h take 6.190 kWh, with the data centre
// 7.026: 2.663 kg in us-east-1 and 0.0618 kg in eu-north-1.
func TestPublishedVector(t *testing.T) {
	kwh := Average.Compute(4, 0.5, 730)
	near(t, "kWh", kwh, 6.190)
	near(t, "with the data centre", kwh*PUE, 7.026)
	for region, want := range map[string]float64{"us-east-1": 2.663, "eu-north-1": 0.0618} {
		kg, ok := Grid(region)
		if !ok {
			t.Fatalf("no grid of %s", region)
		}
		near(t, region, kwh*PUE*kg, want)
	}
}

func TestPower(t *testing.T) {
	for _, c := range []struct{ utilisation, want float64 }{{0, 0.47}, {1, 1.69}, {0.5, 1.08}, {-1, 0.47}, {2, 1.69}} {
		near(t, "Graviton2", Graviton2.Watts(c.utilisation), c.want)
	}
	near(t, "Skylake full", Skylake.Watts(1), 4.26)
}

// m7g: 4 GB a vCPU against 129.78 ÷ 64 = 2.0278; c7g has less than its chip.
// One TB of SSD for a month is 1.2 × 730 Wh, thrice in three copies.
func TestMemoryStorageNetwork(t *testing.T) {
	near(t, "extra memory of 2 vCPU, 8 GB", Graviton2.ExtraGB(2, 8), 8-2*129.78/64)
	near(t, "no extra memory", Graviton2.ExtraGB(2, 4), 0)
	near(t, "what the chip holds", Graviton2.ChipGB(64), 129.78)
	near(t, "memory", Memory(100, 730), 100*0.000392*730)
	near(t, "a TB of SSD", Storage(SSD, 1000, 1, 730), 0.876)
	near(t, "in three copies", Storage(SSD, 1000, 3, 730), 2.628)
	near(t, "a TB of HDD", Storage(HDD, 1000, 1, 730), 0.4745)
	near(t, "network", Network(5000), 5)
	for what, zero := range map[string]float64{"no vCPU": Average.Compute(0, 1, 730), "no hours": Average.Compute(4, 1, 0), "no GB": Storage(SSD, 0, 6, 730), "no copies": Storage(SSD, 5, 0, 730), "no traffic": Network(0), "nothing made": Skylake.Embodied(0, 730)} {
		if zero != 0 {
			t.Errorf("%s takes %v", what, zero)
		}
	}
}

// 4 of 96 vCPUs for 730 of 35,040 hours are 1/24 × 1/48 of 1,610.38 kg.
func TestEmbodied(t *testing.T) {
	near(t, "m5.xlarge for a month", Skylake.Embodied(4, 730), 1610.3792/24/48)
	near(t, "a whole server's life", Graviton2.Embodied(64, 35040), 1332.856)
}

// Every region the planner offers has a grid.
func TestEveryRegionHasAGrid(t *testing.T) {
	for _, r := range workload.Regions() {
		if kg, ok := Grid(r.Value); !ok || kg <= 0 || kg > 1.5 {
			t.Errorf("%s: %v kg/kWh, %v", r.Value, kg, ok)
		}
	}
	if kg, ok := Grid("moon-1"); ok || kg != 0 {
		t.Errorf("moon-1 has a grid of %v", kg)
	}
}
