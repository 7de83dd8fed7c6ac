package planner

import (
	"math"
	"strings"
	"testing"

	"stagecraft/planner/bill"
	"stagecraft/planner/carbon"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
)

func TestCarbonIsAskedFor(t *testing.T) {
	for _, s := range plan(t, "users", "100k").Stages {
		if s.Carbon != nil {
			t.Errorf("stage %d estimates carbon though nobody asked", s.Number)
		}
	}
}

// Parts add up, in each region by its own grid; nothing is negative, and what is
// not estimated is listed.
func TestCarbonAddsUp(t *testing.T) {
	for _, c := range [][]string{{"region", "us-east-1"}, {"region", "sa-east-1", "database", "aurora-mysql"}, {"processor", "x86", "region", "eu-west-1"}} {
		for _, s := range plan(t, append(c, "users", "2M", "carbon", "on", "objects_stored", "1 TB")...).Stages {
			e := s.Carbon
			if e == nil {
				t.Fatalf("%v stage %d has no estimate", c, s.Number)
			}
			kwh, made := 0.0, 0.0
			for _, p := range e.Parts {
				kwh += p.KWh
				made += p.Embodied
				if p.KWh < 0 || p.Embodied < 0 || p.KWh+p.Embodied == 0 || len(p.Reasons) == 0 || p.Kind == "" {
					t.Errorf("%v stage %d: part %+v", c, s.Number, p)
				}
			}
			for what, pair := range map[string][2]float64{"energy": {e.KWh, kwh * 1.135}, "from electricity": {e.Operating, e.KWh * e.Grid}, "embodied": {e.Embodied, made},
				"total": {e.Total, e.Operating + e.Embodied}, "per thousand": {e.PerThousand, e.Total * 1000 / float64(s.SizedAt)}} {
				if math.Abs(pair[0]-pair[1]) > 1e-9*pair[1] {
					t.Errorf("%v stage %d: %s is %v, want %v", c, s.Number, what, pair[0], pair[1])
				}
			}
			if grid, _ := carbon.Grid(c[1]); c[0] == "region" && e.Grid != grid {
				t.Errorf("%v: grid %v, want %v", c, e.Grid, grid)
			}
			if !strings.HasPrefix(e.Text, "An estimate") || len(e.NotIncluded) < 3 {
				t.Errorf("%v stage %d: %q, left out %v", c, s.Number, e.Text, e.NotIncluded)
			}
		}
	}
}

// Stage 3 by hand: two t4g.small with 2 vCPUs each, 0.120949 of them busy, and
// a db.t4g.small with its standby, 0.0432 busy.
func TestCarbonOfAStageByHand(t *testing.T) {
	s := plan(t, "users", "100k", "carbon", "on").Stages[2]
	if s.Tiers[1].Sizing.Unit != "t4g.small" || s.Tiers[1].Sizing.Count != 2 {
		t.Fatalf("the fleet has changed: %+v; compute the vector anew", s.Tiers[1].Sizing)
	}
	// Busy: 11.574 requests/s × 10 ms + 17.361 files/s × 0.3 ms.
	busy := 11.574074*0.010 + 17.361111*0.0003
	want := (0.47*4 + busy*1.22) * 0.730
	if got := s.Carbon.Parts[0]; got.Tier != "web" || math.Abs(got.KWh-want) > 1e-6 || math.Abs(got.Embodied-1332.856/48*4/64) > 1e-9 {
		t.Errorf("web servers take %v kWh and %v kg, want %v and 1.7355", got.KWh, got.Embodied, want)
	}
}

// 1 TB in S3 lies on disks in six copies: 1000 GB × 0.65 × 6 × 730 ÷ 10^6 kWh;
// a billed GB between zones was sent once and counted twice; a line of hours or
// requests is no storage.
func TestCarbonOfLines(t *testing.T) {
	line := func(key string, gb float64) CarbonPart {
		return storedOrSent(bill.Item{Name: "x", RateKey: pricing.Key(key), Quantity: units.NewQuantity(gb)}, carbon.Graviton2)[0]
	}
	for _, c := range []struct {
		key      string
		gb, want float64
	}{{"s3.standard.storage", 1000, 2.847}, {"rds.storage.gp3.multi-az", 1000, 1.752}, {"rds.storage.gp3.single-az", 1000, 0.876}, {"aurora.storage.standard", 1000, 5.256},
		{"ebs.gp3.storage", 1000, 1.752}, {"dt.inter-az", 2000, 1}, {"dto.internet", 2000, 0}, {"s3.standard.storage", 0, 0}, {"ec2.m7g.large", 730, 0},
		{"lambda.arm.gbs", 1.75 * 3600, 1.08 / 1000}, {"lambda.free.gbs", 1.75 * 3600, 1.08 / 1000}, {"lambda.request", 5, 0}} {
		if got := line(c.key, c.gb); math.Abs(got.KWh-c.want) > 1e-9 {
			t.Errorf("%v of %s take %v kWh, want %v", c.gb, c.key, got.KWh, c.want)
		}
	}
}

func TestChipOfAType(t *testing.T) {
	arm, x86 := newBuilder(plan(t).Workload, nil), newBuilder(plan(t, "processor", "x86").Workload, nil)
	for unit, want := range map[string]carbon.Chip{"t4g.small": carbon.Graviton2, "db.r7g.large": carbon.Graviton2, "cache.m7g.large": carbon.Graviton2,
		"m7i.large": carbon.Skylake, "db.t3.small": carbon.Skylake, "lightsail.linux.2gb": carbon.Average} {
		if got := arm.chip(unit); got != want {
			t.Errorf("%s runs on %s, want %s", unit, got.Name, want.Name)
		}
	}
	if arm.chip("") != carbon.Graviton2 || x86.chip("") != carbon.Skylake {
		t.Error("functions do not run on the workload's processor")
	}
}
