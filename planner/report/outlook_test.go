package report

import (
	"encoding/json"
	"strings"
	"testing"

	"stagecraft/planner"
	"stagecraft/planner/pricing"
	"stagecraft/planner/units"
	"stagecraft/planner/workload"
)

func outlook(t *testing.T, pairs ...string) planner.Plan {
	t.Helper()
	values := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = []string{pairs[i+1]}
	}
	w, refused := workload.Parse(values)
	if refused != nil {
		t.Fatal(refused)
	}
	p, err := planner.Build(w, pricing.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The document holds what the plan says of the future, in the names scripts read.
func TestOutlookInJSON(t *testing.T) {
	p := outlook(t, "users", "100k", "engineers", "3", "carbon", "on")
	var doc struct {
		Growth struct {
			PerMonth float64 `json:"per_month"`
			Months   []struct {
				Month, Stage int
				Users        float64
				Monthly      string
				PerThousand  string `json:"per_thousand_users"`
				Cumulative   string
			}
			Cumulative string
			Complete   bool
			Stages     []struct {
				Number  int
				Reached *struct {
					Months float64
					Month  int
				}
				Left *struct {
					Months float64
					Month  int
				}
			}
		}
		Stages []struct {
			TenTimes struct {
				Users   float64
				Stage   int
				Monthly string
				Breaks  []struct {
					Component, Resource, Remedy string
					At                          float64 `json:"at_times"`
				}
				Pace struct {
					Lead float64 `json:"lead_seconds"`
				}
			} `json:"ten_times"`
			Operations struct {
				Hours     float64 `json:"hours_per_month"`
				Engineers *float64
				Verdict   *string
				Tasks     []struct{ Name string }
			}
			Carbon *struct {
				Estimate bool
				Total    float64 `json:"total_kg"`
			}
			Limits []struct {
				Quota  bool
				Reason struct{ Formula string }
			}
		}
	}
	if err := json.Unmarshal(JSON(p, AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	g := doc.Growth
	if g.PerMonth != 0.05 || len(g.Months) != 37 || !g.Complete || g.Months[36].Cumulative != g.Cumulative || g.Cumulative != p.Growth.Total.String() {
		t.Errorf("growth %+v", g)
	}
	if m := g.Months[1]; m.Month != 1 || m.Users != 105000 || m.Stage != 4 || m.Monthly != p.Growth.Months[1].Monthly.String() || m.PerThousand != p.Growth.Months[1].PerThousand.String() {
		t.Errorf("month 1: %+v", m)
	}
	if s := g.Stages[0]; s.Number != 3 || s.Reached == nil || s.Left == nil || s.Left.Month != 1 || s.Left.Months != 0 {
		t.Errorf("stage 3 of 100k users ends at 100k: %+v", s)
	}
	if last := g.Stages[len(g.Stages)-1]; last.Number != 8 || last.Left != nil || last.Reached == nil {
		t.Errorf("the last stage: %+v", last)
	}
	s := doc.Stages[3]
	if s.TenTimes.Users != 1e6 || s.TenTimes.Stage != 6 || s.TenTimes.Pace.Lead != 300 || len(s.TenTimes.Breaks) == 0 || s.TenTimes.Monthly == "" {
		t.Errorf("ten times: %+v", s.TenTimes)
	}
	if s.Operations.Engineers == nil || *s.Operations.Engineers != 3 || s.Operations.Verdict == nil || *s.Operations.Verdict != "can" || s.Operations.Hours <= 0 || len(s.Operations.Tasks) == 0 {
		t.Errorf("operations: %+v", s.Operations)
	}
	if s.Carbon == nil || !s.Carbon.Estimate || s.Carbon.Total <= 0 {
		t.Errorf("carbon: %+v", s.Carbon)
	}
	quotas := 0
	for _, l := range s.Limits {
		if l.Quota {
			quotas++
		}
		if l.Reason.Formula == "" {
			t.Error("a limit without arithmetic")
		}
	}
	if quotas == 0 || quotas == len(s.Limits) {
		t.Errorf("%d of %d limits are quotas", quotas, len(s.Limits))
	}
	lean := string(JSON(outlook(t, "users", "100k"), 4))
	for _, want := range []string{`"carbon": null`, `"engineers": null`, `"verdict": null`} {
		if !strings.Contains(lean, want) {
			t.Errorf("nobody asked, and the document lacks %s", want)
		}
	}
}

func TestOutlookInText(t *testing.T) {
	p := outlook(t, "users", "100k", "engineers", "1", "carbon", "on")
	for stage, parts := range map[int][]string{
		AllStages: {"Growth\n", "per 1,000 users", p.Growth.Total.Display()},
		3:         {"If ten times the users come", "What it takes to run, an estimate", "A team of 1 can run it with strain", "Carbon, an estimate", "Not in it: ", "on request", "Limit: Web servers, CPU"},
	} {
		text := string(Text(p, stage))
		for _, want := range parts {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("stage %d: the text lacks %q", stage, want)
			}
		}
	}
	if text := string(Text(outlook(t, "users", "100k"), 3)); strings.Contains(text, "Carbon") || strings.Contains(text, "A team of") {
		t.Error("the lean plan speaks of carbon or a team")
	}
}

func TestLowerBoundsAreMarked(t *testing.T) {
	m := units.MustPrice("12.5").Amount(units.NewQuantity(1))
	if got := atLeast(m, false); got != "≥ $12.50" {
		t.Errorf("a lower bound prints as %q", got)
	}
	if got := atLeast(m, true); got != "$12.50" {
		t.Errorf("an amount prints as %q", got)
	}
}

// A migration without a known price is null and never 0, and every sum from its
// month on is told to be a lower bound.
func TestUnpricedMigrationInJSONAndText(t *testing.T) {
	p := outlook(t, "users", "1.3M", "read_write", "20/80", "data_stored", "2 TB", "database", "aurora-postgresql", "region", "eu-west-1")
	var doc struct {
		Growth struct {
			Months []struct {
				Once  *string `json:"one_off"`
				Paid  bool    `json:"one_off_complete"`
				Known bool    `json:"cumulative_complete"`
			}
		}
	}
	if err := json.Unmarshal(JSON(p, AllStages), &doc); err != nil {
		t.Fatal(err)
	}
	after := false
	for i, m := range doc.Growth.Months {
		after = after || !m.Paid
		if (m.Once == nil) != !m.Paid || m.Known == after {
			t.Errorf("month %d: %+v", i, m)
		}
	}
	text := string(Text(p, AllStages))
	if !after || !strings.Contains(text, "≥ "+p.Growth.Months[30].Cumulative.Display()) {
		t.Error("the sum of month 30 is no lower bound in text")
	}
}

// The parts of the carbon table and the headline above it differ by the power
// that cooling takes, and the table says so.
func TestCarbonTableComesToItsHeadline(t *testing.T) {
	p := outlook(t, "users", "100k", "carbon", "on")
	text := string(Text(p, p.Here))
	kwh := units.FormatNumber(p.Stages[p.Here-1].Carbon.KWh, 4)
	if i := strings.Index(text, "with cooling and power supply"); i < 0 || !strings.Contains(text[i:i+90], "× 1.135") || !strings.Contains(text[i:i+90], kwh) {
		t.Errorf("no line comes to %s kWh", kwh)
	}
}
